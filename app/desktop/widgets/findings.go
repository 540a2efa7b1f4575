package widgets

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
)

// Finding is one thing that was found wrong, as a list shows it.
type Finding struct {
	Mark  string              // its sign and weight, such as × or !
	Kind  string              // its weight in a word, such as 错误
	Color fyne.ThemeColorName // of mark and kind
	Text  string              // what is wrong and what to do
	Jump  func()              // goes to the place, nil for none
	Waive func()              // asks for the reason to leave it, nil for none
}

// Findings is a list of findings: up and down go through them, Enter or a click
// goes to the place of one.
type Findings struct {
	widget.BaseWidget
	OnEmpty string // shown when nothing was found

	items   []Finding
	rows    []*findingRow
	at      int
	focused bool
	box     *fyne.Container
	scroll  *container.Scroll
	none    *Paragraph
}

var _ fyne.Focusable = (*Findings)(nil)

// NewFindings makes an empty list; empty is what it says then.
func NewFindings(empty string) *Findings {
	f := &Findings{OnEmpty: empty, box: container.NewVBox(), none: Wrapped(empty)}
	f.none.Importance = widget.LowImportance
	f.scroll = container.NewVScroll(container.NewStack(f.box, f.none))
	f.scroll.SetMinSize(fyne.NewSize(0, own.Scaled(34))) // a line, however little room there is
	f.ExtendBaseWidget(f)
	return f
}

// Set shows other findings; the place in the list stays.
func (f *Findings) Set(items []Finding) {
	f.items, f.rows = items, nil
	f.box.RemoveAll()
	for i := range items {
		r := newFindingRow(f, i)
		f.rows = append(f.rows, r)
		f.box.Add(r)
	}
	f.at = max(0, min(f.at, len(items)-1))
	f.none.SetText(f.OnEmpty)
	f.none.Hidden = len(items) > 0
	f.box.Refresh()
	f.scroll.Refresh()
}

// Len is how many there are.
func (f *Findings) Len() int { return len(f.items) }

// CreateRenderer shows the list.
func (f *Findings) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.scroll) }

// FocusGained shows the finding the keys are at.
func (f *Findings) FocusGained() { f.focused = true; f.draw() }

// FocusLost ends it.
func (f *Findings) FocusLost() { f.focused = false; f.draw() }

func (f *Findings) draw() {
	for _, r := range f.rows {
		r.Refresh()
	}
}

// TypedRune has no use for letters.
func (f *Findings) TypedRune(rune) {}

// TypedKey goes through the list; Enter goes to the finding's place, the space
// bar asks for the reason to leave it.
func (f *Findings) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		f.goTo(f.at + 1)
	case fyne.KeyUp:
		f.goTo(f.at - 1)
	case fyne.KeyHome, fyne.KeyPageUp:
		f.goTo(0)
	case fyne.KeyEnd, fyne.KeyPageDown:
		f.goTo(len(f.items) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.do(func(x Finding) func() { return x.Jump })
	case fyne.KeySpace:
		f.do(func(x Finding) func() { return x.Waive })
	default:
		handKey(f, e)
	}
}

// TypedShortcut hands on what is not for it.
func (f *Findings) TypedShortcut(s fyne.Shortcut) { handShortcut(f, s) }

func (f *Findings) do(what func(Finding) func()) {
	if f.at < len(f.items) {
		if act := what(f.items[f.at]); act != nil {
			act()
		}
	}
}

func (f *Findings) goTo(i int) {
	if len(f.items) == 0 {
		return
	}
	f.at = max(0, min(i, len(f.items)-1))
	f.draw()
	r := f.rows[f.at]
	top, high := r.Position().Y, r.Size().Height
	switch off := f.scroll.Offset.Y; {
	case top < off:
		f.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+high > off+f.scroll.Size().Height:
		f.scroll.ScrollToOffset(fyne.NewPos(0, top+high-f.scroll.Size().Height))
	}
}

// findingRow is one finding in its list.
type findingRow struct {
	widget.BaseWidget
	f    *Findings
	i    int
	back *canvas.Rectangle
	all  fyne.CanvasObject
}

func newFindingRow(f *Findings, i int) *findingRow {
	x := f.items[i]
	r := &findingRow{f: f, i: i, back: canvas.NewRectangle(nil)}
	kind := canvas.NewText(fmt.Sprintf("%s %s", x.Mark, x.Kind), themeColor(colorOr(x.Color)))
	kind.TextSize, kind.TextStyle.Bold = theme.TextSize(), true
	text := Wrapped(Safe(x.Text))
	buttons := container.NewHBox()
	add := func(name string, act func()) {
		if act == nil {
			return
		}
		b := newLink(name, func() { f.at = i; f.draw(); act() })
		buttons.Add(b)
	}
	add("去改", x.Jump)
	add("说明…", x.Waive)
	pad := theme.Padding()
	line := container.NewBorder(nil, nil, container.NewVBox(container.New(kindLayout{}, kind)), container.NewVBox(container.New(layout.NewCustomPaddedLayout(pad, pad, pad, barRoom), buttons)), text)
	r.all = container.NewStack(r.back, line)
	r.ExtendBaseWidget(r)
	r.paint()
	return r
}

func colorOr(c fyne.ThemeColorName) fyne.ThemeColorName {
	if c == "" {
		return theme.ColorNameForeground
	}
	return c
}

// CreateRenderer shows the row.
func (r *findingRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// Refresh shows whether the keys are at it.
func (r *findingRow) Refresh() {
	r.paint()
	r.BaseWidget.Refresh()
}

func (r *findingRow) paint() {
	if r.back.FillColor = color.Transparent; r.f.focused && r.f.at == r.i {
		r.back.FillColor = themeColor(theme.ColorNameSelection)
	}
	r.back.Refresh()
}

// Tapped goes to the finding's place.
func (r *findingRow) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.f); c != nil {
		c.Focus(r.f)
	}
	r.f.goTo(r.i)
	if x := r.f.items[r.i]; x.Jump != nil {
		x.Jump()
	}
}

// kindLayout gives the kinds of all rows one width.
type kindLayout struct{}

// Layout sets the kind where a label's text would be.
func (kindLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(theme.InnerPadding(), 0))
	o[0].Resize(s)
}

// MinSize is four characters and a line's height.
func (kindLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.TextSize()*4.6+theme.InnerPadding(), theme.TextSize()+2*theme.InnerPadding()+4)
}
