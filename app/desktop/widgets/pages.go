package widgets

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/forms/page"
	"kaocha/forms/picture"
)

// Pages shows laid-out pages one at a time, as wide as there is room or at
// their true size.
type Pages struct {
	widget.BaseWidget
	Draw func(work func() func()) // runs work off the window's goroutine, its result on it
	Bar  *fyne.Container          // page and zoom buttons, to be placed by the screen

	pages  []*page.Page
	at     int
	want   int  // page to show of the next pages, 0 to stay
	full   bool // true size instead of page width
	gen    int
	width  float32
	img    *canvas.Image
	scroll *container.Scroll
	label  *widget.Label
	prev   *widget.Button
	next   *widget.Button
	zoom   *widget.Button
	all    fyne.CanvasObject
}

// NewPages makes an empty page view; draw runs the drawing.
func NewPages(draw func(work func() func())) *Pages {
	p := &Pages{Draw: draw}
	p.img = canvas.NewImageFromImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
	p.img.FillMode = canvas.ImageFillStretch
	p.scroll = container.NewScroll(container.NewCenter(p.img))
	p.label = widget.NewLabel("")
	p.prev = widget.NewButtonWithIcon("", theme.NavigateBackIcon(), func() { p.Show1(p.at - 1) })
	p.next = widget.NewButtonWithIcon("", theme.NavigateNextIcon(), func() { p.Show1(p.at + 1) })
	p.zoom = widget.NewButton("实际大小", func() { p.setFull(!p.full) })
	p.Bar = container.NewHBox(p.prev, p.label, p.next, p.zoom)
	p.all = container.NewBorder(nil, nil, nil, nil, container.NewStack(canvas.NewRectangle(theme.Color(theme.ColorNameHeaderBackground)), p.scroll))
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer shows the page.
func (p *Pages) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.all) }

// Resize draws the page again when the room changed.
func (p *Pages) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	if w := s.Width; w != p.width {
		p.width = w
		p.redraw()
	}
}

// SetPages shows other pages, staying on the page that was shown.
func (p *Pages) SetPages(pages []*page.Page) {
	p.pages = pages
	if p.want > 0 {
		p.at, p.want = p.want, 0
	}
	p.Show1(p.at)
}

// Want asks for a page, counted from 0, of the pages that come next.
func (p *Pages) Want(at int) { p.want = at }

// Count is the number of pages.
func (p *Pages) Count() int { return len(p.pages) }

// Current is the page that is shown, nil when there is none.
func (p *Pages) Current() *page.Page {
	if p.at < len(p.pages) {
		return p.pages[p.at]
	}
	return nil
}

// Show1 shows a page, counted from 0.
func (p *Pages) Show1(at int) {
	p.at = max(0, min(at, len(p.pages)-1))
	p.label.SetText(fmt.Sprintf("%d / %d 页", min(p.at+1, len(p.pages)), len(p.pages)))
	enable(p.prev, p.at > 0)
	enable(p.next, p.at+1 < len(p.pages))
	p.redraw()
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (p *Pages) setFull(full bool) {
	p.full = full
	if full {
		p.zoom.SetText("页宽")
	} else {
		p.zoom.SetText("实际大小")
	}
	p.redraw()
}

// pointsPerUnit: Fyne's units are made for 96 to the inch at scale 1 and up.
const pointsPerUnit = 96.0 / 72

func (p *Pages) redraw() {
	pg := p.Current()
	p.gen++
	if pg == nil || p.width < 60 {
		return
	}
	gen, width := p.gen, p.width-20
	if p.full {
		width = float32(pg.W) * pointsPerUnit
	}
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		scale = c.Scale()
	}
	size := fyne.NewSize(width, width*float32(pg.H/pg.W))
	dpi := float64(width*scale) / pg.W * 72
	p.Draw(func() func() {
		img := picture.Draw(pg, dpi)
		return func() {
			if gen != p.gen {
				return // a later drawing is on its way
			}
			p.img.Image = img
			p.img.SetMinSize(size)
			p.img.Refresh()
			p.scroll.Refresh()
		}
	})
}
