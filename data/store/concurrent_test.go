package store

import (
	"fmt"
	"sync"
	"testing"
)

// Two programs with several windows each save to one file: every action gets
// its own number and nothing is lost.
func TestManyWritersOneFile(t *testing.T) {
	first := openNew(t)
	second := openAt(t, first.Path())
	var wg sync.WaitGroup
	for w := range 6 {
		s := []*Store{first, second}[w%2]
		wg.Go(func() {
			for i := range 10 {
				err := s.Do(ctx, fmt.Sprintf("%d-%d", w, i), func(tx *Tx) error { return tx.SaveCadre(person("某")) })
				if err != nil {
					t.Error(err)
				}
				if _, _, err := s.Cadres(ctx, CadreFilter{Text: "某", Limit: 5}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := count(t, first); n != 60 {
		t.Errorf("%d persons", n)
	}
	acts, err := second.Actions(ctx, 0)
	if err != nil || len(acts) != 60 || acts[0].ID != 60 {
		t.Errorf("%d actions, %v", len(acts), err)
	}
}
