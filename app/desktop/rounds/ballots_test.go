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
)

// counting opens the screen for a count as the clerk does.
func counting(t *testing.T, s *Subject, sh *desktest.Shell, second bool, by string) *Ballots {
	t.Helper()
	return countingOf(t, s, s.counter(), "", sh, second, by)
}

func countingOf(t *testing.T, s *Subject, c counter, group string, sh *desktest.Shell, second bool, by string) *Ballots {
	t.Helper()
	c.ask(group, second)
	top := s.d.Win.Canvas().Overlays().Top()
	var name *widgets.Entry
	desktest.Walk(top, func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok && name == nil {
			name = e
		}
	})
	if name == nil {
		t.Fatal("nobody asks who counts")
	}
	name.SetText(by)
	s.d.Enter()
	if s.d.Busy() {
		t.Fatal("refused: " + texts(s.d.Win.Canvas().Overlays().Top()))
	}
	b, ok := sh.Last().(*Ballots)
	if !ok {
		t.Fatalf("opened %T", sh.Last())
	}
	s.d.Win.SetContent(b.Content())
	b.Reload()
	return b
}

// texts is all that labels say in an object.
func texts(o fyne.CanvasObject) string {
	var out strings.Builder
	desktest.Walk(o, func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok {
			out.WriteString(l.Text + "\n")
		}
	})
	return out.String()
}

// press types keys where the focus is: digits and X, < for Backspace, \n for Enter.
func press(t *testing.T, b *Ballots, keys string) {
	t.Helper()
	for _, r := range keys {
		f := b.d.Win.Canvas().Focused()
		if f == nil {
			t.Fatal("the keys go nowhere")
		}
		switch r {
		case '<':
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		case '\n':
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		default:
			f.TypedRune(r)
		}
	}
}

