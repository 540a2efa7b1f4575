package stats

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/forms/chart"
)

// picture shows a chart, drawn in the size and sharpness of its place.
type picture struct {
	d       *desk.Desk
	loads   desk.Loader
	later   desk.Later
	made    *review.Stats
	kind    chart.Kind
	size    fyne.Size // of the place
	text    float32   // the text size it was drawn for
	colors  colors    // and the window's colours
	resized func()    // told when the text has another size
	img     *canvas.Image
	none    fyne.CanvasObject
	scroll  *container.Scroll
	content fyne.CanvasObject
}

func newPicture(d *desk.Desk, resized func()) *picture {
	p := &picture{d: d, resized: resized, img: canvas.NewImageFromImage(nil)}
	p.img.FillMode, p.img.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleFastest
	p.none = container.NewCenter(widgets.Heading("没有可以画成图的数字。"))
	p.none.Hide()
	p.scroll = container.NewVScroll(p.img)
	p.content = container.New(&place{p.placed}, container.NewStack(p.scroll, p.none))
	return p
}

// colors are those a chart shares with the window it stands in.
type colors struct{ ground, ink color.Color }

func present() colors {
	return colors{theme.Color(theme.ColorNameBackground), theme.Color(theme.ColorNameForeground)}
}

// placed draws anew when the place has another size, or the window another look.
func (p *picture) placed(size fyne.Size) {
	text, now := own.Scaled(1), present()
	if size == p.size && text == p.text && now == p.colors {
		return
	}
	if text != p.text {
		p.later.Do(p.d, 80*time.Millisecond, func() { p.resized(); p.draw() })
	} else {
		p.later.Do(p.d, 80*time.Millisecond, p.draw)
	}
	p.size, p.text, p.colors = size, text, now
}

func (p *picture) show(made *review.Stats, kind chart.Kind) {
	p.made, p.kind = made, kind
	p.draw()
}

// draw makes the picture beside the window.
func (p *picture) draw() {
	if p.made == nil || p.size.Width < 50 || p.size.Height < 50 {
		return
	}
	made, kind, dense, look := p.made, p.kind, p.d.Win.Canvas().Scale(), present()
	size := chart.Size{Width: int(p.size.Width * dense), Height: int(p.size.Height * dense), Scale: float64(dense * own.Scaled(1))}
	p.loads.Load(p.d, "画图", func(context.Context) (func(), error) {
		raw, err := chart.Show(made, kind, size, look.ground, look.ink)
		if errors.Is(err, chart.ErrNothing) {
			return func() { p.apply(nil, dense) }, nil
		}
		if err != nil {
			return nil, err
		}
		img, err := png.Decode(bytes.NewReader(raw))
		return func() { p.apply(img, dense) }, err
	})
}

func (p *picture) apply(img image.Image, dense float32) {
	if img == nil {
		p.scroll.Hide()
		p.none.Show()
		return
	}
	p.none.Hide()
	p.scroll.Show()
	p.img.Image = img
	b := img.Bounds()
	p.img.SetMinSize(fyne.NewSize(50, float32(b.Dy())/dense))
	p.img.Refresh()
	p.scroll.Refresh()
	p.scroll.ScrollToTop()
}

// place tells the size of what stands in it.
type place struct{ sized func(fyne.Size) }

func (l *place) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
	l.sized(size)
}

func (l *place) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 120) }

// newWidth gives a column a width that follows the text size.
func newWidth(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&column{width}, o)
}

type column struct{ width float32 }

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(theme.Padding(), 0))
		o.Resize(fyne.NewSize(size.Width-2*theme.Padding(), size.Height))
	}
}

func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := float32(0)
	for _, o := range objects {
		high = max(high, o.MinSize().Height)
	}
	return fyne.NewSize(own.Scaled(l.width), high)
}
