package native

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"runtime"
	"testing"

	"golang.org/x/image/bmp"
)

// dibs are the bitmaps in memory that programs put on the clipboard.
func dibs(t *testing.T) map[string][]byte {
	t.Helper()
	full := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	for i := range 6 {
		full.SetNRGBA(i%3, i/3, color.NRGBA{uint8(40 * i), 10, 200, 255})
	}
	pal := image.NewPaletted(full.Rect, color.Palette{color.NRGBA{0, 10, 200, 255}, color.NRGBA{40, 10, 200, 255}, color.NRGBA{80, 10, 200, 255},
		color.NRGBA{120, 10, 200, 255}, color.NRGBA{160, 10, 200, 255}, color.NRGBA{200, 10, 200, 255}})
	for i := range 6 {
		pal.SetColorIndex(i%3, i/3, uint8(i))
	}
	out := map[string][]byte{}
	for name, img := range map[string]image.Image{"24": full, "8": pal} {
		var b bytes.Buffer
		if err := bmp.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		out[name] = b.Bytes()[fileHeader:]
	}
	// 32 bits with masks after a short header, as a screenshot comes; bottom up.
	head := make([]byte, dibHeader+bytesOfMasks)
	le := binary.LittleEndian
	for at, v := range map[int]uint32{0: dibHeader, 4: 3, 8: 2, 12: 1 | 32<<16, dibPacked: packedMasks, dibHeader: 0xff0000, dibHeader + 4: 0xff00, dibHeader + 8: 0xff} {
		le.PutUint32(head[at:], v)
	}
	for _, row := range []int{1, 0} {
		for x := range 3 {
			head = append(head, 200, 10, uint8(40*(row*3+x)), 0)
		}
	}
	out["32 with masks"] = head
	return out
}

func TestBitmapOfTheClipboard(t *testing.T) {
	for name, dib := range dibs(t) {
		b, err := bmpOf(dib)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		img, err := bmp.Decode(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range 6 {
			r, g, bl, a := img.At(i%3, i/3).RGBA()
			if got := [4]uint32{r >> 8, g >> 8, bl >> 8, a >> 8}; got != [4]uint32{uint32(40 * i), 10, 200, 255} {
				t.Errorf("%s: point %d is %v", name, i, got)
			}
		}
	}
	for _, bad := range [][]byte{nil, make([]byte, 20), make([]byte, 60), bytes.Repeat([]byte{255}, 60)} {
		if _, err := bmpOf(bad); err == nil {
			t.Errorf("%d bytes taken for a bitmap", len(bad))
		}
	}
}

func TestPathOf(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("paths of another kind")
	}
	for text, want := range map[string]string{
		"file:///tmp/%E7%85%A7%E7%89%87.jpg\r\nfile:///tmp/b.jpg": "/tmp/照片.jpg",
		`"/tmp/a b.png"`: "/tmp/a b.png", "copy\nfile:///tmp/c.png": "/tmp/c.png", "照片": "", "": "",
	} {
		if got := PathOf(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
