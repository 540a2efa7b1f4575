package job_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

func quiet(int, int, string) {}

func TestARoundIsSetUpInOneStep(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	a, b := find(t, w, "谷雨"), find(t, w, "林知秋")
	plan := job.RoundPlan{NewRound: job.NewRound{Name: "第二批", Scheme: "fafu-probation", Deadline: cadre.MustDate("2026.03.01")},
		Cadres: []string{a.Cadre.ID, b.Cadre.ID},
		Panels: []job.PanelPlan{{Name: "第一考察组", Leader: "顾长风", Members: []string{"白露晞"}, Branches: []string{job.BranchOf(a.Cadre)}}}}
	r, err := w.SetUp(ctx, plan)
	if err != nil {
		t.Fatal(err)
	}
	n, err := w.Work(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if f := find(t, n, "谷雨"); f.Panel == nil || f.Panel.Leader != "顾长风" || f.Branch.Name != job.BranchOf(a.Cadre) || f.Subject.Stage != "waiting" {
		t.Errorf("谷雨: %+v, %+v", f.Subject, f.Panel)
	}
	if f := find(t, n, "林知秋"); f.Panel != nil {
		t.Errorf("林知秋 has the panel %s", f.Panel.Name)
	}
	if label, err := w.Store.Undo(ctx); err != nil || label != "新建批次 第二批" {
		t.Fatalf("undid %q, %v", label, err)
	}
	if rounds, _ := w.Store.Rounds(ctx); len(rounds) != 1 {
		t.Errorf("%d rounds after one undo", len(rounds))
	}
}

func TestAFaultInThePlanLeavesNothing(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	ok := job.NewRound{Name: "第二批", Scheme: "fafu-probation"}
	for name, plan := range map[string]job.RoundPlan{
		"no name":      {NewRound: job.NewRound{Scheme: "fafu-probation"}},
		"no leader":    {NewRound: ok, Panels: []job.PanelPlan{{Name: "甲组"}}},
		"same panel":   {NewRound: ok, Panels: []job.PanelPlan{{Name: "甲组", Leader: "顾长风"}, {Name: "甲组", Leader: "白露晞"}}},
		"branch twice": {NewRound: ok, Panels: []job.PanelPlan{{Name: "甲组", Leader: "顾长风", Branches: []string{"某"}}, {Name: "乙组", Leader: "白露晞", Branches: []string{"某"}}}},
		"member twice": {NewRound: ok, Panels: []job.PanelPlan{{Name: "甲组", Leader: "顾长风", Members: []string{"顾长风"}}}},
		"nobody":       {NewRound: ok, Cadres: []string{find(t, w, "谷雨").Cadre.ID, "没有这个人"}},
	} {
		if _, err := w.SetUp(ctx, plan); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if rounds, _ := w.Store.Rounds(ctx); len(rounds) != 1 {
		t.Errorf("%d rounds", len(rounds))
	}
}

func TestBulkChangesAreOneStepEach(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	names := []string{"谷雨", "花千树", "乔木森"}
	var ids []string
	for _, n := range names {
		ids = append(ids, find(t, w, n).Subject.ID)
	}
	it, err := w.ItemOf("report")
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	for label, do := range map[string]func() error{
		"登记考察报告 3 人": func() error { return w.ReceiveAll(ctx, ids, it, job.Receipt{State: review.Checked, Paper: &yes}) },
		"3 人归 第九考察组": func() error {
			return w.AssignPanel(ctx, ids, review.Panel{Name: "第九考察组", Leader: "江听雨"})
		},
		"移出考察对象 3 人": func() error { return w.Remove(ctx, ids) },
	} {
		if err := do(); err != nil {
			t.Fatal(label, err)
		}
		switch {
		case strings.HasPrefix(label, "登记"):
			for _, n := range names {
				if m := find(t, w, n).Subject.MaterialOf("report"); m.State != review.Checked || !m.Paper {
					t.Errorf("%s: %+v", n, m)
				}
			}
		case strings.Contains(label, "归"):
			for _, n := range names {
				if f := find(t, w, n); f.Panel == nil || f.Panel.Leader != "江听雨" {
					t.Errorf("%s has the panel %+v", n, f.Panel)
				}
			}
		default:
			if subs, _ := w.Store.Subjects(ctx, w.Round.ID); len(subs) != 21 {
				t.Errorf("%d subjects are left", len(subs))
			}
		}
		if got, err := w.Store.Undo(ctx); err != nil || got != label {
			t.Errorf("undid %q, %v, want %q", got, err, label)
		}
	}
	if subs, _ := w.Store.Subjects(ctx, w.Round.ID); len(subs) != 24 {
		t.Errorf("%d subjects after undo", len(subs))
	}
}

func TestEachGoesOneStageOnInOneStep(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	a, b := find(t, w, "谷雨"), find(t, w, "花千树") // the second has no talks
	moved, err := w.AdvanceEach(ctx, []string{a.Subject.ID, b.Subject.ID}, "")
	if err != nil || len(moved) != 2 {
		t.Fatal(moved, err)
	}
	want, _ := review.NextStage(w.Scheme, a.Subject)
	if got := find(t, w, "谷雨").Subject.Stage; got != want.Key {
		t.Errorf("谷雨 is at %s, want %s", got, want.Key)
	}
	if got := find(t, w, "花千树").Subject; got.Stage != b.Subject.Stage {
		t.Errorf("花千树 went to %s", got.Stage)
	}
}

func TestFileNamesTellWhoAndWhat(t *testing.T) {
	person := func(id, name, no string) *review.File {
		return &review.File{Subject: &review.Subject{ID: id}, Cadre: &cadre.Cadre{Name: name, StaffNo: no}}
	}
	sch, _, err := review.ShippedByKey("fafu-probation")
	if err != nil {
		t.Fatal(err)
	}
	d := &review.Dossier{Scheme: sch, Files: []*review.File{person("1", "齐明", "A01"), person("2", "齐明远", "A02"), person("3", "白 露", ""), person("4", "石磊", "B1"), person("5", "石磊", "B2")}}
	for name, want := range map[string][2]string{
		"/x/齐明 履职工作总结.docx":  {"1", "summary"},
		"/x/齐明远-工作总结.docx":   {"2", "summary"},
		"/x/白露谈话记录.docx":     {"3", "talks"},
		"/x/白露登记表.pdf":       {"3", "registration"},
		"/x/齐明远的照片.jpg":      {"2", ""},
		"/x/考察报告.docx":       {"", "report"},
		"/x/石磊 考察报告.docx":    {"", "report"}, // two of that name
		"/x/石磊B2 考察报告.docx":  {"5", "report"},
		"/x/科级干部试用期考察表.docx": {"", "review-form"},
	} {
		in := job.PlanIncoming(d, []string{filepath.FromSlash(name)})[0]
		got := [2]string{}
		if in.File != nil {
			got[0] = in.File.Subject.ID
		}
		if in.Item != nil {
			got[1] = in.Item.Key
		}
		if got != want || (in.Why == "") != in.Clear() {
			t.Errorf("%s: %v (%s), want %v", name, got, in.Why, want)
		}
	}
}

func TestFilesAreTakenInAsOneStep(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	dir := t.TempDir()
	i := slices.IndexFunc(sample.Build().Files, func(f sample.ReceivedFile) bool {
		return f.MaterialKey == "summary" && strings.HasSuffix(f.Name, ".docx")
	})
	good, bad := filepath.Join(dir, "谷雨 履职工作总结.docx"), filepath.Join(dir, "花千树 履职工作总结.docx")
	if err := errors.Join(os.WriteFile(good, sample.Build().Files[i].Docx, 0o600), os.WriteFile(bad, []byte("不是 Word"), 0o600)); err != nil {
		t.Fatal(err)
	}
	d, err := w.Dossier(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done, err := w.TakeIn(ctx, job.PlanIncoming(d, []string{good, bad, filepath.Join(dir, "没有 谈话记录.docx")}), quiet)
	if err != nil {
		t.Fatal(err)
	}
	if done[0].Err != nil || done[1].Err == nil || done[2].Err == nil {
		t.Fatalf("took in %v, %v, %v", done[0].Err, done[1].Err, done[2].Err)
	}
	m := find(t, w, "谷雨").Subject.MaterialOf("summary")
	if m.FileName != filepath.Base(good) || m.Facts == nil || !m.Electronic {
		t.Errorf("recorded %+v", m)
	}
	if text := job.Measured(m); !strings.Contains(text, "字，") || !strings.Contains(text, "mm") {
		t.Errorf("measured: %s", text)
	}
	if label, _ := w.Store.Undo(ctx); label != "收下 1 个文件" {
		t.Errorf("undid %q", label)
	}
}

func TestSummaryEntriesAreCheckedAndNeverOverwrite(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	f := find(t, w, "花千树")
	before := w.SummaryOf(f.Subject)
	e := job.SummaryEntry{Grade: "称职", Advice: "正式任职", Text: "同意", Note: "借调"}
	if err := w.EnterSummary(ctx, f.Subject.ID, before, e); err != nil {
		t.Fatal(err)
	}
	if got := w.SummaryOf(find(t, w, "花千树").Subject); got != e {
		t.Errorf("saved %+v", got)
	}
	if err := w.EnterSummary(ctx, f.Subject.ID, before, job.SummaryEntry{Grade: "优秀"}); !errors.Is(err, store.ErrConflict) {
		t.Errorf("overwritten: %v", err)
	}
	for _, bad := range []job.SummaryEntry{{Grade: "基本称职"}, {Advice: "再看看"}} {
		if err := w.EnterSummary(ctx, f.Subject.ID, e, bad); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}

func TestARoundIsChangedButNotOverOthers(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	n := job.NewRound{Name: "改了名", School: "示例农林大学", Paper: "A4", Deadline: cadre.MustDate("2026.01.09")}
	if err := w.ChangeRound(ctx, n); err != nil {
		t.Fatal(err)
	}
	if r, _ := w.Store.Round(ctx, w.Round.ID); r.Name != "改了名" || r.Paper != "A4" || r.Deadline != n.Deadline || r.SchemeText != w.Round.SchemeText {
		t.Errorf("round is %+v", r)
	}
	if err := w.ChangeRound(ctx, n); !errors.Is(err, store.ErrConflict) { // w still has the former state
		t.Errorf("changed over another's change: %v", err)
	}
	if err := w.ChangeRound(ctx, job.NewRound{Name: " "}); err == nil {
		t.Error("a round without a name")
	}
}

func TestFormsOfSeveralAreOnePDF(t *testing.T) {
	w := sampleWork(t)
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "各表.pdf")
	ids := []string{find(t, w, "谷雨").Subject.ID, find(t, w, "秦简").Subject.ID}
	one, err := w.SubjectPapers(ids[:1], job.SubjectForms(), "各表").PDF(ctx, path, quiet)
	if err != nil {
		t.Fatal(err)
	}
	both, err := w.SubjectPapers(ids, job.SubjectForms(), "各表").PDF(ctx, path, quiet)
	if err != nil || both <= one || one < 6 {
		t.Errorf("%d pages of one, %d of two, %v", one, both, err)
	}
	if b, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(b), "%PDF") {
		t.Error("not a PDF", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	gone := filepath.Join(t.TempDir(), "没有.pdf")
	if _, err := w.SubjectPapers(ids, job.SubjectForms(), "各表").PDF(stopped, gone, quiet); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("a half file is left")
	}
}

func TestOverviewTellsWhoIsInARound(t *testing.T) {
	w := sampleWork(t)
	w.Session.Now = func() time.Time { return sample.Today.Time() }
	ctx := context.Background()
	o, err := w.Overview(ctx, 30)
	if err != nil || o.Cadres != 36 || len(o.Rounds) != 1 || o.Rounds[0].Subjects != 24 {
		t.Fatalf("%+v, %v", o, err)
	}
	for _, x := range o.Due {
		if x.Round == "" {
			t.Errorf("%s is in no round", x.Cadre.Name)
		}
	}
	if err := w.Remove(ctx, []string{find(t, w, "谷雨").Subject.ID}); err != nil {
		t.Fatal(err)
	}
	o, _ = w.Overview(ctx, 30)
	i := slices.IndexFunc(o.Due, func(x job.DuePerson) bool { return x.Cadre.Name == "谷雨" })
	if i < 0 || o.Due[i].Round != "" || o.Due[i].Days != -20 {
		t.Errorf("谷雨: %+v", o.Due[max(0, i)])
	}
}
