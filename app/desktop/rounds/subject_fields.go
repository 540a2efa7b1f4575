package rounds

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// line is a text field bound to a string of the draft.
func (s *Subject) line(p *string) *widgets.Entry {
	e := widgets.NewEntry()
	e.SetText(*p)
	e.OnChanged = func(t string) { *p = strings.TrimSpace(t); s.changed() }
	return e
}

// day is a date field bound to a date of the draft.
func (s *Subject) day(p *cadre.Date) fyne.CanvasObject {
	return s.dateField(tabTally, "测评日期", *p, func(d cadre.Date) { *p = d; s.changed() })
}

// dateField is a date field of a tab; a text that is no date is a fault under
// its name.
func (s *Subject) dateField(tab int, name string, now cadre.Date, set func(cadre.Date)) fyne.CanvasObject {
	e := widgets.NewDate()
	e.SetText(now.String())
	e.OnChanged = func(t string) {
		d, err := cadre.ParseDate(t)
		if s.faulty(e, name, err); err == nil {
			set(d)
		}
	}
	s.named(tab, name, e)
	return widgets.Checked(e)
}

// people is a field of names bound to a list of the draft.
func (s *Subject) people(p *[]string) *widgets.Entry {
	e := widgets.NewEntry()
	e.SetText(strings.Join(*p, "、"))
	e.SetPlaceHolder("用顿号隔开")
	e.OnChanged = func(t string) { *p = splitNames(t); s.changed() }
	return e
}

// none is the entry of a choice that stands for nothing.
const none = "（未填）"

// choice is a list of values bound to a string of the draft.
func (s *Subject) choice(p *string, values []string) *widget.Select {
	return pick(*p, values, func(t string) { *p = t; s.changed() })
}

// pick is a list of values, with one for nothing.
func pick(now string, values []string, set func(string)) *widget.Select {
	c := widgets.NewSelect(append([]string{none}, values...), nil)
	c.Selected = none
	if now != "" {
		c.Selected = now
	}
	c.OnChanged = func(t string) {
		if t == none {
			t = ""
		}
		set(t)
	}
	return c
}

func gradeNames(s *review.Scheme) []string {
	var out []string
	for _, g := range s.Grades {
		out = append(out, g.Key)
	}
	return out
}

// show goes to a field: its tab, its place in the tab, the cursor in it.
func (s *Subject) show(field fyne.Focusable) {
	for i, tab := range s.tab {
		if holds(tab, field) {
			s.tabs.SelectIndex(i)
			s.scrollTo(tab, field)
			s.d.Win.Canvas().Focus(field)
			return
		}
	}
}

// holds tells whether an object is somewhere in a container.
func holds(in fyne.CanvasObject, field fyne.Focusable) bool {
	switch x := in.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			if holds(c, field) {
				return true
			}
		}
	case *container.Scroll:
		return holds(x.Content, field)
	case *container.Split:
		return holds(x.Leading, field) || holds(x.Trailing, field)
	case *widgets.LongText:
		return field == fyne.Focusable(x.Entry)
	case fyne.Focusable:
		return x == field
	}
	return false
}

// scrollTo brings a field of a tab into sight.
func (s *Subject) scrollTo(tab *fyne.Container, field fyne.Focusable) {
	box := scrollOf(tab)
	o, ok := field.(fyne.CanvasObject)
	if box == nil || !ok {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(box.Content).Y
	if at < box.Offset.Y || at+o.Size().Height > box.Offset.Y+box.Size().Height {
		box.ScrollToOffset(fyne.NewPos(0, max(0, at-96)))
	}
}
