package job

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/store"
)

// twoRecords are a person twice in the register, the second in a round.
func twoRecords(t *testing.T) (*Session, *cadre.Cadre, *cadre.Cadre, *Work) {
	t.Helper()
	ctx := context.Background()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	s, err := Open(filepath.Join(t.TempDir(), "库.db"), "甲")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &cadre.Cadre{Name: "夏无忧", Unit: "科技处", Branch: "机关党总支", Mobile: "10000000000"}
	b := &cadre.Cadre{Name: "夏无忧", Unit: "科技处", Branch: "机关党总支", Mobile: "10000000001", Email: "x@example.com"}
	for _, c := range []*cadre.Cadre{a, b} {
		if err := s.SaveCadre(ctx, c, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Store.Do(ctx, "来源", func(tx *store.Tx) error { return tx.PutSource(b.ID, "lrmx", "夏.lrmx", []byte("<x/>")) }); err != nil {
		t.Fatal(err)
	}
	r, err := s.CreateRound(ctx, NewRound{Name: "批次"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.WorkOn(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddSubjects(ctx, []string{b.ID}, ""); err != nil {
		t.Fatal(err)
	}
	return s, a, b, w
}

func TestMergeMovesEverythingAndIsOneStep(t *testing.T) {
	ctx := context.Background()
	s, a, b, w := twoRecords(t)
	p, err := s.PlanMerge(ctx, a.ID, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	sides := p.Sides()
	if open := p.Undecided(sides); !slices.Equal(open, []string{"手机"}) || sides["电子信箱"] != cadre.OtherSide || !slices.Equal(p.Rounds, []string{"批次"}) {
		t.Fatalf("undecided %v, sides %v, rounds %v", open, sides, p.Rounds)
	}
	if err := s.Merge(ctx, p, sides); !errors.Is(err, ErrUse) || !strings.Contains(err.Error(), "手机") {
		t.Fatalf("an undecided field is written: %v", err)
	}
	sides["手机"] = cadre.BothSides
	if err := s.Merge(ctx, p, sides); !errors.Is(err, ErrUse) {
		t.Fatalf("two numbers in one field: %v", err)
	}
	sides["手机"] = cadre.OtherSide
	before, _ := s.Store.Actions(ctx, 0)
	if err := s.Merge(ctx, p, sides); err != nil {
		t.Fatal(err)
	}
	c, err := s.Store.Cadre(ctx, a.ID)
	if err != nil || c.Mobile != "10000000001" || c.Email != "x@example.com" {
		t.Fatalf("%+v, %v", c, err)
	}
	if _, err := s.Store.Cadre(ctx, b.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the other record is still there: %v", err)
	}
	if subs, _ := s.Store.Subjects(ctx, w.Round.ID); len(subs) != 1 || subs[0].CadreID != a.ID {
		t.Errorf("subjects %+v", subs)
	}
	if src, err := s.Store.Source(ctx, a.ID, "lrmx"); err != nil || string(src.Raw) != "<x/>" {
		t.Errorf("the original is lost: %v", err)
	}
	if after, _ := s.Store.Actions(ctx, 0); len(after) != len(before)+1 {
		t.Errorf("%d steps", len(after)-len(before))
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if c, _ := s.Store.Cadre(ctx, a.ID); c.Email != "" {
		t.Error("undo left a value")
	}
	if subs, _ := s.Store.Subjects(ctx, w.Round.ID); subs[0].CadreID != b.ID {
		t.Error("undo left the subject")
	}
	if _, err := s.Store.Source(ctx, b.ID, "lrmx"); err != nil {
		t.Errorf("undo left the original: %v", err)
	}
}

func TestMergeIsRefusedWithTheReason(t *testing.T) {
	ctx := context.Background()
	s, a, b, w := twoRecords(t)
	if _, err := s.PlanMerge(ctx, a.ID, a.ID); !errors.Is(err, ErrUse) {
		t.Errorf("a record with itself: %v", err)
	}
	p, err := s.PlanMerge(ctx, a.ID, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	sides := p.Sides()
	sides["手机"] = cadre.KeepSide
	changed := *a
	changed.Unit = "人事处"
	if err := s.SaveCadre(ctx, &changed, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Merge(ctx, p, sides); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a record that was changed since: %v", err)
	}
	if _, err := w.AddSubjects(ctx, []string{a.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PlanMerge(ctx, a.ID, b.ID); err == nil || !strings.Contains(err.Error(), "两条记录都是批次“批次”的考察对象") {
		t.Errorf("both in one round: %v", err)
	}
	x := &cadre.Cadre{Name: "甲", IDNumber: "999999198203150012"}
	y := &cadre.Cadre{Name: "乙", IDNumber: "999999198507030028"}
	for _, c := range []*cadre.Cadre{x, y} {
		if err := s.SaveCadre(ctx, c, nil); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := s.PlanMerge(ctx, x.ID, y.ID); err != nil || len(p.Warnings) != 2 {
		t.Errorf("two persons are not warned of: %+v, %v", p, err)
	}
}

// T20: a name with its unit tells namesakes apart.
func TestNameWithUnitFindsOne(t *testing.T) {
	ctx := context.Background()
	s, _, _, _ := twoRecords(t)
	c := &cadre.Cadre{Name: "夏无忧", Unit: "图书馆"}
	if err := s.SaveCadre(ctx, c, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := s.FindCadre(ctx, "夏无忧 图书馆"); err != nil || got.ID != c.ID {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := s.FindCadre(ctx, "夏无忧"); err == nil || !strings.Contains(err.Error(), "“姓名 单位”") {
		t.Errorf("%v", err)
	}
}
