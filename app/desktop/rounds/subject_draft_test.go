package rounds

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/data/store"
)

// entries are the text fields of a tab in order.
func entries(tab fyne.CanvasObject) (out []*widgets.Entry) {
	desktest.WalkAll(tab, func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok {
			out = append(out, e)
		}
	})
	return out
}

// holding is the field of a tab that holds a text.
func holding(t *testing.T, tab fyne.CanvasObject, text string) *widgets.Entry {
	t.Helper()
	for _, e := range entries(tab) {
		if e.Text == text {
			return e
		}
	}
	t.Fatalf("no field holds %q", text)
	return nil
}

func storedSubject(t *testing.T, s *Subject) *review.Subject {
	t.Helper()
	sub, err := s.d.Session.Store.Subject(context.Background(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// elsewhere changes the subject as another program would.
func elsewhere(t *testing.T, s *Subject, change func(*review.Subject)) {
	t.Helper()
	err := s.d.Session.Store.Do(context.Background(), "别处", func(tx *store.Tx) error {
		sub, err := tx.Subject(context.Background(), s.id)
		if err != nil {
			return err
		}
		change(sub)
		return tx.SaveSubject(sub)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func tapDialog(t *testing.T, s *Subject, text string) {
	t.Helper()
	var b *widget.Button
	if top := s.d.Win.Canvas().Overlays().Top(); top != nil {
		desktest.Walk(top, func(o fyne.CanvasObject) {
			if x := desktest.Button(o); x != nil && x.Text == text {
				b = x
			}
		})
	}
	if b == nil {
		t.Fatalf("no button %s on top", text)
	}
	test.Tap(b)
}

func TestTypingIsSavedWithoutTakingTheField(t *testing.T) {
	p, sh := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(3)
	merits := s.draft.Report.Texts["merits"]
	e := holding(t, s.tab[3], merits)
	s.d.Win.Canvas().Focus(e)
	before, _ := s.d.Session.Store.Actions(context.Background(), 0)
	for _, r := range "他办事稳" {
		e.TypedRune(r)
	}
	if got := storedSubject(t, s).Report.Texts["merits"]; got != "他办事稳"+merits {
		t.Errorf("stored %.20q", got)
	}
	if s.d.Win.Canvas().Focused() != fyne.Focusable(e) || e.CursorColumn != 4 || holding(t, s.tab[3], e.Text) != e {
		t.Errorf("the field was taken away: cursor %d", e.CursorColumn)
	}
	if len(sh.Toasts) > 0 || !strings.HasPrefix(s.bar.State.Text, "已自动保存 ") || s.dirty() {
		t.Errorf("toasts %v, bar %q", sh.Toasts, s.bar.State.Text)
	}
	after, _ := s.d.Session.Store.Actions(context.Background(), 0)
	if len(after) != len(before)+1 || after[0].Label != "修改考察报告 谷雨" {
		t.Errorf("%d steps for one text, %q", len(after)-len(before), after[0].Label)
	}
	if _, err := s.d.Session.Store.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if holding(t, s.tab[3], merits) == e || s.draft.Report.Texts["merits"] != merits {
		t.Error("undo does not show the former text")
	}
}

func TestFieldInErrorKeepsItsTextAndIsNamed(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	date := s.draft.Report.Date.String()
	e := holding(t, s.tab[3], date)
	e.SetText("2025.13")
	if !strings.Contains(s.bar.State.Text, "没有保存：“日期”") || e.Text != "2025.13" || s.draft.Report.Date.String() != date {
		t.Fatalf("bar %q, field %q", s.bar.State.Text, e.Text)
	}
	holding(t, s.tab[3], s.draft.Report.Texts["merits"]).SetText("新的")
	if storedSubject(t, s).Report.Texts["merits"] != "新的" {
		t.Error("a fault in one field keeps the others from being saved")
	}
	if holding(t, s.tab[3], "2025.13") != e || !strings.Contains(s.bar.State.Text, "“日期”") {
		t.Errorf("the fault is forgotten: %q", s.bar.State.Text)
	}
	left := false
	s.Leave(func() { left = true })
	if left || !s.d.Busy() {
		t.Fatal("left with a field in error unasked")
	}
	tapDialog(t, s, "去改正")
	if left || s.d.Win.Canvas().Focused() != fyne.Focusable(e) || s.tabs.SelectedIndex() != 3 {
		t.Error("去改正 does not lead to the field")
	}
	s.Leave(func() { left = true })
	tapDialog(t, s, "不改，离开")
	if !left {
		t.Error("cannot leave")
	}
	e.SetText("2025年12月20日")
	if storedSubject(t, s).Report.Date.String() != "2025.12.20" || !strings.HasPrefix(s.bar.State.Text, "已自动保存") {
		t.Errorf("mended: %s, bar %q", storedSubject(t, s).Report.Date, s.bar.State.Text)
	}
}

func TestLeavingSaves(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.draft.Report.Grade = "优秀"
	left := false
	s.Leave(func() { left = true })
	if !left || storedSubject(t, s).Report.Grade != "优秀" || s.d.Busy() {
		t.Errorf("left %v, stored %q", left, storedSubject(t, s).Report.Grade)
	}
}

func TestAnotherPartChangedElsewhereStays(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	elsewhere(t, s, func(sub *review.Subject) { sub.Talks[0].Place = "别处填的地点" })
	holding(t, s.tab[3], s.draft.Report.Texts["merits"]).SetText("我写的")
	sub := storedSubject(t, s)
	if sub.Talks[0].Place != "别处填的地点" || sub.Report.Texts["merits"] != "我写的" {
		t.Errorf("stored %q, %q", sub.Talks[0].Place, sub.Report.Texts["merits"])
	}
	if s.draft.Talks[0].Place != "别处填的地点" || s.dirty() {
		t.Error("the other side's change is not shown")
	}
	holding(t, s.tab[2], "别处填的地点")
}

func TestConflictIsToldAndDecided(t *testing.T) {
	for button, want := range map[string]string{"保存我的修改": "我写的", "读取别处的内容": "别处写的"} {
		t.Run(button, func(t *testing.T) {
			p, _ := page(t)
			s := subject(t, p, "谷雨")
			elsewhere(t, s, func(sub *review.Subject) { sub.Report.Texts["merits"] = "别处写的" })
			e := holding(t, s.tab[3], s.draft.Report.Texts["merits"])
			e.SetText("我写的")
			if got := storedSubject(t, s).Report.Texts["merits"]; got != "别处写的" || e.Text != "我写的" {
				t.Fatalf("stored %q, field %q", got, e.Text)
			}
			if !strings.Contains(s.bar.State.Text, "别处改过") || s.d.Busy() {
				t.Errorf("bar %q, dialog %v", s.bar.State.Text, s.d.Busy())
			}
			s.Save()
			tapDialog(t, s, button)
			if got := storedSubject(t, s).Report.Texts["merits"]; got != want || s.dirty() || s.draft.Report.Texts["merits"] != want {
				t.Errorf("stored %q, shown %q, dirty %v", got, s.draft.Report.Texts["merits"], s.dirty())
			}
		})
	}
}

func TestClosedRoundIsToldAndCanBeLeft(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.w.Round.Closed = true
	holding(t, s.tab[3], s.draft.Report.Texts["merits"]).SetText("我写的")
	if !strings.Contains(s.bar.State.Text, "已归档") {
		t.Errorf("bar %q", s.bar.State.Text)
	}
	left := false
	s.Leave(func() { left = true })
	tapDialog(t, s, "放弃修改")
	if !left || s.dirty() {
		t.Error("cannot leave what cannot be saved")
	}
}
