package layouts

import (
	"fmt"
	"slices"

	"kaocha/forms/template/build"
)

// TableShape is a table of a form whose tables follow the round: its columns,
// whether it has a head and begins a page, and the least height of its rows, mm.
type TableShape struct {
	Columns []Column
	Bare    bool // no head row
	NewPage bool
	RowH    float64
	Chart   bool // a chart under it
	Large   bool // 小四 type
	Merge   bool // a first cell that is empty belongs to the one above
}

// Placeholders of Tables: 表1题 over the first table, the lines 表1引 under it and
// 表1尾 below the table, 表1列2 in its head, the list 表1 with 格1, 格2 … in its
// rows, the picture 图1 under it.
const (
	TableTitle  = "表%d题"
	TableLead   = "表%d引"
	TableFoot   = "表%d尾"
	TableColumn = "表%d列%d"
	TableRows   = "表%d"
	TableCell   = "格%d"
	TableChart  = "图%d"
)

// Tables draws a form of several tables one below the other, with title, lines
// of information, notes and lines for signatures: they follow the scheme, so this
// template is drawn when it is needed.
func Tables(p build.Paper, shapes []TableShape, across bool) []byte {
	s := on(p)
	sec, w := s.section(), p.W-2*tableSide
	sec.Footer = build.PageNumber(small)
	if across {
		sec, w = landscape(p)
	}
	ttl := title
	ttl.Size = 18
	out := []build.XML{build.Para{Align: build.Center, Exact: 28, After: 4}.Say(ttl, "{{标题}}")}
	out = append(out, block("说明", infoLine("{{.}}"))...)
	for i, shape := range shapes {
		if i > 0 || !shape.NewPage { // the first page has the form's title
			out = append(out, tableHead(i+1, shape.NewPage))
		}
		lines := infoLine("{{.}}")
		if shape.Large {
			t := value
			t.Size = large
			lines = build.Para{Align: build.Left, Exact: 24, NoHang: true}.Say(t, "{{.}}")
		}
		out = append(out, block(fmt.Sprintf(TableLead, i+1), lines)...)
		out = append(out, tableOf(i+1, shape, w).XML(), build.Para{Exact: 4}.Empty(small))
		if shape.Chart { // as wide as the table, and no higher than a page leaves room for
			out = append(out, build.Para{Align: build.Center}.Say(small, fmt.Sprintf("{{@"+TableChart+" %.0f*%.0f}}", i+1, w-2, p.H*.6)))
		}
		out = append(out, block(fmt.Sprintf(TableFoot, i+1), lines)...)
	}
	out = append(out, block("注", noteLines("{{.}}"))...)
	out = append(out, block("签字", signLine("{{.}}"))...)
	return build.Document(sec, "", out...)
}

// tableHead is the line over a table; one that begins a page stands as a title.
func tableHead(n int, page bool) build.XML {
	text := fmt.Sprintf("{{"+TableTitle+"}}", n)
	if page {
		t := title
		t.Size = 18
		return build.Para{Align: build.Center, Exact: 28, After: 4, NewPage: true, KeepNext: true}.Say(t, text)
	}
	h := label
	h.Size = 12
	return build.Para{Align: build.Left, Exact: 20, Before: 4, After: 2, KeepNext: true}.Say(h, text)
}

// large is 小四, points.
const large = 12.0

func tableOf(n int, shape TableShape, width float64) build.Table {
	sum := 0.0
	for _, c := range shape.Columns {
		sum += c.Width
	}
	grid := make([]float64, len(shape.Columns))
	head, row := make([]build.Cell, len(shape.Columns)), make([]build.Cell, len(shape.Columns))
	pitch, label, value := 13.0, label, value
	if shape.Large {
		pitch, label.Size, value.Size = 17, large, large
	}
	cell := func(align string, t build.Text, text string) build.Cell {
		p := build.Para{Align: align, Exact: pitch}
		if align == build.Left {
			p.Left, p.Right, p.NoHang = inset/2, inset/2, true
		}
		return build.Cell{Span: 1, Body: p.Say(t, text)}
	}
	for i, c := range shape.Columns {
		grid[i] = c.Width / sum * width
		head[i] = cell(build.Center, label, fmt.Sprintf("{{"+TableColumn+"}}", n, i+1))
		text := fmt.Sprintf("{{"+TableCell+"}}", i+1)
		if i == 0 {
			text = fmt.Sprintf("{{#"+TableRows+"}}", n) + text
		}
		if i == len(shape.Columns)-1 {
			text += fmt.Sprintf("{{/"+TableRows+"}}", n)
		}
		switch {
		case shape.Bare && i == 0: // a card stays on one page
			row[i] = build.Cell{Body: build.Para{Align: build.Center, Exact: pitch, KeepNext: true}.Say(label, text)}
		case c.Left:
			row[i] = cell(build.Left, value, text)
		case shape.Bare && i%2 == 0:
			row[i] = cell(build.Center, label, text)
		default:
			row[i] = cell(build.Center, value, text)
		}
	}
	h := shape.RowH
	if h == 0 {
		h = 8
	}
	rows := []build.Row{repeated(build.Row{H: 9, Cells: head})}
	if shape.Merge {
		rows = append(rows, mergedRows(n, h, row, cell)...)
	} else {
		rows = append(rows, build.Row{H: h, Cells: row})
	}
	if shape.Bare {
		rows = rows[1:]
	}
	return build.Table{Grid: grid, Border: .5, Margin: .8, Pad: .8, Rows: rows}
}

// mergedRows are the row with something in its first cell and the one without,
// whose first cell goes on from above.
func mergedRows(n int, h float64, row []build.Cell, cell func(align string, t build.Text, text string) build.Cell) []build.Row {
	list, one := fmt.Sprintf(TableRows, n), fmt.Sprintf(TableCell, 1)
	last := len(row) - 1
	begin, goOn := slices.Clone(row), slices.Clone(row)
	begin[0] = cell(build.Center, value, "{{#"+list+"}}{{#"+one+"}}{{"+one+"}}")
	goOn[0] = cell(build.Center, value, "{{^"+one+"}}")
	begin[0].Merge, goOn[0].Merge = build.MergeStart, build.MergeOn
	end := fmt.Sprintf("{{"+TableCell+"}}", last+1) + "{{/" + one + "}}"
	begin[last] = cell(build.Left, value, end)
	goOn[last] = cell(build.Left, value, end+"{{/"+list+"}}")
	return []build.Row{{H: h, Cells: begin}, {H: h, Cells: goOn}}
}
