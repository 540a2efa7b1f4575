package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// twoBranches has 甲 in 理学院 and 乙 in 文学院, both subjects of one round.
func twoBranches(t *testing.T, s *Store) (first, second *cadre.Cadre, subjects [2]*review.Subject, r *review.Round) {
	t.Helper()
	r = &review.Round{Name: "批次"}
	first, second = person("甲"), person("乙")
	first.Branch, second.Branch = "理学院's 总支", "文学院总支"
	do(t, s, "准备", func(tx *Tx) error {
		if err := tx.SaveRound(r); err != nil {
			return err
		}
		for i, c := range []*cadre.Cadre{first, second} {
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
			b := &review.Branch{RoundID: r.ID, Name: c.Branch}
			if err := tx.SaveBranch(b); err != nil {
				return err
			}
			subjects[i] = &review.Subject{RoundID: r.ID, CadreID: c.ID, BranchID: b.ID}
			if err := tx.SaveSubject(subjects[i]); err != nil {
				return err
			}
		}
		return nil
	})
	do(t, s, "修改 乙", func(tx *Tx) error { second.Mobile = "13911112222"; return tx.SaveCadre(second) })
	return first, second, subjects, r
}

func TestBranchSeesAndChangesOnlyItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "考察通.db")
	s := openAt(t, path)
	first, second, subjects, r := twoBranches(t, s)
	s.SetUser("理员")
	if err := s.Restrict(ctx, Access{Role: RoleBranch, Branch: first.Branch}); err != nil {
		t.Fatal(err)
	}
	if list, n, err := s.Cadres(ctx, CadreFilter{}); err != nil || n != 1 || list[0].Name != "甲" {
		t.Errorf("cadres %v %d %v", list, n, err)
	}
	if list, err := s.Briefs(ctx); err != nil || len(list) != 1 {
		t.Errorf("%d briefs, %v", len(list), err)
	}
	if _, err := s.Cadre(ctx, second.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("the other's person by ID: %v", err)
	}
	if _, err := s.Subject(ctx, subjects[1].ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("the other's subject by ID: %v", err)
	}
	if list, err := s.Subjects(ctx, r.ID); err != nil || len(list) != 1 {
		t.Errorf("%d subjects, %v", len(list), err)
	}
	if list, err := s.SubjectsOf(ctx, second.ID); err != nil || len(list) != 0 {
		t.Errorf("%d subjects of the other, %v", len(list), err)
	}
	if h, err := s.History(ctx, KindCadre, second.ID); err != nil || len(h) != 0 {
		t.Errorf("%d versions of the other, %v", len(h), err)
	}
	lines, err := s.Audit(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if l.Name == "乙" || strings.Contains(l.Label, "乙") {
			t.Errorf("the log tells of the other: %+v", l)
		}
	}
	own := *first
	own.Mobile = "13800000000"
	do(t, s, "修改 甲", func(tx *Tx) error { return tx.SaveCadre(&own) })
	other := *second
	other.Mobile = "1"
	moved := own
	moved.Branch = "文学院总支"
	for name, fn := range map[string]func(tx *Tx) error{
		"another's person":  func(tx *Tx) error { return tx.SaveCadre(&other) },
		"a person moved":    func(tx *Tx) error { return tx.SaveCadre(&moved) },
		"another's subject": func(tx *Tx) error { x := *subjects[1]; x.Note = "x"; return tx.SaveSubject(&x) },
		"a subject deleted": func(tx *Tx) error { return tx.DeleteSubject(subjects[1].ID) },
		"a setting":         func(tx *Tx) error { return tx.SetSetting("school", "x") },
		"the round":         func(tx *Tx) error { return tx.DeleteRound(r.ID) },
	} {
		if err := s.Do(ctx, name, fn); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Undo(ctx); err != nil { // its own change
		t.Error(err)
	}
	if err := s.UndoAction(ctx, 2); err == nil { // the other's, by number
		t.Error("another's step was undone")
	}
	if _, err := s.Erase(ctx, r.ID, "x", Detail{}); !errors.Is(err, ErrForbidden) {
		t.Errorf("erase: %v", err)
	}
	if err := s.Restrict(ctx, Access{}); err != nil {
		t.Fatal(err)
	}
	if _, n, err := s.Cadres(ctx, CadreFilter{}); n != 2 || err != nil {
		t.Errorf("%d persons for the department, %v", n, err)
	}
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 {
		t.Errorf("%+v", rep.Breaks)
	}
}

func TestReviewerChangesNothing(t *testing.T) {
	s := openNew(t)
	first, _, _, _ := twoBranches(t, s)
	if err := s.Restrict(ctx, Access{Role: RoleReview}); err != nil {
		t.Fatal(err)
	}
	if _, n, err := s.Cadres(ctx, CadreFilter{}); n != 2 || err != nil {
		t.Errorf("%d persons, %v", n, err)
	}
	if err := s.Do(ctx, "x", func(tx *Tx) error { return tx.DeleteCadre(first.ID) }); !errors.Is(err, ErrForbidden) {
		t.Errorf("do: %v", err)
	}
	if err := s.Continue(ctx, "x", func(tx *Tx) error { return nil }); !errors.Is(err, ErrForbidden) {
		t.Errorf("continue: %v", err)
	}
	if _, err := s.Undo(ctx); !errors.Is(err, ErrForbidden) {
		t.Errorf("undo: %v", err)
	}
	if err := s.Log(ctx, LogExport, "导出", Detail{Reason: "审阅"}); err != nil {
		t.Errorf("an export of the reviewer is not logged: %v", err)
	}
}

// What a branch's user does not see is in the backup made while she works, and
// a change she cannot see makes the next one.
func TestBackupWhileABranchWorksIsWhole(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "考察通.db"))
	first, second, _, _ := twoBranches(t, s)
	if err := s.Restrict(ctx, Access{Role: RoleBranch, Branch: first.Branch}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	made, err := s.AutoBackup(ctx, dir, UsualRetention)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := CountsOf(ctx, made); err != nil || c.Cadres != 2 || c.Subjects != 2 {
		t.Errorf("%+v %v", c, err)
	}
	if again, err := s.AutoBackup(ctx, dir, UsualRetention); err != nil || again != made {
		t.Errorf("%s %v: nothing was changed", again, err)
	}
	if err := s.Restrict(ctx, Access{}); err != nil {
		t.Fatal(err)
	}
	do(t, s, "修改 乙", func(tx *Tx) error { second.Mobile = "13900000001"; return tx.SaveCadre(second) })
	if err := s.Restrict(ctx, Access{Role: RoleBranch, Branch: first.Branch}); err != nil {
		t.Fatal(err)
	}
	if again, err := s.AutoBackup(ctx, dir, UsualRetention); err != nil || again == made {
		t.Errorf("%s %v: the other branch's change is in no backup", again, err)
	}
	if list, n, err := s.Cadres(ctx, CadreFilter{}); err != nil || n != 1 || list[0].Name != "甲" {
		t.Errorf("she sees more after a backup: %v %d %v", list, n, err)
	}
}
