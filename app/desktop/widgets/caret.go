package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// cursored is what every field for text offers.
type cursored interface {
	fyne.CanvasObject
	CursorPosition() fyne.Position
}

// CaretAt is where text goes in on a canvas: the top of the cursor, the height of
// its line and the field around it, from the canvas' corner. ok is false while
// nothing that takes text has the focus.
func CaretAt(c fyne.Canvas) (at fyne.Position, height float32, field fyne.CanvasObject, ok bool) {
	focused := c.Focused()
	if s, is := focused.(*suggest); is { // the list under a Choice hands on what is typed
		focused = s.c
	}
	e, is := focused.(cursored)
	if !is {
		return at, 0, nil, false
	}
	at = e.CursorPosition()
	if x, is := focused.(*Entry); is {
		if s, is := x.inner.(*container.Scroll); is {
			at = at.Subtract(s.Offset)
		}
	}
	height = fyne.MeasureText("字", theme.TextSize(), fyne.TextStyle{}).Height
	size := e.Size() // the cursor may be scrolled out of sight
	at.X = min(max(at.X, 0), size.Width)
	at.Y = min(max(at.Y, 0), max(0, size.Height-height))
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(e).Add(at), height, e, true
}
