package widgets

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	narrowest = 28 // a column dragged to nothing could not be found again
	edgeReach = 6  // how near to a column's edge the mouse takes hold of it
)

// dragging is the column that is being made wider or narrower.
type dragging struct {
	col   int // -1 for none
	from  float32
	width float32
	moved bool
}

func (g *Grid) key(col int) string {
	if c := g.Columns[col]; c.Key != "" {
		return c.Key
	}
	return g.Columns[col].Title
}

// off tells that a column is not shown.
func (g *Grid) off(col int) bool {
	c := g.Columns[col]
	if choice, made := g.hidden[g.key(col)]; made && !c.Fixed {
		return choice
	}
	return c.Off && !c.Fixed
}

// arrange finds the columns in view and gives them their widths. Of what is left
// those get first that would cut what stands in them, the rest goes to those that
// grow; what a person dragged stays as it is.
func (g *Grid) arrange() {
	g.shown = g.shown[:0]
	for i := range g.Columns {
		if !g.off(i) {
			g.shown = append(g.shown, i)
		}
	}
	if len(g.shown) == 0 && len(g.Columns) > 0 {
		g.shown = append(g.shown, 0)
	}
	g.widths, g.text = make([]float32, len(g.Columns)), theme.TextSize()
	left := g.Size().Width - theme.Padding()
	var free, growing []int
	for _, i := range g.shown {
		w, own := g.dragged[g.key(i)]
		if !own {
			w = g.Columns[i].Width * theme.TextSize() / usualText
			if g.Columns[i].Grow {
				growing = append(growing, i)
			} else {
				free = append(free, i)
			}
		}
		g.widths[i] = w
		left -= w + theme.Padding()
	}
	left = g.widen(free, left)
	left = g.widen(growing, left)
	for _, i := range growing {
		g.widths[i] += max(0, left) / float32(len(growing))
	}
	g.quiet = true // every width draws all cells anew; whoever calls does it once
	defer func() { g.quiet = false }()
	for view, i := range g.shown {
		g.SetColumnWidth(view, g.widths[i])
	}
}

// widen gives columns what they lack, or each the same part of it where there is
// not enough, and tells what is left then.
func (g *Grid) widen(cols []int, left float32) float32 {
	if left <= 0 || len(g.needs) != len(g.Columns) {
		return left
	}
	var all float32
	for _, i := range cols {
		all += max(0, g.needs[i]*g.text+cellPad-g.widths[i])
	}
	if all == 0 {
		return left
	}
	part := min(1, left/all)
	for _, i := range cols {
		g.widths[i] += part * max(0, g.needs[i]*g.text+cellPad-g.widths[i])
	}
	return left - part*all
}

// Of how many rows it is looked how wide they are, spread over the list unless it
// is so long that its far rows are read only when they are shown; and what a cell
// has beside its text.
const (
	needRows   = 40
	spreadRows = 2000
	cellPad    = 14
)

// need finds how wide the columns' texts are, in em, when there are more rows to
// look at than before: columns never become narrower while one filters. It tells
// whether something changed.
func (g *Grid) need() bool {
	n := g.Rows()
	if min(n, needRows) <= g.needed && len(g.needs) == len(g.Columns) {
		return false
	}
	if len(g.needs) != len(g.Columns) {
		g.needs = make([]float32, len(g.Columns))
	}
	g.needed = min(n, needRows)
	for i, c := range g.Columns {
		g.needs[i] = max(g.needs[i], textEm(c.Title))
		if c.Sort {
			g.needs[i] = max(g.needs[i], textEm(c.Title+" ↓"))
		}
		for k := range g.needed {
			r := k
			if n <= spreadRows {
				r = k * n / g.needed
			}
			g.needs[i] = max(g.needs[i], textEm(g.CellAt(r, i).Text))
		}
	}
	return true
}

// usualText is the size of type that columns' widths are given for; they grow
// with it.
const usualText = 14

// viewOf is a column's place among those in view, -1 when it is hidden.
func (g *Grid) viewOf(col int) int { return slices.Index(g.shown, col) }

// stretch is where a column's head is drawn.
type stretch struct {
	view    int
	x, wide float32
}

// stretches are the columns that are drawn, those that do not scroll first. They
// are asked of the heads themselves: beside columns that do not scroll, Fyne
// 2.8.1 draws the others elsewhere than it looks for them under the mouse.
func (g *Grid) stretches() []stretch {
	d := fyne.CurrentApp().Driver()
	origin := d.AbsolutePositionForObject(g)
	var out []stretch
	for h := range g.heads {
		abs := d.AbsolutePositionForObject(h)
		if abs.IsZero() && (!origin.IsZero() || h.Position().X != 0) || h.view >= len(g.shown) {
			continue // not drawn now
		}
		out = append(out, stretch{h.view, abs.X - origin.X, h.Size().Width})
	}
	slices.SortFunc(out, func(a, b stretch) int { return a.view - b.view })
	return out
}

