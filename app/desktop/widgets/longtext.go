package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/review"
)

// LongText is a field for several lines with the count of its characters under
// it, white space not counted, as the checker counts. Tab leaves it.
type LongText struct {
	widget.BaseWidget
	Entry     *Entry // its OnChanged is LongText's own
	OnChanged func(text string)
	// Also is what else counts against the limit, such as a heading.
	Also int

	limit int
	count *widget.Label
	note  *Paragraph
	under *fyne.Container
	box   fyne.CanvasObject
}

// NewLongText makes a field of some lines; a limit of 0 is none.
func NewLongText(lines, limit int) *LongText {
	l := &LongText{Entry: NewLong(lines), limit: limit, count: widget.NewLabel(""), note: Wrapped("")}
	l.under = container.NewBorder(nil, nil, nil, container.NewVBox(l.count), l.note)
	l.box = container.NewBorder(nil, l.under, nil, nil, l.Entry)
	l.ExtendBaseWidget(l)
	l.Entry.OnChanged = func(text string) {
		l.tell()
		if l.OnChanged != nil {
			l.OnChanged(text)
		}
	}
	l.tell()
	return l
}

// Text is what stands in it.
func (l *LongText) Text() string { return l.Entry.Text }

// SetText puts another text into it.
func (l *LongText) SetText(text string) { l.Entry.SetText(text) }

// SetLimit changes the limit, 0 for none.
func (l *LongText) SetLimit(limit int) {
	l.limit = limit
	l.tell()
}

// Note says something about the text beside its count, "" for nothing.
func (l *LongText) Note(text string, importance widget.Importance) {
	if l.note.Text != text || l.note.Importance != importance {
		l.note.Importance = importance
		l.note.SetText(text)
		l.under.Refresh()
	}
}

// Count is the number of characters that count against the limit.
func (l *LongText) Count() int { return review.Chars(l.Entry.Text) + l.Also }

// Insert puts a text, such as a phrase, where the cursor is, over what is marked.
func (l *LongText) Insert(text string) { l.Entry.Insert(text) }

// tell shows the count; too much of it is told in words and colour.
func (l *LongText) tell() {
	n := l.Count()
	text, importance := Thousands(n)+" 字", widget.LowImportance
	if l.limit > 0 {
		text = fmt.Sprintf("%s / %s 字", Thousands(n), Thousands(l.limit))
		if n > l.limit {
			text, importance = fmt.Sprintf("▲ %s　超出 %s 字", text, Thousands(n-l.limit)), widget.DangerImportance
		}
	}
	if text != l.count.Text || importance != l.count.Importance {
		l.count.Importance = importance
		l.count.SetText(text)
		l.under.Refresh()
	}
}

// CreateRenderer shows the field and the count.
func (l *LongText) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

// given is a clipboard that holds one text: pasting is the one way into an entry
// that minds its cursor, what is marked, and undo.
type given string

// Content is the text.
func (g given) Content() string { return string(g) }

// SetContent keeps nothing.
func (g given) SetContent(string) {}

// Insert puts a text where the cursor is, over what is marked.
func (e *Entry) Insert(text string) {
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: given(text)})
}
