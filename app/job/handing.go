package job

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
)

// HandInBy says who hands in for subjects of the round, as one step: the branch of
// that name, made in the round when new; "" makes each subject hand in for
// itself, as the counties of an assessment do. It gives how many were changed.
func (w *Work) HandInBy(ctx context.Context, subjects []string, branch string) (int, error) {
	if w.Round.Closed {
		return 0, errClosed
	}
	branch = strings.TrimSpace(branch)
	list, err := w.Store.Branches(ctx, w.Round.ID)
	if err != nil {
		return 0, err
	}
	n := 0
	err = w.Store.Do(ctx, fmt.Sprintf("指定填报单位 %d 个", len(subjects)), func(tx *store.Tx) error {
		n = 0
		have := slices.Clone(list)
		return w.Store.EachFile(ctx, w.Round.ID, func(f *review.File) error {
			if !slices.Contains(subjects, f.Subject.ID) {
				return nil
			}
			name := branch
			if name == "" {
				name = f.Cadre.Name
			}
			id, err := w.branchCalled(tx, &have, name)
			if err != nil || f.Subject.BranchID == id {
				return err
			}
			f.Subject.BranchID = id
			n++
			return tx.SaveSubject(f.Subject)
		})
	})
	return n, err
}

// branchCalled finds a branch of the round by its name, or makes it.
func (w *Work) branchCalled(tx *store.Tx, have *[]review.Branch, name string) (string, error) {
	for _, b := range *have {
		if b.Name == name {
			return b.ID, nil
		}
	}
	b := review.Branch{RoundID: w.Round.ID, Name: name}
	if err := tx.SaveBranch(&b); err != nil {
		return "", err
	}
	*have = append(*have, b)
	return b.ID, nil
}
