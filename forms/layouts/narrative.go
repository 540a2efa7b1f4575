package layouts

import "kaocha/forms/template/build"

func init() {
	add("summary", drawSummary)
	add("report", drawReport)
	add("talk", drawTalk)
}

// block opens and closes a repeated or conditional part of a template.
func block(name string, inner ...build.XML) []build.XML {
	mark := build.Para{Exact: 25}
	out := append([]build.XML{mark.Say(body, "{{#"+name+"}}")}, inner...)
	return append(out, mark.Say(body, "{{/"+name+"}}"))
}

func joined(parts ...[]build.XML) []build.XML {
	var out []build.XML
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// line is a paragraph of body text without first-line indent.
func line(align string, s string) build.XML {
	return build.Para{Align: align, Exact: 25, KeepNext: true}.Say(body, s)
}

// drawSummary is 履职工作总结: the title exactly so, 仿宋 小三, 25 pt, signed by
// the person (FAFU notice, item 1).
func drawSummary(p build.Paper) []byte {
	sub := build.Text{Font: "仿宋", Latin: "Times New Roman", Size: 15}
	parts := joined(
		[]build.XML{
			build.Para{Align: build.Center, Exact: 36, After: 12}.Say(title, "{{标题}}"),
		},
		block("段落", prose(sub.Run("{{.}}"))),
		block("末段", closing(sub.Run("{{.}}"))),
		[]build.XML{
			build.Para{Exact: 25, KeepNext: true}.Empty(body),
			build.Para{Align: build.Right, Exact: 25, Right: 60, KeepNext: true}.Say(body, "本人签名："+blank(6)),
			build.Para{Align: build.Right, Exact: 25, Right: 30}.Say(body, "{{日期}}"),
		})
	return build.Document(proseSection(p), "履职工作总结", parts...)
}

// closing is the last paragraph: it stays with the signatures, no page holds them
// alone.
func closing(run build.XML) build.XML {
	return build.Para{Align: build.Justify, Exact: 25, FirstChars: 2, Size: 15, KeepNext: true, KeepLines: true}.With(run)
}

// drawReport is 考察报告 in the notice's order: title, biography, sections,
// branch, a signature line for every member of the panel, date.
func drawReport(p build.Paper) []byte {
	bold := head
	section := joined(
		block("标题", build.Para{Align: build.Justify, Exact: 25, FirstChars: 2, Size: 15, KeepNext: true}.Say(bold, "{{.}}")),
		block("段落", prose(body.Run("{{.}}"))),
		block("末段", closing(body.Run("{{.}}"))))
	sign := build.Table{Grid: []float64{24 * p.W / 184, 56 * p.W / 184, 50 * p.W / 184}, Border: -1, Align: build.Left, Rows: []build.Row{
		{H: 9.5, Cells: []build.Cell{
			{Align: "bottom", Body: build.Para{Align: build.Right, Exact: 25, KeepNext: true}.Say(body, "{{签字.身份}}")},
			{Align: "bottom", Body: build.Para{Align: build.Left, Left: 8, Exact: 25, KeepNext: true}.Say(body, "{{签字.姓名}}")},
			{Align: "bottom", Body: build.Para{Align: build.Left, Exact: 25, KeepNext: true}.Say(under15(), "　　　　　　　　")}}}}}
	parts := joined(
		[]build.XML{build.Para{Align: build.Center, Exact: 36, After: 12}.Say(title, "{{标题}}")},
		block("部分", section...),
		[]build.XML{
			build.Para{Exact: 12, KeepNext: true}.Empty(body),
			line(build.Left, "{{党总支}}"),
			line(build.Left, "考察组成员（签字）："),
			sign.XML(),
			build.Para{Align: build.Right, Exact: 25, Right: 30, Before: 6}.Say(body, "{{日期}}"),
		})
	return build.Document(proseSection(p), "考察报告", parts...)
}

func under15() build.Text { t := body; t.Underline = true; return t }

func blank(n int) string {
	out := ""
	for range n {
		out += "　"
	}
	return out
}

// drawTalk is 谈话记录, one sheet per interview; a long record goes on to the
// next page with the head repeated (DOMAIN 2.6).
func drawTalk(p build.Paper) []byte {
	s := on(p)
	sec := s.section()
	sec.Bottom = 16
	sec.Footer = build.PageNumber(small)
	text := func(s string) build.XML {
		return build.Para{Align: build.Justify, Exact: 20, FirstChars: 2, Size: 12, Left: inset, Right: inset, NoHang: true}.Say(build.Text{Font: "仿宋", Latin: "Times New Roman", Size: 12}, s)
	}
	caption := build.Para{Align: build.Left, Exact: 22, Left: inset, KeepNext: true}.Say(build.Text{Font: "黑体", Latin: "黑体", Size: 12}, "{{标题}}")
	cell := build.XML("")
	for _, x := range joined(block("部分", append([]build.XML{caption}, block("段落", text("{{.}}"))...)...)) {
		cell += x
	}
	grid := s.cols(24, 40, 26, 18, 48)
	t := build.Table{Grid: grid, Border: .75, Pad: .5, Rows: []build.Row{
		s.atLeast(9, lab(1, "考察对象"), val(1, "{{考察对象}}"), lab(1, "职    务"), val(2, "{{考察对象职务}}")),
		s.atLeast(9, lab(1, "谈话对象"), val(1, "{{谈话对象}}"), lab(1, "单位及职务"), val(2, "{{谈话对象职务}}")),
		s.atLeast(9, lab(1, "与考察对象\n关    系"), val(1, "{{关系}}"), lab(1, "谈话方式"), val(2, "{{方式}}")),
		s.atLeast(9, lab(1, "谈话时间"), val(1, "{{时间}}"), lab(1, "谈话地点"), val(2, "{{地点}}")),
		s.atLeast(9, lab(1, "谈 话 人"), val(1, "{{谈话人}}"), lab(1, "记 录 人"), val(2, "{{记录人}}")),
		{H: 140 * s.h, CanSplit: true, Cells: []build.Cell{{Span: 5, Align: "top", Body: cell}}},
		s.atLeast(11, lab(2, "对是否胜任、正式任职的意见"), val(3, "{{意见}}")),
		s.atLeast(14, build.Cell{Span: 5, Body: build.Para{Align: build.Left, Exact: 18, Left: inset}.Say(value, "谈话人（签名）："+blank(8)+"记录人（签名）："+blank(8)+"年"+blank(2)+"月"+blank(2)+"日")}),
	}}
	return build.Document(sec, "谈话记录", heading("考察谈话记录"), t.XML())
}
