package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre/idnum"
	"kaocha/data/review"
	"kaocha/forms"
)

// preview makes the form of the draft, and then looks the subject over: the page
// does not wait for the checks.
func (s *Subject) preview() {
	s.draftPage()
	s.draftChecks()
}

// draftPage shows the page of the draft.
func (s *Subject) draftPage() {
	if s.draft != nil && s.form != nil {
		_, f := s.withDraft()
		s.showPage(f, s.form)
	}
}

// draftChecks checks and compares the draft.
func (s *Subject) draftChecks() {
	if s.draft != nil && s.form != nil {
		s.lookOver(s.withDraft())
	}
}

// showPage shows the form, on the page of what is being written.
func (s *Subject) showPage(f *review.File, form *forms.Form) {
	w, talk := s.w, s.talk+1
	shown := *f
	shown.Subject = f.Subject
	if f.Cadre != nil { // the number in full is shown on the person's page, where that is logged
		hidden := *f.Cadre
		hidden.IDNumber = idnum.Mask(hidden.IDNumber)
		shown.Cadre = &hidden
	}
	if form.Scope == forms.OfTalk && !showNames {
		shown.Subject = f.Subject.Copy()
		for i, t := range shown.Subject.Talks {
			shown.Subject.Talks[i] = t.WithoutName(i)
		}
	}
	s.previews.Load(s.d, "预览", func(ctx context.Context) (func(), error) {
		out := &forms.Output{}
		if form.Scope != forms.OfTalk || talk <= len(shown.Subject.Talks) {
			in, err := w.SubjectInput(ctx, &shown, talk)
			if err != nil {
				return nil, err
			}
			if out, err = s.d.Session.Forms.Make(form, in); err != nil {
				return nil, err
			}
		}
		return func() {
			s.shownPages = out.Pages
			s.pages.SetPages(out.Pages)
			s.follow()
		}, nil
	})
}

// lookOver checks the draft and compares its texts with the others'.
func (s *Subject) lookOver(d *review.Dossier, f *review.File) {
	w, others, names := s.w, s.others, showNames
	s.checks.Load(s.d, "核对", func(context.Context) (func(), error) {
		found := discreet(d, review.CheckOne(d, f.Subject.ID), names)
		result, length, talks := factsOf(w.Scheme, f.Subject.Tally), reportLength(d, f), review.CountTalks(d, f)
		like, unmet := others.Like(f.Subject), decisionText(d, f)
		limit := d.Scheme.Report.MaxChars
		tooLong := limit > 0 && review.ReportChars(d, f) > limit
		return func() {
			s.result.show(w.Scheme, result)
			s.length.SetText(length)
			s.length.Importance = widget.MediumImportance
			if tooLong {
				s.length.Importance = widget.DangerImportance
			}
			s.length.Refresh()
			s.talks.counts.SetText(talks.String())
			s.showUnmet(unmet)
			s.showLikeness(like)
			s.showFindings(found)
		}, nil
	})
}

// showFindings lists what is open, each with the way to its field.
func (s *Subject) showFindings(list []review.Finding) {
	var rows []widgets.Finding
	for _, x := range list {
		if x.Waived != "" {
			continue
		}
		text := x.Message + "。" + x.Action + "。"
		row := widgets.Finding{Mark: strings.TrimSpace(severityMarks[x.Severity]), Kind: x.Severity.Name(), Color: severityColor(x), Text: text,
			Waive: func() { s.saveThen(func() { askWaiver(s.d, s.w, x) }) }}
		switch at, ok := placeOf(x); {
		case s.assess != nil: // each part has its own form
			row.Jump = s.assess.jump(x)
		case ok:
			row.Jump = func() { s.goTo(at) }
		case inRegister(x):
			row.Jump = func() { cadres.Open(s.d, s.file.Cadre.ID) }
		}
		rows = append(rows, row)
	}
	s.found.Set(rows)
	s.foundHead.SetText(fmt.Sprintf("核对：%d 处", len(rows)))
	s.foundHead.Hidden = len(rows) == 0
	s.foundBox.Refresh()
	s.giveFound(len(rows))
}

func (s *Subject) showUnmet(text string) {
	s.unmet.SetText(text)
	if text == "" {
		s.unmet.Hide()
	} else {
		s.unmet.Show()
	}
}
