package store

import (
	"encoding/json"
	"fmt"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// Record reads a record of any kind that is compared field by field: *cadre.Cadre,
// *review.Subject, *review.Round, *review.Branch, *review.Panel or *review.Waiver.
func (tx *Tx) Record(kind, id string) (any, error) {
	body, version, err := tx.current(kind, id)
	if err != nil {
		return nil, err
	}
	if version == 0 {
		return nil, fail(ErrNotFound, "%s现在没有了，只能整条恢复", KindName(kind))
	}
	v := kinds[kind].fresh()
	return v, json.Unmarshal([]byte(body), v)
}

// SaveRecord saves a record of Record, with the checks of its kind.
func (tx *Tx) SaveRecord(v any) error {
	switch x := v.(type) {
	case *cadre.Cadre:
		return tx.SaveCadre(x)
	case *review.Subject:
		return tx.SaveSubject(x)
	case *review.Round:
		return tx.SaveRound(x)
	case *review.Branch:
		return tx.SaveBranch(x)
	case *review.Panel:
		return tx.SavePanel(x)
	case *review.Waiver:
		return tx.SaveWaiver(x)
	}
	return fmt.Errorf("no way to save %T", v)
}
