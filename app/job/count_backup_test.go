package job_test

import (
	"context"
	"path/filepath"
	"testing"

	"kaocha/app/job"
	"kaocha/data/review"
)

// A count that is not finished is in every backup and comes back with it.
func TestDraftOfACountIsRestored(t *testing.T) {
	w, ctx := sampleWork(t), context.Background()
	files := []*review.File{find(t, w, "花千树")}
	first, err := w.KeepBackup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c, err := w.BeginCount(files, "", false, "计乙")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		c.Count.Add(review.Ballot{"优秀", "优秀", "优秀", "优秀", "称职", "优秀"})
		if err := c.Keep(i+1, c.Snapshot()); err != nil {
			t.Fatal(err)
		}
	}
	second, err := w.KeepBackup(ctx)
	if err != nil || second == first {
		t.Fatalf("ballots alone are no reason for a backup: %s, %v", second, err)
	}
	if again, err := w.KeepBackup(ctx); err != nil || again != second {
		t.Errorf("backed up again without a change: %s, %v", again, err)
	}
	if err := c.Drop(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.RestoreInPlace(&job.BackupCopy{Path: second}); err != nil {
		t.Fatal(err)
	}
	back := reopened(t, w)
	if d, err := back.CountDraft(files, "", false); err != nil || d == nil || d.N() != 3 || d.By != "计乙" {
		t.Fatalf("after restoring: %+v, %v", d, err)
	}
	// On another machine, where there is only the backup.
	other := filepath.Join(t.TempDir(), "新.db")
	if _, err := job.Restore(second, other); err != nil {
		t.Fatal(err)
	}
	s, err := job.Open(other, "测试员")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w2, err := s.Work(ctx, w.Round.Name)
	if err != nil {
		t.Fatal(err)
	}
	if d, err := w2.CountDraft(files, "", false); err != nil || d == nil || d.N() != 3 {
		t.Errorf("elsewhere: %+v, %v", d, err)
	}
	if p, err := s.KeepBackup(ctx); err != nil || p == "" {
		t.Errorf("the restored one cannot be backed up: %v", err)
	}
}

func reopened(t *testing.T, w *job.Work) *job.Work {
	t.Helper()
	s, err := job.Open(w.Store.Path(), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	back, err := s.Work(context.Background(), w.Round.Name)
	if err != nil {
		t.Fatal(err)
	}
	return back
}
