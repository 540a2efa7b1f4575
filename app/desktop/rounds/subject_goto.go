package rounds

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desk"
	"kaocha/data/review"
)

// place is a field of a subject's page by the name the findings use; the fields
// of a talk are named without saying which.
type place struct {
	tab   int
	field string
	talk  int // which talk, from 0
	rule  string
}

// openSubject opens a subject's page on a tab and a field, "" for none.
func openSubject(d *desk.Desk, round, subject, name string, tab int, field string) {
	s := newSubject(d, round, subject, name)
	s.want = &place{tab: tab, field: field}
	d.Shell.Open(s)
}

// openFinding opens the subject of a finding where it can be mended.
func openFinding(d *desk.Desk, round string, f review.Finding) {
	s := newSubject(d, round, f.Subject, f.Person)
	at, _ := placeOf(f)
	at.rule = f.Rule
	s.want = &at
	d.Shell.Open(s)
}

// tabOfRule are the tabs by the rules' first words.
var tabOfRule = map[string]int{
	"material": tabMaterial, "file": tabMaterial, "doc": tabMaterial, "tally": tabTally, "talk": tabTalk,
	"report": tabReport, "opinion": tabOpinion, "decision": tabOpinion,
}

// talkField takes a talk's number and the field out of “第 2 份（谈例） 时间”.
var talkField = regexp.MustCompile(`^第 (\d+) 份(?:（.*）)? (.+)$`)

// placeOf is where a finding can be mended, false when that is not on the
// subject's page.
func placeOf(f review.Finding) (place, bool) {
	first, _, _ := strings.Cut(f.Rule, ".")
	at := place{field: f.Field}
	m := talkField.FindStringSubmatch(f.Field)
	switch tab, ok := tabOfRule[first]; {
	case f.Rule == "decision.register":
		return at, false // in the register
	case ok:
		at.tab = tab
	case f.Rule == "copy.report":
		at.tab = tabReport
	case f.Rule == "copy.material":
		at.tab = tabMaterial
	case f.Rule == "date.future" && m != nil:
		at.tab = tabTalk
	case f.Rule == "date.future" && f.Field == "测评日期":
		at.tab = tabTally
	case f.Rule == "date.future" && (strings.HasSuffix(f.Field, "意见日期") || f.Field == "决定日期"):
		at.tab = tabOpinion
	case f.Rule == "date.future" && strings.Contains(f.Form, "报告"):
		at.tab = tabReport
	case f.Rule == "date.future":
		at.tab = tabMaterial
	default:
		return at, false
	}
	switch {
	case at.tab == tabMaterial:
		at.field = f.Form
	case m != nil:
		n, _ := strconv.Atoi(m[1])
		at.talk, at.field = n-1, m[2]
	}
	return at, true
}

// inRegister tells that a finding that is not mended on the subject's page is one
// about the person, not about the round.
func inRegister(f review.Finding) bool {
	switch first, _, _ := strings.Cut(f.Rule, "."); first {
	case "round", "panel", "subject", "stage":
		return false
	}
	return true
}

// named keeps a field under the name that findings call it by.
func (s *Subject) named(tab int, name string, o fyne.Focusable) {
	if s.fields == nil {
		s.fields = map[string]fyne.Focusable{}
	}
	s.fields[fieldKey(tab, name)] = o
}

func fieldKey(tab int, name string) string { return fmt.Sprint(tab, "/", name) }

// goTo shows a place: the tab, the talk, the field that fits the name best.
func (s *Subject) goTo(at place) {
	if s.draft == nil {
		s.want = &at
		return
	}
	s.want = nil
	if s.assess != nil { // its parts are found by the rule
		if show := s.assess.jump(review.Finding{Rule: at.rule}); show != nil {
			show()
		}
		return
	}
	s.tabs.SelectIndex(at.tab)
	if at.tab == tabTalk && at.talk < len(s.draft.Talks) {
		s.pickTalk(at.talk)
	}
	if o := s.fields[fieldKey(at.tab, at.field)]; o != nil {
		s.show(o)
		return
	}
	best := ""
	for key := range s.fields {
		name, ok := strings.CutPrefix(key, fieldKey(at.tab, ""))
		if ok && name != "" && strings.HasPrefix(at.field, name) && len(name) > len(best) {
			best = name
		}
	}
	if best != "" {
		s.show(s.fields[fieldKey(at.tab, best)])
	}
}
