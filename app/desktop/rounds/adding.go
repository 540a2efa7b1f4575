package rounds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

// candidate is a person who may become a subject.
type candidate struct {
	id, name, text string
	due            bool // probation ends before the asked date
}

// askAdd lets the clerk pick subjects; those whose probation ends in time are
// proposed.
func (p *Page) askAdd() {
	d := p.d
	var w = p.w
	var list []candidate
	until := d.Session.Today().AddDays(90)
	d.Do("读取干部库", func(ctx context.Context) (err error) {
		if w == nil {
			if w, err = d.Session.Work(ctx, p.id); err != nil {
				return err
			}
		}
		if !w.Round.Deadline.IsZero() {
			until = w.Round.Deadline
		}
		list, err = p.candidates(ctx, w.Scheme, until)
		return err
	}, func() { p.pick(list, until) })
}

func (p *Page) candidates(ctx context.Context, s *review.Scheme, until cadre.Date) ([]candidate, error) {
	subs, err := p.d.Session.Store.Subjects(ctx, p.id)
	if err != nil {
		return nil, err
	}
	due, _, err := p.d.Session.Store.Cadres(ctx, store.CadreFilter{DueBefore: until.AddDays(1), DefMonths: s.Probing.Months, Sort: "strokes"})
	if err != nil {
		return nil, err
	}
	all, _, err := p.d.Session.Store.Cadres(ctx, store.CadreFilter{Sort: "strokes"})
	if err != nil {
		return nil, err
	}
	var out []candidate
	add := func(c *cadre.Cadre, isDue bool) {
		if slices.ContainsFunc(subs, func(x review.Subject) bool { return x.CadreID == c.ID }) ||
			slices.ContainsFunc(out, func(x candidate) bool { return x.id == c.ID }) {
			return
		}
		text := c.Name + "　" + c.Unit + "　" + c.Position
		if end := c.Probation.EndDate(s.Probing.Months); !end.IsZero() {
			text += "　试用期至 " + end.String()
		}
		out = append(out, candidate{c.ID, c.Name, text, isDue})
	}
	for i := range due {
		add(&due[i], true)
	}
	for i := range all {
		add(&all[i], false)
	}
	return out, nil
}

func (p *Page) pick(list []candidate, until cadre.Date) {
	if len(list) == 0 {
		p.d.Tell("加入考察对象", "干部库里没有可以加入的人：库是空的，或者都已经在这个批次里。可以先导入干部。")
		return
	}
	chosen := map[string]bool{}
	n := 0
	for _, c := range list {
		chosen[c.id] = c.due
		if c.due {
			n++
		}
	}
	shown := list
	rows := widget.NewList(func() int { return len(shown) }, func() fyne.CanvasObject { return widget.NewCheck("", nil) },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			check, c := o.(*widget.Check), shown[i]
			check.OnChanged = nil
			check.Text = c.text
			check.SetChecked(chosen[c.id])
			check.OnChanged = func(on bool) { chosen[c.id] = on }
			check.Refresh()
		})
	search := widgets.NewEntry()
	search.SetPlaceHolder("按姓名、单位查找")
	search.OnChanged = func(s string) {
		shown = nil
		for _, c := range list {
			if strings.Contains(c.text, strings.TrimSpace(s)) {
				shown = append(shown, c)
			}
		}
		rows.Refresh()
	}
	head := widgets.Wrapped(fmt.Sprintf("试用期在 %s 前届满的 %d 人已经勾上，排在前面。党总支按干部库里填的归。", until, n))
	p.d.Ask("加入考察对象", "加入", container.NewBorder(container.NewVBox(head, search), nil, nil, nil, rows), fyne.NewSize(820, 560), func() error {
		var ids []string
		for _, c := range list {
			if chosen[c.id] {
				ids = append(ids, c.id)
			}
		}
		if len(ids) == 0 {
			return errors.New("还没有勾选任何人")
		}
		p.add(ids)
		return nil
	})
}

func (p *Page) add(ids []string) {
	var added []string
	p.d.Do("加入考察对象", func(ctx context.Context) error {
		w, err := p.d.Session.Work(ctx, p.id)
		if err != nil {
			return err
		}
		added, err = w.AddSubjects(ctx, ids, "")
		return err
	}, func() { p.d.Shell.Toast(fmt.Sprintf("已加入 %d 人", len(added)), true) })
}

// askPanel sets a panel and whom it reviews.
func (p *Page) askPanel() {
	names := []string{}
	for _, x := range p.dossier.Panels {
		names = append(names, x.Name)
	}
	name := widget.NewSelectEntry(names)
	leader, members := widgets.NewEntry(), widgets.NewEntry()
	members.SetPlaceHolder("用顿号隔开")
	name.OnChanged = func(n string) {
		for _, x := range p.dossier.Panels {
			if x.Name == n {
				leader.SetText(x.Leader)
				members.SetText(strings.Join(x.Members, "、"))
			}
		}
	}
	whom := widget.NewSelect(append([]string{"还没有考察组的对象"}, p.branch.Options[1:]...), nil)
	whom.SetSelectedIndex(0)
	if b := p.branchName(); b != "" {
		whom.SetSelected(b)
	}
	if len(names) == 0 {
		name.SetText("第一考察组")
	}
	form := container.NewVBox(widgets.Row("考察组", name), widgets.Row("组长", leader), widgets.Row("成员", members), widgets.Row("负责考察", whom))
	p.d.Ask("考察组", "保存", form, fyne.NewSize(560, 290), func() error {
		pn := review.Panel{Name: strings.TrimSpace(name.Text), Leader: strings.TrimSpace(leader.Text), Members: splitNames(members.Text)}
		if pn.Name == "" || pn.Leader == "" {
			return errors.New("请写明考察组的名称和组长")
		}
		branch, n := whom.Selected, 0
		if whom.SelectedIndex() == 0 {
			branch = ""
		}
		p.d.Do("设置考察组", func(ctx context.Context) (err error) { n, err = p.w.SetPanel(ctx, pn, branch); return err },
			func() { p.d.Shell.Toast(fmt.Sprintf("%s 已保存，新负责 %d 人", pn.Name, n), true) })
		return nil
	})
}

// splitNames splits names a clerk wrote in one line.
func splitNames(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；; \t\n　", r) })
}
