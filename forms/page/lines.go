package page

import "math"

// lineBox is a line of a paragraph, ready to be drawn.
type lineBox struct {
	it       []item
	w        float64
	x        float64
	h, base  float64
	last     bool
	newPage  bool // a page break ends it
	hangLast bool
}

// measures of a paragraph that count in characters are reckoned with the size of
// its first run.
func (p *Para) measures() (size, left, right, first float64) {
	size = p.Mark.Size
	for i := range p.In {
		if p.In[i].Style.Size > 0 {
			size = p.In[i].Style.Size
			break
		}
	}
	left, right, first = p.Left, p.Right, p.First
	if p.LeftChars != 0 {
		left = float64(p.LeftChars) / 100 * size
	}
	if p.RightChars != 0 {
		right = float64(p.RightChars) / 100 * size
	}
	if p.FirstChars != 0 {
		first = float64(p.FirstChars) / 100 * size
	} else if p.HangChars != 0 {
		first = -float64(p.HangChars) / 100 * size
		if p.LeftChars == 0 && p.Left == 0 {
			left = -first
		}
	}
	return size, left, right, first
}

// lines breaks a paragraph.
func (e *engine) lines(p *Para, width float64, inTable bool) []lineBox {
	its := e.items(p)
	size, left, right, first := p.measures()
	out := make([]lineBox, 0, len(its)/16+1)
	for i := 0; ; {
		x := left
		if len(out) == 0 {
			x += first
		}
		avail := max(width-x-right, 1)
		l := lineBox{x: x}
		j, broke := e.fit(p, its, i, &l, avail, left)
		l.it = its[i:j:j]
		l.last = j >= len(its) || broke
		l.measure(p)
		e.height(p, &l, size, inTable)
		l.align(p, avail)
		out = append(out, l)
		i = j
		if broke {
			i++
			if i >= len(its) && its[i-1].kind == kBreak {
				empty := lineBox{x: left, last: true}
				e.height(p, &empty, size, inTable)
				return append(out, empty)
			}
		}
		if i >= len(its) {
			return out
		}
	}
}

// fit takes items into a line until it is full; j is the first one left over.
func (e *engine) fit(p *Para, its []item, i int, l *lineBox, avail, left float64) (j int, broke bool) {
	w, lastBreak := 0.0, -1
	for j = i; j < len(its); j++ {
		it := &its[j]
		if it.kind == kBreak || it.kind == kPage {
			l.newPage = it.kind == kPage
			return j, true
		}
		if j > i && canBreak(&its[j-1], it) {
			lastBreak = j
		}
		if it.kind == kTab {
			it.w = e.tabWidth(p, its, j, l.x+w, left, avail)
		}
		if w+it.w-it.auto > avail+.01 && j > i && it.r != ' ' {
			hang := it.kind == kText && !p.NoHang && isHanging(it.r) && w < avail+.5 && p.Align != "center" && p.Align != "right" && p.Align != "end"
			if hang && (j+1 >= len(its) || canBreak(it, &its[j+1])) {
				l.hangLast = true
				return j + 1, false
			}
			if lastBreak > i {
				j = lastBreak
			}
			return j, false
		}
		w += it.w
	}
	return j, false
}

func isHanging(r rune) bool {
	for _, h := range hanging {
		if h == r {
			return true
		}
	}
	return false
}

// measure sums up the widths. Spaces at the end of a full line do not count, nor
// does the room after the last character; at the end of a centred or right-hand
// line spaces hang over, but wide ones (U+3000) hold their place: they are typed
// to leave room for a seal or signature.
func (l *lineBox) measure(p *Para) {
	n := len(l.it)
	if !l.last {
		for n > 0 && l.it[n-1].kind == kText && l.it[n-1].r == ' ' {
			n--
		}
		l.it = l.it[:n]
	}
	if n > 0 {
		l.it[n-1].w -= l.it[n-1].auto
		l.it[n-1].auto = 0
	}
	count := n
	if l.hangLast {
		count--
	}
	switch p.Align {
	case "center", "right", "end":
		for count > 0 && l.it[count-1].r == ' ' && !l.it[count-1].st.Underline {
			count--
		}
	}
	for k := range count {
		l.w += l.it[k].w
	}
}

