package page

import (
	"math"
	"slices"
	"strconv"
)

// item is a character, picture, tab or break on its way into a line.
type item struct {
	kind     byte
	cjk      bool
	synth    bool // bold drawn thicker
	g        uint16
	r        rune
	f        *Font
	w        float64 // with auto
	auto     float64 // room after it to Latin or Chinese text, not wanted at a line end
	asc, dsc float64
	st       *RunStyle
	img      *Inline
}

// engine lays out one document.
type engine struct {
	fs      *Fonts
	doc     *Doc
	res     *Result
	sec     *Section
	page    int // number shown by PAGE
	total   int
	slab    []item
	family  string // the last two families looked up
	face    *face
	family2 string
	face2   *face
}

func (e *engine) lookup(family string) *face {
	if family == e.family && e.face != nil {
		return e.face
	}
	if family == e.family2 && e.face2 != nil {
		e.family, e.face, e.family2, e.face2 = e.family2, e.face2, e.family, e.face
		return e.face
	}
	e.family2, e.face2 = e.family, e.face
	e.family, e.face = family, e.fs.lookup(family)
	return e.face
}

// Line heights of the two kinds of fonts in em: what Word gives them with single
// spacing, whatever the font at hand says.
const (
	eaAsc, eaDesc = 1.08, .22
	laAsc, laDesc = .95, .25
)

// autoSpace is the room between Chinese and Latin text in em. A fifth is what
// LibreOffice gives, against which our line ends are tested.
const autoSpace = .2

// items turns the inlines of a paragraph into items.
func (e *engine) items(p *Para) []item {
	n := 0
	for i := range p.In {
		n += len(p.In[i].Text) + 4
	}
	if len(e.slab) < n {
		e.slab = make([]item, max(n, 2048))
	}
	out := e.slab[:0:n]
	for i := range p.In {
		in := &p.In[i]
		st := in.Style
		switch in.Kind {
		case kNumber:
			out = e.text(out, p, st, strconv.Itoa(e.page))
		case kCount:
			out = e.text(out, p, st, strconv.Itoa(e.total))
		case kBreak, kPage:
			out = append(out, item{kind: in.Kind, st: st})
		case kTab:
			out = append(out, item{kind: kTab, st: st, asc: st.Size * .88, dsc: st.Size * .12})
		case kImage:
			out = append(out, item{kind: kImage, st: st, img: in, w: in.W, asc: in.H})
		default:
			out = e.text(out, p, st, in.Text)
		}
	}
	if len(out) <= n {
		e.slab = e.slab[len(out):]
	}
	return out
}

func (e *engine) text(out []item, p *Para, st *RunStyle, s string) []item {
	ea, la := e.lookup(st.EA), e.lookup(st.Latin)
	size := st.Size
	if st.Raise != 0 {
		size *= .62
	}
	for _, r := range s {
		if unseen(r) {
			continue
		}
		it := item{kind: kText, r: r, st: st, cjk: wide(r)}
		fc := la
		if it.cjk {
			fc = ea
			it.asc, it.dsc = eaAsc*size, eaDesc*size
		} else {
			it.asc, it.dsc = laAsc*size, laDesc*size
		}
		if r == 0xA0 {
			r = ' '
		}
		it.f, it.g, it.synth = fc.glyph(e.fs, st.Bold, r)
		if it.f == nil {
			it.w = size + st.Spacing
			if !it.cjk {
				it.w = size/2 + st.Spacing
			}
			if r != ' ' && r != 0x3000 && !drawable(r) && !slices.Contains(e.res.NoGlyph, r) {
				e.res.NoGlyph = append(e.res.NoGlyph, r)
			}
		} else {
			it.w = it.f.Adv(it.g)*size + st.Spacing
		}
		if n := len(out); n > 0 && out[n-1].kind == kText && !p.NoAuto {
			if l := &out[n-1]; ideograph(l.r) && alnum(r) || alnum(l.r) && ideograph(r) {
				l.auto = autoSpace * st.Size
				l.w += l.auto
			}
		}
		out = append(out, it)
	}
	return out
}

func canBreak(a, b *item) bool {
	if b.kind != kText || a.kind != kText {
		return true
	}
	if a.r == ' ' || a.r == 0x3000 {
		return !cannotStart(b.r) || a.r == ' '
	}
	if b.r == ' ' || a.r == 0xA0 || b.r == 0xA0 || cannotStart(b.r) || cannotEnd(a.r) {
		return false
	}
	if a.r == '—' && b.r == '—' || a.r == '…' && b.r == '…' {
		return false
	}
	return a.cjk || b.cjk || a.r == '-' && !alnum(b.r)
}

// tabWidth is how far a tab at pos reaches.
func (e *engine) tabWidth(p *Para, its []item, j int, pos, left, avail float64) float64 {
	hang := math.Inf(1)
	if pos < left-.01 {
		hang = left
	}
	for _, t := range p.Tabs {
		if t.At <= pos+.01 {
			continue
		}
		if t.Align == 'l' && t.At > hang {
			break
		}
		seg := 0.0
		if t.Align != 'l' {
			for k := j + 1; k < len(its) && its[k].kind != kTab && its[k].kind != kBreak && its[k].kind != kPage; k++ {
				seg += its[k].w
			}
		}
		switch t.Align {
		case 'c':
			return max(0, t.At-pos-seg/2)
		case 'r':
			return max(0, t.At-pos-seg)
		}
		return t.At - pos
	}
	if !math.IsInf(hang, 1) {
		return hang - pos
	}
	return math.Floor(pos/e.doc.TabStep+1.0001)*e.doc.TabStep - pos
}
