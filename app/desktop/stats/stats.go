// Package stats is the 统计 screen: what to count at the left, the table and its
// chart at the right.
package stats

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/forms/chart"
)

// Words of the choices.
const (
	register = "干部库"
	noSecond = "不分"
	rates    = "民主测评得票率"
	asBar    = "柱状图"
	asPie    = "饼图"
)

// source is what can be counted: the register (id "") or a round.
type source struct{ id, name string }

// Screen is 统计.
type Screen struct {
	d     *desk.Desk
	loads desk.Loader
	later desk.Later

	sources []source
	which   *widget.Select
	search  *widgets.Entry
	by, and *widget.Select
	at      *widgets.Entry
	kind    *widget.RadioGroup
	pieHint *widgets.Paragraph
	filling bool // the choices are being set, not chosen

	made  *review.Stats
	title *widget.Label
	info  *widgets.Paragraph
	notes *widgets.Paragraph
	table *widgets.Grid
	chart *picture
	outs  []*desk.Push

	body *fyne.Container
	full fyne.CanvasObject
}

// New makes the screen.
func New(d *desk.Desk) desk.Screen {
	s := &Screen{d: d, body: container.NewStack()}
	s.choices()
	s.result()
	s.full = container.NewBorder(nil, nil, container.NewHBox(s.left(), widget.NewSeparator()), nil, s.right())
	s.body.Add(s.full)
	return s
}

// Title names the screen.
func (s *Screen) Title() string { return "统计" }

// Content is what it shows.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// HelpPage is its page of the manual.
func (s *Screen) HelpPage() string { return "stats" }

// Find goes to the search field of the register.
func (s *Screen) Find() {
	if !s.search.Disabled() {
		s.d.Win.Canvas().Focus(s.search)
	}
}

// Print exports the table with its chart (Ctrl+P).
func (s *Screen) Print() { s.askExcel() }

func (s *Screen) choices() {
	again := func(string) { s.recount() }
	s.sources = []source{{"", register}}
	s.which = widgets.NewSelect([]string{register}, func(string) { s.adapt(); s.recount() })
	s.by = widgets.NewSelect(nil, func(string) { s.adapt(); s.recount() })
	s.and = widgets.NewSelect(nil, again)
	s.search = widgets.NewEntry()
	s.search.SetPlaceHolder("全部；可填姓名、单位、职务")
	s.search.OnChanged = func(string) { s.later.Do(s.d, 250*time.Millisecond, s.recount) }
	s.at = widgets.NewDate()
	s.at.OnLeft = s.recount
	s.kind = widget.NewRadioGroup([]string{asBar, asPie}, func(string) { s.draw() })
	s.kind.Horizontal, s.kind.Required = true, true
	s.pieHint = widgets.Wrapped("饼图只用于一项统计的人数。")
	s.pieHint.Importance = widget.LowImportance
	s.pieHint.Hide()
	s.filling = true
	s.which.SetSelected(register)
	s.kind.SetSelected(asBar)
	s.filling = false
	s.adapt()
}

// left is the column of choices.
func (s *Screen) left() fyne.CanvasObject {
	field := func(label string, o fyne.CanvasObject) fyne.CanvasObject {
		return container.NewVBox(widget.NewLabel(label), o)
	}
	box := container.NewVBox(
		field("统计谁", s.which),
		field("只统计查到的人", s.search),
		field("按什么统计", s.by),
		field("再分列统计", s.and),
		field("年龄计算到", widgets.Checked(s.at)),
		field("图", s.kind), s.pieHint)
	wide := newWidth(236, box)
	return widgets.FieldColumn(container.NewPadded(wide))
}

// chosen is the source in the choice.
func (s *Screen) chosen() source {
	return s.sources[max(0, s.which.SelectedIndex())]
}

// adapt gives the choices that fit the source, and keeps what still fits.
func (s *Screen) adapt() {
	if s.filling {
		return
	}
	s.filling = true
	defer func() { s.filling = false }()
	round := s.chosen().id != ""
	var names []string
	for _, d := range review.StatDimensions(round) {
		names = append(names, d.Name)
	}
	keep(s.by, names)
	second := append([]string{noSecond}, slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == s.by.Selected })...)
	if round {
		second = append(second, rates)
		s.search.Disable()
		s.at.SetPlaceHolder("考察日期；如 2025.12.01")
	} else {
		s.search.Enable()
		s.at.SetPlaceHolder("今天；如 2025.12.01")
	}
	keep(s.and, second)
}

// keep sets options and stays with the selected one when it is among them.
func keep(c *widget.Select, options []string) {
	c.SetOptions(options)
	if !slices.Contains(options, c.Selected) {
		c.SetSelectedIndex(0)
	}
}

// query is what the choices ask for; the error says what is wrong with the date.
func (s *Screen) query() (q job.StatsQuery, err error) {
	q = job.StatsQuery{Round: s.chosen().id, By: s.by.Selected, And: s.and.Selected}
	if q.Round == "" {
		q.Text = strings.TrimSpace(s.search.Text)
	}
	switch q.And {
	case noSecond:
		q.And = ""
	case rates:
		q.And = review.VoteRates
	}
	q.At, err = s.at.Date()
	return q, err
}

// Reload reads what can be counted and counts again.
func (s *Screen) Reload() {
	s.loads.Load(s.d, "统计", func(ctx context.Context) (func(), error) {
		list, err := s.d.Session.Store.Rounds(ctx)
		if err != nil {
			return nil, err
		}
		sources := []source{{"", register}}
		for _, r := range list {
			sources = append(sources, source{r.ID, "批次：" + r.Name})
		}
		return func() { s.applySources(sources); s.recount() }, nil
	})
}

// applySources offers the rounds; the chosen one stays while it is there.
func (s *Screen) applySources(list []source) {
	was := s.chosen().id
	s.filling = true
	s.sources = list
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = x.name
	}
	s.which.SetOptions(names)
	s.which.SetSelectedIndex(max(0, slices.IndexFunc(list, func(x source) bool { return x.id == was })))
	s.filling = false
	s.adapt()
}

// recount counts what the choices ask for. A date that is none keeps the last
// table; the field says what is wrong.
func (s *Screen) recount() {
	if s.filling {
		return
	}
	q, err := s.query()
	if err != nil {
		return
	}
	s.loads.Load(s.d, "统计", func(ctx context.Context) (func(), error) {
		made, err := s.d.Session.Stats(ctx, q)
		if err != nil {
			return nil, err
		}
		return func() { s.apply(q, made) }, nil
	})
}

// beginning is what a database with nobody in it shows.
func (s *Screen) beginning() fyne.CanvasObject {
	return widgets.Empty("还没有可以统计的人", "先把干部任免审批表文件或花名册导入干部库，或者新增干部；有了考察批次，还能统计评价等级和得票率。", false,
		desk.Primary("导入…", theme.FolderOpenIcon(), func() { cadres.AskImport(s.d) }),
		desk.Button("新增干部", theme.ContentAddIcon(), func() { cadres.AskNew(s.d) }),
		desk.Button("新建批次", theme.ContentAddIcon(), func() { rounds.AskNew(s.d) }))
}

// chartKind is the chart that can be drawn of the table.
func (s *Screen) chartKind() chart.Kind {
	if s.kind.Selected == asPie && s.made != nil && chart.CanPie(s.made) {
		return chart.Pie
	}
	return chart.Bar
}
