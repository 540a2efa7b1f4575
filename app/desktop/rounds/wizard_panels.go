package rounds

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// panelRow is a branch of the new round with the panel that reviews it.
type panelRow struct {
	branch string
	names  []string // its subjects
	panel  *job.PanelPlan
}

// panelStep gives each branch its panel.
type panelStep struct {
	d     *desk.Desk
	rows  []panelRow
	all   []*job.PanelPlan
	table *widgets.Grid
	bar   *fyne.Container
	hint  *widget.Label
	empty *widgets.Paragraph // instead of all these
	body  fyne.CanvasObject
}

func newPanelStep(d *desk.Desk) *panelStep {
	p := &panelStep{d: d, empty: widgets.Wrapped("前一步没有选考察对象，这里没有党总支可设。可以直接点“下一步”，建好批次后再加入对象和考察组。")}
	p.table = widgets.NewGrid([]widgets.Column{{Title: "党总支", Width: 180, Grow: true}, {Title: "人数", Width: 56}, {Title: "考察组", Width: 140, Grow: true}, {Title: "组长", Width: 90}, {Title: "成员", Width: 260, Grow: true}},
		func() int { return len(p.rows) }, p.cell)
	p.table.OnOpen = func(int, int) { p.ask() }
	set := desk.Button("设考察组…", theme.AccountIcon(), p.ask)
	clearing := desk.Button("去掉考察组", theme.CancelIcon(), func() { p.give(nil) })
	p.hint = widget.NewLabel("选一行或几行（Ctrl+A 全选），按回车设考察组；同一个组可以负责几个党总支。")
	p.hint.Importance = widget.LowImportance
	p.bar = container.NewHBox(set, clearing)
	p.body = container.NewBorder(p.bar, p.hint, nil, nil, container.NewStack(p.table, p.empty))
	return p
}

func (p *panelStep) cell(row, col int) widgets.Cell {
	if row >= len(p.rows) {
		return widgets.Cell{}
	}
	r := p.rows[row]
	switch {
	case col == 0:
		return widgets.Cell{Text: r.branch, Bold: true}
	case col == 1:
		return widgets.Cell{Text: fmt.Sprintf("%d 人", len(r.names))}
	case r.panel == nil && col == 2:
		return widgets.Cell{Text: "○ 未设", Color: own.ColorDraft}
	case r.panel == nil:
		return widgets.Cell{}
	}
	return widgets.Cell{Text: [...]string{r.panel.Name, r.panel.Leader, strings.Join(r.panel.Members, "、")}[col-2]}
}

// fill lists the branches of the chosen persons; a panel set before stays.
func (p *panelStep) fill(people []candidate) {
	was := map[string]*job.PanelPlan{}
	for _, r := range p.rows {
		was[r.branch] = r.panel
	}
	p.rows = nil
	for _, c := range people {
		i := slices.IndexFunc(p.rows, func(r panelRow) bool { return r.branch == c.branch })
		if i < 0 {
			p.rows = append(p.rows, panelRow{branch: c.branch, panel: was[c.branch]})
			i = len(p.rows) - 1
		}
		p.rows[i].names = append(p.rows[i].names, c.name)
	}
	p.empty.Hidden = len(p.rows) > 0
	p.table.Hidden, p.bar.Hidden, p.hint.Hidden = !p.empty.Hidden, !p.empty.Hidden, !p.empty.Hidden
	p.table.Mark(0)
}

func (p *panelStep) give(panel *job.PanelPlan) {
	for _, i := range p.marked() {
		p.rows[i].panel = panel
	}
	p.table.Refresh()
}

// marked are the marked rows, all when none is.
func (p *panelStep) marked() []int {
	if m := p.table.Marked(); len(m) > 0 && m[len(m)-1] < len(p.rows) {
		return m
	}
	var all []int
	for i := range p.rows {
		all = append(all, i)
	}
	return all
}

// ask sets the panel of the marked branches.
func (p *panelStep) ask() {
	rows := p.marked()
	if len(rows) == 0 {
		return
	}
	var branches, names []string
	for _, i := range rows {
		branches = append(branches, p.rows[i].branch)
	}
	for _, x := range p.all {
		names = append(names, x.Name)
	}
	f := newPanelForm(names, func(name string) (string, []string, bool) {
		for _, x := range p.all {
			if x.Name == name {
				return x.Leader, x.Members, true
			}
		}
		return "", nil, false
	})
	if now := p.rows[rows[0]].panel; now != nil {
		f.name.SetText(now.Name)
	} else {
		f.name.SetText(panelName(len(p.all)))
	}
	form := container.NewVBox(widgets.Row("负责考察", widgets.Wrapped(strings.Join(branches, "、"))), f.body)
	p.d.Ask("考察组", "确定", form, fyne.NewSize(560, 290), func() error {
		plan, err := f.plan()
		if err != nil {
			return err
		}
		panel := p.panel(plan)
		for _, i := range rows {
			p.rows[i].panel = panel
		}
		p.table.Refresh()
		return nil
	})
	p.d.Win.Canvas().Focus(f.leader)
}

// panel is the panel of a name, as it is written now.
func (p *panelStep) panel(plan job.PanelPlan) *job.PanelPlan {
	for _, x := range p.all {
		if x.Name == plan.Name {
			*x = plan
			return x
		}
	}
	p.all = append(p.all, &plan)
	return &plan
}

// plans are the panels that have a branch, with their branches.
func (p *panelStep) plans() []job.PanelPlan {
	var out []job.PanelPlan
	for _, x := range p.all {
		plan := *x
		plan.Branches = nil
		for _, r := range p.rows {
			if r.panel == x {
				plan.Branches = append(plan.Branches, r.branch)
			}
		}
		if len(plan.Branches) > 0 {
			out = append(out, plan)
		}
	}
	return out
}

// panelName proposes the name of the next panel.
func panelName(n int) string {
	digits := []rune("一二三四五六七八九十")
	if n < len(digits) {
		return "第" + string(digits[n]) + "考察组"
	}
	return fmt.Sprintf("第%d考察组", n+1)
}

// panelForm asks who a panel is; the name of a known one fills the rest.
type panelForm struct {
	name            *widgets.Choice
	leader, members *widgets.Entry
	body            fyne.CanvasObject
}

func newPanelForm(names []string, known func(string) (leader string, members []string, ok bool)) *panelForm {
	f := &panelForm{name: widgets.NewFree(names), leader: widgets.NewEntry(), members: widgets.NewEntry()}
	f.members.SetPlaceHolder("用顿号隔开，不用再写组长")
	f.name.OnChanged = func(n string) {
		if leader, members, ok := known(n); ok {
			f.leader.SetText(leader)
			f.members.SetText(strings.Join(members, "、"))
		}
	}
	f.body = container.NewVBox(widgets.Row("考察组", f.name), widgets.Row("组长", f.leader), widgets.Row("成员", f.members))
	return f
}

// plan is the panel as written.
func (f *panelForm) plan() (job.PanelPlan, error) {
	p := job.PanelPlan{Name: strings.TrimSpace(f.name.Text), Leader: strings.TrimSpace(f.leader.Text), Members: splitNames(f.members.Text)}
	if p.Name == "" || p.Leader == "" {
		return p, errors.New("请写明考察组的名称和组长")
	}
	if slices.Contains(p.Members, p.Leader) {
		return p, errors.New("组长“" + p.Leader + "”不用再写进成员")
	}
	return p, nil
}
