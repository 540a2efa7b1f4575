package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"kaocha/forms/picture"
)

var (
	_ fyne.Focusable    = (*Pages)(nil)
	_ fyne.Tappable     = (*Pages)(nil)
	_ fyne.Shortcutable = (*Pages)(nil)
)

// zooms are the steps of enlarging; 1 is the size on paper.
var zooms = []float32{0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3}

// pointsPerUnit: Fyne's units are made for 96 to the inch at scale 1 and up.
const pointsPerUnit = 96.0 / 72

// Zoom enlarges by a step, or with -1 makes smaller, from the size that is shown.
func (p *Pages) Zoom(step int) {
	now := p.shownZoom()
	to := now
	if step > 0 {
		for i := len(zooms) - 1; i >= 0; i-- {
			if zooms[i] > now*1.02 {
				to = zooms[i]
			}
		}
	} else {
		for _, z := range zooms {
			if z < now*0.98 {
				to = z
			}
		}
	}
	p.setFit(fitZoom, to)
}

// FitWidth shows the page as wide as there is room.
func (p *Pages) FitWidth() { p.setFit(fitWidth, 1) }

// FitPage shows the whole page.
func (p *Pages) FitPage() { p.setFit(fitPage, 1) }

// toggleFit goes between the page's width and the whole page.
func (p *Pages) toggleFit() {
	if p.fit == fitWidth {
		p.FitPage()
	} else {
		p.FitWidth()
	}
}

func (p *Pages) setFit(f fit, zoom float32) {
	p.fit, p.zoom = f, zoom
	if f == fitWidth {
		p.whole.SetText("整页")
	} else {
		p.whole.SetText("页宽")
	}
	p.redraw()
	p.reveal()
}

// shownZoom is how large the page is shown now.
func (p *Pages) shownZoom() float32 {
	if pg := p.Current(); pg != nil && p.size.Width > 0 {
		return p.size.Width / (float32(pg.W) * pointsPerUnit)
	}
	return p.zoom
}

// margin is the room around a page that fits.
const margin = 20

// redraw draws the page for the room and the zoom there is now.
func (p *Pages) redraw() {
	pg := p.Current()
	gen := p.gen.Add(1)
	if pg == nil || p.room.Width < 60 {
		return
	}
	w, h := float32(pg.W), float32(pg.H)
	width := w * pointsPerUnit * p.zoom
	switch p.fit {
	case fitWidth:
		width = p.room.Width - margin
	case fitPage:
		width = max(40, min(p.room.Width-margin, (p.room.Height-margin)*w/h))
	}
	p.size = fyne.NewSize(width, width*h/w)
	p.img.SetMinSize(p.size)
	p.scroll.Refresh()
	enable(p.less, p.shownZoom() > zooms[0]*1.02)
	enable(p.more, p.shownZoom() < zooms[len(zooms)-1]*0.98)
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		scale = c.Scale()
	}
	dpi := float64(width*scale) / pg.W * 72
	p.Draw(func() func() {
		if gen != p.gen.Load() {
			return nil // a later drawing is on its way
		}
		img := picture.Draw(pg, dpi)
		return func() {
			if gen == p.gen.Load() {
				p.img.Image = img
				p.img.Refresh()
				p.sheet.Refresh()
			}
		}
	})
}

// sheetLayout lays the mark over the page.
type sheetLayout struct{ p *Pages }

// Layout places page and mark.
func (l sheetLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	p := l.p
	p.img.Resize(s)
	pg := p.Current()
	if pg == nil || p.spot.w <= 0 || p.spot.page != p.at {
		p.mark.Hide()
		return
	}
	k := s.Width / float32(pg.W)
	const around = 3
	p.mark.Move(fyne.NewPos(float32(p.spot.x)*k-around, float32(p.spot.y)*k-around))
	p.mark.Resize(fyne.NewSize(float32(p.spot.w)*k+2*around, float32(p.spot.h)*k+2*around))
	p.mark.StrokeColor = themeColor(theme.ColorNamePrimary)
	p.mark.Show()
}

// MinSize is the page's.
func (l sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.p.size }

// reveal scrolls to the mark if it is not in view.
func (p *Pages) reveal() {
	pg := p.Current()
	if pg == nil || p.spot.w <= 0 || p.spot.page != p.at || p.size.Width == 0 {
		return
	}
	k, view := p.size.Width/float32(pg.W), p.scroll.Size()
	off := p.scroll.Offset
	off.X = into(off.X, view.Width, p.size.Width, float32(p.spot.x)*k, float32(p.spot.w)*k)
	off.Y = into(off.Y, view.Height, p.size.Height, float32(p.spot.y)*k, float32(p.spot.h)*k)
	p.scroll.ScrollToOffset(off)
}

// into is the offset at which a stretch from at, long, is in view with some room
// around it.
func into(off, view, whole, at, long float32) float32 {
	const around = 40
	if whole <= view {
		return 0
	}
	if at-around < off || at+long+around > off+view {
		off = at - max(around, (view-long)/3)
	}
	return max(0, min(off, whole-view))
}

// Tapped takes the focus.
func (p *Pages) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}

// FocusGained shows that keys go to the pages.
func (p *Pages) FocusGained() { p.ring(true) }

// FocusLost ends it.
func (p *Pages) FocusLost() { p.ring(false) }

func (p *Pages) ring(on bool) {
	p.focused = on
	p.frame.StrokeWidth = 0
	if on {
		p.frame.StrokeColor, p.frame.StrokeWidth = themeColor(theme.ColorNameFocus), 2
	}
	canvas.Refresh(p.frame)
}

// TypedRune enlarges with + and makes smaller with -.
func (p *Pages) TypedRune(r rune) {
	switch r {
	case '+', '=', '＋':
		p.Zoom(1)
	case '-', '－':
		p.Zoom(-1)
	}
}

// TypedKey goes from page to page and over the page.
func (p *Pages) TypedKey(e *fyne.KeyEvent) {
	const step = 60
	off := p.scroll.Offset
	switch e.Name {
	case fyne.KeyPageDown:
		p.Show1(p.at + 1)
	case fyne.KeyPageUp:
		p.Show1(p.at - 1)
	case fyne.KeyHome:
		p.Show1(0)
	case fyne.KeyEnd:
		p.Show1(len(p.pages) - 1)
	case fyne.KeyDown:
		p.scroll.ScrollToOffset(off.AddXY(0, step))
	case fyne.KeyUp:
		p.scroll.ScrollToOffset(off.SubtractXY(0, step))
	case fyne.KeyRight:
		p.scroll.ScrollToOffset(off.AddXY(step, 0))
	case fyne.KeyLeft:
		p.scroll.ScrollToOffset(off.SubtractXY(step, 0))
	default:
		handKey(p, e)
	}
}

// TypedShortcut enlarges with Ctrl and +, makes smaller with -, and shows the
// true size with 0.
func (p *Pages) TypedShortcut(s fyne.Shortcut) {
	if k, ok := s.(*desktop.CustomShortcut); ok && k.Modifier&^fyne.KeyModifierShift == fyne.KeyModifierControl {
		switch k.KeyName {
		case fyne.KeyEqual, fyne.KeyPlus:
			p.Zoom(1)
			return
		case fyne.KeyMinus:
			p.Zoom(-1)
			return
		case fyne.Key0:
			p.setFit(fitZoom, 1)
			return
		}
	}
	handShortcut(p, s)
}
