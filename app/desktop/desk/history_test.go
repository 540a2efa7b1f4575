package desk_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/review"
	"kaocha/data/store"
)

func said(h *desk.History) string {
	var text string
	desktest.WalkAll(h.Diff, func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok {
			text += l.Text + "\n"
		}
	})
	return text
}

// press presses the nth button whose text begins so.
func press(t *testing.T, h *desk.History, text string, n int) {
	t.Helper()
	var found []*desk.Push
	desktest.WalkAll(h.Diff, func(o fyne.CanvasObject) {
		if b, ok := o.(*desk.Push); ok && strings.HasPrefix(b.Text, text) {
			found = append(found, b)
		}
	})
	if len(found) <= n {
		t.Fatalf("no button %q in\n%s", text, said(h))
	}
	found[n].OnTapped()
}

func TestHistoryComparesAndRestoresOneField(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	c, _ := d.Session.FindCadre(ctx, "林知秋")
	place, mobile, number := c.NativePlace, c.Mobile, c.IDNumber
	c.NativePlace, c.Mobile, c.IDNumber = "别处", "10000000009", ""
	if err := d.Session.SaveCadre(ctx, c, nil); err != nil {
		t.Fatal(err)
	}
	h := d.NewHistory("", job.Record{Kind: store.KindCadre, ID: c.ID, Name: c.Name})
	h.Load()
	text := said(h)
	if !strings.Contains(text, "籍贯\n那时："+place+"\n现在：别处") || strings.Contains(text, "姓名\n") {
		t.Fatalf("the comparison says\n%s", text)
	}
	if strings.Contains(text, number) || !strings.Contains(text, "身份证号") {
		t.Errorf("the ID number is shown, or its change is not:\n%s", text)
	}
	at := 0
	for i, l := range strings.Split(text, "\n") {
		if l == "登记表 · 籍贯" {
			at = i
		}
	}
	if at == 0 {
		t.Fatalf("no field named in\n%s", text)
	}
	press(t, h, "恢复这一项", strings.Count(strings.Join(strings.Split(text, "\n")[:at], "\n"), "\n那时："))
	now, _ := d.Session.FindCadre(ctx, "林知秋")
	if now.NativePlace != place || now.Mobile != "10000000009" || h.Table.Marked()[0] != 2 {
		t.Fatalf("restored %s %s, compared with %v", now.NativePlace, now.Mobile, h.Table.Marked())
	}
	press(t, h, "全部恢复到这时（2 项）", 0)
	if now, _ = d.Session.FindCadre(ctx, "林知秋"); now.Mobile != mobile || now.IDNumber != number {
		t.Errorf("not all restored: %s", now.Mobile)
	}
	for range 2 {
		if _, err := d.Session.Store.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if now, _ = d.Session.FindCadre(ctx, "林知秋"); now.NativePlace != "别处" || now.Mobile != "10000000009" {
		t.Errorf("restoring cannot be undone: %s %s", now.NativePlace, now.Mobile)
	}
}

// Report, opinions, decision and talks of a subject: each part has its own list
// and comes back by itself.
func TestHistoryOfASubjectByParts(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	rounds, err := d.Session.Store.Rounds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w, err := d.Session.WorkOn(&rounds[0])
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.Find(ctx, "花千树")
	if err != nil {
		t.Fatal(err)
	}
	first := *f.Subject
	section := w.Scheme.Report.Sections[1].Key
	for _, s := range w.Scheme.Report.Sections {
		if s.Kind == "text" {
			section = s.Key
			break
		}
	}
	edit := func(label string, change func(s *review.Subject)) {
		t.Helper()
		f, _ := w.Find(ctx, "花千树")
		if err := w.Edit(ctx, f, label, func(s *review.Subject) error { change(s); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	edit("撰写报告", func(s *review.Subject) {
		s.Report.Texts = map[string]string{section: "写坏了"}
	})
	edit("录入意见", func(s *review.Subject) { s.SetOpinion(review.Opinion{Office: "department", Text: "同意"}) })
	edit("记录谈话", func(s *review.Subject) {
		s.Talks = append(s.Talks, review.Talk{Interviewee: "史可鉴", Place: "会议室"})
	})
	edit("删除谈话", func(s *review.Subject) { s.Talks = nil })
	rec := job.Record{Kind: store.KindSubject, ID: f.Subject.ID, Name: "花千树"}

	h := d.NewHistory("考察报告", rec)
	h.Load()
	rows := h.Table.Rows()
	text := said(h)
	if !strings.Contains(text, "现在：写坏了") || strings.Contains(text, "谈话") {
		t.Fatalf("the report's history says\n%s", text)
	}
	press(t, h, "恢复“考察报告”到这时", 0)
	got, err := d.Session.Store.Subject(ctx, f.Subject.ID)
	if err != nil || got.Report.Texts[section] != first.Report.Texts[section] || got.OpinionOf("department").Text != "同意" || len(got.Talks) != 0 {
		t.Fatalf("%+v %v", got.Report, err)
	}
	h = d.NewHistory("谈话记录", rec)
	h.Load()
	if h.Table.Rows() >= rows+2 {
		t.Errorf("%d steps in the talks' history", h.Table.Rows())
	}
	press(t, h, "恢复“谈话记录”到这时", 0)
	if got, _ = d.Session.Store.Subject(ctx, f.Subject.ID); len(got.Talks) != len(first.Talks)+1 || got.Talks[len(first.Talks)].Place != "会议室" {
		t.Errorf("%d talks, there were %d", len(got.Talks), len(first.Talks)+1)
	}
	if label, err := d.Session.Store.Undo(ctx); err != nil || !strings.Contains(label, "恢复 花千树") {
		t.Errorf("%q %v", label, err)
	}
	if got, _ = d.Session.Store.Subject(ctx, f.Subject.ID); len(got.Talks) != 0 {
		t.Error("not undone")
	}
}

// A round is compared too; of a closed one no subject is restored.
func TestHistoryOfARound(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	rounds, _ := d.Session.Store.Rounds(ctx)
	r := rounds[0]
	school := r.School
	r.School = "别的学校"
	if err := d.Session.Store.Do(ctx, "改学校", func(tx *store.Tx) error { return tx.SaveRound(&r) }); err != nil {
		t.Fatal(err)
	}
	h := d.NewHistory("", job.Record{Kind: store.KindRound, ID: r.ID, Name: r.Name})
	h.Load()
	if !strings.Contains(said(h), "学校名称\n那时："+school+"\n现在：别的学校") {
		t.Fatalf("says\n%s", said(h))
	}
	press(t, h, "恢复这一项", 0)
	if now, _ := d.Session.Store.Round(ctx, r.ID); now.School != school {
		t.Errorf("%s", now.School)
	}
	r.School, r.Closed = school, true
	if err := d.Session.Store.Do(ctx, "归档", func(tx *store.Tx) error { return tx.SaveRound(&r) }); err != nil {
		t.Fatal(err)
	}
	subs, _ := d.Session.Store.Subjects(ctx, r.ID)
	past, err := d.Session.History(ctx, job.Record{Kind: store.KindSubject, ID: subs[0].ID, Name: "某"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Session.RestoreVersion(ctx, past, past.Versions[0].Action.ID); err == nil || !strings.Contains(err.Error(), "已归档") {
		t.Errorf("restored in a closed round: %v", err)
	}
}

// In large type the list of versions keeps to its half of the dialog, and batches
// that begin alike are told apart.
func TestHistoryInLargeTypeKeepsToItsRoom(t *testing.T) {
	d, _ := desktest.OnSample(t)
	d.App.Settings().SetTheme(theme.Sized(false, 150))
	t.Cleanup(func() { d.App.Settings().SetTheme(theme.Sized(false, 100)) })
	d.Win.Resize(fyne.NewSize(1366, 700))
	name := "2025年度科级干部试用期考察（示例）"
	d.ShowHistory("历史", "", job.Record{Kind: store.KindRound, ID: sample.RoundID, Name: name}, job.Record{Kind: store.KindRound, ID: sample.RoundID, Name: "另一个"})
	desktest.WalkAll(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widgets.Grid:
			var all float32
			for _, c := range x.Columns {
				all += c.Width * 1.5
			}
			if all += float32(len(x.Columns)) * 8; all > x.Size().Width {
				t.Errorf("columns of %.0f in a list of %.0f", all, x.Size().Width)
			}
		case *widget.Select:
			if x.Selected == name && x.Size().Width < widgets.Em(name)*21+40 {
				t.Errorf("the name has %.0f", x.Size().Width)
			}
		}
	})
}
