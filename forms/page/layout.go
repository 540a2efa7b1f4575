package page

// maxPages stops documents that would never end.
const maxPages = 5000

// Layout lays a document out. It always comes to an end and never fails: what
// does not fit is reported in the result.
func Layout(doc *Doc, fs *Fonts) *Result {
	e := &engine{fs: fs, doc: doc, res: &Result{}}
	p := &paginator{engine: e}
	for i, s := range doc.Sections {
		p.section(s, i == 0)
	}
	p.flush()
	e.total = len(e.res.Pages)
	for i, pg := range e.res.Pages {
		p.furniture(pg, p.of[i])
	}
	return e.res
}

// owner tells what a page belongs to.
type owner struct {
	sec    *Section
	number int
	first  bool // of its section
}

// paginator stacks pieces on pages.
type paginator struct {
	*engine
	pg          *Page
	y           float64
	top, bottom float64
	rows        []placed // rows of the table at hand on this page
	of          []owner
	number      int
}

func (p *paginator) section(s *Section, first bool) {
	old := p.sec
	p.sec = s
	width := s.W - s.Left - s.Right
	fresh := first || !s.Continuous || old == nil || old.W != s.W || old.H != s.H
	ps := p.pieces(s.Blocks, width, false)
	if fresh {
		p.flush()
		p.bounds(s, width)
		if s.FirstNumber > 0 {
			p.number = s.FirstNumber - 1
		}
		p.newPage(true)
	}
	p.stack(ps)
	p.flush()
}

// bounds finds where the body begins and ends: tall headers push it.
func (p *paginator) bounds(s *Section, width float64) {
	p.top, p.bottom = s.Top, s.H-s.Bottom
	if len(s.Header) > 0 {
		p.top = max(p.top, s.HeaderAt+height(p.pieces(s.Header, width, false)))
	}
	if len(s.Footer) > 0 {
		p.bottom = min(p.bottom, s.H-s.FooterAt-height(p.pieces(s.Footer, width, false)))
	}
	if p.bottom-p.top < 10 {
		p.top, p.bottom = 0, s.H
	}
}

func (p *paginator) newPage(first bool) {
	p.flush()
	p.number++
	p.pg = &Page{W: p.sec.W, H: p.sec.H, Glyphs: make([]Glyph, 0, 512), Lines: make([]Line, 0, 256)}
	p.res.Pages = append(p.res.Pages, p.pg)
	p.of = append(p.of, owner{p.sec, p.number, first})
	p.y = p.top
}

// flush draws the rows collected for this page.
func (p *paginator) flush() {
	if len(p.rows) > 0 {
		p.drawRows(p.pg, p.rows, p.sec.Left)
		p.rows = p.rows[:0]
	}
}

// tolerance lets a line stand over the end by what rounding costs.
const tolerance = .5

func (p *paginator) stack(ps []piece) {
	for i := 0; i < len(ps); i++ {
		if len(p.res.Pages) >= maxPages {
			return
		}
		b := &ps[i]
		if b.row == nil || len(p.rows) > 0 && p.rows[0].r.tb != b.row.tb {
			p.flush()
		}
		need := p.chain(ps, i)
		if b.newPage && p.y > p.top || p.y+need > p.bottom+tolerance && !p.atTop(b) {
			if rest := p.split(b); rest != nil && !b.newPage {
				p.put(b)
				p.turn(b.row)
				ps[i] = *rest
				i--
				continue
			}
			p.turn(b.row)
		}
		if rest := p.split(b); rest != nil {
			p.put(b)
			p.turn(b.row)
			ps[i] = *rest
			i--
			continue
		}
		p.put(b)
	}
}

// atTop tells that nothing but repeated header rows stands above.
func (p *paginator) atTop(b *piece) bool {
	if p.y <= p.top+.01 {
		return true
	}
	if b.row == nil || len(p.rows) == 0 {
		return false
	}
	head := 0.0
	for _, r := range p.rows {
		if !b.row.tb.t.Rows[r.r.i].Header || r.r.i >= b.row.i {
			return false
		}
		head += r.r.h
	}
	return p.y <= p.top+head+.01 && len(p.of) > 0 && p.repeated()
}

