package store

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"kaocha/data/cadre"
)

// ImportItem is one person of an accepted import plan. A Cadre with an ID
// replaces that person, one without becomes a new one. Base, when given, is the
// person the plan was made against: the import is refused when it was changed
// since. Photo, when there is one, becomes the person's photo; Raw is kept as
// the original.
type ImportItem struct {
	Cadre      *cadre.Cadre
	Base       *cadre.Cadre
	Photo      []byte
	SourceKind string // "" when no original is kept
	SourceName string
	Raw        []byte
	From       string                 // the file that was read, for the log
	Original   func() ([]byte, error) // gives Raw when it is written; nil: Raw as it stands
}

// ApplyImport writes all items as one action and one undo step. When ctx ends
// or one item is refused, nothing is written; the error names the item.
func (s *Store) ApplyImport(ctx context.Context, label string, items []ImportItem) error {
	return s.ApplyImportWith(ctx, label, items, nil)
}

// ApplyImportWith is ApplyImport that tells after each item how far it is; the
// function must not use the Store.
func (s *Store) ApplyImportWith(ctx context.Context, label string, items []ImportItem, progress func(done, total int, name string)) error {
	photos, err := preparePhotos(ctx, items)
	if err != nil {
		return err
	}
	return s.Do(ctx, label, func(tx *Tx) error {
		for i := range items {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := tx.apply(&items[i], photos[i]); err != nil {
				return fmt.Errorf("%s：%w", itemName(&items[i]), err)
			}
			if progress != nil {
				progress(i+1, len(items), items[i].Cadre.Name)
			}
		}
		return nil
	})
}

func itemName(it *ImportItem) string {
	if it.SourceName == "" {
		return it.Cadre.Name
	}
	return it.Cadre.Name + "（" + it.SourceName + "）"
}

func (tx *Tx) apply(it *ImportItem, photo []byte) error {
	tx.From(it.From)
	if it.Base != nil {
		if err := tx.Expect(it.Base); err != nil {
			return err
		}
	}
	if photo != nil {
		hash, err := tx.putPhoto(photo)
		if err != nil {
			return err
		}
		it.Cadre.PhotoHash = hash
	}
	if err := tx.SaveCadre(it.Cadre); err != nil {
		return err
	}
	if it.SourceKind == "" {
		return nil
	}
	raw := it.Raw
	if it.Original != nil {
		var err error
		if raw, err = it.Original(); err != nil {
			return err
		}
	}
	return tx.PutSource(it.Cadre.ID, it.SourceKind, it.SourceName, raw)
}

// preparePhotos reduces the pictures on all processors before the write lock
// is taken; the results stand beside their items.
func preparePhotos(ctx context.Context, items []ImportItem) ([][]byte, error) {
	out := make([][]byte, len(items))
	errs := make([]error, len(items))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				if out[i], errs[i] = preparePhoto(items[i].Photo); errs[i] != nil {
					errs[i] = fmt.Errorf("%s：%w", itemName(&items[i]), errs[i])
				}
			}
		})
	}
	for i := range items {
		if ctx.Err() != nil {
			break
		}
		if len(items[i].Photo) > 0 {
			next <- i
		}
	}
	close(next)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, cancelled(err)
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
