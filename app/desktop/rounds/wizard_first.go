package rounds

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// firstStep asks for the scheme, the name, the dates and the paper.
type firstStep struct {
	w      *wizard
	scheme *schemeChoice

	name, school                 *widgets.Entry
	notified, assessed, deadline *widgets.Entry
	paper                        *widget.Select
	pick                         *widget.Select
	about                        *widgets.Paragraph
	usual                        string          // the name as proposed
	house, day                   *fyne.Container // fields that are called as the scheme does
	dayField                     fyne.CanvasObject
	body                         fyne.CanvasObject
}

// byScheme is the paper's entry for what the scheme says.
const byScheme = "按设置或方案"

func newFirstStep(w *wizard) *firstStep {
	f := &firstStep{w: w, name: widgets.NewEntry(), school: widgets.NewEntry(), about: widgets.Wrapped(""),
		notified: widgets.NewDate(), assessed: widgets.NewDate(), deadline: widgets.NewDate()}
	f.paper = widgets.NewSelect(append([]string{byScheme}, paperNames()...), nil)
	f.paper.SetSelected(byScheme)
	f.pick = widgets.NewSelect(nil, func(name string) {
		for i := range w.known.list {
			if w.known.list[i].Name == name {
				f.choose(&w.known.list[i])
			}
		}
	})
	for _, e := range []*widgets.Entry{f.name, f.school, f.notified, f.assessed, f.deadline} {
		e.OnSubmitted = func(string) { e.Settle(); w.forward() }
	}
	f.house, f.day, f.dayField = container.NewStack(), container.NewStack(), widgets.Checked(f.assessed)
	file := desk.Button("方案文件…", theme.FileIcon(), f.askFile)
	form := container.NewVBox(widgets.Row("考核方案", container.NewBorder(nil, nil, nil, file, f.pick)), widgets.Row("批次名称", f.name), f.house,
		widgets.Row("通知日期", widgets.Checked(f.notified)), f.day, widgets.Row("报送截止", widgets.Checked(f.deadline)),
		widgets.Row("纸张", f.paper))
	about := widgets.Tinted(theme.ColorNameInputBackground, container.NewPadded(container.NewVScroll(f.about)))
	f.body = container.New(layout.NewGridLayoutWithColumns(2), widgets.FieldColumn(form), container.NewBorder(widgets.Heading("这个方案"), nil, nil, nil, about))
	f.list(w.known.first)
	return f
}

func (f *firstStep) list(at int) {
	var names []string
	for _, s := range f.w.known.list {
		names = append(names, s.Name)
	}
	f.pick.SetOptions(names)
	f.pick.SetSelectedIndex(at)
}

func (f *firstStep) choose(s *schemeChoice) {
	f.scheme = s
	f.house.Objects = []fyne.CanvasObject{widgets.Row(s.Said("学校名称"), f.school)}
	f.day.Objects = []fyne.CanvasObject{widgets.Row(s.Said("考察日期"), f.dayField)}
	for i, h := range f.w.heads {
		h.SetText(s.Said(wizardSteps[i]))
	}
	f.house.Refresh()
	f.day.Refresh()
	f.school.SetPlaceHolder(orWord(f.schoolOr(""), s.Said("印在各表上的学校名称")))
	if name := usualName(s.Scheme, f.w.d.Session.Today()); f.name.Text == f.usual {
		f.usual = name
		f.name.SetText(name)
	}
	f.about.SetText(describe(s.Scheme))
}

// schoolOr and paperOr are what holds when nothing is entered: the settings, then
// the scheme.
func (f *firstStep) schoolOr(s string) string { return cmp.Or(s, f.w.known.school, f.scheme.School) }
func (f *firstStep) paperOr(s string) string  { return cmp.Or(s, f.w.known.paper, f.scheme.Paper) }

// describe says in short what a scheme asks for.
func describe(s *review.Scheme) string {
	names := func(n int, name func(int) string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = name(i)
		}
		return strings.Join(parts, "、")
	}
	grades := names(len(s.Grades), func(i int) string { return s.Grades[i].Key })
	if s.Abstain != "" {
		grades += "（票面另有" + s.Abstain + "）"
	}
	stages := names(len(s.Stages), func(i int) string { return s.Stages[i].Name })
	if s.Assesses() {
		return fmt.Sprintf("依据：%s\n\n考核对象：%s\n\n等次：%s\n\n计分表：%s\n\n测评：%s\n\n登记的事项：%s\n\n环节 %d 个：%s\n\n纸张：%s",
			orWord(s.Basis, "没有写"), names(len(s.Kinds), func(i int) string { return s.Kinds[i].Name }), orWord(grades, "不分等次"),
			orWord(names(len(s.Sheets), func(i int) string { return s.Sheets[i].Name }), "没有"), orWord(names(len(s.Polls), func(i int) string { return s.Polls[i].Name }), "没有"),
			orWord(names(len(s.Logs), func(i int) string { return s.Logs[i].Name }), "没有"),
			len(s.Stages), strings.ReplaceAll(stages, "、", " → "), paperName(s.Paper))
	}
	return fmt.Sprintf("依据：%s\n\n试用期：%d 个月，届满前 %d 天提醒\n\n等次：%s\n\n材料 %d 项：%s\n\n环节 %d 个：%s\n\n纸张：%s",
		orWord(s.Basis, "没有写"), s.Probing.Months, s.Probing.RemindDays, grades,
		len(s.Material), names(len(s.Material), func(i int) string { return s.Material[i].Name }),
		len(s.Stages), strings.ReplaceAll(stages, "、", " → "), paperName(s.Paper))
}

// askFile takes a scheme of one's own.
func (f *firstStep) askFile() {
	f.w.d.AskOpen("用自己的考核方案", "读取", "选择方案文件（.yaml）。程序先检查，有错会指出是哪一行。", false, func(paths []string) {
		s, _, err := job.LoadScheme(paths[0])
		if err != nil {
			f.w.d.Fail("读取方案", err)
			return
		}
		f.w.known.list = append(f.w.known.list, schemeChoice{paths[0], s})
		f.list(len(f.w.known.list) - 1)
	}, ".yaml", ".yml")
}

// touched tells that something was entered.
func (f *firstStep) touched() bool {
	return f.name.Text != f.usual || f.school.Text != "" || f.notified.Text+f.assessed.Text+f.deadline.Text != ""
}

// plan is what was entered, with what is wrong about it.
func (f *firstStep) plan() (job.NewRound, error) {
	n := job.NewRound{Name: strings.TrimSpace(f.name.Text), Scheme: f.scheme.source, School: strings.TrimSpace(f.school.Text), Paper: paperKey(f.paper.Selected)}
	var errs [3]error
	n.Notified, errs[0] = f.notified.Date()
	n.Assessed, errs[1] = f.assessed.Date()
	n.Deadline, errs[2] = f.deadline.Date()
	if err := errors.Join(errs[:]...); err != nil {
		return n, err
	}
	switch {
	case n.Name == "":
		return n, errors.New("请给批次起个名字，如“2025年科级干部试用期考察”")
	case !n.Notified.IsZero() && !n.Assessed.IsZero() && n.Assessed.Before(n.Notified):
		return n, errors.New(f.scheme.Said("考察日期") + "早于通知日期，请核对")
	case !f.scheme.Assesses() && !n.Assessed.IsZero() && !n.Deadline.IsZero() && n.Deadline.Before(n.Assessed):
		return n, errors.New("报送截止早于考察日期，请核对")
	}
	return n, nil
}
