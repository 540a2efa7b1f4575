package exchange

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kaocha/data/cadre"
)

// dateFormat tells whether a number format shows a date, and how exactly.
type dateFormat uint8

const (
	noDate      dateFormat = iota
	monthFormat            // year and month
	dayFormat              // with the day

	zeroPad dateFormat = 100 // and above: a number shown with so many digits more than 100 (0012)
)

// readStyles finds the date formats among the cell styles.
func (w *workbook) readStyles(name string) error {
	b, err := w.part(name)
	if err != nil {
		return err
	}
	codes := map[int]string{}
	inXfs := false
	return eachToken(b, func(t *token) error {
		opens := t.kind == tokOpen || t.kind == tokEmpty
		switch {
		case t.name == "cellXfs":
			inXfs = t.kind == tokOpen
		case t.name == "numFmt" && opens:
			codes[number(t.attr("numFmtId"))] = t.attr("formatCode")
		case t.name == "xf" && opens && inXfs && len(w.formats) < 100000:
			id := number(t.attr("numFmtId"))
			if code, own := codes[id]; own {
				w.formats = append(w.formats, formatOf(code))
			} else {
				w.formats = append(w.formats, builtinFormat(id))
			}
		}
		return nil
	})
}

// builtinFormat knows the numbered date formats, with those of Chinese systems.
func builtinFormat(id int) dateFormat {
	switch {
	case id == 17, id == 27, id == 57, id == 36, id == 52, id == 55:
		return monthFormat
	case id >= 14 && id <= 16, id == 22, id >= 28 && id <= 31, id == 50, id == 51, id == 53, id == 54, id == 56, id == 58:
		return dayFormat
	}
	return noDate
}

var formatNoise = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

// formatOf reads a number format code: a date format has y or d outside quotes
// and brackets (年, 月 and 日 stand in quotes or plain).
func formatOf(code string) dateFormat {
	first, _, _ := strings.Cut(code, ";")
	c := strings.ToLower(formatNoise.ReplaceAllString(first, ""))
	if strings.Contains(c, "general") {
		return noDate
	}
	if n := len(c); n > 1 && n <= 20 && strings.Trim(c, "0") == "" {
		return zeroPad + dateFormat(n)
	}
	switch {
	case strings.Contains(c, "d"):
		return dayFormat
	case strings.Contains(c, "y"), strings.Contains(c, "e") && strings.Contains(c, "m"):
		return monthFormat
	}
	return noDate
}

// excelDate turns a stored date into a calendar date. Serial 60 of the 1900
// system is 29 February 1900, a day that never was.
func excelDate(s string, date1904 bool) (cadre.Date, error) {
	if len(s) >= 10 && s[4] == '-' { // ISO form
		return cadre.ParseDate(s[:10])
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return cadre.Date{}, fmt.Errorf("“%s”不是日期", s)
	}
	n := int(f)
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case f < 0 || f > 200000:
		return cadre.Date{}, fmt.Errorf("日期序号 %s 超出范围", s)
	case date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n == 0:
		return cadre.Date{}, errors.New("日期序号 0 不是日期")
	case n == 60:
		return cadre.Date{}, errors.New("1900年2月29日不存在（表格软件的历史错误）")
	case n < 60:
		base = base.AddDate(0, 0, 1)
	}
	return cadre.FromTime(base.AddDate(0, 0, n)), nil
}
