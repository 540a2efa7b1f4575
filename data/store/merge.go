package store

import (
	"context"

	"kaocha/data/review"
)

// SubjectsOf lists what a person is a subject of, round by round.
func (r Reader) SubjectsOf(ctx context.Context, cadreID string) ([]review.Subject, error) {
	return many[review.Subject](ctx, r, "SELECT body FROM subject WHERE cadre_id = ? ORDER BY round_id, id", cadreID)
}

// MoveSources gives the kept originals of one person to another who has none of
// their kind.
func (tx *Tx) MoveSources(from, to string) error {
	list, err := many[source](tx.ctx, tx.Reader, `SELECT body FROM source WHERE cadre_id = ?
AND NOT EXISTS (SELECT 1 FROM source o WHERE o.cadre_id = ? AND o.kind = source.kind) ORDER BY id`, from, to)
	if err != nil {
		return err
	}
	for _, s := range list {
		moved := s
		moved.CadreID = to
		if err := tx.save(KindSource, &moved); err != nil {
			return err
		}
	}
	return nil
}
