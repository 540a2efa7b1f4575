package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestEnterPressesAButtonAndEscapeGoesOn(t *testing.T) {
	test.NewTempApp(t)
	pressed, escaped := 0, 0
	b := NewPush("收下", nil, widget.MediumImportance, func() { pressed++ })
	w := test.NewTempWindow(t, b)
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			escaped++
		}
	})
	w.Canvas().Focus(b)
	press := func(k fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }
	press(fyne.KeyReturn)
	press(fyne.KeyEnter)
	press(fyne.KeyEscape)
	if pressed != 2 || escaped != 1 {
		t.Errorf("pressed %d times, want 2; Escape reached the window %d times, want 1", pressed, escaped)
	}
	b.Disable()
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if pressed != 2 {
		t.Error("Enter presses a button that is off")
	}
}
