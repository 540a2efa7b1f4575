package page

import "math"

// drawable tells the signs drawn as lines when no font has them.
func drawable(r rune) bool {
	switch r {
	case '□', '☐', '☑', '☒', '■', '○', '●', '◯', '✓', '✔', '√', '×', '✗', '✘':
		return true
	}
	return false
}

// drawSymbol draws a sign that no font has; an unknown character becomes 〓, the
// printers' mark for a missing letter, and is reported in Result.NoGlyph.
func drawSymbol(pg *Page, r rune, x, base, size, width float64) {
	s := size * .72 // side of the sign
	x0, y0 := x+(width-s)/2, base-size*.75
	x1, y1 := x0+s, y0+s
	w := max(.5, size*.05)
	line := func(a, b, c, d float64) { pg.Lines = append(pg.Lines, Line{a, b, c, d, w}) }
	box := func() {
		line(x0, y0, x1, y0)
		line(x0, y1, x1, y1)
		line(x0, y0, x0, y1)
		line(x1, y0, x1, y1)
	}
	tick := func() {
		line(x0+s*.18, y0+s*.5, x0+s*.42, y0+s*.78)
		line(x0+s*.42, y0+s*.78, x0+s*.85, y0+s*.18)
	}
	cross := func() {
		line(x0+s*.18, y0+s*.18, x1-s*.18, y1-s*.18)
		line(x0+s*.18, y1-s*.18, x1-s*.18, y0+s*.18)
	}
	switch r {
	case ' ', 0x3000, 0xA0:
	case '□', '☐':
		box()
	case '☑':
		box()
		tick()
	case '☒':
		box()
		cross()
	case '■':
		pg.Fills = append(pg.Fills, Fill{X: x0, Y: y0, W: s, H: s})
	case '✓', '✔', '√':
		tick()
	case '×', '✗', '✘':
		cross()
	case '○', '◯', '●':
		circle(pg, x0+s/2, y0+s/2, s/2, w, r == '●')
	default:
		pg.Fills = append(pg.Fills, Fill{X: x0, Y: y0 + s*.15, W: s, H: s * .2}, Fill{X: x0, Y: y0 + s*.65, W: s, H: s * .2})
	}
}

func circle(pg *Page, cx, cy, r, w float64, full bool) {
	const n = 24
	if full {
		r /= 2
		w = 2 * r
	}
	for i := 0; i < n; i++ {
		a, b := 2*math.Pi*float64(i)/n, 2*math.Pi*float64(i+1)/n
		pg.Lines = append(pg.Lines, Line{cx + r*math.Cos(a), cy + r*math.Sin(a), cx + r*math.Cos(b), cy + r*math.Sin(b), w})
	}
}

// Merged is the page's lines without doubles, with the edges of neighbouring
// cells joined, in a fixed order; slanting lines come last.
func (pg *Page) Merged() []Line { return mergeLines(pg.Lines) }
