package layouts

import "kaocha/forms/template/build"

func init() { add("review-form", drawReviewForm) }

// drawReviewForm is 科级干部试用期考察表 (DOMAIN 2.3): page 1 the person and the
// work, page 2 votes, talks and the offices' opinions.
func drawReviewForm(p build.Paper) []byte {
	s := on(p)
	f := s.face()
	// a unit too long for one line with the date leaves the date a line of its own
	line := build.Para{Align: build.Left, Exact: f.pitch * 1.15}
	right, less := line, f.value
	right.Align, less.Size = build.Right, f.value.Size-1.5
	info := line.Say(f.value, "{{^单位长}}") + f.apart(156*s.w, "单位：{{单位}}", "填表日期：{{填表日期}}") + line.Say(f.value, "{{/单位长}}") +
		line.Say(f.value, "{{#单位长}}") + line.Say(less, "单位：{{单位}}") + right.Say(f.value, "填表日期：{{填表日期}}") + line.Say(f.value, "{{/单位长}}")
	return build.Document(s.section(), "科级干部试用期考察表",
		heading("{{标题}}"), info, reviewFront(s, f).XML(), between(), reviewBack(s, f).XML(),
		build.Para{Exact: 2}.Empty(build.Text{Size: 1}))
}

func reviewFront(s sheet, f face) build.Table {
	const h = 10
	return build.Table{Grid: s.cols(22, 24, 18, 22, 20, 22, 28), Border: .75, Rows: []build.Row{
		s.fixed(h, f.lab(1, "姓　　名"), f.val(1, "姓名"), f.lab(1, "性　别"), f.val(1, "性别"), f.lab(1, "出生年月\n（　岁）"), f.birth(1), f.photo(26*s.w, 37*s.h)),
		s.fixed(h, f.lab(1, "民　　族"), f.val(1, "民族"), f.lab(1, "政　治\n面　貌"), f.val(1, "政治面貌"), f.lab(1, "参加工\n作时间"), f.val(1, "参加工作时间"), under(1)),
		s.fixed(h, f.lab(1, "学历学位"), f.val(3, "学历学位"), f.lab(1, "健康状况"), f.val(1, "健康状况"), under(1)),
		s.fixed(h, f.lab(1, "专业技术\n职　　务"), f.val(3, "专业技术职务"), f.lab(1, "现 职 级"), f.val(1, "职级"), under(1)),
		s.fixed(h, f.lab(1, "试任职务"), f.left(6, "试任职务")),
		s.fixed(9, f.lab(1, "试 用 期"), f.val(3, "试用期"), f.lab(1, "任职文号"), f.val(2, "任职文号")),
		s.fixed(9, f.lab(1, "党 总 支"), f.val(3, "党总支"), f.lab(1, "联系电话"), f.val(2, "手机")),
		s.fixed(32, f.lab(1, "岗位职责\n（分管\n工作）"), f.prose(6, "岗位职责")),
		s.fixed(97, merged(f.lab(1, "试用期内\n履职情况\n（本人总\n结，德能\n勤绩廉）")), f.upper(6, "履职情况")),
		s.fixed(11, under(1), f.lower(6, "本人签名："+blank(8)+blankDate)),
	}}
}

// upper is the text of a cell whose foot is a row of its own without a rule
// between, so that the text never runs into the signature; lower is that foot.
func (f face) upper(n int, name string) build.Cell {
	c := f.prose(n, name)
	c.NoBorder, c.Align = "b", "top"
	c.Body = build.Para{Exact: 4}.Empty(build.Text{Size: 1}) + c.Body
	return c
}

func (f face) lower(n int, s string) build.Cell {
	return build.Cell{Span: n, NoBorder: "t", Body: build.Para{Align: build.Right, Exact: f.pitch, Right: 12}.Say(f.value, s)}
}

func reviewBack(s sheet, f face) build.Table {
	rows := append(voteRows(s, f), s.fixed(18, f.lab(1, "个别谈话\n情　　况"), f.prose(4, "谈话情况")))
	rows = append(rows, opinionRows(s, f, "意见宽行", 38, 12)...)
	rows = append(rows, opinionRows(s, f, "意见常行", 26, 12)...)
	rows = append(rows, opinionRows(s, f, "意见密行", 14, 10.5)...)
	rows = append(rows, s.fixed(12, f.lab(1, "备　　注"), f.left(4, "备注")))
	return build.Table{Grid: s.cols(24, 24, 20, 26, 62), Border: .75, Rows: rows}
}

// voteRows are 民主测评情况: the numbers of ballots, a row per grade, and beside
// them the rates with their denominator (DOMAIN 4.5).
func voteRows(s sheet, f face) []build.Row {
	side := build.Para{Align: build.Left, Exact: f.pitch * 1.15, Left: 6}
	var about build.XML
	for _, name := range []string{"得票率基数", "优秀率", "合格率", "测评说明"} {
		about += side.Say(f.value, "{{#"+name+"}}"+f.tag(name)+"{{/"+name+"}}")
	}
	return []build.Row{
		s.fixed(10, merged(f.lab(1, "民主测评\n情　　况")), f.left(4, "测评人数")),
		s.fixed(7, under(1), f.lab(1, "等　次"), f.lab(1, "票　数"), f.lab(1, "得票率"), merged(build.Cell{Body: about})),
		s.fixed(6.5, under(1), f.text(1, build.Center, "{{测评.等次|至少4行}}"), f.val(1, "测评.票数"), f.val(1, "测评.得票率"), under(1)),
	}
}

// opinionRows are the offices' opinions, text and signature in two rows each of
// the given heights in mm, shown when the flag is set.
func opinionRows(s sheet, f face, flag string, text, sign float64) []build.Row {
	mark := func(tag string) build.Row { return s.fixed(text, f.text(5, build.Left, tag)) }
	return []build.Row{
		mark("{{#" + flag + "}}"), mark("{{#意见}}"),
		s.fixed(text, merged(f.lab(1, "{{名称}}")), f.upper(4, "内容")),
		s.fixed(sign, under(1), build.Cell{Span: 4, NoBorder: "t", Align: "bottom", Body: build.Para{Align: build.Left, Exact: f.pitch, Left: 12}.Say(f.value, "{{签名}}") +
			build.Para{Align: build.Right, Exact: f.pitch, Right: 12, After: 4}.Say(f.value, "{{日期}}")}),
		mark("{{/意见}}"), mark("{{/" + flag + "}}"),
	}
}
