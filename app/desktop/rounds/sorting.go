package rounds

import (
	"cmp"
	"slices"

	"kaocha/data/cadre/strokes"
	"kaocha/data/review"
)

// sortBy sorts the matrix by a column, then downwards, then as the round has it.
func (p *Page) sortBy(col int) {
	t := p.table
	switch {
	case t.Sorted != col:
		t.Sorted, t.Down = col, false
	case !t.Down:
		t.Down = true
	default:
		t.Sorted, t.Down = -1, false
	}
	p.filter()
}

// order puts the listed rows in the order asked for: names by 姓氏笔画, stages
// and states as they follow each other, problems by their number.
func (p *Page) order() {
	col := p.table.Sorted
	if col < 0 || p.w == nil {
		return
	}
	if col == 0 {
		strokes.Sort(p.rows, func(r matrixRow) string { return r.name })
	} else {
		slices.SortStableFunc(p.rows, func(a, b matrixRow) int {
			return cmp.Or(cmp.Compare(p.rank(&a, col), p.rank(&b, col)), cmp.Compare(p.word(&a, col), p.word(&b, col)))
		})
	}
	if p.table.Down {
		slices.Reverse(p.rows)
	}
}

// rank is the place of a row in a column whose order is not that of its words.
func (p *Page) rank(r *matrixRow, col int) int {
	i := col - fixedColumns
	switch {
	case col == 2:
		return p.w.Scheme.StageIndex(p.file(r.subject).Subject.Stage)
	case col == 3:
		return -1000*r.errors - r.warnings
	case i >= 0 && i < len(r.states):
		return slices.Index(review.States, r.states[i])
	}
	return 0
}

func (p *Page) word(r *matrixRow, col int) string {
	switch i := col - fixedColumns - len(r.states); {
	case col == 1:
		return r.branch
	case i >= 0:
		return p.tail(r)[i]
	}
	return ""
}

// tail is what stands in the columns after the materials.
func (p *Page) tail(r *matrixRow) []string {
	if p.answered {
		return []string{r.receipt, r.grade, r.due, r.panel}
	}
	return []string{r.grade, r.due, r.panel}
}
