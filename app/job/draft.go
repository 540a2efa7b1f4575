package job

import (
	"context"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
)

// SaveDraft saves what was edited of a subject that was read as before and gives
// the subject as it is stored then. Saves of the same parts that follow one
// another closely become one step. Other parts may have been changed elsewhere
// meanwhile: both changes stay. It refuses with store.ErrConflict when the same
// part was.
func (w *Work) SaveDraft(ctx context.Context, name string, before, next *review.Subject) (*review.Subject, error) {
	if w.Round.Closed {
		return nil, errClosed
	}
	var saved *review.Subject
	err := w.Store.Continue(ctx, draftLabel(name, before, next), func(tx *store.Tx) error {
		now, err := tx.Subject(ctx, before.ID)
		if err != nil {
			return err
		}
		both, clash := review.MergeDraft(before, next, now)
		if len(clash) > 0 {
			return tx.Expect(before)
		}
		saved = both
		return tx.SaveSubject(saved)
	})
	return saved, err
}

// OverwriteDraft saves the parts that a draft changed over whatever was changed
// in them elsewhere, as a step of its own: what is overwritten stays in the
// history.
func (w *Work) OverwriteDraft(ctx context.Context, name string, before, next *review.Subject) (*review.Subject, error) {
	if w.Round.Closed {
		return nil, errClosed
	}
	var saved *review.Subject
	err := w.Store.Do(ctx, "覆盖别处的修改 "+name, func(tx *store.Tx) error {
		now, err := tx.Subject(ctx, before.ID)
		if err != nil {
			return err
		}
		saved, _ = review.MergeDraft(before, next, now)
		return tx.SaveSubject(saved)
	})
	return saved, err
}

// draftLabel names the parts that were changed.
func draftLabel(name string, before, next *review.Subject) string {
	parts := review.ChangedParts(before, next)
	if len(parts) == 0 {
		parts = []string{"考察对象"}
	}
	return "修改" + strings.Join(parts, "、") + " " + name
}

// DropTalk takes a talk away from a subject that was read as before.
func (w *Work) DropTalk(ctx context.Context, name string, before *review.Subject, talk string) error {
	if w.Round.Closed {
		return errClosed
	}
	return w.Store.Do(ctx, "删除谈话记录 "+name, func(tx *store.Tx) error {
		if err := tx.Expect(before); err != nil {
			return err
		}
		s, err := tx.Subject(ctx, before.ID)
		if err != nil {
			return err
		}
		s.Talks = slices.DeleteFunc(s.Talks, func(t review.Talk) bool { return t.ID == talk })
		return tx.SaveSubject(s)
	})
}
