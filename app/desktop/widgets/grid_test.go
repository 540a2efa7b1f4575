package widgets

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/theme"
)

// gridOf shows a grid of the given first cells in a window.
func gridOf(t testing.TB, names ...string) (*Grid, fyne.Window) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(false))
	g := NewGrid([]Column{{Title: "姓名", Width: 80, Sort: true}, {Title: "单位", Width: 100, Grow: true}, {Title: "年龄", Width: 60}},
		func() int { return len(names) },
		func(r, c int) Cell { return Cell{Text: []string{names[r], "某处", "40", ""}[c]} })
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(500, 300))
	return g, w
}

func five(t *testing.T) *Grid {
	g, _ := gridOf(t, "甲", "乙\t丙", "丁", "戊", "己")
	return g
}

func press(f fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func wantMarked(t *testing.T, g *Grid, want ...int) {
	t.Helper()
	if got := g.Marked(); !slices.Equal(got, want) {
		t.Errorf("marked %v, want %v", got, want)
	}
	if g.MarkedCount() != len(want) {
		t.Errorf("count %d, want %d", g.MarkedCount(), len(want))
	}
}

func TestGridKeysMoveTheMarkAndOpen(t *testing.T) {
	g := five(t)
	opened, told := -1, 0
	g.OnOpen = func(r, _ int) { opened = r }
	g.OnMarked = func() { told++ }
	press(g, fyne.KeyDown, fyne.KeyDown)
	wantMarked(t, g, 2)
	if told != 2 {
		t.Errorf("told %d times", told)
	}
	press(g, fyne.KeyReturn)
	if opened != 2 {
		t.Errorf("Enter opened %d", opened)
	}
	press(g, fyne.KeyEnd, fyne.KeyDown)
	wantMarked(t, g, 4)
	press(g, fyne.KeyHome, fyne.KeyUp)
	wantMarked(t, g, 0)
	press(g, fyne.KeyPageDown)
	wantMarked(t, g, 4)
	press(g, fyne.KeyPageUp)
	wantMarked(t, g, 0)
}

func TestGridMarksWithKeys(t *testing.T) {
	g := five(t)
	press(g, fyne.KeyDown)
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(g, fyne.KeyDown, fyne.KeyDown)
	wantMarked(t, g, 1, 2, 3)
	press(g, fyne.KeyUp)
	wantMarked(t, g, 1, 2)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	ctrl := func(k fyne.KeyName) {
		g.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl})
	}
	ctrl(fyne.KeyDown)
	ctrl(fyne.KeyDown)
	wantMarked(t, g, 1, 2)
	ctrl(fyne.KeySpace)
	wantMarked(t, g, 1, 2, 4)
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	wantMarked(t, g, 0, 1, 2, 3, 4)
	ctrl(fyne.KeySpace)
	wantMarked(t, g, 0, 1, 2, 3)
	press(g, fyne.KeySpace) // without OnTap
	wantMarked(t, g, 0, 1, 2, 3, 4)
	press(g, fyne.KeyHome)
	wantMarked(t, g, 0)
}

func TestGridMarksSeveralWithTheMouseAndCopiesThem(t *testing.T) {
	g := five(t)
	click := func(row int, mod fyne.KeyModifier) {
		p := fyne.NewPos(20, rowY(t, g, row))
		g.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Modifier: mod})
		g.Tapped(&fyne.PointEvent{Position: p})
	}
	click(1, 0)
	click(3, fyne.KeyModifierShift)
	wantMarked(t, g, 1, 2, 3)
	click(2, fyne.KeyModifierControl)
	wantMarked(t, g, 1, 3)
	g.TypedShortcut(&fyne.ShortcutCopy{})
	want := "姓名\t单位\t年龄\n乙 丙\t某处\t40\n戊\t某处\t40\n"
	if got := fyne.CurrentApp().Clipboard().Content(); got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	g.Mark(-1)
	if got := g.TSV(); strings.Count(got, "\n") != 6 {
		t.Errorf("without marks %q", got)
	}
	g.SetShown(1, false)
	g.Mark(0)
	if got := g.TSV(); got != "姓名\t年龄\n甲\t40\n" {
		t.Errorf("a hidden column was copied: %q", got)
	}
}

// rowY is the middle of a row, in the grid.
func rowY(t testing.TB, g *Grid, row int) float32 {
	t.Helper()
	first := float32(-1)
	for y := float32(0); y < g.Size().Height; y++ {
		if id, ok := g.at(fyne.NewPos(10, y)); ok && id.Row == row {
			if first < 0 {
				first = y
			}
		} else if first >= 0 {
			return (first + y) / 2
		}
	}
	t.Fatalf("row %d is not in view", row)
	return 0
}

