package layouts

import (
	"kaocha/forms/template/build"
)

// layouts lists the shipped templates by form key.
var layouts = map[string]layout{}

// add registers a layout for every paper; addOn for one paper only.
func add(key string, draw func(build.Paper) []byte) { layouts[key] = layout{draw: draw} }

func addOn(paper, key string, draw func(build.Paper) []byte) {
	layouts[key] = layout{paper: paper, draw: draw}
}

// Types of the forms (DOMAIN 2.0): the real font names, Latin in Times New Roman.
var (
	label = build.Text{Font: "黑体", Latin: "黑体", Size: 10.5}
	value = build.Text{Font: "宋体", Latin: "Times New Roman", Size: 10.5}
	small = build.Text{Font: "宋体", Latin: "Times New Roman", Size: 9}
	body  = build.Text{Font: "仿宋", Latin: "Times New Roman", Size: 15} // 小三
	head  = build.Text{Font: "黑体", Latin: "黑体", Size: 15}
	title = build.Text{Font: "方正小标宋简体", Latin: "方正小标宋简体", Size: 22} // 二号
)

// sheet is a paper with the margins of a table form. Widths and heights are
// given for 16K (184×260 mm) and scaled to the paper.
type sheet struct {
	p    build.Paper
	w, h float64 // scale of widths and heights against 16K
}

const (
	tableSide = 14.0 // left and right margin of table forms on 16K, mm
	tableTop  = 14.0
)

func on(p build.Paper) sheet {
	k := build.Papers[0]
	return sheet{p, (p.W - 2*tableSide) / (k.W - 2*tableSide), (p.H - 2*tableTop) / (k.H - 2*tableTop)}
}

// section is the page set-up of a table form.
func (s sheet) section() build.Section {
	return build.Section{Paper: s.p, Top: tableTop, Bottom: tableTop - 2, Left: tableSide, Right: tableSide, FooterAt: 7}
}

// cols scales a grid of widths in mm on 16K.
func (s sheet) cols(mm ...float64) []float64 {
	out := make([]float64, len(mm))
	for i, v := range mm {
		out[i] = v * s.w
	}
	return out
}

// fixed is a row of exact height (mm on 16K) that never grows.
func (s sheet) fixed(mm float64, cells ...build.Cell) build.Row {
	return build.Row{H: mm * s.h, Exact: true, Cells: cells}
}

// atLeast is a row that grows with its text.
func (s sheet) atLeast(mm float64, cells ...build.Cell) build.Row {
	return build.Row{H: mm * s.h, Cells: cells}
}

// lab is a centred label cell over n columns.
func lab(n int, s string) build.Cell {
	return build.Cell{Span: n, Body: build.Para{Align: build.Center, Exact: 13}.Say(label, s)}
}

// val is a centred value cell over n columns; left one set from the left.
func val(n int, s string) build.Cell {
	return build.Cell{Span: n, Body: build.Para{Align: build.Center, Exact: 13}.Say(value, s)}
}

func left(n int, s string) build.Cell {
	return build.Cell{Span: n, Body: build.Para{Align: build.Left, Exact: 13, Left: inset / 2, Right: inset / 2, NoHang: true}.Say(value, s)}
}

// merged starts a cell merged downwards; under continues it over n columns.
func merged(c build.Cell) build.Cell { c.Merge = build.MergeStart; return c }

func under(n int) build.Cell { return build.Cell{Span: n, Merge: build.MergeOn} }

// heading is the form's title line.
func heading(s string) build.XML {
	return build.Para{Align: build.Center, Exact: 30, After: 6}.Say(title, s)
}

// prose is a paragraph of body text in a narrative form: 仿宋 小三, exactly
// 25 pt, first line indented by two characters (FAFU notice, item 1).
func prose(runs ...build.XML) build.XML {
	return build.Para{Align: build.Justify, Exact: 25, FirstChars: 2, Size: 15}.With(runs...)
}

// proseSection is the page of a narrative form.
func proseSection(p build.Paper) build.Section {
	k := p.W / build.Papers[0].W
	return build.Section{Paper: p, Top: 25 * k, Bottom: 23 * k, Left: 22 * k, Right: 22 * k, FooterAt: 12,
		Footer: build.PageNumber(build.Text{Font: "宋体", Latin: "Times New Roman", Size: 12})}
}
