package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
)

func TestCutKeepsToTheWidth(t *testing.T) {
	for _, c := range []struct {
		in   string
		em   float32
		want string
	}{
		{"党委组织部", 5, "党委组织部"}, {"党委组织部", 4.5, "党委组…"}, {"党委组织部", 3, "党委…"},
		{"abcdef", 4, "abcdef"}, {"第一行\n第二行", 9, "第一行…"}, {"", 1, ""}, {"长", 0.5, "…"},
	} {
		if got := Cut(c.in, c.em); got != c.want {
			t.Errorf("Cut(%q, %v) = %q, want %q", c.in, c.em, got, c.want)
		}
	}
}

func grid(t *testing.T) *Grid {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	names := []string{"甲", "乙\t丙", "丁", "戊", "己"}
	g := NewGrid([]Column{{Title: "姓名", Width: 80}, {Title: "单位", Width: 100, Grow: true}}, func() int { return len(names) },
		func(r, c int) Cell { return Cell{Text: []string{names[r], "某处"}[c]} })
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(500, 300))
	return g
}

func TestGridKeysMoveTheMarkAndOpen(t *testing.T) {
	g := grid(t)
	opened := -1
	g.OnOpen = func(r, _ int) { opened = r }
	key := func(names ...fyne.KeyName) {
		for _, n := range names {
			g.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	key(fyne.KeyDown, fyne.KeyDown)
	if m := g.Marked(); len(m) != 1 || m[0] != 2 {
		t.Fatalf("marked %v after two steps down", m)
	}
	key(fyne.KeyReturn)
	if opened != 2 {
		t.Errorf("Enter opened %d", opened)
	}
	key(fyne.KeyEnd, fyne.KeyDown)
	if m := g.Marked(); m[0] != 4 {
		t.Errorf("marked %v at the end", m)
	}
	key(fyne.KeyHome, fyne.KeyUp)
	if m := g.Marked(); m[0] != 0 {
		t.Errorf("marked %v at the top", m)
	}
}

func TestGridMarksSeveralAndCopiesThem(t *testing.T) {
	g := grid(t)
	g.mark(1)
	g.mods = fyne.KeyModifierShift
	g.mark(3)
	if m := g.Marked(); len(m) != 3 {
		t.Fatalf("Shift marked %v", m)
	}
	g.mods = fyne.KeyModifierControl
	g.mark(2)
	if m := g.Marked(); len(m) != 2 || m[1] != 3 {
		t.Fatalf("Ctrl left %v", m)
	}
	g.TypedShortcut(&fyne.ShortcutCopy{})
	want := "姓名\t单位\n乙 丙\t某处\n戊\t某处\n"
	if got := fyne.CurrentApp().Clipboard().Content(); got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	g.Mark(-1)
	if got := g.TSV(); strings.Count(got, "\n") != 6 {
		t.Errorf("without marks %q", got)
	}
}

func TestGridSharesTheRoom(t *testing.T) {
	g := grid(t)
	if g.widths[0] != 80 || g.widths[1] < 350 {
		t.Errorf("widths %v in %v", g.widths, g.Size())
	}
}

func TestLongEntryLetsTabGo(t *testing.T) {
	test.NewTempApp(t)
	if NewLong(3).AcceptsTab() {
		t.Error("Tab stays in a text of several lines")
	}
}