func TestGridCellUnderADroppedFile(t *testing.T) {
	g := five(t)
	abs := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	for y := rowY(t, g, 0); y <= rowY(t, g, 4); y++ { // the gaps between rows too
		if _, _, ok := g.RowColAt(abs.AddXY(100, y)); !ok {
			t.Fatalf("no cell at %v", y)
		}
	}
	r, c, ok := g.RowColAt(abs.AddXY(g.widths[0]+20, rowY(t, g, 2)))
	if !ok || r != 2 || c != 1 {
		t.Errorf("cell %d %d %v, want 2 1", r, c, ok)
	}
	g.SetShown(0, false)
	if _, c, _ = g.RowColAt(abs.AddXY(20, rowY(t, g, 2))); c != 1 {
		t.Errorf("with the first column hidden: %d, want 1", c)
	}
	for _, p := range []fyne.Position{fyne.NewPos(20, 3), fyne.NewPos(20, 290), fyne.NewPos(-5, 60), fyne.NewPos(20, 900)} {
		if r, c, ok := g.RowColAt(abs.Add(p)); ok {
			t.Errorf("a cell %d %d at %v", r, c, p)
		}
	}
}

func TestGridSharesTheRoom(t *testing.T) {
	g := five(t)
	if g.widths[0] != 80 || g.widths[1] < 330 {
		t.Errorf("widths %v in %v", g.widths, g.Size())
	}
}

func TestGridJumpsToWhatIsTyped(t *testing.T) {
	g, _ := gridOf(t, "丁冬", "曾小雨", "张三", "张明", "欧阳修", "Zoe")
	typed := func(s string) {
		g.ahead = typeAhead{}
		for _, r := range s {
			g.TypedRune(r)
		}
	}
	for _, c := range []struct {
		from int
		text string
		want int
	}{
		{0, "zxy", 1}, {0, "zeng", 1}, {0, "张", 2}, {0, "张明", 3}, {0, "zhm", 3}, {5, "d", 0}, {0, "oyx", 4}, {0, "ZO", 5},
		{2, "张", 3}, {3, "张", 2}, {0, "q", 0},
	} {
		g.moveTo(c.from, false, false)
		if typed(c.text); g.cursor.Row != c.want {
			t.Errorf("%q from row %d goes to %d, want %d", c.text, c.from, g.cursor.Row, c.want)
		}
	}
	g.moveTo(0, false, false)
	typed("zm")
	g.ahead.last = time.Now().Add(-2 * typeAheadTime)
	g.TypedRune('d')
	if g.cursor.Row != 0 {
		t.Errorf("after a pause the letters go on: row %d", g.cursor.Row)
	}
}

func TestGridMenuMarksItsRow(t *testing.T) {
	g, w := gridOf(t, "甲", "乙", "丙")
	var at []int
	g.OnMenu = func(r, c int) []*fyne.MenuItem {
		at = []int{r, c}
		return []*fyne.MenuItem{fyne.NewMenuItem("做事", nil)}
	}
	g.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, rowY(t, g, 1)), AbsolutePosition: fyne.NewPos(20, 60)})
	wantMarked(t, g, 1)
	if !reflect.DeepEqual(at, []int{1, 0}) || w.Canvas().Overlays().Top() == nil {
		t.Errorf("menu for %v", at)
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	press(g, fyne.KeyDown, desktop.KeyMenu)
	if !reflect.DeepEqual(at, []int{2, 0}) || w.Canvas().Overlays().Top() == nil {
		t.Errorf("menu key for %v", at)
	}
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	g.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, rowY(t, g, 1))})
	wantMarked(t, g, 0, 1, 2)
}

func TestGridHandsOnWhatItHasNoUseFor(t *testing.T) {
	g, w := gridOf(t, "甲")
	var got []string
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, string(e.Name)) })
	press(g, fyne.KeyEscape, fyne.KeyReturn)
	g.TypedShortcut(&fyne.ShortcutUndo{}) // the test canvas knows no shortcuts
	if want := []string{"Escape", "Return"}; !slices.Equal(got, want) {
		t.Errorf("handed on %v, want %v", got, want)
	}
}

// CASES T21: rare characters, U+3000, zero-width, NUL, combining, RTL override.
func TestRareCharactersAreShownSafely(t *testing.T) {
	for in, want := range map[string]string{
		"张三": "张三", "㛃𠮷·": "㛃𠮷·", "张\u3000三": "张\u3000三", "张\u200b三": "张□三", "张\x00三": "张□三",
		"e\u0301": "e\u0301", "\u202e三张": "□三张", "葛\U000e0100": "葛", "a\tb": "a b", "一\n二": "一\n二", "\ufeff头": "□头",
	} {
		if got := Safe(in); got != want {
			t.Errorf("Safe(%q) = %q, want %q", in, got, want)
		}
	}
	g, _ := gridOf(t, "\u202e张三", "𠮷野")
	o := newCell()
	g.updateCell(widget.TableCellID{}, o)
	if got := o.(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*canvas.Text).Text; got != "□张三" {
		t.Errorf("shown %q", got)
	}
	g.Mark(0)
	if !strings.Contains(g.TSV(), "\u202e张三") {
		t.Error("the data was changed on copying")
	}
}

