package job

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// units opens a round of units with two in it.
func units(t *testing.T) (*Session, *Work) {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "x.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	r, err := s.CreateRound(context.Background(), NewRound{Name: "年度考核", Scheme: "unit-annual", Assessed: cadre.Date{Year: 2026, Month: 1, Day: 13}})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.WorkOn(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddNamed(context.Background(), []NamedSubject{{Name: "第一人民医院", Kind: "hospital"}, {Name: "血液中心", Kind: "unit"}}); err != nil {
		t.Fatal(err)
	}
	return s, w
}

// Subjects entered by name are found by their pinyin; they all hand in through the
// scheme's holder.
func TestNamedSubjects(t *testing.T) {
	s, w := units(t)
	ctx := context.Background()
	hits, err := s.Search(ctx, "xyzx", 10)
	if err != nil || len(hits) != 1 || hits[0].Name != "血液中心" || !strings.Contains(hits[0].About, "年度考核") {
		t.Errorf("hits %+v, %v", hits, err)
	}
	branches, err := s.Store.Branches(ctx, w.Round.ID)
	if err != nil || len(branches) != 1 || branches[0].Name != "厅办公室" {
		t.Errorf("branches %v, %v", branches, err)
	}
}

// Removing a subject or the whole round is undone in one step with all that was
// entered; nothing can be entered into a closed round.
func TestNamedSubjectsComeBack(t *testing.T) {
	s, w := units(t)
	ctx := context.Background()
	f, err := w.Find(ctx, "血液中心")
	if err != nil {
		t.Fatal(err)
	}
	nine := 9.0
	if err := w.Edit(ctx, f, "评分", func(sub *review.Subject) error { return w.Scheme.GivePoints(sub, "routine", "goal", "", &nine, "") }); err != nil {
		t.Fatal(err)
	}
	if err := w.Remove(ctx, []string{f.Subject.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if f, err = w.Find(ctx, "血液中心"); err != nil || len(f.Subject.Marks) != 1 {
		t.Errorf("came back as %+v, %v", f, err)
	}
	if err := w.CloseRound(ctx, true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddNamed(ctx, []NamedSubject{{Name: "卫生监督所", Kind: "unit"}}); err == nil {
		t.Error("added to a closed round")
	}
}

// A file given twice is refused with all that came with it, and the subject at
// hand does not name what is not kept: what is saved next is sound.
func TestRefusedEvidenceIsNotNamedLater(t *testing.T) {
	s, w := units(t)
	ctx := context.Background()
	f, err := w.Find(ctx, "血液中心")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "证明.txt")
	if err := os.WriteFile(path, []byte("一份证明"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := Proof{Sheet: "routine", Item: "goal", Path: path}
	if err := w.AddEvidence(ctx, f, []Proof{p, p}); err == nil || !strings.Contains(err.Error(), "已经有这个文件") {
		t.Fatalf("the same file twice: %v", err)
	}
	nine := 9.0
	if err := w.Edit(ctx, f, "评分", func(sub *review.Subject) error { return w.Scheme.GivePoints(sub, "routine", "goal", "", &nine, "") }); err != nil {
		t.Fatal(err)
	}
	if f, err = w.Find(ctx, "血液中心"); err != nil || len(f.Subject.Marks) != 1 || len(f.Subject.Evidence) != 0 {
		t.Fatalf("%+v, %v", f.Subject, err)
	}
	if err := w.AddEvidence(ctx, f, []Proof{p}); err != nil {
		t.Fatal(err)
	}
	if _, b, err := s.Store.File(ctx, f.Subject.Evidence[0].FileHash); err != nil || string(b) != "一份证明" {
		t.Errorf("%q, %v", b, err)
	}
}

// What a refused change had already set is not there afterwards, and not saved
// with the next change.
func TestRefusedEditLeavesTheSubjectAsStored(t *testing.T) {
	_, w := units(t)
	ctx := context.Background()
	f, err := w.Find(ctx, "血液中心")
	if err != nil {
		t.Fatal(err)
	}
	refused := errors.New("不行")
	for name, change := range map[string]func(*review.Subject) error{
		"by the change": func(s *review.Subject) error { s.Note, s.Roles = "不该留下", append(s.Roles, "x"); return refused },
		"by the store":  func(s *review.Subject) error { s.Note, s.BranchID = "不该留下", "nowhere"; return nil },
	} {
		if err := w.Edit(ctx, f, "改", change); err == nil {
			t.Fatalf("%s: taken", name)
		}
		now, err := w.Find(ctx, "血液中心")
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(f.Subject, now.Subject) {
			t.Errorf("%s: in memory %+v, stored %+v", name, f.Subject, now.Subject)
		}
	}
}
