package layouts

import (
	"fmt"
	"math"

	"kaocha/forms/template/build"
)

// Column of the summary table.
type Column struct {
	Label, Group string
	Width        float64 // relative
	Left         bool    // text set from the left
}

// rosterMargin is what a cell keeps free at the left and the right, mm.
const rosterMargin = .3

// rosterSize is the type size at which four characters stand in the column
// they were given, from 小五 down to 8 pt: many columns make all of them narrow.
func rosterSize(cols []Column, unit float64) float64 {
	const ptPerMM = 72 / 25.4
	for _, c := range cols {
		if c.Label != "政治面貌" {
			continue
		}
		room := (c.Width*unit - 2*rosterMargin) * ptPerMM
		return max(8, min(9, math.Floor(room/4*2)/2))
	}
	return 9
}

// Roster draws 考察情况汇总表 on A4 landscape for the columns given: they follow
// the scheme's grades, so this template is drawn when it is needed.
func Roster(cols []Column) []byte {
	a4, _ := build.PaperByKey("A4")
	sec, w := landscape(a4)
	sum := 0.0
	for _, c := range cols {
		sum += c.Width
	}
	grid := make([]float64, len(cols))
	for i, c := range cols {
		grid[i] = c.Width / sum * w
	}
	l, v := label, value
	size := rosterSize(cols, w/sum)
	l.Size, v.Size = size, size
	cell := func(f build.Text, align, s string) build.Cell {
		return build.Cell{Body: build.Para{Align: align, Exact: size + 2.5}.Say(f, s)}
	}
	top, sub := []build.Cell{}, []build.Cell{}
	for i := 0; i < len(cols); {
		c := cols[i]
		if c.Group == "" {
			top, sub = append(top, merged(cell(l, build.Center, fmt.Sprintf("{{列%d}}", i+1)))), append(sub, under(1))
			i++
			continue
		}
		j := i
		for ; j < len(cols) && cols[j].Group == c.Group; j++ {
			sub = append(sub, cell(l, build.Center, fmt.Sprintf("{{列%d}}", j+1)))
		}
		g := cell(l, build.Center, c.Group)
		g.Span = j - i
		top, i = append(top, g), j
	}
	row := []build.Cell{}
	for i, c := range cols {
		align, text := build.Center, fmt.Sprintf("{{格%d}}", i+1)
		if c.Left {
			align = build.Left
		}
		if i == 0 {
			text = "{{#行}}" + text
		}
		if i == len(cols)-1 {
			text += "{{/行}}"
		}
		row = append(row, cell(v, align, text))
	}
	t := build.Table{Grid: grid, Border: .5, Margin: rosterMargin, Pad: .6, Rows: []build.Row{
		repeated(build.Row{H: 7, Cells: top}), repeated(build.Row{H: 10, Cells: sub}), {H: 10, Cells: row}}}
	ttl := title
	ttl.Size = 18
	body := []build.XML{
		build.Para{Align: build.Center, Exact: 28}.Say(ttl, "{{标题}}"),
		infoLine("{{说明}}"), t.XML(),
	}
	body = append(body, block("签字", signLine("{{.}}"))...)
	return build.Document(sec, "考察情况汇总表", body...)
}
