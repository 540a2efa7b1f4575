package layouts

import (
	"fmt"

	"kaocha/forms/template/build"
)

// face is the type of a table form whose cells are all of fixed height: what
// does not fit is set smaller, down to least.
type face struct {
	label, value build.Text
	pitch        float64 // exact line pitch, points
	least        float64 // smallest size, points
}

// Readable minima: 六号 for short answers, 8 pt for running text.
const (
	leastShort = 7.5
	leastProse = 8.0
)

// lead is the line pitch of the cells in parts of the size.
const lead = 1.2

// inset keeps text that runs from edge to edge off the rules, points.
const inset = 3.5

// face is the type for a paper: 五号 on 16K, 小四 on larger sheets.
func (s sheet) face() face {
	size := 10.5
	if s.w > 1.1 {
		size = 12
	}
	f := face{label: label, value: value, pitch: size * lead, least: leastShort}
	f.label.Size, f.value.Size = size, size
	return f
}

// tag is a placeholder that may shrink to the face's minimum.
func (f face) tag(name string) string { return fmt.Sprintf("{{%s|缩小到%g}}", name, f.least) }

// lab is a label over n columns; lines are written one below the other.
func (f face) lab(n int, s string) build.Cell {
	return build.Cell{Span: n, Body: build.Para{Align: build.Center, Exact: f.pitch}.Say(f.label, s)}
}

// tall is a label from top to bottom, its characters set apart by so many points.
func (f face) tall(apart float64, s string) build.Cell {
	t := f.label
	t.Spacing = apart
	return build.Cell{Vertical: true, Body: build.Para{Align: build.Center, Exact: f.pitch + 2}.Say(t, s)}
}

// val is a centred field over n columns.
func (f face) val(n int, name string) build.Cell { return f.text(n, build.Center, f.tag(name)) }

// left is a field set from the left, for what is long as a rule.
func (f face) left(n int, name string) build.Cell {
	return build.Cell{Span: n, Body: build.Para{Align: build.Left, Exact: f.pitch, Left: inset, Right: inset, NoHang: true}.Say(f.value, f.tag(name))}
}

func (f face) text(n int, align, s string) build.Cell {
	return build.Cell{Span: n, Body: build.Para{Align: align, Exact: f.pitch}.Say(f.value, s)}
}

// pair is a cell of two fields on lines of their own; an empty one takes no line.
func (f face) pair(n int, a, b string) build.Cell {
	line := func(name string) build.XML {
		return build.Para{Align: build.Center, Exact: f.pitch}.Say(f.value, "{{#"+name+"}}"+f.tag(name)+"{{/"+name+"}}")
	}
	return build.Cell{Span: n, Body: line(a) + line(b)}
}

// birth is the month of birth with the age in brackets below (DOMAIN 3.8).
func (f face) birth(n int) build.Cell {
	p := build.Para{Align: build.Center, Exact: f.pitch}
	return build.Cell{Span: n, Body: p.Say(f.value, f.tag("出生年月")) + p.Say(f.value, "{{#年龄}}（{{年龄}}岁）{{/年龄}}")}
}

// photo is the merged cell of the picture, fitted into w × h mm of the paper.
func (f face) photo(w, h float64) build.Cell {
	tag := fmt.Sprintf("{{@照片 %.1f*%.1f}}", w, h)
	return merged(build.Cell{Body: build.Para{Align: build.Center, Exact: f.pitch}.Say(f.value, tag+"{{^照片}}照　片{{/照片}}")})
}

// prose is running text over n columns, the first line of each paragraph indented.
func (f face) prose(n int, name string) build.Cell {
	f.least = leastProse
	return build.Cell{Span: n, Body: build.Para{Align: build.Justify, Exact: f.pitch * 1.15, FirstChars: 2, Size: f.value.Size, Left: inset, Right: inset, NoHang: true}.Say(f.value, f.tag(name))}
}

// resume is the résumé in type of a size on a pitch: hanging indent of 2189 twips
// at 14 pt and in proportion, so that the texts of the entries stand in line
// (DOMAIN 2.1, 3.5).
func (f face) resume(n int, size, pitch float64) build.Cell {
	f.least, f.value.Size = leastProse, size
	hang := 2189.0 / 20 * size / 14
	return build.Cell{Span: n, Body: build.Para{Align: build.Justify, Exact: pitch, Left: hang + inset, Hang: hang, Right: inset, NoHang: true}.Say(f.value, f.tag("简历"))}
}

// familyRows are the head and the rows of 家庭主要成员及重要社会关系 in a height
// of the usual seven rows and the head: up to ten relatives stand closer.
// spans are the columns of the five fields; row makes a row of exact height (in
// the caller's measure).
func (f face) familyRows(rowH float64, spans [5]int, row func(h float64, cells ...build.Cell) build.Row) []build.Row {
	const usual, most = 7, 10
	line := func(h float64, first build.Cell, cells [5]build.Cell) build.Row {
		out := []build.Cell{first}
		for i, c := range cells {
			c.Span = spans[i]
			out = append(out, c)
		}
		return row(h, out...)
	}
	rows := []build.Row{line(rowH, merged(f.tall(2, "家庭主要成员及重要社会关系")), [5]build.Cell{
		f.lab(1, "称　谓"), f.lab(1, "姓　名"), f.lab(1, "出生年月"), f.lab(1, "政治面貌"), f.lab(1, "工作单位及职务")})}
	mark := func(s string) build.Row { return line(rowH, under(1), [5]build.Cell{f.text(1, build.Center, s)}) }
	list := func(flag string, n int) {
		first := fmt.Sprintf("{{家庭成员.称谓|至少%d行|缩小到%g}}", n, f.least)
		rows = append(rows, mark("{{#"+flag+"}}"),
			line(rowH*usual/float64(n), under(1), [5]build.Cell{f.text(1, build.Center, first), f.val(1, "家庭成员.姓名"),
				f.val(1, "家庭成员.出生年月"), f.val(1, "家庭成员.政治面貌"), f.left(1, "家庭成员.工作单位及职务")}),
			mark("{{/"+flag+"}}"))
	}
	list("家庭常行", usual)
	list("家庭密行", most)
	return rows
}

// apart is the line over a table: one thing at the left, one at the right edge of
// a table w mm wide.
func (f face) apart(w float64, left, right string) build.XML {
	return build.Para{Align: build.Left, Exact: 18, Tabs: []build.Tab{{At: w - .5, Align: build.Right}}}.Say(f.value, left+"\t"+right)
}

// between is the empty paragraph that starts the second page: two tables need
// one between them.
func between() build.XML { return build.Para{NewPage: true, Exact: 1}.Empty(build.Text{Size: 1}) }
