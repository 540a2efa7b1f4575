package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kaocha/forms"
)

// Tables writes a form of tables as an Excel file: one worksheet, the tables one
// below the other, figures as numbers, A4 landscape, one page wide. The same input
// gives the same bytes.
func Tables(w io.Writer, name string, in *forms.Input, t forms.Tables) error {
	f, done, err := newBook()
	if err != nil {
		return err
	}
	defer done()
	x := &tablesSheet{f: f, t: t, name: sheetTitle(name)}
	if err := f.SetSheetName("Sheet1", x.name); err != nil {
		return err
	}
	r := &roster{f: f, in: in}
	for _, step := range []func() error{r.makeStyles, func() error { return documentProps(f, in, t.Title) }, func() error { x.st = r.st; return x.write() }, x.page} {
		if err := step(); err != nil {
			return fmt.Errorf("生成《%s》的 Excel 文件：%w", name, err)
		}
	}
	return f.Write(w)
}

// sheetTitle is a name Excel takes for a worksheet.
func sheetTitle(name string) string {
	name = strings.NewReplacer("/", "、", "\\", "、", "?", "", "*", "", "[", "（", "]", "）", ":", "：").Replace(name)
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	return name
}

// documentProps fixes what would otherwise differ from run to run or name the
// library; the dates are the review's own day, or a fixed one.
func documentProps(f *excelize.File, in *forms.Input, title string) error {
	day := "2000-01-01T00:00:00Z"
	if in.Round != nil && !in.Round.Assessed.IsZero() {
		day = in.Round.Assessed.Time().Format("2006-01-02T15:04:05Z")
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: "考察通", Company: in.School()}); err != nil {
		return err
	}
	return f.SetDocProps(&excelize.DocProperties{Title: title, Creator: in.School(), LastModifiedBy: in.School(), Created: day, Modified: day, Language: "zh-CN"})
}

// tablesSheet is one file being written; row is the last one used.
type tablesSheet struct {
	f    *excelize.File
	t    forms.Tables
	name string
	st   styles
	row  int
	cols int
}

// unitWidth is how many digits wide a column of relative width 1 is.
const unitWidth = .55

func (x *tablesSheet) write() error {
	widths := []float64{}
	for _, t := range x.t.Tables {
		for i, c := range t.Columns {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], c.Width*unitWidth)
		}
	}
	x.cols = max(1, len(widths))
	for i, v := range widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		if err := x.f.SetColWidth(x.name, col, col, v); err != nil {
			return err
		}
	}
	if err := x.line(x.t.Title, x.st.title, 36); err != nil {
		return err
	}
	for _, s := range x.t.Info {
		if err := x.line(s, x.st.info, 22); err != nil {
			return err
		}
	}
	for _, t := range x.t.Tables {
		if err := x.table(t, widths); err != nil {
			return err
		}
	}
	for _, s := range append(append([]string{}, x.t.Notes...), x.t.Signs...) {
		if err := x.line(s, x.st.info, 24); err != nil {
			return err
		}
	}
	return nil
}

// line is a row of one merged cell over the whole width.
func (x *tablesSheet) line(text string, style int, height float64) error {
	x.row++
	from, _ := excelize.CoordinatesToCellName(1, x.row)
	to, _ := excelize.CoordinatesToCellName(x.cols, x.row)
	if err := x.f.SetCellStr(x.name, from, text); err != nil {
		return err
	}
	if err := x.f.SetCellStyle(x.name, from, to, style); err != nil {
		return err
	}
	if err := x.f.SetRowHeight(x.name, x.row, height); err != nil || x.cols == 1 {
		return err
	}
	return x.f.MergeCell(x.name, from, to)
}

func (x *tablesSheet) table(t forms.Table, widths []float64) error {
	if t.Title != "" {
		if err := x.line(t.Title, x.st.info, 24); err != nil {
			return err
		}
	}
	for _, s := range t.Lead {
		if err := x.line(s, x.st.info, 22); err != nil {
			return err
		}
	}
	if !t.Bare {
		labels := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			labels[i] = c.Label
		}
		if err := x.cells(labels, func(int) int { return x.st.head }, func(int) bool { return false }, widths); err != nil {
			return err
		}
	}
	for _, r := range t.Rows {
		style := func(i int) int {
			if t.Columns[i].Left {
				return x.st.long
			}
			return x.st.text
		}
		if err := x.cells(r, style, func(i int) bool { return t.Columns[i].Number }, widths); err != nil {
			return err
		}
	}
	for _, s := range t.Foot {
		if err := x.line(s, x.st.info, 22); err != nil {
			return err
		}
	}
	return nil
}

func (x *tablesSheet) cells(row []string, style func(int) int, number func(int) bool, widths []float64) error {
	x.row++
	lines := 1
	for i, text := range row {
		at, _ := excelize.CoordinatesToCellName(i+1, x.row)
		lines = max(lines, linesIn(text, widths[i], bodyPt))
		err := x.f.SetCellStr(x.name, at, text)
		if n, bad := strconv.ParseFloat(text, 64); number(i) && bad == nil {
			err = x.f.SetCellValue(x.name, at, n)
		}
		if err != nil {
			return err
		}
		if err := x.f.SetCellStyle(x.name, at, at, style(i)); err != nil {
			return err
		}
	}
	return x.f.SetRowHeight(x.name, x.row, max(minRow, rowHeight(lines, bodyPt)))
}

// page sets A4 landscape, one page wide.
func (x *tablesSheet) page() error {
	fit, zero, one, a4, land, center := true, 0, 1, 9, "landscape", true
	if err := x.f.SetSheetProps(x.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := x.f.SetPageLayout(x.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &land, FitToWidth: &one, FitToHeight: &zero}); err != nil {
		return err
	}
	in := func(mm float64) *float64 { v := mm / 25.4; return &v }
	if err := x.f.SetPageMargins(x.name, &excelize.PageLayoutMarginsOptions{Left: in(10), Right: in(10), Top: in(14), Bottom: in(16), Header: in(7), Footer: in(8), Horizontally: &center}); err != nil {
		return err
	}
	return x.f.SetHeaderFooter(x.name, &excelize.HeaderFooterOptions{OddFooter: `&C&"宋体,常规"&10第 &P 页 共 &N 页`})
}
