package rounds

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/job"
	"kaocha/data/store"
)

// tabParts are the parts of a subject's history that go with the tabs.
var tabParts = []string{"材料", "民主测评", "谈话记录", "考察报告", "意见与决定"}

func (s *Subject) historyButton() fyne.CanvasObject {
	return container.NewVBox(desk.Button("历史", theme.HistoryIcon(), s.showHistory))
}

// showHistory saves what was typed and then lists who changed what of the
// subject: of the open tab first, or of everything.
func (s *Subject) showHistory() {
	part := ""
	if s.assess == nil {
		part = tabParts[s.tabs.SelectedIndex()]
	}
	s.saveThen(func() {
		s.d.ShowHistory(s.name+"的修改历史", part, job.Record{Kind: store.KindSubject, ID: s.id, Name: s.name})
	})
}

// showHistory lists who changed what of the round, its branches and its panels.
func (p *Page) showHistory() {
	if p.w == nil {
		return
	}
	records := []job.Record{{Kind: store.KindRound, ID: p.w.Round.ID, Name: p.name}}
	for _, b := range p.dossier.Branches {
		records = append(records, job.Record{Kind: store.KindBranch, ID: b.ID, Name: b.Name})
	}
	for _, g := range p.dossier.Panels {
		records = append(records, job.Record{Kind: store.KindPanel, ID: g.ID, Name: g.Name})
	}
	p.d.ShowHistory("批次的修改历史", "", records...)
}