func (e *engine) height(p *Para, l *lineBox, size float64, inTable bool) {
	asc, dsc := 0.0, 0.0
	for k := range l.it {
		asc, dsc = max(asc, l.it[k].asc), max(dsc, l.it[k].dsc)
	}
	if len(l.it) == 0 {
		if size == 0 {
			size = 10.5
		}
		asc, dsc = eaAsc*size, eaDesc*size
	}
	switch p.Rule {
	case "exact":
		l.h = p.Line / 20
		l.base = l.h * .8
	case "atLeast":
		l.h = max(p.Line/20, asc+dsc)
		l.base = l.h - dsc
	default:
		nat := asc + dsc
		if e.sec.Grid > 0 && (!inTable || e.doc.GridInTables) && !p.NoGrid {
			nat = math.Ceil(nat/e.sec.Grid-.001) * e.sec.Grid
		}
		m := p.Line / 240
		if m <= 0 {
			m = 1
		}
		l.h = nat * min(m, 50)
		l.base = l.h - dsc - (nat-asc-dsc)/2
	}
}

// align moves the line, or spreads it over the width.
func (l *lineBox) align(p *Para, avail float64) {
	extra := avail - l.w
	switch p.Align {
	case "center":
		l.x += extra / 2
	case "right", "end":
		l.x += extra
	case "both", "distribute":
		if extra > 0 && (!l.last || p.Align == "distribute") {
			l.spread(extra, p.Align == "distribute")
		}
	}
}

func (l *lineBox) spread(extra float64, all bool) {
	m := len(l.it) - 1
	if l.hangLast {
		m--
	}
	gap := func(k int) bool {
		a, b := &l.it[k], &l.it[k+1]
		return a.kind == kText && b.kind == kText && (all || a.cjk || b.cjk || a.r == ' ')
	}
	gaps := 0
	for k := 0; k < m; k++ {
		if l.it[k].kind == kTab {
			gaps = 0 // only what follows the last tab is spread
		}
		if gap(k) {
			gaps++
		}
	}
	if gaps == 0 {
		return
	}
	from := 0
	for k := range l.it {
		if l.it[k].kind == kTab {
			from = k + 1
		}
	}
	for k := from; k < m; k++ {
		if gap(k) {
			l.it[k].w += extra / float64(gaps)
		}
	}
}

// draw puts the line on a page; x, y is its top left.
func (l *lineBox) draw(pg *Page, x, y float64) {
	cx := x + l.x
	for k := range l.it {
		it := &l.it[k]
		by, size := y+l.base, it.st.Size
		switch {
		case it.st.Raise > 0:
			by, size = by-size*.35, size*.62
		case it.st.Raise < 0:
			by, size = by+size*.1, size*.62
		}
		switch it.kind {
		case kText:
			if it.f == nil {
				drawSymbol(pg, it.r, cx, by, size, it.w)
			} else { // spaces too, so that text copied from the PDF keeps them
				pg.Glyphs = append(pg.Glyphs, Glyph{F: it.f, R: it.r, G: it.g, Bold: it.synth, Col: it.st.Color, X: cx, Y: by, Size: size})
			}
		case kImage:
			pg.Pics = append(pg.Pics, Pic{cx, by - it.img.H, it.img.W, it.img.H, it.img.Img})
		}
		if it.kind != kImage && (it.st.Underline || it.st.Strike) {
			uy := by + size*.14
			if it.st.Strike {
				uy = by - size*.3
			}
			pg.Lines = append(pg.Lines, Line{cx, uy, cx + it.w, uy, .6})
		}
		cx += it.w
	}
}
