package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
)

// picture has a red upper left quarter on blue; noise makes it large.
func picture(w, h int, noise bool) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	for y := range h {
		for x := range w {
			c := color.RGBA{0, 0, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{255, 0, 0, 255}
			}
			if noise {
				seed = seed*1664525 + 1013904223
				c.G = uint8(seed >> 24)
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func asJPEG(m image.Image, quality int) []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, m, &jpeg.Options{Quality: quality})
	return withJFIF(b.Bytes())
}

// withEXIF puts a camera's block with an orientation after the JFIF header.
func withEXIF(b []byte, turn uint16) []byte {
	t := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00")
	e := make([]byte, 12)
	binary.LittleEndian.PutUint16(e, 0x0112)
	binary.LittleEndian.PutUint16(e[2:], 3)
	binary.LittleEndian.PutUint32(e[4:], 1)
	binary.LittleEndian.PutUint16(e[8:], turn)
	t = append(append(t, e...), 0, 0, 0, 0)
	head := []byte{0xff, 0xe1, 0, byte(len(t) + 2)}
	at := 2 + len(jfif)
	return bytes.Join([][]byte{b[:at], head, t, b[at:]}, nil)
}

func stored(t *testing.T, b []byte) []byte {
	t.Helper()
	s := openNew(t)
	var hash string
	do(t, s, "照片", func(tx *Tx) (err error) { hash, err = tx.PutPhoto(b); return err })
	out, err := s.Photo(ctx, hash)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSmallCleanJPEGIsKept(t *testing.T) {
	b := asJPEG(picture(358, 441, false), 90)
	if !bytes.Equal(stored(t, b), b) {
		t.Error("bytes changed")
	}
}

// A camera's data goes and the picture's own stays, byte for byte; what cannot
// be cleaned so is drawn anew.
func TestCleanJPEG(t *testing.T) {
	plain := asJPEG(picture(300, 400, true), 90)
	data := plain[2+len(jfif):]
	seg := func(m byte, s string) []byte {
		return append([]byte{0xff, m, byte((len(s) + 2) >> 8), byte(len(s) + 2)}, s...)
	}
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	soi := []byte{0xff, 0xd8}
	for name, c := range map[string]struct {
		in   []byte
		kept bool
	}{
		"as it is":          {plain, true},
		"no header":         {join(soi, data), true},
		"comment":           {join(soi, jfif, seg(0xfe, "相机"), data), true},
		"exif before jfif":  {join(soi, seg(0xe1, "Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00GPS"), jfif, data), true},
		"editor's data":     {join(soi, jfif, seg(0xed, "Photoshop 3.0\x00"), seg(0xe2, "ICC_PROFILE\x00"), data), true},
		"adobe colours":     {join(soi, jfif, seg(0xee, "Adobe\x00d\x00\x00\x00\x00\x00"), data), false},
		"turned":            {withEXIF(plain, 6), false},
		"further pictures":  {join(soi, jfif, seg(0xe2, "MPF\x00"), data, plain), false},
		"cut short":         {plain[:len(plain)-40], false},
		"no picture at all": {join(soi, jfif, []byte{0xff, 0xd9}), false},
	} {
		got := cleanJPEG(c.in)
		if c.kept != bytes.Equal(got, plain) || !c.kept && got != nil {
			t.Errorf("%s: kept %v (%d bytes of %d)", name, got != nil, len(got), len(plain))
		}
		if got != nil && !bytes.Equal(cleanJPEG(got), got) {
			t.Errorf("%s: cleaned again it differs", name)
		}
	}
}

func TestPhotosAreReduced(t *testing.T) {
	var pngBytes, bmpBytes bytes.Buffer
	png.Encode(&pngBytes, picture(300, 400, false))
	bmp.Encode(&bmpBytes, picture(300, 400, false))
	heavy := asJPEG(picture(480, 640, true), 100)
	if len(heavy) <= photoBytes {
		t.Fatalf("test picture has only %d bytes", len(heavy))
	}
	for name, c := range map[string]struct {
		in   []byte
		w, h int
	}{
		"large":      {asJPEG(picture(1200, 1600, false), 90), 480, 640},
		"wide":       {asJPEG(picture(1600, 800, false), 90), 480, 240},
		"heavy":      {heavy, 480, 640},
		"png":        {pngBytes.Bytes(), 300, 400},
		"bmp":        {bmpBytes.Bytes(), 300, 400},
		"exif":       {withEXIF(asJPEG(picture(300, 400, false), 90), 1), 300, 400},
		"turned":     {withEXIF(asJPEG(picture(400, 300, false), 90), 6), 300, 400},
		"without id": {append([]byte{0xff, 0xd8}, asJPEG(picture(300, 400, false), 90)[2+len(jfif):]...), 300, 400},
	} {
		t.Run(name, func(t *testing.T) {
			out := stored(t, c.in)
			cfg, err := jpeg.DecodeConfig(bytes.NewReader(out))
			if err != nil || cfg.Width != c.w || cfg.Height != c.h {
				t.Fatalf("%d×%d, %v", cfg.Width, cfg.Height, err)
			}
			if !bytes.HasPrefix(out, append([]byte{0xff, 0xd8}, jfif[:9]...)) || bytes.Contains(out, []byte("Exif")) || len(out) > photoBytes {
				t.Errorf("header % x, %d bytes", out[:12], len(out))
			}
			m, _ := jpeg.Decode(bytes.NewReader(out))
			red := image.Pt(c.w/4, c.h/4)
			if name == "turned" { // turned right: the upper left quarter goes to the right
				red.X = c.w * 3 / 4
			}
			if r, _, b, _ := m.At(red.X, red.Y).RGBA(); r < 0xc000 || b > 0x4000 {
				t.Errorf("quarter at %v has red %x blue %x", red, r, b)
			}
			if r, _, b, _ := m.At(c.w/2, c.h*3/4).RGBA(); r > 0x4000 || b < 0xc000 {
				t.Errorf("lower half has red %x blue %x", r, b)
			}
		})
	}
}

func TestUprightAllTurns(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 3, 2))
	m.Set(0, 0, color.RGBA{255, 0, 0, 255}) // marked corner
	for turn, want := range map[int]image.Point{1: {0, 0}, 2: {2, 0}, 3: {2, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 2}, 8: {0, 2}, 9: {0, 0}} {
		out := upright(m, turn)
		if r, _, _, _ := out.At(want.X, want.Y).RGBA(); r == 0 {
			t.Errorf("turn %d: corner is not at %v of %v", turn, want, out.Bounds())
		}
	}
}

