package rounds

import (
	"strings"

	"kaocha/data/review"
)

// Tabs of a subject's page.
const (
	tabMaterial = iota
	tabTally
	tabTalk
	tabReport
	tabOpinion
)

// findingTab is the tab on which what a finding is about is entered, by the first
// part of the rule's name.
func findingTab(f *review.Finding) int {
	kind, _, _ := strings.Cut(f.Rule, ".")
	switch kind {
	case "tally":
		return tabTally
	case "talk":
		return tabTalk
	case "report":
		return tabReport
	case "opinion", "decision":
		return tabOpinion
	case "date", "copy":
		return formTab(f.Form)
	}
	return tabMaterial
}

// formTab is the tab on which a form is filled in.
func formTab(form string) int {
	switch {
	case strings.Contains(form, "谈话"):
		return tabTalk
	case strings.Contains(form, "报告"), strings.Contains(form, "考察材料"):
		return tabReport
	case strings.Contains(form, "测评"):
		return tabTally
	case strings.Contains(form, "意见"), strings.Contains(form, "决定"):
		return tabOpinion
	}
	return tabMaterial
}

// openSubject opens a subject's page on a tab.
func (p *Page) openSubject(id, name string, tab int) {
	s := newSubject(p.d, p.id, id, name)
	p.d.Shell.Open(s)
	s.tabs.SelectIndex(tab)
}
