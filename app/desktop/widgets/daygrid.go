package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/cadre"
)

const (
	dayWidth  = 38
	dayHeight = 30
	weekRows  = 6
)

// dayGrid is the days of a calendar's month. Arrows go by days and weeks,
// PageUp and PageDown by months, with Ctrl by years; Enter takes the day, with
// Ctrl the month; Escape closes.
type dayGrid struct {
	widget.BaseWidget
	c       *calendar
	focused bool
}

var (
	_ fyne.Focusable     = (*dayGrid)(nil)
	_ fyne.Tappable      = (*dayGrid)(nil)
	_ fyne.Shortcutable  = (*dayGrid)(nil)
	_ desktop.Cursorable = (*dayGrid)(nil)
)

func newDayGrid(c *calendar) *dayGrid {
	d := &dayGrid{c: c}
	d.ExtendBaseWidget(d)
	return d
}

// FocusGained shows where the keys go.
func (d *dayGrid) FocusGained() { d.focused = true; d.Refresh() }

// FocusLost ends it.
func (d *dayGrid) FocusLost() { d.focused = false; d.Refresh() }

// TypedRune has no use for letters.
func (d *dayGrid) TypedRune(rune) {}

// TypedKey moves the day, takes it or closes.
func (d *dayGrid) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		d.c.step(0, -1)
	case fyne.KeyRight:
		d.c.step(0, 1)
	case fyne.KeyUp:
		d.c.step(0, -7)
	case fyne.KeyDown:
		d.c.step(0, 7)
	case fyne.KeyPageUp:
		d.c.step(-1, 0)
	case fyne.KeyPageDown:
		d.c.step(1, 0)
	case fyne.KeyHome:
		d.c.step(0, 1-d.c.at.Day)
	case fyne.KeyEnd:
		d.c.step(0, d.c.length()-d.c.at.Day)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		d.c.takeDay()
	case fyne.KeyDelete, fyne.KeyBackspace:
		d.c.take("")
	case fyne.KeyEscape:
		d.c.leave()
	}
}

// TypedShortcut goes by years with Ctrl and PageUp or PageDown and takes the
// month with Ctrl and Enter.
func (d *dayGrid) TypedShortcut(s fyne.Shortcut) {
	k, ok := s.(*desktop.CustomShortcut)
	if !ok || k.Modifier != fyne.KeyModifierControl {
		return
	}
	switch k.KeyName {
	case fyne.KeyPageUp:
		d.c.step(-12, 0)
	case fyne.KeyPageDown:
		d.c.step(12, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		d.c.takeMonth()
	}
}

// first is how many places are empty before the 1st; weeks begin on Monday.
func (d *dayGrid) first() int {
	one := cadre.Date{Year: d.c.at.Year, Month: d.c.at.Month, Day: 1}
	return (int(one.Time().Weekday()) + 6) % 7
}

// Tapped takes the day that was clicked.
func (d *dayGrid) Tapped(e *fyne.PointEvent) {
	col, row := int(e.Position.X/dayWidth), int(e.Position.Y/dayHeight)-1
	day := row*7 + col - d.first() + 1
	if col < 0 || col > 6 || row < 0 || day < 1 || day > d.c.length() {
		return
	}
	d.c.step(0, day-d.c.at.Day)
	d.c.takeDay()
}

// Cursor is a hand: days are clicked.
func (d *dayGrid) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws heads and days.
func (d *dayGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &dayRenderer{d: d, at: canvas.NewRectangle(nil), today: canvas.NewRectangle(nil)}
	r.at.CornerRadius, r.today.CornerRadius = 4, 4
	r.objects = []fyne.CanvasObject{r.at, r.today}
	for i := range 7 + 7*weekRows {
		t := canvas.NewText("", nil)
		t.Alignment = fyne.TextAlignCenter
		if i < 7 {
			t.Text = string([]rune("一二三四五六日")[i])
		}
		t.Move(fyne.NewPos(float32(i%7)*dayWidth, float32(i/7)*dayHeight))
		t.Resize(fyne.NewSize(dayWidth, dayHeight))
		r.texts = append(r.texts, t)
		r.objects = append(r.objects, t)
	}
	r.Refresh()
	return r
}

type dayRenderer struct {
	d         *dayGrid
	texts     []*canvas.Text
	at, today *canvas.Rectangle
	objects   []fyne.CanvasObject
}

// Layout has fixed places.
func (r *dayRenderer) Layout(fyne.Size) {}

// MinSize is seven days by the heads and six weeks.
func (r *dayRenderer) MinSize() fyne.Size {
	return fyne.NewSize(7*dayWidth, (1+weekRows)*dayHeight)
}

// Refresh shows the month.
func (r *dayRenderer) Refresh() {
	d, today := r.d, Today()
	r.today.Hide()
	for i, t := range r.texts {
		t.TextSize, t.Color = theme.TextSize(), themeColor(theme.ColorNameForeground)
		if i < 7 {
			t.Color = themeColor(theme.ColorNamePlaceHolder)
			t.Refresh()
			continue
		}
		day := i - 7 - d.first() + 1
		t.Text, t.TextStyle.Bold = "", false
		if day >= 1 && day <= d.c.length() {
			t.Text = fmt.Sprint(day)
		}
		if day == d.c.at.Day {
			place(r.at, t)
			t.Color, t.TextStyle.Bold = themeColor(theme.ColorNameForegroundOnPrimary), true
		}
		if t.Text != "" && today == (cadre.Date{Year: d.c.at.Year, Month: d.c.at.Month, Day: day}) {
			place(r.today, t)
			r.today.Show()
		}
		t.Refresh()
	}
	r.at.FillColor = themeColor(theme.ColorNamePrimary)
	r.at.StrokeWidth = 0
	if d.focused {
		r.at.StrokeColor, r.at.StrokeWidth = themeColor(theme.ColorNameFocus), 2
	}
	r.today.StrokeColor, r.today.StrokeWidth = themeColor(theme.ColorNamePrimary), 1
	r.at.Refresh()
	r.today.Refresh()
}

func place(r *canvas.Rectangle, t *canvas.Text) {
	r.Move(t.Position().AddXY(3, 2))
	r.Resize(t.Size().SubtractWidthHeight(6, 4))
}

// Objects are what it is drawn of.
func (r *dayRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy has nothing to let go.
func (r *dayRenderer) Destroy() {}
