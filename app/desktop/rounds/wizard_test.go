package rounds

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

// dialogWith finds what the dialog on top holds.
func dialogWith[T fyne.CanvasObject](t *testing.T, d *desk.Desk, fit func(T) bool) T {
	t.Helper()
	var found []T
	desktest.Walk(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if x, ok := o.(T); ok && fit(x) {
			found = append(found, x)
		}
	})
	if len(found) == 0 {
		t.Fatal("the dialog has nothing of the kind")
	}
	return found[0]
}

func newOne(t *testing.T) (*wizard, *desk.Desk, *desktest.Shell) {
	t.Helper()
	d, sh := desktest.OnSample(t)
	ctx := context.Background()
	err := d.Session.Store.Do(ctx, "新增", func(tx *store.Tx) error {
		for _, c := range []*cadre.Cadre{
			{Name: "郁金", Branch: "图书馆党总支", Unit: "图书馆", Probation: cadre.Probation{Start: cadre.MustDate("2024.12.20")}},
			{Name: "铃兰", Unit: "基建处", Probation: cadre.Probation{Start: cadre.MustDate("2025.06.20")}},
			{Name: "无门"},
		} {
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	AskNew(d)
	w := sh.Last().(*wizard)
	d.Win.SetContent(w.Content())
	return w, d, sh
}

func choose(t *testing.T, w *wizard, name string) {
	t.Helper()
	i := slices.IndexFunc(w.who.rows, func(c candidate) bool { return c.name == name })
	if i < 0 {
		t.Fatalf("%s is not listed", name)
	}
	w.who.table.Mark(i)
	w.who.toggle()
}

func TestWizardWritesNothingBeforeTheEndAndThenOneStep(t *testing.T) {
	w, d, sh := newOne(t)
	ctx := context.Background()
	if !strings.Contains(w.first.about.Text, "材料 7 项") || !strings.Contains(w.first.about.Text, "优秀、称职、不称职") {
		t.Errorf("the scheme is described as %s", w.first.about.Text)
	}
	w.first.deadline.SetText("2025-12-31")
	w.forward()
	if w.step != 1 || w.until.Text != "2025.12.31" {
		t.Fatalf("step %d, due by %q", w.step, w.until.Text)
	}
	// Only 郁金 is due by then and in no round; she stands first and is chosen.
	if got := w.who.picked(); len(got) != 1 || got[0].name != "郁金" {
		t.Fatalf("chosen %v", got)
	}
	choose(t, w, "铃兰")
	w.forward()
	if w.step != 2 || len(w.panels.rows) != 2 {
		t.Fatalf("step %d with %d branches", w.step, len(w.panels.rows))
	}
	w.panels.table.Mark(0)
	w.panels.ask()
	entries := 0
	desktest.Walk(d.Win.Canvas().Overlays().Top(), func(fyne.CanvasObject) { entries++ })
	leader, ok := d.Win.Canvas().Focused().(interface{ SetText(string) })
	if !ok || entries == 0 {
		t.Fatal("the leader's field has no focus")
	}
	d.Enter()
	if !d.Busy() {
		t.Fatal("a panel without a leader was taken")
	}
	leader.SetText("顾长风")
	d.Enter()
	if d.Busy() || w.panels.rows[0].panel == nil || w.panels.rows[1].panel != nil {
		t.Fatalf("panels %+v", w.panels.rows)
	}
	w.forward()
	for _, want := range []string{"考察对象 2 人", "组长 顾长风", "考察组：还没有定", "报送截止：2025.12.31"} {
		if !strings.Contains(w.check.Text, want) {
			t.Errorf("the check lacks %q:\n%s", want, w.check.Text)
		}
	}
	if rounds, _ := d.Session.Store.Rounds(ctx); len(rounds) != 1 {
		t.Fatal("written before 完成")
	}
	w.next.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p, ok := sh.Last().(*Page)
	if !ok {
		t.Fatalf("then %T", sh.Last())
	}
	subs, _ := d.Session.Store.Subjects(ctx, p.id)
	if len(subs) != 2 {
		t.Errorf("%d subjects", len(subs))
	}
	if label, err := d.Session.Store.Undo(ctx); err != nil || !strings.HasPrefix(label, "新建批次 ") {
		t.Errorf("undid %q, %v", label, err)
	}
	if rounds, _ := d.Session.Store.Rounds(ctx); len(rounds) != 1 {
		t.Error("one undo leaves something of the round")
	}
}

func TestWizardKeepsWhatIsWrongAndAsksBeforeLeaving(t *testing.T) {
	w, d, _ := newOne(t)
	w.first.assessed.SetText("2025.12.10")
	w.first.deadline.SetText("2025.12.01")
	w.forward()
	if w.step != 0 || !w.fault.Visible() || w.first.deadline.Text != "2025.12.01" {
		t.Fatalf("step %d, told %q", w.step, w.fault.Text)
	}
	w.first.deadline.SetText("三月")
	w.forward()
	if w.step != 0 || w.first.deadline.Text != "三月" {
		t.Error("a date that is none was taken or lost")
	}
	w.first.deadline.SetText("")
	w.forward()
	choose(t, w, "无门")
	w.forward()
	if w.step != 1 || !strings.Contains(w.fault.Text, "无门 没有填党总支和单位") {
		t.Errorf("step %d, told %q", w.step, w.fault.Text)
	}
	w.show(w.step - 1)
	w.forward()
	if !slices.ContainsFunc(w.who.picked(), func(c candidate) bool { return c.name == "无门" }) {
		t.Error("back and forth lost who was chosen")
	}
	left := false
	w.Leave(func() { left = true })
	if left || !d.Busy() {
		t.Fatal("left without a question")
	}
	test.Tap(dialogWith(t, d, func(b *widgets.Push) bool { return b.Text == "放弃" }))
	if !left {
		t.Error("cannot leave")
	}
}

func TestPickerFindsByInitialsAndMovesTheDay(t *testing.T) {
	w, _, _ := newOne(t)
	w.forward()
	w.who.search.SetText("ll")
	if len(w.who.rows) == 0 || w.who.rows[0].name != "铃兰" {
		t.Errorf("ll finds %v", w.who.rows)
	}
	w.who.search.SetText("")
	n := len(w.who.picked())
	w.who.due(cadre.MustDate("2026.06.30"))
	if len(w.who.picked()) != n+1 {
		t.Errorf("%d chosen after %d: 铃兰 is due now", len(w.who.picked()), n)
	}
	w.who.which.SetSelected(pickChosen)
	if len(w.who.rows) != n+1 {
		t.Errorf("%d chosen are listed", len(w.who.rows))
	}
}

func TestJoiningAnOpenRound(t *testing.T) {
	_, d, _ := newOne(t)
	list, _, err := d.Session.Store.Cadres(context.Background(), store.CadreFilter{Text: "郁金"})
	if err != nil || len(list) != 1 {
		t.Fatal(err)
	}
	AskJoin(d, []string{list[0].ID})
	d.Enter()
	rounds, _ := d.Session.Store.Rounds(context.Background())
	subs, _ := d.Session.Store.Subjects(context.Background(), rounds[0].ID)
	if !slices.ContainsFunc(subs, func(s review.Subject) bool { return s.CadreID == list[0].ID }) {
		t.Error("did not join")
	}
}

// A list of nobody to choose from says where persons come from.
func TestPickerOfNobodySaysHowToBegin(t *testing.T) {
	p := newPicker(desktest.New(t, desktest.Session(t)))
	p.filter()
	seen := false
	desktest.Walk(p.body, func(o fyne.CanvasObject) {
		if x, ok := o.(*widgets.Paragraph); ok {
			seen = seen || strings.Contains(x.Text, "导入或新增")
		}
	})
	if !seen {
		t.Error("the empty list says nothing")
	}
}
