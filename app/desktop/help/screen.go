package help

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
)

// Screen is 帮助.
type Screen struct {
	d       *desk.Desk
	pages   []*page
	hits    []hit
	at      *page
	visited []*page // to go back to, the last on top
	want    string  // page to be shown when the manual is read

	find   *widgets.Entry
	toc    *widget.List
	found  *widget.List
	count  *widget.Label
	back   *desk.Push
	scroll *container.Scroll
	tops   []fyne.CanvasObject
	body   fyne.CanvasObject
	loads  desk.Loader
}

// New makes the screen with a page open: a screen's help page or a topic; the
// first page for one that there is not.
func New(d *desk.Desk, key string) desk.Screen {
	s := &Screen{d: d, want: key, find: widgets.NewEntry(), count: widget.NewLabel(""), scroll: container.NewVScroll(widget.NewLabel(""))}
	s.find.SetPlaceHolder("在帮助里查找（Ctrl+F）")
	s.find.OnChanged = func(string) { s.lookUp() }
	s.find.OnSubmitted = func(string) { s.openHit(0) }
	s.toc = widget.NewList(func() int { return len(s.pages) }, newTocLine, s.tocLine)
	s.toc.HideSeparators = true
	s.toc.OnSelected = func(i int) {
		if s.pages[i] != s.at {
			s.Show(s.pages[i].key)
		}
	}
	s.found = widget.NewList(func() int { return len(s.hits) }, newHitLine, s.hitLine)
	s.found.OnSelected = func(i int) { s.openHit(i) }
	s.count.Hide()
	s.found.Hide()
	s.back = desk.Button("上一页", theme.NavigateBackIcon(), s.Back)
	s.back.Disable()
	tour := desk.Button("看一遍演示", theme.MediaPlayIcon(), func() { Tour(d) })
	about := desk.Button("关于", theme.InfoIcon(), func() { About(d) })
	left := container.NewBorder(container.NewVBox(s.find, s.count), nil, nil, nil, container.NewStack(s.toc, s.found))
	split := container.NewHSplit(left, container.NewBorder(container.NewHBox(s.back, tour, about), nil, nil, nil, s.scroll))
	split.Offset = 0.24
	s.body = split
	return s
}

// Title names the screen.
func (s *Screen) Title() string { return "帮助" }

// Content is what it shows.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// HelpPage is the page that F1 opens here.
func (s *Screen) HelpPage() string { return first }

// Find puts the cursor into the search field.
func (s *Screen) Find() { s.d.Win.Canvas().Focus(s.find) }

// Reload reads the manual, once: it does not change while the program runs.
func (s *Screen) Reload() {
	if s.pages != nil {
		return
	}
	s.loads.Load(s.d, "读取帮助", func(context.Context) (func(), error) {
		pages, err := manual()
		return func() {
			s.pages = pages
			s.toc.Refresh()
			s.Show(s.want)
		}, err
	})
}

// Show opens a page.
func (s *Screen) Show(key string) {
	p := pageOf(s.pages, key)
	if p == nil {
		p = s.pages[0]
	}
	if s.at != nil && s.at != p {
		s.visited = append(s.visited, s.at)
	}
	s.present(p)
}

// Back shows the page before.
func (s *Screen) Back() {
	if n := len(s.visited); n > 0 {
		p := s.visited[n-1]
		s.visited = s.visited[:n-1]
		s.present(p)
	}
}

func (s *Screen) present(p *page) {
	s.at = p
	s.scroll.Content, s.tops = render(p, s.Show)
	s.scroll.Offset = fyne.Position{}
	s.scroll.Refresh()
	for i := range s.pages {
		if s.pages[i] == p {
			s.toc.Select(i)
		}
	}
	if len(s.visited) > 0 {
		s.back.Enable()
	} else {
		s.back.Disable()
	}
}

// lookUp searches as the clerk types.
func (s *Screen) lookUp() {
	s.hits = search(s.pages, s.find.Text)
	searching := s.find.Text != ""
	s.found.UnselectAll()
	s.found.Hidden, s.count.Hidden, s.toc.Hidden = !searching, !searching, searching
	s.count.SetText(fmt.Sprintf("找到 %d 处", len(s.hits)))
	if searching && len(s.hits) == 0 {
		s.count.SetText("没有找到，换个词试试")
	}
	s.found.ScrollToTop()
	s.found.Refresh()
	s.body.Refresh()
}

// openHit shows the place that was found.
func (s *Screen) openHit(i int) {
	if i >= len(s.hits) {
		return
	}
	h := s.hits[i]
	s.Show(h.page.key)
	if h.section < len(s.tops) && h.section > 0 {
		s.scroll.Offset = fyne.NewPos(0, s.tops[h.section].Position().Y)
		s.scroll.Refresh()
	}
}

func newTocLine() fyne.CanvasObject {
	l := widget.NewLabel("目录")
	l.Truncation = fyne.TextTruncateEllipsis
	return l
}

func (s *Screen) tocLine(i int, o fyne.CanvasObject) { o.(*widget.Label).SetText(s.pages[i].title) }

func newHitLine() fyne.CanvasObject {
	name := widget.NewLabelWithStyle("页", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	name.Truncation = fyne.TextTruncateEllipsis
	text := widgets.Wrapped("行\n行")
	text.Importance = widget.LowImportance
	return container.NewBorder(name, nil, nil, nil, text)
}

func (s *Screen) hitLine(i int, o fyne.CanvasObject) {
	if i >= len(s.hits) {
		return
	}
	h := s.hits[i]
	name := h.page.title
	if t := h.page.sections[h.section].title; t != "" {
		name += " · " + t
	}
	box := o.(*fyne.Container)
	box.Objects[0].(*widgets.Paragraph).SetText(h.context)
	box.Objects[1].(*widget.Label).SetText(name)
}
