package job_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/review"
)

func sampleWork(t *testing.T) *job.Work {
	t.Helper()
	ctx := context.Background()
	s, err := job.Open(filepath.Join(t.TempDir(), "库.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := sample.Install(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	w, err := s.Work(ctx, sample.RoundID)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func find(t *testing.T, w *job.Work, name string) *review.File {
	t.Helper()
	f, err := w.Find(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What was entered survives without a word in the history; the finished count is
// one step.
func TestCountIsKeptAndFinishedAsOneStep(t *testing.T) {
	w, ctx := sampleWork(t), context.Background()
	f := find(t, w, "花千树")
	files := []*review.File{f}
	before, _ := w.Store.LastAction(ctx)
	c, err := w.BeginCount(files, "", false, "计乙")
	if err != nil || c.Found {
		t.Fatal(err)
	}
	ballot := review.Ballot{"优秀", "优秀", "优秀", "优秀", "称职", "优秀"}
	for i := range 3 {
		c.Count.Add(ballot)
		if err := c.Keep(i+1, c.Snapshot()); err != nil {
			t.Fatal(err)
		}
	}
	old := c.Snapshot()
	c.Count.Add(nil)
	if err := c.Keep(9, c.Snapshot()); err != nil {
		t.Fatal(err)
	}
	if err := c.Keep(4, old); err != nil { // comes late
		t.Fatal(err)
	}
	if now, _ := w.Store.LastAction(ctx); now != before {
		t.Error("ballots left steps in the history")
	}
	if _, err := w.BeginCount(files, "", false, "计丙"); err == nil || !strings.Contains(err.Error(), "由 计乙 录到一半，已有 4 张") {
		t.Errorf("somebody else goes on: %v", err)
	}
	c, err = w.BeginCount(files, "", false, "计乙")
	if err != nil || !c.Found || c.Count.N() != 4 {
		t.Fatalf("taken up %+v, %v", c, err)
	}
	if err := c.Finish(ctx); err != nil {
		t.Fatal(err)
	}
	if now, _ := w.Store.LastAction(ctx); now != before+1 {
		t.Errorf("%d steps", now-before)
	}
	g := find(t, w, "花千树").Subject.Tally.Groups[0]
	if *g.Returned != 4 || *g.Valid != 3 || g.Grades["优秀"] != 3 || g.Items["廉"]["称职"] != 3 {
		t.Errorf("taken %+v", g)
	}
	if d, err := w.CountDraft(files, "", false); d != nil || err != nil {
		t.Errorf("the draft is still there: %v %v", d, err)
	}
}

func TestABrokenDraftIsToldAndDropped(t *testing.T) {
	w := sampleWork(t)
	files := []*review.File{find(t, w, "花千树")}
	c, err := w.BeginCount(files, "", false, "计乙")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Keep(1, []byte(`{"by":"计乙","rows":["德"],"ballots":{"好":1}}`)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.BeginCount(files, "", false, "计乙"); err == nil || !strings.Contains(err.Error(), "请丢弃后重新录入") {
		t.Errorf("a broken draft: %v", err)
	}
	if err := w.DropCountDraft(files, "", false); err != nil {
		t.Fatal(err)
	}
	if c, err := w.BeginCount(files, "", false, "计乙"); err != nil || c.Found {
		t.Errorf("after dropping: %v", err)
	}
	left, _ := os.ReadDir(filepath.Join(filepath.Dir(w.Store.Path()), "计票草稿"))
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestJointBallotGoesToEveryPerson(t *testing.T) {
	w, ctx := sampleWork(t), context.Background()
	d, err := w.Dossier(ctx)
	if err != nil {
		t.Fatal(err)
	}
	files, err := job.JointFiles(d, "林学院党总支")
	if err != nil {
		t.Fatal(err)
	}
	c, err := w.BeginCount(files, "", false, "计乙")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Count.Rows) != len(files) {
		t.Fatalf("%d rows for %d persons", len(c.Count.Rows), len(files))
	}
	b := make(review.Ballot, len(files))
	for i := range b {
		b[i] = "称职"
	}
	b[0] = "优秀"
	for range 6 {
		c.Count.Add(b)
	}
	c.Count.Add(nil)
	if err := c.Finish(ctx); err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		g := find(t, w, f.Subject.ID).Subject.Tally.GroupOf("")
		want := map[bool]string{true: "优秀", false: "称职"}[i == 0]
		if *g.Returned != 7 || *g.Invalid != 1 || g.Grades[want] != 6 {
			t.Errorf("%s: %+v", f.Cadre.Name, g)
		}
	}
	if label, err := w.Store.Undo(ctx); err != nil || !strings.Contains(label, "合票") {
		t.Errorf("one step for all: %s %v", label, err)
	}
	if find(t, w, files[0].Subject.ID).Subject.Tally.CountOf("", false) != nil {
		t.Error("undo left the count")
	}
}
