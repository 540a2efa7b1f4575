package rounds

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/forms"
)

// bulkItems is what can be done for all the marked subjects at once; material is
// the one the menu was opened on, by its place in the scheme, -1 for none.
func (p *Page) bulkItems(material int) []*fyne.MenuItem {
	rows := p.selected()
	if len(rows) == 0 {
		return nil
	}
	who := p.whoOf(rows)
	item := func(text string, icon fyne.Resource, do func([]matrixRow)) *fyne.MenuItem {
		m := fyne.NewMenuItem(text, func() { do(rows) })
		m.Icon = icon
		return m
	}
	open := item("打开 "+rows[0].name, theme.NavigateNextIcon(), func(r []matrixRow) { p.openSubject(r[0].subject, r[0].name, tabMaterial) })
	open.Disabled = len(rows) != 1
	return []*fyne.MenuItem{open, fyne.NewMenuItemSeparator(),
		item("登记材料："+who+"…", theme.DocumentCreateIcon(), func(r []matrixRow) { p.askReceiveAll(r, material) }),
		item("指定考察组："+who+"…", theme.AccountIcon(), p.askAssign),
		item("指定填报单位："+who+"…", theme.MailSendIcon(), p.askHandIn),
		item("进入环节 / 退回："+who+"…", theme.MediaSkipNextIcon(), func(r []matrixRow) { p.askStageOf(r, "选中的 "+p.whoOf(r)) }),
		item("打印各表："+who+"…", theme.DocumentPrintIcon(), p.askPrintAll),
		fyne.NewMenuItemSeparator(),
		item("移出批次："+who+"…", theme.DeleteIcon(), p.askRemove)}
}

func (p *Page) whoOf(rows []matrixRow) string {
	if len(rows) == 1 {
		return rows[0].name
	}
	return fmt.Sprintf("%d %s", len(rows), p.unit())
}

func subjectsOf(rows []matrixRow) []string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.subject
	}
	return ids
}

func namesOf(rows []matrixRow) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.name
	}
	return out
}

// showBulk opens the menu under its button, for those without a right button.
func (p *Page) showBulk() {
	items := p.bulkItems(-1)
	if len(items) == 0 {
		p.d.Shell.Toast("请先在表里选人；按住 Ctrl 或 Shift 可选几个，Ctrl+A 全选", false)
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.bulk)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), p.d.Win.Canvas(), at.AddXY(0, p.bulk.Size().Height))
}

// as is the choice that leaves things as they are.
const as = "不变"

// askReceiveAll records the same about one material for all.
func (p *Page) askReceiveAll(rows []matrixRow, material int) {
	var items []string
	for _, it := range p.w.Scheme.Material {
		items = append(items, it.Name)
	}
	words := []string{as}
	for _, s := range review.States {
		words = append(words, review.StateNames[s])
	}
	which := widgets.NewSelect(items, nil)
	which.PlaceHolder = "选一项材料"
	if material >= 0 && material < len(items) {
		which.SetSelectedIndex(material)
	}
	radio := func(options ...string) *widget.RadioGroup {
		r := widget.NewRadioGroup(options, nil)
		r.Horizontal, r.Required = true, true
		r.SetSelected(options[0])
		return r
	}
	state, paper, electronic := radio(words...), radio(as, "已收", "未收"), radio(as, "已收", "未收")
	date := widgets.NewDate()
	form := container.NewVBox(widgets.Row("对象", widgets.Wrapped(people(namesOf(rows), p.unit()))), widgets.Row("材料", which), widgets.Row("状态", state),
		widgets.Row("纸质件", paper), widgets.Row("电子件", electronic), widgets.Row("日期", widgets.Checked(date)))
	p.d.Ask("登记材料", fmt.Sprintf("登记 %s", p.whoOf(rows)), widgets.FieldColumn(form), fyne.NewSize(680, 400), func() error {
		if which.SelectedIndex() < 0 {
			return errors.New("请选一项材料")
		}
		it := &p.w.Scheme.Material[which.SelectedIndex()]
		r := job.Receipt{Paper: yesNo(paper.Selected), Electronic: yesNo(electronic.Selected)}
		for _, s := range review.States {
			if review.StateNames[s] == state.Selected {
				r.State = s
			}
		}
		var err error
		if r.Date, err = date.Date(); err != nil {
			return err
		}
		if r.State == "" && r.Paper == nil && r.Electronic == nil && r.Date.IsZero() {
			return errors.New("都是“不变”，没有要登记的")
		}
		ids, w := subjectsOf(rows), p.w
		p.d.Do("登记"+it.Name, func(ctx context.Context) error { return w.ReceiveAll(ctx, ids, it, r) },
			func() { p.d.Shell.Toast(fmt.Sprintf("已登记 %s：%s", it.Name, p.whoOf(rows)), true) })
		return nil
	})
}

// yesNo is nil for what stays as it is.
func yesNo(s string) *bool {
	if s == as {
		return nil
	}
	yes := s == "已收"
	return &yes
}

// askAssign gives all a panel.
func (p *Page) askAssign(rows []matrixRow) {
	f := p.panelForm()
	form := container.NewVBox(widgets.Row("对象", widgets.Wrapped(people(namesOf(rows), p.unit()))), f.body)
	p.d.Ask("指定考察组", "指定", form, fyne.NewSize(560, 280), func() error {
		plan, err := f.plan()
		if err != nil {
			return err
		}
		ids, w := subjectsOf(rows), p.w
		pn := review.Panel{Name: plan.Name, Leader: plan.Leader, Members: plan.Members}
		p.d.Do("指定考察组", func(ctx context.Context) error { return w.AssignPanel(ctx, ids, pn) },
			func() { p.d.Shell.Toast(fmt.Sprintf("%s 归 %s", p.whoOf(rows), pn.Name), true) })
		return nil
	})
}

// askRemove takes all out of the round, by name.
func (p *Page) askRemove(rows []matrixRow) {
	text := fmt.Sprintf("将把 %s 移出批次“%s”，连同登记的材料、测评票数、谈话记录、考察报告和意见。干部库里的人不受影响。移出后可以撤销。", people(namesOf(rows), p.unit()), p.name)
	p.d.Confirm("移出批次", text, "移出 "+p.whoOf(rows), func() {
		ids, w := subjectsOf(rows), p.w
		p.d.Do("移出批次", func(ctx context.Context) error { return w.Remove(ctx, ids) },
			func() { p.d.Shell.Toast("已移出 "+p.whoOf(rows), true) })
	})
}

// askPrintAll asks which forms of all are to be printed.
func (p *Page) askPrintAll(rows []matrixRow) {
	all := job.SubjectForms()
	var names []string
	for _, f := range all {
		names = append(names, f.Name)
	}
	which := widget.NewCheckGroup(names, nil)
	for _, it := range p.w.Scheme.Material {
		for _, f := range all {
			if f.Key == it.Form {
				which.Selected = append(which.Selected, f.Name)
			}
		}
	}
	which.Refresh()
	hint := widgets.Wrapped("按人排好一起打印；谈话记录有几份印几份。")
	var dlg dialog.Dialog
	dlg = p.d.Ask("打印各表："+p.whoOf(rows), "下一步", container.NewBorder(hint, nil, nil, nil, container.NewVScroll(which)), fyne.NewSize(460, 400), func() error {
		var list []*forms.Form
		for _, f := range all {
			for _, n := range which.Selected {
				if f.Name == n {
					list = append(list, f)
				}
			}
		}
		if len(list) == 0 {
			return errors.New("请至少选一张表")
		}
		dlg.Dismiss() // before the next one opens: closing takes away what is above
		p.d.Print(p.w.SubjectPapers(subjectsOf(rows), list, p.name+" "+p.whoOf(rows)+" 各表"))
		return nil
	})
}

// Print prints forms of the marked subjects (Ctrl+P).
func (p *Page) Print() {
	rows := p.selected()
	if len(rows) == 0 {
		p.d.Tell("打印", "请先在表里选中要打印的人：单击一行，或按住 Ctrl、Shift 选几行，Ctrl+A 全选。")
		return
	}
	p.askPrintAll(rows)
}
