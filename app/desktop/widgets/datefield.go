package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/cadre"
)

// NewDate makes a field for a date in any of the ways clerks write it; on
// leaving it becomes 2024.05.01 or 2024.05. What is no date stays as it was
// typed, and OnErr is told why. A button in it, or the down key, opens a
// calendar.
func NewDate() *Entry {
	e := NewEntry()
	e.SetPlaceHolder("如 2024.05.01")
	e.Check = func(s string) (string, error) {
		d, err := cadre.ParseDate(s)
		return d.String(), err
	}
	e.open = func() { openCalendar(e) }
	e.ActionItem = newInlineButton(theme.CalendarIcon(), e.open)
	return e
}

// Date is what a date field holds; a text that is no date is an error.
func (e *Entry) Date() (cadre.Date, error) { return cadre.ParseDate(e.Text) }

// openCalendar shows a calendar under a date field, at its date if it has one.
func openCalendar(e *Entry) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(e)
	if canvas == nil || e.Disabled() {
		return
	}
	from, err := e.Date()
	if err != nil {
		from = cadre.Date{}
	}
	var pop *widget.PopUp
	leave := func() {
		pop.Hide()
		canvas.Focus(e)
	}
	take := func(text string) {
		e.SetText(text)
		leave()
		e.Settle()
	}
	cal := newCalendar(from, take, leave)
	pop = widget.NewPopUp(cal.body, canvas)
	cal.keys = func() {
		if pop.Visible() {
			canvas.Focus(cal.days)
		}
	}
	pop.ShowAtRelativePosition(fyne.NewPos(0, e.Size().Height), e)
	cal.keys()
}