// colAt is the column drawn at a place, with the gap behind it; -1 for none.
func (g *Grid) colAt(x float32) int {
	for _, s := range g.stretches() {
		if x >= s.x && x < s.x+s.wide+theme.Padding() {
			return g.shown[s.view]
		}
	}
	return -1
}

// edgeAt is the column whose right edge is at a place in the header, -1 for none.
func (g *Grid) edgeAt(p fyne.Position) int {
	if p.Y > newHeadCell(g).MinSize().Height {
		return -1
	}
	for _, s := range g.stretches() {
		if d := s.x + s.wide + theme.Padding()/2 - p.X; d >= -edgeReach && d <= edgeReach {
			return g.shown[s.view]
		}
	}
	return -1
}

func (g *Grid) grab(p fyne.Position, absX float32) {
	g.drag = dragging{col: g.edgeAt(p), from: absX}
	if g.drag.col >= 0 {
		g.drag.width = g.widths[g.drag.col]
	}
}

// Dragged makes the column that was taken hold of wider or narrower.
func (g *Grid) Dragged(e *fyne.DragEvent) {
	d := &g.drag
	if d.col < 0 || d.col >= len(g.Columns) {
		return
	}
	d.moved = true
	g.dragged[g.key(d.col)] = max(narrowest, d.width+e.AbsolutePosition.X-d.from)
	g.arrange()
	g.Refresh()
}

// DragEnd keeps the new width.
func (g *Grid) DragEnd() {
	moved := g.drag.moved
	g.drag = dragging{col: -1}
	if moved {
		g.layoutChanged()
	}
}

// Cursor shows where a column can be dragged.
func (g *Grid) Cursor() desktop.Cursor {
	if g.drag.col >= 0 {
		return desktop.HResizeCursor
	}
	return g.Table.Cursor()
}

func (g *Grid) layoutChanged() {
	if g.OnLayout != nil {
		g.OnLayout()
	}
}

// layoutText is a layout as it is kept.
type layoutText struct {
	Widths map[string]float32 `json:"widths,omitempty"`
	Hidden map[string]bool    `json:"hidden,omitempty"`
}

// Layout is the widths and the choice of columns, to be kept.
func (g *Grid) Layout() string {
	if len(g.dragged) == 0 && len(g.hidden) == 0 {
		return ""
	}
	b, err := json.Marshal(layoutText{g.dragged, g.hidden})
	if err != nil {
		return "" // no number of ours is without a text
	}
	return string(b)
}

// SetLayout brings back a kept layout; what cannot be read gives the columns as
// they are made.
func (g *Grid) SetLayout(text string) {
	var l layoutText
	if json.Unmarshal([]byte(text), &l) != nil {
		l = layoutText{}
	}
	g.dragged, g.hidden = map[string]float32{}, map[string]bool{}
	for k, w := range l.Widths {
		if w >= narrowest && w < 4000 {
			g.dragged[k] = w
		}
	}
	for k, h := range l.Hidden {
		g.hidden[k] = h
	}
	g.arrange()
	g.Refresh()
}

// Keep brings back the layout kept under a key and keeps it from now on.
func (g *Grid) Keep(p fyne.Preferences, key string) {
	g.SetLayout(p.String(key))
	before := g.OnLayout
	g.OnLayout = func() {
		p.SetString(key, g.Layout())
		if before != nil {
			before()
		}
	}
}

// SetShown shows or hides a column.
func (g *Grid) SetShown(col int, show bool) {
	if !show && len(g.shown) == 1 && g.shown[0] == col {
		return // something must be left
	}
	g.hidden[g.key(col)] = !show
	g.arrange()
	if g.viewOf(g.cursor.Col) < 0 {
		g.cursor.Col = g.shown[0]
	}
	g.Refresh()
	g.layoutChanged()
}

// ColumnItems are menu items that choose the columns.
func (g *Grid) ColumnItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i, c := range g.Columns {
		if c.Title == "" {
			continue
		}
		item := fyne.NewMenuItem(c.Title, func() { g.SetShown(i, g.viewOf(i) < 0) })
		item.Checked = g.viewOf(i) >= 0
		item.Disabled = c.Fixed || item.Checked && len(g.shown) == 1
		items = append(items, item)
	}
	usual := fyne.NewMenuItem("恢复原来的列和列宽", func() {
		g.SetLayout("")
		g.layoutChanged()
	})
	usual.Disabled = len(g.dragged) == 0 && len(g.hidden) == 0
	return append(items, fyne.NewMenuItemSeparator(), usual)
}

func (g *Grid) columnMenu(abs fyne.Position) { g.popUp(g.ColumnItems(), abs) }

func (g *Grid) popUp(items []*fyne.MenuItem, abs fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, abs)
	}
}

// ColumnsButton is a button that offers the columns, for those who never try a
// right click.
func (g *Grid) ColumnsButton() *Push {
	b := NewPush("列…", nil, widget.MediumImportance, nil)
	b.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		g.columnMenu(at.AddXY(0, b.Size().Height))
	}
	return b
}
