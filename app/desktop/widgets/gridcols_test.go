package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
)

// dragEdge drags the right edge of a column in view.
func dragEdge(g *Grid, view int, by float32) {
	s := g.stretches()[view]
	x := s.x + s.wide
	at := func(x float32) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(x, 8), AbsolutePosition: fyne.NewPos(x, 8)}
	}
	g.MouseDown(&desktop.MouseEvent{PointEvent: at(x)})
	g.Dragged(&fyne.DragEvent{PointEvent: at(x + by/2)})
	g.Dragged(&fyne.DragEvent{PointEvent: at(x + by)})
	g.DragEnd()
}

func TestGridColumnsAreDraggedHiddenAndKept(t *testing.T) {
	g := five(t)
	prefs := fyne.CurrentApp().Preferences()
	g.Keep(prefs, "列.某表")
	dragEdge(g, 0, 45)
	if g.widths[0] != 125 {
		t.Fatalf("dragged to %v, want 125", g.widths[0])
	}
	g.Resize(fyne.NewSize(700, 300))
	if g.widths[0] != 125 || g.widths[1] < 400 {
		t.Errorf("after Resize %v", g.widths)
	}
	g.SetColumns(append([]Column{{Title: "新", Width: 30}}, g.Columns...))
	if g.widths[1] != 125 {
		t.Errorf("after SetColumns %v", g.widths)
	}
	dragEdge(g, 1, -500)
	if g.widths[1] != narrowest {
		t.Errorf("dragged away to %v", g.widths[1])
	}
	g.SetShown(2, false)

	other := NewGrid([]Column{{Title: "单位", Width: 100}, {Title: "姓名", Width: 80}, {Title: "内部", Off: true}}, g.Rows, g.CellAt)
	other.Keep(prefs, "列.某表")
	if other.widths[1] != narrowest || !slices.Equal(other.shown, []int{1}) {
		t.Errorf("kept: %v %v", other.widths, other.shown)
	}
	other.SetShown(1, false)
	if len(other.shown) != 1 {
		t.Error("the last column was hidden")
	}
	items := other.ColumnItems()
	if len(items) != 5 || items[0].Checked || !items[1].Checked || !items[1].Disabled || items[2].Checked {
		t.Errorf("offered %+v", items)
	}
	items[2].Action()
	if !slices.Equal(other.shown, []int{1, 2}) {
		t.Errorf("shown %v", other.shown)
	}
	items[4].Action()
	if !slices.Equal(other.shown, []int{0, 1}) || other.widths[1] != 80 || prefs.String("列.某表") != "" {
		t.Errorf("back to the usual: %v %v %q", other.shown, other.widths, prefs.String("列.某表"))
	}
	for _, bad := range []string{"", "{", `{"widths":{"姓名":-5,"单位":1e9}}`, `[1]`} {
		other.SetLayout(bad)
		if other.widths[0] != 100 || other.widths[1] != 80 {
			t.Errorf("layout %q gave %v", bad, other.widths)
		}
	}
}

// heads are the heads in view, from the left.
func headsOf(g *Grid) (out []*headCell) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *headCell:
			out = append(out, x)
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				walk(c)
			}
		}
	}
	walk(g)
	slices.SortFunc(out, func(a, b *headCell) int { return int(a.Position().X - b.Position().X) })
	return out
}

func TestGridHeadsSortDragAndOffer(t *testing.T) {
	g, w := gridOf(t, "甲", "乙")
	sorted := -1
	g.OnSort = func(c int) { sorted = c }
	c := w.Canvas()
	test.TapCanvas(c, fyne.NewPos(30, 15))
	if sorted != 0 {
		t.Errorf("sorted by %d", sorted)
	}
	sorted = -1
	test.TapCanvas(c, fyne.NewPos(200, 15))
	if sorted != -1 {
		t.Error("a column without an order was sorted by")
	}
	head := headsOf(g)[0]
	mouse := func(x float32) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(x, 10), AbsolutePosition: fyne.NewPos(x, 10)}
	}
	head.MouseIn(&desktop.MouseEvent{PointEvent: mouse(79)})
	if head.Cursor() != desktop.HResizeCursor {
		t.Error("the edge of a head does not show that it can be dragged")
	}
	head.MouseDown(&desktop.MouseEvent{PointEvent: mouse(79)})
	head.Dragged(&fyne.DragEvent{PointEvent: mouse(99)})
	head.DragEnd()
	head.MouseMoved(&desktop.MouseEvent{PointEvent: mouse(50)})
	if g.widths[0] != 100 || head.Cursor() != desktop.DefaultCursor {
		t.Errorf("dragged to %v, cursor %v", g.widths[0], head.Cursor())
	}
	g.MouseDown(&desktop.MouseEvent{PointEvent: mouse(50)})
	g.Dragged(&fyne.DragEvent{PointEvent: mouse(99)})
	g.DragEnd()
	if g.widths[0] != 100 {
		t.Errorf("dragged in the middle of a head to %v", g.widths[0])
	}
	g.columnMenu(fyne.NewPos(30, 15))
	if c.Overlays().Top() == nil {
		t.Error("no menu of columns")
	}
}

// Beside a column that does not scroll, a click finds the cell that is drawn there.
func TestGridFindsCellsBesideAStickyColumn(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(false))
	var cols []Column
	for i, w := range []float32{90, 210, 60, 150, 84, 120, 74, 160, 90} {
		cols = append(cols, Column{Title: string(rune('A' + i)), Width: w})
	}
	g := NewGrid(cols, func() int { return 9 }, func(_, c int) Cell { return Cell{Text: cols[c].Title} })
	g.StickyColumnCount = 1
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(500, 300))
	for _, off := range []float32{0, 40, 130, 260, 400, 520} {
		g.ScrollToOffset(fyne.NewPos(off, 0))
		seen := g.stretches()
		if len(seen) < 3 || seen[0].view != 0 || seen[0].x != 0 {
			t.Fatalf("at %v drawn: %+v", off, seen)
		}
		for _, h := range headsOf(g) {
			x := fyne.CurrentApp().Driver().AbsolutePositionForObject(h).X + h.Size().Width/2
			if x < 100 && h.view > 0 || x > 480 {
				continue // under the column that does not scroll, or outside
			}
			r, c, ok := g.RowColAt(fyne.NewPos(x, rowY(t, g, 2)+4))
			if !ok || r != 2 || cols[c].Title != h.text {
				t.Errorf("scrolled by %v: under the head %s is %d %d %v", off, h.text, r, c, ok)
			}
		}
	}
}

// Columns grow with the size of type, also while the grid stays as large.
func TestColumnsGrowWithText(t *testing.T) {
	g := five(t)
	fyne.CurrentApp().Settings().SetTheme(theme.Sized(false, 150))
	g.Refresh()
	if g.widths[0] != 120 {
		t.Errorf("a column of 80 is %v wide at 150 %%, want 120", g.widths[0])
	}
}
