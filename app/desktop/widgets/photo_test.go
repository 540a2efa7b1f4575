package widgets

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/native"
	"kaocha/app/desktop/theme"
	"kaocha/data/store"
)

// painted is a picture whose left half is red and right half blue.
func painted(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 30, 30, 255}
			if x >= w/2 {
				c = color.RGBA{30, 30, 200, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func file(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func jpegOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photoBed is a photo with a host that remembers.
type photoBed struct {
	*Photo
	w       fyne.Window
	faults  []string
	changes [][]byte
	accept  func() error
	crop    fyne.CanvasObject
}

func photoOf(t *testing.T) *photoBed {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	b := &photoBed{}
	b.Photo = NewPhoto(PhotoHost{
		Pick: func(func(string)) {},
		Read: os.ReadFile,
		Run:  func(work func() func()) { work()() },
		Fail: func(what string, err error) { b.faults = append(b.faults, what+"："+err.Error()) },
		Ask: func(_, _ string, content fyne.CanvasObject, _ fyne.Size, accept func() error) {
			b.crop, b.accept = content, accept
			b.w.SetContent(content)
		},
	})
	b.OnChanged = func(p []byte) { b.changes = append(b.changes, p) }
	b.w = test.NewTempWindow(t, container.NewVBox(b.Photo))
	b.w.Resize(fyne.NewSize(500, 500))
	return b
}

func TestPhotoTakesFilesAndRefusesOthers(t *testing.T) {
	b := photoOf(t)
	if !b.Photo.crop.Disabled() || !b.clear.Disabled() || !b.none.Visible() {
		t.Error("without a picture there is something to crop")
	}
	var p bytes.Buffer
	if err := png.Encode(&p, painted(60, 84)); err != nil {
		t.Fatal(err)
	}
	path := file(t, "照 片.png", p.Bytes())
	b.Drop(path)
	if len(b.changes) != 1 || !bytes.Equal(b.changes[0], p.Bytes()) || b.none.Visible() || b.Photo.crop.Disabled() {
		t.Fatalf("changes %d, faults %v", len(b.changes), b.faults)
	}
	for name, content := range map[string]string{"花名册.xlsx": "PK\x03\x04", "空.jpg": "", "断.jpg": string(jpegOf(t, painted(60, 84))[:300])} {
		n := len(b.faults)
		b.Drop(file(t, name, []byte(content)))
		if len(b.faults) != n+1 || !strings.Contains(b.faults[n], "照片") {
			t.Errorf("%s: %v", name, b.faults[n:])
		}
	}
	if !bytes.Equal(b.Picture(), p.Bytes()) || len(b.changes) != 1 {
		t.Error("a refused file took the picture away")
	}
	clip := fyne.CurrentApp().Clipboard()
	for text, ok := range map[string]bool{path: true, `"` + path + `"`: true, "file://" + strings.ReplaceAll(path, " ", "%20") + "\r\n": true,
		"x-special\n" + path: true, "": false, "只是文字": false, "照片.png": false} {
		n, f := len(b.changes), len(b.faults)
		clip.SetContent(text)
		b.Paste()
		if ok != (len(b.changes) == n+1) || ok == (len(b.faults) == f+1) {
			t.Errorf("pasting %q: %d changes, faults %v", text, len(b.changes)-n, b.faults[f:])
		}
	}
	b.clear.OnTapped()
	if b.Picture() != nil || b.changes[len(b.changes)-1] != nil || !b.none.Visible() {
		t.Error("not taken away")
	}
	n := len(b.changes)
	b.SetPicture(p.Bytes())
	if len(b.changes) != n || b.Picture() == nil {
		t.Error("showing a stored picture is told as a change")
	}
}

// A picture on the clipboard is taken; one that is not upright in the form's
// ratio is cut at once.
func TestPhotoPastesAPicture(t *testing.T) {
	b := photoOf(t)
	var clip native.Clip
	var fault error
	b.host.Clip = func() (native.Clip, error) { return clip, fault }
	for _, c := range []struct {
		clip native.Clip
		crop bool
	}{
		{native.Clip{Picture: jpegOf(t, painted(100, 140))}, false},
		{native.Clip{Picture: jpegOf(t, painted(400, 300))}, true},
		{native.Clip{Path: file(t, "b.jpg", jpegOf(t, painted(50, 70)))}, false},
	} {
		n := len(b.changes)
		clip, b.crop = c.clip, nil
		b.Paste()
		if len(b.changes) != n+1 || len(b.faults) > 0 || c.crop != (b.crop != nil) {
			t.Errorf("%d changes, crop %v, faults %v", len(b.changes)-n, b.crop != nil, b.faults)
		}
	}
	for _, c := range []native.Clip{{}, {Picture: []byte("not a picture")}} {
		n, f := len(b.changes), len(b.faults)
		clip = c
		b.Paste()
		if len(b.changes) != n || len(b.faults) != f+1 {
			t.Errorf("%d changes, faults %v", len(b.changes)-n, b.faults)
		}
	}
	fault = errors.New("没有回应")
	if b.Paste(); !strings.Contains(b.faults[len(b.faults)-1], "没有回应") {
		t.Errorf("faults %v", b.faults)
	}
}

// turned puts an EXIF orientation of 6 (turn clockwise) into a JPEG.
func turned(b []byte) []byte {
	tiff := []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0}
	data := append([]byte("Exif\x00\x00"), tiff...)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(data)+2))
	return append(append(append([]byte{}, b[:2]...), append(seg, data...)...), b[2:]...)
}

