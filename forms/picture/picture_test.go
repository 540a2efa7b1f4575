package picture_test

import (
	"bytes"
	"image/color"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/picture"
)

func dark(c color.RGBA) bool { return int(c.R)+int(c.G)+int(c.B) < 300 }

// TestDraw measures the image at 72 dpi, where a point is a pixel.
func TestDraw(t *testing.T) {
	f, g, _ := pagetest.Fonts().Glyph("黑体", false, '一')
	pg := &page.Page{W: 100, H: 80,
		Fills:  []page.Fill{{X: 5, Y: 5, W: 10, H: 10, Col: [3]uint8{255, 0, 0}}},
		Lines:  []page.Line{{X1: 20, Y1: 40, X2: 80, Y2: 40, W: .5}, {X1: 60, Y1: 60, X2: 70, Y2: 70, W: 2}},
		Pics:   []page.Pic{{X: 70, Y: 5, W: 20, H: 27, Data: pagetest.Photo()}, {X: 0, Y: 0, W: 5, H: 5, Data: []byte("broken")}},
		Glyphs: []page.Glyph{{F: f, G: g, R: '一', X: 20, Y: 70, Size: 30}},
	}
	im := picture.Draw(pg, 72)
	if im.Rect.Dx() != 100 || im.Rect.Dy() != 80 {
		t.Fatalf("image is %v", im.Rect)
	}
	if c := im.RGBAAt(10, 10); c != (color.RGBA{255, 0, 0, 255}) {
		t.Errorf("fill is %v", c)
	}
	if !dark(im.RGBAAt(50, 40)) || dark(im.RGBAAt(50, 42)) || dark(im.RGBAAt(50, 38)) {
		t.Error("the rule is not one pixel at 40")
	}
	if !dark(im.RGBAAt(65, 65)) {
		t.Error("the slanting line is missing")
	}
	if c := im.RGBAAt(80, 16); c.R < 200 || c.B > 200 {
		t.Errorf("the face in the photo is %v", c)
	}
	ink, from, to := 0, 80, 0
	for y := 45; y < 75; y++ {
		for x := 20; x < 50; x++ {
			if dark(im.RGBAAt(x, y)) {
				ink++
				from, to = min(from, y), max(to, y)
			}
		}
	}
	if ink < 25 || to-from > 6 || from < 52 || to > 65 { // a level stroke in the middle of the em
		t.Errorf("the stroke 一 has %d pixels from %d to %d", ink, from, to)
	}
}

// TestSame: drawing again, from the cache, gives the same pixels; so do two at once.
func TestSame(t *testing.T) {
	f, g, synth := pagetest.Fonts().Glyph("楷体", true, '字')
	pg := &page.Page{W: 60, H: 60, Glyphs: []page.Glyph{{F: f, G: g, R: '字', Bold: synth, X: 10, Y: 50, Size: 40}, {F: f, G: g, R: '字', X: -30, Y: 70, Size: 40}}}
	want := picture.Draw(pg, 96).Pix
	ch := make(chan []byte)
	for range 4 {
		go func() { ch <- picture.Draw(pg, 96).Pix }()
	}
	for range 4 {
		if !bytes.Equal(<-ch, want) {
			t.Error("drawn differently")
		}
	}
}
