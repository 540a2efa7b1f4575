package exchange

import (
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// T19: remarks under a table that begins with the names are nobody.
func TestNotesInTheNameColumn(t *testing.T) {
	r := readRoster(t, []byte("姓名,性别,出生年月,单位,爱好\n甲一,男,1980.01,某处,\n以上名单共1人,,,,\n本表一式两份，于11月30日前报送,,,,\n（以下空白）,,,,\n"+
		"第1页 共2页,,,,\n党总支书记签字：,,年  月  日,,\n欧阳·阿依古丽,,,,\n以文,,,,\n乙2,,,,\n,,,,以上均已核对\n,,,,12\n丙：三,男,1981.01,某处,\n"))
	var names []string
	for _, p := range r.Persons {
		names = append(names, p.Cadre.Name)
	}
	if got := strings.Join(names, " "); got != "甲一 欧阳·阿依古丽 以文 乙2 丙：三" {
		t.Errorf("persons: %s", got)
	}
	if len(r.Skipped) != 6 {
		t.Errorf("skipped, each to be named: %v", r.Skipped)
	}
	for _, row := range []string{"第 3 行“以上名单共1人”", "第 11 行“以上均已核对”"} {
		if !hasMessage(r.Problems, row) {
			t.Errorf("not told: %s in %v", row, r.Problems)
		}
	}
}

// A remark behind a name is no part of it: the person is found in the register.
func TestRemarkBehindAName(t *testing.T) {
	r := readRoster(t, []byte("姓名,性别,出生年月\n齐明远（女）,女,1980.01\n苏　岚(女，回族),女,1980.02\n范例（满族）,男,1980.03\n范（一）,男,1980.04\n范例（大）,男,1980.05\n"))
	var names []string
	told := 0
	for _, p := range r.Persons {
		names = append(names, p.Cadre.Name)
		for _, q := range p.Problems {
			if strings.Contains(q.Message, "附注") && !q.Refused {
				told++
			}
		}
	}
	if got := strings.Join(names, " "); got != "齐明远 苏岚 范例 范（一） 范例（大）" || told != 3 {
		t.Errorf("names %s, told %d", got, told)
	}
}

// T22: of several persons in one file the clerk hears; none is lost unseen.
func TestSeveralPersonsInOneFile(t *testing.T) {
	p, err := ParseLRMX([]byte("<Persons><Person><XingMing>甲一</XingMing></Person><Person><XingMing>甲二</XingMing></Person></Persons>"))
	must(t, err)
	if p.Cadre.Name != "甲一" || len(p.Problems) != 1 || !p.Problems[0].Refused || !strings.Contains(p.Problems[0].String(), "2 人") {
		t.Errorf("%+v", p)
	}
	_, err = ParseLRMX([]byte("<Person><XingMing>甲一</XingMing><Jian"))
	if err == nil || !strings.Contains(err.Error(), "没有复制完") {
		t.Errorf("cut short: %v", err)
	}
}

// T19: a workbook with one sheet for each branch: the people who were not read
// are told, each sheet can be read by its name.
func TestOtherSheetsWithPeople(t *testing.T) {
	data := book(t, [][]any{{"姓名", "性别", "单位"}, {"甲一", "男", "一处"}}, func(f *excelize.File, _ string) {
		for sheet, cells := range map[string][]string{"学院": {"姓名", "性别"}, "说明": {"填表说明", "略"}} {
			_, err := f.NewSheet(sheet)
			must(t, err)
			must(t, f.SetSheetRow(sheet, "A1", &cells))
		}
		must(t, f.SetSheetRow("学院", "A2", &[]string{"乙一", "女"}))
	})
	r := readRoster(t, data)
	if len(r.Persons) != 1 || r.Persons[0].Cadre.Name != "甲一" {
		t.Fatalf("persons %+v", r.Persons)
	}
	if p := refusedAt(r.Problems, "名单.xlsx"); p == nil || !strings.Contains(p.Message, "工作表“学院”也像花名册") {
		t.Errorf("not told: %v", r.Problems)
	}
	r, err := ReadRoster(context.Background(), "名单.xlsx", data, RosterOptions{Sheet: "学院", Today: today})
	must(t, err)
	if len(r.Persons) != 1 || r.Persons[0].Cadre.Name != "乙一" || refusedAt(r.Problems, "名单.xlsx") != nil {
		t.Errorf("by its name: %+v", r)
	}
}

// T17: a day with its midnight is that day; a bare serial number is named as such.
func TestMidnightAndSerial(t *testing.T) {
	r := readRoster(t, book(t, [][]any{{"姓名", "出生年月"}, {"甲一", "1985-07-03 00:00:00"}, {"甲二", "1985/7/3 0:00"}, {"甲三", "1985-07-03 08:30:00"}, {"甲四", 31230}}, nil))
	for i, want := range []string{"1985.07.03", "1985.07.03", "", ""} {
		if got := r.Persons[i].Cadre.Birth.String(); got != want {
			t.Errorf("row %d: %q, want %q", i+2, got, want)
		}
	}
	if refusedAt(r.Persons[2].Problems, "Sheet1!B4") == nil {
		t.Error("a time of day was taken for a date")
	}
	if p := refusedAt(r.Persons[3].Problems, "Sheet1!B5"); p == nil || !strings.Contains(p.Message, "日期的序号") {
		t.Errorf("serial: %v", r.Persons[3].Problems)
	}
}
