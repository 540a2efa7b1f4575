// Package build writes WordprocessingML: enough to make the shipped templates,
// with merged tables on 16K paper. Every run names its fonts (Latin, East Asian,
// complex), none comes from a theme; tables have a fixed grid in twips; element
// order follows the transitional schema; the same input gives the same bytes.
package build

import (
	"fmt"
	"strings"

	"kaocha/forms/page/markup"
)

// XML is a piece of a document body: runs, paragraphs, tables.
type XML string

// Text is the format of a run.
type Text struct {
	Font      string  // East Asian font, also for Latin text unless Latin is set
	Latin     string  // font of Latin letters and digits
	Size      float64 // points, steps of 0.5
	Bold      bool
	Underline bool
	Color     string  // RRGGBB
	Spacing   float64 // points between characters
}

func esc(s string) string { return string(markup.AppendEscaped(nil, s)) }

// Fallbacks of a Text that names no font or size: no run is without them.
const (
	defaultFont = "宋体"
	defaultSize = 10.5
)

func (f Text) props() string {
	if f.Font == "" {
		f.Font = defaultFont
	}
	if f.Latin == "" {
		f.Latin = f.Font
	}
	if f.Size == 0 {
		f.Size = defaultSize
	}
	var b strings.Builder
	l, ea := esc(f.Latin), esc(f.Font)
	fmt.Fprintf(&b, `<w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s" w:hint="eastAsia"/>`, l, l, ea, l)
	if f.Bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if f.Color != "" {
		fmt.Fprintf(&b, `<w:color w:val="%s"/>`, esc(f.Color))
	}
	if f.Spacing != 0 {
		fmt.Fprintf(&b, `<w:spacing w:val="%d"/>`, points(f.Spacing))
	}
	half := int(f.Size*2 + .5)
	fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, half, half)
	if f.Underline {
		b.WriteString(`<w:u w:val="single"/>`)
	}
	b.WriteString("</w:rPr>")
	return b.String()
}

// Run makes a run; \n becomes a line break, \t a tab.
func (f Text) Run(s string) XML {
	var b strings.Builder
	b.WriteString("<w:r>" + f.props())
	for i, ln := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		for j, t := range strings.Split(ln, "\t") {
			if j > 0 {
				b.WriteString("<w:tab/>")
			}
			if t != "" {
				b.WriteString(`<w:t xml:space="preserve">` + esc(t) + `</w:t>`)
			}
		}
	}
	b.WriteString("</w:r>")
	return XML(b.String())
}

// Field is a run that shows a field: PAGE or NUMPAGES.
func (f Text) Field(name string) XML {
	pr := f.props()
	char := func(kind string) string { return `<w:r>` + pr + `<w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return XML(char("begin") + `<w:r>` + pr + `<w:instrText xml:space="preserve"> ` + esc(name) + ` </w:instrText></w:r>` +
		char("separate") + `<w:r>` + pr + `<w:t>1</w:t></w:r>` + char("end"))
}

// Alignments of a paragraph.
const (
	Left    = "left"
	Center  = "center"
	Right   = "right"
	Justify = "both"
	Spread  = "distribute"
)

// Tab is a tab stop.
type Tab struct {
	At    float64 // mm from the left of the text
	Align string  // Left, Center, Right
}

// Para is the format of a paragraph; measures in points.
type Para struct {
	Align      string
	Exact      float64 // line pitch, exact
	AtLeast    float64 // line pitch, at least
	Lines      float64 // multiple of the font's own pitch
	FirstChars float64 // first line indent in characters of Size
	Size       float64 // size the characters are reckoned with, for FirstChars
	Left, Hang float64
	Right      float64
	Before     float64
	After      float64
	KeepNext   bool
	KeepLines  bool
	NewPage    bool // page break before
	NoHang     bool // no punctuation beyond the right edge: in cells it would cross the rule
	Tabs       []Tab
}

func (p Para) props(mark string, sect string) string {
	var b strings.Builder
	b.WriteString("<w:pPr>")
	if p.KeepNext {
		b.WriteString("<w:keepNext/>")
	}
	if p.KeepLines {
		b.WriteString("<w:keepLines/>")
	}
	if p.NewPage {
		b.WriteString("<w:pageBreakBefore/>")
	}
	if len(p.Tabs) > 0 {
		b.WriteString("<w:tabs>")
		for _, t := range p.Tabs {
			fmt.Fprintf(&b, `<w:tab w:val="%s" w:pos="%d"/>`, esc(t.Align), Twips(t.At))
		}
		b.WriteString("</w:tabs>")
	}
	if p.NoHang {
		b.WriteString(`<w:overflowPunct w:val="0"/>`)
	}
	b.WriteString(`<w:snapToGrid w:val="0"/>`)
	fmt.Fprintf(&b, `<w:spacing w:before="%d" w:after="%d"`, points(p.Before), points(p.After))
	switch {
	case p.Exact > 0:
		fmt.Fprintf(&b, ` w:line="%d" w:lineRule="exact"`, points(p.Exact))
	case p.AtLeast > 0:
		fmt.Fprintf(&b, ` w:line="%d" w:lineRule="atLeast"`, points(p.AtLeast))
	case p.Lines > 0:
		fmt.Fprintf(&b, ` w:line="%d" w:lineRule="auto"`, int(p.Lines*240+.5))
	}
	b.WriteString("/>")
	b.WriteString(p.indent())
	if p.Align != "" {
		fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, esc(p.Align))
	}
	return b.String() + mark + sect + "</w:pPr>"
}

func (p Para) indent() string {
	var b strings.Builder
	attr := func(name string, v int) {
		if v != 0 {
			fmt.Fprintf(&b, ` w:%s="%d"`, name, v)
		}
	}
	attr("left", points(p.Left))
	attr("right", points(p.Right))
	if p.Hang != 0 {
		attr("hanging", points(p.Hang))
	} else if p.FirstChars != 0 {
		size := p.Size
		if size == 0 {
			size = defaultSize
		}
		attr("firstLineChars", int(p.FirstChars*100+.5))
		attr("firstLine", points(p.FirstChars*size)) // for readers without the other
	}
	if b.Len() == 0 {
		return ""
	}
	return "<w:ind" + b.String() + "/>"
}

// With makes a paragraph of runs.
func (p Para) With(runs ...XML) XML {
	var b strings.Builder
	b.WriteString("<w:p>")
	b.WriteString(p.props("", ""))
	for _, r := range runs {
		b.WriteString(string(r))
	}
	b.WriteString("</w:p>")
	return XML(b.String())
}

// Empty makes a paragraph without text whose line is as high as text of that format.
func (p Para) Empty(f Text) XML {
	return XML("<w:p>" + p.props(f.props(), "") + "</w:p>")
}

// Say makes a paragraph of one run.
func (p Para) Say(f Text, s string) XML { return p.With(f.Run(s)) }

// PageNumber is a footer paragraph "— n —".
func PageNumber(f Text) XML {
	return Para{Align: Center}.With(f.Run("— "), f.Field("PAGE"), f.Run(" —"))
}
