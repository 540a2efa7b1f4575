package exchange

import (
	"errors"
	"fmt"
	"strings"
)

const maxCSVBytes = 64 << 20

// readCSV reads a text roster: encoding and separator (comma, semicolon, tab)
// are found by content. Rows are counted as a spreadsheet would, blank lines
// included, so addresses agree with what the clerk sees.
func readCSV(data []byte) (*grid, error) {
	if len(data) > maxCSVBytes {
		return nil, fmt.Errorf("文件有 %d MB，超过 %d MB，不像花名册", len(data)>>20, maxCSVBytes>>20)
	}
	text, _, ok := decodeText(data)
	if !ok {
		return nil, errors.New("文字编码无法识别（既不是 UTF-8、UTF-16 也不是 GB18030），请用 WPS 或 Excel 打开后另存为 .xlsx 再导入")
	}
	if strings.ContainsRune(text, 0) {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	g := &grid{csv: true}
	c := &csvCutter{s: text, sep: separatorOf(text)}
	cells := 0
	for row := 1; c.pos < len(c.s); row++ {
		r := gridRow{num: row}
		for col := int32(1); ; col++ {
			v, last := c.field()
			if v = csvValue(v); v != "" {
				r.cells = append(r.cells, gridCell{text: v, col: col})
			}
			if cells++; cells > maxCells || int(col) > maxColumns {
				return nil, errTooWide
			}
			if last {
				break
			}
		}
		if len(r.cells) > 0 {
			g.rows = append(g.rows, r)
		}
	}
	return g, nil
}

// separatorOf is the candidate that occurs most in the first lines outside quotes.
func separatorOf(s string) byte {
	best, most := byte(','), 0
	for _, sep := range []byte{',', ';', '\t'} {
		n, quoted := 0, false
		for i := 0; i < len(s) && i < 16<<10; i++ {
			if s[i] == '"' {
				quoted = !quoted
			} else if s[i] == sep && !quoted {
				n++
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

// csvCutter cuts text into fields; a quote inside an unquoted field is text.
type csvCutter struct {
	s   string
	pos int
	sep byte
}

// field gives the next field and whether it ends its row.
func (c *csvCutter) field() (v string, last bool) {
	rest := c.s[c.pos:]
	if strings.HasPrefix(rest, `"`) {
		if v, n := quoted(rest); n > 0 {
			c.pos += n
			tail, end := c.plain()
			return v + tail, end
		}
	}
	return c.plain()
}

// quoted reads "…" with doubled quotes; n is 0 when it is not closed.
func quoted(s string) (v string, n int) {
	from, b := 1, strings.Builder{}
	for {
		i := strings.IndexByte(s[from:], '"')
		if i < 0 {
			return "", 0
		}
		b.WriteString(s[from : from+i])
		from += i + 1
		if from >= len(s) || s[from] != '"' {
			return b.String(), from
		}
		b.WriteByte('"')
		from++
	}
}

// plain reads up to the separator or the end of the line.
func (c *csvCutter) plain() (v string, last bool) {
	rest := c.s[c.pos:]
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case c.sep:
			c.pos += i + 1
			return rest[:i], false
		case '\n', '\r':
			n := i + 1
			if rest[i] == '\r' && n < len(rest) && rest[n] == '\n' {
				n++
			}
			c.pos += n
			return rest[:i], true
		}
	}
	c.pos = len(c.s)
	return rest, true
}

// csvValue takes off what guards a value: ="…" and the apostrophe WriteCSV sets
// before texts a spreadsheet would run as a formula.
func csvValue(v string) string {
	v = strings.TrimSpace(v)
	if strings.HasPrefix(v, `="`) && strings.HasSuffix(v, `"`) && len(v) > 3 {
		v = v[2 : len(v)-1]
	}
	if len(v) > 1 && v[0] == '\'' && startsFormula(strings.TrimLeft(v[1:], " ")) {
		v = v[1:]
	}
	return v
}

// startsFormula tells a text a spreadsheet could run (CASES T34).
func startsFormula(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(s)[0])
}
