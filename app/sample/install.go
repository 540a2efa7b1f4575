package sample

import (
	"context"
	"errors"
	"fmt"

	"kaocha/data/store"
)

// Labels of the two actions in the history.
const (
	InstallLabel = "装入示例"
	RemoveLabel  = "移除示例"
)

// ErrInstalled tells that the sample is already in the database.
var ErrInstalled = errors.New("数据库中已有示例，没有重复装入；需要重新装入时，请先移除示例")

// Install writes the sample into the database as one action, which one undo
// takes back. ErrInstalled when any of it is already there.
func Install(ctx context.Context, st *store.Store) error {
	there, err := Installed(ctx, st)
	if err != nil {
		return err
	}
	if there {
		return ErrInstalled
	}
	s := Build()
	return st.Do(ctx, InstallLabel, func(tx *store.Tx) error { return s.write(tx) })
}

func (s *Sample) write(tx *store.Tx) error {
	for i := range s.Cadres {
		p := &s.Cadres[i]
		if len(p.Photo) > 0 {
			hash, err := tx.PutPhoto(p.Photo)
			if err != nil {
				return fmt.Errorf("示例照片（%s）：%w", p.Cadre.Name, err)
			}
			p.Cadre.PhotoHash = hash
		}
		if err := tx.SaveCadre(&p.Cadre); err != nil {
			return err
		}
	}
	if err := tx.SaveRound(&s.Round); err != nil {
		return err
	}
	for i := range s.Branches {
		if err := tx.SaveBranch(&s.Branches[i]); err != nil {
			return err
		}
	}
	for i := range s.Panels {
		if err := tx.SavePanel(&s.Panels[i]); err != nil {
			return err
		}
	}
	return s.writeSubjects(tx)
}

func (s *Sample) writeSubjects(tx *store.Tx) error {
	for _, f := range s.Files {
		hash, err := tx.PutFile(f.Name, f.Docx)
		if err != nil {
			return err
		}
		s.Subjects[f.SubjectIndex].MaterialOf(f.MaterialKey).FileHash = hash
	}
	for i := range s.Subjects {
		if err := tx.SaveSubject(&s.Subjects[i]); err != nil {
			return err
		}
	}
	for i := range s.Waivers {
		if err := tx.SaveWaiver(&s.Waivers[i]); err != nil {
			return err
		}
	}
	return nil
}

// Installed tells whether any of the sample's records are in the database.
func Installed(ctx context.Context, st *store.Store) (bool, error) {
	round, cadres, err := present(ctx, st)
	return round || len(cadres) > 0, err
}

// present finds what of the sample is still there.
func present(ctx context.Context, st *store.Store) (round bool, cadres []string, err error) {
	rounds, err := st.Rounds(ctx)
	if err != nil {
		return false, nil, err
	}
	for _, r := range rounds {
		round = round || r.ID == RoundID && r.Sample
	}
	var ids []string
	for i := range peopleRows() {
		ids = append(ids, numbered("sample-cadre-", i))
	}
	list, _, err := st.Cadres(ctx, store.CadreFilter{IDs: ids})
	for _, c := range list {
		cadres = append(cadres, c.ID)
	}
	return round, cadres, err
}

// Remove takes the sample's round and persons out again, in one action; what
// the clerk entered stays. A person of the sample who was added to another
// round keeps the whole sample: the message names that round. Without a sample
// nothing happens.
func Remove(ctx context.Context, st *store.Store) error {
	round, cadres, err := present(ctx, st)
	if err != nil {
		return err
	}
	return st.Do(ctx, RemoveLabel, func(tx *store.Tx) error {
		if round {
			if err := tx.DeleteRound(RoundID); err != nil {
				return err
			}
		}
		for _, id := range cadres {
			if err := tx.DeleteCadre(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Only tells that there is nothing in the database but the sample.
func Only(ctx context.Context, st *store.Store) (bool, error) {
	round, cadres, err := present(ctx, st)
	if err != nil || !round && len(cadres) == 0 {
		return false, err
	}
	rounds, err := st.Rounds(ctx)
	if err != nil {
		return false, err
	}
	for _, r := range rounds {
		if !r.Sample {
			return false, nil
		}
	}
	all, err := st.CountCadres(ctx)
	return all == len(cadres), err
}
