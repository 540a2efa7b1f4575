package home

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
)

// part is a stretch of a bar.
type part struct {
	name  string
	n     int
	note  string // after the number
	color fyne.ThemeColorName
}

// chart is a title, a bar of parts as long as their numbers, and the numbers in
// words: the colours say nothing that the words do not.
func chart(title string, parts []part) fyne.CanvasObject {
	var words []string
	for _, p := range parts {
		words = append(words, fmt.Sprintf("%s %d%s", p.name, p.n, p.note))
	}
	legend := widgets.Whole(strings.Join(words, "　"))
	legend.Importance, legend.SizeName = widget.LowImportance, theme.SizeNameCaptionText
	b := &bar{parts: parts}
	b.ExtendBaseWidget(b)
	return container.New(layout.NewCustomPaddedVBoxLayout(-4), widget.NewLabel(title),
		container.New(layout.NewCustomPaddedLayout(2, 2, 6, 6), b), legend)
}

// bar is parts side by side.
type bar struct {
	widget.BaseWidget
	parts []part
}

// CreateRenderer draws a box for each part with its number in it.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{b: b}
	for _, p := range b.parts {
		box, num := canvas.NewRectangle(nil), canvas.NewText(fmt.Sprint(p.n), nil)
		num.Alignment = fyne.TextAlignCenter
		num.TextStyle.Bold = true
		r.boxes, r.nums = append(r.boxes, box), append(r.nums, num)
		r.all = append(r.all, box, num)
	}
	r.Refresh()
	return r
}

type barRenderer struct {
	b     *bar
	boxes []*canvas.Rectangle
	nums  []*canvas.Text
	all   []fyne.CanvasObject
}

// barHeight is the height of a bar, barGap the room between parts and barLeast
// the width of the smallest part, so that its number can be read.
const (
	barHeight = 20
	barGap    = 2
	barLeast  = 16
)

// Layout gives the parts their widths.
func (r *barRenderer) Layout(s fyne.Size) {
	sum := 0
	for _, p := range r.b.parts {
		sum += p.n
	}
	left := s.Width - float32(len(r.boxes))*(barLeast+barGap)
	x := float32(0)
	for i, p := range r.b.parts {
		w := barLeast + max(0, left)*float32(p.n)/float32(max(1, sum))
		r.boxes[i].Move(fyne.NewPos(x, 0))
		r.boxes[i].Resize(fyne.NewSize(w, s.Height))
		h := r.nums[i].MinSize().Height
		r.nums[i].Move(fyne.NewPos(x, (s.Height-h)/2))
		r.nums[i].Resize(fyne.NewSize(w, h))
		x += w + barGap
	}
}

func (r *barRenderer) MinSize() fyne.Size           { return fyne.NewSize(160, barHeight) }
func (r *barRenderer) Objects() []fyne.CanvasObject { return r.all }
func (r *barRenderer) Destroy()                     {}

// Refresh follows the theme.
func (r *barRenderer) Refresh() {
	for i, p := range r.b.parts {
		r.boxes[i].FillColor = theme.Color(p.color)
		r.nums[i].Color, r.nums[i].TextSize = theme.Color(theme.ColorNameBackground), theme.CaptionTextSize()+1
		r.boxes[i].Refresh()
		r.nums[i].Refresh()
	}
}
