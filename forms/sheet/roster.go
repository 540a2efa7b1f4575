// Package sheet writes rows as Excel files that WPS and Excel open as they are:
// named fonts, numbers as numbers, formulas with their values, ready to print.
package sheet

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"kaocha/forms"
)

// SheetName is the worksheet's name.
const SheetName = "考察情况汇总表"

// Rows of the sheet before the data: title, branch and date, two header rows.
const (
	rowTitle = 1
	rowInfo  = 2
	rowHead  = 3
	rowFirst = 5
)

// Roster writes the 考察情况汇总表 of in.Files (DOMAIN 2.9): A4 landscape, one
// page wide, header repeated, sums with formulas, signature lines. The same
// input gives the same bytes.
func Roster(w io.Writer, in *forms.Input) error {
	cols, rows := forms.RosterRows(in)
	f, done, err := newBook()
	if err != nil {
		return err
	}
	defer done()
	if err := f.SetSheetName("Sheet1", SheetName); err != nil {
		return err
	}
	r := &roster{f: f, in: in, cols: cols, rows: rows}
	for _, step := range []func() error{r.properties, r.makeStyles, r.page, r.body} {
		if err := step(); err != nil {
			return fmt.Errorf("生成考察情况汇总表：%w", err)
		}
	}
	return f.Write(w)
}

// roster is one sheet being written. last is its last row.
type roster struct {
	f    *excelize.File
	in   *forms.Input
	cols []forms.RosterColumn
	rows []forms.RosterRow
	st   styles
	last int
}

// properties are the document's, after the review.
func (r *roster) properties() error { return documentProps(r.f, r.in, forms.RosterTitle(r.in)) }

