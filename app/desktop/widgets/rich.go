package widgets

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Rich is one paragraph of text in several styles, with links, that breaks its
// lines as Paragraph does.
type Rich struct {
	widget.RichText
	own   []string // the texts of the segments as they were given
	ends  []int    // where lines were ended, in runes of all texts
	width float32  // for which they were found
}

// NewRich makes a paragraph of texts and links; other segments are not broken.
func NewRich(segments ...widget.RichTextSegment) *Rich {
	r := &Rich{}
	r.Segments, r.Wrapping, r.Scroll = segments, fyne.TextWrapBreak, fyne.ScrollNone
	for _, s := range segments {
		r.own = append(r.own, s.Textual())
	}
	r.ExtendBaseWidget(r)
	return r
}

// MinSize is as high as the lines at the present width.
func (r *Rich) MinSize() fyne.Size {
	r.ExtendBaseWidget(r)
	return r.RichText.MinSize()
}

// Resize breaks the lines for the new width.
func (r *Rich) Resize(s fyne.Size) {
	if s.Width != r.width {
		r.width = s.Width
		r.breakLines()
	}
	r.RichText.Resize(s)
}

// Refresh breaks the lines anew, as the size of the text may have changed.
func (r *Rich) Refresh() {
	r.breakLines()
	r.RichText.Refresh()
}

// breakLines puts the ends of lines into the segments' texts.
func (r *Rich) breakLines() {
	room := r.width - 2*theme.SizeForWidget(theme.SizeNameInnerPadding, r)
	if room <= 0 {
		return
	}
	var all []rune
	var starts []int
	for _, t := range r.own {
		starts = append(starts, len(all))
		all = append(all, []rune(t)...)
	}
	wide := func(begin, end int) float32 {
		w := float32(0)
		for i, at := range starts {
			stop := len(all)
			if i+1 < len(starts) {
				stop = starts[i+1]
			}
			if b, e := max(begin, at), min(end, stop); b < e {
				size, style := r.styleOf(r.Segments[i])
				w += fyne.MeasureText(string(all[b:e]), size, style).Width
			}
		}
		return w
	}
	var ends []int
	for begin := 0; begin < len(all); { // each of its own lines
		end := begin
		for end < len(all) && all[end] != '\n' {
			end++
		}
		at := begin
		line := lineBreaks(all[at:end], false, func(b, e int) bool { return wide(at+b, at+e) <= room })
		for _, e := range line[:max(0, len(line)-1)] {
			ends = append(ends, at+e)
		}
		begin = end + 1
	}
	if slices.Equal(ends, r.ends) {
		return
	}
	r.ends = ends
	for i, at := range starts {
		r.setText(i, broken(all[at:at+len([]rune(r.own[i]))], at, ends))
	}
}

// broken is a piece of a text, beginning at a place of it, with the lines that end
// in the piece ended.
func broken(piece []rune, at int, ends []int) string {
	var out []rune
	begin := 0
	for _, e := range ends {
		n := e - at
		if n <= 0 || n > len(piece) {
			continue
		}
		part := piece[begin:n]
		for len(part) > 0 && unicode.IsSpace(part[len(part)-1]) {
			part = part[:len(part)-1]
		}
		out = append(append(out, part...), '\n')
		begin = n
	}
	return string(append(out, piece[begin:]...))
}

func (r *Rich) styleOf(s widget.RichTextSegment) (float32, fyne.TextStyle) {
	switch x := s.(type) {
	case *widget.TextSegment:
		name := x.Style.SizeName
		if name == "" {
			name = theme.SizeNameText
		}
		return theme.SizeForWidget(name, r), x.Style.TextStyle
	case *widget.HyperlinkSegment:
		return theme.SizeForWidget(theme.SizeNameText, r), x.TextStyle
	}
	return theme.SizeForWidget(theme.SizeNameText, r), fyne.TextStyle{}
}

func (r *Rich) setText(i int, text string) {
	switch x := r.Segments[i].(type) {
	case *widget.TextSegment:
		x.Text = text
	case *widget.HyperlinkSegment:
		x.Text = text
	}
}
