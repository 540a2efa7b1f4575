package rounds

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// track is the scheme's stages in a row, each with how many subjects are in it
// and how many of them are held back. A step can be clicked or reached with Tab
// and opened with Enter; the line under it tells about the step looked at.
type track struct {
	row  *fyne.Container
	line *widget.Label
	at   *review.Progress
	by   *review.Scheme
	open func(stage int)
}

func newTrack(open func(stage int)) *track {
	t := &track{row: container.New(trackLayout{}), line: widget.NewLabel(""), open: open}
	t.line.Truncation = fyne.TextTruncateEllipsis
	return t
}

// show draws how far a round is.
func (t *track) show(s *review.Scheme, p *review.Progress) {
	t.by, t.at = s, p
	if len(t.row.Objects) != len(p.Stages) {
		t.row.RemoveAll()
		for i := range p.Stages {
			s := &trackStep{}
			s.tap, s.look = func() { t.open(i) }, func(on bool) { t.tell(i, on) }
			s.ExtendBaseWidget(s)
			t.row.Add(s)
		}
	}
	for i, o := range t.row.Objects {
		st := p.Stages[i]
		s := o.(*trackStep)
		s.name, s.count, s.held, s.worst = st.Stage.Name, len(st.Files), len(st.Held), i == p.Bottleneck
		s.Refresh()
	}
	t.tell(-1, false)
}

// tell writes about a step while it is looked at, else about the bottleneck.
func (t *track) tell(i int, on bool) {
	t.line.Importance = widget.MediumImportance
	switch {
	case on:
		t.line.SetText(stageLine(t.by, t.at.Stages[i]))
	case t.at.Bottleneck >= 0:
		t.line.Importance = widget.WarningImportance
		t.line.SetText("卡得最多：" + stageLine(t.by, t.at.Stages[t.at.Bottleneck]))
	default:
		t.line.SetText(t.by.Said("没有人被卡住。点一个环节看里面的人。"))
	}
}

// stageLine says in a line who is in a stage and what holds them back.
func stageLine(s *review.Scheme, st review.StageState) string {
	if len(st.Files) == 0 {
		return st.Stage.Name + s.Said("：没有人")
	}
	text := fmt.Sprintf("%s %d %s", st.Stage.Name, len(st.Files), s.Each())
	if len(st.Held) == 0 {
		return text + "，都可以往下走"
	}
	var parts []string
	for _, b := range causes(st.Held) {
		parts = append(parts, fmt.Sprintf("%s（%s）", b.text, people(b.names, s.Each())))
	}
	return fmt.Sprintf("%s，▲ %d %s不能往下走：%s", text, len(st.Held), s.Each(), strings.Join(parts, "；"))
}

// cause is one condition with the names it holds back.
type cause struct {
	text  string
	names []string
}

func causes(held []review.Held) []cause {
	var out []cause
	for _, h := range held {
	next:
		for _, u := range h.Unmet {
			text, _, _ := strings.Cut(u.Text, "（")
			for i := range out {
				if out[i].text == text {
					out[i].names = append(out[i].names, h.File.Cadre.Name)
					continue next
				}
			}
			out = append(out, cause{text, []string{h.File.Cadre.Name}})
		}
	}
	return out
}

// people names a few and counts the rest.
func people(names []string, each string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等 %d %s", strings.Join(names[:few], "、"), len(names), each)
}

// trackLayout gives every step the same width.
type trackLayout struct{}

func (trackLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const gap = 2
	w := (s.Width - gap*float32(len(o)-1)) / float32(max(1, len(o)))
	for i, x := range o {
		x.Move(fyne.NewPos(float32(i)*(w+gap), 0))
		x.Resize(fyne.NewSize(w, s.Height))
	}
}

func (trackLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		m = m.Max(x.MinSize())
	}
	return fyne.NewSize(48*float32(len(o)), m.Height)
}

// trackStep is one stage.
type trackStep struct {
	widget.BaseWidget
	name        string
	count, held int
	worst       bool
	looked      bool
	tap         func()
	look        func(bool)
}