// page sets paper, margins, repeated header, print area and footer; it comes
// before the rows, which are streamed.
func (r *roster) page() error {
	fit, zero, one, a4, land := true, 0, 1, 9, "landscape"
	if err := r.f.SetSheetProps(SheetName, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := r.f.SetPageLayout(SheetName, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &land, FitToWidth: &one, FitToHeight: &zero}); err != nil {
		return err
	}
	in := func(mm float64) *float64 { v := mm / 25.4; return &v }
	center := true
	if err := r.f.SetPageMargins(SheetName, &excelize.PageLayoutMarginsOptions{Left: in(10), Right: in(10),
		Top: in(14), Bottom: in(16), Header: in(7), Footer: in(8), Horizontally: &center}); err != nil {
		return err
	}
	if err := r.f.SetHeaderFooter(SheetName, &excelize.HeaderFooterOptions{
		OddFooter: `&C&"宋体,常规"&10第 &P 页 共 &N 页`}); err != nil {
		return err
	}
	r.last = rowFirst + len(r.rows) + len(r.signatures())
	end, err := excelize.CoordinatesToCellName(len(r.cols), r.last, true)
	if err != nil {
		return err
	}
	quoted := "'" + SheetName + "'!"
	for _, d := range []excelize.DefinedName{
		{Name: "_xlnm.Print_Area", RefersTo: quoted + "$A$1:" + end, Scope: SheetName},
		{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s$%d:$%d", quoted, rowHead, rowHead+1), Scope: SheetName},
	} {
		if err := r.f.SetDefinedName(&d); err != nil {
			return err
		}
	}
	return nil
}

// body streams the rows from the title to the signatures.
func (r *roster) body() error {
	sw, err := r.f.NewStreamWriter(SheetName)
	if err != nil {
		return err
	}
	for i, c := range r.cols {
		if err := sw.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(r.panes()); err != nil {
		return err
	}
	for _, part := range []func(*excelize.StreamWriter) error{r.title, r.header, r.data, r.totals, r.footer} {
		if err := part(sw); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// panes keeps the header and the columns up to the name in sight.
func (r *roster) panes() *excelize.Panes {
	split := 0
	for i, c := range r.cols {
		if c.Key == "姓名" {
			split = i + 1
		}
	}
	cell, _ := excelize.CoordinatesToCellName(split+1, rowFirst)
	return &excelize.Panes{Freeze: true, XSplit: split, YSplit: rowFirst - 1, TopLeftCell: cell, ActivePane: "bottomRight"}
}

func (r *roster) title(sw *excelize.StreamWriter) error {
	if err := r.wide(sw, rowTitle, forms.RosterTitle(r.in), r.st.title, 36); err != nil {
		return err
	}
	return r.wide(sw, rowInfo, forms.RosterInfo(r.in), r.st.info, 22)
}

// wide is a row of one merged cell over the whole width.
func (r *roster) wide(sw *excelize.StreamWriter, row int, text string, style int, height float64) error {
	left, _ := excelize.CoordinatesToCellName(1, row)
	right, _ := excelize.CoordinatesToCellName(len(r.cols), row)
	if err := sw.SetRow(left, []any{excelize.Cell{StyleID: style, Value: text}}, excelize.RowOpts{Height: height}); err != nil {
		return err
	}
	return sw.MergeCell(left, right)
}

// header writes the two header rows: group headings over their columns, all
// others merged downwards.
func (r *roster) header(sw *excelize.StreamWriter) error {
	top, low := make([]any, len(r.cols)), make([]any, len(r.cols))
	lines := 1
	for i, c := range r.cols {
		up, down := c.Label, ""
		if c.Group != "" {
			up, down = "", c.Label
			if i == 0 || r.cols[i-1].Group != c.Group {
				up = c.Group
			}
			lines = max(lines, linesIn(c.Label, c.Width, headPt))
		} else {
			lines = max(lines, linesIn(c.Label, c.Width, headPt)-1)
		}
		top[i] = excelize.Cell{StyleID: r.st.head, Value: up}
		low[i] = excelize.Cell{StyleID: r.st.head, Value: down}
	}
	cell := func(col, row int) string { s, _ := excelize.CoordinatesToCellName(col+1, row); return s }
	if err := sw.SetRow(cell(0, rowHead), top, excelize.RowOpts{Height: 22}); err != nil {
		return err
	}
	if err := sw.SetRow(cell(0, rowHead+1), low, excelize.RowOpts{Height: max(24, rowHeight(lines, headPt))}); err != nil {
		return err
	}
	for i := 0; i < len(r.cols); {
		end := i
		from, to := cell(i, rowHead), cell(i, rowHead+1)
		if g := r.cols[i].Group; g != "" {
			for end+1 < len(r.cols) && r.cols[end+1].Group == g {
				end++
			}
			to = cell(end, rowHead)
		}
		if from != to {
			if err := sw.MergeCell(from, to); err != nil {
				return err
			}
		}
		i = end + 1
	}
	return nil
}

func (r *roster) data(sw *excelize.StreamWriter) error {
	for n, row := range r.rows {
		at := rowFirst + n
		cells := make([]any, len(r.cols))
		lines := 1
		for i, c := range r.cols {
			cells[i] = r.cell(c, row, i, at)
			lines = max(lines, linesIn(row.Cells[i].Text, c.Width, bodyPt))
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", at), cells, excelize.RowOpts{Height: max(minRow, rowHeight(lines, bodyPt))}); err != nil {
			return err
		}
	}
	return nil
}

// cell is the i-th cell of a row. A rate carries its formula even while the
// counts are blank, so that figures typed into the sheet later give the rate;
// a withheld rate has none.
func (r *roster) cell(c forms.RosterColumn, from forms.RosterRow, i, row int) excelize.Cell {
	v := from.Cells[i]
	out := excelize.Cell{StyleID: r.st.of(c), Value: v.Text}
	if v.Value != nil {
		out.Value = *v.Value
	}
	if c.Kind == forms.RosterRate && from.Withheld == "" {
		out.Formula = r.rateFormula(c, row)
	}
	return out
}

// rateFormula divides the counts of the same row; "" when rates are weighted.
func (r *roster) rateFormula(c forms.RosterColumn, row int) string {
	if c.Base == "" {
		return ""
	}
	at := map[string]string{}
	for i, k := range r.cols {
		at[k.Key], _ = excelize.CoordinatesToCellName(i+1, row)
	}
	parts := make([]string, len(c.Parts))
	for i, k := range c.Parts {
		parts[i] = at[k]
	}
	return fmt.Sprintf(`IF(N(%s)=0,"",(%s)/%s)`, at[c.Base], strings.Join(parts, "+"), at[c.Base])
}

// totals is the row of sums under the data.
func (r *roster) totals(sw *excelize.StreamWriter) error {
	at := rowFirst + len(r.rows)
	sum := forms.RosterTotals(r.in, r.cols, r.rows)
	cells := make([]any, len(r.cols))
	lines := 1
	for i, c := range r.cols {
		v := r.cell(c, sum, i, at)
		if c.Sum {
			col, _ := excelize.ColumnNumberToName(i + 1)
			v.Formula = r.sumFormula(col)
		}
		if c.Kind != forms.RosterCount && c.Kind != forms.RosterRate {
			v.StyleID = r.st.sum
			lines = max(lines, linesIn(sum.Cells[i].Text, c.Width, bodyPt))
		}
		cells[i] = v
	}
	return sw.SetRow(fmt.Sprintf("A%d", at), cells, excelize.RowOpts{Height: max(minRow, rowHeight(lines, bodyPt))})
}

// sumFormula adds a column up; blank while nothing was entered.
func (r *roster) sumFormula(col string) string {
	if len(r.rows) == 0 {
		return ""
	}
	ref := fmt.Sprintf("%s%d:%s%d", col, rowFirst, col, rowFirst+len(r.rows)-1)
	return fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s))`, ref, ref)
}

// signatures are the lines under the table.
func (r *roster) signatures() []string { return forms.RosterSignatures(r.in) }

func (r *roster) footer(sw *excelize.StreamWriter) error {
	for i, s := range r.signatures() {
		if err := r.wide(sw, rowFirst+len(r.rows)+1+i, s, r.st.sign, 30); err != nil {
			return err
		}
	}
	return nil
}

// minRow is the least height of a row in points (DOMAIN 2.9).
const minRow = 27.6

// linesIn is how many lines a text takes in a column of the given width (in
// digits of the default type) at a type size in points: a Chinese character
// needs a full square, anything else about half of one.
func linesIn(text string, width, pt float64) int {
	room := (width*7 + 5) * 0.75 // column width in points: 7 pixels a digit at 96 dpi
	room -= 5                    // the cell's own margins
	lines := 0
	for _, part := range strings.Split(text, "\n") {
		lines++
		x := 0.0
		for _, c := range part {
			w := pt
			if c < 0x2E80 {
				w = pt * 0.56
			}
			if x+w > room && x > 0 {
				lines++
				x = 0
			}
			x += w
		}
	}
	return lines
}

// rowHeight is the height in points of so many lines; Excel allows 409.
func rowHeight(lines int, pt float64) float64 {
	return math.Min(409, math.Ceil(float64(lines)*pt*1.36+6))
}
