package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is a label that breaks its lines as Chinese text is set; Fyne's own
// breaks them before any character. Its Text stays as it was given.
type Paragraph struct {
	widget.Label
	whole bool   // lines end at spaces only
	shown string // Text with its lines ended for the present width
}

// Wrapped is a label that breaks its lines.
func Wrapped(text string) *Paragraph { return newParagraph(text, false) }

// Whole is a label like Wrapped whose lines end at spaces: no number, date or
// entry of a list is torn in two. Running text has too few spaces for it.
func Whole(text string) *Paragraph { return newParagraph(text, true) }

func newParagraph(text string, whole bool) *Paragraph {
	p := &Paragraph{whole: whole, shown: text}
	p.Text, p.Wrapping = text, fyne.TextWrapBreak
	p.ExtendBaseWidget(p)
	return p
}

// MinSize is one character wide and as high as the lines at the present width.
func (p *Paragraph) MinSize() fyne.Size {
	p.ExtendBaseWidget(p)
	return p.BaseWidget.MinSize()
}

// SetText changes the text.
func (p *Paragraph) SetText(text string) {
	p.Text = text
	p.Refresh()
}

// Resize breaks the lines for the new width.
func (p *Paragraph) Resize(s fyne.Size) {
	if s == p.Size() {
		return
	}
	p.Label.Resize(s)
	if p.broken() != p.shown {
		p.Refresh()
	}
}

// Refresh draws the text anew.
func (p *Paragraph) Refresh() {
	text := p.Text
	p.shown = p.broken()
	p.Text = p.shown
	p.Label.Refresh()
	p.Text = text
}

// broken is the text with its lines ended.
func (p *Paragraph) broken() string {
	room := p.Size().Width - 2*theme.SizeForWidget(theme.SizeNameInnerPadding, p)
	if room <= 0 || p.Wrapping != fyne.TextWrapBreak {
		return p.Text
	}
	name := p.SizeName
	if name == "" {
		name = theme.SizeNameText
	}
	size := theme.SizeForWidget(name, p)
	return breakLines(p.Text, p.whole, func(line string) bool {
		return fyne.MeasureText(line, size, p.TextStyle).Width <= room
	})
}

// AsLabel is what a label or a paragraph says and how.
func AsLabel(o fyne.CanvasObject) (l *widget.Label, ok bool) {
	switch x := o.(type) {
	case *widget.Label:
		return x, true
	case *Paragraph:
		return &x.Label, true
	}
	return nil, false
}
