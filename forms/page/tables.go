package page

import "strings"

// piece is something that can be stacked: a line of text or a row of a table.
type piece struct {
	h       float64 // with the space before and after
	before  float64
	line    *lineBox
	row     *rowBox
	newPage bool
	keep    bool // on one page with the next piece
}

// tableBox is a table with its columns placed.
type tableBox struct {
	t    *Table
	x    float64
	xs   []float64 // column edges
	rows []*rowBox
}

// rowBox is a row, or a part of one that goes on over a page end.
type rowBox struct {
	tb    *tableBox
	i     int
	h     float64
	cells []*cellBox
	more  bool // a part follows on the next page
	rest  bool // it is such a part
	again bool // a header row repeated on a later page
}

type cellBox struct {
	c        *Cell
	col, end int
	rows     int // rows it spans
	h        float64
	pieces   []piece
	drawn    int      // pieces drawn on earlier pages
	origin   *cellBox // of a cell that continues a merge
}

// pieces makes blocks ready to be stacked.
func (e *engine) pieces(bs []Block, width float64, inTable bool) []piece {
	var out []piece
	brk := false
	for bi, b := range bs {
		switch b := b.(type) {
		case *Para:
			var next *Para
			if bi+1 < len(bs) {
				next, _ = bs[bi+1].(*Para)
			}
			var prev *Para
			if bi > 0 {
				prev, _ = bs[bi-1].(*Para)
			}
			out, brk = e.paraPieces(out, b, prev, next, width, inTable, brk)
		case *Table:
			ps := e.tablePieces(b, width)
			if brk && len(ps) > 0 {
				ps[0].newPage, brk = true, false
			}
			out = append(out, ps...)
		}
	}
	return out
}

func (e *engine) paraPieces(out []piece, p, prev, next *Para, width float64, inTable, brk bool) ([]piece, bool) {
	ls := e.lines(p, width, inTable)
	n := len(ls)
	newPage := brk || p.PageBreak
	for i := range ls {
		l := &ls[i]
		pc := piece{h: l.h, line: l, newPage: newPage}
		newPage = l.newPage
		switch {
		case i == n-1:
			pc.keep = p.KeepNext
		case p.KeepLines || p.KeepNext && n <= 3:
			pc.keep = true
		case p.Widow:
			pc.keep = i == 0 || i == n-2
		}
		if i == 0 && !(p.Contextual && prev != nil && prev.Style == p.Style) {
			pc.before = p.Before
			pc.h += p.Before
		}
		if i == n-1 && !(p.Contextual && next != nil && next.Style == p.Style) {
			pc.h += p.After
		}
		out = append(out, pc)
	}
	return out, newPage
}

func height(ps []piece) (h float64) {
	for i := range ps {
		h += ps[i].h
	}
	return h
}

func blocksText(bs []Block) string {
	var s strings.Builder
	for _, b := range bs {
		if p, ok := b.(*Para); ok {
			for i := range p.In {
				s.WriteString(p.In[i].Text)
			}
		}
	}
	return s.String()
}

func (e *engine) tablePieces(t *Table, width float64) []piece {
	tb := &tableBox{t: t, xs: make([]float64, 1, len(t.Grid)+1), x: t.Indent}
	w := 0.0
	for _, g := range t.Grid {
		w += g
		tb.xs = append(tb.xs, w)
	}
	switch t.Align {
	case "center":
		tb.x = (width - w) / 2
	case "right", "end":
		tb.x = width - w
	}
	tb.place()
	tb.merge()
	e.measureRows(tb)
	out := make([]piece, len(tb.rows))
	for i, r := range tb.rows {
		// the last row may be kept too: with the paragraph under the table
		out[i] = piece{h: r.h, row: r, keep: r.keepNext() || i < len(tb.rows)-1 && t.Rows[i].Header}
		if p := r.firstPara(); p != nil && p.PageBreak {
			out[i].newPage = true
		}
	}
	if e := t.Border[sTop]; e != nil && e.On && len(out) > 0 { // the upper rule stands above the first row
		out[0].before = e.W
		out[0].h += e.W
	}
	return out
}

