package store

import (
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// diary is a store whose clock the test sets.
func diary(t *testing.T) (*Store, *time.Time) {
	t.Helper()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	s, err := Open(filepath.Join(t.TempDir(), "a.db"), Options{User: "测试员", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, &now
}

func draft(t *testing.T, s *Store, label, id, text string) {
	t.Helper()
	err := s.Continue(ctx, label, func(tx *Tx) error {
		c, err := tx.Cadre(ctx, id)
		if err != nil {
			return err
		}
		c.Mobile = text
		return tx.SaveCadre(c)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func actions(t *testing.T, s *Store) []Action {
	t.Helper()
	list, err := s.Actions(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestSavesOfOneSittingAreOneStep(t *testing.T) {
	s, now := diary(t)
	id := saved(t, s, "李四").ID
	seen, _ := s.LastAction(ctx)
	for _, text := range []string{"1", "12", "123", "1234"} {
		*now = now.Add(30 * time.Second)
		draft(t, s, "写", id, text)
		if n, _ := s.LastAction(ctx); n <= seen {
			t.Fatalf("action %d after %d: other programs do not see the change", n, seen)
		} else {
			seen = n
		}
	}
	list := actions(t, s)
	if len(list) != 2 || list[0].Label != "写" || list[0].Changes != 1 {
		t.Fatalf("history %+v", list)
	}
	v, err := s.History(ctx, KindCadre, id)
	if err != nil || len(v) != 2 || string(v[0].Before) != string(v[1].After) {
		t.Fatalf("the first state is lost: %v, %+v", err, v)
	}
	if _, err := s.Undo(ctx); err != nil || phone(t, s, id) != "" {
		t.Errorf("one undo leaves %q, %v", phone(t, s, id), err)
	}
	if _, err := s.Redo(ctx); err != nil || phone(t, s, id) != "1234" {
		t.Errorf("redo gives %q, %v", phone(t, s, id), err)
	}
}

func TestOtherStepsStayApart(t *testing.T) {
	for name, between := range map[string]func(t *testing.T, s *Store, now *time.Time, id string){
		"pause":        func(_ *testing.T, _ *Store, now *time.Time, _ string) { *now = now.Add(sitting + time.Second) },
		"clock back":   func(_ *testing.T, _ *Store, now *time.Time, _ string) { *now = now.Add(-time.Hour) },
		"other action": func(t *testing.T, s *Store, _ *time.Time, _ string) { saved2(t, s) },
		"undone and redone": func(t *testing.T, s *Store, _ *time.Time, _ string) {
			_, e1 := s.Undo(ctx)
			_, e2 := s.Redo(ctx)
			if err := errors.Join(e1, e2); err != nil {
				t.Fatal(err)
			}
		},
		"plain save": func(t *testing.T, s *Store, _ *time.Time, id string) { setPhone(t, s, id, "5") },
	} {
		t.Run(name, func(t *testing.T) {
			s, now := diary(t)
			id := saved(t, s, "李四").ID
			draft(t, s, "写", id, "1")
			before := len(actions(t, s))
			between(t, s, now, id)
			done := len(actions(t, s))
			draft(t, s, "写", id, "12")
			if n := len(actions(t, s)); n != done+1 {
				t.Errorf("%d actions, then %d, then %d", before, done, n)
			}
		})
	}
}

func saved2(t *testing.T, s *Store) {
	t.Helper()
	c := person("王五")
	c.IDNumber = ""
	do(t, s, "新增王五", func(tx *Tx) error { return tx.SaveCadre(c) })
}

func TestAnotherLabelOrWayBackIsAStepOfItsOwn(t *testing.T) {
	s, _ := diary(t)
	id := saved(t, s, "李四").ID
	draft(t, s, "写", id, "1")
	draft(t, s, "改", id, "12")
	if n := len(actions(t, s)); n != 3 {
		t.Fatalf("%d actions", n)
	}
	draft(t, s, "改", id, "1") // what it was before this step
	if _, err := s.Undo(ctx); err != nil || phone(t, s, id) != "12" {
		t.Errorf("undo of the way back leaves %q, %v", phone(t, s, id), err)
	}
}
