package review

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// A complete round has nothing to find, under either scheme.
func TestCheckClean(t *testing.T) {
	for _, key := range []string{"fafu-probation", "national-probation"} {
		for _, f := range Check(fullRound(t, key, 3)) {
			t.Errorf("%s: %+v", key, f)
		}
	}
}

// Every rule fires on its fault and on no other: the rules named are all that
// is found.
func TestCheckRules(t *testing.T) {
	for _, c := range slices.Concat(personCases(), materialCases(), voteCases(), reportCases()) {
		d := fullRound(t, "fafu-probation", 3)
		f := d.Files[2]
		c.edit(d, f)
		var got, all []string
		for _, x := range Check(d) {
			got = append(got, x.Rule)
			all = append(all, x.Message)
			if x.Action == "" || x.Form == "" || x.Field == "" || x.Found == "" || x.Expected == "" || x.Message == "" || len(x.Key) != 16 {
				t.Errorf("%s: incomplete %+v", c.name, x)
			}
			if x.Person == "" && x.Form != "考察批次" && !strings.HasPrefix(x.Form, "考察组") {
				t.Errorf("%s: nobody named: %+v", c.name, x)
			}
		}
		slices.Sort(got)
		want := strings.Fields(c.rule)
		slices.Sort(want)
		among, open := strings.CutPrefix(c.rule, "~")
		if open && !slices.Contains(got, among) || !open && !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v\n%s", c.name, got, want, strings.Join(all, "\n"))
		}
		if !strings.Contains(strings.Join(all, "\n"), c.says) {
			t.Errorf("%s: %q not said in\n%s", c.name, c.says, strings.Join(all, "\n"))
		}
	}
}

// The same code under the national scheme: its own forms, limits and grades.
func TestCheckNational(t *testing.T) {
	for _, c := range []one{
		{"A4", mat("summary", func(m *Material) { m.Facts.PaperW, m.Facts.PaperH = 184, 260 }), "doc.paper", "应为A4（210×297 毫米）"},
		{"title", mat("summary", func(m *Material) { m.Facts.Title = "履职工作总结" }), "doc.title", "应为“试用期工作总结”"},
		{"size", mat("summary", func(m *Material) { m.Facts.Sizes = []float64{15} }), "doc.size", "应为三号（16 磅）"},
		{"基本称职 exists", sub(func(s *Subject) {
			s.Report.Grade, s.Opinions[0].Grade, s.Opinions[0].Advice = "基本称职", "基本称职", "免去试任职务"
		}), "", ""},
		{"appointed with 基本称职", sub(func(s *Subject) {
			s.Report.Grade, s.Opinions[0].Grade = "基本称职", "基本称职"
			s.Decision = &Decision{Outcome: "正式任职", Date: day("2025.12.18")}
		}), "decision.grade", "评价等级是“基本称职”"},
		{"no extension here", sub(func(s *Subject) { s.Decision = &Decision{Outcome: "延长试用", Date: day("2025.12.18"), Months: 6} }), "decision.outcome", "正式任职、免去试任职务"},
		{"four talks", sub(func(s *Subject) { s.Talks = s.Talks[:4] }), "stage.unmet talk.few", "不少于 5 人"},
		{"verdict of the other scheme", sub(func(s *Subject) { s.Talks[0].Verdict = "同意" }), "talk.verdict", "“同意”不是"},
		{"group missing", sub(func(s *Subject) { s.Tally.Groups = s.Tally.Groups[:2] }), "tally.group-missing stage.unmet", "其他人员（代表）"},
		{"sum in a group", sub(func(s *Subject) { s.Tally.Groups[1].Grades["基本称职"] = 1 }), "tally.sum stage.unmet", "班子成员和中层正副职：优秀 16、称职 4、基本称职 1"},
		{"limit 2000", sub(func(s *Subject) { s.Report.Texts["style"] = prose(8, 1600) }), "report.limit stage.unmet", "超过规定的 2000 字"},
		{"appointment form", mat("appointment", func(m *Material) { m.Paper = false }), "material.paper stage.unmet", "干部任免审批表缺纸质件"},
		{"gap of two months allowed", per(func(c *cadre.Cadre) { c.Resume[1].From = day("2010.09"); c.WorkStart = day("2010.09") }), "", ""},
	} {
		d := fullRound(t, "national-probation", 2)
		c.edit(d, d.Files[1])
		var got, all []string
		for _, x := range Check(d) {
			got, all = append(got, x.Rule), append(all, x.Message)
		}
		slices.Sort(got)
		want := strings.Fields(c.rule)
		slices.Sort(want)
		if !slices.Equal(got, want) || !strings.Contains(strings.Join(all, "\n"), c.says) {
			t.Errorf("%s: found %v, want %v\n%s", c.name, got, want, strings.Join(all, "\n"))
		}
	}
}

