package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

var ctx = context.Background()

// clock is a fixed day that moves on by a second with every look.
func clock() func() time.Time {
	t := time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)
	return func() time.Time { t = t.Add(time.Second); return t }
}

// openNew makes a database in a fresh folder.
func openNew(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "考察 通?#%.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{User: "测试员", Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// do runs an action that must succeed.
func do(t testing.TB, s *Store, label string, fn func(tx *Tx) error) {
	t.Helper()
	if err := s.Do(ctx, label, fn); err != nil {
		t.Fatalf("%s: %v", label, err)
	}
}

// person is an invented cadre.
func person(name string) *cadre.Cadre {
	return &cadre.Cadre{Name: name, Sex: "男", Birth: cadre.MustDate("1985.07"), Unit: "甲学院", Branch: "甲学院党总支",
		Position: "甲学院办公室副主任", Rank: "副科", IDNumber: "999999198507031234",
		Probation: cadre.Probation{Position: "办公室主任", Start: cadre.MustDate("2025.12.01")}}
}

func saved(t testing.TB, s *Store, name string) *cadre.Cadre {
	t.Helper()
	c := person(name)
	do(t, s, "新增"+name, func(tx *Tx) error { return tx.SaveCadre(c) })
	return c
}

// world is a round with a branch, a panel and one subject.
type world struct {
	cadre   *cadre.Cadre
	round   *review.Round
	branch  *review.Branch
	panel   *review.Panel
	subject *review.Subject
}

func makeWorld(t testing.TB, s *Store) world {
	t.Helper()
	w := world{cadre: person("赵试用"), round: &review.Round{Name: "2026年下半年试用期考察"}}
	do(t, s, "建立批次", func(tx *Tx) error {
		if err := errors.Join(tx.SaveCadre(w.cadre), tx.SaveRound(w.round)); err != nil {
			return err
		}
		w.branch = &review.Branch{RoundID: w.round.ID, Name: "甲学院党总支"}
		w.panel = &review.Panel{RoundID: w.round.ID, Name: "第一考察组", Leader: "钱组长", Members: []string{"孙组员"}}
		if err := errors.Join(tx.SaveBranch(w.branch), tx.SavePanel(w.panel)); err != nil {
			return err
		}
		w.subject = &review.Subject{RoundID: w.round.ID, CadreID: w.cadre.ID, BranchID: w.branch.ID, PanelID: w.panel.ID, Stage: "start"}
		return tx.SaveSubject(w.subject)
	})
	return w
}

func TestReopenKeepsEverything(t *testing.T) {
	s := openNew(t)
	w := makeWorld(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, s.Path())
	got, err := s.Cadre(ctx, w.cadre.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "赵试用" || got.Birth != cadre.MustDate("1985.07") || got.Probation.Start != w.cadre.Probation.Start {
		t.Fatalf("got %+v", got)
	}
	f, err := s.SubjectFile(ctx, w.subject.ID)
	if err != nil {
		t.Fatal(err)
	}
	if f.Cadre.ID != w.cadre.ID || f.Branch.Name != "甲学院党总支" || f.Panel.Leader != "钱组长" || f.Subject.Order != 1 {
		t.Fatalf("file %+v", f)
	}
}
