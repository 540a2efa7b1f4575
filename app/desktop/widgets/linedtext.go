package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// LinedText is a field for a text whose lines are numbered, because faults are
// named by the line. Lines are not broken; what is longer is scrolled to.
type LinedText struct {
	widget.BaseWidget
	Entry  *Entry // its OnChanged is LinedText's own
	OnEdit func(text string)

	numbers *widget.Label
	lines   int
	scroll  *container.Scroll
}

// NewLinedText makes an empty one.
func NewLinedText() *LinedText {
	l := &LinedText{Entry: &Entry{}, numbers: widget.NewLabel("")}
	l.Entry.MultiLine, l.Entry.Wrapping, l.Entry.Scroll = true, fyne.TextWrapOff, fyne.ScrollNone
	l.Entry.ExtendBaseWidget(l.Entry)
	l.numbers.Alignment, l.numbers.Importance = fyne.TextAlignTrailing, widget.LowImportance
	l.scroll = container.NewScroll(container.NewBorder(nil, nil, l.numbers, nil, l.Entry))
	l.Entry.OnChanged = func(text string) {
		l.count(text)
		if l.OnEdit != nil {
			l.OnEdit(text)
		}
	}
	l.Entry.OnCursorChanged = l.follow
	l.ExtendBaseWidget(l)
	return l
}

// count numbers the lines anew when there are more or fewer.
func (l *LinedText) count(text string) {
	n := strings.Count(text, "\n") + 1
	if n == l.lines {
		return
	}
	l.lines = n
	list := make([]string, n)
	for i := range list {
		list[i] = strconv.Itoa(i + 1)
	}
	l.numbers.SetText(strings.Join(list, "\n"))
}

// SetText shows another text; nothing is told of it.
func (l *LinedText) SetText(text string) {
	if text == l.Entry.Text {
		return
	}
	edit := l.OnEdit
	l.OnEdit = nil
	l.Entry.SetText(text)
	l.OnEdit = edit
}

// GoTo puts the cursor at the end of a line, from 1, and shows it with some of what
// stands before.
func (l *LinedText) GoTo(line int) {
	lines := strings.Split(l.Entry.Text, "\n")
	line = max(1, min(line, len(lines)))
	l.Entry.CursorRow, l.Entry.CursorColumn = line-1, len([]rune(lines[line-1]))
	l.Entry.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.Entry); c != nil {
		c.Focus(l.Entry)
	}
	high := l.Entry.MinSize().Height / float32(len(lines))
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, high*float32(line-4))))
}

// follow keeps the cursor in sight.
func (l *LinedText) follow() {
	at := l.Entry.CursorPosition().Add(fyne.NewPos(l.Entry.Position().X, 0))
	size, off := l.scroll.Size(), l.scroll.Offset
	high := fyne.MeasureText("字", l.Theme().Size("text"), fyne.TextStyle{}).Height * 1.5
	to := off
	to.Y = min(max(to.Y, at.Y+high-size.Height), max(0, at.Y-high/3))
	to.X = max(to.X, at.X+high-size.Width)
	if at.X-l.Entry.Position().X < to.X {
		to.X = max(0, at.X-l.Entry.Position().X-high)
	}
	if to != off && size.Height > high {
		l.scroll.ScrollToOffset(to)
	}
}

// CreateRenderer shows the numbers and the text.
func (l *LinedText) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }
