package rounds

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// holder is what the round's own house is called: units are assessed by a bureau
// or a district as well as by a school.
func holder(s *review.Scheme) string {
	return strings.TrimSuffix(s.Said("学校名称"), "名称")
}

// askInfo changes the round's name, school, dates and paper.
func (p *Page) askInfo() {
	r := p.w.Round
	name, school := widgets.NewEntry(), widgets.NewEntry()
	notified, assessed, deadline := widgets.NewDate(), widgets.NewDate(), widgets.NewDate()
	name.SetText(r.Name)
	school.SetText(r.School)
	notified.SetText(r.Notified.String())
	assessed.SetText(r.Assessed.String())
	deadline.SetText(r.Deadline.String())
	paper := widgets.NewSelect(paperNames(), nil)
	paper.SetSelected(paperName(r.Paper))
	form := container.NewVBox(widgets.Row("批次名称", name), widgets.Row(p.w.Scheme.Said("学校名称"), school),
		widgets.Row("通知日期", widgets.Checked(notified)), widgets.Row(p.w.Scheme.Said("考察日期"), widgets.Checked(assessed)), widgets.Row("报送截止", widgets.Checked(deadline)),
		widgets.Row("纸张", paper))
	p.d.Ask("批次信息", "保存", widgets.FieldColumn(form), fyne.NewSize(600, 300), func() error {
		n := job.NewRound{Name: name.Text, School: school.Text, Paper: paperKey(paper.Selected)}
		var errs [3]error
		n.Notified, errs[0] = notified.Date()
		n.Assessed, errs[1] = assessed.Date()
		n.Deadline, errs[2] = deadline.Date()
		if err := errors.Join(errs[:]...); err != nil {
			return err
		}
		if strings.TrimSpace(n.Name) == "" {
			return errors.New("请填批次名称")
		}
		w := p.w
		p.d.Do("修改批次", func(ctx context.Context) error { return w.ChangeRound(ctx, n) }, func() { p.d.Shell.Toast("已修改批次信息", true) })
		return nil
	})
	p.d.Win.Canvas().Focus(name)
}

// askBranch sets who heads a branch and whom to ask there.
func (p *Page) askBranch() {
	list, said := p.dossier.Branches, p.w.Scheme.Said
	if len(list) == 0 {
		p.d.Tell(said("党总支"), said("批次里还没有党总支：加入考察对象时，按干部库里填的党总支自动建立。"))
		return
	}
	var names []string
	for _, b := range list {
		names = append(names, b.Name)
	}
	head, contact, phone := widgets.NewEntry(), widgets.NewEntry(), widgets.NewEntry()
	pick := widgets.NewSelect(names, nil)
	pick.OnChanged = func(string) {
		b := list[pick.SelectedIndex()]
		head.SetText(b.Head)
		contact.SetText(b.Contact)
		phone.SetText(b.Phone)
	}
	pick.SetSelectedIndex(0)
	if b := p.branchName(); b != "" {
		pick.SetSelected(b)
	}
	form := container.NewVBox(widgets.Row(said("党总支"), pick), widgets.Row("负责人", head), widgets.Row("联系人", contact), widgets.Row("电话", phone))
	p.d.Ask(said("党总支"), "保存", form, fyne.NewSize(520, 280), func() error {
		b, w := list[pick.SelectedIndex()], p.w
		b.Head, b.Contact, b.Phone = strings.TrimSpace(head.Text), strings.TrimSpace(contact.Text), strings.TrimSpace(phone.Text)
		p.d.Do(said("设置党总支"), func(ctx context.Context) error { return w.SetBranch(ctx, &b) }, func() { p.d.Shell.Toast("已保存 "+b.Name, true) })
		return nil
	})
}
