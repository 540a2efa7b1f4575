package rounds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/width"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
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
	s.d.Ask(x.Name+"　"+s.name, "保存", widgets.FieldColumn(box), fyne.NewSize(640, 520), func() error {
		next := clone(s.file.Subject)
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
	what, times, reason, doc := widget.NewSelect(names, nil), widgets.NewEntry(), widgets.NewEntry(), widgets.NewEntry()
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
		if err := give(clone(a.s.file.Subject)); err != nil {
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
	what, reason, day := widget.NewSelect(names, nil), widgets.NewEntry(), widgets.NewDate()
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
		if err := shut(clone(a.s.file.Subject)); err != nil {
			return err
		}
		a.edit("否决情形", shut)
		return nil
	})
}

// pollEntries are the fields of a voter group in a poll.
type pollEntries struct {
	group  review.Group
	totals [6]*widgets.Entry
	rows   map[string][]*widgets.Entry // by row of the ballot: an entry for each answer
}

// askPoll enters the counts of a poll.
func (a *assessed) askPoll(p *review.Poll) {
	s := a.s
	view := s.w.Scheme.PollView(p)
	answers := gradeNames(view)
	if p.Abstain != "" {
		answers = append(append([]string{}, answers...), p.Abstain)
	}
	groups := p.Vote.Groups
	if len(groups) == 0 {
		groups = []review.Group{{}}
	}
	box := container.NewVBox()
	var all []*pollEntries
	for _, g := range groups {
		all = append(all, pollFields(box, p, g, answers, s.file.Subject.PollTally(p.Key)))
	}
	s.d.Ask(p.Name+"　"+s.name, "保存", widgets.FieldColumn(box), fyne.NewSize(720, 520), func() error {
		var counts []review.GroupCount
		for _, e := range all {
			c, err := e.read(p, answers)
			if err != nil {
				return err
			}
			counts = append(counts, c)
		}
		a.edit("测评票数", func(sub *review.Subject) error {
			t := sub.NeedPollTally(p.Key)
			t.Groups = counts
			if t.Date.IsZero() {
				t.Date = s.w.Round.Assessed
			}
			return nil
		})
		return nil
	})
	s.d.Win.Canvas().Focus(all[0].totals[0])
}

var pollTotals = []string{"应到", "实到", "发出", "收回", "有效", "无效"}

// pollFields lays out a voter group's fields with what is there.
func pollFields(box *fyne.Container, p *review.Poll, g review.Group, answers []string, t *review.Tally) *pollEntries {
	e := &pollEntries{group: g, rows: map[string][]*widgets.Entry{}}
	var c review.GroupCount
	if t != nil {
		if i := slices.IndexFunc(t.Groups, func(x review.GroupCount) bool { return x.Group == g.Key }); i >= 0 {
			c = t.Groups[i]
		}
	}
	if g.Name != "" {
		box.Add(widgets.Heading("测评人：" + g.Name))
	}
	grid := container.NewGridWithColumns(6)
	for i, now := range []*int{c.Expected, c.Present, c.Issued, c.Returned, c.Valid, c.Invalid} {
		e.totals[i] = widgets.NewEntry()
		if now != nil {
			e.totals[i].SetText(fmt.Sprint(*now))
		}
		grid.Add(container.NewVBox(widget.NewLabel(pollTotals[i]), e.totals[i]))
	}
	box.Add(grid)
	table := container.NewGridWithColumns(len(answers) + 1)
	table.Add(widget.NewLabel("票数"))
	for _, k := range answers {
		table.Add(widget.NewLabel(k))
	}
	for i, it := range p.Items {
		votes := c.Items[it]
		if i == len(p.Items)-1 {
			votes = c.Grades
		}
		table.Add(widget.NewLabel(it))
		for _, k := range answers {
			x := widgets.NewEntry()
			if n, ok := votes[k]; ok {
				x.SetText(fmt.Sprint(n))
			}
			e.rows[it] = append(e.rows[it], x)
			table.Add(x)
		}
	}
	box.Add(table)
	return e
}

