package job

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
)

// NextPeriod opens the round that follows this one: the same scheme text and the
// same subjects, at the first stage and with nothing entered, the dates so many
// months later as the scheme says. One step.
func (w *Work) NextPeriod(ctx context.Context, name string) (*review.Round, error) {
	months := w.Scheme.Every
	if months == 0 {
		return nil, use("方案“%s”不按期重复（every_months），没有下一期", w.Scheme.Name)
	}
	if w.Round.Assessed.IsZero() {
		return nil, use("批次“%s”没有考核日期，不知道下一期的日期；请先填写", w.Round.Name)
	}
	next := *w.Round
	next.ID, next.Closed, next.Events, next.Sample = "", false, nil, w.Round.Sample
	next.Assessed = w.Round.Assessed.AddMonths(months)
	next.Notified, next.Deadline = w.Round.Notified.AddMonths(months), w.Round.Deadline.AddMonths(months)
	next.Name = strings.TrimSpace(name)
	if next.Name == "" {
		next.Name = fmt.Sprintf("%s %d年%d月", w.Scheme.Name, next.Assessed.Year, next.Assessed.Month)
	}
	subs, err := w.Store.Subjects(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	branches, err := w.Store.Branches(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	err = w.Store.Do(ctx, "下一期 "+next.Name, func(tx *store.Tx) error {
		next.ID = ""
		if err := tx.SaveRound(&next); err != nil {
			return err
		}
		of := map[string]string{}
		for _, b := range branches {
			old := b.ID
			b.ID, b.RoundID = "", next.ID
			if err := tx.SaveBranch(&b); err != nil {
				return err
			}
			of[old] = b.ID
		}
		for _, s := range subs {
			fresh := review.Subject{RoundID: next.ID, CadreID: s.CadreID, BranchID: of[s.BranchID], Order: s.Order, Stage: w.Scheme.Stages[0].Key,
				Kind: s.Kind, Name: s.Name, Unit: s.Unit, Roles: s.Roles}
			if err := tx.SaveSubject(&fresh); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &next, nil
}

// MoveEvent brings an entry of a log about a subject to another state: "" to the
// next one. It gives the entry's new state and who has to act then.
func (w *Work) MoveEvent(ctx context.Context, f *review.File, id, state string) (review.LogState, error) {
	var now review.LogState
	err := w.Edit(ctx, f, "改变状态", func(s *review.Subject) error {
		i := slices.IndexFunc(s.Events, func(e review.Event) bool { return e.ID == id })
		if i < 0 {
			return ErrNoEvent
		}
		e := &s.Events[i]
		l := w.Scheme.LogOf(e.Log)
		if l == nil || len(l.States) == 0 {
			return use("这种事项没有状态")
		}
		at := l.StateAt(*e) + 1
		if state != "" {
			at = slices.IndexFunc(l.States, func(x review.LogState) bool { return x.Name == state })
		}
		if at < 0 || at >= len(l.States) {
			var known []string
			for _, x := range l.States {
				known = append(known, x.Name)
			}
			return use("“%s”的状态有：%s", l.Name, strings.Join(known, " → "))
		}
		e.State, now = l.States[at].Name, l.States[at]
		return nil
	})
	return now, err
}

// Archive writes the records of a subject from all rounds of this scheme, the
// earliest first, as one file: .docx, .pdf or .png.
func (w *Work) Archive(ctx context.Context, f *review.File, path string) ([]string, error) {
	rounds, err := w.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	all := *f.Subject
	all.Events = nil
	for i := range rounds {
		if rounds[i].SchemeKey != w.Round.SchemeKey {
			continue
		}
		subs, err := w.Store.Subjects(ctx, rounds[i].ID)
		if err != nil {
			return nil, err
		}
		for _, s := range subs {
			if s.CadreID == f.Subject.CadreID && s.Name == f.Subject.Name && s.Unit == f.Subject.Unit {
				all.Events = append(all.Events, s.Events...)
			}
		}
	}
	one := *f
	one.Subject = &all
	form, err := forms.ByKey("event-cards")
	if err != nil {
		return nil, err
	}
	in, err := w.SubjectInput(ctx, &one, 0)
	if err != nil {
		return nil, err
	}
	_, files, err := w.WriteForm(ctx, form, in, path)
	return files, err
}
