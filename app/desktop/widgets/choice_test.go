package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
	"kaocha/data/cadre/codes"
)

func nation(t *testing.T) (*Choice, *Entry, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	c, next := NewChoice(codes.Nation), NewEntry()
	w := test.NewTempWindow(t, container.NewVBox(c, next))
	w.Resize(fyne.NewSize(400, 500))
	w.Canvas().Focus(c)
	return c, next, w
}

// typeIn types into whatever has the focus, as the driver does.
func typeIn(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

func key(w fyne.Window, names ...fyne.KeyName) {
	for _, n := range names {
		press(w.Canvas().Focused(), n)
	}
}

func TestChoiceOffersWhileTyping(t *testing.T) {
	c, next, w := nation(t)
	left := 0
	c.OnLeft = func() { left++ }
	typeIn(w, "zhuang")
	if c.Text != "zhuang" || c.offered == nil || !c.offered.open() || c.offered.names[0] != "壮族" {
		t.Fatalf("typed %q, offered %+v", c.Text, c.offered)
	}
	key(w, fyne.KeyDown, fyne.KeyReturn)
	if c.Text != "壮族" || c.offered.open() || left != 0 || w.Canvas().Focused() != c {
		t.Errorf("took %q, left %d times, focus %T", c.Text, left, w.Canvas().Focused())
	}
	c.SetText("")
	typeIn(w, "m")
	many := len(c.offered.names)
	typeIn(w, "z")
	if len(c.offered.names) >= many || c.Text != "mz" {
		t.Errorf("mz: %q offers %v", c.Text, c.offered.names)
	}
	key(w, fyne.KeyBackspace)
	if c.Text != "m" || len(c.offered.names) != many {
		t.Errorf("after Backspace %q offers %d, want %d", c.Text, len(c.offered.names), many)
	}
	key(w, fyne.KeyEscape)
	if c.offered.open() || c.Text != "m" {
		t.Errorf("Escape: open %v, text %q", c.offered.open(), c.Text)
	}
	typeIn(w, "xqq")
	if c.offered.open() {
		t.Error("nothing fits and something is offered")
	}
	c.SetText("")
	typeIn(w, "zhuang")
	key(w, fyne.KeyTab)
	if c.Text != "壮族" || w.Canvas().Focused() != next || left != 1 {
		t.Errorf("Tab: %q, focus %T, left %d times", c.Text, w.Canvas().Focused(), left)
	}
}

func TestChoiceOpensTheWholeListAtItsValue(t *testing.T) {
	c, _, w := nation(t)
	c.SetText("壮族")
	key(w, fyne.KeyDown)
	if len(c.offered.names) != len(c.list.Names()) {
		t.Errorf("offered %d of %d", len(c.offered.names), len(c.list.Names()))
	}
	key(w, fyne.KeyPageDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageUp, fyne.KeyReturn)
	if c.Text != c.list.Names()[0] {
		t.Errorf("took %s", c.Text)
	}
	button := c.ActionItem.(*inlineButton)
	button.Tapped(nil)
	if !c.offered.open() {
		t.Error("the button opens no list")
	}
	c.offered.list.OnSelected(2)
	if c.Text != c.list.Names()[2] || c.offered.open() {
		t.Errorf("a click took %s", c.Text)
	}
	c.Disable()
	button.Tapped(nil)
	if c.offered.open() {
		t.Error("a disabled field offers values")
	}
}

func TestChoiceSelectsWithShiftWhileOffering(t *testing.T) {
	c, _, w := nation(t)
	typeIn(w, "zh")
	s := w.Canvas().Focused().(*suggest)
	s.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(s, fyne.KeyLeft)
	s.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if c.SelectedText() != "h" {
		t.Errorf("marked %q", c.SelectedText())
	}
}

// CASES T39: the wheel over a field, or over its list, changes no value.
func TestChoiceWheelChangesNothing(t *testing.T) {
	c, _, w := nation(t)
	c.SetText("壮族")
	for _, dy := range []float32{-200, 200} {
		test.Scroll(w.Canvas(), fyne.NewPos(50, 15), 0, dy)
	}
	key(w, fyne.KeyDown)
	for _, dy := range []float32{-200, 200} {
		test.Scroll(w.Canvas(), fyne.NewPos(50, 100), 0, dy)
	}
	key(w, fyne.KeyEscape)
	if c.Text != "壮族" {
		t.Errorf("the wheel made it %s", c.Text)
	}
}

func TestChoiceLooks(t *testing.T) {
	c, _, w := nation(t)
	typeIn(w, "zh")
	key(w, fyne.KeyDown)
	_ = c
	test.AssertRendersToMarkup(t, "choice.xml", w.Canvas())
}

func longText(t testing.TB, limit int) (*LongText, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	l := NewLongText(4, limit)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(500, 200))
	return l, w
}

