// Package picture draws laid-out pages as images, for preview and for printing
// as a bitmap.
package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // the formats a page's pictures have
	_ "image/png"
	"math"

	xdraw "golang.org/x/image/draw"

	"kaocha/forms/page"
)

// Draw draws a page on white at dpi dots per inch.
func Draw(pg *page.Page, dpi float64) *image.RGBA {
	k := min(max(dpi, 10), 1200) / 72
	im := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(pg.W*k)), int(math.Ceil(pg.H*k))))
	whiten(im.Pix)
	for _, f := range pg.Fills {
		draw.Draw(im, box(f.X*k, f.Y*k, (f.X+f.W)*k, (f.Y+f.H)*k), image.NewUniform(color.RGBA{f.Col[0], f.Col[1], f.Col[2], 255}), image.Point{}, draw.Src)
	}
	for i := range pg.Pics {
		p := &pg.Pics[i]
		r := box(p.X*k, p.Y*k, (p.X+p.W)*k, (p.Y+p.H)*k)
		if src := scaled(p.Data, r.Dx(), r.Dy()); src != nil {
			draw.Draw(im, r, src, image.Point{}, draw.Over)
		}
	}
	for _, l := range pg.Merged() {
		line(im, l, k)
	}
	for i := range pg.Glyphs {
		glyph(im, &pg.Glyphs[i], k)
	}
	return im
}

// whiten fills with white, doubling what is copied: the fastest way to fill.
func whiten(pix []uint8) {
	n := copy(pix, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	for n < len(pix) {
		n += copy(pix[n:], pix[:min(n, 1<<16)])
	}
}

func box(x0, y0, x1, y1 float64) image.Rectangle {
	r := func(v float64) int { return int(math.Round(v)) }
	return image.Rect(r(x0), r(y0), r(x1), r(y1))
}

// scaled decodes a picture at the size it is shown; nil when it cannot be read.
func scaled(b []byte, w, h int) image.Image {
	if w <= 0 || h <= 0 || w > 20000 || h > 20000 {
		return nil
	}
	return pictures.get(b, w, h, func() image.Image {
		src, _, err := image.Decode(bytes.NewReader(b))
		if err != nil {
			return nil
		}
		dst := image.NewRGBA(image.Rect(0, 0, w, h))
		xdraw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), xdraw.Src, nil)
		return dst
	})
}

// line draws a rule: upright and level ones on whole pixels, never thinner than one.
func line(im *image.RGBA, l page.Line, k float64) {
	t := max(1, math.Round(l.W*k))
	switch {
	case l.X1 == l.X2:
		x := math.Round(l.X1*k - t/2)
		black(im, image.Rect(int(x), int(math.Round(l.Y1*k-t/2)), int(x+t), int(math.Round(l.Y2*k+t/2))))
	case l.Y1 == l.Y2:
		y := math.Round(l.Y1*k - t/2)
		black(im, image.Rect(int(math.Round(l.X1*k)), int(y), int(math.Round(l.X2*k)), int(y+t)))
	default:
		slant(im, l, k)
	}
}

func black(im *image.RGBA, r image.Rectangle) {
	r = r.Intersect(im.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := im.Pix[im.PixOffset(r.Min.X, y):im.PixOffset(r.Max.X, y)]
		for i := 0; i+3 < len(row); i += 4 {
			row[i], row[i+1], row[i+2], row[i+3] = 0, 0, 0, 255
		}
	}
}
