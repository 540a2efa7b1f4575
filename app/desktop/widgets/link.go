package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// link is a word that can be clicked, in a list whose keys do the same: Tab does
// not stop at it.
type link struct {
	widget.BaseWidget
	text *canvas.Text
	tap  func()
}

var (
	_ fyne.Tappable      = (*link)(nil)
	_ desktop.Cursorable = (*link)(nil)
)

func newLink(text string, tap func()) *link {
	l := &link{text: canvas.NewText(text, themeColor(theme.ColorNamePrimary)), tap: tap}
	l.text.TextSize, l.text.TextStyle.Underline = theme.TextSize(), true
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer shows the word.
func (l *link) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.text) }

// Tapped does what the word says.
func (l *link) Tapped(*fyne.PointEvent) { l.tap() }

// Cursor is a hand.
func (l *link) Cursor() desktop.Cursor { return desktop.PointerCursor }