func TestGridWheelScrollsAndChangesNothing(t *testing.T) {
	names := make([]string, 200)
	for i := range names {
		names[i] = fmt.Sprint("人", i)
	}
	g, w := gridOf(t, names...)
	g.Mark(3)
	test.Scroll(w.Canvas(), fyne.NewPos(100, 150), 0, -400)
	wantMarked(t, g, 3)
	if id, ok := g.at(fyne.NewPos(20, 60)); !ok || id.Row == 0 {
		t.Errorf("it did not scroll: row %v", id)
	}
}

func TestGridLooks(t *testing.T) {
	g, w := gridOf(t, "甲", "乙", "\u202e丙")
	g.Sorted = 0
	g.Mark(1)
	test.AssertRendersToMarkup(t, "grid.xml", w.Canvas())
}

// A row that the keys go to is seen, not hidden by the head.
func TestGridShowsTheRowTheKeysGoTo(t *testing.T) {
	var rows []string
	for i := range 60 {
		rows = append(rows, fmt.Sprint(i))
	}
	g, _ := gridOf(t, rows...)
	top := func() int {
		return g.rowAt(fyne.NewPos(10, newHeadCell(g).MinSize().Height+10))
	}
	press(g, fyne.KeyEnd, fyne.KeyHome)
	if top() != 0 {
		t.Errorf("after Home the first row that is seen is %d", top())
	}
	press(g, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyUp)
	if at := g.Marked()[0]; top() > at {
		t.Errorf("row %d is marked, the first that is seen is %d", at, top())
	}
	press(g, fyne.KeyHome, fyne.KeyDown, fyne.KeyUp)
	if top() != 0 {
		t.Errorf("back at the first row %d is seen first", top())
	}
}

// The cell that the keys go to has a frame on all four sides: the cells around it
// do not paint over it.
func TestGridFramesTheCellTheKeysGoTo(t *testing.T) {
	g, w := gridOf(t, "甲", "乙", "丙", "丁")
	w.Canvas().Focus(g)
	with := w.Canvas().Capture()
	w.Canvas().Unfocus()
	without := w.Canvas().Capture()
	across, down := map[int]int{}, map[int]int{}
	for y := range with.Bounds().Dy() {
		for x := range with.Bounds().Dx() {
			if with.At(x, y) != without.At(x, y) {
				across[y]++
				down[x]++
			}
		}
	}
	apart := func(lines map[int]int, least int) int {
		lo, hi := 1<<20, 0
		for at, n := range lines {
			if n >= least {
				lo, hi = min(lo, at), max(hi, at)
			}
		}
		return hi - lo
	}
	if h, wide := apart(across, 60), apart(down, 15); h < 20 || wide < 60 {
		t.Errorf("the lines across are %d apart, those down %d", h, wide)
	}
}

// What a right click offers tells its keys in a colour that is read.
func TestGridMenuTellsItsKeys(t *testing.T) {
	g, _ := gridOf(t, "甲")
	told := ""
	for _, it := range g.menuItems() {
		if _, faint := it.Shortcut.(fyne.KeyboardShortcut); faint {
			t.Errorf("%s: Fyne writes its key, hardly to be seen", it.Label)
		}
		told += it.Label + "\n"
	}
	if !strings.Contains(told, "复制　Ctrl+C\n全选　Ctrl+A\n") {
		t.Error(told)
	}
}

// The links at a finding's end keep clear of the scroll bar.
func TestFindingsKeepClearOfTheScrollBar(t *testing.T) {
	test.NewTempApp(t)
	f := NewFindings("")
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(500, 60))
	var many []Finding
	for range 9 {
		many = append(many, Finding{Kind: "警告", Text: "性别没有填写", Jump: func() {}, Waive: func() {}})
	}
	f.Set(many)
	end := float32(0)
	for _, o := range test.LaidOutObjects(w.Content()) {
		if _, ok := o.(*link); ok {
			end = max(end, fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X+o.Size().Width)
		}
	}
	bar := fyne.CurrentApp().Driver().AbsolutePositionForObject(f).X + f.Size().Width - barRoom
	if end == 0 || end > bar {
		t.Errorf("the last link ends at %v, the bar begins at %v", end, bar)
	}
}
