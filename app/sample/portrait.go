package sample

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// The size of a drawn portrait in pixels (3:4, as the forms' picture cells).
// Shapes are given on a canvas 480 wide.
const (
	photoW = 360
	photoH = 480
	canvas = 480
	scale  = float64(canvas) / photoW
)

// jfif is the segment that marks a JPEG as a picture file (72 dots per inch);
// the encoder of the standard library leaves it out, and some editors ask for it.
var jfif = []byte{0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, 0, 72, 0, 72, 0, 0}

// portrait draws a simple flat bust, different for every person.
func portrait(i int, sex string) []byte {
	p := newPainter(i, sex)
	img := image.NewRGBA(image.Rect(0, 0, photoW, photoH))
	for y := range photoH {
		for x := range photoW {
			img.SetRGBA(x, y, p.at((float64(x)+.5)*scale, (float64(y)+.5)*scale))
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 82}); err != nil {
		panic("sample: portrait: " + err.Error()) // writing to memory
	}
	raw := b.Bytes()
	return append(append(append([]byte{}, raw[:2]...), jfif...), raw[2:]...)
}

// painter holds what differs between two portraits.
type painter struct {
	back, skin, hair, coat, shirt, tie color.RGBA
	cx, faceW, faceH, faceY, shoulder  float64
	fringe                             float64
	long, glasses                      bool
}

func newPainter(i int, sex string) *painter {
	r := rand.New(rand.NewPCG(seed, uint64(i)+1000))
	backs := []color.RGBA{{0x43, 0x8E, 0xDB, 255}, {0xC8, 0x2C, 0x30, 255}, {0xF4, 0xF4, 0xF2, 255}, {0x5A, 0xA0, 0xD8, 255}}
	coats := []color.RGBA{{0x20, 0x2A, 0x44, 255}, {0x2B, 0x2B, 0x2E, 255}, {0x3B, 0x3F, 0x4E, 255}, {0x1F, 0x3D, 0x38, 255}, {0x4A, 0x2E, 0x38, 255}}
	ties := []color.RGBA{{0x8C, 0x1C, 0x24, 255}, {0x24, 0x4C, 0x86, 255}, {0x50, 0x50, 0x58, 255}, {0x2E, 0x66, 0x4A, 255}}
	shade := func(n int) uint8 { return uint8(r.IntN(n)) }
	tone := shade(24)
	p := &painter{
		back: backs[r.IntN(len(backs))], coat: coats[r.IntN(len(coats))], tie: ties[r.IntN(len(ties))],
		skin: color.RGBA{236 - tone, 194 - tone, 166 - tone, 255}, hair: color.RGBA{30 + shade(26), 26 + shade(20), 24 + shade(16), 255},
		shirt: color.RGBA{244, 244, 246 - shade(14), 255},
		cx:    canvas/2 + float64(r.IntN(13)-6), faceW: 88 + float64(r.IntN(14)), faceH: 118 + float64(r.IntN(14)),
		faceY: 262 + float64(r.IntN(14)), shoulder: 196 + float64(r.IntN(26)), fringe: 46 + float64(r.IntN(22)),
		long: sex == "女", glasses: r.IntN(3) == 0,
	}
	if p.long {
		p.shoulder -= 26
		p.tie = p.shirt
	}
	return p
}

// inside tells whether a point lies in an upright ellipse.
func inside(x, y, cx, cy, rx, ry float64) bool {
	dx, dy := (x-cx)/rx, (y-cy)/ry
	return dx*dx+dy*dy <= 1
}

// at is the colour of a point, from the front to the back of the picture.
func (p *painter) at(x, y float64) color.RGBA {
	dx := x - p.cx
	if y < p.faceY-p.faceH-40 || math.Abs(dx) > p.shoulder || math.Abs(dx) > p.faceW+30 && y < p.faceY+p.faceH {
		return p.back // nothing of the person reaches here
	}
	if c, ok := p.face(dx, y); ok {
		return c
	}
	chin := p.faceY + p.faceH
	switch {
	case inside(dx, y, 0, p.faceY, p.faceW, p.faceH) && y > p.faceY-p.faceH+p.fringe:
		return p.skin
	case p.hairAt(dx, y):
		return p.hair
	case math.Abs(dx) < 36 && y > chin-24 && y < chin+40:
		return darker(p.skin, 14)
	case y > chin+14 && math.Abs(dx) < (y-chin-14)*0.1+12 && y < chin+236 && math.Abs(dx) < 26:
		return p.tie
	case y > chin+6 && math.Abs(dx) < 74-(y-chin)*0.32:
		return p.shirt
	case y > chin+20 && inside(dx, y, 0, chin+230, p.shoulder, 214):
		return p.coat
	case p.long && inside(dx, y, 0, p.faceY+14, p.faceW+24, p.faceH+46):
		return p.hair // falls behind neck and shoulders
	}
	return p.back
}

// face is eyes, brows, nose, mouth and glasses.
func (p *painter) face(dx, y float64) (color.RGBA, bool) {
	dark := color.RGBA{48, 36, 34, 255}
	eyeY, eyeX := p.faceY-6, p.faceW*0.42
	side := math.Abs(dx)
	switch {
	case inside(side, y, eyeX, eyeY, 11, 6):
		return dark, true
	case side > eyeX-17 && side < eyeX+17 && y > eyeY-25 && y < eyeY-19:
		return p.hair, true
	case p.glasses && inside(side, y, eyeX, eyeY, 31, 25) && !inside(side, y, eyeX, eyeY, 27, 21):
		return dark, true
	case p.glasses && side < eyeX-30 && y > eyeY-3 && y < eyeY+2:
		return dark, true
	case side < 7 && y > eyeY+34 && y < eyeY+40:
		return darker(p.skin, 30), true
	case inside(dx, y, 0, p.faceY+p.faceH*0.56, 27, 8):
		return color.RGBA{186, 92, 88, 255}, true
	}
	return color.RGBA{}, false
}

// hairAt is a cap over the forehead and the temples.
func (p *painter) hairAt(dx, y float64) bool {
	return inside(dx, y, 0, p.faceY-26, p.faceW+16, p.faceH+10) && y < p.faceY-10
}

func darker(c color.RGBA, by uint8) color.RGBA { return color.RGBA{c.R - by, c.G - by, c.B - by, 255} }