var (
	_ fyne.Focusable    = (*trackStep)(nil)
	_ desktop.Hoverable = (*trackStep)(nil)
)

// Tapped opens the stage.
func (s *trackStep) Tapped(*fyne.PointEvent) { s.tap() }

// TypedKey opens the stage with Enter or Space.
func (s *trackStep) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		s.tap()
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(e)
		}
	}
}

// TypedRune has no use here.
func (s *trackStep) TypedRune(rune) {}

// FocusGained, FocusLost, MouseIn, MouseMoved and MouseOut tell the line below
// which step is looked at.
func (s *trackStep) FocusGained()                   { s.lookAt(true) }
func (s *trackStep) FocusLost()                     { s.lookAt(false) }
func (s *trackStep) MouseIn(*desktop.MouseEvent)    { s.lookAt(true) }
func (s *trackStep) MouseMoved(*desktop.MouseEvent) {}
func (s *trackStep) MouseOut()                      { s.lookAt(false) }

func (s *trackStep) lookAt(on bool) {
	s.looked = on
	s.Refresh()
	s.look(on)
}

// CreateRenderer draws a band, the name and the count.
func (s *trackStep) CreateRenderer() fyne.WidgetRenderer {
	r := &stepRenderer{s: s, back: canvas.NewRectangle(nil), band: canvas.NewRectangle(nil), name: canvas.NewText("", nil), num: canvas.NewText("", nil)}
	r.band.SetMinSize(fyne.NewSize(0, 4))
	r.name.Alignment, r.num.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	text := layout.NewCustomPaddedVBoxLayout(0)
	r.box = container.New(layout.NewStackLayout(), r.back,
		container.New(text, r.band, container.New(layout.NewCustomPaddedLayout(3, 4, 0, 0), container.New(text, r.name, r.num))))
	r.Refresh()
	return r
}

type stepRenderer struct {
	s          *trackStep
	back, band *canvas.Rectangle
	name, num  *canvas.Text
	box        *fyne.Container
}

func (r *stepRenderer) Destroy() {}
func (r *stepRenderer) Layout(s fyne.Size) {
	r.box.Resize(s)
	if text := widgets.Cut(r.s.name, s.Width/r.name.TextSize); text != r.name.Text {
		r.name.Text = text
		r.name.Refresh()
	}
}
func (r *stepRenderer) MinSize() fyne.Size           { return fyne.NewSize(40, r.box.MinSize().Height) }
func (r *stepRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }

// Refresh follows the numbers and the theme.
func (r *stepRenderer) Refresh() {
	s := r.s
	back, band, text := theme.ColorNameInputBackground, theme.ColorNamePrimary, theme.ColorNameForeground
	switch {
	case s.count == 0:
		back, band, text = theme.ColorNameBackground, theme.ColorNameSeparator, theme.ColorNamePlaceHolder
	case s.worst:
		band = own.ColorMissing
	case s.held > 0:
		band = own.ColorDraft
	}
	if s.looked {
		back = theme.ColorNameSelection
	}
	r.back.FillColor, r.band.FillColor = theme.Color(back), theme.Color(band)
	r.name.Text, r.name.TextSize, r.name.Color = s.name, theme.CaptionTextSize()+1, theme.Color(text)
	r.num.Text, r.num.TextSize, r.num.Color, r.num.TextStyle.Bold = fmt.Sprint(s.count), theme.TextSize(), theme.Color(text), s.count > 0
	if s.count == 0 {
		r.num.Text = "—"
	}
	if s.held > 0 {
		r.num.Text, r.num.Color = fmt.Sprintf("%d ▲%d", s.count, s.held), theme.Color(band)
	}
	if w := s.Size().Width; w > 0 {
		r.name.Text = widgets.Cut(s.name, w/r.name.TextSize)
	}
	for _, o := range []fyne.CanvasObject{r.back, r.band, r.name, r.num} {
		o.Refresh()
	}
}
