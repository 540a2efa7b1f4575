package rounds

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/review"
)

// ballotTotals are the running totals beside the ballot.
type ballotTotals struct {
	s     *review.Scheme
	count *review.BallotCount
	marks []string
	sums  *widget.Label
	cells [][]*widget.Label
	box   fyne.CanvasObject
}

// tight lays lines closer than labels by themselves would, so that a usual ballot
// fits a small screen without scrolling.
var tight = layout.NewCustomPaddedVBoxLayout(-6)

func newBallotTotals(s *review.Scheme, c *review.BallotCount) *ballotTotals {
	t := &ballotTotals{s: s, count: c, marks: s.BallotMarks(), sums: widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})}
	if s.Abstain != "" {
		t.marks = append(t.marks, s.Abstain)
	}
	table := container.New(tight, container.NewGridWithColumns(len(t.marks)+1, widget.NewLabel("")))
	head := table.Objects[0].(*fyne.Container)
	for _, m := range t.marks {
		l := widget.NewLabelWithStyle(m, fyne.TextAlignTrailing, fyne.TextStyle{})
		l.Importance = widget.LowImportance
		head.Add(l)
	}
	for _, row := range c.Rows {
		name := widget.NewLabel(row)
		name.Truncation = fyne.TextTruncateEllipsis
		line := container.NewGridWithColumns(len(t.marks)+1, name)
		var cells []*widget.Label
		for range t.marks {
			l := widget.NewLabelWithStyle("0", fyne.TextAlignTrailing, fyne.TextStyle{})
			cells = append(cells, l)
			line.Add(l)
		}
		t.cells = append(t.cells, cells)
		table.Add(line)
	}
	t.box = container.New(layout.NewCustomPaddedLayout(0, 0, 0, 14), container.New(tight, t.sums, table))
	return t
}

// show writes the numbers that have changed.
func (t *ballotTotals) show() {
	g := t.count.Totals(t.s)
	set(t.sums, fmt.Sprintf("收回 %d　有效 %d　无效 %d", *g.Returned, *g.Valid, *g.Invalid))
	for i := range t.count.Rows {
		votes := t.count.RowTotals(t.s, i)
		for j, m := range t.marks {
			set(t.cells[i][j], fmt.Sprint(votes[m]))
		}
	}
}

func set(l *widget.Label, text string) {
	if l.Text != text {
		l.SetText(text)
	}
}
