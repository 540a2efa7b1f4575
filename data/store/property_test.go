package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// rows are all records as the tables hold them, every column but the version:
// what lists are searched and sorted by must come back too.
func rowsOf(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	for key := range kinds {
		rows, err := s.read.Query("SELECT * FROM " + key)
		if err != nil {
			t.Fatal(err)
		}
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			id := ""
			for i, n := range names {
				v := fmt.Sprint(*values[i].(*any))
				if n == "id" {
					id = v
				}
				if n != "version" {
					fmt.Fprintf(&b, "%s=%s\n", n, v)
				}
			}
			out[key+" "+id] = b.String()
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return out
}

// scribe changes a database at random, one step at a time, as a clerk may.
type scribe struct {
	t   *testing.T
	s   *Store
	rnd *rand.Rand
	n   int
}

func pick[T any](w *scribe, list []T) *T {
	if len(list) == 0 {
		return nil
	}
	return &list[w.rnd.IntN(len(list))]
}

func (w *scribe) people() []cadre.Cadre {
	list, _, err := w.s.Cadres(ctx, CadreFilter{})
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func (w *scribe) subjects() (out []review.Subject) {
	rounds, err := w.s.Rounds(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range rounds {
		list, err := w.s.Subjects(ctx, r.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, list...)
	}
	return out
}

// step is one random action; what the rules refuse changes nothing.
func (w *scribe) step() error {
	w.n++
	label := fmt.Sprint("第", w.n, "步")
	people, subjects := w.people(), w.subjects()
	someone, subject := pick(w, people), pick(w, subjects)
	return w.s.Do(ctx, label, func(tx *Tx) error {
		switch k := w.rnd.IntN(10); {
		case k == 0 || someone == nil:
			return tx.SaveCadre(person(fmt.Sprint("某", w.n)))
		case k == 1:
			someone.Remarks = strings.Repeat("备", w.rnd.IntN(5000))
			someone.Unit = fmt.Sprint("单位", w.rnd.IntN(5))
			return tx.SaveCadre(someone)
		case k == 2:
			return tx.DeleteCadre(someone.ID)
		case k == 3: // two records become one
			other := pick(w, people)
			if other.ID == someone.ID {
				return nil
			}
			other.Remarks += someone.Remarks
			return errors.Join(tx.SaveCadre(other), tx.MoveSources(someone.ID, other.ID), tx.DeleteCadre(someone.ID))
		case k == 4: // a round with everybody
			r := &review.Round{Name: fmt.Sprint("批次", w.n)}
			if err := tx.SaveRound(r); err != nil {
				return err
			}
			b := &review.Branch{RoundID: r.ID, Name: "党总支"}
			if err := tx.SaveBranch(b); err != nil {
				return err
			}
			for i := range people {
				if err := tx.SaveSubject(&review.Subject{RoundID: r.ID, CadreID: people[i].ID, BranchID: b.ID, Stage: "start"}); err != nil {
					return err
				}
			}
			return nil
		case k == 5 && subject != nil:
			n := w.rnd.IntN(40)
			subject.Tally = &review.Tally{Groups: []review.GroupCount{{Expected: &n, Issued: &n, Returned: &n, Valid: &n}}}
			subject.Stage = fmt.Sprint("stage", w.rnd.IntN(3))
			return tx.SaveSubject(subject)
		case k == 6 && subject != nil:
			return tx.DeleteSubject(subject.ID)
		case k == 7 && subject != nil:
			return tx.SaveWaiver(&review.Waiver{RoundID: subject.RoundID, Key: fmt.Sprint("k", w.rnd.IntN(3)), Reason: label})
		case k == 8: // an import
			it := items(1 + w.rnd.IntN(3))
			for i := range it {
				if err := tx.apply(&it[i], it[i].Photo); err != nil {
					return err
				}
			}
			return nil
		}
		return tx.SetSetting(fmt.Sprint("s", w.rnd.IntN(3)), label)
	})
}

// Undoing everything gives the first state, step by step, to the byte and in
// every column; doing it again gives the last one: whatever was done, also
// across closing and opening.
func TestUndoOfEverythingGivesTheFirstState(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	for seed := range uint64(scale(6, 60)) {
		s := openNew(t)
		saved(t, s, "起初")
		w := &scribe{t: t, s: s, rnd: rand.New(rand.NewPCG(seed, 9))}
		states := []map[string]string{rowsOf(t, s)}
		last, _ := s.LastAction(ctx)
		for range 40 {
			err := w.step()
			if err != nil && !errors.Is(err, ErrInUse) && !errors.Is(err, ErrInvalid) && !errors.Is(err, ErrConflict) && !errors.Is(err, ErrNotFound) {
				t.Fatalf("seed %d: %v", seed, err)
			}
			n, _ := s.LastAction(ctx)
			if now := rowsOf(t, s); err != nil && !maps.Equal(now, states[len(states)-1]) {
				t.Fatalf("seed %d, step %d: refused (%v) and changed all the same", seed, w.n, err)
			}
			if n != last {
				states = append(states, rowsOf(t, s))
			}
			last = n
		}
		if len(states) < 20 {
			t.Fatalf("seed %d: only %d steps: the test did not test", seed, len(states))
		}
		for i := len(states) - 2; i >= 0; i-- {
			if i == len(states)/2 {
				s.Close()
				s = openAt(t, s.Path())
			}
			if _, err := s.Undo(ctx); err != nil {
				t.Fatalf("seed %d, undo to %d: %v", seed, i, err)
			}
			same(t, fmt.Sprintf("seed %d, undone to %d", seed, i), rowsOf(t, s), states[i])
		}
		for i := 1; i < len(states); i++ {
			if _, err := s.Redo(ctx); err != nil {
				t.Fatalf("seed %d, redo to %d: %v", seed, i, err)
			}
			same(t, fmt.Sprintf("seed %d, done again to %d", seed, i), rowsOf(t, s), states[i])
		}
		if _, err := s.Redo(ctx); !errors.Is(err, ErrNothing) {
			t.Errorf("seed %d: more to redo: %v", seed, err)
		}
		s.Close()
	}
}

func same(t *testing.T, when string, got, want map[string]string) {
	t.Helper()
	if maps.Equal(got, want) {
		return
	}
	keys := slices.Collect(maps.Keys(want))
	for k := range got {
		keys = append(keys, k)
	}
	for _, k := range keys {
		if got[k] != want[k] {
			t.Fatalf("%s: %s is\n%s\nwant\n%s", when, k, got[k], want[k])
		}
	}
}
