package stats

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/forms/chart"
)

// result makes the right side: table above chart.
func (s *Screen) result() {
	s.title, s.info, s.notes = widgets.Heading(""), widgets.Wrapped(""), widgets.Wrapped("")
	s.title.Truncation = fyne.TextTruncateEllipsis
	s.notes.Importance = widget.LowImportance
	s.table = widgets.NewGrid(nil, s.rows, s.cell)
	s.table.OnCopy = func(string) { s.copied() }
	s.outs = []*desk.Push{
		desk.Button("复制表格", theme.ContentCopyIcon(), s.copyAll),
		desk.Button("导出 Excel…", theme.DocumentSaveIcon(), s.askExcel),
		desk.Button("图存成图片…", theme.FileImageIcon(), s.askPicture),
	}
	s.chart = newPicture(s.d, s.refit)
}

func (s *Screen) right() fyne.CanvasObject {
	bar := container.NewBorder(nil, nil, nil, container.NewHBox(s.outs[0], s.outs[1], s.outs[2]), s.title)
	above := container.NewBorder(container.NewVBox(bar, s.info), s.notes, nil, nil, s.table)
	split := container.NewVSplit(above, s.chart.content)
	split.SetOffset(0.54)
	return split
}

// apply shows a table and draws its chart.
func (s *Screen) apply(q job.StatsQuery, made *review.Stats) {
	if made.People == 0 && q.Round == "" && q.Text == "" && len(s.sources) == 1 {
		s.made = nil
		s.body.Objects = []fyne.CanvasObject{s.beginning()}
		s.body.Refresh()
		return
	}
	s.made = made
	s.body.Objects = []fyne.CanvasObject{s.full}
	s.body.Refresh()
	s.title.SetText(made.Title)
	s.info.SetText(made.Info())
	s.notes.SetText(strings.Join(made.Notes, ""))
	s.table.SetColumns(columnsOf(made))
	s.table.Mark(-1)
	s.draw()
}

// refit gives the columns the widths of another text size.
func (s *Screen) refit() {
	if s.made != nil {
		s.table.SetColumns(columnsOf(s.made))
	}
}

func columnsOf(made *review.Stats) []widgets.Column {
	first := made.By
	if made.And != "" {
		first += "＼" + made.And
	}
	cols := []widgets.Column{{Title: first, Width: 170, Grow: true, Fixed: true}}
	for _, c := range made.Columns {
		wide := max(76, 16*float32(len([]rune(c.Name)))+20)
		cols = append(cols, widgets.Column{Title: c.Name, Width: min(wide, 190), Grow: true})
	}
	return cols
}

// rows counts the groups and the total.
func (s *Screen) rows() int {
	if s.made == nil {
		return 0
	}
	return len(s.made.Rows) + 1
}

func (s *Screen) cell(row, col int) widgets.Cell {
	if s.made == nil || row > len(s.made.Rows) {
		return widgets.Cell{}
	}
	r := s.made.Total
	if row < len(s.made.Rows) {
		r = s.made.Rows[row]
	}
	text := r.Name
	if col > 0 {
		if col > len(r.Cells) {
			return widgets.Cell{}
		}
		text = r.Cells[col-1].Text
	}
	return widgets.Cell{Text: text, Bold: r.Kind == review.RowTotal}
}

// draw draws the chart anew, or says why there is none.
func (s *Screen) draw() {
	if s.filling || s.made == nil {
		return
	}
	if chart.CanPie(s.made) {
		s.kind.Enable()
		s.pieHint.Hide()
	} else {
		s.kind.Disable()
		s.pieHint.Show()
	}
	s.chart.show(s.made, s.chartKind())
}

func (s *Screen) copyAll() {
	if s.made == nil {
		return
	}
	s.table.Mark(-1)
	s.d.App.Clipboard().SetContent(s.table.TSV())
	s.copied()
}

func (s *Screen) copied() { s.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }

func (s *Screen) askExcel() {
	s.ask("导出 Excel", ".xlsx", "统计表和图已写成 Excel 文件。")
}

func (s *Screen) askPicture() { s.ask("存成图片", ".png", "图已存成图片。") }

// ask writes what is shown now to a file.
func (s *Screen) ask(what, ext, done string) {
	if s.made == nil {
		return
	}
	made, kind := s.made, s.chartKind()
	s.d.AskSave(what, made.Title, ext, func(path string) {
		s.d.Do(what, func(context.Context) error { return job.WriteStats(made, kind, path) },
			func() { s.d.Written(what, done, path) })
	})
}
