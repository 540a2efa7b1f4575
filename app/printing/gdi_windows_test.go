package printing

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"kaocha/forms"
	"kaocha/forms/page"
	"kaocha/forms/picture"
	"kaocha/resources/fonts"
)

// memory is a device context over a white picture in memory.
func memory(t *testing.T, w, h int) (dc uintptr, pix []byte) {
	t.Helper()
	dc, _, _ = gdi32.NewProc("CreateCompatibleDC").Call(0)
	info := bitmapInfo{width: int32(w), height: -int32(h), planes: 1, bits: 32}
	info.size = uint32(unsafe.Sizeof(info))
	var bits uintptr
	bmp, _, _ := gdi32.NewProc("CreateDIBSection").Call(dc, uintptr(unsafe.Pointer(&info)), 0, uintptr(unsafe.Pointer(&bits)), 0, 0)
	if dc == 0 || bmp == 0 || bits == 0 {
		t.Fatal("no device context in memory")
	}
	selectObject.Call(dc, bmp)
	pix = unsafe.Slice((*byte)(pointer(bits)), w*h*4)
	for i := range pix {
		pix[i] = 255
	}
	t.Cleanup(func() { deleteDC.Call(dc); gdi32.NewProc("DeleteObject").Call(bmp) })
	return dc, pix
}

func shipped() *page.Fonts {
	faces := map[string][]byte{}
	for _, f := range fonts.Shipped() {
		faces[f.Key] = f.Data
	}
	return page.NewFonts(faces)
}

// photo is a picture whose corners tell its direction.
func photo(t *testing.T) []byte {
	im := image.NewRGBA(image.Rect(0, 0, 40, 60))
	for y := range 60 {
		for x := range 40 {
			im.Set(x, y, color.RGBA{200, uint8(x * 6), uint8(y * 4), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What GDI draws of every form at 300 dots an inch is what the preview draws:
// blurred over 12 dots (1 mm), no spot differs by much. A glyph left out, moved
// by a millimetre or upside down fails it.
func TestGDIDrawsWhatThePreviewShows(t *testing.T) {
	lib := forms.NewLibrary(shipped())
	in := forms.Example()
	in.Photo = photo(t)
	const dpi = 300
	for _, key := range []string{"registration", "appointment", "roster"} {
		f, err := forms.ByKey(key)
		if err != nil {
			t.Fatal(err)
		}
		out, err := lib.Make(f, in)
		if err != nil {
			t.Fatal(err)
		}
		for n, pg := range out.Pages {
			want := picture.Draw(pg, dpi)
			w, h := want.Rect.Dx(), want.Rect.Dy()
			dc, pix := memory(t, w, h)
			c := canvas{dc: dc, at: at{kx: dpi / 72.0, ky: dpi / 72.0}}
			c.draw(pg)
			gdi32.NewProc("GdiFlush").Call()
			got := image.NewRGBA(want.Rect)
			for i := 0; i < len(pix); i += 4 {
				got.Pix[i], got.Pix[i+1], got.Pix[i+2], got.Pix[i+3] = pix[i+2], pix[i+1], pix[i], 255
			}
			keep(t, key, n, got)
			worst, mean := apart(got, want, 12)
			t.Logf("%s page %d: %d glyphs, %d lines, %d pictures; mean difference %.2f, worst spot %.0f of 255", key, n+1, len(pg.Glyphs), len(pg.Lines), len(pg.Pics), mean, worst)
			if mean > 3 || worst > 70 {
				t.Errorf("%s page %d is not what the preview shows", key, n+1)
			}
		}
	}
}

// keep writes what was drawn to the folder KAOCHA_SEE, to be looked at.
func keep(t *testing.T, key string, n int, im image.Image) {
	dir := os.Getenv("KAOCHA_SEE")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, key+string(rune('1'+n))+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, im); err != nil {
		t.Fatal(err)
	}
}

// apart compares two pictures in squares of n dots.
func apart(a, b *image.RGBA, n int) (worst, mean float64) {
	cells := 0
	for y := 0; y+n <= a.Rect.Dy(); y += n {
		for x := 0; x+n <= a.Rect.Dx(); x += n {
			for ch := range 3 {
				sum := 0
				for j := range n {
					o := a.PixOffset(x, y+j) + ch
					for i := range n {
						sum += int(a.Pix[o+4*i]) - int(b.Pix[o+4*i])
					}
				}
				d := math.Abs(float64(sum)) / float64(n*n)
				worst, mean, cells = max(worst, d), mean+d, cells+1
			}
		}
	}
	return worst, mean / float64(cells)
}

// A page placed by its layout lies where the sums say: a frame of 10 points
// around a 16K page in the middle of an A4 sheet at 150 dots.
func TestPlacedInTheMiddle(t *testing.T) {
	dc, pix := memory(t, 1240, 1754)
	pg := &page.Page{W: 521.57, H: 737.01, Fills: []page.Fill{{X: 0, Y: 0, W: 10, H: 10}, {X: 511.57, Y: 727.01, W: 10, H: 10, Col: [3]uint8{255, 0, 0}}}}
	a, _ := layout{dpiX: 150, dpiY: 150, w: 1240, h: 1754}.place(pg, false)
	c := canvas{dc: dc, at: a}
	c.draw(pg)
	gdi32.NewProc("GdiFlush").Call()
	at := func(x, y int) [3]byte { i := (y*1240 + x) * 4; return [3]byte{pix[i+2], pix[i+1], pix[i]} }
	// (1240 − 1086.6)/2 = 76.7; (1754 − 1535.4)/2 = 109.3; the frame is 20.8 dots
	for _, p := range []struct {
		x, y int
		want [3]byte
	}{{75, 115, [3]byte{255, 255, 255}}, {79, 115, [3]byte{}}, {95, 128, [3]byte{}}, {100, 115, [3]byte{255, 255, 255}}, {1161, 1640, [3]byte{255, 0, 0}}, {1166, 1640, [3]byte{255, 255, 255}}} {
		if got := at(p.x, p.y); got != p.want {
			t.Errorf("%d,%d: %v, want %v", p.x, p.y, got, p.want)
		}
	}
}