func TestPhotoIsCroppedUprightInTheFormsRatio(t *testing.T) {
	b := photoOf(t)
	b.Drop(file(t, "a.jpg", turned(jpegOf(t, painted(400, 300))))) // upright it is 300 × 400, red above blue
	if len(b.faults) > 0 {
		t.Fatal(b.faults)
	}
	b.Photo.crop.OnTapped()
	c := b.w.Canvas().Focused().(*cropper)
	if w, h := c.whole(); w != 300 || h != 400 {
		t.Fatalf("it lies: %v × %v", w, h)
	}
	if !near(float32(c.w), 400*photoRatio) || c.y != 0 {
		t.Errorf("begins with %v at %v, %v", c.w, c.x, c.y)
	}
	for range 40 {
		c.TypedRune('-')
	}
	press(c, fyne.KeyDown)
	for range 200 {
		press(c, fyne.KeyDown, fyne.KeyRight)
	}
	if !near(float32(c.x+c.w), 300) || !near(float32(c.y+c.h()), 400) {
		t.Errorf("the frame leaves the picture: %v, %v, %v", c.x, c.y, c.w)
	}
	if err := b.accept(); err != nil {
		t.Fatal(err)
	}
	pic, err := store.ReadPhoto(b.Picture())
	if err != nil {
		t.Fatal(err)
	}
	s := pic.Bounds().Size()
	if r := float64(s.X) / float64(s.Y); r < photoRatio-0.02 || r > photoRatio+0.02 {
		t.Errorf("cut out %v, ratio %v", s, r)
	}
	if r, _, bl, _ := pic.At(s.X/2, s.Y/2).RGBA(); bl < r {
		t.Error("the lower part should be blue")
	}
	if len(b.changes) != 2 {
		t.Errorf("%d changes", len(b.changes))
	}
}

func TestCropperByMouse(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	c := newCropper(painted(600, 400))
	w := test.NewTempWindow(t, c)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(300, 200)) // half size
	at := func(x, y float32) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
	}
	drag := func(dx, dy float32) {
		c.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(dx, dy)})
		c.DragEnd()
	}
	c.MouseDown(at(150, 100))
	drag(-20, 0)
	if !near(float32(c.x), float32((600-400*photoRatio)/2-40)) {
		t.Errorf("moved to %v", c.x)
	}
	f, s := c.frame()
	c.MouseDown(at(f.X+s.Width, f.Y+s.Height))
	drag(-50, -10)
	if !near(float32(c.w), 400*photoRatio-100) || !near(float32(c.h()), float32(c.w/photoRatio)) {
		t.Errorf("made %v × %v", c.w, c.h())
	}
	x, y, wide := c.x, c.y, c.w
	c.MouseDown(at(2, 2)) // beside the frame
	drag(30, 30)
	test.Scroll(w.Canvas(), fyne.NewPos(150, 100), 0, -300) // CASES T39
	if c.x != x || c.y != y || c.w != wide {
		t.Error("the frame changed")
	}
	f, s = c.frame()
	c.MouseDown(at(f.X+s.Width, f.Y+s.Height))
	drag(-900, -900)
	if c.w < least {
		t.Errorf("made as small as %v", c.w)
	}
}

func TestPhotoLooks(t *testing.T) {
	b := photoOf(t)
	test.AssertRendersToMarkup(t, "photo.xml", b.w.Canvas())
	w := test.NewTempWindow(t, newCropper(painted(60, 60)))
	w.Resize(fyne.NewSize(300, 300))
	test.AssertRendersToMarkup(t, "cropper.xml", w.Canvas())
}
