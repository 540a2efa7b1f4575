package sample

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/exchange"
	"kaocha/data/review"
	"kaocha/data/store"
)

func openStore(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(filepath.Join(t.TempDir(), "sample.db"), store.Options{User: "测试"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// What was installed is read back unchanged, with the same findings.
func TestInstall(t *testing.T) {
	ctx, st := context.Background(), openStore(t)
	if err := Install(ctx, st); err != nil {
		t.Fatal(err)
	}
	want := built()
	round, err := st.Round(ctx, RoundID)
	if err != nil || !reflect.DeepEqual(*round, want.Round) {
		t.Fatalf("round: %v", err)
	}
	scheme := want.scheme()
	d, err := st.Dossier(ctx, round, scheme, Today)
	if err != nil {
		t.Fatal(err)
	}
	same := want.Dossier()
	if len(d.Files) != len(same.Files) {
		t.Fatalf("%d files, want %d", len(d.Files), len(same.Files))
	}
	for i := range d.Files {
		if !reflect.DeepEqual(d.Files[i].Subject, same.Files[i].Subject) || !reflect.DeepEqual(d.Files[i].Cadre, same.Files[i].Cadre) {
			t.Errorf("%s: read back differently", same.Files[i].Cadre.Name)
		}
	}
	if !reflect.DeepEqual(review.Check(d), review.Check(same)) {
		t.Error("the stored round has other findings")
	}
	for _, p := range want.Cadres {
		if p.Photo == nil {
			continue
		}
		if b, err := st.Photo(ctx, p.Cadre.PhotoHash); err != nil || !bytes.Equal(b, p.Photo) {
			t.Errorf("%s: photo %v", p.Cadre.Name, err)
		}
	}
	for _, f := range want.Files {
		if _, b, err := st.File(ctx, hashOf(f.Docx)); err != nil || !bytes.Equal(b, f.Docx) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if err := Install(ctx, st); !errors.Is(err, ErrInstalled) {
		t.Errorf("a second time: %v", err)
	}
	if label, err := st.Undo(ctx); err != nil || label != InstallLabel {
		t.Errorf("undo: %s %v", label, err)
	}
	if there, err := Installed(ctx, st); there || err != nil {
		t.Errorf("one undo does not take it back: %v", err)
	}
}

// Removing takes out the sample alone; undo brings it back whole.
func TestRemove(t *testing.T) {
	ctx, st := context.Background(), openStore(t)
	own := cadre.Cadre{Name: "自己人", Unit: "农学院"}
	ownRound := review.Round{Name: "自己的批次", SchemeKey: "fafu-probation", SchemeText: "x"}
	err := st.Do(ctx, "登记", func(tx *store.Tx) error {
		if err := tx.SaveCadre(&own); err != nil {
			return err
		}
		return tx.SaveRound(&ownRound)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Install(ctx, st); err != nil {
		t.Fatal(err)
	}
	if err := Remove(ctx, st); err != nil {
		t.Fatal(err)
	}
	counts := func(cadres, rounds int) {
		t.Helper()
		list, n, err := st.Cadres(ctx, store.CadreFilter{})
		rs, err2 := st.Rounds(ctx)
		if err != nil || err2 != nil || n != cadres || len(rs) != rounds || n == 1 && list[0].Name != own.Name {
			t.Errorf("%d cadres, %d rounds, want %d, %d (%v %v)", n, len(rs), cadres, rounds, err, err2)
		}
	}
	counts(1, 1)
	if there, err := Installed(ctx, st); there || err != nil {
		t.Errorf("still there: %v %v", there, err)
	}
	if err := Remove(ctx, st); err != nil {
		t.Errorf("removing nothing: %v", err)
	}
	if err := Install(ctx, st); err != nil {
		t.Fatal(err)
	}
	counts(37, 2)
}

// A person of the sample in a round of the clerk's own: nothing is removed.
func TestRemoveRefusedWhileInUse(t *testing.T) {
	ctx, st := context.Background(), openStore(t)
	if err := Install(ctx, st); err != nil {
		t.Fatal(err)
	}
	err := st.Do(ctx, "加入", func(tx *store.Tx) error {
		r := review.Round{Name: "自己的批次", SchemeKey: "fafu-probation", SchemeText: "x"}
		if err := tx.SaveRound(&r); err != nil {
			return err
		}
		return tx.SaveSubject(&review.Subject{RoundID: r.ID, CadreID: "sample-cadre-30", Stage: "waiting"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Remove(ctx, st); !errors.Is(err, store.ErrInUse) {
		t.Errorf("want a refusal: %v", err)
	}
	if _, err := st.Round(ctx, RoundID); err != nil {
		t.Errorf("half removed: %v", err)
	}
}

// The roster reads as an import: five people, one bad ID cell named by address.
func TestRoster(t *testing.T) {
	r, err := exchange.ReadRoster(context.Background(), RosterName, ImportFiles()[RosterName], exchange.RosterOptions{Today: Today})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Persons) != 5 || r.HeaderRow != 2 {
		t.Errorf("%d people, header in row %d", len(r.Persons), r.HeaderRow)
	}
	bad := 0
	for _, p := range r.Persons {
		for _, x := range p.Problems {
			bad++
			if p.Cadre.Name != "纪小舟" || !strings.Contains(x.Where, "S4") {
				t.Errorf("%s: %+v", p.Cadre.Name, x)
			}
		}
	}
	if bad != 1 {
		t.Errorf("%d bad cells, want 1", bad)
	}
	if c := r.Persons[2].Cadre; c.Name != "端木青" || c.Birth != cadre.MustDate("1988.11") || c.Branch != "林学院党总支" || c.WorkStart != cadre.MustDate("2014.07") {
		t.Errorf("%+v", c)
	}
	for _, p := range r.Persons {
		for _, own := range built().Cadres {
			if own.Cadre.Name == p.Cadre.Name {
				t.Errorf("%s is in the sample already", p.Cadre.Name)
			}
		}
	}
}
