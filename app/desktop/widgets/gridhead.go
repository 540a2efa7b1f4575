package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// headCell is the head of a column: a click sorts, its edges are dragged, a
// right click chooses the columns.
type headCell struct {
	widget.BaseWidget
	g     *Grid
	view  int // its column in view
	text  string
	hover bool
	edge  bool // the mouse is where the column is dragged
}

var (
	_ fyne.Draggable         = (*headCell)(nil)
	_ fyne.Tappable          = (*headCell)(nil)
	_ fyne.SecondaryTappable = (*headCell)(nil)
	_ desktop.Hoverable      = (*headCell)(nil)
	_ desktop.Mouseable      = (*headCell)(nil)
	_ desktop.Cursorable     = (*headCell)(nil)
)

func newHeadCell(g *Grid) *headCell {
	h := &headCell{g: g}
	h.ExtendBaseWidget(h)
	return h
}

// updateHeader names a column's head.
func (g *Grid) updateHeader(id widget.TableCellID, o fyne.CanvasObject) {
	if id.Col < 0 || id.Col >= len(g.shown) {
		return
	}
	h := o.(*headCell)
	g.heads[h] = true
	col := g.shown[id.Col]
	text := g.Columns[col].Title
	if g.Sorted == col {
		if text += " ↑"; g.Down {
			text = g.Columns[col].Title + " ↓"
		}
	}
	if h.view = id.Col; h.text != text {
		h.text = text
	}
	h.Refresh()
}

// Tapped sorts by the column.
func (h *headCell) Tapped(*fyne.PointEvent) {
	if h.edge || h.view >= len(h.g.shown) {
		return
	}
	if col := h.g.shown[h.view]; h.g.Columns[col].Sort && h.g.OnSort != nil {
		h.g.OnSort(col)
	}
}

// TappedSecondary offers the columns.
func (h *headCell) TappedSecondary(e *fyne.PointEvent) { h.g.columnMenu(e.AbsolutePosition) }

// inGrid is a place of the head as a place of the grid.
func (h *headCell) inGrid(p fyne.Position) fyne.Position {
	d := fyne.CurrentApp().Driver()
	return p.AddXY(d.AbsolutePositionForObject(h).X-d.AbsolutePositionForObject(h.g).X, 0)
}

// MouseDown takes hold of the column at its edge.
func (h *headCell) MouseDown(e *desktop.MouseEvent) {
	h.g.grab(h.inGrid(e.Position), e.AbsolutePosition.X)
}

// MouseUp lets go without a drag.
func (h *headCell) MouseUp(*desktop.MouseEvent) {}

// Dragged makes the column wider or narrower.
func (h *headCell) Dragged(e *fyne.DragEvent) { h.g.Dragged(e) }

// DragEnd keeps the new width.
func (h *headCell) DragEnd() { h.g.DragEnd() }

// MouseIn shows that the head can be clicked.
func (h *headCell) MouseIn(e *desktop.MouseEvent) {
	h.hover = true
	h.MouseMoved(e)
	h.Refresh()
}

// MouseMoved tells where it can be dragged.
func (h *headCell) MouseMoved(e *desktop.MouseEvent) {
	h.edge = h.g.edgeAt(h.inGrid(e.Position)) >= 0
}

// MouseOut ends it.
func (h *headCell) MouseOut() {
	h.hover, h.edge = false, false
	h.Refresh()
}

// Cursor shows where it can be dragged.
func (h *headCell) Cursor() desktop.Cursor {
	if h.edge {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer shows the title and a line at the right edge.
func (h *headCell) CreateRenderer() fyne.WidgetRenderer {
	r := &headRenderer{h: h, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type headRenderer struct {
	h          *headCell
	back, line *canvas.Rectangle
	text       *canvas.Text
}

// Layout places the title where the cells under it begin.
func (r *headRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.text.Move(fyne.NewPos(6, 0))
	r.text.Resize(fyne.NewSize(max(0, s.Width-8), s.Height))
	r.line.Move(fyne.NewPos(s.Width+1, 5))
	r.line.Resize(fyne.NewSize(1, max(0, s.Height-10)))
	r.fill()
}

// MinSize is one line of text.
func (r *headRenderer) MinSize() fyne.Size {
	s := fyne.MeasureText("列", theme.TextSize(), fyne.TextStyle{Bold: true})
	return fyne.NewSize(s.Width, s.Height+6)
}

// Refresh follows the head and the theme.
func (r *headRenderer) Refresh() {
	r.fill()
	r.back.Refresh()
	r.text.Refresh()
	r.line.Refresh()
}

func (r *headRenderer) fill() {
	r.back.FillColor = themeColor(theme.ColorNameHeaderBackground)
	if r.h.hover {
		r.back.FillColor = themeColor(theme.ColorNameHover)
	}
	r.line.FillColor = themeColor(theme.ColorNameInputBorder)
	r.text.Color, r.text.TextSize, r.text.TextStyle.Bold = themeColor(theme.ColorNameForeground), theme.TextSize(), true
	r.text.Text = Cut(Safe(r.h.text), (r.h.Size().Width-6)/theme.TextSize())
}

// Objects are what it is drawn of.
func (r *headRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.text, r.line}
}

// Destroy has nothing to let go.
func (r *headRenderer) Destroy() {}
