package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// suggestRows is how many values are seen at once.
const suggestRows = 8

// suggest is the list under a Choice. It stands above the window and gets the
// keys; all but those that move in it go on to the field, so that typing does
// not stop.
type suggest struct {
	widget.BaseWidget
	c      *Choice
	names  []string
	active int // -1 for none
	shift  bool
	list   *widget.List
	pop    *widget.PopUp
}

var (
	_ fyne.Focusable    = (*suggest)(nil)
	_ fyne.Tabbable     = (*suggest)(nil)
	_ fyne.Shortcutable = (*suggest)(nil)
	_ desktop.Keyable   = (*suggest)(nil)
)

func newSuggest(c *Choice) *suggest {
	s := &suggest{c: c, active: -1}
	s.list = widget.NewList(func() int { return len(s.names) }, func() fyne.CanvasObject {
		return container.NewStack(canvas.NewRectangle(nil), widget.NewLabel(""))
	}, s.draw)
	s.list.HideSeparators = true
	s.list.OnSelected = func(i widget.ListItemID) {
		s.list.UnselectAll()
		s.choose(i)
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *suggest) draw(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(s.names) {
		return
	}
	box := o.(*fyne.Container)
	back, label := box.Objects[0].(*canvas.Rectangle), box.Objects[1].(*widget.Label)
	if back.FillColor = color.Transparent; i == s.active {
		back.FillColor = themeColor(theme.ColorNameSelection)
	}
	back.Refresh()
	label.SetText(s.names[i])
}

// CreateRenderer shows the list.
func (s *suggest) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.list) }

func (s *suggest) open() bool { return s.pop != nil && s.pop.Visible() }

func (s *suggest) show(names []string) {
	cv := fyne.CurrentApp().Driver().CanvasForObject(s.c)
	if cv == nil {
		return
	}
	s.names, s.active = names, -1
	again := s.open()
	if !again {
		s.pop = widget.NewPopUp(s, cv)
	}
	row := widget.NewLabel("列").MinSize().Height + theme.Padding()
	size := fyne.NewSize(max(s.c.Size().Width, 120), row*float32(min(len(names), suggestRows))+theme.Padding())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.c)
	below := at.AddXY(0, s.c.Size().Height)
	if below.Y+size.Height > cv.Size().Height && at.Y > size.Height {
		below = at.SubtractXY(0, size.Height)
	}
	if again {
		s.pop.Move(below)
	} else {
		s.pop.ShowAtPosition(below)
		cv.Focus(s)
	}
	s.pop.Resize(size)
	s.list.Refresh()
	s.list.ScrollToTop()
}

func (s *suggest) hide() {
	if s.open() {
		s.pop.Hide()
	}
}

func (s *suggest) choose(i int) {
	s.hide()
	if i >= 0 && i < len(s.names) {
		s.c.take(s.names[i])
	}
}

func (s *suggest) move(by int) {
	if !s.open() {
		return
	}
	was := s.active
	s.active = max(0, min(s.active+by, len(s.names)-1))
	if was >= 0 {
		s.list.RefreshItem(was)
	}
	s.list.RefreshItem(s.active)
	s.list.ScrollTo(s.active)
}

// FocusGained and FocusLost change nothing: the field looks focused throughout.
func (s *suggest) FocusGained() {}

// FocusLost has nothing to end.
func (s *suggest) FocusLost() {}

// AcceptsTab lets Tab close the list and go on from the field.
func (s *suggest) AcceptsTab() bool { return true }

// TypedRune goes on to the field.
func (s *suggest) TypedRune(r rune) { s.c.TypedRune(r) }

// KeyDown goes on to the field: it marks with Shift.
func (s *suggest) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		s.shift = true
	}
	s.c.KeyDown(e)
}

// KeyUp goes on to the field.
func (s *suggest) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		s.shift = false
	}
	s.c.KeyUp(e)
}

// TypedShortcut goes on to the field, such as Ctrl+V.
func (s *suggest) TypedShortcut(sc fyne.Shortcut) {
	s.c.TypedShortcut(sc)
	s.c.offerFitting()
}

// TypedKey moves in the list, takes a value or closes it.
func (s *suggest) TypedKey(e *fyne.KeyEvent) {
	if s.c.word.Eats(e) {
		return
	}
	switch e.Name {
	case fyne.KeyDown:
		s.move(1)
	case fyne.KeyUp:
		s.move(-1)
	case fyne.KeyPageDown:
		s.move(suggestRows)
	case fyne.KeyPageUp:
		s.move(-suggestRows)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.choose(s.active)
	case fyne.KeyEscape:
		s.hide()
	case fyne.KeyTab:
		s.choose(s.active)
		if cv := fyne.CurrentApp().Driver().CanvasForObject(s.c); cv != nil && s.shift {
			cv.FocusPrevious()
		} else if cv != nil {
			cv.FocusNext()
		}
		s.shift = false
	default:
		s.c.TypedKey(e)
	}
}
