package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
)

// FilterBar is a search field with a choice for some columns and the count of
// what they leave. It works on a Filter of the screen's rows and tells which of
// them are left; the screen keeps its rows.
type FilterBar struct {
	widget.BaseWidget
	Search   *Entry
	Unit     string           // what is counted, such as 人
	OnFound  func(rows []int) // the rows that are left, as counted in the Filter
	OnSubmit func()           // Enter in the search field
	Found    []int

	filter  *Filter
	picks   []*pick
	count   *widget.Label
	clear   *inlineButton
	line    *fyne.Container
	all     *fyne.Container
	holding bool
}

// pickWidth is the width of a choice, eight characters and its arrow; in large
// type it is just wide enough for the word for all.
const pickWidth, pickFloor = 160, 120

// pickLayout gives a choice its width.
type pickLayout struct{}

func (pickLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(pickWidth, own.Scaled(pickFloor)), o[0].MinSize().Height)
}

func (pickLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// pick is the choice of one column's value.
type pick struct {
	col   int
	every string
	sel   *widget.Select
}

// NewFilterBar makes a bar whose search field says what can be searched for.
func NewFilterBar(hint, unit string) *FilterBar {
	b := &FilterBar{Search: NewEntry(), Unit: unit, count: widget.NewLabel("")}
	b.Search.SetPlaceHolder(hint)
	b.Search.OnChanged = func(string) { b.find() }
	b.Search.OnSubmitted = func(string) {
		if b.OnSubmit != nil {
			b.OnSubmit()
		}
	}
	b.clear = newInlineButton(theme.ContentClearIcon(), b.Clear)
	b.clear.Hide()
	b.Search.ActionItem = b.clear
	b.line = container.NewHBox()
	b.all = container.NewBorder(nil, nil, nil, container.NewHBox(b.line, b.count), b.Search)
	b.ExtendBaseWidget(b)
	return b
}

// Choose adds a choice among the values of a column; every is the word for all,
// such as 全部单位.
func (b *FilterBar) Choose(col int, every string) {
	p := &pick{col: col, every: every, sel: NewSelect([]string{every}, nil)}
	p.sel.SetSelected(every)
	p.sel.OnChanged = func(string) { b.find() }
	b.picks = append(b.picks, p)
	b.line.Add(container.New(pickLayout{}, p.sel))
}

// SetFilter gives the bar other rows; what was typed and chosen stays.
func (b *FilterBar) SetFilter(f *Filter) {
	b.filter = f
	b.holding = true
	for _, p := range b.picks {
		options := append([]string{p.every}, f.Values(p.col)...)
		keep := p.sel.Selected
		p.sel.SetOptions(options)
		p.sel.SetSelected(p.every)
		for _, o := range options {
			if o == keep {
				p.sel.SetSelected(keep)
			}
		}
	}
	b.holding = false
	b.find()
}

// Await tells how many rows there will be while their filter is being made; what
// is typed meanwhile is looked for when it is there.
func (b *FilterBar) Await(rows int) {
	b.filter = nil
	b.count.SetText(Thousands(rows) + " " + b.Unit)
	b.all.Refresh()
}

// Pick chooses a column's value, "" for all.
func (b *FilterBar) Pick(col int, value string) {
	for _, p := range b.picks {
		if p.col == col {
			if value == "" {
				value = p.every
			}
			p.sel.SetSelected(value)
		}
	}
}

// Clear shows all rows again.
func (b *FilterBar) Clear() {
	b.holding = true
	b.Search.SetText("")
	for _, p := range b.picks {
		p.sel.SetSelected(p.every)
	}
	b.holding = false
	b.find()
}

// Active tells that not all rows are asked for.
func (b *FilterBar) Active() bool { return b.Search.Text != "" || len(b.only()) > 0 }

func (b *FilterBar) only() map[int]string {
	only := map[int]string{}
	for _, p := range b.picks {
		if p.sel.Selected != p.every {
			only[p.col] = p.sel.Selected
		}
	}
	return only
}

func (b *FilterBar) find() {
	if b.holding || b.filter == nil {
		return
	}
	b.Found = b.filter.Find(b.Search.Text, b.only())
	if b.Active() {
		b.count.SetText(fmt.Sprintf("%s / %s %s", Thousands(len(b.Found)), Thousands(b.filter.Rows()), b.Unit))
		b.clear.Show()
	} else {
		b.count.SetText(Thousands(b.filter.Rows()) + " " + b.Unit)
		b.clear.Hide()
	}
	b.all.Refresh() // the count may be wider now
	if b.OnFound != nil {
		b.OnFound(b.Found)
	}
}

// Thousands prints a number with commas.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// CreateRenderer shows the field, the choices and the count in one line.
func (b *FilterBar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(b.all)
}
