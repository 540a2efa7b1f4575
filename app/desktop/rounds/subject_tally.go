package rounds

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// tallyTab takes the totals of the ballots; the reconciliation and the explained
// result stand under them and follow every figure.
func (s *Subject) tallyTab() fyne.CanvasObject {
	if s.draft.Tally == nil {
		begin := desk.Primary("录入测评票数", theme.DocumentCreateIcon(), func() {
			s.draft.Tally = &review.Tally{}
			s.tab[1].Objects = []fyne.CanvasObject{s.tallyTab()}
			s.tab[1].Refresh()
			s.changed()
		})
		return container.NewCenter(container.NewVBox(widget.NewLabel("还没有录入民主测评的票数。"), begin))
	}
	t := s.draft.Tally
	box := container.NewVBox(widgets.Row("测评日期", s.day(&t.Date)), widgets.Row("地点", s.line(&t.Place)),
		widgets.Row("计票人", s.people(&t.Counters)), widgets.Row("监票人", s.people(&t.Scrutineers)), widgets.Row("票面上的姓名", s.line(&t.Name)))
	groups := s.w.Scheme.Vote.Groups
	if len(groups) == 0 {
		groups = []review.Group{{}}
	}
	// All groups first: adding one later would move what the fields point to.
	for _, g := range groups {
		if !slices.ContainsFunc(t.Groups, func(c review.GroupCount) bool { return c.Group == g.Key }) {
			t.Groups = append(t.Groups, review.GroupCount{Group: g.Key, Grades: map[string]int{}})
		}
	}
	s.stored = s.withEmptyGroups()
	for _, g := range groups {
		if g.Name != "" {
			box.Add(widgets.Heading("投票人：" + g.Name))
		}
		i := slices.IndexFunc(t.Groups, func(c review.GroupCount) bool { return c.Group == g.Key })
		s.addCounts(box, &t.Groups[i])
	}
	box.Add(widgets.Heading("核对与结果"))
	box.Add(s.result)
	return padded(box)
}

// withEmptyGroups takes the groups just shown as stored: empty fields are no
// change of the clerk's.
func (s *Subject) withEmptyGroups() string {
	if s.file.Subject.Tally == nil {
		return s.stored
	}
	c := clone(s.file.Subject)
	c.Tally.Groups = clone(s.draft).Tally.Groups
	return asText(c)
}

// addCounts lays out one voter group: the six totals, then each ballot row.
func (s *Subject) addCounts(box *fyne.Container, g *review.GroupCount) {
	grid := container.NewGridWithColumns(6)
	for _, p := range []struct {
		name string
		to   **int
	}{{"应到", &g.Expected}, {"实到", &g.Present}, {"发出", &g.Issued}, {"收回", &g.Returned}, {"有效", &g.Valid}, {"无效", &g.Invalid}} {
		grid.Add(container.NewVBox(widget.NewLabel(p.name), s.number(*p.to, func(n *int) { *p.to = n })))
	}
	box.Add(grid)
	if g.Grades == nil {
		g.Grades = map[string]int{}
	}
	grades := append([]string{}, gradeNames(s.w.Scheme)...)
	if s.w.Scheme.Abstain != "" {
		grades = append(grades, s.w.Scheme.Abstain)
	}
	table := container.NewGridWithColumns(len(grades) + 1)
	table.Add(widget.NewLabel("票数"))
	for _, k := range grades {
		table.Add(widget.NewLabel(k))
	}
	items := s.w.Scheme.Items
	for i, it := range items {
		table.Add(widget.NewLabel(it))
		for _, k := range grades {
			if i+1 == len(items) { // the last row is the one that counts
				table.Add(s.votes(func() map[string]int { return g.Grades }, k))
				continue
			}
			table.Add(s.votes(func() map[string]int {
				if g.Items == nil {
					g.Items = map[string]map[string]int{}
				}
				if g.Items[it] == nil {
					g.Items[it] = map[string]int{}
				}
				return g.Items[it]
			}, k, g.Items[it]))
		}
	}
	box.Add(table)
}

// number is a field for a count that may be blank.
func (s *Subject) number(now *int, set func(*int)) fyne.CanvasObject {
	e := widgets.NewEntry()
	if now != nil {
		e.SetText(fmt.Sprint(*now))
	}
	e.OnChanged = func(t string) {
		if strings.TrimSpace(t) == "" {
			set(nil)
		} else if n, err := count(t, ""); err == nil {
			set(&n)
		} else {
			return
		}
		s.changed()
	}
	e.Check = func(t string) (string, error) { _, err := count(t, ""); return strings.TrimSpace(t), err }
	return widgets.Checked(e)
}

// votes is a field for the votes of a grade; have is what is there without
// making the row.
func (s *Subject) votes(row func() map[string]int, grade string, have ...map[string]int) fyne.CanvasObject {
	var m map[string]int
	if len(have) > 0 {
		m = have[0]
	} else {
		m = row()
	}
	var now *int
	if n, ok := m[grade]; ok {
		now = &n
	}
	return s.number(now, func(n *int) {
		if n == nil {
			delete(row(), grade)
		} else {
			row()[grade] = *n
		}
	})
}

// tallyText is the reconciliation and the result, explained.
func tallyText(sch *review.Scheme, f *review.File) string {
	t := f.Subject.Tally
	if t == nil {
		return ""
	}
	var b strings.Builder
	faults := review.Reconcile(sch, t)
	for _, x := range faults {
		fmt.Fprintf(&b, "【%s】%s　%s\n", x.Severity.Name(), x.Text, x.Action)
	}
	if len(faults) == 0 {
		b.WriteString("各数平衡。\n")
	}
	r := review.Compute(sch, t)
	for _, l := range r.Explain {
		b.WriteString(l + "\n")
	}
	for _, w := range r.Warnings {
		b.WriteString("【提醒】" + w.Text + "\n")
	}
	return strings.TrimSpace(b.String())
}
