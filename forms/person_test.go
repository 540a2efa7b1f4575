package forms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/forms/page/pagetest"
)

var personKeys = []string{"registration", "appointment", "appointment-trial", "review-form"}

// paperTwips are the sheets in twips: 184×260, 195×270, 185×260, 210×297 mm.
var paperTwips = map[string][2]string{"16K": {"10431", "14740"}, "16K-195x270": {"11055", "15307"}, "16K-185x260": {"10488", "14740"}, "A4": {"11906", "16838"}}

func mustMake(t testing.TB, l *Library, key string, in *Input) *Output {
	t.Helper()
	f, err := ByKey(key)
	if err != nil {
		t.Fatal(err)
	}
	o, err := l.Make(f, in)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Every form on every paper, filled, blank and without anything: two pages, the
// sheet's size, fixed rows, fonts named on every run, no tag left.
func TestPersonFormsOnEveryPaper(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for paper, size := range paperTwips {
		for name, in := range map[string]*Input{"fafu": reviewInput(t, "fafu-probation"), "national": reviewInput(t, "national-probation"), "empty cadre": {Cadre: &cadre.Cadre{}}, "nothing": {}} {
			for _, key := range personKeys {
				in.Paper = paper
				o := mustMake(t, l, key, in)
				at := key + " on " + paper + ", " + name
				if len(o.Pages) != 2 || len(o.Missing)+len(o.Overflow)+len(o.Odd)+len(o.NoGlyph) > 0 {
					t.Errorf("%s: %d pages, missing %q, overflow %v, odd %q, no glyph %q", at, len(o.Pages), o.Missing, o.Overflow, o.Odd, string(o.NoGlyph))
				}
				doc := reopened(t, o.Docx)
				sheet := doc.FindElement("//w:pgSz")
				if w, h := sheet.SelectAttrValue("w:w", ""), sheet.SelectAttrValue("w:h", ""); w != size[0] || h != size[1] {
					t.Errorf("%s: sheet %s × %s twips, want %s × %s", at, w, h, size[0], size[1])
				}
				rowHeights(t, doc)
				checkFonts(t, at, doc)
				if s := textOf(doc); strings.Contains(s, "{{") || strings.Contains(s, "}}") {
					t.Errorf("%s: a tag is left", at)
				}
			}
		}
	}
}

// Templates use known fields only and have the person's name.
func TestPersonTemplatesCheck(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for _, key := range personKeys {
		f, err := ByKey(key)
		if err != nil {
			t.Fatal(err)
		}
		tp, err := l.Template(f, &Input{Paper: "16K"})
		if err != nil {
			t.Fatal(err)
		}
		if r := tp.Check(Placeholders(f), Required(f)...); !r.OK() {
			t.Errorf("%s: %+v", key, r)
		}
	}
}

// The national form has the heights and columns of DOMAIN 2.1 in twips on A4;
// 16K is 184/210 of the width and 260/297 of the height.
func TestNationalFormMeasures(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := reviewInput(t, "fafu-probation")
	in.Paper = "A4"
	doc := reopened(t, mustMake(t, l, "appointment", in).Docx)
	want := []int{629, 629, 629, 629, 629, 629, 629, 629, 629, 7133, 1418, 1021, 1361, 629, 629, 629, 629, 629, 629, 629, 629, 1873, 2019}
	if got := rowHeights(t, doc); !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
	var grid []int
	for _, g := range doc.FindElement("//w:tblGrid").ChildElements() {
		n, _ := strconv.Atoi(g.SelectAttrValue("w:w", ""))
		grid = append(grid, n)
	}
	if want := []int{1182, 1081, 284, 992, 142, 992, 425, 594, 257, 567, 1407, 1843}; !slices.Equal(grid, want) {
		t.Errorf("columns %v, want %v", grid, want)
	}
	title := doc.FindElement("//w:p")
	if f, s := title.FindElement(".//w:rFonts"), title.FindElement(".//w:sz"); textOf(title.Parent()) == "" || f.SelectAttrValue("w:eastAsia", "") != "方正小标宋简体" || s.SelectAttrValue("w:val", "") != "44" {
		t.Error("the title is not 方正小标宋简体 22 pt")
	}
	resume := find(t, doc, "2004.09--2008.07")
	if ind, sz := resume.FindElement("./w:pPr/w:ind"), resume.FindElement(".//w:sz"); ind.SelectAttrValue("w:hanging", "") != "2189" || sz.SelectAttrValue("w:val", "") != "28" {
		t.Error("the résumé is not 14 pt with a hanging indent of 2189 twips")
	}
	in.Paper = "16K"
	doc = reopened(t, mustMake(t, l, "appointment", in).Docx)
	if got := rowHeights(t, doc); got[0] != 551 || got[9] != 6244 { // 629·260/297 = 550.6; 7133·260/297 = 6244.4
		t.Errorf("16K rows %d and %d twips, want 551 and 6244", got[0], got[9])
	}
	if w := doc.FindElement("//w:tblW").SelectAttrValue("w:w", ""); w != "8557" { // 9766·184/210 = 8556.9
		t.Errorf("16K table %s twips wide, want 8557", w)
	}
}

// The photo's cell is merged over rows 1–4, the family label over its head and
// seven rows.
func TestMergedCells(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := reviewInput(t, "fafu-probation")
	for _, key := range personKeys {
		doc := reopened(t, mustMake(t, l, key, in).Docx)
		rows := doc.FindElements("//w:tr")
		for i := range 4 {
			tcs := rows[i].FindElements("./w:tc")
			vm := tcs[len(tcs)-1].FindElement("./w:tcPr/w:vMerge")
			if vm == nil || (vm.SelectAttrValue("w:val", "") == "restart") != (i == 0) {
				t.Errorf("%s: row %d: the photo's cell is not merged", key, i+1)
			}
		}
		if pics := len(rows[0].FindElements(".//w:drawing")); pics != 1 {
			t.Errorf("%s: %d photos", key, pics)
		}
		if key == "review-form" {
			continue
		}
		n := 0
		for i, r := range rows {
			if strings.Contains(textOf(r), "家庭主要成员及重要社会关系") {
				for _, x := range rows[i+1:] {
					vm := x.FindElement("./w:tc/w:tcPr/w:vMerge")
					if vm == nil || vm.SelectAttrValue("w:val", "") == "restart" {
						break
					}
					n++
				}
			}
		}
		if n != 7 {
			t.Errorf("%s: the family label goes over %d rows, want 7", key, n)
		}
	}
}

// What the cells say, worked out by hand.
func TestPersonTexts(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := reviewInput(t, "fafu-probation")
	doc := reopened(t, mustMake(t, l, "registration", in).Docx)
	for label, want := range map[string]string{
		"姓名": "齐　远", "出生年月（岁）": "1986.03\n（39岁）", "政治面貌入党时间": "中共党员\n2008.06", "专业技术职务评定时间": "助理研究员（2016.12）",
		"全日制教育": "大学\n农学学士", "在职教育": "硕士研究生\n管理学硕士", "试用期": "2024.11.10—2025.11.10", "任现职时间": "2024.11",
		"身份证号": "999999198603150013", "社会学术兼职": "无", "岗位职责": someone().Duties,
	} {
		if got := after(t, doc, label); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	resume := after(t, doc, "简历")
	for _, line := range []string{"2014.09--2019.12\t某某大学党委宣传部副主任科员\n\t（其间：2015.09--2018.06  某某大学", "2024.11--\t某某大学党委宣传部综合科科长"} {
		if !strings.Contains(resume, line) {
			t.Errorf("résumé %q lacks %q", resume, line)
		}
	}
	all := cells(doc)
	i := slices.Index(all, "儿子")
	if i < 0 || !slices.Equal(all[i:i+5], []string{"儿子", "齐　望", "2015.02", "群众", "某某大学附属小学学生"}) {
		t.Errorf("family row %q", all[i:i+5])
	}
	in.Round.Assessed = cadre.MustDate("2026.02.28") // a month before the birthday
	doc = reopened(t, mustMake(t, l, "appointment", in).Docx)
	if got := after(t, doc, "出生年月（岁）"); got != "1986.03\n（39岁）" {
		t.Errorf("age a month before the birthday: %q", got)
	}
	in.Round.Assessed = cadre.MustDate("2026.03.01")
	doc = reopened(t, mustMake(t, l, "appointment", in).Docx)
	if got := after(t, doc, "出生年月（岁）"); got != "1986.03\n（40岁）" {
		t.Errorf("age in the month of the birthday: %q", got)
	}
	if got := textOf(doc); !strings.Contains(got, "填表人：白露晞\t填表时间：2025年11月20日") {
		t.Error("no line of who filled it in")
	}
}

// A blank form to be filled in by hand says nothing, not even 无.
func TestBlankPersonForms(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for _, key := range personKeys {
		for _, c := range cells(reopened(t, mustMake(t, l, key, &Input{}).Docx)) {
			if c == none || strings.Contains(c, "（岁）") && !strings.Contains(c, "出生年月") {
				t.Errorf("%s: a blank form says %q", key, c)
			}
		}
	}
}

func TestPartyTime(t *testing.T) {
	for in, want := range map[string]string{"197204": "1972.04", "200108；民建": "2001.08；民建", "民建200108": "民建2001.08", "民建；民盟": "民建；民盟",
		"2001.08": "2001.08", "无党派": "无党派", "200113": "200113", "": ""} {
		if got := partyTime(in); got != want {
			t.Errorf("partyTime(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSpacedName(t *testing.T) {
	for in, want := range map[string]string{"张三": "张　三", "齐明远": "齐明远", "𬭎虚": "𬭎　虚", "Li": "Li", "": "", " 张三 ": "张　三"} {
		if got := spacedName(in); got != want {
			t.Errorf("spacedName(%q) = %q, want %q", in, got, want)
		}
	}
}

// The dead have no age; others have.
func TestFamilyAges(t *testing.T) {
	in := reviewInput(t, "fafu-probation")
	rows := familyRows(in)
	if rows[2]["年龄"] != "68" || rows[3]["年龄"] != "" || rows[3]["出生年月"] != "1959.01" { // 2025.11 − 1957.09
		t.Errorf("father %v, mother %v", rows[2], rows[3])
	}
}

// Up to ten relatives stand in the height of seven rows.
func TestFamilyRowsKeepTheirHeight(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	total := func(n int) (rows, sum int) {
		in := reviewInput(t, "fafu-probation")
		in.Paper = "A4"
		for len(in.Cadre.Family) < n {
			in.Cadre.Family = append(in.Cadre.Family, cadre.FamilyMember{Relation: "表弟", Name: fmt.Sprint("假", n)})
		}
		hs := rowHeights(t, reopened(t, mustMake(t, l, "appointment", in).Docx))
		for _, h := range hs {
			sum += h
		}
		return len(hs), sum
	}
	r7, h7 := total(7)
	r8, h8 := total(8)
	if r8 != r7+3 || h8 < h7-10 || h8 > h7+10 {
		t.Errorf("7 relatives: %d rows, %d twips; 8: %d rows, %d twips", r7, h7, r8, h8)
	}
}

// CASES T33: the form keeps its two pages; what is too long is set smaller, and
// what does not fit even so is told; nothing else is cut.
func TestCrowdedPerson(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for _, paper := range []string{"16K", "A4"} {
		for _, key := range personKeys {
			in := crowded(t)
			in.Paper = paper
			o := mustMake(t, l, key, in)
			told := map[string]string{}
			for _, x := range o.Overflow {
				told[x.Tag] = x.Text
			}
			shrunk := map[string]float64{}
			for _, x := range o.Shrunk {
				shrunk[x.Tag] = x.To
			}
			if len(o.Pages) != 2 {
				t.Errorf("%s on %s: %d pages", key, paper, len(o.Pages))
			}
			seen := ""
			for _, p := range o.Pages {
				for _, g := range p.Glyphs {
					seen += string(g.R)
				}
			}
			if !strings.Contains(seen, longPost) {
				t.Errorf("%s on %s: the post is not whole on the page", key, paper)
			}
			if key == "review-form" {
				continue
			}
			if told["简历"] == "" || shrunk["简历"] != 8 {
				t.Errorf("%s on %s: 60 lines of résumé: told %v, shrunk to %g pt", key, paper, told["简历"] != "", shrunk["简历"])
			}
			if s := told["家庭成员"]; !strings.Contains(s, "共 12 人") || !strings.Contains(s, "表弟假亲") || !strings.Contains(s, "附页") {
				t.Errorf("%s on %s: 12 relatives: %q", key, paper, s)
			}
			delete(told, "简历")
			delete(told, "家庭成员")
			if len(told) > 0 {
				t.Errorf("%s on %s: also too long: %v", key, paper, told)
			}
		}
	}
}

// A résumé of twenty-odd lines shrinks and fits; nothing is reported.
func TestLongResumeShrinks(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := crowded(t)
	in.Cadre.Resume = in.Cadre.Resume[:21]
	in.Cadre.Family = in.Cadre.Family[:10]
	o := mustMake(t, l, "registration", in)
	if len(o.Overflow) > 0 {
		t.Errorf("overflow %v", o.Overflow)
	}
	i := slices.IndexFunc(o.Shrunk, func(s Shrink) bool { return s.Tag == "简历" })
	if i < 0 || o.Shrunk[i].To >= 10.5 || o.Shrunk[i].To < 8 {
		t.Errorf("shrunk %v", o.Shrunk)
	}
}
