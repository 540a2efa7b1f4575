package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// compose presses the keys of a word as X11 shows them: no character comes yet.
func compose(e fyne.Focusable, keys string) {
	for _, k := range keys {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(k)})
	}
}

func TestKeysOfAWordBeingComposedAreTheInputMethods(t *testing.T) {
	test.NewTempApp(t)
	e := NewLong(3)
	w := test.NewTempWindow(t, e)
	escaped := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escaped++ })
	w.Canvas().Focus(e)
	press := func(k fyne.KeyName) { e.TypedKey(&fyne.KeyEvent{Name: k}) }
	is := func(what, want string) {
		t.Helper()
		if e.Text != want {
			t.Errorf("%s: %q, want %q", what, e.Text, want)
		}
	}
	test.Type(e, "甲乙")
	compose(e, "NONGHUX")
	press(fyne.KeyBackspace)
	is("Backspace took a letter of the pinyin", "甲乙")
	test.Type(e, "农户")
	press(fyne.KeyBackspace)
	is("Backspace after the word", "甲乙农")
	compose(e, "HU")
	press(fyne.KeyReturn)
	test.Type(e, "hu")
	is("Enter gave the letters", "甲乙农hu")
	compose(e, "HU")
	press(fyne.KeyEscape)
	if escaped != 0 {
		t.Error("Escape of the composed word reached the window")
	}
	compose(e, "H")
	press(fyne.KeyBackspace)
	press(fyne.KeyBackspace)
	is("the second Backspace is the field's", "甲乙农h")
	press(fyne.KeyReturn)
	is("Enter with nothing composed", "甲乙农h\n")
	press(fyne.KeyEscape)
	if escaped != 1 {
		t.Errorf("Escape reached the window %d times, want 1", escaped)
	}
}

// A password's Enter and Backspace are the input method's too while it composes;
// what it does with Enter comes as characters.
func TestPasswordsLeaveTheKeysOfAWordToTheInputMethod(t *testing.T) {
	test.NewTempApp(t)
	e := NewPassword()
	w := test.NewTempWindow(t, e)
	sent := 0
	e.OnSubmitted = func(string) { sent++ }
	w.Canvas().Focus(e)
	test.Type(e, "pa")
	compose(e, "RO")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if e.Text != "pa" {
		t.Errorf("Backspace of the composed word left %q", e.Text)
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if sent != 0 {
		t.Error("Enter of the composed word sent the password")
	}
	test.Type(e, "r")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if sent != 1 || e.Text != "par" || !e.Password || e.ActionItem == nil {
		t.Errorf("sent %d times, %q, dots %v, an eye %v", sent, e.Text, e.Password, e.ActionItem != nil)
	}
}