func (r *rowBox) firstPara() *Para {
	for _, c := range r.cells {
		if len(c.c.Blocks) > 0 {
			p, _ := c.c.Blocks[0].(*Para)
			return p
		}
	}
	return nil
}

func (r *rowBox) keepNext() bool {
	p := r.firstPara()
	return p != nil && p.KeepNext
}

// place puts the cells on the grid.
func (tb *tableBox) place() {
	n := len(tb.t.Grid)
	for i := range tb.t.Rows {
		src := &tb.t.Rows[i]
		r := &rowBox{tb: tb, i: i, cells: make([]*cellBox, 0, len(src.Cells))}
		col := min(src.Before, n)
		for k := range src.Cells {
			c := &src.Cells[k]
			end := min(col+c.Span, n)
			r.cells = append(r.cells, &cellBox{c: c, col: col, end: end, rows: 1})
			col = end
		}
		tb.rows = append(tb.rows, r)
	}
}

func (r *rowBox) at(col int) *cellBox {
	for _, c := range r.cells {
		if c.col == col {
			return c
		}
	}
	return nil
}

// merge finds the rows that merged cells span.
func (tb *tableBox) merge() {
	for i, r := range tb.rows {
		for _, c := range r.cells {
			if c.c.Merge == 'c' && c.origin == nil {
				c.origin = c // a continuation without a beginning stands for itself
			}
			if c.c.Merge != 'r' {
				continue
			}
			for q := i + 1; q < len(tb.rows); q++ {
				y := tb.rows[q].at(c.col)
				if y == nil || y.c.Merge != 'c' {
					break
				}
				y.origin = c
				c.rows++
			}
		}
	}
}

// heads tells that the cell has content of its own.
func (c *cellBox) heads() bool { return c.c.Merge != 'c' || c.origin == c }

// measureRows lays out the cells and finds the heights of the rows.
func (e *engine) measureRows(tb *tableBox) {
	rows := tb.t.Rows
	for i, r := range tb.rows {
		if rows[i].Rule != "auto" {
			r.h = rows[i].H
		}
		for _, c := range r.cells {
			if !c.heads() || c.c.Vertical {
				continue
			}
			m := &c.c.Margin
			c.pieces = e.pieces(c.c.Blocks, max(tb.xs[c.end]-tb.xs[c.col]-m[1]-m[3], 1), true)
			c.h = height(c.pieces) + m[0] + m[2]
			if c.rows == 1 && rows[i].Rule != "exact" {
				r.h = max(r.h, c.h)
			}
		}
	}
	for i, r := range tb.rows {
		for _, c := range r.cells {
			if c.heads() {
				e.settle(tb, i, c)
			}
		}
	}
}

// settle gives a merged cell room in its last growing row, and reports what does
// not fit.
func (e *engine) settle(tb *tableBox, i int, c *cellBox) {
	have, grow := 0.0, -1
	for q := i; q < i+c.rows; q++ {
		have += tb.rows[q].h
		if tb.t.Rows[q].Rule != "exact" {
			grow = q
		}
	}
	need := c.h
	if c.c.Vertical {
		if w := e.verticalWidth(c.c, have); w > tb.xs[c.end]-tb.xs[c.col]+1 {
			e.overflow(c, w, tb.xs[c.end]-tb.xs[c.col])
		}
		return
	}
	if need <= have+1 {
		return
	}
	if grow >= 0 {
		tb.rows[grow].h += need - have
		return
	}
	e.overflow(c, need, have)
}

func (e *engine) overflow(c *cellBox, need, have float64) {
	if c.c.Ord < 0 {
		return
	}
	e.res.Overflow = append(e.res.Overflow, Overflow{Cell: c.c.Ord, Text: blocksText(c.c.Blocks), Need: need, Have: have})
}
