package layouts

import (
	"fmt"
	"slices"

	"kaocha/forms/template/build"
)

// CardShape is a form of a scheme's own: what is drawn, not what is filled in.
type CardShape struct {
	Rows []CardRow
	Wide bool // landscape
}

// CardRow is a row of it; widths are parts of the table's width.
type CardRow struct {
	Labels []bool // which cells are labels
	Widths []float64
	Left   []bool  // text set from the left
	Height float64 // least, mm
	Side   int     // 0 none, 1 begins a label at the edge, 2 goes on with it
	List   bool    // repeated
	Sign   bool    // a line at the foot of the last cell
	Prose  bool    // the last cell is running text
}

// Placeholders of Card: 行1侧 at the edge, 行1格2 in a cell, 行1签 at its foot; the
// list 行1 with 格1, 格2 … in a repeated row.
const (
	CardSide = "行%d侧"
	CardCell = "行%d格%d"
	CardSign = "行%d签"
	CardList = "行%d"
	CardItem = "格%d"
)

// cardSide is the width of the label at the edge, cardRow the usual height, mm.
const (
	cardSide = 11.0
	cardRow  = 9.5
)

// Card draws a form of labels and answers: title, line over the table, the table,
// lines under it.
func Card(p build.Paper, shape CardShape) []byte {
	s := on(p)
	sec, w := s.section(), p.W-2*tableSide
	sec.Footer = build.PageNumber(small)
	if shape.Wide {
		sec, w = landscape(p)
	}
	f := s.face()
	ttl := title
	ttl.Size = 20
	line := build.Para{Align: build.Left, Exact: f.pitch * 1.3}
	out := []build.XML{build.Para{Align: build.Center, Exact: 30, After: 6}.Say(ttl, "{{标题}}")}
	out = append(out, block("说明", line.Say(f.value, "{{.}}"))...)
	out = append(out, cardTable(f, shape, w).XML(), build.Para{Exact: 4}.Empty(small))
	out = append(out, block("注", noteLines("{{.}}"))...)
	return build.Document(sec, "", out...)
}

// cardTable lays the rows on one grid: every edge of a cell is an edge of it.
func cardTable(f face, shape CardShape, w float64) build.Table {
	side := 0.0
	if slices.ContainsFunc(shape.Rows, func(r CardRow) bool { return r.Side > 0 }) {
		side = cardSide
	}
	edges := []float64{0, w}
	at := make([][]float64, len(shape.Rows))
	for i, r := range shape.Rows {
		from := 0.0
		if r.Side > 0 {
			from = side
			at[i] = []float64{0}
		}
		for _, x := range r.Widths {
			at[i] = append(at[i], from)
			from += x * (w - map[bool]float64{true: side}[r.Side > 0])
		}
		at[i] = append(at[i], w)
		edges = append(edges, at[i]...)
	}
	slices.Sort(edges)
	edges = slices.CompactFunc(edges, func(a, b float64) bool { return abs(b-a) < .2 })
	place := func(x float64) int {
		best := 0
		for i, e := range edges {
			if abs(e-x) < abs(edges[best]-x) {
				best = i
			}
		}
		return best
	}
	t := build.Table{Border: .75, Margin: 1, Pad: .8}
	for i := 1; i < len(edges); i++ {
		t.Grid = append(t.Grid, edges[i]-edges[i-1])
	}
	for i, r := range shape.Rows {
		spans := make([]int, len(at[i])-1)
		for k := range spans {
			spans[k] = max(1, place(at[i][k+1])-place(at[i][k]))
		}
		t.Rows = append(t.Rows, cardRows(f, i+1, r, spans)...)
	}
	return t
}

func abs(x float64) float64 { return max(x, -x) }

// cardRows are a row, or two where the last cell is signed at its foot.
func cardRows(f face, n int, r CardRow, spans []int) []build.Row {
	h := r.Height
	if h == 0 {
		h = cardRow
	}
	var cells []build.Cell
	if r.Side > 0 {
		c := under(spans[0])
		if r.Side == 1 {
			c = merged(build.Cell{Body: build.Para{Align: build.Center, Exact: f.pitch * 1.1}.Say(f.label, fmt.Sprintf("{{"+CardSide+"}}", n))})
			c.Span = spans[0]
		}
		cells, spans = append(cells, c), spans[1:]
	}
	last := len(r.Labels) - 1
	for k := range r.Labels {
		text := fmt.Sprintf("{{"+CardCell+"}}", n, k+1)
		if r.List {
			text = fmt.Sprintf("{{"+CardItem+"}}", k+1)
			if k == 0 {
				text = fmt.Sprintf("{{#"+CardList+"}}", n) + text
			}
			if k == last {
				text += fmt.Sprintf("{{/"+CardList+"}}", n)
			}
		}
		p, face := build.Para{Align: build.Center, Exact: f.pitch * 1.15}, f.value
		switch {
		case r.Labels[k]:
			face = f.label
		case k == last && r.Prose:
			p = build.Para{Align: build.Justify, Exact: f.pitch * 1.3, FirstChars: 2, Size: f.value.Size, Left: inset, Right: inset, NoHang: true}
		case r.Left[k]:
			p = build.Para{Align: build.Left, Exact: f.pitch * 1.15, Left: inset, Right: inset, NoHang: true}
		}
		c := build.Cell{Span: spans[k], Body: p.Say(face, text)}
		if k == last && r.Prose {
			c.Align = "top"
		}
		cells = append(cells, c)
	}
	row := build.Row{H: h, Cells: cells, CanSplit: r.Prose}
	if !r.Sign {
		return []build.Row{row}
	}
	foot := build.Row{H: 11}
	for k := range cells {
		c := &cells[k]
		x := build.Cell{Span: c.Span, Merge: build.MergeOn}
		if k == len(cells)-1 {
			c.NoBorder, c.Align = "b", "top"
			x = build.Cell{Span: c.Span, NoBorder: "t", Align: "bottom", Body: build.Para{Align: build.Right, Exact: f.pitch * 1.2, Right: 12}.Say(f.value, fmt.Sprintf("{{"+CardSign+"}}", n))}
		} else if c.Merge == "" {
			c.Merge = build.MergeStart
		}
		foot.Cells = append(foot.Cells, x)
	}
	row.H = max(4, h-foot.H)
	return []build.Row{row, foot}
}
