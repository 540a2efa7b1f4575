package widgets

import (
	"fmt"
	"image"
	"image/color"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/forms/page"
)

// fit is how large a page is shown.
type fit int

const (
	fitWidth fit = iota
	fitPage
	fitZoom // as the zoom says, whatever the room
)

// Pages shows laid-out pages one at a time: as wide as there is room, whole, or
// enlarged. With the focus (a click) PageUp and PageDown go from page to page
// and + and − enlarge.
type Pages struct {
	widget.BaseWidget
	Draw func(work func() func()) // runs work off the window's goroutine, its result on it
	Bar  *fyne.Container          // page and zoom buttons, to be placed by the screen

	pages   []*page.Page
	at      int
	want    int // page to show of the next pages, 0 to stay
	fit     fit
	zoom    float32 // 1 is the true size
	gen     atomic.Int64
	room    fyne.Size
	size    fyne.Size // of the page as shown
	spot    spot
	focused bool

	img         *canvas.Image
	mark, frame *canvas.Rectangle
	sheet       *fyne.Container
	scroll      *container.Scroll
	label       *widget.Label
	prev, next  *Push
	less, more  *Push
	whole       *Push
	all         fyne.CanvasObject
}

// spot is a rectangle of a page in points, nothing with no width.
type spot struct {
	page       int
	x, y, w, h float64
}

// NewPages makes an empty page view; draw runs the drawing.
func NewPages(draw func(work func() func())) *Pages {
	p := &Pages{Draw: draw, zoom: 1}
	p.img = canvas.NewImageFromImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
	p.img.FillMode = canvas.ImageFillStretch
	p.mark, p.frame = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	p.mark.CornerRadius, p.mark.StrokeWidth = 3, 2
	p.mark.Hide()
	p.sheet = container.New(sheetLayout{p}, p.img, p.mark)
	p.scroll = container.NewScroll(container.NewCenter(p.sheet))
	p.label = widget.NewLabel("")
	button := func(text string, icon fyne.Resource, tapped func()) *Push {
		b := NewPush(text, icon, widget.MediumImportance, tapped)
		b.Importance = widget.LowImportance
		return b
	}
	p.prev = button("", theme.NavigateBackIcon(), func() { p.Show1(p.at - 1) })
	p.next = button("", theme.NavigateNextIcon(), func() { p.Show1(p.at + 1) })
	p.less = button("", theme.ZoomOutIcon(), func() { p.Zoom(-1) })
	p.more = button("", theme.ZoomInIcon(), func() { p.Zoom(1) })
	p.whole = button("整页", nil, p.toggleFit)
	p.Bar = container.NewHBox(p.prev, p.label, p.next, p.less, p.more, p.whole)
	p.all = container.NewStack(newTint(theme.ColorNameHeaderBackground), p.scroll, p.frame)
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer shows the page.
func (p *Pages) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.all) }

// Resize draws the page again when the room changed.
func (p *Pages) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	if was := p.room; s != was {
		p.room = s
		if s.Width != was.Width || p.fit == fitPage {
			p.redraw()
		}
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
	was := p.at
	p.at = max(0, min(at, len(p.pages)-1))
	p.label.SetText(fmt.Sprintf("%d / %d 页", min(p.at+1, len(p.pages)), len(p.pages)))
	enable(p.prev, p.at > 0)
	enable(p.next, p.at+1 < len(p.pages))
	p.redraw()
	if p.at != was {
		p.scroll.ScrollToTop()
	}
}

// Point marks a rectangle of a page, in points, and brings it into view, so that
// the page follows what is being edited; no width takes the mark away.
func (p *Pages) Point(at int, x, y, w, h float64) {
	p.spot = spot{at, x, y, w, h}
	if w > 0 && at != p.at && at < len(p.pages) {
		p.Show1(at)
	}
	p.sheet.Refresh()
	p.reveal()
}

func enable(b *Push, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