func stored(t *testing.T, s *Subject) *review.Tally {
	t.Helper()
	sub, err := s.d.Session.Store.Subject(context.Background(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	return sub.Tally
}

func TestSixtyBallotsByKeyboard(t *testing.T) {
	desktest.OneGoroutine(t)
	p, sh := page(t)
	s := subject(t, p, "花千树")
	b := counting(t, s, sh, false, "计票甲")
	keys, taken := 0, 0
	for i := range 60 {
		text := "111111\n"
		if i%3 == 1 {
			text = "121212\n"
		}
		if i%20 == 7 {
			text = "X\n"
		}
		press(t, b, text)
		keys += len(text)
		taken++
	}
	if b.k.Count.N() != 60 || keys > 60*7 || b.number.Text != "第 61 张" {
		t.Fatalf("%d ballots with %d keys, %s", b.k.Count.N(), keys, b.number.Text)
	}
	if d, err := p.w.CountDraft(b.k.Files, "", false); err != nil || d.N() != 60 {
		t.Fatalf("kept %v %v", d, err)
	}
	if x := stored(t, s); x.CountOf("", false) != nil {
		t.Error("an unfinished count is in the records")
	}
	b.askFinish()
	b.d.Enter()
	y := stored(t, s)
	g := y.GroupOf("")
	if *g.Returned != 60 || *g.Invalid != 3 || g.Grades["优秀"] != 38 || g.Grades["称职"] != 19 || y.Counters[len(y.Counters)-1] != "计票甲" || sh.Backs != 1 {
		t.Errorf("%+v by %v, back %d", g, y.Counters, sh.Backs)
	}
}

func TestRefusalsUndoAndTheMouse(t *testing.T) {
	p, sh := page(t)
	s := subject(t, p, "花千树")
	b := counting(t, s, sh, false, "计票甲")
	refused := func(want string) {
		t.Helper()
		if !b.pad.refused || b.said.Importance != widget.DangerImportance || !strings.Contains(b.said.Text, want) {
			t.Errorf("says %q, want %q", b.said.Text, want)
		}
	}
	press(t, b, "<")
	refused("没有可以退回的票")
	press(t, b, "9")
	refused("没有第 9 个等次")
	press(t, b, "a")
	refused("不是录票的键")
	press(t, b, "１12\n") // full-width from an input method
	refused("还有 3 行没有录，从“绩”起")
	press(t, b, "0 1\n")
	if b.k.Count.N() != 1 || b.pad.refused || !strings.Contains(b.said.Text, "√ 第 1 张已收下") {
		t.Errorf("%d taken, says %q", b.k.Count.N(), b.said.Text)
	}
	press(t, b, "<")
	if b.k.Count.N() != 0 || len(b.sit.Marks()) != 6 {
		t.Errorf("the ballot did not come back: %d, %v", b.k.Count.N(), b.sit.Marks())
	}
	if d, _ := p.w.CountDraft(b.k.Files, "", false); d == nil || d.N() != 0 {
		t.Errorf("the draft still has it: %v", d)
	}
	test.Tap(b.pad.cells[1][2]) // 能 → 不称职
	if b.sit.Marks()[1] != "不称职" {
		t.Errorf("by mouse: %v", b.sit.Marks())
	}
	left := false
	b.Leave(func() { left = true })
	if left || !b.d.Busy() {
		t.Error("a ballot not taken is lost without a word")
	}
	b.d.Escape()
	b.sit.Auto = true
	press(t, b, "<1")
	if b.k.Count.N() != 1 {
		t.Errorf("not taken by itself: %s", b.said.Text)
	}
	n, _ := p.d.Session.Store.LastAction(context.Background())
	b.pad.TypedShortcut(&fyne.ShortcutUndo{})
	if now, _ := p.d.Session.Store.LastAction(context.Background()); now != n || b.k.Count.N() != 0 {
		t.Error("Ctrl+Z does not take the last key back")
	}
	press(t, b, "1")
	b.Leave(func() { left = true })
	if !left {
		t.Error("cannot leave")
	}
	s2 := counting(t, s, sh, false, "计票甲")
	if !s2.k.Found || s2.k.Count.N() != 1 {
		t.Error("not taken up again")
	}
}

func TestSecondCountIsBlindComparedAndDecided(t *testing.T) {
	p, sh := page(t)
	s := subject(t, p, "花千树")
	b := counting(t, s, sh, false, "计票甲")
	press(t, b, "111111\n222222\nX\n")
	b.askFinish()
	b.d.Enter()
	s.Reload()
	s.counter().ask("", true)
	var name *widgets.Entry
	desktest.Walk(p.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok {
			name = e
		}
	})
	name.SetText("计票甲")
	p.d.Enter()
	if !p.d.Busy() || !strings.Contains(texts(p.d.Win.Canvas().Overlays().Top()), "另一个人") {
		t.Fatal("the same person may count twice")
	}
	p.d.Escape()
	b = counting(t, s, sh, true, "计票乙")
	if strings.Contains(texts(b.Content()), "有效 2") || !strings.Contains(texts(b.Content()), "不显示第一次的结果") {
		t.Error("the first result shows")
	}
	press(t, b, "111112\n222222\nX\n")
	b.askFinish()
	b.d.Enter()
	v, ok := sh.Last().(*compareView)
	if !ok {
		t.Fatalf("opened %T", sh.Last())
	}
	p.d.Win.SetContent(v.Content())
	v.Reload()
	v.only.SetChecked(true)
	if n := len(v.shown()); n != 2 {
		t.Fatalf("%d differences", n)
	}
	if c := v.cell(0, 4); c.Text != "≠ 差 -1" || !c.Bold {
		t.Errorf("marked %+v", c)
	}
	v.take.SetSelected("以第二次为准")
	v.decide()
	if len(stored(t, s).Choices) != 0 || !p.d.Busy() {
		t.Fatal("decided without a reason")
	}
	p.d.Escape()
	v.reason.SetText("复看原票")
	v.decide()
	y := stored(t, s)
	if len(y.Choices) != 1 || y.GroupOf("").Grades["称职"] != 2 || !strings.Contains(v.state.Text, "已定以第二次为准（计票乙）") || !strings.Contains(v.past.Text, "复看原票") {
		t.Errorf("%+v, %s", y.Choices, v.state.Text)
	}
}

func TestResultIsAListWithMarksAndHidesFewVotes(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(1)
	for _, want := range []string{"√ 相符", "收回 31 张，不超过发出 31 张", "17 票\n54.84%", "优秀率 = 优秀 ÷ 有效票 = 17 ÷ 31 = 54.84%"} {
		if !strings.Contains(texts(s.result.box), want) {
			t.Errorf("the result lacks %q:\n%s", want, texts(s.result.box))
		}
	}
	g := &s.draft.Tally.Groups[0]
	one := 1
	g.Returned, g.Valid, g.Grades, g.Items = &one, &one, map[string]int{"优秀": 1}, nil
	s.changed()
	if got := texts(s.result.box); !strings.Contains(got, "■ 隐去") || strings.Contains(got, "1 票\n100") {
		t.Errorf("one vote is shown:\n%s", got)
	}
}

// Votes and rates end in columns, whatever their length.
func TestFiguresOfAResultStandInColumns(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(1)
	ends := map[string]map[float32]bool{"票": {}, "%": {}}
	desktest.Walk(s.result.box, func(o fyne.CanvasObject) {
		l, ok := o.(*widget.Label)
		if !ok || l.Alignment != fyne.TextAlignTrailing || strings.Contains(l.Text, "\n") {
			return
		}
		for sign, at := range ends {
			if strings.HasSuffix(l.Text, sign) {
				at[fyne.CurrentApp().Driver().AbsolutePositionForObject(l).X+l.Size().Width] = true
			}
		}
	})
	if len(ends["票"]) != 1 || len(ends["%"]) != 1 {
		t.Errorf("they end at %v", ends)
	}
}

func TestCountFromTheRoundJoint(t *testing.T) {
	p, sh := page(t)
	p.branch.SetSelected("林学院党总支")
	n := len(p.rows)
	p.askCount()
	desktest.Walk(p.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if r, ok := o.(*widget.RadioGroup); ok && r.Options[0] == paperEach {
			r.SetSelected(paperJoint)
		}
	})
	p.d.Enter()
	desktest.Walk(p.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok {
			e.SetText("计票甲")
		}
	})
	p.d.Enter()
	b, ok := sh.Last().(*Ballots)
	if !ok || len(b.k.Count.Rows) != n {
		t.Fatalf("opened %T: %s", sh.Last(), texts(p.d.Win.Canvas().Overlays().Top()))
	}
	p.d.Win.SetContent(b.Content())
	b.Reload()
	press(t, b, strings.Repeat("2", n)+"\n")
	if b.k.Count.N() != 1 {
		t.Error(b.said.Text)
	}
}

// Whoever puts a count aside finds it on the subject's page at once.
func TestACountPutAsideIsOfferedOnThePage(t *testing.T) {
	p, sh := page(t)
	s := subject(t, p, "花千树")
	s.tabs.SelectIndex(tabTally)
	if text := texts(s.tab[tabTally]); !strings.Contains(text, "还没有逐票计票") || strings.Contains(text, "录到一半") {
		t.Fatalf("before anything was counted: %s", text)
	}
	b := counting(t, s, sh, false, "计票甲")
	press(t, b, "111111\n121212\n")
	b.Leave(func() {})
	s.Reload() // the page is shown again
	if text := texts(s.tab[tabTally]); !strings.Contains(text, "第一次计票录到一半：计票甲，已录 2 张") {
		t.Errorf("says %s", text)
	}
	if err := p.w.DropCountDraft(b.k.Files, "", false); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if text := texts(s.tab[tabTally]); strings.Contains(text, "录到一半") {
		t.Errorf("still says %s", text)
	}
}
