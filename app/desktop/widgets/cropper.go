package widgets

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// photoRatio is width to height of a photo on the forms, 35 × 49 mm.
const photoRatio = 5.0 / 7

// cropQuality keeps a cropped picture good enough to be reduced once more.
const cropQuality = 93

// least is the smallest part of a picture that can be cut out, in its pixels.
const least = 40

// cropper shows a picture with a frame of the photo's ratio: it is dragged, made
// larger or smaller at its corner or with + and −, and moved with the arrows.
// The mouse wheel changes nothing.
type cropper struct {
	widget.BaseWidget
	pic      image.Image
	x, y, w  float64 // the frame, in the picture's pixels; its height follows
	resizing bool
	dragging bool
	focused  bool
}

var (
	_ fyne.Draggable     = (*cropper)(nil)
	_ fyne.Focusable     = (*cropper)(nil)
	_ fyne.Tappable      = (*cropper)(nil)
	_ desktop.Mouseable  = (*cropper)(nil)
	_ desktop.Cursorable = (*cropper)(nil)
)

// newCropper begins with the largest frame, in the middle.
func newCropper(pic image.Image) *cropper {
	c := &cropper{pic: pic}
	w, h := c.whole()
	c.w = min(w, h*photoRatio)
	c.x, c.y = (w-c.w)/2, (h-c.h())/2
	c.ExtendBaseWidget(c)
	return c
}

func (c *cropper) whole() (w, h float64) {
	b := c.pic.Bounds()
	return float64(b.Dx()), float64(b.Dy())
}

func (c *cropper) h() float64 { return c.w / photoRatio }

// moveTo moves the frame, inside the picture.
func (c *cropper) moveTo(x, y float64) {
	w, h := c.whole()
	c.x, c.y = max(0, min(x, w-c.w)), max(0, min(y, h-c.h()))
	c.Refresh()
}

// widen makes the frame so wide, its left upper corner staying.
func (c *cropper) widen(to float64) {
	w, h := c.whole()
	c.w = max(min(least, w, h*photoRatio), min(to, w-c.x, (h-c.y)*photoRatio))
	c.Refresh()
}

// grow makes the frame larger or smaller about its middle.
func (c *cropper) grow(by float64) {
	w, h := c.whole()
	mx, my := c.x+c.w/2, c.y+c.h()/2
	c.w = max(min(least, w, h*photoRatio), min(c.w*by, w, h*photoRatio))
	c.moveTo(mx-c.w/2, my-c.h()/2)
}

// result is the part in the frame as a JPEG.
func (c *cropper) result() ([]byte, error) {
	b := c.pic.Bounds()
	r := image.Rect(int(c.x+0.5), int(c.y+0.5), int(c.x+c.w+0.5), int(c.y+c.h()+0.5)).Add(b.Min).Intersect(b)
	dst := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(dst, dst.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(dst, dst.Bounds(), c.pic, r.Min, draw.Over)
	var out bytes.Buffer
	err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: cropQuality})
	return out.Bytes(), err
}

// fitted is where the picture is drawn and how large its pixels are there.
func (c *cropper) fitted() (at fyne.Position, scale float32) {
	w, h := c.whole()
	s := c.Size()
	scale = min(s.Width/float32(w), s.Height/float32(h))
	return fyne.NewPos((s.Width-float32(w)*scale)/2, (s.Height-float32(h)*scale)/2), scale
}

// frame is the frame as it is drawn.
func (c *cropper) frame() (fyne.Position, fyne.Size) {
	at, k := c.fitted()
	return at.AddXY(float32(c.x)*k, float32(c.y)*k), fyne.NewSize(float32(c.w)*k, float32(c.h())*k)
}

// MouseDown takes hold of the frame, or of its corner.
func (c *cropper) MouseDown(e *desktop.MouseEvent) {
	at, s := c.frame()
	const reach = 14
	dx, dy := e.Position.X-at.X-s.Width, e.Position.Y-at.Y-s.Height
	c.resizing = max(dx, -dx) < reach && max(dy, -dy) < reach
	c.dragging = !c.resizing && e.Position.X > at.X && e.Position.Y > at.Y && dx < 0 && dy < 0
	c.focus()
}

