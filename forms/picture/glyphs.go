package picture

import (
	"image"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"

	"kaocha/forms/page"
)

// key names a drawn glyph.
type key struct {
	font int32
	g    uint16
	bold bool
	size int32 // pixels per em, 1/64
}

// mask is a drawn glyph and where it stands from the origin.
type mask struct {
	w, h, x, y int
	a          []uint8
}

// maxGlyphBytes bounds the cache; when it is full it begins anew.
const maxGlyphBytes = 48 << 20

var cache = struct {
	sync.RWMutex
	m    map[key]*mask
	size int
}{m: map[key]*mask{}}

func drawn(g *page.Glyph, ppem float64) *mask {
	id := key{g.F.ID(), g.G, g.Bold, int32(ppem*64 + .5)}
	cache.RLock()
	m := cache.m[id]
	cache.RUnlock()
	if m != nil {
		return m
	}
	m = rasterise(g, ppem)
	cache.Lock()
	if cache.size += len(m.a) + 96; cache.size > maxGlyphBytes {
		cache.m, cache.size = map[key]*mask{}, len(m.a)
	}
	cache.m[id] = m
	cache.Unlock()
	return m
}

func rasterise(g *page.Glyph, ppem float64) *mask {
	m := &mask{}
	seg, err := g.F.Outline(g.G, ppem)
	if err != nil || len(seg) == 0 {
		return m
	}
	b := seg.Bounds()
	m.x, m.y = b.Min.X.Floor()-1, b.Min.Y.Floor()-1
	m.w, m.h = b.Max.X.Ceil()+2-m.x, b.Max.Y.Ceil()+1-m.y
	if m.w <= 0 || m.h <= 0 || m.w > 4000 || m.h > 4000 {
		return &mask{}
	}
	dst := image.NewAlpha(image.Rect(0, 0, m.w, m.h))
	passes := 1
	if g.Bold {
		passes = 2 // a second time, a little to the right
	}
	var ras vector.Rasterizer
	for q := range passes {
		ras.Reset(m.w, m.h)
		ras.DrawOp = draw.Over
		path(&ras, seg, float32(-m.x)+float32(q)*float32(ppem/35), float32(-m.y))
		ras.Draw(dst, dst.Bounds(), image.Opaque, image.Point{})
	}
	m.a = dst.Pix
	return m
}

func path(ras *vector.Rasterizer, seg sfnt.Segments, ox, oy float32) {
	for i, s := range seg {
		p := func(n int) (float32, float32) {
			return float32(s.Args[n].X)/64 + ox, float32(s.Args[n].Y)/64 + oy
		}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				ras.ClosePath()
			}
			ras.MoveTo(p(0))
		case sfnt.SegmentOpLineTo:
			ras.LineTo(p(0))
		case sfnt.SegmentOpQuadTo:
			x1, y1 := p(0)
			x2, y2 := p(1)
			ras.QuadTo(x1, y1, x2, y2)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := p(0)
			x2, y2 := p(1)
			x3, y3 := p(2)
			ras.CubeTo(x1, y1, x2, y2, x3, y3)
		}
	}
	ras.ClosePath()
}

// glyph blends a glyph into the image, its origin on a whole pixel.
func glyph(im *image.RGBA, g *page.Glyph, k float64) {
	m := drawn(g, g.Size*k)
	x0, y0 := int(math.Round(g.X*k))+m.x, int(math.Round(g.Y*k))+m.y
	from, to := max(0, -x0), min(m.w, im.Rect.Max.X-x0)
	for y := max(0, -y0); y < min(m.h, im.Rect.Max.Y-y0); y++ {
		if from >= to {
			return
		}
		row := im.Pix[im.PixOffset(x0+from, y0+y):]
		for i, a := range m.a[y*m.w+from : y*m.w+to] {
			if a == 0 {
				continue
			}
			px := row[4*i : 4*i+4 : 4*i+4]
			if a == 255 {
				px[0], px[1], px[2] = g.Col[0], g.Col[1], g.Col[2]
				continue
			}
			n := 255 - uint32(a)
			px[0] = uint8((uint32(px[0])*n + uint32(g.Col[0])*uint32(a)) / 255)
			px[1] = uint8((uint32(px[1])*n + uint32(g.Col[1])*uint32(a)) / 255)
			px[2] = uint8((uint32(px[2])*n + uint32(g.Col[2])*uint32(a)) / 255)
		}
	}
}

// slant draws a line in any direction.
func slant(im *image.RGBA, l page.Line, k float64) {
	dx, dy := l.X2-l.X1, l.Y2-l.Y1
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	w := max(l.W*k, .8) / 2
	ux, uy := dx/n*w, dy/n*w
	at := func(x, y, sx, sy float64) (float32, float32) { return float32(x*k + sx), float32(y*k + sy) }
	ras := vector.NewRasterizer(im.Rect.Dx(), im.Rect.Dy())
	ras.MoveTo(at(l.X1, l.Y1, -uy-ux, ux-uy))
	ras.LineTo(at(l.X2, l.Y2, -uy+ux, ux+uy))
	ras.LineTo(at(l.X2, l.Y2, uy+ux, -ux+uy))
	ras.LineTo(at(l.X1, l.Y1, uy-ux, -ux-uy))
	ras.ClosePath()
	ras.Draw(im, im.Rect, image.Black, image.Point{})
}
