package desktop

import (
	"context"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

const (
	searchWait = 150 * time.Millisecond // typing must rest that long
	searchHits = 6                      // of each kind
)

// finder is the search over everything: a field in the top bar and, while it
// has the focus, what was found under it. The list is no overlay, which would
// take the keyboard away from the field.
type finder struct {
	d      *desk.Desk
	entry  *findEntry
	panel  *fyne.Container // over the window's content, at the right
	list   *fyne.Container
	loads  desk.Loader
	later  desk.Later
	scroll *container.Scroll
	hits   []job.Hit
	at     int
	from   func(place int, open func()) // opens something on top of a place of the navigation
}

func newFinder(d *desk.Desk, from func(place int, open func())) *finder {
	f := &finder{d: d, from: from, list: container.NewVBox()}
	f.scroll = container.NewVScroll(f.list)
	f.entry = &findEntry{f: f}
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.SetPlaceHolder("查找人、单位、批次（Ctrl+K）")
	f.entry.OnChanged = func(string) { f.later.Do(d, searchWait, f.search) }
	inner := widgets.Tinted(theme.ColorPanel, container.NewPadded(f.scroll))
	f.panel = container.NewStack(widgets.Tinted(fynetheme.ColorNameInputBorder, canvas.NewRectangle(color.Transparent)),
		container.New(layout.NewCustomPaddedLayout(1, 1, 1, 1), inner))
	f.panel.Hide()
	return f
}

// layer holds the panel over the window's content.
func (f *finder) layer() fyne.CanvasObject { return container.NewWithoutLayout(f.panel) }

// place puts the panel under the field, within the window.
func (f *finder) place() {
	at := f.d.App.Driver().AbsolutePositionForObject(f.entry)
	_, area := f.d.Win.Canvas().InteractiveArea()
	room := f.list.MinSize()
	f.scroll.SetMinSize(fyne.NewSize(room.Width, max(1, min(room.Height, area.Height-at.Y-f.entry.Size().Height-24))))
	size := f.panel.MinSize()
	top := f.d.App.Driver().AbsolutePositionForObject(f.d.Win.Content())
	x := max(0, min(at.X, area.Width-size.Width-12))
	f.panel.Move(fyne.NewPos(x, at.Y+f.entry.Size().Height+2).Subtract(top))
	f.panel.Resize(size)
}

func (f *finder) search() {
	text := f.entry.Text
	f.loads.Load(f.d, "查找", func(ctx context.Context) (func(), error) {
		hits, err := f.d.Session.Search(ctx, text, searchHits)
		return func() { f.show(text, hits) }, err
	})
}

func (f *finder) show(text string, hits []job.Hit) {
	f.hits, f.at = hits, 0
	f.scroll.Offset = fyne.Position{}
	f.list.RemoveAll()
	switch {
	case text == "":
		f.panel.Hide()
		return
	case len(hits) == 0:
		f.list.Add(widget.NewLabel("没有找到“" + widgets.Cut(text, 16) + "”。可以输入姓名、拼音首字母、身份证号末几位、单位或批次名称。"))
	}
	for i, h := range hits {
		f.list.Add(newHitRow(f, i, h))
	}
	f.place()
	f.panel.Show()
	f.panel.Refresh()
}

// hide takes the list away.
func (f *finder) hide() {
	f.panel.Hide()
}

func (f *finder) move(by int) {
	if n := len(f.hits); n > 0 {
		f.at = (f.at + by + n) % n
		f.list.Refresh()
		row := f.list.Objects[f.at]
		if y := row.Position().Y; y < f.scroll.Offset.Y {
			f.scroll.ScrollToOffset(fyne.NewPos(0, y))
		} else if end := y + row.Size().Height - f.scroll.Size().Height; end > f.scroll.Offset.Y {
			f.scroll.ScrollToOffset(fyne.NewPos(0, end))
		}
	}
}

// open goes to what is marked.
func (f *finder) open(i int) {
	if i >= len(f.hits) {
		return
	}
	h := f.hits[i]
	f.entry.SetText("")
	f.hide()
	f.d.Win.Canvas().Unfocus()
	switch h.Kind {
	case store.KindCadre:
		f.from(atCadres, func() { cadres.Open(f.d, h.ID) })
	case store.KindSubject:
		f.from(atRounds, func() { rounds.OpenSubject(f.d, h.Round, h.ID, h.Name) })
	case store.KindRound:
		f.from(atRounds, func() { f.d.Shell.Open(rounds.NewPage(f.d, h.ID)) })
	}
}

// findEntry is the field: the arrows choose, Enter opens, Escape clears.
type findEntry struct {
	widget.Entry
	f    *finder
	word widgets.Composing // the input method's
}

// TypedKey moves through what was found.
func (e *findEntry) TypedKey(k *fyne.KeyEvent) {
	if e.word.Press(k) {
		return
	}
	switch k.Name {
	case fyne.KeyDown:
		e.f.move(1)
	case fyne.KeyUp:
		e.f.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		e.f.open(e.f.at)
	case fyne.KeyEscape:
		e.SetText("")
		e.f.hide()
		e.f.d.Win.Canvas().Unfocus()
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedRune takes a character: one of a composed word, or what a key says.
func (e *findEntry) TypedRune(r rune) {
	e.word.Arrived()
	e.Entry.TypedRune(r)
}

// FocusGained shows again what was found.
func (e *findEntry) FocusGained() {
	e.Entry.FocusGained()
	if e.Text != "" {
		e.f.search()
	}
}

// FocusLost takes the list away, but not before a click on it has arrived.
func (e *findEntry) FocusLost() {
	e.word.Arrived()
	e.Entry.FocusLost()
	e.f.later.Do(e.f.d, searchWait, e.f.hide)
}

// hitRow is a line of what was found.
type hitRow struct {
	widget.BaseWidget
	f *finder
	i int
	h job.Hit
}

var _ desktop.Hoverable = (*hitRow)(nil)

func newHitRow(f *finder, i int, h job.Hit) *hitRow {
	r := &hitRow{f: f, i: i, h: h}
	r.ExtendBaseWidget(r)
	return r
}

// kindWords say what a hit is.
var kindWords = map[string]string{store.KindCadre: "干部", store.KindSubject: "考察对象", store.KindRound: "批次"}

// CreateRenderer draws kind, name and what tells it apart.
func (r *hitRow) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	kind := widget.NewLabel(kindWords[r.h.Kind])
	kind.Importance = widget.LowImportance
	name := widget.NewLabelWithStyle(widgets.Cut(r.h.Name, 20), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	about := widget.NewLabel(widgets.Cut(r.h.About, 26))
	left := container.New(layout.NewGridWrapLayout(fyne.NewSize(theme.Scaled(76), kind.MinSize().Height)), kind)
	row := container.NewHBox(left, name, about)
	return &hitRenderer{WidgetRenderer: widget.NewSimpleRenderer(container.NewStack(back, row)), r: r, back: back}
}

// Tapped opens it.
func (r *hitRow) Tapped(*fyne.PointEvent) { r.f.open(r.i) }

// MouseIn marks it.
func (r *hitRow) MouseIn(*desktop.MouseEvent) { r.f.at = r.i; r.f.list.Refresh() }

// MouseMoved and MouseOut complete desktop.Hoverable.
func (r *hitRow) MouseMoved(*desktop.MouseEvent) {}
func (r *hitRow) MouseOut()                      {}

type hitRenderer struct {
	fyne.WidgetRenderer
	r    *hitRow
	back *canvas.Rectangle
}

// Refresh shows whether the line is the marked one.
func (h *hitRenderer) Refresh() {
	h.back.FillColor = color.Transparent
	if h.r.f.at == h.r.i {
		s := fyne.CurrentApp().Settings()
		h.back.FillColor = s.Theme().Color(fynetheme.ColorNameSelection, s.ThemeVariant())
	}
	h.back.Refresh()
}

// Layout marks the first line from the beginning.
func (h *hitRenderer) Layout(s fyne.Size) {
	h.WidgetRenderer.Layout(s)
	h.Refresh()
}