// repeated tells whether the header rows on this page are repeats, which may
// stay alone above a row that fits nowhere.
func (p *paginator) repeated() bool { return p.rows[0].r.again }

// chain is the height of a piece with those it must stay together with; a chain
// longer than a page is not kept.
func (p *paginator) chain(ps []piece, i int) float64 {
	need := ps[i].h
	for k := i; k < len(ps)-1 && ps[k].keep; k++ {
		need += ps[k+1].h
		if need > p.bottom-p.top {
			return ps[i].h
		}
	}
	return need
}

func (p *paginator) put(b *piece) {
	if b.row != nil {
		p.rows = append(p.rows, placed{b.row, p.y + b.before})
	} else {
		p.drawPiece(p.pg, b, p.sec.Left, p.y)
	}
	p.y += b.h
}

// turn begins a page; inside a table its header rows are repeated.
func (p *paginator) turn(r *rowBox) {
	inside := r != nil && r.i > 0 || r != nil && r.more
	p.newPage(false)
	if !inside || r.tb.t.Rows[r.i].Header {
		return
	}
	for _, h := range r.tb.rows {
		if !r.tb.t.Rows[h.i].Header {
			break
		}
		again := *h
		again.again = true
		again.cells = nil
		for _, c := range h.cells {
			fresh := *c
			fresh.drawn = 0
			again.cells = append(again.cells, &fresh)
		}
		p.put(&piece{h: h.h, row: &again})
	}
}

// split cuts a row that may go on over the page end; b becomes what fits, the
// rest comes back. nil when the row is to stay whole.
func (p *paginator) split(b *piece) *piece {
	room := p.bottom - p.y - b.before
	if b.row == nil || b.row.h <= room+tolerance {
		return nil
	}
	src := &b.row.tb.t.Rows[b.row.i]
	if src.Rule == "exact" || src.Header || src.CantSplit && b.row.h <= p.bottom-p.top {
		return nil
	}
	head, tail := *b.row, *b.row
	head.more, tail.rest = true, true
	head.cells, tail.cells = nil, nil
	some, left, headH, tailH := false, false, 0.0, 0.0
	for _, c := range b.row.cells {
		if c.rows > 1 || !c.heads() {
			return nil
		}
		a, z := *c, *c
		used, k := c.c.Margin[0]+c.c.Margin[2], 0
		for k < len(c.pieces) && used+c.pieces[k].h <= room+tolerance {
			used += c.pieces[k].h
			k++
		}
		for k > 0 && k < len(c.pieces) && c.pieces[k-1].keep {
			k--
		}
		a.pieces, z.pieces = c.pieces[:k], c.pieces[k:]
		some = some || k > 0
		left = left || k < len(c.pieces)
		headH = max(headH, height(a.pieces)+c.c.Margin[0]+c.c.Margin[2])
		z.h = height(z.pieces) + c.c.Margin[0] + c.c.Margin[2]
		tailH = max(tailH, z.h)
		head.cells, tail.cells = append(head.cells, &a), append(tail.cells, &z)
	}
	if !some || room < 12 {
		return nil
	}
	head.h, tail.h = headH, tailH
	if !left { // only empty height is left: it goes on the next page
		head.h, tail.h = room, b.row.h-room
	}
	rest := &piece{h: tail.h, row: &tail, keep: b.keep}
	b.row, b.h, b.keep = &head, head.h+b.before, false
	return rest
}

// furniture draws header and footer of a page.
func (p *paginator) furniture(pg *Page, o owner) {
	s := o.sec
	p.sec, p.page = s, o.number
	width := s.W - s.Left - s.Right
	head, foot := s.Header, s.Footer
	if s.TitlePage && o.first {
		head, foot = s.FirstHeader, s.FirstFooter
	}
	y := s.HeaderAt
	for _, b := range p.pieces(head, width, false) {
		p.drawPiece(pg, &b, s.Left, y)
		y += b.h
	}
	fp := p.pieces(foot, width, false)
	y = s.H - s.FooterAt - height(fp)
	for _, b := range fp {
		p.drawPiece(pg, &b, s.Left, y)
		y += b.h
	}
}
