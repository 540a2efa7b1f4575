package widgets

import "slices"

// marks is which rows are marked. All of them is one number, so that Ctrl+A over
// a hundred thousand rows costs nothing: the first all rows, but for those in
// rows; else those in rows.
type marks struct {
	all  int
	rows map[int]bool
}

func (m *marks) has(row int) bool { return (row < m.all) != m.rows[row] }

// only marks one row alone, none below 0.
func (m *marks) only(row int) {
	*m = marks{rows: map[int]bool{}}
	if row >= 0 {
		m.rows[row] = true
	}
}

func (m *marks) toggle(row int) {
	if m.rows == nil {
		m.rows = map[int]bool{}
	}
	if m.rows[row] {
		delete(m.rows, row)
	} else {
		m.rows[row] = true
	}
}

// span marks the rows from one to another, whichever is first.
func (m *marks) span(a, b int) {
	lo, hi := min(a, b), max(a, b)
	*m = marks{rows: make(map[int]bool, hi-lo+1)}
	for i := lo; i <= hi; i++ {
		m.rows[i] = true
	}
}

func (m *marks) every(n int) { *m = marks{all: n, rows: map[int]bool{}} }

// list is the marked ones of the first n rows, in order.
func (m *marks) list(n int) []int {
	var out []int
	if m.all == 0 {
		for r := range m.rows {
			if r < n {
				out = append(out, r)
			}
		}
		slices.Sort(out)
		return out
	}
	out = make([]int, 0, min(m.all, n))
	for r := range n { // as many steps as there are marked rows
		if m.has(r) {
			out = append(out, r)
		}
	}
	return out
}

func (m *marks) count(n int) int {
	sum := min(m.all, n)
	for r := range m.rows {
		switch {
		case r >= n:
		case r < m.all:
			sum--
		default:
			sum++
		}
	}
	return sum
}
