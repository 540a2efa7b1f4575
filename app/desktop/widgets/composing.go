package widgets

import "fyne.io/fyne/v2"

// Composing follows an input method that shows the program the keys it eats, as
// under X11: a letter's key that brings no character belongs to a word still being
// composed. Until the word arrives, Enter, Escape, Backspace and the arrows are
// the input method's, not the field's. Windows keeps these keys to itself.
type Composing struct {
	letters int // keys of the word so far
}

// Press takes every key pressed in the field and tells whether the input method
// has it.
func (c *Composing) Press(k *fyne.KeyEvent) bool {
	if len(k.Name) == 1 && k.Name[0] >= 'A' && k.Name[0] <= 'Z' {
		c.letters++ // Arrived follows at once when nothing is composed
		return false
	}
	return c.Eats(k)
}

// Eats is Press for whoever looks at other keys than letters before the field.
func (c *Composing) Eats(k *fyne.KeyEvent) bool {
	if c.letters == 0 {
		return false
	}
	switch k.Name {
	case fyne.KeyBackspace:
		c.letters--
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		c.letters = 0
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyDelete:
	default:
		return false
	}
	return true
}

// Arrived tells that characters came, or that the field was left: no word is
// being composed any more.
func (c *Composing) Arrived() { c.letters = 0 }
