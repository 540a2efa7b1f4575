package printing

import (
	"bytes"
	"image"
	_ "image/jpeg" // the formats a page's pictures have
	_ "image/png"
	"math"
	"unsafe"

	"golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/sys/windows"

	"kaocha/forms/page"
)

var (
	gdi32             = windows.NewLazySystemDLL("gdi32.dll")
	beginPath         = gdi32.NewProc("BeginPath")
	endPath           = gdi32.NewProc("EndPath")
	fillPath          = gdi32.NewProc("FillPath")
	polyDraw          = gdi32.NewProc("PolyDraw")
	setPolyFillMode   = gdi32.NewProc("SetPolyFillMode")
	selectObject      = gdi32.NewProc("SelectObject")
	getStockObject    = gdi32.NewProc("GetStockObject")
	setDCBrushColor   = gdi32.NewProc("SetDCBrushColor")
	setMapMode        = gdi32.NewProc("SetMapMode")
	setWindowExt      = gdi32.NewProc("SetWindowExtEx")
	setViewportExt    = gdi32.NewProc("SetViewportExtEx")
	setStretchBltMode = gdi32.NewProc("SetStretchBltMode")
	setBrushOrg       = gdi32.NewProc("SetBrushOrgEx")
	stretchDIBits     = gdi32.NewProc("StretchDIBits")
	patBlt            = gdi32.NewProc("PatBlt")
)

// Numbers of wingdi.h.
const (
	winding     = 2
	dcBrush     = 18
	nullPen     = 8
	anisotropic = 8
	halftone    = 4
	srcCopy     = 0x00CC0020
	patCopy     = 0x00F00021
	ptClose     = 1
	ptLine      = 2
	ptBezier    = 4
	ptMove      = 6
	finer       = 8 // parts of a device pixel that curves are given in
)

type gdiPoint struct{ x, y int32 }

// canvas draws pages with GDI on whatever a device context stands for: printer
// or memory. Text goes as outlines, so every font prints as it was shown,
// whether the system has it or not, and as fine as the printer is.
type canvas struct {
	dc     uintptr
	at     // where the page lies, in device pixels
	points []gdiPoint
	types  []byte
}

// begin sets the device context up; a printer's forgets it with every page.
func (c *canvas) begin() {
	setMapMode.Call(c.dc, anisotropic)
	setWindowExt.Call(c.dc, finer*1000, finer*1000, 0)
	setViewportExt.Call(c.dc, 1000, 1000, 0)
	setPolyFillMode.Call(c.dc, winding)
	setStretchBltMode.Call(c.dc, halftone)
	setBrushOrg.Call(c.dc, 0, 0, 0)
	for _, o := range []uintptr{dcBrush, nullPen} {
		h, _, _ := getStockObject.Call(o)
		selectObject.Call(c.dc, h)
	}
}

// x and y are whole device pixels of a point of the page.
func (c *canvas) x(v float64) int { return int(math.Round(c.ox + v*c.kx)) }
func (c *canvas) y(v float64) int { return int(math.Round(c.oy + v*c.ky)) }

func (c *canvas) draw(pg *page.Page) {
	c.begin()
	for _, f := range pg.Fills {
		c.colour(f.Col)
		c.box(c.x(f.X), c.y(f.Y), c.x(f.X+f.W), c.y(f.Y+f.H))
	}
	for i := range pg.Pics {
		c.picture(&pg.Pics[i])
	}
	c.colour([3]uint8{})
	for _, l := range pg.Merged() {
		c.rule(l)
	}
	for i := range pg.Glyphs {
		c.glyph(&pg.Glyphs[i])
	}
}

func (c *canvas) colour(rgb [3]uint8) {
	setDCBrushColor.Call(c.dc, uintptr(rgb[0])|uintptr(rgb[1])<<8|uintptr(rgb[2])<<16)
}

// box fills a rectangle of device pixels.
func (c *canvas) box(x0, y0, x1, y1 int) {
	patBlt.Call(c.dc, uintptr(x0*finer), uintptr(y0*finer), uintptr((x1-x0)*finer), uintptr((y1-y0)*finer), patCopy)
}

// rule draws a line: upright and level ones on whole pixels, never thinner than
// one, as forms/picture does.
func (c *canvas) rule(l page.Line) {
	switch {
	case l.X1 == l.X2:
		t := max(1, math.Round(l.W*c.kx))
		x := math.Round(c.ox + l.X1*c.kx - t/2)
		c.box(int(x), int(math.Round(c.oy+l.Y1*c.ky-t/2)), int(x+t), int(math.Round(c.oy+l.Y2*c.ky+t/2)))
	case l.Y1 == l.Y2:
		t := max(1, math.Round(l.W*c.ky))
		y := math.Round(c.oy + l.Y1*c.ky - t/2)
		c.box(c.x(l.X1), int(y), c.x(l.X2), int(y+t))
	default:
		dx, dy := l.X2-l.X1, l.Y2-l.Y1
		n := math.Hypot(dx, dy)
		if n == 0 {
			return
		}
		ux, uy := dx/n*l.W/2, dy/n*l.W/2
		c.start()
		c.move(l.X1-uy-ux, l.Y1+ux-uy)
		c.line(l.X2-uy+ux, l.Y2+ux+uy)
		c.line(l.X2+uy+ux, l.Y2-ux+uy)
		c.line(l.X1+uy-ux, l.Y1-ux-uy)
		c.fill()
	}
}

