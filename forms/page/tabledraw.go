package page

// placed is a row with its place on the page.
type placed struct {
	r *rowBox
	y float64
}

// drawRows draws the rows of one table that stand on one page.
func (e *engine) drawRows(pg *Page, rows []placed, x float64) {
	for k, p := range rows {
		tb := p.r.tb
		for _, c := range p.r.cells {
			x0, x1 := x+tb.x+tb.xs[c.col], x+tb.x+tb.xs[c.end]
			h := 0.0
			for q := k; q < len(rows) && q < k+max(c.left(p.r), 1); q++ {
				h += rows[q].r.h
			}
			head := c.heads() || k == 0 && c.origin != nil
			if head && c.c.Filled {
				pg.Fills = append(pg.Fills, Fill{x0, p.y, x1 - x0, h, c.c.Fill})
			}
			tb.borders(pg, rows, k, c, x0, x1)
			if head {
				e.drawCell(pg, p, c, x0, x1, h, k == 0)
			}
		}
	}
}

// left is the number of rows of the cell's merge from row r on.
func (c *cellBox) left(r *rowBox) int {
	if c.c.Merge != 'c' || c.origin == nil || c.origin == c {
		return c.rows
	}
	for q, row := range r.tb.rows {
		if row.at(c.col) == c.origin {
			return c.origin.rows - (r.i - q)
		}
	}
	return 1
}

func (tb *tableBox) edge(c *Cell, i int, outer bool, in int) *Edge {
	if c.Border[i] != nil {
		return c.Border[i]
	}
	if outer {
		return tb.t.Border[i]
	}
	return tb.t.Border[in]
}

func (tb *tableBox) borders(pg *Page, rows []placed, k int, c *cellBox, x0, x1 float64) {
	p := rows[k]
	y0, y1 := p.y, p.y+p.r.h
	line := func(e *Edge, a, b, c, d float64) {
		if e != nil && e.On {
			pg.Lines = append(pg.Lines, Line{a, b, c, d, e.W})
		}
	}
	first, last := k == 0, k == len(rows)-1
	goesOn := false
	if !last {
		if y := rows[k+1].r.at(c.col); y != nil && y.c.Merge == 'c' && rows[k+1].r.i > p.r.i {
			goesOn = true
		}
	}
	if c.c.Merge != 'c' || c.origin == c || first {
		line(tb.edge(c.c, sTop, p.r.i == 0 || first, sInH), x0, y0, x1, y0)
	}
	line(tb.edge(c.c, sLeft, c.col == 0, sInV), x0, y0, x0, y1)
	if !goesOn {
		line(tb.edge(c.c, sBottom, p.r.i == len(tb.rows)-1 || last, sInH), x0, y1, x1, y1)
	}
	line(tb.edge(c.c, sRight, c.end == len(tb.t.Grid), sInV), x1, y0, x1, y1)
}

// drawCell draws the content of a cell, or what is left of it on a later page.
func (e *engine) drawCell(pg *Page, p placed, c *cellBox, x0, x1, h float64, top bool) {
	src := c
	if c.c.Merge == 'c' && c.origin != nil && c.origin != c {
		src = c.origin
		if src.drawn >= len(src.pieces) {
			return
		}
	}
	cell := src.c
	if cell.Vertical {
		if src == c && !p.r.rest {
			e.vertical(pg, cell, x0, p.y, x1-x0, h)
		}
		return
	}
	rest := src.pieces[src.drawn:]
	content := height(rest) + cell.Margin[0] + cell.Margin[2]
	y := p.y + cell.Margin[0]
	if !p.r.more && !p.r.rest {
		switch cell.VAlign {
		case "center":
			y += max(0, (h-content)/2)
		case "bottom":
			y += max(0, h-content)
		}
	}
	bottom := p.y + h + 1.5
	for i := range rest {
		if y+rest[i].h > bottom && i > 0 {
			break // what does not fit is cut off, or goes on the next page
		}
		e.drawPiece(pg, &rest[i], x0+cell.Margin[1], y)
		y += rest[i].h
		src.drawn++
	}
}

func (e *engine) drawPiece(pg *Page, p *piece, x, y float64) {
	if p.line != nil {
		p.line.draw(pg, x, y+p.before)
		return
	}
	e.drawRows(pg, []placed{{p.row, y + p.before}}, x)
}

// vertical columns of a cell, right to left.
func (e *engine) columns(c *Cell, h float64) (cols [][]item, pitch float64, align string) {
	for _, b := range c.Blocks {
		p, ok := b.(*Para)
		if !ok {
			continue
		}
		align = p.Align
		var cur []item
		used := 0.0
		for _, it := range e.items(p) {
			if it.kind == kBreak {
				cols = append(cols, cur)
				cur, used = nil, 0
				continue
			}
			if it.kind != kText {
				continue
			}
			a := it.st.Size + it.st.Spacing
			if it.r == ' ' {
				a = it.w
			}
			if used+it.st.Size > h && len(cur) > 0 {
				cols = append(cols, cur)
				cur, used = nil, 0
			}
			it.w = a
			used += a
			cur = append(cur, it)
			pitch = max(pitch, it.st.Size*1.2)
		}
		cols = append(cols, cur)
	}
	return cols, pitch, align
}

func (e *engine) verticalWidth(c *Cell, h float64) float64 {
	cols, pitch, _ := e.columns(c, h)
	return pitch * float64(len(cols))
}

// vertical sets upright text from top to bottom, the columns centred in the cell.
func (e *engine) vertical(pg *Page, c *Cell, x, y, w, h float64) {
	cols, pitch, align := e.columns(c, h)
	cx := x + w/2 + pitch*float64(len(cols)-1)/2
	for _, col := range cols {
		length := 0.0
		for i := range col {
			length += col[i].w
		}
		at := y
		if align == "center" || align == "both" || align == "distribute" {
			at = y + (h-length)/2
		}
		for i := range col {
			it := &col[i]
			if it.f == nil {
				drawSymbol(pg, it.r, cx-it.st.Size/2, at+it.st.Size*.88, it.st.Size, it.st.Size)
			} else if it.r != ' ' && it.r != 0x3000 {
				f, g := it.f, it.g
				if u := upright(it.r); u != it.r && f.GID(u) != 0 {
					g = f.GID(u)
				}
				gw := f.Adv(g) * it.st.Size
				pg.Glyphs = append(pg.Glyphs, Glyph{F: f, R: it.r, G: g, Bold: it.synth, Col: it.st.Color, X: cx - gw/2, Y: at + it.st.Size*.88, Size: it.st.Size})
			}
			at += it.w
		}
		cx -= pitch
	}
}
