package exchange

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"golang.org/x/image/bmp"

	"kaocha/data/cadre"
)

// record makes an .lrm text; set replaces fields of a plain one.
func record(set map[int]string) []byte {
	f := make([]string, lrmFields)
	f[0], f[1], f[2], f[8], f[9], f[10] = "齐明远", "男", "198203", "200407", "大学#理学学士@#公共管理硕士", "甲校#@#乙校"
	f[17], f[18], f[25], f[30], f[32] = "2000.09--2004.07  甲校学习\r\n2004.07--         乙校职员", "无", "某科科长", "20251120", "20251120"
	f[20], f[21], f[22], f[23], f[24] = "妻子@父亲@@", "苏晓岚@齐立新@@", "198407@195601@@", "群众@群众@@", "某馆@某厂退休@@"
	for i, v := range set {
		f[i] = v
	}
	return gbSet.encode(`"` + strings.Join(f, `","`) + `"`)
}

func parseLRM(t testing.TB, b []byte) *Person {
	t.Helper()
	p, err := ParseLRM(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// T24: no .pic; texts holding the separators.
func TestLRMPlain(t *testing.T) {
	p := parseLRM(t, record(nil))
	c := p.Cadre
	if len(p.Problems) > 0 || p.Photo != nil {
		t.Errorf("problems %v", p.Problems)
	}
	if c.FullTime != (cadre.Education{Level: "大学", Degree: "理学学士", School: "甲校"}) || c.PartTime != (cadre.Education{Degree: "公共管理硕士", DegreeSchool: "乙校"}) {
		t.Errorf("education %+v %+v", c.FullTime, c.PartTime)
	}
	if len(c.Family) != 2 || c.Family[1] != (cadre.FamilyMember{Relation: "父亲", Name: "齐立新", Birth: cadre.MustDate("1956.01"), Political: "群众", Work: "某厂退休"}) {
		t.Errorf("family %+v", c.Family)
	}
	if len(c.Resume) != 2 || c.Resume[1].Text != "乙校职员" || c.Appointment.AgeDate.String() != "2025.11.20" {
		t.Errorf("%+v", c)
	}
}

func TestLRMAmbiguous(t *testing.T) {
	// the separator inside the rewards: neighbours 17 and 19 could hold it too,
	// so all three are left blank; the fixed fields on both sides are certain.
	p := parseLRM(t, record(map[int]string{18: `获"先进","优秀"称号`}))
	c := p.Cadre
	if c.Name != "齐明远" || c.WorkStart.String() != "2004.07" || c.Position != "某科科长" || c.Appointment.FilledDate.String() != "2025.11.20" || len(c.Family) != 2 {
		t.Errorf("certain fields: %+v", c)
	}
	if c.Rewards != "" || !hasMessage(p.Problems, "奖惩情况") {
		t.Errorf("doubtful field taken: %q %v", c.Rewards, p.Problems)
	}
	for _, pr := range p.Problems {
		if pr.Field == "姓名" || pr.Field == "出生年月" {
			t.Errorf("certain field doubted: %v", pr)
		}
	}
	// an @ in one column of the family: only that column is left out
	p = parseLRM(t, record(map[int]string{24: "a@b.example@某厂@@"}))
	if f := p.Cadre.Family; len(f) != 2 || f[0].Name != "苏晓岚" || f[0].Work != "" || !hasMessage(p.Problems, "@") {
		t.Errorf("family with @: %+v %v", f, p.Problems)
	}
	// # in a school
	p = parseLRM(t, record(map[int]string{10: "甲校#1号楼#x@#乙校"}))
	if p.Cadre.FullTime.School != "" || p.Cadre.FullTime.Level != "大学" || !hasMessage(p.Problems, "毕业院校") {
		t.Errorf("school with #: %+v %v", p.Cadre.FullTime, p.Problems)
	}
	// quotes alone do no harm
	if p = parseLRM(t, record(map[int]string{18: `获"先进"称号`})); p.Cadre.Rewards != `获"先进"称号` || len(p.Problems) > 0 {
		t.Errorf("quotes: %q %v", p.Cadre.Rewards, p.Problems)
	}
}

func TestLRMFaults(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "text": []byte("hello"), "xml": []byte("<Person/>"), "large": bytes.Repeat([]byte(`","`), 3<<20)} {
		if _, err := ParseLRM(b, nil); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	cut := record(nil)[:60]
	if p := parseLRM(t, cut); p.Cadre.Name != "齐明远" || !hasMessage(p.Problems, "没有复制完") {
		t.Errorf("cut short: %+v %v", p.Cadre.Name, p.Problems)
	}
	utf := string(record(map[int]string{0: "x"}))
	text, _, _ := decodeText([]byte(utf))
	if p := parseLRM(t, []byte("\uFEFF"+text)); p.Cadre.NativePlace != "" || p.Cadre.Position != "某科科长" {
		t.Errorf("UTF-8: %+v", p.Cadre)
	}
	if p := parseLRM(t, record(map[int]string{2: "82.03"})); !p.Cadre.Birth.IsZero() || refusedAt(p.Problems, "第 3 项") == nil {
		t.Errorf("two-digit year: %v", p.Problems)
	}
}

func TestLRMPhoto(t *testing.T) {
	var b bytes.Buffer
	must(t, bmp.Encode(&b, image.NewRGBA(image.Rect(0, 0, 20, 30))))
	p, err := ParseLRM(record(nil), b.Bytes())
	must(t, err)
	if !bytes.Equal(p.Photo, b.Bytes()) {
		t.Errorf("bmp: %v", p.Problems)
	}
	p, err = ParseLRM(record(nil), []byte("no picture"))
	must(t, err)
	if p.Photo != nil || p.Cadre.Name == "" || !hasMessage(p.Problems, "照片") {
		t.Errorf("no picture: %v", p.Problems)
	}
}
