package rounds

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/width"

	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// ballotPad shows the ballot at hand and takes the keys: one for each mark.
type ballotPad struct {
	widget.BaseWidget
	sit   *review.Sitting
	marks []string // grades, 弃权 last where there is one
	abs   bool

	names []*widget.Label
	cells [][]*markCell
	rows  *fyne.Container
	box   *container.Scroll
	frame *canvas.Rectangle

	refused, focused bool
	onRune           func(r rune)
	onKey            func(k fyne.KeyName)
	onPut            func(row, digit int)
	onFocus          func(on bool)
	onTheme          func()
}

func newBallotPad(s *review.Scheme, sit *review.Sitting) *ballotPad {
	p := &ballotPad{sit: sit, marks: s.BallotMarks(), abs: s.Abstain != "", rows: container.NewVBox(), frame: canvas.NewRectangle(nil)}
	if p.abs {
		p.marks = append(p.marks, s.Abstain)
	}
	for i, row := range sit.Count.Rows {
		name := widget.NewLabel(row)
		name.Truncation = fyne.TextTruncateEllipsis
		line := container.NewGridWithColumns(len(p.marks))
		var cells []*markCell
		for j, m := range p.marks {
			c := newMarkCell(p.digit(j), m, func() { p.onPut(i, p.digit(j)) })
			cells = append(cells, c)
			line.Add(c)
		}
		left := widgets.Wide(124, name)
		p.names, p.cells = append(p.names, name), append(p.cells, cells)
		p.rows.Add(container.NewBorder(nil, nil, left, nil, line))
	}
	p.box = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(6, 6, 6, 12), p.rows))
	p.frame.CornerRadius, p.frame.StrokeWidth = 4, 2
	p.ExtendBaseWidget(p)
	return p
}

// digit is the key of a column: 弃权 has 0.
func (p *ballotPad) digit(col int) int {
	if p.abs && col == len(p.marks)-1 {
		return 0
	}
	return col + 1
}

// CreateRenderer lays the rows on their frame.
func (p *ballotPad) CreateRenderer() fyne.WidgetRenderer {
	p.paint()
	return widget.NewSimpleRenderer(container.NewStack(p.frame, p.box))
}

// Refresh follows a change of the theme too.
func (p *ballotPad) Refresh() {
	p.paint()
	p.onTheme()
	p.BaseWidget.Refresh()
}

// paint shows the state of the ballot at hand.
func (p *ballotPad) paint() {
	at, marks := len(p.sit.Marks()), p.sit.Marks()
	for i, row := range p.sit.Count.Rows {
		name := "　 " + row
		now := i == at && !p.sit.IsVoid()
		if now {
			name = "→ " + row
		}
		p.names[i].TextStyle = fyne.TextStyle{Bold: now}
		p.names[i].SetText(name)
		for j, c := range p.cells[i] {
			state := cellIdle
			switch {
			case p.sit.IsVoid():
				state = cellVoid
			case i < at && marks[i] == p.marks[j]:
				state = cellChosen
			case now:
				state = cellCurrent
			}
			c.set(state)
		}
	}
	p.frame.FillColor = theme.Color(own.ColorPanel)
	switch {
	case p.refused:
		p.frame.StrokeColor = theme.Color(theme.ColorNameError)
	case p.focused:
		p.frame.StrokeColor = theme.Color(theme.ColorNamePrimary)
	default:
		p.frame.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	}
	p.frame.Refresh()
	p.follow(min(at, len(p.names)-1))
}

// follow keeps the row at hand in sight on a long ballot.
func (p *ballotPad) follow(row int) {
	o := p.rows.Objects[row]
	if view := p.box.Size().Height; view > 0 && (o.Position().Y < p.box.Offset.Y || o.Position().Y+o.Size().Height+12 > p.box.Offset.Y+view) {
		p.box.ScrollToOffset(fyne.NewPos(0, max(0, o.Position().Y-view/3)))
	}
}

// FocusGained and FocusLost show whether the keys go to the ballot.
func (p *ballotPad) FocusGained() { p.setFocused(true) }

