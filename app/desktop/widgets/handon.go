package widgets

import "fyne.io/fyne/v2"

// handKey hands on to the window a key that a widget has no use for, such as
// Escape.
func handKey(w fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// handShortcut hands on a shortcut, such as Ctrl+Z, which Fyne gives to the
// focused widget alone.
func handShortcut(w fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(w).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}
