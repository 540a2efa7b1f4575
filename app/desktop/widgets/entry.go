package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text field that tells when it is left. Check turns the text into
// its usual form on leaving; its error is shown under the field.
type Entry struct {
	widget.Entry
	Check   func(string) (string, error)
	OnFocus func()
	OnLeft  func()
	OnErr   func(error)     // told on leaving: nil when all is well
	open    func()          // shows what can be chosen, with the down key
	inner   fyne.Scrollable // what scrolls in it
	word    Composing       // the input method's
}

// NewEntry makes a field for one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	return e
}

// NewPassword makes a field for a password, which is shown as dots until the eye
// in it is clicked.
func NewPassword() *Entry {
	e := &Entry{}
	e.Password, e.Wrapping = true, fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// NewLong makes a field for several lines, which Tab leaves like any other.
func NewLong(lines int) *Entry {
	e := &Entry{}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	e.SetMinRowsVisible(lines)
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab is false: Tab goes to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey hands Escape to the window, which closes the dialog or goes back, and
// so Enter in a single line that has no use for it: it confirms a dialog.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.word.Press(k) {
		return
	}
	if k.Name == fyne.KeyDown && e.open != nil {
		e.open()
		return
	}
	enter := k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter
	if k.Name != fyne.KeyEscape && (!enter || e.MultiLine || e.OnSubmitted != nil) {
		e.Entry.TypedKey(k)
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil || c.OnTypedKey() == nil {
		return
	}
	if enter {
		e.Settle()
	} else {
		c.Unfocus()
	}
	c.OnTypedKey()(k)
}

// TypedRune takes a character: one of a composed word, or what a key says.
func (e *Entry) TypedRune(r rune) {
	e.word.Arrived()
	e.Entry.TypedRune(r)
}

// TypedShortcut hands Ctrl+Enter to the window as Enter: it confirms a dialog
// also from a field for several lines, where Enter begins a new one.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	k, ok := s.(*desktop.CustomShortcut)
	if !ok || k.Modifier != fyne.KeyModifierControl || k.KeyName != fyne.KeyReturn && k.KeyName != fyne.KeyEnter {
		e.Entry.TypedShortcut(s)
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil && c.OnTypedKey() != nil {
		e.Settle()
		c.OnTypedKey()(&fyne.KeyEvent{Name: k.KeyName})
	}
}

// FocusGained tells that the field is being edited.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus()
	}
}

// FocusLost brings the text into its usual form.
func (e *Entry) FocusLost() {
	e.word.Arrived()
	e.Entry.FocusLost()
	e.Settle()
}

// Settle checks the text as leaving the field does.
func (e *Entry) Settle() {
	if e.Check != nil {
		text, err := e.Check(e.Text)
		if err == nil && text != e.Text {
			e.SetText(text)
		}
		if e.OnErr != nil {
			e.OnErr(err)
		}
	}
	if e.OnLeft != nil {
		e.OnLeft()
	}
}
