package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
)

// Progress is a bar that shows a part of the whole. What it means stands beside
// it: a text half on the bar and half off it cannot be read in one colour.
type Progress struct {
	widget.BaseWidget
	part float32 // 0 to 1
	box  *fyne.Container
}

// progressHeight is the height of the bar.
const progressHeight = 10

// NewProgress makes a bar at its beginning.
func NewProgress() *Progress {
	p := &Progress{}
	p.box = container.New(progressLayout{p}, Tinted(theme.ColorNameSelection, layout.NewSpacer()), Tinted(theme.ColorNamePrimary, layout.NewSpacer()))
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how many of all are done; all may be 0.
func (p *Progress) Set(done, all int) {
	p.part = float32(min(max(done, 0), all)) / float32(max(all, 1))
	p.box.Refresh()
}

// CreateRenderer shows the bar.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// progressLayout lays the part over the whole.
type progressLayout struct{ p *Progress }

func (l progressLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
	o[1].Resize(fyne.NewSize(s.Width*l.p.part, s.Height))
}

func (l progressLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	h := own.Scaled(progressHeight)
	return fyne.NewSize(h, h)
}
