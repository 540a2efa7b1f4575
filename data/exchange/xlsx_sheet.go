package exchange

import (
	"context"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// errTooWide stops a sheet with more filled cells than a roster has.
var errTooWide = errors.New("工作表的内容过多（超过 300 万个单元格），请只保留花名册一张表另存后再导入")

// sheetReader turns the pieces of a worksheet into a grid.
type sheetReader struct {
	w       *workbook
	g       *grid
	row     *gridRow
	rowNum  int
	col     int
	cell    gridCell
	typ     string
	style   int
	value   strings.Builder
	in      bool // inside v or t
	skip    bool // inside a phonetic guide
	got     bool // a value was seen
	cells   int
	pending bool // inside a cell
}

// readSheet reads one worksheet: filled cells only, so a sheet that claims a
// million rows costs what it holds.
func (w *workbook) readSheet(ctx context.Context, s sheetRef) (*grid, error) {
	b, err := w.part(s.part)
	if err != nil {
		return nil, err
	}
	r := &sheetReader{w: w, g: &grid{sheet: s.name, date1904: w.date1904}}
	n := 0
	err = eachToken(b, func(t *token) error {
		if n++; n%65536 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		return r.take(t)
	})
	if err != nil {
		return nil, err
	}
	r.endRow()
	return r.g, nil
}

func (r *sheetReader) take(t *token) error {
	switch t.kind {
	case tokText, tokCData:
		if r.in && !r.skip {
			if t.kind == tokCData {
				r.value.Write(t.text)
			} else {
				r.value.WriteString(unescape(t.text))
			}
		}
		return nil
	case tokOther:
		return nil
	}
	opens := t.kind != tokClose
	switch t.name {
	case "row":
		if opens {
			r.startRow(t)
		}
	case "c":
		if opens {
			r.startCell(t)
		}
		if t.kind != tokOpen {
			return r.endCell()
		}
	case "f":
		if r.pending && opens {
			r.cell.formula = true
		}
	case "v", "t":
		if r.in = t.kind == tokOpen && r.pending; r.in {
			r.got = true
		}
	case "rPh":
		r.skip = t.kind == tokOpen
	case "col":
		if opens && isTrue(t.attr("hidden")) {
			r.g.hiddenCols = append(r.g.hiddenCols, span{left: number(t.attr("min")), right: number(t.attr("max"))})
		}
	case "mergeCell":
		if opens {
			r.merge(t.attr("ref"))
		}
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" }

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func (r *sheetReader) startRow(t *token) {
	r.endRow()
	if n := number(t.attr("r")); n > 0 && n <= maxRows {
		r.rowNum = n
	} else {
		r.rowNum++
	}
	r.col = 0
	r.row = &gridRow{num: r.rowNum, hidden: isTrue(t.attr("hidden"))}
}

func (r *sheetReader) endRow() {
	if r.row != nil && len(r.row.cells) > 0 {
		r.g.rows = append(r.g.rows, *r.row)
	}
	r.row = nil
}

func (r *sheetReader) startCell(t *token) {
	if c, _ := colRow(t.attr("r")); c > 0 {
		r.col = c
	} else {
		r.col++
	}
	r.cell = gridCell{col: int32(r.col)}
	r.typ, r.style = t.attr("t"), number(t.attr("s"))
	r.value.Reset()
	r.in, r.skip, r.got, r.pending = false, false, false, true
}

func (r *sheetReader) endCell() error {
	r.pending, r.in = false, false
	if r.row == nil || (!r.got && !r.cell.formula) {
		return nil
	}
	r.fill()
	if r.cell.text == "" && !r.cell.formula {
		return nil
	}
	if r.cells++; r.cells > maxCells || r.col > maxColumns {
		return errTooWide
	}
	r.row.cells = append(r.row.cells, r.cell)
	return nil
}

// fill interprets the stored value by the cell's type and number format.
func (r *sheetReader) fill() {
	v := r.value.String()
	switch r.typ {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && i >= 0 && i < len(r.w.strings) {
			r.cell.text = r.w.strings[i]
		} else {
			r.cell.kind, r.cell.text = cellError, "#文字缺失"
		}
	case "str", "inlineStr":
		r.cell.text = xstring(v)
	case "b":
		r.cell.kind, r.cell.text = cellBool, map[bool]string{true: "是", false: "否"}[isTrue(v)]
	case "e":
		r.cell.kind, r.cell.text = cellError, v
	case "d":
		r.cell.kind, r.cell.day, r.cell.text = cellDate, true, v
	default:
		r.cell.kind, r.cell.text = cellNumber, plainNumber(v)
		r.format()
	}
}

// format applies what the cell's number format says about a number.
func (r *sheetReader) format() {
	if r.style < 0 || r.style >= len(r.w.formats) {
		return
	}
	switch f := r.w.formats[r.style]; {
	case f == monthFormat || f == dayFormat:
		r.cell.kind, r.cell.day = cellDate, f == dayFormat
	case f > zeroPad && strings.Trim(r.cell.text, "0123456789") == "" && r.cell.text != "":
		r.cell.text = strings.Repeat("0", max(0, int(f-zeroPad)-len(r.cell.text))) + r.cell.text
	}
}

// plainNumber writes a stored number with the 15 digits a spreadsheet keeps.
func plainNumber(s string) string {
	s = strings.TrimSpace(s)
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return s
	}
	if f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err != nil || math.Abs(f) > 1e21 {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func (r *sheetReader) merge(ref string) {
	a, b, ok := strings.Cut(ref, ":")
	if !ok || len(r.g.merges) >= 10000 {
		return
	}
	var s span
	s.left, s.top = colRow(a)
	s.right, s.bottom = colRow(b)
	if s.left > 0 && s.top > 0 && s.right >= s.left && s.bottom >= s.top {
		r.g.merges = append(r.g.merges, s)
	}
}

var xescape = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// xstring resolves the _x000D_ form in which spreadsheets store characters.
func xstring(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return xescape.ReplaceAllStringFunc(s, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 32)
		if err != nil {
			return m
		}
		return string(rune(n))
	})
}
