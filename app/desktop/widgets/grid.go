// Package widgets holds the window's own widgets. They know no business: they
// show what they are given and tell what was done with them.
package widgets

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// doubleTap is the longest time between the clicks of a double click.
const doubleTap = 450 * time.Millisecond

// Column is one column of a Grid.
type Column struct {
	Title string
	Width float32
	Sort  bool // its header can be clicked
	Grow  bool // takes its share of the room that is left over
}

// Cell is what stands in a cell. Color "" is the usual text colour.
type Cell struct {
	Text  string
	Color fyne.ThemeColorName
	Bold  bool
}

// Grid is a table for office work: whole rows are marked (with Ctrl and Shift
// several), headers sort, Enter or a double click opens, Ctrl+C copies the
// marked rows as tab-separated cells. Set the callbacks before it is shown.
type Grid struct {
	widget.Table
	Columns []Column
	Rows    func() int
	CellAt  func(row, col int) Cell
	OnOpen  func(row, col int) // Enter or double click
	OnTap   func(row, col int) // a single click, nil for none
	OnSort  func(col int)
	OnCopy  func(text string)
	Sorted  int // column sorted by, -1 for none
	Down    bool

	widths  []float32 // as shown
	marked  map[int]bool
	anchor  int
	cursor  widget.TableCellID
	keying  bool
	hit     *widget.TableCellID
	mods    fyne.KeyModifier
	tapped  time.Time
	tapCell widget.TableCellID
}

var _ fyne.Shortcutable = (*Grid)(nil)

// NewGrid makes a grid over rows that the callbacks give.
func NewGrid(cols []Column, rows func() int, cell func(row, col int) Cell) *Grid {
	g := &Grid{Columns: cols, Rows: rows, CellAt: cell, Sorted: -1, marked: map[int]bool{}, anchor: -1}
	g.ExtendBaseWidget(g)
	g.HideSeparators, g.ShowHeaderRow = true, true
	g.Length = func() (int, int) { return g.Rows(), len(g.Columns) }
	g.CreateCell, g.UpdateCell = newCell, g.updateCell
	g.CreateHeader, g.UpdateHeader = newHeader, g.updateHeader
	g.OnSelected = func(id widget.TableCellID) { g.hit = &id }
	g.OnHighlighted = func(id widget.TableCellID) {
		if g.keying {
			g.cursor = id
		}
	}
	g.setWidths()
	return g
}

// SetColumns changes the columns.
func (g *Grid) SetColumns(cols []Column) {
	g.Columns = cols
	g.setWidths()
	g.Refresh()
}

// setWidths gives the columns their widths and what is left to those that grow.
func (g *Grid) setWidths() {
	left, grow := g.Size().Width-theme.Padding(), 0
	for _, c := range g.Columns {
		left -= c.Width + theme.Padding()
		if c.Grow {
			grow++
		}
	}
	g.widths = make([]float32, len(g.Columns))
	for i, c := range g.Columns {
		if g.widths[i] = c.Width; c.Grow && left > 0 {
			g.widths[i] += left / float32(grow)
		}
		g.SetColumnWidth(i, g.widths[i])
	}
}

// Resize shares the room anew.
func (g *Grid) Resize(s fyne.Size) {
	changed := s.Width != g.Size().Width
	g.Table.Resize(s)
	if changed {
		g.setWidths()
		g.Refresh()
	}
}

func newCell() fyne.CanvasObject {
	t := canvas.NewText(" ", color.Black)
	return container.New(cellLayout{}, canvas.NewRectangle(color.Transparent), container.New(layout.NewCustomPaddedLayout(4, 4, 6, 4), t))
}

// cellLayout lets a cell's background reach over the gap between cells, so that
// a row is one band.
type cellLayout struct{}

func (cellLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := theme.Padding()
	o[0].Move(fyne.NewPos(-gap/2, -gap/2))
	o[0].Resize(s.AddWidthHeight(gap, gap))
	o[1].Resize(s)
}

