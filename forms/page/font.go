package page

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Font is one TrueType face, parsed once and shared by all documents.
type Font struct {
	Name   string // PostScript name
	Bold   bool   // the face itself is bold
	id     int32  // number within the process, for caches
	sf     *sfnt.Font
	tab    map[string][]byte
	upm    float64
	glyphs int
	long   bool
	nh     int
	gids   [0x1100]atomic.Pointer[gidPage] // by code point / 256

	mu  sync.Mutex
	buf sfnt.Buffer
}

type gidPage [256]uint16

var fontIDs atomic.Int32

// ParseFont reads a TrueType font, or one face of a collection. The bytes are
// kept, not copied.
func ParseFont(b []byte, face int) (*Font, error) {
	b, err := extractTTC(b, face)
	if err != nil {
		return nil, err
	}
	f := &Font{id: fontIDs.Add(1), tab: map[string][]byte{}}
	if f.sf, err = sfnt.Parse(b); err != nil {
		return nil, errFont
	}
	count := int(be.Uint16(b[4:]))
	for k := 0; k < count && 28+16*k <= len(b); k++ {
		d := b[12+16*k:]
		o, l := int(be.Uint32(d[8:])), int(be.Uint32(d[12:]))
		if o < 0 || l < 0 || o+l > len(b) {
			return nil, errFont
		}
		f.tab[string(d[:4])] = b[o : o+l : o+l]
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	if n, err := f.sf.Name(&f.buf, sfnt.NameIDPostScript); err == nil {
		f.Name = n
	}
	f.Bold = be.Uint16(f.tab["head"][44:])&1 != 0
	return f, nil
}

func (f *Font) check() error {
	if f.tab["glyf"] == nil {
		if f.tab["CFF "] != nil {
			return errors.New("字体是 CFF 轮廓（.otf），不能用于 PDF，请换 TrueType（.ttf）")
		}
		return errFont
	}
	if len(f.tab["head"]) < 54 || len(f.tab["maxp"]) < 6 || len(f.tab["hhea"]) < 36 {
		return errFont
	}
	f.upm = float64(be.Uint16(f.tab["head"][18:]))
	f.glyphs = int(be.Uint16(f.tab["maxp"][4:]))
	f.long = be.Uint16(f.tab["head"][50:]) == 1
	f.nh = int(be.Uint16(f.tab["hhea"][34:]))
	size := 2
	if f.long {
		size = 4
	}
	if f.upm < 16 || f.glyphs == 0 || f.nh == 0 || f.nh > f.glyphs || len(f.tab["loca"]) < size*(f.glyphs+1) || len(f.tab["hmtx"]) < 4*f.nh+2*(f.glyphs-f.nh) {
		return errFont
	}
	return nil
}

// GID is the glyph of a character, 0 when the font has none.
func (f *Font) GID(r rune) uint16 {
	if r < 0 || r >= 0x110000 {
		return 0
	}
	if p := f.gids[r>>8].Load(); p != nil {
		return p[r&0xFF]
	}
	f.mu.Lock()
	p := &gidPage{}
	for i := range p {
		if g, err := f.sf.GlyphIndex(&f.buf, r&^0xFF|rune(i)); err == nil {
			p[i] = uint16(g)
		}
	}
	f.mu.Unlock()
	f.gids[r>>8].Store(p)
	return p[r&0xFF]
}

// Adv is the advance of a glyph in em.
func (f *Font) Adv(g uint16) float64 { return float64(f.advance(g)) / f.upm }

func (f *Font) advance(g uint16) uint16 {
	return be.Uint16(f.tab["hmtx"][4*min(int(g), f.nh-1):])
}

func (f *Font) bearing(g uint16) uint16 {
	h := f.tab["hmtx"]
	if int(g) < f.nh {
		return be.Uint16(h[4*int(g)+2:])
	}
	if at := 4*f.nh + 2*(int(g)-f.nh); at+2 <= len(h) {
		return be.Uint16(h[at:])
	}
	return 0
}

// embeddable tells whether the font's licence bits (OS/2 fsType) let it be put
// into a PDF: value 2 alone forbids it.
func (f *Font) embeddable() bool {
	t := f.tab["OS/2"]
	return len(t) < 10 || be.Uint16(t[8:])&0xF != 2
}

// Outline is a glyph's path at a size in pixels per em.
func (f *Font) Outline(g uint16, ppem float64) (sfnt.Segments, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s, err := f.sf.LoadGlyph(&f.buf, sfnt.GlyphIndex(g), fixed.Int26_6(ppem*64), nil)
	return append(sfnt.Segments(nil), s...), err
}

// ID numbers the fonts of a running program, as a key for caches.
func (f *Font) ID() int32 { return f.id }

// families are the names the font goes by, in every language it tells.
func (f *Font) families() (out []string) {
	t := f.tab["name"]
	if len(t) < 6 {
		return nil
	}
	n, base := int(be.Uint16(t[2:])), int(be.Uint16(t[4:]))
	for i := 0; i < n && 18+12*i <= len(t); i++ {
		d := t[6+12*i:]
		if id := be.Uint16(d[6:]); id != 1 && id != 16 || be.Uint16(d) != 3 && be.Uint16(d) != 0 {
			continue
		}
		l, o := int(be.Uint16(d[8:])), base+int(be.Uint16(d[10:]))
		if o+l > len(t) {
			continue
		}
		var b strings.Builder
		for k := 0; k+1 < l; k += 2 {
			b.WriteRune(rune(be.Uint16(t[o+k:])))
		}
		out = append(out, b.String())
	}
	return out
}

func (f *Font) glyph(g uint16) []byte {
	if int(g) >= f.glyphs {
		return nil
	}
	l := f.tab["loca"]
	var a, b int
	if f.long {
		a, b = int(be.Uint32(l[4*int(g):])), int(be.Uint32(l[4*int(g)+4:]))
	} else {
		a, b = 2*int(be.Uint16(l[2*int(g):])), 2*int(be.Uint16(l[2*int(g)+2:]))
	}
	if t := f.tab["glyf"]; a >= 0 && a < b && b <= len(t) {
		return t[a:b]
	}
	return nil
}
