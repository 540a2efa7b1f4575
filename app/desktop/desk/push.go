package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Push is a button that Enter presses too when it has the keyboard; Escape goes
// on to the window.
type Push struct{ widget.Button }

// NewPush makes such a button: those of dialogs and of a wizard's steps, which
// the keyboard comes to.
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
