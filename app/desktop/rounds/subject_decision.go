package rounds

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// opinionFields binds the fields of one opinion; an opinion without content is
// not kept.
type opinionFields struct {
	*Subject
	op  *review.Opinion
	had bool
}

func (o *opinionFields) put() {
	empty := *o.op
	empty.Office = ""
	if empty == (review.Opinion{}) && !o.had {
		o.draft.Opinions = slices.DeleteFunc(o.draft.Opinions, func(x review.Opinion) bool { return x.Office == o.op.Office })
	} else {
		o.draft.SetOpinion(*o.op)
	}
	o.changed()
}

func (o *opinionFields) long(p *string) *widgets.Entry {
	e := widgets.NewLong(3)
	e.SetText(*p)
	e.OnChanged = func(t string) { *p = t; o.put() }
	return e
}

func (o *opinionFields) line(p *string) *widgets.Entry {
	e := widgets.NewEntry()
	e.SetText(*p)
	e.OnChanged = func(t string) { *p = t; o.put() }
	return e
}

func (o *opinionFields) choice(p *string, values []string) *widget.Select {
	c := widget.NewSelect(append([]string{none}, values...), nil)
	c.Selected = none
	if *p != "" {
		c.Selected = *p
	}
	c.OnChanged = func(t string) {
		if *p = t; t == none {
			*p = ""
		}
		o.put()
	}
	return c
}

// addDecision lays out the decision; without an outcome there is none.
func (s *Subject) addDecision(box *fyne.Container) {
	dec := review.Decision{}
	if s.draft.Decision != nil {
		dec = *s.draft.Decision
	}
	put := func() {
		s.draft.Decision = nil
		if dec.Outcome != "" {
			d := dec
			s.draft.Decision = &d
		}
		s.changed()
	}
	outcome := widget.NewSelect(append([]string{none}, s.w.Scheme.Outcomes...), nil)
	outcome.Selected = none
	if dec.Outcome != "" {
		outcome.Selected = dec.Outcome
	}
	outcome.OnChanged = func(t string) {
		if dec.Outcome = t; t == none {
			dec.Outcome = ""
		}
		put()
	}
	date := s.dateField("决定日期", dec.Date, func(d cadre.Date) { dec.Date = d; put() })
	months := widgets.NewEntry()
	if dec.Months > 0 {
		months.SetText(fmt.Sprint(dec.Months))
	}
	months.SetPlaceHolder("延长试用时填")
	months.OnChanged = func(t string) {
		n, err := count(t, "")
		if s.faulty(months, "延长月数", err); err == nil {
			dec.Months = n
			put()
		}
	}
	months.Check = func(t string) (string, error) { _, err := count(t, "月数"); return t, err }
	text := func(p *string) fyne.CanvasObject {
		e := widgets.NewEntry()
		e.SetText(*p)
		e.OnChanged = func(t string) { *p = t; put() }
		return e
	}
	for _, r := range []*fyne.Container{widgets.Row("决定", outcome), widgets.Row("日期", date), widgets.Row("文号", text(&dec.DocNo)),
		widgets.Row("延长月数", widgets.Checked(months)), widgets.Row("会议", text(&dec.Meeting)), widgets.Row("备注", text(&dec.Note))} {
		box.Add(container.NewStack(r))
	}
}