// A scheme without a limit has none; a branch's count is not begun by nothing.
func TestNoLimits(t *testing.T) {
	d := fullRound(t, "fafu-probation", 2)
	s := *d.Scheme
	s.Report.MaxChars, s.Checks.CopySimilarity, s.Talks.Min = 0, 0, 0
	d.Scheme = &s
	f := d.Files[1]
	f.Subject.Report.Texts["merits"] = prose(9, 3000)
	material(f, "summary").Facts.Text = material(d.Files[0], "summary").Facts.Text
	f.Subject.Talks = nil
	for _, x := range Check(d) {
		if x.Rule != "stage.unmet" || !strings.Contains(x.Message, "没有谈话记录") {
			t.Errorf("%+v", x)
		}
	}
}

// A branch's one sheet is missed once for the branch, and counts for all of it.
func TestCheckPerBranch(t *testing.T) {
	d := fullRound(t, "fafu-probation", 3)
	for _, f := range d.Files {
		material(f, "roster").State = Missing
	}
	material(d.Files[1], "roster").State = Received
	if fs := Check(d); len(fs) != 0 {
		t.Errorf("one sheet for the branch is enough: %+v", fs)
	}
	material(d.Files[1], "roster").State = Missing
	fs := slices.DeleteFunc(Check(d), func(f Finding) bool { return f.Rule != "material.missing" })
	if len(fs) != 1 || fs[0].Subject != "" || fs[0].Person != "机关党总支" || !strings.Contains(fs[0].Message, "机关党总支的考察情况汇总表未交") {
		t.Errorf("%+v", fs)
	}
}

// A waiver holds while the values do, and the finding stays in the list.
func TestWaivers(t *testing.T) {
	d := fullRound(t, "fafu-probation", 2)
	f := d.Files[1]
	f.Subject.Tally.Groups[0].Grades["优秀"] = 17
	of := func() Finding {
		for _, x := range Check(d) {
			if x.Rule == "tally.sum" {
				return x
			}
		}
		t.Fatal("not found")
		return Finding{}
	}
	x := of()
	if len(openErrors(d, f)) != 1 {
		t.Errorf("open errors %v", openErrors(d, f))
	}
	d.Waivers = []Waiver{{RoundID: "r", Key: x.Key, Reason: "计票单原件如此"}}
	if of().Waived != "计票单原件如此" || len(openErrors(d, f)) != 0 {
		t.Errorf("waiver not applied: %+v", of())
	}
	d.Today = cadre.MustDate("2025.12.21") // another day, the same values
	if of().Key != x.Key {
		t.Error("the key changes with the day")
	}
	f.Subject.Tally.Groups[0].Grades["优秀"] = 18
	if of().Waived != "" {
		t.Error("the waiver outlived the values")
	}
}

// The ID number is part of the key but never of the text.
func TestIDKey(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	c := d.Files[0].Cadre
	key := func(id string) string {
		c.IDNumber = id
		for _, x := range Check(d) {
			if x.Rule == "id.form" {
				if strings.Contains(fmt.Sprintf("%+v", x), id) {
					t.Errorf("the number shows: %+v", x)
				}
				return x.Key
			}
		}
		t.Fatal("not found")
		return ""
	}
	if key("999999198203150013") == key("999999198204150013") {
		t.Error("another number, the same key")
	}
}

// The same data gives the same list, keys are unique, errors come first.
func TestCheckOrder(t *testing.T) {
	build := func() *Dossier {
		d := fullRound(t, "fafu-probation", 4)
		for i, c := range slices.Concat(voteCases(), reportCases(), materialCases()) {
			if i%3 == 0 && c.name != "no cadre" {
				func() {
					defer func() { _ = recover() }() // a case may need what another took away
					c.edit(d, d.Files[1+i%3])
				}()
			}
		}
		return d
	}
	a := Check(build())
	for range 3 {
		if b := Check(build()); !reflect.DeepEqual(a, b) {
			t.Fatal("two runs differ")
		}
	}
	keys := map[string]bool{}
	for i, x := range a {
		if keys[x.Key] {
			t.Errorf("key twice: %+v", x)
		}
		keys[x.Key] = true
		if i > 0 && a[i-1].Subject == x.Subject && a[i-1].Severity < x.Severity {
			t.Errorf("a worse finding later: %+v", x)
		}
	}
	d := build()
	for _, f := range d.Files {
		n := 0
		for _, x := range a {
			if x.Subject == f.Subject.ID && x.Severity == Error {
				n++
			}
		}
		if got := len(openErrors(d, f)); got != n {
			t.Errorf("%s: %d open errors, the list has %d", f.Subject.ID, got, n)
		}
	}
	if len(a) < 10 {
		t.Errorf("only %d findings", len(a))
	}
}

// A round that has just begun lists what is missing and does not fall over.
func TestCheckEmptyRound(t *testing.T) {
	d := &Dossier{Scheme: shipped(t, "fafu-probation"), Files: []*File{{Subject: &Subject{ID: "s"}}, {Subject: &Subject{ID: "t"}, Cadre: &cadre.Cadre{}}}}
	if len(Check(d)) < 14 {
		t.Errorf("%+v", Check(d))
	}
	if Check(&Dossier{Scheme: d.Scheme}) == nil || len(CheckOne(d, "s")) == 0 {
		t.Error("empty")
	}
}
