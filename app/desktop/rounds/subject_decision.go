package rounds

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// opinionTab holds the opinions of the offices and the decision.
func (s *Subject) opinionTab() fyne.CanvasObject {
	box := container.NewVBox()
	for _, o := range s.w.Scheme.Opinions {
		box.Add(s.opinion(o))
	}
	box.Add(widgets.Heading("决定"))
	s.addDecision(box)
	return padded(box)
}

// panelOffice is the key of the panel's own opinion, which all members sign.
const panelOffice = "panel"

// opinion lays out the opinion of an office with what the scheme asks of it.
func (s *Subject) opinion(o review.Office) fyne.CanvasObject {
	k := newOpinionFields(s, o.Key)
	box := container.NewVBox(s.sectionField(section{tab: tabOpinion, form: "opinion", sec: review.Section{Key: o.Key, Title: o.Name}, rows: 3, text: k.op.Text,
		set: func(t string) { k.op.Text = t; k.keep() }}))
	if o.Grade {
		box.Add(widgets.Row("评价等级", k.choice(&k.op.Grade, gradeNames(s.w.Scheme))))
	}
	if o.Advice {
		box.Add(widgets.Row("建议", k.choice(&k.op.Advice, s.w.Scheme.Outcomes)))
	}
	if o.Key == panelOffice {
		box.Add(widgets.Row("考察组签字", s.signatures(tabOpinion)))
	}
	box.Add(widgets.Row("签字人", k.line(&k.op.Signer)))
	box.Add(widgets.Row("日期", s.dateField(tabOpinion, o.Name+"日期", k.op.Date, func(d cadre.Date) { k.op.Date = d; k.put() })))
	return box
}

// opinionFields binds the fields of one opinion; an opinion without content is
// not kept unless it was.
type opinionFields struct {
	*Subject
	op  review.Opinion
	had bool
}

func newOpinionFields(s *Subject, office string) *opinionFields {
	op := s.draft.OpinionOf(office)
	op.Office = ""
	had := op != (review.Opinion{})
	op.Office = office
	return &opinionFields{Subject: s, op: op, had: had}
}

// keep puts the opinion into the draft.
func (o *opinionFields) keep() {
	bare := o.op
	bare.Office = ""
	if bare == (review.Opinion{}) && !o.had {
		o.draft.Opinions = slices.DeleteFunc(o.draft.Opinions, func(x review.Opinion) bool { return x.Office == o.op.Office })
	} else {
		o.draft.SetOpinion(o.op)
	}
}

func (o *opinionFields) put() {
	o.keep()
	o.changed()
}

func (o *opinionFields) line(p *string) *widgets.Entry {
	e := widgets.NewEntry()
	e.SetText(*p)
	e.OnChanged = func(t string) { *p = strings.TrimSpace(t); o.put() }
	return e
}

func (o *opinionFields) choice(p *string, values []string) *widget.Select {
	return pick(*p, values, func(t string) { *p = t; o.put() })
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
	text := func(p *string, hint string) fyne.CanvasObject {
		e := widgets.NewEntry()
		e.SetPlaceHolder(hint)
		e.SetText(*p)
		e.OnChanged = func(t string) { *p = strings.TrimSpace(t); put() }
		return e
	}
	months := widgets.NewEntry()
	if dec.Months > 0 {
		months.SetText(fmt.Sprint(dec.Months))
	}
	months.SetPlaceHolder(s.w.Scheme.Extend + "时填，如 6")
	months.Check = func(t string) (string, error) { _, err := count(t, "月数"); return strings.TrimSpace(t), err }
	months.OnChanged = func(t string) {
		n, err := count(t, "月数")
		if s.faulty(months, "延长月数", err); err == nil {
			dec.Months = n
			put()
		}
	}
	monthsRow := widgets.Row("延长月数", widgets.Checked(months))
	need := func() {
		if s.w.Scheme.Extend != "" && (dec.Outcome == s.w.Scheme.Extend || dec.Months > 0) {
			monthsRow.Show()
		} else {
			monthsRow.Hide()
		}
	}
	outcome := pick(dec.Outcome, s.w.Scheme.Outcomes, func(t string) { dec.Outcome = t; need(); put() })
	need()
	s.named(tabOpinion, "决定", outcome)
	s.named(tabOpinion, "延长月数", months)
	for _, r := range []fyne.CanvasObject{widgets.Row("决定", outcome), monthsRow, s.unmet,
		widgets.Row("日期", s.dateField(tabOpinion, "决定日期", dec.Date, func(d cadre.Date) { dec.Date = d; put() })),
		widgets.Row("会议", text(&dec.Meeting, "如 党委会 2025 年第 12 次")), widgets.Row("文号", text(&dec.DocNo, "如 某委〔2025〕12号")), widgets.Row("备注", text(&dec.Note, ""))} {
		box.Add(r)
	}
}

// decisionText warns of what is not ready for the decision that is entered.
func decisionText(d *review.Dossier, f *review.File) string {
	if f.Subject.Decision == nil {
		return ""
	}
	outcome := f.Subject.Decision.Outcome
	for _, st := range d.Scheme.Stages {
		if st.Outcome != outcome {
			continue
		}
		var lines []string
		for _, u := range review.Blocked(d, f, st.Key) {
			lines = append(lines, "· "+u.Text)
		}
		if len(lines) == 0 {
			return ""
		}
		return "现在还不能按“" + outcome + "”办结，还缺：\n" + strings.Join(lines, "\n")
	}
	return ""
}
