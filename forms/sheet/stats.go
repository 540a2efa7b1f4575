package sheet

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"kaocha/data/review"
)

// StatsSheet is the worksheet's name of a statistic.
const StatsSheet = "统计表"

// Rows of a statistic before its figures.
const (
	statsHead  = 3
	statsFirst = 4
)

// Stats writes a statistic with its chart beside it (png, nil for none): A4
// landscape, one page wide, numbers as numbers.
func Stats(w io.Writer, s *review.Stats, png []byte) error {
	f, done, err := newBook()
	if err != nil {
		return err
	}
	defer done()
	if err := f.SetSheetName("Sheet1", StatsSheet); err != nil {
		return err
	}
	t := &statsSheet{f: f, s: s, png: png, cols: len(s.Columns) + 1}
	for _, step := range []func() error{t.properties, t.makeStyles, t.body, t.notes, t.picture, t.page} {
		if err := step(); err != nil {
			return fmt.Errorf("生成统计表：%w", err)
		}
	}
	return f.Write(w)
}

// statsSheet is one sheet being written. last is its last row.
type statsSheet struct {
	f    *excelize.File
	s    *review.Stats
	png  []byte
	cols int
	last int

	title, info, head, name, count, rate, text int
}

func (t *statsSheet) properties() error {
	day := t.s.Date.Time().Format("2006-01-02T15:04:05Z")
	if err := t.f.SetAppProps(&excelize.AppProperties{Application: "考察通"}); err != nil {
		return err
	}
	return t.f.SetDocProps(&excelize.DocProperties{Title: t.s.Title, Creator: "考察通", LastModifiedBy: "考察通", Created: day, Modified: day, Language: "zh-CN"})
}

// makeStyles names a font in every style: without one WPS falls back to the
// library's Latin font.
func (t *statsSheet) makeStyles() error {
	if err := t.f.SetDefaultFont("宋体"); err != nil {
		return err
	}
	whole, percent := "0", percentFormat(t.s.Decimals)
	return newStyles(t.f, []styleDef{
		{&t.title, "方正小标宋简体", 18, "center", false, true, nil},
		{&t.info, "仿宋", 11, "center", false, true, nil},
		{&t.head, "黑体", bodyPt, "center", true, true, nil},
		{&t.name, "仿宋", bodyPt, "left", true, true, nil},
		{&t.count, "仿宋", bodyPt, "center", true, true, &whole},
		{&t.rate, "仿宋", bodyPt, "center", true, true, &percent},
		{&t.text, "仿宋", 11, "left", false, true, nil},
	})
}

// Column widths in digits.
const (
	statsNameWidth = 28.0
	statsWidth     = 11.0
	statsRow       = 22.0 // least height of a row in points
)

func (t *statsSheet) cell(col, row int) string {
	s, _ := excelize.CoordinatesToCellName(col, row)
	return s
}

// put writes a cell with its style.
func (t *statsSheet) put(col, row int, v any, style int) error {
	at := t.cell(col, row)
	if err := t.f.SetCellValue(StatsSheet, at, v); err != nil {
		return err
	}
	return t.f.SetCellStyle(StatsSheet, at, at, style)
}

// wide is a row of one merged cell over the table.
func (t *statsSheet) wide(row int, text string, style int, pt float64) error {
	if err := t.f.MergeCell(StatsSheet, t.cell(1, row), t.cell(t.cols, row)); err != nil {
		return err
	}
	if err := t.put(1, row, text, style); err != nil {
		return err
	}
	lines := linesIn(text, statsNameWidth+statsWidth*float64(t.cols-1), pt)
	return t.f.SetRowHeight(StatsSheet, row, max(statsRow, rowHeight(lines, pt)))
}

func (t *statsSheet) body() error {
	if err := t.f.SetColWidth(StatsSheet, "A", "A", statsNameWidth); err != nil {
		return err
	}
	end, _ := excelize.ColumnNumberToName(t.cols)
	if err := t.f.SetColWidth(StatsSheet, "B", end, statsWidth); err != nil {
		return err
	}
	if err := t.wide(1, t.s.Title, t.title, 18); err != nil {
		return err
	}
	if err := t.wide(2, t.s.Info(), t.info, 11); err != nil {
		return err
	}
	if err := t.header(); err != nil {
		return err
	}
	for i, r := range append(append([]review.StatRow{}, t.s.Rows...), t.s.Total) {
		if err := t.row(statsFirst+i, r); err != nil {
			return err
		}
	}
	t.last = statsFirst + len(t.s.Rows)
	return t.f.SetPanes(StatsSheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: statsHead, TopLeftCell: t.cell(2, statsFirst), ActivePane: "bottomRight"})
}

func (t *statsSheet) header() error {
	lines := 1
	name := t.s.By
	if t.s.And != "" {
		name += "＼" + t.s.And
	}
	if err := t.put(1, statsHead, name, t.head); err != nil {
		return err
	}
	for i, c := range t.s.Columns {
		lines = max(lines, linesIn(c.Name, statsWidth, bodyPt))
		if err := t.put(i+2, statsHead, c.Name, t.head); err != nil {
			return err
		}
	}
	return t.f.SetRowHeight(StatsSheet, statsHead, max(statsRow, rowHeight(lines, bodyPt)))
}

func (t *statsSheet) row(at int, r review.StatRow) error {
	name := t.name
	if r.Kind == review.RowTotal {
		name = t.head
	}
	if err := t.put(1, at, r.Name, name); err != nil {
		return err
	}
	for i, c := range r.Cells {
		style, v := t.count, any(c.Text)
		if t.s.Columns[i].Rate {
			style = t.rate
		}
		if c.Value != nil {
			v = *c.Value
		}
		if err := t.put(i+2, at, v, style); err != nil {
			return err
		}
	}
	return t.f.SetRowHeight(StatsSheet, at, max(statsRow, rowHeight(linesIn(r.Name, statsNameWidth, bodyPt), bodyPt)))
}

// notes are the lines under the table that say what it counts.
func (t *statsSheet) notes() error {
	for _, n := range t.s.Notes {
		t.last++
		if err := t.wide(t.last, n, t.text, 11); err != nil {
			return err
		}
	}
	return nil
}