// read takes the counts from the fields; a blank total stays blank.
func (e *pollEntries) read(p *review.Poll, answers []string) (review.GroupCount, error) {
	c := review.GroupCount{Group: e.group.Key, Grades: map[string]int{}, Items: map[string]map[string]int{}}
	for i, to := range []**int{&c.Expected, &c.Present, &c.Issued, &c.Returned, &c.Valid, &c.Invalid} {
		n, err := count(e.totals[i].Text, pollTotals[i])
		if err != nil {
			return c, err
		}
		if strings.TrimSpace(e.totals[i].Text) != "" {
			*to = &n
		}
	}
	for i, it := range p.Items {
		votes := c.Grades
		if i < len(p.Items)-1 {
			votes = map[string]int{}
			c.Items[it] = votes
		}
		for k, x := range e.rows[it] {
			n, err := count(x.Text, it+" "+answers[k])
			if err != nil {
				return c, err
			}
			votes[answers[k]] = n
		}
	}
	return c, nil
}

// askEvent enters or changes an entry of a log.
func askEvent(d *desk.Desk, w *job.Work, f *review.File, l *review.Log, e review.Event) {
	day, title, people := widgets.NewDate(), widgets.NewEntry(), widgets.NewEntry()
	day.SetText(e.Date.String())
	title.SetText(e.Title)
	people.SetText(strings.Join(e.People, "、"))
	people.SetPlaceHolder("用顿号隔开，可以不填")
	title.SetPlaceHolder("可以不填")
	form := container.NewVBox(widgets.Row("日期", widgets.Checked(day)), widgets.Row("标题", title), widgets.Row("参加人员", people))
	read := map[string]func() string{}
	for _, x := range l.Fields {
		name := x.Label()
		if x.Required {
			name += " *"
		}
		switch {
		case len(x.Choices) > 0:
			c := widget.NewSelect(x.Choices, nil)
			c.Selected = e.Fields[x.Key]
			read[x.Key] = func() string { return c.Selected }
			form.Add(widgets.Row(name, c))
		case x.Tall:
			t := widgets.NewLong(3)
			t.SetText(e.Fields[x.Key])
			read[x.Key] = func() string { return t.Text }
			form.Add(widgets.Row(name, t))
		default:
			t := widgets.NewEntry()
			t.SetText(e.Fields[x.Key])
			read[x.Key] = func() string { return t.Text }
			form.Add(widgets.Row(name, t))
		}
	}
	state := widget.NewSelect(stateNames(l), nil)
	if len(l.States) > 0 {
		state.SetSelectedIndex(l.StateAt(e))
		form.Add(widgets.Row("状态", state))
	}
	drop := widget.NewCheck("删除这一条", nil)
	if e.ID != "" {
		form.Add(drop)
	}
	d.Ask(l.Name, "保存", widgets.FieldColumn(form), fyne.NewSize(640, 460), func() error {
		next := e
		var err error
		if next.Date, err = day.Date(); err != nil {
			return err
		}
		next.Title, next.People, next.Fields = strings.TrimSpace(title.Text), splitNames(people.Text), map[string]string{}
		next.State = state.Selected
		for k, get := range read {
			if v := strings.TrimSpace(get()); v != "" {
				next.Fields[k] = v
			}
		}
		kind := ""
		if f != nil {
			kind = f.Subject.Kind
		}
		if _, err := w.Scheme.Note(&next, kind); err != nil && !drop.Checked {
			return err
		}
		d.Do("登记"+l.Name, func(ctx context.Context) error {
			if e.ID == "" {
				return w.LogEvent(ctx, f, next)
			}
			return w.ChangeEvent(ctx, f, next, drop.Checked)
		}, nil)
		return nil
	})
}

// stateNames are the states an entry of a log goes through.
func stateNames(l *review.Log) []string {
	var out []string
	for _, s := range l.States {
		out = append(out, s.Name)
	}
	return out
}

// askConclusion enters what was decided.
func (a *assessed) askConclusion() {
	s := a.s
	c := review.Conclusion{}
	if s.file.Subject.Conclusion != nil {
		c = *s.file.Subject.Conclusion
	}
	grade := widget.NewSelect(append([]string{none}, gradeNames(s.w.Scheme)...), nil)
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
		if err := conclude(clone(s.file.Subject)); err != nil {
			return err
		}
		a.edit("考核结论", conclude)
		return nil
	})
}