// FocusLost takes the frame's colour away.
func (p *ballotPad) FocusLost() { p.setFocused(false) }

func (p *ballotPad) setFocused(on bool) {
	p.focused = on
	p.paint()
	p.onFocus(on)
}

// TypedRune takes a mark; full-width digits of an input method count too.
func (p *ballotPad) TypedRune(r rune) {
	if n := width.LookupRune(r).Narrow(); n != 0 {
		r = n
	}
	p.onRune(r)
}

// TypedKey takes the keys that are no characters; Escape is the window's.
func (p *ballotPad) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(k)
		}
		return
	}
	p.onKey(k.Name)
}

// TypedShortcut makes Ctrl+Z take back the last key here: it must not undo an
// earlier step of the records behind the counter's back. The rest is the window's.
func (p *ballotPad) TypedShortcut(k fyne.Shortcut) {
	switch k.(type) {
	case *fyne.ShortcutUndo:
		p.onKey(fyne.KeyBackspace)
		return
	case *fyne.ShortcutRedo:
		return
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(p).(fyne.Shortcutable); ok {
		c.TypedShortcut(k)
	}
}

// Tapped brings the keys back to the ballot.
func (p *ballotPad) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}

// What a cell of the ballot looks like; the word or sign says it too.
const (
	cellIdle = iota
	cellCurrent
	cellChosen
	cellVoid
)

// markCell is one box of a ballot row, also for the mouse.
type markCell struct {
	widget.BaseWidget
	digit int
	name  string
	state int
	tap   func()
}

func newMarkCell(digit int, name string, tap func()) *markCell {
	c := &markCell{digit: digit, name: name, tap: tap, state: -1}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped gives the row this mark.
func (c *markCell) Tapped(*fyne.PointEvent) { c.tap() }

func (c *markCell) set(state int) {
	if c.state != state {
		c.state = state
		c.Refresh()
	}
}

// text is what stands in the box.
func (c *markCell) text() string {
	switch c.state {
	case cellChosen:
		return "√ " + c.name
	case cellVoid:
		return "作废"
	}
	return fmt.Sprintf("%d %s", c.digit, c.name)
}

// CreateRenderer makes the box and its text.
func (c *markCell) CreateRenderer() fyne.WidgetRenderer {
	r := &cellRenderer{c: c, box: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
	r.box.CornerRadius = 4
	r.text.Alignment = fyne.TextAlignCenter
	r.Refresh()
	return r
}

type cellRenderer struct {
	c    *markCell
	box  *canvas.Rectangle
	text *canvas.Text
}

func (r *cellRenderer) Destroy()                     {}
func (r *cellRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.box, r.text} }

// MinSize fits the longest text the box ever has.
func (r *cellRenderer) MinSize() fyne.Size {
	w := fyne.MeasureText("0 "+r.c.name, theme.TextSize(), fyne.TextStyle{Bold: true}).Width
	return fyne.NewSize(w+12, own.Scaled(38))
}

func (r *cellRenderer) Layout(s fyne.Size) {
	r.box.Resize(s)
	m := r.text.MinSize()
	r.text.Resize(fyne.NewSize(s.Width, m.Height))
	r.text.Move(fyne.NewPos(0, (s.Height-m.Height)/2))
}

func (r *cellRenderer) Refresh() {
	fill, ink, edge := theme.ColorNameButton, theme.ColorNameForeground, theme.ColorNameButton
	bold := false
	switch r.c.state {
	case cellCurrent:
		fill, edge = theme.ColorNameInputBackground, theme.ColorNamePrimary
	case cellChosen:
		fill, ink, edge, bold = theme.ColorNamePrimary, theme.ColorNameBackground, theme.ColorNamePrimary, true
	case cellVoid:
		ink = theme.ColorNameError
	}
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth = theme.Color(fill), theme.Color(edge), 1.5
	r.text.Text, r.text.Color, r.text.TextSize = r.c.text(), theme.Color(ink), theme.TextSize()
	r.text.TextStyle = fyne.TextStyle{Bold: bold}
	r.box.Refresh()
	r.text.Refresh()
	r.Layout(r.c.Size())
}