// MouseUp lets go.
func (c *cropper) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the frame or its corner.
func (c *cropper) Dragged(e *fyne.DragEvent) {
	_, k := c.fitted()
	dx, dy := float64(e.Dragged.DX/k), float64(e.Dragged.DY/k)
	switch {
	case c.resizing:
		if further := dy * photoRatio; max(further, -further) > max(dx, -dx) {
			dx = further // whichever way the mouse goes more
		}
		c.widen(c.w + dx)
	case c.dragging:
		c.moveTo(c.x+dx, c.y+dy)
	}
}

// DragEnd lets go.
func (c *cropper) DragEnd() { c.resizing, c.dragging = false, false }

// Tapped takes the focus.
func (c *cropper) Tapped(*fyne.PointEvent) { c.focus() }

func (c *cropper) focus() {
	if cv := fyne.CurrentApp().Driver().CanvasForObject(c); cv != nil {
		cv.Focus(c)
	}
}

// Cursor shows that there is something to be dragged.
func (c *cropper) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// FocusGained shows that keys go to the frame.
func (c *cropper) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost ends it.
func (c *cropper) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune makes the frame larger with + and smaller with -.
func (c *cropper) TypedRune(r rune) {
	switch r {
	case '+', '=', '＋':
		c.grow(1.04)
	case '-', '－':
		c.grow(1 / 1.04)
	}
}

// TypedKey moves the frame.
func (c *cropper) TypedKey(e *fyne.KeyEvent) {
	step := max(1, c.w/60)
	switch e.Name {
	case fyne.KeyLeft:
		c.moveTo(c.x-step, c.y)
	case fyne.KeyRight:
		c.moveTo(c.x+step, c.y)
	case fyne.KeyUp:
		c.moveTo(c.x, c.y-step)
	case fyne.KeyDown:
		c.moveTo(c.x, c.y+step)
	default:
		handKey(c, e)
	}
}

// CreateRenderer draws the picture, the part that is left out darkened.
func (c *cropper) CreateRenderer() fyne.WidgetRenderer {
	r := &cropRenderer{c: c, img: canvas.NewImageFromImage(c.pic), frame: canvas.NewRectangle(color.Transparent), corner: canvas.NewRectangle(nil)}
	r.img.FillMode = canvas.ImageFillStretch
	r.objects = []fyne.CanvasObject{r.img}
	for i := range r.shades {
		r.shades[i] = canvas.NewRectangle(color.NRGBA{A: 130})
		r.objects = append(r.objects, r.shades[i])
	}
	r.objects = append(r.objects, r.frame, r.corner)
	return r
}

type cropRenderer struct {
	c             *cropper
	img           *canvas.Image
	shades        [4]*canvas.Rectangle
	frame, corner *canvas.Rectangle
	objects       []fyne.CanvasObject
}

// MinSize is enough to see a face.
func (r *cropRenderer) MinSize() fyne.Size { return fyne.NewSize(280, 280) }

// Layout follows the frame.
func (r *cropRenderer) Layout(fyne.Size) {
	c := r.c
	w, h := c.whole()
	at, k := c.fitted()
	pw, ph := float32(w)*k, float32(h)*k
	r.img.Move(at)
	r.img.Resize(fyne.NewSize(pw, ph))
	f, s := c.frame()
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	put(r.shades[0], at.X, at.Y, pw, f.Y-at.Y)
	put(r.shades[1], at.X, f.Y+s.Height, pw, at.Y+ph-f.Y-s.Height)
	put(r.shades[2], at.X, f.Y, f.X-at.X, s.Height)
	put(r.shades[3], f.X+s.Width, f.Y, at.X+pw-f.X-s.Width, s.Height)
	put(r.frame, f.X, f.Y, s.Width, s.Height)
	put(r.corner, f.X+s.Width-6, f.Y+s.Height-6, 12, 12)
}

// Refresh follows the frame and the theme.
func (r *cropRenderer) Refresh() {
	r.frame.StrokeColor, r.frame.StrokeWidth = color.White, 2
	if r.c.focused {
		r.frame.StrokeColor = themeColor(theme.ColorNamePrimary)
	}
	r.corner.FillColor = themeColor(theme.ColorNamePrimary)
	r.Layout(r.c.Size())
	for _, o := range r.objects {
		if o != r.img {
			o.Refresh()
		}
	}
}

// Objects are what it is drawn of.
func (r *cropRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy has nothing to let go.
func (r *cropRenderer) Destroy() {}