func TestLongTextCountsAgainstTheLimit(t *testing.T) {
	l, w := longText(t, 10)
	told := ""
	l.OnChanged = func(s string) { told = s }
	for _, c := range []struct{ text, want string }{
		{"", "0 / 10 字"}, {"一 二\n三\u3000四", "4 / 10 字"}, {"十个字正好不多也不少", "10 / 10 字"}, {strings.Repeat("字", 1234), "▲ 1,234 / 10 字　超出 1,224 字"},
	} {
		l.SetText(c.text)
		if l.count.Text != c.want {
			t.Errorf("%.20q: %q, want %q", c.text, l.count.Text, c.want)
		}
	}
	if len([]rune(told)) != 1234 {
		t.Errorf("told %.20q", told)
	}
	l.SetLimit(0)
	if l.count.Text != "1,234 字" {
		t.Errorf("without a limit %q", l.count.Text)
	}
	l.SetText("一二三")
	l.Also = 9
	l.SetLimit(10)
	if l.count.Text != "▲ 12 / 10 字　超出 2 字" {
		t.Errorf("with a heading %q", l.count.Text)
	}
	test.AssertRendersToMarkup(t, "longtext.xml", w.Canvas())
}

func TestLongTextTakesPhrasesAtTheCursor(t *testing.T) {
	l, _ := longText(t, 100)
	l.SetText("工作认真。")
	l.Entry.CursorColumn = 2
	l.Insert("一贯")
	if l.Text() != "工作一贯认真。" || l.Count() != 7 {
		t.Errorf("%q, %d", l.Text(), l.Count())
	}
	l.Insert("地")
	if l.Text() != "工作一贯地认真。" {
		t.Errorf("the second lands elsewhere: %q", l.Text())
	}
	l.Entry.Undo()
	if strings.Contains(l.Text(), "地") {
		t.Errorf("not undone: %q", l.Text())
	}
	if l.Entry.AcceptsTab() {
		t.Error("Tab stays in it")
	}
}

func BenchmarkLongTextKey4000(b *testing.B) {
	l, _ := longText(b, 1500)
	l.SetText(strings.Repeat("该同志能够认真履行岗位职责，按时完成任务。\n", 182))
	l.Entry.CursorRow = 90
	for b.Loop() {
		l.Entry.TypedRune('字')
	}
}

// A free field keeps every text as typed: its list only saves typing.
func TestFreeFieldKeepsWhatWasTyped(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	c, next := NewFree([]string{"上会", "报上级党委", "审计检查"}), NewEntry()
	w := test.NewTempWindow(t, container.NewVBox(c, next))
	w.Resize(fyne.NewSize(400, 500))
	said := ""
	c.OnChanged = func(s string) { said = s }
	w.Canvas().Focus(c)
	typeIn(w, "审计")
	if c.offered != nil && c.offered.open() {
		t.Error("a list lies over the window while words are typed")
	}
	key(w, fyne.KeyDown)
	if names := strings.Join(c.offered.names, " "); names != "审计检查" {
		t.Errorf("the down key offers %q", names)
	}
	key(w, fyne.KeyReturn)
	if c.Text != "审计检查" || said != "审计检查" {
		t.Errorf("took %q, told %q", c.Text, said)
	}
	c.SetText("")
	typeIn(w, "bsj")
	if names := strings.Join(c.offered.names, " "); names != "报上级党委" {
		t.Errorf("bsj offers %q", names)
	}
	key(w, fyne.KeyEscape)
	w.Canvas().Focus(next)
	if c.Text != "bsj" {
		t.Errorf("leaving made %q of bsj", c.Text)
	}
	w.Canvas().Focus(c)
	c.SetText("")
	compose(c, "SHANG")
	key(w, fyne.KeyBackspace, fyne.KeyDown)
	if c.offered.open() {
		t.Error("the down key of a word being composed opened the list")
	}
}
