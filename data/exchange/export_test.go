package exchange

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaocha/data/cadre"
)

var exportKeys = []string{"姓名", "性别", "出生年月", "身份证号", "工作证号", "单位", "现任职务", "奖惩情况", "手机", "简历"}

// risky is a person every text of which a spreadsheet would like to run.
func risky() cadre.Cadre {
	c := someone("", "齐明远", "1982.03", `=cmd|'/c calc'!A1`, idA)
	c.StaffNo, c.Position, c.Rewards, c.Mobile, c.Sex = "0012", "@SUM(A1)", "-5\n+86", "+8613900000000", "男"
	c.Resume = cadre.ParseResume("2004.07--2010.01  甲校\n2010.01--         乙校")
	return c
}

// T34 and the way back: what is written reads as the same people.
func TestExportReadsBack(t *testing.T) {
	c := risky()
	var x, v bytes.Buffer
	must(t, WriteRoster(&x, []cadre.Cadre{c, {Name: "苏晓岚"}}, exportKeys))
	must(t, WriteCSV(&v, []cadre.Cadre{c, {Name: "苏晓岚"}}, exportKeys))
	for name, b := range map[string][]byte{"xlsx": x.Bytes(), "csv": v.Bytes()} {
		r := readRoster(t, b)
		if len(r.Persons) != 2 || len(r.Problems) > 0 {
			t.Fatalf("%s: %d persons %v", name, len(r.Persons), r.Problems)
		}
		got := r.Persons[0].Cadre
		for _, ch := range cadre.Diff(&c, &got) {
			t.Errorf("%s: %s %q, want %q", name, ch.Key, ch.New, ch.Old)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(v.Bytes())).ReadAll()
	must(t, err)
	for _, row := range rows {
		for _, f := range row {
			if startsFormula(f) {
				t.Errorf("csv field is live: %q", f)
			}
		}
	}
	if !strings.HasPrefix(v.String(), "\uFEFF姓名,") || !strings.Contains(v.String(), idA+"\t") {
		t.Errorf("csv: %q", v.String())
	}
}

func TestRosterPage(t *testing.T) {
	var b bytes.Buffer
	must(t, WriteRoster(&b, []cadre.Cadre{risky()}, exportKeys))
	f, err := excelize.OpenReader(&b)
	must(t, err)
	defer f.Close()
	l, err := f.GetPageLayout(rosterSheet)
	must(t, err)
	if *l.Size != 9 || *l.Orientation != "landscape" || *l.FitToWidth != 1 || *l.FitToHeight != 0 {
		t.Errorf("page %+v", l)
	}
	if d := f.GetDefinedName(); len(d) != 1 || d[0].Name != "_xlnm.Print_Titles" || !strings.HasSuffix(d[0].RefersTo, "$1:$1") {
		t.Errorf("titles %+v", d)
	}
	for col := range exportKeys {
		ref := fmt.Sprintf("%s2", colName(col+1))
		kind, err := f.GetCellType(rosterSheet, ref)
		must(t, err)
		if formula, _ := f.GetCellFormula(rosterSheet, ref); formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s: type %v formula %q", ref, kind, formula)
		}
		st, err := f.GetCellStyle(rosterSheet, ref)
		must(t, err)
		if s, err := f.GetStyle(st); err != nil || s.NumFmt != 49 {
			t.Errorf("%s: not a text cell: %+v %v", ref, s, err)
		}
	}
}

func TestExportFaults(t *testing.T) {
	if err := WriteRoster(&bytes.Buffer{}, nil, []string{"没有的项"}); err == nil || !strings.Contains(err.Error(), "没有的项") {
		t.Errorf("unknown key: %v", err)
	}
	if err := WriteCSV(&bytes.Buffer{}, nil, nil); err == nil {
		t.Error("no keys")
	}
	long := cadre.Cadre{Name: "齐明远", Rewards: strings.Repeat("奖", maxCellRunes+1)}
	if err := WriteRoster(&bytes.Buffer{}, []cadre.Cadre{long}, []string{"姓名", "奖惩情况"}); err == nil || !strings.Contains(err.Error(), "齐明远") {
		t.Errorf("too long: %v", err)
	}
}

// rosterOf makes n people.
func rosterOf(n int) []cadre.Cadre {
	out := make([]cadre.Cadre, n)
	for i := range out {
		out[i] = risky()
		out[i].Name = fmt.Sprintf("甲%d", i)
	}
	return out
}

func BenchmarkRoster50000(b *testing.B) {
	var x bytes.Buffer
	must(b, WriteRoster(&x, rosterOf(50000), exportKeys[:9]))
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r, err := ReadRoster(context.Background(), "x", x.Bytes(), RosterOptions{})
			if err != nil || len(r.Persons) != 50000 {
				b.Fatal(err)
			}
		}
	})
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		people := rosterOf(50000)
		for b.Loop() {
			must(b, WriteRoster(&bytes.Buffer{}, people, exportKeys[:9]))
		}
	})
}
