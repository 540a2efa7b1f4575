package rounds

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

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
	asked := ""
	s.d.Ask(p.Name+"　"+s.name, "保存", widgets.FieldColumn(box), fyne.NewSize(720, 240), func() error {
		var counts []review.GroupCount
		for _, e := range all {
			c, err := e.read(p, answers)
			if err != nil {
				return err
			}
			counts = append(counts, c)
		}
		if text := overwrites(view, s.file.Subject.PollTally(p.Key), counts); text != asked && text != "" {
			asked = text
			return errors.New(text)
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

// overwrites tells what totals would change of a tally that has numbers, and that
// 保存 once more does it; "" when nothing is lost.
func overwrites(view *review.Scheme, t *review.Tally, counts []review.GroupCount) string {
	list := review.CountChanges(view, t, counts)
	if len(list) == 0 {
		return ""
	}
	text := "会改掉已经录入的票数（原来 → 现在）："
	if by := t.CountedBy(view); by != "" {
		text = "这是逐票计过的（" + by + "），改了就和计票不一致。" + text
	}
	return text + strings.Join(list, "，") + "。确认要改，再按一次“保存”。"
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
