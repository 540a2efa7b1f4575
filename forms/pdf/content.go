package pdf

import (
	"math"
	"strconv"

	"kaocha/forms/page"
)

// num writes a number with at most two decimals.
func num(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if f := n % 100; f > 0 {
		b = append(b, '.', byte('0'+f/10))
		if f%10 > 0 {
			b = append(b, byte('0'+f%10))
		}
	}
	return b
}

func short(v float64) string { return string(num(nil, v)) }

// nums writes numbers and an operator.
func nums(b []byte, op string, v ...float64) []byte {
	for _, x := range v {
		b = append(num(b, x), ' ')
	}
	b = append(b, op...)
	return append(b, '\n')
}

func colour(b []byte, c [3]uint8, op string) []byte {
	for _, v := range c {
		b = strconv.AppendFloat(b, math.Round(float64(v)/255*1000)/1000, 'f', -1, 64)
		b = append(b, ' ')
	}
	b = append(b, op...)
	return append(b, '\n')
}

// content writes the drawing operators of a page; PDF counts from the bottom.
func (p *Writer) content(b []byte, pg *page.Page, pics []int) []byte {
	for _, f := range pg.Fills {
		b = colour(b, f.Col, "rg")
		b = nums(b, "re f", f.X, pg.H-f.Y-f.H, f.W, f.H)
	}
	for i, im := range pg.Pics {
		if pics[i] == 0 {
			continue
		}
		b = append(b, "q "...)
		b = nums(b, "cm", im.W, 0, 0, im.H, im.X, pg.H-im.Y-im.H)
		b = append(b, "/I"...)
		b = strconv.AppendInt(b, int64(pics[i]), 10)
		b = append(b, " Do Q\n"...)
	}
	width := -1.0
	b = append(b, "0 G 2 J\n"...)
	for _, l := range pg.Merged() {
		if l.W != width {
			b = nums(b, "w", l.W)
			width = l.W
		}
		b = nums(b, "m", l.X1, pg.H-l.Y1)
		b = nums(b, "l S", l.X2, pg.H-l.Y2)
	}
	b = append(b, "BT\n0 g\n"...)
	b = p.glyphs(b, pg.Glyphs, pg.H)
	b = append(b, "ET\n"...)
	if p.stamp != nil {
		b = p.stampNumber(b, pg)
	}
	return b
}

const hexDigits = "0123456789ABCDEF"

// glyphs writes text, the glyphs of one line and format as one string with the
// gaps between them.
func (p *Writer) glyphs(b []byte, gs []page.Glyph, h float64) []byte {
	var col [3]uint8
	bold := false
	for i := 0; i < len(gs); {
		g := &gs[i]
		j := i + 1
		for j < len(gs) && gs[j].F == g.F && gs[j].Size == g.Size && gs[j].Y == g.Y && gs[j].Col == g.Col && gs[j].Bold == g.Bold && gs[j].X >= gs[j-1].X {
			j++
		}
		if g.Col != col {
			b = colour(b, g.Col, "rg")
			b = colour(b, g.Col, "RG")
			col = g.Col
		}
		if g.Bold {
			b = nums(b, "w", g.Size/35) // the outline is drawn too
		}
		if g.Bold != bold {
			if bold = g.Bold; bold {
				b = append(b, "2 Tr\n"...)
			} else {
				b = append(b, "0 Tr\n"...)
			}
		}
		b = p.show(b, gs[i:j], h)
		i = j
	}
	if bold {
		b = append(b, "0 Tr\n"...)
	}
	return b
}

func (p *Writer) show(b []byte, gs []page.Glyph, h float64) []byte {
	g := &gs[0]
	u := p.font(g.F)
	b = append(b, '/')
	b = append(b, u.name...)
	b = append(b, ' ')
	b = num(b, g.Size)
	b = append(b, " Tf 1 0 0 1 "...)
	b = append(num(b, g.X), ' ')
	b = append(num(b, h-g.Y), " Tm ["...)
	x, open := g.X, false
	for k := range gs {
		c := &gs[k]
		if d := c.X - x; d > .01 || d < -.01 {
			if open {
				b = append(b, '>')
				open = false
			}
			n := math.Round(d * 1000 / g.Size)
			b = strconv.AppendInt(b, int64(-n), 10)
			x += n * g.Size / 1000
		}
		if !open {
			b = append(b, '<')
			open = true
		}
		id := u.id(c.G, c.R)
		b = append(b, hexDigits[id>>12], hexDigits[id>>8&15], hexDigits[id>>4&15], hexDigits[id&15])
		x += c.F.Adv(c.G) * c.Size
	}
	if open {
		b = append(b, '>')
	}
	return append(b, "]TJ\n"...)
}
