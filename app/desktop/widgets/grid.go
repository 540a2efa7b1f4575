// Package widgets holds the window's own widgets. They know no business: they
// show what they are given and tell what was done with them.
package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// doubleTap is the longest time between the clicks of a double click.
const doubleTap = 450 * time.Millisecond

// Column is one column of a Grid.
type Column struct {
	Key   string // names it in a kept layout; the title where it has none
	Title string
	Width float32
	Sort  bool // its header can be clicked
	Grow  bool // takes its share of the room that is left over
	Fixed bool // cannot be hidden
	Off   bool // not shown until it is chosen
}

// Cell is what stands in a cell. Color "" is the usual text colour.
type Cell struct {
	Text  string
	Color fyne.ThemeColorName
	Bold  bool
}

// Grid is a table for office work: whole rows are marked (with Ctrl and Shift
// several), headers sort, their edges are dragged, a right click on them chooses
// the columns; Enter or a double click opens, letters jump to the row that
// begins so, Ctrl+C copies the marked rows as tab-separated cells. Columns are
// counted as in Columns, shown or not. Set the callbacks before it is shown.
type Grid struct {
	widget.Table
	Columns  []Column
	Rows     func() int
	CellAt   func(row, col int) Cell
	OnOpen   func(row, col int)                  // Enter or double click
	OnTap    func(row, col int)                  // a single click, Space; nil for none
	OnMenu   func(row, col int) []*fyne.MenuItem // right click, nil for the usual menu
	OnMarked func()                              // other rows are marked now
	OnSort   func(col int)
	OnCopy   func(text string)
	OnLayout func() // a column was dragged, hidden or shown
	Sorted   int    // column sorted by, -1 for none
	Down     bool

	shown   []int              // columns in view
	widths  []float32          // of all columns, as shown
	needs   []float32          // of their texts, in em
	needed  int                // rows that were looked at for it
	text    float32            // size of type that the widths are for
	dragged map[string]float32 // widths a person chose, by key
	hidden  map[string]bool    // what a person chose, by key
	heads   map[*headCell]bool // those that were drawn
	focused bool
	drag    dragging
	quiet   bool              // no cell is drawn meanwhile
	none    fyne.CanvasObject // over the grid while it has no rows

	marks   marks
	anchor  int
	cursor  widget.TableCellID // column as in Columns
	ahead   typeAhead
	probe   *widget.TableCellID // where at looks
	shift   bool
	mods    fyne.KeyModifier
	tapped  time.Time
	tapCell widget.TableCellID
}

var (
	_ fyne.Shortcutable      = (*Grid)(nil)
	_ fyne.SecondaryTappable = (*Grid)(nil)
	_ desktop.Keyable        = (*Grid)(nil)
)

// NewGrid makes a grid over rows that the callbacks give.
func NewGrid(cols []Column, rows func() int, cell func(row, col int) Cell) *Grid {
	g := &Grid{Columns: cols, Rows: rows, CellAt: cell, Sorted: -1, anchor: -1,
		dragged: map[string]float32{}, hidden: map[string]bool{}, heads: map[*headCell]bool{}, drag: dragging{col: -1}}
	g.ExtendBaseWidget(g)
	g.HideSeparators, g.ShowHeaderRow = true, true
	g.Length = g.length
	g.CreateCell, g.UpdateCell = newCell, g.updateCell
	g.CreateHeader, g.UpdateHeader = func() fyne.CanvasObject { return newHeadCell(g) }, g.updateHeader
	g.OnHighlighted = func(id widget.TableCellID) {
		if g.probe != nil {
			*g.probe = id
		}
	}
	g.arrange()
	return g
}

// length tells no rows while the grid has no size: Fyne would make a line for
// each of them then.
func (g *Grid) length() (rows, cols int) {
	if g.Size().Height <= 0 {
		return 0, len(g.shown)
	}
	return g.Rows(), len(g.shown)
}

// SetColumns changes the columns; chosen widths and hidden columns stay.
func (g *Grid) SetColumns(cols []Column) {
	g.Columns, g.needs = cols, nil
	g.need()
	g.arrange()
	g.Refresh()
}

// Resize shares the room anew.
func (g *Grid) Resize(s fyne.Size) {
	changed := s.Width != g.Size().Width
	g.Table.Resize(s)
	if changed {
		g.arrange()
		g.Refresh()
	}
}

// Refresh follows a change of the size of type too.
func (g *Grid) Refresh() {
	if size := theme.TextSize(); len(g.shown) > 0 && (g.need() || size != g.text) {
		g.arrange()
	}
	g.Table.Refresh()
	if g.none != nil {
		setVisible(g.none, g.Rows() == 0)
	}
}

// Or is the grid, with a line in its middle while it has no rows.
func (g *Grid) Or(text string) fyne.CanvasObject {
	line := Wrapped(text)
	line.Alignment = fyne.TextAlignCenter
	g.none = container.NewCenter(Wide(emptyWidth, line))
	setVisible(g.none, g.Rows() == 0)
	return container.NewStack(g, g.none)
}

