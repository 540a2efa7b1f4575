package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// panelForm asks for a panel, proposing those of the round.
func (p *Page) panelForm() *panelForm {
	var names []string
	for _, x := range p.dossier.Panels {
		names = append(names, x.Name)
	}
	f := newPanelForm(names, func(n string) (string, []string, bool) {
		for _, x := range p.dossier.Panels {
			if x.Name == n {
				return x.Leader, x.Members, true
			}
		}
		return "", nil, false
	})
	if len(names) == 0 {
		f.name.SetText(panelName(0))
	}
	return f
}

// askPanel sets a panel and whom it reviews.
func (p *Page) askPanel() {
	f := p.panelForm()
	whom := widgets.NewSelect(append([]string{"还没有考察组的对象"}, p.branch.Options[1:]...), nil)
	whom.SetSelectedIndex(0)
	if b := p.branchName(); b != "" {
		whom.SetSelected(b)
	}
	form := container.NewVBox(f.body, widgets.Row("负责考察", whom))
	p.d.Ask("考察组", "保存", form, fyne.NewSize(560, 290), func() error {
		plan, err := f.plan()
		if err != nil {
			return err
		}
		pn := review.Panel{Name: plan.Name, Leader: plan.Leader, Members: plan.Members}
		branch, n := whom.Selected, 0
		if whom.SelectedIndex() == 0 {
			branch = ""
		}
		p.d.Do("设置考察组", func(ctx context.Context) (err error) { n, err = p.w.SetPanel(ctx, pn, branch); return err },
			func() { p.d.Shell.Toast(fmt.Sprintf("%s 已保存，新负责 %d %s", pn.Name, n, p.unit()), true) })
		return nil
	})
}

// splitNames splits names a clerk wrote in one line.
func splitNames(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；; \t\n　", r) })
}
