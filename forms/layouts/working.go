package layouts

import (
	"fmt"
	"strings"

	"kaocha/forms/template/build"
)

// Forms with a column for each grade and 弃权 are drawn for so many columns.
const (
	leastColumns = 2
	mostColumns  = 8
)

func init() {
	for n := leastColumns; n <= mostColumns; n++ {
		add(fmt.Sprintf("ballot-%d", n), func(p build.Paper) []byte { return drawBallot(p, n) })
		add(fmt.Sprintf("ballot-list-%d", n), func(p build.Paper) []byte { return drawBallotList(p, n) })
		add(fmt.Sprintf("count-sheet-%d", n), func(p build.Paper) []byte { return drawCountSheet(p, n) })
		add(fmt.Sprintf("tally-%d", n), func(p build.Paper) []byte { return drawTally(p, n) })
		addOn("A4", fmt.Sprintf("tally-list-%d", n), func(p build.Paper) []byte { return drawTallyList(p, n) })
	}
	add("sign-in", drawSignIn)
	add("issue-log", drawIssueLog)
	add("talk-list", drawTalkList)
	add("handover", drawHandover)
	add("missing", drawMissing)
	addOn("A4", "key-slip", drawKeySlip)
}

// wide is the text width of table forms on 16K, mm.
const wide = 184 - 2*tableSide

// grid puts n equal columns after (or between) fixed ones so that all fill the
// text width: a negative width stands for the n columns.
func (s sheet) grid(n int, mm ...float64) []float64 {
	left := wide
	for _, w := range mm {
		if w > 0 {
			left -= w
		}
	}
	var out []float64
	for _, w := range mm {
		if w > 0 {
			out = append(out, w)
			continue
		}
		for range n {
			out = append(out, left/float64(n))
		}
	}
	return s.cols(out...)
}

// each makes n cells from a numbered placeholder.
func each(n int, format string, cell func(int, string) build.Cell) []build.Cell {
	var out []build.Cell
	for i := 1; i <= n; i++ {
		out = append(out, cell(1, fmt.Sprintf("{{"+format+"%d}}", i)))
	}
	return out
}

func cells(parts ...any) []build.Cell {
	var out []build.Cell
	for _, p := range parts {
		switch p := p.(type) {
		case build.Cell:
			out = append(out, p)
		case []build.Cell:
			out = append(out, p...)
		}
	}
	return out
}

// repeated is a header row that stands on every page.
func repeated(r build.Row) build.Row { r.Header = true; return r }

// together keeps the row that the cell begins on one page with the next row.
func together(c build.Cell) build.Cell {
	c.Body = build.XML(strings.ReplaceAll(string(c.Body), "<w:pPr>", "<w:pPr><w:keepNext/>"))
	return c
}

// two heading lines: school and form, 小标宋.
func twoLines(first, second string) build.XML {
	t := title
	t.Size = 18
	return build.Para{Align: build.Center, Exact: 26}.Say(t, first) +
		build.Para{Align: build.Center, Exact: 28, After: 4}.Say(t, second)
}

func infoLine(s string) build.XML {
	return build.Para{Align: build.Left, Exact: 20, After: 2}.Say(value, s)
}

func noteLines(lines ...string) build.XML {
	out := build.XML("")
	for _, l := range lines {
		out += build.Para{Align: build.Justify, Exact: 18, Before: 1, Left: 21, Hang: 21}.Say(value, l)
	}
	return out
}

func drawBallot(p build.Paper, n int) []byte {
	s := on(p)
	blankCells := make([]build.Cell, n)
	t := build.Table{Grid: s.grid(n, 34, -1), Border: .75, Rows: []build.Row{
		s.fixed(14, cells(lab(1, "测评项目"), each(n, "等次", lab))...),
		s.fixed(16, cells(val(1, "{{项目.名称}}"), blankCells)...),
	}}
	who := build.Table{Grid: s.cols(20, 40, 20, 76), Border: .75, Rows: []build.Row{
		s.atLeast(11, lab(1, "姓    名"), val(1, "{{姓名}}"), lab(1, "职    务"), val(1, "{{职务}}")),
	}}
	return build.Document(s.section(), "干部民主测评表",
		twoLines("{{学校}}{{方案}}", "干部民主测评表"),
		infoLine("单位：{{单位}}　　　　测评时间：{{测评时间}}"),
		build.Para{Exact: 18, After: 3}.Say(value, "{{#群体}}请在您所属的一类后打“√”：{{.}}{{/群体}}"),
		who.XML(), build.Para{Exact: 6}.Empty(small), t.XML(),
		noteLines(
			"1．本票无记名。请不要在票上写姓名、编号或做其他记号。",
			"2．每一行在您认为合适的等次下打一个“√”；不打的视为弃权；一行打两个及以上的，该行无效。",
			"3．“总体评价”一行用于计算得票率，请务必填写。",
			"4．填好后请亲自投入票箱。"))
}

func drawBallotList(p build.Paper, n int) []byte {
	s := on(p)
	t := build.Table{Grid: s.grid(n, 10, 22, 40, -1), Border: .75, Rows: []build.Row{
		repeated(s.fixed(13, cells(lab(1, "序号"), lab(1, "姓  名"), lab(1, "职    务"), each(n, "等次", lab))...)),
		s.atLeast(12, cells(val(1, "{{#对象}}{{序}}"), val(1, "{{姓名}}"), left(1, "{{职务}}"), make([]build.Cell, n-1), val(1, "{{/对象}}"))...),
	}}
	return build.Document(s.section(), "干部民主测评表",
		twoLines("{{学校}}{{方案}}", "干部民主测评表"),
		infoLine("单位：{{单位}}　　　　测评时间：{{测评时间}}"),
		build.Para{Exact: 18, After: 3}.Say(value, "{{#群体}}请在您所属的一类后打“√”：{{.}}{{/群体}}"),
		t.XML(),
		noteLines("1．本票无记名。请不要在票上写姓名、编号或做其他记号。",
			"2．每人一行，在您认为合适的等次下打一个“√”；不打的视为弃权；打两个及以上的，该行无效。"))
}

func drawCountSheet(p build.Paper, n int) []byte {
	s := on(p)
	t := build.Table{Grid: s.grid(n, 22, 16, -1), Border: .75, Rows: []build.Row{
		repeated(s.fixed(10, cells(lab(1, "姓  名"), lab(1, "项  目"), each(n, "等次", lab))...)),
		s.fixed(20, cells(merged(together(val(1, "{{#对象}}{{姓名|缩小到7}}"))), lab(1, "画“正”"), make([]build.Cell, n))...),
		s.fixed(9, cells(under(1), lab(1, "合计"), make([]build.Cell, n-1), val(1, "{{/对象}}"))...),
	}}
	return build.Document(s.section(), "民主测评计票单",
		twoLines("{{学校}}{{方案}}", "民主测评计票单"),
		infoLine("单位：{{单位}}　　　　计票时间：{{时间}}"),
		t.XML(), signLine("发出　　张　收回　　张　有效　　张　无效　　张"),
		signLine("监票人（签名）：　　　　　　　　计票人（签名）：　　　　　　　　唱票人（签名）："))
}

// signLine is a line for signatures under a table.
func signLine(s string) build.XML {
	return build.Para{Align: build.Left, Exact: 24, Before: 6, KeepLines: true}.Say(value, s)
}
