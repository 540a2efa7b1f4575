package widgets

import (
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"kaocha/data/cadre/pinyin"
)

// typeAheadTime is how long letters belong to one word.
const typeAheadTime = time.Second

// typeAhead is the letters typed to jump to a row.
type typeAhead struct {
	text string
	last time.Time
}

// KeyDown knows when Shift is held: a key that moves comes without it.
func (g *Grid) KeyDown(e *fyne.KeyEvent) { g.shiftKey(e, true) }

// KeyUp knows when Shift is let go.
func (g *Grid) KeyUp(e *fyne.KeyEvent) { g.shiftKey(e, false) }

func (g *Grid) shiftKey(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		g.shift = down
	}
}

// FocusGained shows the cell that the keys are at.
func (g *Grid) FocusGained() {
	g.focused = true
	g.Table.FocusGained()
	g.Refresh()
}

// FocusLost forgets the keys that were held.
func (g *Grid) FocusLost() {
	g.shift, g.focused, g.ahead = false, false, typeAhead{}
	g.Table.FocusLost()
}

// TypedKey moves the marked row and opens it with Enter.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	inside := g.cursor.Row < g.Rows()
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.OnOpen == nil {
			handKey(g, e) // it confirms a dialog
		} else if inside {
			g.OnOpen(g.cursor.Row, g.cursor.Col)
		}
	case fyne.KeySpace:
		switch {
		case !inside || g.ahead.text != "" && time.Since(g.ahead.last) < typeAheadTime:
		case g.OnTap != nil:
			g.OnTap(g.cursor.Row, g.cursor.Col)
		default:
			g.toggle()
		}
	case fyne.KeyLeft, fyne.KeyRight:
		step := 1
		if e.Name == fyne.KeyLeft {
			step = -1
		}
		if at := g.viewOf(g.cursor.Col) + step; at >= 0 && at < len(g.shown) {
			g.cursor.Col = g.shown[at]
			g.point()
		}
	case desktop.KeyMenu:
		if inside {
			g.menu(g.placeOfCursor())
		}
	case fyne.KeyF10:
		if g.shift && inside {
			g.menu(g.placeOfCursor())
		}
	default:
		if to, ok := g.target(e.Name); ok {
			g.moveTo(to, g.shift, false)
		} else {
			handKey(g, e)
		}
	}
}

// target is the row a key goes to.
func (g *Grid) target(k fyne.KeyName) (row int, ok bool) {
	row = g.cursor.Row
	switch k {
	case fyne.KeyDown:
		row++
	case fyne.KeyUp:
		row--
	case fyne.KeyPageDown:
		row += g.pageRows()
	case fyne.KeyPageUp:
		row -= g.pageRows()
	case fyne.KeyHome:
		row = 0
	case fyne.KeyEnd:
		row = g.Rows() - 1
	default:
		return 0, false
	}
	return row, g.Rows() > 0
}

// moveTo goes to a row: it is marked alone, or with Shift all from where the
// marks began; with Ctrl the marks stay.
func (g *Grid) moveTo(row int, extend, keep bool) {
	g.cursor.Row = max(0, min(row, g.Rows()-1))
	switch {
	case keep:
	case extend:
		if g.anchor < 0 {
			g.anchor = g.cursor.Row
		}
		g.marks.span(g.anchor, g.cursor.Row)
	default:
		g.marks.only(g.cursor.Row)
		g.anchor = g.cursor.Row
	}
	g.point()
	if !keep {
		g.told()
	}
}

func (g *Grid) toggle() {
	if g.cursor.Row < g.Rows() {
		g.marks.toggle(g.cursor.Row)
		g.anchor = g.cursor.Row
		g.point()
		g.told()
	}
}

// rowHeight is a row and the gap under it.
func rowHeight() float32 { return newCell().MinSize().Height + theme.Padding() }

// HeightOf is the height in which the header and a number of rows are seen.
func (g *Grid) HeightOf(rows int) float32 {
	return newHeadCell(g).MinSize().Height + 3*theme.Padding() + float32(rows)*rowHeight()
}

func (g *Grid) pageRows() int {
	return max(1, int(g.Size().Height/rowHeight())-2)
}

// TypedShortcut copies rows with Ctrl+C, marks all with Ctrl+A, marks one more
// with Ctrl+Space, and moves with Ctrl and an arrow without marking.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		g.copy()
	case *fyne.ShortcutSelectAll:
		g.marks.every(g.Rows())
		g.Refresh()
		g.told()
	case *desktop.CustomShortcut:
		if !g.ctrlKey(s) {
			handShortcut(g, s)
		}
	default:
		handShortcut(g, s)
	}
}

func (g *Grid) ctrlKey(s *desktop.CustomShortcut) bool {
	if s.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierControl {
		return false
	}
	if s.KeyName == fyne.KeySpace {
		g.toggle()
		return true
	}
	to, ok := g.target(s.KeyName)
	if ok {
		extend := s.Modifier&fyne.KeyModifierShift != 0
		g.moveTo(to, extend, !extend)
	}
	return ok
}

func (g *Grid) copy() {
	text := g.TSV()
	fyne.CurrentApp().Clipboard().SetContent(text)
	if g.OnCopy != nil {
		g.OnCopy(text)
	}
}

// TypedRune jumps to the next row that begins with what is typed, as text or by
// pinyin.
func (g *Grid) TypedRune(r rune) {
	a := &g.ahead
	if time.Since(a.last) > typeAheadTime {
		a.text = ""
	}
	if a.text == "" && unicode.IsSpace(r) {
		return
	}
	a.text, a.last = a.text+string(unicode.ToLower(r)), time.Now()
	from := g.cursor.Row
	if len([]rune(a.text)) == 1 && g.marks.has(from) {
		from++ // the same letter again goes to the next one
	}
	if row := g.begins(a.text, from); row >= 0 {
		g.moveTo(row, false, false)
	}
}

// begins finds a row, from one on and then from the top, whose first cell of
// text begins so; -1 for none.
func (g *Grid) begins(text string, from int) int {
	n := g.Rows()
	col := g.textColumn(from)
	for i := range n {
		row := (from + i) % n
		cell := g.CellAt(row, col).Text
		if strings.HasPrefix(strings.ToLower(cell), text) || pinyin.MatchStart(text, cell) {
			return row
		}
	}
	return -1
}

// textColumn is the first column in view that holds words, not marks or numbers.
func (g *Grid) textColumn(row int) int {
	for _, c := range g.shown {
		if row = min(row, g.Rows()-1); row < 0 {
			break
		}
		for _, r := range g.CellAt(row, c).Text {
			if unicode.IsLetter(r) {
				return c
			}
			break
		}
	}
	return g.shown[0]
}
