package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"testing"
	"unicode/utf8"

	"kaocha/data/cadre"
)

// sound checks what every person that was read must be: text that can be shown
// and stored, dates that exist.
func sound(t *testing.T, p *Person) {
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		s := f.Get(&p.Cadre)
		if !utf8.ValidString(s) {
			t.Errorf("%s: not UTF-8: %q", f.Key, s)
		}
		if c := cleanText(s); c.dropped > 0 {
			t.Errorf("%s: control characters: %q", f.Key, s)
		}
	}
	for _, d := range []cadre.Date{p.Cadre.Birth, p.Cadre.WorkStart, p.Cadre.Appointment.AgeDate} {
		if !d.IsZero() && !d.Real() {
			t.Errorf("date %v", d)
		}
	}
}

// FuzzLRMX: an untouched file is written byte for byte; an edited one reads
// back with the edit and keeps its other fields.
func FuzzLRMX(f *testing.F) {
	f.Add(sample(f, "qimingyuan.lrmx"))
	f.Add([]byte(odd))
	f.Add(gbSet.encode("<Person><XingMing>齐明远</XingMing><JianLi>2004.07--  甲校</JianLi></Person>"))
	f.Add(utf16LE.encode("\uFEFF<Person><XingMing>齐明远</XingMing></Person>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := ParseLRMX(raw)
		if err != nil {
			return
		}
		sound(t, p)
		out, err := WriteLRMX(raw, &p.Cadre, nil)
		if err != nil || !bytes.Equal(out, raw) {
			t.Fatalf("untouched: %v\n%q\n%q", err, raw, out)
		}
		c := p.Cadre
		c.NativePlace, c.Position = "改 & <动>", ""
		c.Family = append([]cadre.FamilyMember{{Relation: "妻子", Name: "苏晓岚"}}, c.Family...)
		if out, err = WriteLRMX(raw, &c, nil); err != nil {
			t.Fatal(err)
		}
		q, err := ParseLRMX(out)
		if err != nil {
			t.Fatalf("edited does not read: %v\n%q\n%q", err, raw, out)
		}
		for _, ch := range cadre.Diff(&c, &q.Cadre) {
			if p.Problems == nil {
				t.Errorf("%s: wrote %q, read %q\n%q\n%q", ch.Key, ch.Old, ch.New, raw, out)
			}
		}
	})
}

func FuzzLRM(f *testing.F) {
	f.Add(sample(f, "qimingyuan.lrm"), []byte{})
	f.Add(record(map[int]string{18: `获"先进","优秀"称号`}), []byte("\xFF\xD8\xFF"))
	f.Add(record(map[int]string{24: "a@b@@"}), []byte("BM"))
	f.Fuzz(func(t *testing.T, text, pic []byte) {
		if p, err := ParseLRM(text, pic); err == nil {
			sound(t, p)
		}
	})
}

// FuzzRoster feeds a text roster and, as a worksheet's XML inside an otherwise
// sound workbook, the row mapper.
func FuzzRoster(f *testing.F) {
	f.Add([]byte("花名册\n姓名,出生年月,身份证号\n齐明远,1982.3,999999198203150012\n合计,1\n"))
	f.Add([]byte("姓名;全日制教育;;在职教育\n;学历;学位;学历\n\"甲\n一\";大学;;\n"))
	f.Add([]byte(`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c t="s"><v>0</v></c></row><row hidden="1"><c><f>A1</f><v>1985.1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, b := range [][]byte{data, stored(data)} {
			r, err := ReadRoster(context.Background(), "x", b, RosterOptions{Today: today})
			if err != nil {
				continue
			}
			for i := range r.Persons {
				sound(t, &r.Persons[i])
				if r.Persons[i].Cadre.Name == "" {
					t.Error("a person without a name")
				}
			}
			plan := MakePlan(&Batch{Persons: r.Persons}, []cadre.Cadre{{ID: "1", Name: "齐明远", Birth: cadre.MustDate("1982.03")}})
			for i := range plan.Items {
				plan.Items[i].Result()
			}
		}
	})
}

// stored is a workbook with the given sheet.
func stored(sheet []byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n, s := range tinyBook(string(sheet)) {
		f, _ := w.CreateHeader(&zip.FileHeader{Name: n})
		_, _ = f.Write([]byte(s))
	}
	_ = w.Close()
	return b.Bytes()
}
