package rounds

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
