package rounds

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/width"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// number prints points without needless zeros.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// points reads a figure a clerk typed; nil for nothing.
func points(text string) (*float64, error) {
	text = width.Narrow.String(strings.TrimSpace(text))
	if text == "" {
		return nil, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fmt.Errorf("“%s”不是数，请填分数，如 12 或 12.5", text)
	}
	return &n, nil
}

// askScore enters a sheet: a field for each item, its maximum beside it.
func (a *assessed) askScore(x *review.Sheet) {
	s, sub := a.s, a.s.file.Subject
	box, scorer := container.NewVBox(), widgets.NewEntry()
	scorer.SetPlaceHolder("评分人姓名；写已有的名字就是修改")
	if x.Scorers == review.ManyScorers {
		box.Add(widgets.Row("评分人", scorer))
	}
	var entries, notes, proofs []*widgets.Entry
	for _, it := range x.Items() {
		e, note, proof := widgets.NewEntry(), widgets.NewEntry(), widgets.NewEntry()
		note.SetPlaceHolder("扣分理由")
		proof.SetPlaceHolder("佐证材料：" + it.Proof)
		if m := sub.MarkOf(x.Key, it.Key, ""); m != nil && x.Scorers != review.ManyScorers {
			e.SetText(number(m.Points))
			note.SetText(m.Note)
			proof.SetText(m.Proof)
		}
		entries, notes, proofs = append(entries, e), append(notes, note), append(proofs, proof)
		label := it.Name + "（满分 " + number(it.Max) + "）"
		if it.Office != "" {
			label += "　" + it.Office
		}
		box.Add(widgets.Wrapped(label))
		box.Add(container.New(layout.NewFormLayout(), widgets.Wide(90, e), note)) // points first: Tab goes in this order
		if it.Proof != "" {
			box.Add(proof)
		}
	}
	s.d.Ask(x.Name+"　"+s.name, "保存", widgets.FieldColumn(box), fyne.NewSize(640, 240), func() error {
		next := s.file.Subject.Copy()
		give := func(sub *review.Subject) error {
			for i, it := range x.Items() {
				p, err := points(entries[i].Text)
				if err == nil {
					err = s.w.Scheme.GivePoints(sub, x.Key, it.Key, scorer.Text, p, strings.TrimSpace(notes[i].Text))
				}
				if err == nil && it.Proof != "" {
					err = s.w.Scheme.Prove(sub, x.Key, it.Key, proofs[i].Text)
				}
				if err != nil {
					return fmt.Errorf("%s：%w", it.Name, err)
				}
			}
			return nil
		}
		if err := give(next); err != nil {
			return err
		}
		a.edit("评分", give)
		return nil
	})
	s.d.Win.Canvas().Focus(entries[0])
}

// askExtra registers a bonus or a penalty.
func (a *assessed) askExtra() {
	var names []string
	for _, e := range a.s.w.Scheme.Extras {
		names = append(names, fmt.Sprintf("%s（%s 分）", e.Name, number(e.Points)))
	}
	what, times, reason, doc := widgets.NewSelect(names, nil), widgets.NewEntry(), widgets.NewEntry(), widgets.NewEntry()
	times.SetText("1")
	form := container.NewVBox(widgets.Row("项目", what), widgets.Row("次数", times), widgets.Row("事由和依据", reason), widgets.Row("文号", doc))
	a.s.d.Ask("加分、扣分　"+a.s.name, "保存", form, fyne.NewSize(600, 280), func() error {
		if what.SelectedIndex() < 0 {
			return errors.New("请选择项目")
		}
		n, err := count(times.Text, "次数")
		if err != nil {
			return err
		}
		g := review.Given{Extra: a.s.w.Scheme.Extras[what.SelectedIndex()].Key, Times: n, Reason: reason.Text, DocNo: doc.Text}
		give := func(sub *review.Subject) error { return a.s.w.Scheme.GiveExtra(sub, g) }
		if err := give(a.s.file.Subject.Copy()); err != nil {
			return err
		}
		a.edit("加分扣分", give)
		return nil
	})
}

// askBar registers a fact that shuts the subject out.
func (a *assessed) askBar() {
	var names []string
	for _, b := range a.s.w.Scheme.Bars {
		names = append(names, b.Name)
	}
	what, reason, day := widgets.NewSelect(names, nil), widgets.NewEntry(), widgets.NewDate()
	form := container.NewVBox(widgets.Row("情形", what), widgets.Row("事由和依据", reason), widgets.Row("日期", widgets.Checked(day)))
	a.s.d.Ask("否决、失去资格　"+a.s.name, "保存", form, fyne.NewSize(600, 240), func() error {
		if what.SelectedIndex() < 0 {
			return errors.New("请选择情形")
		}
		at, err := day.Date()
		if err != nil {
			return err
		}
		b := review.Barred{Bar: a.s.w.Scheme.Bars[what.SelectedIndex()].Key, Reason: reason.Text, Date: at}
		shut := func(sub *review.Subject) error { return a.s.w.Scheme.Shut(sub, b) }
		if err := shut(a.s.file.Subject.Copy()); err != nil {
			return err
		}
		a.edit("否决情形", shut)
		return nil
	})
}

// askConclusion enters what was decided.
func (a *assessed) askConclusion() {
	s := a.s
	c := review.Conclusion{}
	if s.file.Subject.Conclusion != nil {
		c = *s.file.Subject.Conclusion
	}
	grade := widgets.NewSelect(append([]string{none}, gradeNames(s.w.Scheme)...), nil)
	grade.Selected = none
	if c.Grade != "" {
		grade.Selected = c.Grade
	}
	var awards []string
	for _, x := range s.w.Scheme.Awards {
		awards = append(awards, x.Name)
	}
	award := widget.NewCheckGroup(awards, nil)
	award.Horizontal = len(awards) <= 3 // more names would widen the dialog beyond the window
	award.Selected = c.Awards
	meeting, reason, day := widgets.NewEntry(), widgets.NewLong(3), widgets.NewDate()
	meeting.SetText(c.Meeting)
	meeting.SetPlaceHolder("如 常委会、支部委员会")
	reason.SetText(c.Reason)
	day.SetText(c.Date.String())
	form := container.NewVBox()
	if len(s.w.Scheme.Grades) > 0 {
		form.Add(widgets.Row("等次", grade))
	}
	if len(awards) > 0 {
		form.Add(widgets.Row("奖项", award))
	}
	form.Add(widgets.Row("由谁审定", meeting))
	form.Add(widgets.Row("日期", widgets.Checked(day)))
	form.Add(widgets.Row("理由、备注", reason))
	s.d.Ask("考核结论　"+s.name, "保存", widgets.FieldColumn(form), fyne.NewSize(600, 340), func() error {
		next := review.Conclusion{Awards: award.Selected, Meeting: strings.TrimSpace(meeting.Text), Reason: strings.TrimSpace(reason.Text)}
		if grade.Selected != none {
			next.Grade = grade.Selected
		}
		var err error
		if next.Date, err = day.Date(); err != nil {
			return err
		}
		conclude := func(sub *review.Subject) error { return s.w.Scheme.Conclude(sub, next) }
		if err := conclude(s.file.Subject.Copy()); err != nil {
			return err
		}
		a.edit("考核结论", conclude)
		return nil
	})
}