func TestTransparentPNGOnWhite(t *testing.T) {
	var b bytes.Buffer
	png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 50, 60)))
	m, err := jpeg.Decode(bytes.NewReader(stored(t, b.Bytes())))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, bl, _ := m.At(20, 20).RGBA(); r < 0xf000 || g < 0xf000 || bl < 0xf000 {
		t.Errorf("not white: %x %x %x", r, g, bl)
	}
}

func TestBadPhotosAreRefused(t *testing.T) {
	whole := asJPEG(picture(300, 400, true), 90)
	huge := bytes.Clone(whole)
	i := bytes.Index(huge, []byte{0xff, 0xc0})
	copy(huge[i+5:], []byte{0xff, 0xff, 0xff, 0xff}) // claims 65535×65535
	for name, b := range map[string][]byte{"empty": nil, "text": []byte("无"), "half": whole[:len(whole)/2], "huge": huge, "exif loop": withEXIF(whole, 6)[:60]} {
		s := openNew(t)
		err := s.Do(ctx, "x", func(tx *Tx) error { _, err := tx.PutPhoto(b); return err })
		if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "照片") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzPreparePhoto(f *testing.F) {
	f.Add(withEXIF(asJPEG(picture(30, 40, true), 90), 6))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if cfg, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil && cfg.Width*cfg.Height > 1<<20 {
			t.Skip() // time, not a fault
		}
		if out, err := preparePhoto(b); err == nil {
			if _, err := jpeg.DecodeConfig(bytes.NewReader(out)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestDamagedPhotoIsNoticed(t *testing.T) {
	s := openNew(t)
	var hash string
	do(t, s, "x", func(tx *Tx) (err error) {
		hash, err = tx.PutPhoto(asJPEG(picture(30, 40, false), 90))
		return err
	})
	if _, err := s.write.Exec("UPDATE photo SET bytes = ?", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Photo(ctx, hash); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// items makes an import of n invented persons with small photos.
func items(n int) []ImportItem {
	photo := asJPEG(picture(295, 413, true), 75)
	out := make([]ImportItem, n)
	for i := range out {
		b := bytes.Clone(photo)
		b[15], b[17] = byte(i), byte(i>>8) // each its own bytes: the header's density
		c := person("某" + strings.Repeat("甲", 1+i%2))
		c.Remarks = strings.Repeat("简历", 800)
		out[i] = ImportItem{Cadre: c, Photo: b, SourceKind: "lrmx", SourceName: "某.lrmx", Raw: append(bytes.Repeat([]byte("<x/>"), 12000), byte(i), byte(i>>8))}
	}
	return out
}

func TestApplyImport(t *testing.T) {
	s := openNew(t)
	list := items(30)
	if err := s.ApplyImport(ctx, "导入 30 人", list); err != nil {
		t.Fatal(err)
	}
	acts, _ := s.Actions(ctx, 0)
	if len(acts) != 1 || acts[0].Changes != 60 || count(t, s) != 30 {
		t.Fatalf("%+v, %d persons", acts, count(t, s))
	}
	c, _ := s.Cadre(ctx, list[7].Cadre.ID)
	if p, err := s.Photo(ctx, c.PhotoHash); err != nil || !bytes.Equal(p, list[7].Photo) {
		t.Errorf("photo: %v", err)
	}
	if src, err := s.Source(ctx, c.ID, ""); err != nil || !bytes.Equal(src.Raw, list[7].Raw) {
		t.Errorf("source: %v", err)
	}
	if label, err := s.Undo(ctx); err != nil || label != "导入 30 人" || count(t, s) != 0 {
		t.Fatalf("%q, %v, %d left", label, err, count(t, s))
	}
	if _, err := s.Redo(ctx); err != nil || count(t, s) != 30 {
		t.Fatalf("redo: %v, %d", err, count(t, s))
	}
}

func TestApplyImportIsAllOrNothing(t *testing.T) {
	s := openNew(t)
	bad := items(5)
	bad[3].Cadre.Name = ""
	if err := s.ApplyImport(ctx, "x", bad); err == nil || !strings.Contains(err.Error(), "某.lrmx") {
		t.Errorf("nameless: %v", err)
	}
	bad = items(5)
	bad[4].Photo = []byte("无")
	if err := s.ApplyImport(ctx, "x", bad); err == nil || !strings.Contains(err.Error(), "某.lrmx") || !strings.Contains(err.Error(), "照片") {
		t.Errorf("photo: %v", err)
	}
	c, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.ApplyImport(c, "x", items(5)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	old := saved(t, s, "甲")
	base, _ := s.Cadre(ctx, old.ID)
	setPhone(t, s, old.ID, "1")
	changed := *base
	changed.Unit = "乙学院"
	if err := s.ApplyImport(ctx, "x", append(items(2), ImportItem{Cadre: &changed, Base: base})); !errors.Is(err, ErrConflict) {
		t.Errorf("changed since the plan: %v", err)
	}
	if n := count(t, s); n != 1 {
		t.Errorf("%d persons left", n)
	}
}