// at finds the row and the column at a place in the grid; the narrow gaps belong
// to the cell before them.
func (g *Grid) at(p fyne.Position) (id widget.TableCellID, ok bool) {
	col := g.colAt(p.X)
	if col < 0 {
		return id, false
	}
	for _, x := range []float32{3, 3 + 2*theme.Padding()} {
		for _, y := range []float32{p.Y, p.Y - theme.Padding()} {
			if row := g.rowAt(fyne.NewPos(x, y)); row >= 0 {
				return widget.TableCellID{Row: row, Col: col}, true
			}
		}
	}
	return id, false
}

// rowAt asks Fyne for the row at a place over some column, -1 for none.
func (g *Grid) rowAt(p fyne.Position) int {
	found := widget.TableCellID{Row: -1, Col: -1}
	g.probe = &found
	g.Table.MouseOut() // it tells a cell only when it is another one
	g.Table.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
	g.probe = nil
	return found.Row
}

// RowColAt is the cell at a place of the window, as for files dropped there.
func (g *Grid) RowColAt(abs fyne.Position) (row, col int, ok bool) {
	p := abs.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(g))
	if s := g.Size(); p.X < 0 || p.Y < 0 || p.X >= s.Width || p.Y >= s.Height {
		return 0, 0, false
	}
	id, ok := g.at(p)
	g.Table.MouseOut()
	return id.Row, id.Col, ok
}

// MouseDown keeps the modifier keys for the click that follows; at the edge of a
// header it takes hold of the column.
func (g *Grid) MouseDown(e *desktop.MouseEvent) {
	g.mods = e.Modifier
	g.grab(e.Position, e.AbsolutePosition.X)
}

// Tapped marks a row, or opens it when it is the second click.
func (g *Grid) Tapped(e *fyne.PointEvent) {
	id, ok := g.at(e.Position)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	g.cursor = id
	g.mark(id.Row)
	twice := id == g.tapCell && time.Since(g.tapped) < doubleTap
	g.tapped, g.tapCell = time.Now(), id
	if twice && g.OnOpen != nil {
		g.tapped = time.Time{}
		g.OnOpen(id.Row, id.Col)
	} else if g.OnTap != nil {
		g.OnTap(id.Row, id.Col)
	}
}

// mark marks a row as its modifier keys say.
func (g *Grid) mark(row int) {
	switch {
	case g.mods&fyne.KeyModifierControl != 0:
		g.marks.toggle(row)
		g.anchor = row
	case g.mods&fyne.KeyModifierShift != 0 && g.anchor >= 0:
		g.marks.span(row, g.anchor)
	default:
		g.marks.only(row)
		g.anchor = row
	}
	g.mods = 0
	g.point()
	g.told()
}

func (g *Grid) told() {
	if g.OnMarked != nil {
		g.OnMarked()
	}
}

// point brings the cursor into view and draws the marks.
func (g *Grid) point() {
	view := max(0, g.viewOf(g.cursor.Col))
	if g.Rows() == 0 || len(g.shown) == 0 {
		g.Refresh()
		return
	}
	at := widget.TableCellID{Row: max(0, g.cursor.Row), Col: view}
	g.Highlight(at)
	if at.Row--; at.Row < 0 { // Fyne takes a cell for lower than it is, by the head: the row would lie under it
		g.ScrollToTop()
	} else {
		g.ScrollTo(at)
	}
}

// Marked lists the marked rows in order.
func (g *Grid) Marked() []int { return g.marks.list(g.Rows()) }

// MarkedCount is how many rows are marked, without listing them.
func (g *Grid) MarkedCount() int { return g.marks.count(g.Rows()) }

// Mark marks one row alone; a row below 0 clears all marks.
func (g *Grid) Mark(row int) {
	g.marks.only(row)
	g.anchor = row
	if row >= 0 {
		g.cursor.Row = row
	}
	g.Refresh()
}

// Reveal brings a row into view and marks it.
func (g *Grid) Reveal(row int) {
	g.Mark(row)
	g.point()
}

// TSV is the marked rows, or all when none is marked, as cells for a
// spreadsheet, with the header: the columns that are shown.
func (g *Grid) TSV() string {
	rows := g.Marked()
	if len(rows) == 0 {
		for i := range g.Rows() {
			rows = append(rows, i)
		}
	}
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", "", "\x00", "")
	var b strings.Builder
	line := func(cell func(col int) string) {
		for i, c := range g.shown {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(clean.Replace(cell(c)))
		}
		b.WriteByte('\n')
	}
	line(func(c int) string { return g.Columns[c].Title })
	for _, r := range rows {
		line(func(c int) string { return g.CellAt(r, c).Text })
	}
	return b.String()
}
