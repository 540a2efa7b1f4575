package rounds

import (
	"strings"

	"kaocha/app/desktop/cadres"
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

// openSubject opens a subject's page on a tab.
func (p *Page) openSubject(id, name string, tab int) { openSubject(p.d, p.id, id, name, tab, "") }

// mend goes to where a finding can be mended: the round's own dialogs, the
// subject's page, else the person in the register.
func (p *Page) mend(f review.Finding) {
	kind, _, _ := strings.Cut(f.Rule, ".")
	var row []matrixRow
	for _, r := range p.all {
		if r.subject == f.Subject && f.Subject != "" {
			row = append(row, r)
		}
	}
	switch _, onPage := placeOf(f); {
	case f.Rule == "round.dates":
		p.askInfo()
	case kind == "panel" && len(row) == 0:
		p.askPanel()
	case (kind == "panel" || f.Rule == "subject.panel") && len(row) == 1:
		p.askAssign(row)
	case kind == "stage" && len(row) == 1:
		p.askStageOf(row, row[0].name)
	case f.Subject == "":
		p.d.Shell.Toast(p.w.Scheme.Said("这个问题关系到整个批次或党总支，不在某个人的页面上"), false)
	case onPage || kind == "subject" || kind == "round" || p.assesses(kind) || p.file(f.Subject).Cadre.ID == "":
		openFinding(p.d, p.id, f)
	default:
		cadres.Open(p.d, p.file(f.Subject).Cadre.ID)
	}
}

// assesses tells that findings of a kind are about what an assessment records.
func (p *Page) assesses(kind string) bool {
	_, ok := assessedTabOf[kind]
	return ok && p.w.Scheme.Assesses()
}
