package store

import (
	"context"
	"time"
)

// sitting is how long saves of one draft grow into one step of the history.
const sitting = 2 * time.Minute

// Continue is Do for a draft that is saved again and again while somebody
// writes: when the latest action has the same label and user, began within the
// last two minutes and changed just this one record, the two become one step.
// The step keeps the record as it was before the first of them, so that one
// Undo takes the whole sitting back.
func (s *Store) Continue(ctx context.Context, label string, fn func(tx *Tx) error) error {
	return s.do(ctx, head{label: label, kind: doAction, grows: true}, fn)
}

// extend makes the latest action and the change at hand one, if it may, and
// tells whether it did. The joint action gets a number of its own: numbers grow
// with every change, which is how other programs see it. A change that brings
// the first state back stays a step of its own: a step that changes nothing
// could not be undone.
func (tx *Tx) extend(key, id string, before, after *string) (bool, error) {
	if !tx.head.grows || before == nil || after == nil {
		return false, nil
	}
	last, err := tx.action(tx.ctx, "ORDER BY a.id DESC LIMIT 1")
	if err != nil || last == nil {
		return false, err
	}
	if last.Kind != doAction || last.Undone || last.Label != tx.head.label || last.User != tx.store.User() {
		return false, nil
	}
	if age := tx.at.Sub(last.At); age < 0 || age > sitting {
		return false, nil
	}
	n, err := tx.strings("SELECT entity_id FROM change WHERE action_id = ?", last.ID)
	if err != nil || len(n) != 1 {
		return false, err
	}
	same, err := tx.strings("SELECT entity_id FROM change WHERE action_id = ? AND kind = ? AND entity_id = ? AND after_body = ? AND before_body <> ?",
		last.ID, key, id, *before, *after)
	if err != nil || len(same) != 1 {
		return false, err
	}
	if err := tx.begin(last.At); err != nil {
		return false, err
	}
	tx.seq = 1
	tx.touch(key, id)
	if err := tx.exec("UPDATE change SET action_id = ?, seq = 1, after_body = ? WHERE action_id = ?", tx.id, *after, last.ID); err != nil {
		return false, err
	}
	tx.joined = true
	if last.Source != "" {
		tx.sources = append([]string{last.Source}, tx.sources...)
	}
	return true, tx.exec("DELETE FROM action WHERE id = ?", last.ID)
}
