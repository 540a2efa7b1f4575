package settings

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// figureTable is the table of a scheme's weights, maxima, shares, numbers of
// places and deadlines; Enter or a double click changes one.
type figureTable struct {
	d    *desk.Desk
	set  func(path, value string) error
	all  []review.Figure
	was  map[string]string // by path, as stored
	rows []int
	grid *widgets.Grid
	bar  *widgets.FilterBar
	body fyne.CanvasObject
}

func newFigureTable(d *desk.Desk, set func(path, value string) error) *figureTable {
	t := &figureTable{d: d, set: set}
	t.grid = widgets.NewGrid([]widgets.Column{{Title: "部分", Width: 100}, {Title: "哪一项", Width: 300, Grow: true}, {Title: "是什么", Width: 180, Grow: true},
		{Title: "现在是", Width: 90}, {Title: "改前是", Width: 90}, {Title: "行", Width: 56}},
		func() int { return len(t.rows) }, t.cell)
	t.grid.OnOpen = func(r, _ int) { t.ask(t.all[t.rows[r]]) }
	t.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	t.bar = widgets.NewFilterBar("找哪一项、是什么", "个数")
	t.bar.Choose(0, "全部部分")
	t.bar.OnFound = func(rows []int) { t.rows = rows; t.grid.Refresh() }
	t.bar.OnSubmit = func() { d.Win.Canvas().Focus(t.grid) }
	change := desk.Primary("改这个数…", nil, func() { selected(d, t.grid, "个数", func(r int) { t.ask(t.all[t.rows[r]]) }) })
	hint := hint("双击一行或按回车改数。条件、名称、项目的增减在“全文”里改。")
	t.body = container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, nil, change, t.bar), hint), nil, nil, nil, t.grid)
	return t
}

func (t *figureTable) cell(r, c int) widgets.Cell {
	if r >= len(t.rows) || t.rows[r] >= len(t.all) {
		return widgets.Cell{}
	}
	f := t.all[t.rows[r]]
	was, known := t.was[f.Path]
	changed := known && was != f.Value
	switch {
	case c == 3 && changed:
		return widgets.Cell{Text: f.Value, Bold: true, Color: theme.ColorSigned}
	case c == 3:
		return widgets.Cell{Text: f.Value, Bold: true}
	case c == 4 && changed:
		return widgets.Cell{Text: was}
	case c == 4:
		return widgets.Cell{}
	}
	return widgets.Cell{Text: t.word(f, c)}
}

// word is what a figure's column says; changed figures are told elsewhere.
func (t *figureTable) word(f review.Figure, c int) string {
	return []string{f.Part, f.Of, f.What, f.Value, t.was[f.Path], fmt.Sprint(f.Line)}[c]
}

// show lists the figures of a text beside those of the stored one; a text that
// cannot be read as a scheme at all leaves the table as it was.
func (t *figureTable) show(text, stored string) {
	all, err := review.Figures("方案", []byte(text))
	if err != nil {
		return
	}
	t.all, t.was = all, map[string]string{}
	if old, err := review.Figures("方案", []byte(stored)); err == nil {
		for _, f := range old {
			t.was[f.Path] = f.Value
		}
	}
	t.bar.SetFilter(widgets.NewFilter(len(all), 3, -1, func(r, c int) string { return t.word(all[r], c) }))
}

// ask asks for another value; one that cannot stand there is refused with the
// reason, and what was typed stays.
func (t *figureTable) ask(f review.Figure) {
	value := widgets.NewEntry()
	value.SetText(f.Value)
	form := container.NewVBox(widget.NewLabel(f.Part+"　"+f.Of), widgets.Row(f.What, value))
	t.d.Ask("改数", "改", form, fyne.NewSize(560, 0), func() error {
		if value.Text == "" {
			return errors.New("请填一个数；不要这一项，请在“全文”里删去")
		}
		return t.set(f.Path, value.Text)
	})
	t.d.Win.Canvas().Focus(value)
	value.TypedShortcut(&fyne.ShortcutSelectAll{})
}
