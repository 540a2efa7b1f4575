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
		return s.noTally()
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
		box.Add(s.counter().lines(g.Key))
		i := slices.IndexFunc(t.Groups, func(c review.GroupCount) bool { return c.Group == g.Key })
		s.addCounts(box, &t.Groups[i])
	}
	box.Add(s.result.box)
	return padded(box)
}

// noTally says how to begin: ballot by ballot, or with the totals.
func (s *Subject) noTally() fyne.CanvasObject {
	totals := desk.Button("按总数录入", theme.DocumentCreateIcon(), func() {
		s.draft.Tally = &review.Tally{}
		s.tab[1].Objects = []fyne.CanvasObject{s.tallyTab()}
		s.tab[1].Refresh()
		s.changed()
	})
	box := container.NewVBox(widgets.Wrapped("还没有录入民主测评的票数。手里有一摞票的，逐票录入，由程序计票；已经唱票计好的，按总数录入。"))
	groups := s.w.Scheme.Vote.Groups
	if len(groups) == 0 {
		groups = []review.Group{{}}
	}
	for _, g := range groups {
		if g.Name != "" {
			box.Add(widgets.Heading("投票人：" + g.Name))
		}
		box.Add(s.counter().lines(g.Key))
	}
	box.Add(widget.NewSeparator())
	box.Add(container.NewHBox(totals))
	return padded(box)
}

// withEmptyGroups takes the groups just shown as stored: empty fields are no
// change of the clerk's.
func (s *Subject) withEmptyGroups() string {
	if s.file.Subject.Tally == nil {
		return s.stored
	}
	c := s.file.Subject.Copy()
	c.Tally.Groups = s.draft.Copy().Tally.Groups
	return asText(c)
}

// addCounts lays out one voter group: the six totals, then each ballot row.
func (s *Subject) addCounts(box *fyne.Container, g *review.GroupCount) {
	grid := container.NewGridWithColumns(6)
	for _, p := range []struct {
		name string
		to   **int
	}{{"应到", &g.Expected}, {"实到", &g.Present}, {"发出", &g.Issued}, {"收回", &g.Returned}, {"有效", &g.Valid}, {"无效", &g.Invalid}} {
		grid.Add(container.NewVBox(widget.NewLabel(p.name), s.number(p.name, *p.to, func(n *int) { *p.to = n })))
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
func (s *Subject) number(name string, now *int, set func(*int)) fyne.CanvasObject {
	e := widgets.NewEntry()
	e.Scroll = container.ScrollNone // the wheel goes to the page, not into the field
	if now != nil {
		e.SetText(fmt.Sprint(*now))
	}
	e.OnChanged = func(t string) {
		var n int
		var err error
		blank := strings.TrimSpace(t) == ""
		if !blank {
			n, err = count(t, "")
		}
		if s.faulty(e, name, err); err != nil {
			return
		}
		if blank {
			set(nil)
		} else {
			set(&n)
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
	return s.number(grade, now, func(n *int) {
		if n == nil {
			delete(row(), grade)
		} else {
			row()[grade] = *n
		}
	})
}