func (cellLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

func (g *Grid) updateCell(id widget.TableCellID, o fyne.CanvasObject) {
	if id.Row < 0 || id.Row >= g.Rows() || id.Col >= len(g.Columns) {
		return // the rows shrank meanwhile
	}
	box := o.(*fyne.Container)
	back := box.Objects[0].(*canvas.Rectangle)
	t := box.Objects[1].(*fyne.Container).Objects[0].(*canvas.Text)
	c := g.CellAt(id.Row, id.Col)
	if c.Color == "" {
		c.Color = theme.ColorNameForeground
	}
	t.Color, t.TextSize, t.TextStyle.Bold = g.color(c.Color), theme.TextSize(), c.Bold
	t.Text = Cut(c.Text, (g.widths[id.Col]-12)/theme.TextSize())
	switch {
	case g.marked[id.Row]:
		back.FillColor = g.color(theme.ColorNameSelection)
	case id.Row%2 == 1:
		back.FillColor = g.color(theme.ColorNameHover)
	default:
		back.FillColor = color.Transparent
	}
	back.Refresh()
	t.Refresh()
}

func (g *Grid) color(n fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(n, s.ThemeVariant())
}

// Cut shortens a text to a width in em (a Chinese character is one), with an
// ellipsis.
func Cut(s string, em float32) string {
	s, _, more := strings.Cut(s, "\n")
	var w float32
	for i, r := range s {
		if w += runeEm(r); w > em {
			w -= runeEm(r)
			for w > em-1 && i > 0 {
				last := []rune(s[:i])
				w -= runeEm(last[len(last)-1])
				i -= len(string(last[len(last)-1]))
			}
			return s[:i] + "…"
		}
	}
	if more {
		return s + "…"
	}
	return s
}

func runeEm(r rune) float32 {
	switch {
	case r >= 0x2000:
		return 1
	case r >= 'A' && r <= 'Z' || r == '@' || r == 'm' || r == 'w':
		return 0.72
	}
	return 0.56
}

func newHeader() fyne.CanvasObject {
	b := widget.NewButton("列", nil)
	b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
	return b
}

func (g *Grid) updateHeader(id widget.TableCellID, o fyne.CanvasObject) {
	b := o.(*widget.Button)
	if id.Col < 0 || id.Col >= len(g.Columns) {
		return
	}
	c := g.Columns[id.Col]
	title := c.Title
	if g.Sorted == id.Col {
		if title += " ↑"; g.Down {
			title = c.Title + " ↓"
		}
	}
	b.OnTapped = func() {
		if c.Sort && g.OnSort != nil {
			g.OnSort(id.Col)
		}
	}
	if b.Text != title {
		b.SetText(title)
	}
}

// Marked lists the marked rows in order.
func (g *Grid) Marked() []int {
	var out []int
	for i := range g.Rows() {
		if g.marked[i] {
			out = append(out, i)
		}
	}
	return out
}

// Mark marks one row alone; a row below 0 clears all marks.
func (g *Grid) Mark(row int) {
	g.marked = map[int]bool{}
	if row >= 0 {
		g.marked[row] = true
	}
	g.anchor = row
	g.Refresh()
}

// MouseDown keeps the modifier keys for the click that follows.
func (g *Grid) MouseDown(e *desktop.MouseEvent) {
	g.mods = e.Modifier
	g.Table.MouseDown(e)
}

// Tapped marks a row, or opens it when it is the second click.
func (g *Grid) Tapped(e *fyne.PointEvent) {
	g.hit = nil
	g.Table.Tapped(e)
	if g.hit == nil {
		return
	}
	id := *g.hit
	g.UnselectAll()
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

func (g *Grid) mark(row int) {
	switch {
	case g.mods&fyne.KeyModifierControl != 0:
		g.marked[row] = !g.marked[row]
		g.anchor = row
	case g.mods&fyne.KeyModifierShift != 0 && g.anchor >= 0:
		g.marked = map[int]bool{}
		for i := min(row, g.anchor); i <= max(row, g.anchor); i++ {
			g.marked[i] = true
		}
	default:
		g.marked = map[int]bool{row: true}
		g.anchor = row
	}
	g.mods = 0
	g.Refresh()
}

// TypedKey moves the marked row and opens it with Enter.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	g.keying = true
	defer func() { g.keying = false }()
	to := g.cursor
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.OnOpen != nil && g.cursor.Row < g.Rows() {
			g.OnOpen(g.cursor.Row, g.cursor.Col)
		}
		return
	case fyne.KeySpace:
		if g.OnTap != nil && g.cursor.Row < g.Rows() {
			g.OnTap(g.cursor.Row, g.cursor.Col)
		}
		return
	case fyne.KeyPageDown:
		to.Row += g.pageRows()
	case fyne.KeyPageUp:
		to.Row -= g.pageRows()
	case fyne.KeyHome:
		to.Row = 0
	case fyne.KeyEnd:
		to.Row = g.Rows() - 1
	default:
		g.Table.TypedKey(e)
		to = g.cursor
	}
	to.Row = max(0, min(to.Row, g.Rows()-1))
	g.cursor = to
	g.Highlight(to)
	g.Mark(to.Row)
}

func (g *Grid) pageRows() int { return max(1, int(g.Size().Height/30)-2) }

// TypedShortcut copies rows with Ctrl+C and marks all with Ctrl+A.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		text := g.TSV()
		fyne.CurrentApp().Clipboard().SetContent(text)
		if g.OnCopy != nil {
			g.OnCopy(text)
		}
	case *fyne.ShortcutSelectAll:
		for i := range g.Rows() {
			g.marked[i] = true
		}
		g.Refresh()
	}
}

// TSV is the marked rows, or all when none is marked, as cells for a
// spreadsheet, with the header.
func (g *Grid) TSV() string {
	rows := g.Marked()
	if len(rows) == 0 {
		for i := range g.Rows() {
			rows = append(rows, i)
		}
	}
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", "")
	var b strings.Builder
	line := func(cell func(col int) string) {
		for c := range g.Columns {
			if c > 0 {
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
