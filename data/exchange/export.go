package exchange

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"kaocha/data/cadre"
	"kaocha/data/safefile"
)

// rosterSheet is the worksheet WriteRoster makes.
const rosterSheet = "花名册"

// maxCellRunes is what a spreadsheet cell holds.
const maxCellRunes = 32767

// fieldsOf looks the keys up; an unknown one is an error that names it.
func fieldsOf(keys []string) ([]*cadre.Field, error) {
	var out []*cadre.Field
	for _, k := range keys {
		f := cadre.FieldByKey(k)
		if f == nil {
			return nil, fmt.Errorf("没有名为“%s”的登记项", k)
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("没有选择要导出的登记项")
	}
	return out, nil
}

// WriteRoster writes people as a workbook of one sheet, A4 landscape, header
// repeated on each page. Every cell is text, so ID numbers and dates stay as
// they are and nothing runs as a formula. ReadRoster reads it back.
func WriteRoster(w io.Writer, cadres []cadre.Cadre, fieldKeys []string) error {
	fields, err := fieldsOf(fieldKeys)
	if err != nil {
		return err
	}
	tmp, err := safefile.ScratchDir() // the stream writer spills personal data
	if err != nil {
		return fmt.Errorf("无法建立临时文件夹：%w", err)
	}
	defer os.RemoveAll(tmp)
	f := excelize.NewFile(excelize.Options{TmpDir: tmp})
	defer f.Close()
	if err := fillRoster(f, cadres, fields); err != nil {
		return fmt.Errorf("花名册写出失败：%w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("花名册写出失败：%w", err)
	}
	return nil
}

func fillRoster(f *excelize.File, cadres []cadre.Cadre, fields []*cadre.Field) error {
	if err := f.SetSheetName("Sheet1", rosterSheet); err != nil {
		return err
	}
	if err := rosterPage(f); err != nil {
		return err
	}
	head, body, err := rosterStyles(f)
	if err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(rosterSheet)
	if err != nil {
		return err
	}
	for i, fd := range fields {
		if err := sw.SetColWidth(i+1, i+1, columnWidth(fd, cadres)); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := make([]any, len(fields))
	for i, fd := range fields {
		row[i] = excelize.Cell{StyleID: head, Value: fd.Key}
	}
	if err := sw.SetRow("A1", row, excelize.RowOpts{Height: 28}); err != nil {
		return err
	}
	for n := range cadres {
		for i, fd := range fields {
			v, err := cellValue(fd, &cadres[n])
			if err != nil {
				return err
			}
			row[i] = excelize.Cell{StyleID: body, Value: v}
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", n+2), row); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// rosterPage sets A4 landscape, one page wide, the header on every page.
func rosterPage(f *excelize.File) error {
	a4, landscape, wide, high, fit := 9, "landscape", 1, 0, true
	if err := f.SetPageLayout(rosterSheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := f.SetSheetProps(rosterSheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(rosterSheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页 共 &N 页"}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + rosterSheet + "'!$1:$1", Scope: rosterSheet})
}

func rosterStyles(f *excelize.File) (head, body int, err error) {
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	head, err = f.NewStyle(&excelize.Style{NumFmt: 49, Border: border,
		Font:      &excelize.Font{Bold: true, Family: "宋体", Size: 11},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	if err != nil {
		return 0, 0, err
	}
	body, err = f.NewStyle(&excelize.Style{NumFmt: 49, Border: border,
		Font:      &excelize.Font{Family: "宋体", Size: 10.5},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	return head, body, err
}

// columnWidth fits header and values, in characters of the default font, up to
// a limit after which text wraps.
func columnWidth(fd *cadre.Field, cadres []cadre.Cadre) float64 {
	w := textWidth(fd.Key)
	for i := range cadres {
		for _, line := range strings.Split(fd.Get(&cadres[i]), "\n") {
			w = max(w, min(textWidth(line), 40))
		}
	}
	return float64(w) + 2
}

// textWidth counts a Chinese character as two.
func textWidth(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0x2E7F {
			n++
		}
	}
	return n
}

// cellValue is a field's text as a cell can hold it. excelize would cut longer
// texts without a word.
func cellValue(fd *cadre.Field, c *cadre.Cadre) (string, error) {
	s := cleanText(fd.Get(c)).text
	if len(s) > maxCellRunes && utf8.RuneCountInString(s) > maxCellRunes {
		return "", fmt.Errorf("%s的“%s”超过 %d 字，单元格放不下，请先缩短", c.Name, fd.Key, maxCellRunes)
	}
	return s, nil
}

// WriteCSV writes people as a text roster in UTF-8 with a byte order mark. A
// text a spreadsheet would run as a formula gets an apostrophe before it, which
// ReadRoster takes off again; a long number gets a tab after it, so that it is
// shown with all its digits.
func WriteCSV(w io.Writer, cadres []cadre.Cadre, fieldKeys []string) error {
	fields, err := fieldsOf(fieldKeys)
	if err != nil {
		return err
	}
	buf := bufio.NewWriter(w)
	if _, err := buf.WriteString("\uFEFF"); err != nil {
		return fmt.Errorf("CSV 写出失败：%w", err)
	}
	cw := csv.NewWriter(buf)
	cw.UseCRLF = true
	row := make([]string, len(fields))
	for i, fd := range fields {
		row[i] = fd.Key
	}
	_ = cw.Write(row) // faults are kept until Error
	for n := range cadres {
		for i, fd := range fields {
			row[i] = CSVSafe(fd.Get(&cadres[n]))
		}
		_ = cw.Write(row)
	}
	cw.Flush()
	if err := cw.Error(); err != nil {
		return fmt.Errorf("CSV 写出失败：%w", err)
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("CSV 写出失败：%w", err)
	}
	return nil
}

// CSVSafe makes a text inert in a csv file or on the clipboard (CASES T34).
func CSVSafe(s string) string {
	switch {
	case startsFormula(s), startsFormula(strings.TrimLeft(s, " ")):
		return "'" + s
	case len(s) >= 12 && strings.Trim(s, "0123456789Xx") == "":
		return s + "\t"
	}
	return s
}
