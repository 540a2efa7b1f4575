package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
	"kaocha/data/cadre"
)

// dateField shows a date field on a known day.
func dateField(t *testing.T) (*Entry, fyne.Window, *error) {
	t.Helper()
	was := Today
	Today = func() cadre.Date { return cadre.Date{Year: 2026, Month: 3, Day: 9} }
	t.Cleanup(func() { Today = was })
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	e := NewDate()
	var fault error
	e.OnErr = func(err error) { fault = err }
	w := test.NewTempWindow(t, container.NewVBox(e))
	w.Resize(fyne.NewSize(400, 420))
	return e, w, &fault
}

// CASES T17: the forms of a date; what is no date stays, with the reason.
func TestDateForms(t *testing.T) {
	e, _, fault := dateField(t)
	for _, c := range []struct{ in, want string }{
		{"2024-5-1", "2024.05.01"}, {"2024.05", "2024.05"}, {"20240501", "2024.05.01"}, {"2024年5月", "2024.05"},
		{"1985.7", "1985.07"}, {"198507", "1985.07"}, {"1985年7月", "1985.07"}, {"2024年5月1日", "2024.05.01"}, {"２０２４.５", "2024.05"}, {"", ""},
	} {
		e.SetText(c.in)
		e.FocusLost()
		if e.Text != c.want || *fault != nil {
			t.Errorf("%q became %q (%v), want %q", c.in, e.Text, *fault, c.want)
		}
	}
	for _, in := range []string{"85.07", "2023.02.30", "2024.13", "60", "去年五月", "45413"} {
		*fault = nil
		e.SetText(in)
		e.FocusLost()
		if e.Text != in || *fault == nil {
			t.Errorf("%q became %q, fault %v", in, e.Text, *fault)
		}
		if _, err := e.Date(); err == nil {
			t.Errorf("%q is taken for a date", in)
		}
	}
}

func ctrl(o fyne.Shortcutable, k fyne.KeyName) {
	o.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl})
}

// opened is the calendar that is open, nil when none is.
func opened(w fyne.Window) *dayGrid {
	d, _ := w.Canvas().Focused().(*dayGrid)
	if w.Canvas().Overlays().Top() == nil {
		return nil
	}
	return d
}

func TestCalendarByKeys(t *testing.T) {
	e, w, fault := dateField(t)
	e.SetText("2024.01.31")
	w.Canvas().Focus(e)
	press(e, fyne.KeyDown)
	d := opened(w)
	if d == nil {
		t.Fatal("the down key opens no calendar")
	}
	if d.c.title.Text != "2024年1月" || d.first() != 0 { // 2024.01.01 was a Monday
		t.Errorf("opened at %s, first on %d", d.c.title.Text, d.first())
	}
	for _, c := range []struct {
		key  fyne.KeyName
		ctrl bool
		want string
	}{
		{fyne.KeyPageDown, false, "2024.02.29"}, {fyne.KeyPageDown, true, "2025.02.28"}, {fyne.KeyPageUp, true, "2024.02.28"},
		{fyne.KeyRight, false, "2024.02.29"}, {fyne.KeyRight, false, "2024.03.01"}, {fyne.KeyUp, false, "2024.02.23"},
		{fyne.KeyDown, false, "2024.03.01"}, {fyne.KeyLeft, false, "2024.02.29"}, {fyne.KeyPageUp, false, "2024.01.29"},
		{fyne.KeyHome, false, "2024.01.01"}, {fyne.KeyEnd, false, "2024.01.31"},
	} {
		if c.ctrl {
			ctrl(d, c.key)
		} else {
			press(d, c.key)
		}
		if got := d.c.at.String(); got != c.want {
			t.Fatalf("%s goes to %s, want %s", c.key, got, c.want)
		}
	}
	press(d, fyne.KeyReturn)
	if e.Text != "2024.01.31" || opened(w) != nil || w.Canvas().Focused() != e {
		t.Errorf("took %q, focus %v", e.Text, w.Canvas().Focused())
	}
	press(e, fyne.KeyDown)
	press(opened(w), fyne.KeyRight, fyne.KeyEscape)
	if e.Text != "2024.01.31" || opened(w) != nil {
		t.Errorf("Escape took %q", e.Text)
	}
	press(e, fyne.KeyDown)
	ctrl(opened(w), fyne.KeyReturn)
	if e.Text != "2024.01" {
		t.Errorf("the month alone: %q", e.Text)
	}
	e.SetText("不是日期")
	e.Settle()
	press(e, fyne.KeyDown)
	if got := opened(w).c.at.String(); got != "2026.03.09" {
		t.Errorf("without a date it opens at %s", got)
	}
	press(opened(w), fyne.KeyDelete)
	if e.Text != "" || *fault != nil {
		t.Errorf("cleared %q, fault %v", e.Text, *fault)
	}
}

func TestCalendarByMouse(t *testing.T) {
	e, w, _ := dateField(t)
	e.SetText("2024.05")
	e.ActionItem.(*inlineButton).Tapped(nil)
	d := opened(w)
	// 2024.05.01 was a Wednesday: the third place of the first week under the heads.
	d.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1*dayWidth+5, 1*dayHeight+5)})
	if opened(w) == nil {
		t.Error("an empty place was taken for a day")
	}
	d.Tapped(&fyne.PointEvent{Position: fyne.NewPos(2*dayWidth+5, 1*dayHeight+5)})
	if e.Text != "2024.05.01" {
		t.Errorf("took %q", e.Text)
	}
	for text, want := range map[string]string{"«": "2023.05.01", "‹": "2024.04.01", "只填年月": "2024.05", "今天": "2026.03.09", "清空": ""} {
		e.SetText("2024.05.01")
		e.open()
		cal := opened(w).c
		var b *escButton
		for _, x := range cal.buttons {
			if x.Text == text {
				b = x
			}
		}
		press(b, fyne.KeyReturn)
		if opened(w) != nil {
			press(opened(w), fyne.KeyReturn)
		}
		if e.Text != want {
			t.Errorf("%s gives %q, want %q", text, e.Text, want)
		}
	}
	e.open()
	c := w.Canvas()
	for _, o := range []fyne.Tappable{opened(w).c.buttons[0], opened(w).c.body.(fyne.Tappable)} {
		c.Unfocus() // as the window does at a click
		o.Tapped(&fyne.PointEvent{})
		if opened(w) == nil {
			t.Errorf("after a click on %T the keys are with %v", o, c.Focused())
			e.open()
		}
	}
	press(opened(w).c.buttons[0], fyne.KeyEscape)
	if opened(w) != nil {
		t.Error("Escape on a button does not close")
	}
	e.Disable()
	e.open()
	if opened(w) != nil {
		t.Error("a disabled field opens a calendar")
	}
}

func TestCalendarEndsWithTheYears(t *testing.T) {
	c := newCalendar(cadre.Date{Year: 1900, Month: 1, Day: 1}, nil, nil)
	c.step(0, -1)
	c.step(-12, 0)
	if c.at.String() != "1900.01.01" {
		t.Errorf("went to %s", c.at)
	}
}

func TestCalendarLooks(t *testing.T) {
	e, w, _ := dateField(t)
	e.SetText("2026.03.20")
	e.open()
	test.AssertRendersToMarkup(t, "calendar.xml", w.Canvas())
}