func (c *canvas) start() { c.points, c.types = c.points[:0], c.types[:0] }

// add adds a point, given in points of the page.
func (c *canvas) add(kind byte, x, y float64) {
	c.points = append(c.points, gdiPoint{int32(math.Round((c.ox + x*c.kx) * finer)), int32(math.Round((c.oy + y*c.ky) * finer))})
	c.types = append(c.types, kind)
}

func (c *canvas) move(x, y float64) { c.closeFigure(); c.add(ptMove, x, y) }
func (c *canvas) line(x, y float64) { c.add(ptLine, x, y) }

func (c *canvas) closeFigure() {
	if n := len(c.types); n > 0 && c.types[n-1] != ptMove {
		c.types[n-1] |= ptClose
	}
}

// fill fills what was drawn since start.
func (c *canvas) fill() {
	c.closeFigure()
	if len(c.points) == 0 {
		return
	}
	beginPath.Call(c.dc)
	polyDraw.Call(c.dc, uintptr(unsafe.Pointer(&c.points[0])), uintptr(unsafe.Pointer(&c.types[0])), uintptr(len(c.points)))
	endPath.Call(c.dc)
	fillPath.Call(c.dc)
}

// glyphScale is the size outlines are asked for, in units per em: fine enough
// for any printer.
const glyphScale = 1024

func (c *canvas) glyph(g *page.Glyph) {
	seg, err := g.F.Outline(g.G, glyphScale)
	if err != nil || len(seg) == 0 {
		return
	}
	c.colour(g.Col)
	passes := 1
	if g.Bold {
		passes = 2 // a second time, a little to the right
	}
	for q := range passes {
		c.start()
		c.outline(seg, g.X+float64(q)*g.Size/35, g.Y, g.Size/glyphScale)
		c.fill()
	}
}

// outline adds an outline whose unit is k points, its origin at x, y.
func (c *canvas) outline(seg sfnt.Segments, x, y, k float64) {
	of := func(p fixed.Point26_6) (float64, float64) { return x + float64(p.X)/64*k, y + float64(p.Y)/64*k }
	var nowX, nowY float64
	for _, s := range seg {
		x1, y1 := of(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			c.move(x1, y1)
			nowX, nowY = x1, y1
		case sfnt.SegmentOpLineTo:
			c.line(x1, y1)
			nowX, nowY = x1, y1
		case sfnt.SegmentOpQuadTo: // the same curve with two control points
			x2, y2 := of(s.Args[1])
			c.add(ptBezier, nowX+2*(x1-nowX)/3, nowY+2*(y1-nowY)/3)
			c.add(ptBezier, x2+2*(x1-x2)/3, y2+2*(y1-y2)/3)
			c.add(ptBezier, x2, y2)
			nowX, nowY = x2, y2
		case sfnt.SegmentOpCubeTo:
			x2, y2 := of(s.Args[1])
			x3, y3 := of(s.Args[2])
			c.add(ptBezier, x1, y1)
			c.add(ptBezier, x2, y2)
			c.add(ptBezier, x3, y3)
			nowX, nowY = x3, y3
		}
	}
}

// bitmapInfo is BITMAPINFOHEADER.
type bitmapInfo struct {
	size                uint32
	width, height       int32
	planes, bits        uint16
	compression, bytes  uint32
	perMeterX, perMetrY int32
	used, important     uint32
}

// picture draws a photo; what cannot be read is left out, as on the preview.
func (c *canvas) picture(p *page.Pic) {
	src, _, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	if w == 0 || h == 0 {
		return
	}
	rgba := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(rgba, rgba.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(rgba, rgba.Rect, src, b.Min, draw.Over)
	for i := 0; i+3 < len(rgba.Pix); i += 4 { // Windows wants blue first
		rgba.Pix[i], rgba.Pix[i+2] = rgba.Pix[i+2], rgba.Pix[i]
	}
	info := bitmapInfo{width: int32(w), height: -int32(h), planes: 1, bits: 32}
	info.size = uint32(unsafe.Sizeof(info))
	x0, y0, x1, y1 := c.x(p.X), c.y(p.Y), c.x(p.X+p.W), c.y(p.Y+p.H)
	stretchDIBits.Call(c.dc, uintptr(x0*finer), uintptr(y0*finer), uintptr((x1-x0)*finer), uintptr((y1-y0)*finer),
		0, 0, uintptr(w), uintptr(h), uintptr(unsafe.Pointer(&rgba.Pix[0])), uintptr(unsafe.Pointer(&info)), 0, srcCopy)
}
