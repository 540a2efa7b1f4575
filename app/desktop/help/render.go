package help

import (
	"bytes"
	"image"
	"image/color"
	_ "image/png" // the pictures of the manual
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/resources/help"
)

// render lays a page out; open follows a link to another page. tops are the
// sections, to be scrolled to.
func render(p *page, open func(key string)) (all fyne.CanvasObject, tops []fyne.CanvasObject) {
	box := container.NewVBox(title(p.title))
	for _, s := range p.sections {
		part := container.NewVBox()
		for _, b := range s.blocks {
			if b.picture != "" {
				part.Add(newPicture(b.picture))
				part.Add(caption(b.caption))
				continue
			}
			part.Add(richText(b.text, open))
		}
		tops = append(tops, part)
		box.Add(part)
	}
	return container.New(column{}, container.New(layout.NewCustomPaddedLayout(4, 24, 8, 16), box)), tops
}

func title(text string) fyne.CanvasObject {
	l := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.SizeName = theme.SizeNameHeadingText
	return l
}

func caption(text string) fyne.CanvasObject {
	l := widgets.Wrapped(text)
	l.Importance = widget.LowImportance
	return l
}

// richText is Markdown whose links lead to pages of the manual: its paragraphs and
// lists, whose lines are broken as Chinese text is, and its tables.
func richText(text string, open func(key string)) fyne.CanvasObject {
	return stacked(segments(text, open))
}

func segments(text string, open func(key string)) []widget.RichTextSegment {
	segs := widget.NewRichTextFromMarkdown(text).Segments
	eachLink(segs, func(h *widget.HyperlinkSegment) {
		h.OnTapped = func() {
			if key, ok := linkKey(h); ok {
				open(key)
			}
		}
	})
	return segs
}

// stacked lays segments out one below the other.
func stacked(segs []widget.RichTextSegment) *fyne.Container {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-theme.InnerPadding()))
	var line []widget.RichTextSegment // of the paragraph that is not at its end yet
	flush := func() {
		if len(line) > 0 {
			box.Add(widgets.NewRich(line...))
		}
		line = nil
	}
	for _, s := range segs {
		switch x := s.(type) {
		case *widget.ListSegment:
			flush()
			box.Add(list(x))
		case *widget.ParagraphSegment:
			flush()
			box.Add(stacked(x.Texts))
		case *widget.TextSegment:
			if x.Text != "" {
				line = append(line, x)
			}
			if !x.Inline() {
				flush()
			}
		case *widget.HyperlinkSegment:
			line = append(line, x)
		default:
			flush()
			box.Add(widget.NewRichText(s))
		}
	}
	flush()
	return box
}

// list puts the entries of a list beside their bullets or numbers.
func list(l *widget.ListSegment) fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-theme.InnerPadding()))
	n := l.StartNumber()
	for _, item := range l.Items {
		mark := "•"
		if l.Ordered {
			mark = strconv.Itoa(n) + "."
		}
		n++
		box.Add(container.NewBorder(nil, nil, container.NewVBox(widget.NewLabel(mark)), nil, stacked([]widget.RichTextSegment{item})))
	}
	return box
}

// linkKey is the page a link leads to.
func linkKey(h *widget.HyperlinkSegment) (string, bool) {
	if h.URL == nil {
		return "", false
	}
	return strings.CutSuffix(h.URL.Path, ".md")
}

// eachLink finds the links in paragraphs, lists and tables.
func eachLink(segs []widget.RichTextSegment, do func(*widget.HyperlinkSegment)) {
	for _, s := range segs {
		switch x := s.(type) {
		case *widget.HyperlinkSegment:
			do(x)
		case *widget.ListSegment:
			eachLink(x.Items, do)
		case *widget.ParagraphSegment:
			eachLink(x.Texts, do)
		case *widget.TableSegment:
			for _, row := range append([][][]widget.RichTextSegment{x.Headers}, x.Rows...) {
				for _, cell := range row {
					eachLink(cell, do)
				}
			}
		}
	}
}

// columnWidth is the widest a line of the manual gets, in characters.
const columnWidth = 64

// column keeps lines short enough to read in a wide window.
type column struct{}

func (column) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, o[0].MinSize().Height)
}

func (column) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(min(s.Width, columnWidth*theme.TextSize()), s.Height))
}

// picture is a picture as wide as there is room for, never larger than it is.
type picture struct {
	widget.BaseWidget
	img           *canvas.Image
	frame         *canvas.Rectangle
	width, height float32 // as it is
	shown         float32 // height that it takes up
}

func newPicture(name string) *picture {
	p := &picture{width: 1, height: 1}
	b, err := help.Picture(name)
	if err == nil {
		p.img = canvas.NewImageFromResource(fyne.NewStaticResource(name, b))
		if c, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil {
			p.width, p.height = float32(c.Width), float32(c.Height)
		}
	} else {
		p.img = &canvas.Image{}
	}
	p.img.FillMode, p.img.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
	p.frame = canvas.NewRectangle(color.Transparent)
	p.frame.StrokeColor, p.frame.StrokeWidth = theme.Color(theme.ColorNameSeparator), 1
	p.shown = p.height
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws the picture at its place.
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout(p.img, p.frame))
}

// MinSize asks for the height that the present width needs.
func (p *picture) MinSize() fyne.Size { return fyne.NewSize(120, p.shown) }

// Resize fits the picture into the width.
func (p *picture) Resize(s fyne.Size) {
	w := min(s.Width, p.width)
	p.shown = w * p.height / p.width
	p.img.Resize(fyne.NewSize(w, p.shown))
	p.frame.Resize(fyne.NewSize(w, p.shown))
	p.BaseWidget.Resize(fyne.NewSize(s.Width, p.shown))
}
