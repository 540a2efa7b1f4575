package store

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // PNG photos

	_ "golang.org/x/image/bmp" // BMP photos
	xdraw "golang.org/x/image/draw"
)

// Limits of a stored photo: the forms print it at most 35×49 mm; 480×640 is
// over 300 dots per inch there. A JPEG of up to twice that and not heavy is kept
// as it came: an import brings hundreds, and drawing each anew takes long.
const (
	photoWidth   = 480
	photoHeight  = 640
	photoBytes   = 300 << 10
	photoQuality = 88
	photoPixels  = 64 << 20 // larger pictures are refused unread
)

// preparePhoto makes the bytes that are stored of a picture.
func preparePhoto(b []byte) ([]byte, error) {
	cfg, format, err := measurePhoto(b)
	if err != nil {
		return nil, err
	}
	if format == "jpeg" && cfg.Width <= 2*photoWidth && cfg.Height <= 2*photoHeight && len(b) <= photoBytes {
		if kept := cleanJPEG(b); kept != nil {
			return kept, nil // not decoded: hundreds come at once
		}
	}
	src, err := decodePhoto(b, format)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, reduce(src), &jpeg.Options{Quality: photoQuality}); err != nil {
		return nil, err
	}
	return withJFIF(out.Bytes()), nil
}

func measurePhoto(b []byte) (image.Config, string, error) {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return cfg, "", fail(ErrInvalid, "照片无法识别；请使用 JPG、PNG 或 BMP 格式的照片")
	}
	if cfg.Width < 1 || cfg.Height < 1 || int64(cfg.Width)*int64(cfg.Height) > photoPixels {
		return cfg, "", fail(ErrInvalid, "照片尺寸 %d×%d 像素不合适；请使用证件照，如 480×640 像素", cfg.Width, cfg.Height)
	}
	return cfg, format, nil
}

func decodePhoto(b []byte, format string) (image.Image, error) {
	src, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, fail(ErrInvalid, "照片文件不完整或已损坏；请重新取得照片")
	}
	if format != "jpeg" {
		return src, nil
	}
	return upright(src, orientation(b)), nil
}

// ReadPhoto is a picture of full size, upright as its camera said. It fails as
// PutPhoto would.
func ReadPhoto(b []byte) (image.Image, error) {
	_, format, err := measurePhoto(b)
	if err != nil {
		return nil, err
	}
	return decodePhoto(b, format)
}

// KeptPhoto is what is stored of a picture: the same bytes for what is kept
// already. It fails as PutPhoto would.
func KeptPhoto(b []byte) ([]byte, error) { return preparePhoto(b) }

// PhotoKey is the key a picture would be kept under: the same picture, imported
// again, has the same key though a reduced copy was stored. It fails as
// PutPhoto would.
func PhotoKey(b []byte) (string, error) {
	kept, err := preparePhoto(b)
	if err != nil {
		return "", err
	}
	return hashOf(kept), nil
}

// reduce scales down to the limits, keeping the proportions, on white.
func reduce(src image.Image) image.Image {
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	scale := min(1, float64(photoWidth)/float64(w), float64(photoHeight)/float64(h))
	dst := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(w)*scale+0.5)), max(1, int(float64(h)*scale+0.5))))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	if scale == 1 {
		draw.Draw(dst, dst.Bounds(), src, src.Bounds().Min, draw.Over)
	} else {
		xdraw.BiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Over, nil)
	}
	return dst
}

// upright turns a picture as its camera said (EXIF orientation 1–8).
func upright(src image.Image, turn int) image.Image {
	if turn < 2 || turn > 8 {
		return src
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	ow, oh := w, h
	if turn >= 5 {
		ow, oh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, ow, oh))
	for y := range oh {
		for x := range ow {
			sx, sy := x, y
			switch turn {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, h-1-x
			case 7:
				sx, sy = w-1-y, h-1-x
			case 8:
				sx, sy = w-1-y, x
			}
			dst.Set(x, y, src.At(b.Min.X+sx, b.Min.Y+sy))
		}
	}
	return dst
}

// jfif is a JFIF 1.01 header without a thumbnail; some form programs show no
// picture without one.
var jfif = []byte{0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0}

func withJFIF(b []byte) []byte {
	return append(append(append(make([]byte, 0, len(b)+len(jfif)), b[:2]...), jfif...), b[2:]...)
}

// segments walks over a JPEG's marker segments up to the picture data.
func segments(b []byte, each func(marker byte, data []byte)) {
	for i := 2; i+4 <= len(b) && b[i] == 0xff; {
		m, n := b[i+1], int(binary.BigEndian.Uint16(b[i+2:]))
		if m == 0xda || n < 2 || i+2+n > len(b) {
			return
		}
		each(m, b[i+4:i+2+n])
		i += 2 + n
	}
}

// cleanJPEG is a JPEG with a JFIF header and without what a camera or an editor
// left in it (application data, comments), the picture's own data untouched. It
// is nil for one that must be drawn anew: cut short, turned, with colours of
// its own (Adobe), with further pictures in it, or oddly built.
func cleanJPEG(b []byte) []byte {
	if !bytes.HasSuffix(b, []byte{0xff, 0xd9}) || orientation(b) != 1 {
		return nil
	}
	out := append(make([]byte, 0, len(b)+len(jfif)), 0xff, 0xd8)
	out = append(out, jfif...)
	at, sound, framed := 2, true, false
	segments(b, func(m byte, data []byte) {
		whole := b[at : at+4+len(data)]
		at += len(whole)
		switch {
		case m == 0xe0 && bytes.HasPrefix(data, []byte("JFIF\x00")) && !framed && len(out) == 2+len(jfif):
			framed = true
			out = append(out[:2], whole...) // its own instead of ours
		case m == 0xee, m == 0xe2 && bytes.HasPrefix(data, []byte("MPF\x00")):
			sound = false
		case m >= 0xe0 && m <= 0xef, m == 0xfe:
		default:
			out = append(out, whole...)
		}
	})
	if !sound || at+2 > len(b) || b[at] != 0xff || b[at+1] != 0xda {
		return nil
	}
	return append(out, b[at:]...)
}

// orientation reads EXIF tag 0x0112; 1 when there is none.
func orientation(b []byte) int {
	turn := 1
	segments(b, func(m byte, data []byte) {
		if m != 0xe1 || !bytes.HasPrefix(data, []byte("Exif\x00\x00")) {
			return
		}
		if v := tiffOrientation(data[6:]); v > 0 {
			turn = v
		}
	})
	return turn
}

func tiffOrientation(t []byte) int {
	if len(t) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(t[4:]))
	if at < 8 || at+2 > len(t) {
		return 0
	}
	n := int(order.Uint16(t[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > len(t) {
			return 0
		}
		if order.Uint16(t[e:]) == 0x0112 {
			return int(order.Uint16(t[e+8:]))
		}
	}
	return 0
}
