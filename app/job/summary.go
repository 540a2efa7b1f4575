package job

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
)

// SummaryEntry is what is entered by hand in a row of the 考察情况汇总表; all
// else in it is derived.
type SummaryEntry struct {
	Grade  string // 评价等级
	Advice string // the panel's proposal, one of the scheme's outcomes
	Text   string // the panel's opinion in words
	Note   string // 备注
}

// SummaryOf is what a subject's row holds now.
func (w *Work) SummaryOf(s *review.Subject) SummaryEntry {
	e := SummaryEntry{Grade: s.Report.Grade, Note: s.Note}
	if o := w.Scheme.Advising(); o != nil {
		op := s.OpinionOf(o.Key)
		e.Advice, e.Text = op.Advice, op.Text
	}
	return e
}

// EnterSummary saves what was entered in a subject's row as one step. before is
// what the clerk saw: what was changed elsewhere meanwhile is not overwritten.
func (w *Work) EnterSummary(ctx context.Context, id string, before, e SummaryEntry) error {
	if w.Round.Closed {
		return errClosed
	}
	e.Text, e.Note = strings.TrimSpace(e.Text), strings.TrimSpace(e.Note)
	if e.Grade != "" && !slices.ContainsFunc(w.Scheme.Grades, func(g review.Grade) bool { return g.Key == e.Grade }) {
		return use("没有等次“%s”", e.Grade)
	}
	if e.Advice != "" && !slices.Contains(w.Scheme.Outcomes, e.Advice) {
		return use("没有处理意见“%s”；可用：%s", e.Advice, strings.Join(w.Scheme.Outcomes, "、"))
	}
	f, err := w.Store.SubjectFile(ctx, id)
	if err != nil {
		return err
	}
	return w.Store.Do(ctx, "填写汇总表 "+f.Cadre.Name, func(tx *store.Tx) error {
		s, err := tx.Subject(ctx, id)
		if err != nil {
			return err
		}
		if w.SummaryOf(s) != before {
			return fmt.Errorf("%s 的这一行在别处改过，没有保存：%w", f.Cadre.Name, store.ErrConflict)
		}
		s.Report.Grade, s.Note = e.Grade, e.Note
		if o := w.Scheme.Advising(); o != nil && (e.Advice != before.Advice || e.Text != before.Text) {
			op := s.OpinionOf(o.Key)
			op.Advice, op.Text = e.Advice, e.Text
			s.SetOpinion(op)
		}
		return tx.SaveSubject(s)
	})
}
