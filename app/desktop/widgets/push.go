package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Push is the button of every screen and dialog: Enter presses it too when it
// has the keyboard, as in Windows; Escape goes on to the window.
type Push struct{ widget.Button }

// NewPush makes a button; icon may be nil.
func NewPush(text string, icon fyne.Resource, importance widget.Importance, tapped func()) *Push {
	b := &Push{}
	b.Text, b.Icon, b.Importance, b.OnTapped = text, icon, importance, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey presses with Enter as with Space and hands Escape to the window.
func (b *Push) TypedKey(e *fyne.KeyEvent) {
	switch c := fyne.CurrentApp().Driver().CanvasForObject(b); {
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		if !b.Disabled() && b.OnTapped != nil {
			b.OnTapped()
		}
	case e.Name == fyne.KeyEscape && c != nil && c.OnTypedKey() != nil:
		c.OnTypedKey()(e)
	default:
		b.Button.TypedKey(e)
	}
}
