package build

import (
	"fmt"
	"strings"
)

// Vertical merging of cells.
const (
	MergeStart = "restart"
	MergeOn    = "continue"
)

// Cell of a table.
type Cell struct {
	Span     int    // columns, 0 and 1 alike
	Merge    string // "", MergeStart or MergeOn
	Align    string // top, center (default), bottom
	Vertical bool   // text from top to bottom, columns from right to left
	NoBorder string // borders left out: any of "tlbr"
	Fill     string // RRGGBB
	Body     XML    // paragraphs; empty gives one empty paragraph
}

// Row of a table.
type Row struct {
	H        float64 // mm; 0 = as the text needs
	Exact    bool    // H is exact: the row never grows
	Header   bool    // repeated on every page
	CanSplit bool    // may go on over a page end
	Cells    []Cell
}

// Table with a fixed grid.
type Table struct {
	Grid     []float64 // column widths in mm
	Rows     []Row
	Border   float64 // points, 0 = 0.5; negative = none
	Margin   float64 // left and right inside cells, mm; 0 = 0.8
	Align    string  // of the table, default Center
	NoMargin bool    // really none
	Pad      float64 // above and below the text of a cell, mm: for rows that grow
}

// grid edges in twips: rounding the edges, not the widths, keeps rows of
// different spans in line.
func (t Table) edges() []int {
	at, out := 0.0, []int{0}
	for _, g := range t.Grid {
		at += g
		out = append(out, Twips(at))
	}
	return out
}

// XML writes the table. Rows that do not fill the grid are a mistake in the
// program and panic.
func (t Table) XML() XML {
	var b strings.Builder
	x := t.edges()
	if t.Align == "" {
		t.Align = Center
	}
	fmt.Fprintf(&b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="%s"/><w:tblBorders>`, x[len(x)-1], t.Align)
	for _, s := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		switch {
		case t.Border < 0:
			fmt.Fprintf(&b, `<w:%s w:val="nil"/>`, s)
		case t.Border == 0:
			fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, s)
		default:
			fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="%d" w:space="0" w:color="auto"/>`, s, int(t.Border*8+.5))
		}
	}
	m := t.Margin
	if m == 0 && !t.NoMargin {
		m = .8
	}
	fmt.Fprintf(&b, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="%d" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/><w:bottom w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, Twips(t.Pad), Twips(m), Twips(t.Pad), Twips(m))
	for i := range t.Grid {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, x[i+1]-x[i])
	}
	b.WriteString("</w:tblGrid>")
	for _, r := range t.Rows {
		r.write(&b, x)
	}
	b.WriteString("</w:tbl>")
	return XML(b.String())
}

func (r Row) write(b *strings.Builder, x []int) {
	b.WriteString("<w:tr><w:trPr>")
	if !r.CanSplit {
		b.WriteString("<w:cantSplit/>")
	}
	if r.H > 0 {
		rule := "atLeast"
		if r.Exact {
			rule = "exact"
		}
		fmt.Fprintf(b, `<w:trHeight w:val="%d" w:hRule="%s"/>`, Twips(r.H), rule)
	}
	if r.Header {
		b.WriteString("<w:tblHeader/>")
	}
	b.WriteString("</w:trPr>")
	col := 0
	for _, c := range r.Cells {
		span := max(c.Span, 1)
		if col+span >= len(x) {
			panic(fmt.Sprintf("build: row has more than the table's %d columns", len(x)-1))
		}
		c.write(b, x[col+span]-x[col], span)
		col += span
	}
	if col != len(x)-1 {
		panic(fmt.Sprintf("build: row has %d columns, table %d", col, len(x)-1))
	}
	b.WriteString("</w:tr>")
}

func (c Cell) write(b *strings.Builder, w, span int) {
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, w)
	if span > 1 {
		fmt.Fprintf(b, `<w:gridSpan w:val="%d"/>`, span)
	}
	switch c.Merge {
	case MergeStart:
		b.WriteString(`<w:vMerge w:val="restart"/>`)
	case MergeOn:
		b.WriteString(`<w:vMerge/>`)
	}
	if c.NoBorder != "" {
		b.WriteString("<w:tcBorders>")
		for _, k := range []struct{ k, n string }{{"t", "top"}, {"l", "left"}, {"b", "bottom"}, {"r", "right"}} {
			if strings.Contains(c.NoBorder, k.k) {
				fmt.Fprintf(b, `<w:%s w:val="nil"/>`, k.n)
			}
		}
		b.WriteString("</w:tcBorders>")
	}
	if c.Fill != "" {
		fmt.Fprintf(b, `<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, esc(c.Fill))
	}
	if c.Vertical {
		b.WriteString(`<w:textDirection w:val="tbRlV"/>`)
	}
	va := c.Align
	if va == "" {
		va = "center"
	}
	fmt.Fprintf(b, `<w:vAlign w:val="%s"/></w:tcPr>`, va)
	if c.Body == "" {
		c.Body = Para{}.Empty(Text{})
	}
	b.WriteString(string(c.Body))
	b.WriteString("</w:tc>")
}
