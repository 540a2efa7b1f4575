package rounds

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

func newID() string { return job.NewID() }

// reportLength is the live length of the report against the limit.
func reportLength(d *review.Dossier, f *review.File) string {
	n, limit := review.ReportChars(d, f), d.Scheme.Report.MaxChars
	text := fmt.Sprintf("报告共 %d 字", n)
	switch {
	case limit > 0 && n > limit:
		text += fmt.Sprintf("，上限 %d 字，超过 %d 字", limit, n-limit)
	case limit > 0:
		text += fmt.Sprintf("，上限 %d 字，还可以写 %d 字", limit, limit-n)
	}
	return text
}

// reportTab holds the texts of the report.
func (s *Subject) reportTab() fyne.CanvasObject {
	r := &s.draft.Report
	texts := map[string]string{}
	for k, v := range r.Texts {
		texts[k] = v
	}
	if r.Texts != nil {
		texts = r.Texts
	}
	box := container.NewVBox()
	for _, sec := range s.w.Scheme.Report.Sections {
		switch sec.Kind {
		case "biography":
			box.Add(widgets.Heading("简历段"))
			e := s.long(&r.Biography, 3)
			e.SetPlaceHolder(review.Biography(s.file.Cadre, s.assessed()))
			box.Add(e)
			l := widgets.Wrapped("不填就用上面灰色的文字：由登记表自动生成。")
			l.Importance = widget.LowImportance
			box.Add(l)
		case "text":
			box.Add(widgets.Heading(sec.Title))
			s.addPrompts(box, sec)
			e := widgets.NewLong(7)
			e.SetText(texts[sec.Key])
			e.OnChanged = func(t string) {
				if texts[sec.Key] = t; t == "" {
					delete(texts, sec.Key)
				}
				r.Texts = texts
				s.changed()
			}
			box.Add(e)
		case "votes":
			l := widgets.Wrapped(sec.Title + "：由测评票数自动写出。")
			l.Importance = widget.LowImportance
			box.Add(l)
		}
	}
	box.Add(widgets.Row("评价等级", s.choice(&r.Grade, gradeNames(s.w.Scheme))))
	box.Add(widgets.Row("报告日期", s.day(&r.Date)))
	if s.file.Panel != nil {
		signed := widget.NewCheckGroup(s.file.Panel.All(), nil)
		signed.Horizontal = true
		signed.Selected = r.SignedBy
		signed.OnChanged = func(names []string) { r.SignedBy = names; s.changed() }
		box.Add(widgets.Row("已签字", signed))
	}
	return container.NewBorder(s.length, nil, nil, nil, padded(box))
}

// opinionTab holds the opinions of the offices and the decision.
func (s *Subject) opinionTab() fyne.CanvasObject {
	box := container.NewVBox()
	for _, o := range s.w.Scheme.Opinions {
		box.Add(widgets.Heading(o.Name))
		op := s.draft.OpinionOf(o.Key)
		op.Office = ""
		had := op != (review.Opinion{})
		keep := &opinionFields{Subject: s, op: &op, had: had}
		box.Add(keep.long(&op.Text))
		if o.Grade {
			box.Add(widgets.Row("评价等级", keep.choice(&op.Grade, gradeNames(s.w.Scheme))))
		}
		if o.Advice {
			box.Add(widgets.Row("建议", keep.choice(&op.Advice, s.w.Scheme.Outcomes)))
		}
		op.Office = o.Key
		box.Add(widgets.Row("签字人", keep.line(&op.Signer)))
		box.Add(widgets.Row("日期", s.dateField(o.Name+"日期", op.Date, func(d cadre.Date) { op.Date = d; keep.put() })))
	}
	box.Add(widgets.Heading("决定"))
	s.addDecision(box)
	return padded(box)
}

// assessed is the date the biography refers to.
func (s *Subject) assessed() cadre.Date {
	if d := s.w.Round.Assessed; !d.IsZero() {
		return d
	}
	return s.d.Session.Today()
}
