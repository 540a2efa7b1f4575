package exchange

import "strconv"

// cellKind is how a spreadsheet stores a cell.
type cellKind uint8

const (
	cellText   cellKind = iota
	cellNumber          // a number with no date format
	cellDate            // a number shown as a date, or an ISO date
	cellBool
	cellError
)

// gridCell is one filled cell.
type gridCell struct {
	text    string // text, or the number with 15 digits
	col     int32  // from 1
	kind    cellKind
	day     bool // cellDate: the format shows the day
	formula bool
}

// gridRow is one row with at least one filled cell.
type gridRow struct {
	cells  []gridCell
	num    int // from 1
	hidden bool
}

func (r *gridRow) at(col int) *gridCell {
	for i := range r.cells {
		if int(r.cells[i].col) == col {
			return &r.cells[i]
		}
	}
	return nil
}

func (r *gridRow) text(col int) string {
	if c := r.at(col); c != nil {
		return c.text
	}
	return ""
}

// span is a merged range or a run of hidden columns, inclusive, from 1.
type span struct{ top, left, bottom, right int }

// grid is one sheet in memory, filled cells only.
type grid struct {
	sheet      string
	rows       []gridRow
	merges     []span
	head       []span // of merges, those a header can have
	hiddenCols []span // left..right
	date1904   bool
	csv        bool
}

// maxCol is the last filled column.
func (g *grid) maxCol() int {
	n := 0
	for _, r := range g.rows {
		for _, c := range r.cells {
			n = max(n, int(c.col))
		}
	}
	return n
}

func (g *grid) colHidden(col int) bool {
	for _, s := range g.hiddenCols {
		if col >= s.left && col <= s.right {
			return true
		}
	}
	return false
}

// address names a cell as the spreadsheet does: Sheet!C5.
func (g *grid) address(row, col int) string {
	a := colName(col) + strconv.Itoa(row)
	if g.sheet == "" {
		return a
	}
	return g.sheet + "!" + a
}

// colName is A, B … Z, AA … for 1, 2 …
func colName(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// ColumnNumber reads column letters (A, b, AA) as a number from 1; 0 when they
// are none.
func ColumnNumber(letters string) int {
	if col, row := colRow(letters); row == 0 {
		return col
	}
	return 0
}

// colRow reads C5 into 3 and 5; 0 for what is missing or out of bounds.
func colRow(ref string) (col, row int) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if ref[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		if col = col*26 + int(c-'A') + 1; col > maxColumns {
			return 0, 0
		}
	}
	for ; i < len(ref); i++ {
		if ref[i] == '$' {
			continue
		}
		if ref[i] < '0' || ref[i] > '9' {
			return 0, 0
		}
		if row = row*10 + int(ref[i]-'0'); row > maxRows {
			return 0, 0
		}
	}
	return col, row
}

// The size of a worksheet, and how much of it is read.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
	maxCells   = 3_000_000
)
