package widgets

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/cadre"
)

// Today is the day a calendar calls 今天.
var Today = func() cadre.Date { return cadre.FromTime(time.Now()) }

// calendar lets a day or a month be chosen: by mouse, by Tab and Enter over its
// buttons, or by the keys of its days.
type calendar struct {
	at      cadre.Date // the day that Enter takes
	title   *widget.Label
	days    *dayGrid
	take    func(text string) // with "" for 清空
	leave   func()
	keys    func() // gives the days the keys
	buttons []*escButton
	body    fyne.CanvasObject
}

func newCalendar(from cadre.Date, take func(string), leave func()) *calendar {
	if from.IsZero() {
		from = Today()
	}
	c := &calendar{take: take, leave: leave, title: widget.NewLabel("")}
	c.at = cadre.Date{Year: from.Year, Month: max(1, from.Month), Day: max(1, from.Day)}
	c.title.Alignment, c.title.TextStyle.Bold = fyne.TextAlignCenter, true
	c.days = newDayGrid(c)
	head := container.NewBorder(nil, nil,
		container.NewHBox(c.button("«", func() { c.step(-12, 0) }), c.button("‹", func() { c.step(-1, 0) })),
		container.NewHBox(c.button("›", func() { c.step(1, 0) }), c.button("»", func() { c.step(12, 0) })), c.title)
	month := c.button("只填年月", c.takeMonth)
	today := c.button("今天", func() { c.take(Today().String()) })
	none := c.button("清空", func() { c.take("") })
	foot := container.NewHBox(month, layout.NewSpacer(), today, none)
	c.body = newCalendarBody(container.NewVBox(head, c.days, foot), func() { c.keys() })
	c.show()
	return c
}

// button is a button from which Escape closes the calendar too.
func (c *calendar) button(text string, tapped func()) *escButton {
	b := &escButton{escape: func() { c.leave() }, clicked: func() { c.keys() }}
	b.Text, b.OnTapped, b.Importance = text, tapped, widget.LowImportance
	b.ExtendBaseWidget(b)
	c.buttons = append(c.buttons, b)
	return b
}

type escButton struct {
	widget.Button
	escape, clicked func()
}

// Tapped gives the days the keys again: a click takes them away, and Escape would
// leave the page under the calendar.
func (b *escButton) Tapped(e *fyne.PointEvent) {
	b.Button.Tapped(e)
	b.clicked()
}

// TypedShortcut keeps the window's keys from the page under the calendar.
func (b *escButton) TypedShortcut(fyne.Shortcut) {}

// TypedKey closes with Escape and presses with Enter too.
func (b *escButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		b.escape()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	default:
		b.Button.TypedKey(e)
	}
}

// calendarBody is what a calendar is made of; a click beside its buttons leaves the
// keys with the days.
type calendarBody struct {
	widget.BaseWidget
	content fyne.CanvasObject
	clicked func()
}

func newCalendarBody(content fyne.CanvasObject, clicked func()) *calendarBody {
	b := &calendarBody{content: content, clicked: clicked}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped gives the days the keys.
func (b *calendarBody) Tapped(*fyne.PointEvent) { b.clicked() }

// CreateRenderer shows the content.
func (b *calendarBody) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(b.content)
}

func (c *calendar) show() {
	c.title.SetText(fmt.Sprintf("%d年%d月", c.at.Year, c.at.Month))
	c.days.Refresh()
}

// step moves by months and days; from the 31st it goes to a shorter month's
// last day. Where dates may not be so early or late it stays.
func (c *calendar) step(months, days int) {
	if to := c.at.AddMonths(months).AddDays(days); to.Real() {
		c.at = to
	}
	c.show()
}

// length is the number of days of the month.
func (c *calendar) length() int {
	return c.at.Month1().Time().Day() // an unknown day counts as the last
}

func (c *calendar) takeDay() { c.take(c.at.String()) }

func (c *calendar) takeMonth() { c.take(c.at.Month1().String()) }
