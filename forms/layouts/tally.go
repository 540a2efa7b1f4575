package layouts

import (
	"kaocha/forms/template/build"
)

func drawTally(p build.Paper, n int) []byte {
	s := on(p)
	foot := face{value: value}
	who := build.Table{Grid: s.cols(20, 40, 20, 76), Border: .75, Rows: []build.Row{
		s.atLeast(9, lab(1, "姓    名"), val(1, "{{姓名}}"), lab(1, "职    务"), val(1, "{{职务}}")),
		s.fixed(9, lab(1, "测评时间"), val(1, "{{时间}}"), lab(1, "测评地点"), val(1, "{{地点|缩小到7}}")),
	}}
	counts := build.Table{Grid: s.cols(26, 26, 26, 26, 26, 26), Border: .75, Rows: []build.Row{
		s.fixed(8, lab(1, "应  到"), lab(1, "实  到"), lab(1, "发  出"), lab(1, "收  回"), lab(1, "有  效"), lab(1, "无  效")),
		s.fixed(8, val(1, "{{应到}}"), val(1, "{{实到}}"), val(1, "{{发出}}"), val(1, "{{收回}}"), val(1, "{{有效}}"), val(1, "{{无效}}")),
	}}
	votes := build.Table{Grid: s.grid(n, 30, 16, -1), Border: .75, Rows: []build.Row{
		repeated(s.fixed(9, cells(lab(2, "项    目"), each(n, "等次", lab))...)),
		s.fixed(6, cells(merged(val(1, "{{#行}}{{名称|缩小到8}}")), lab(1, "票数"), each(n, "票", val))...),
		s.fixed(6, cells(under(1), lab(1, "得票率"), each(n-1, "率", val), val(1, endTag("{{率", n, "}}{{/行}}")))...),
	}}
	rates := build.Table{Grid: s.cols(39, 39, 39, 39), Border: .75, Rows: []build.Row{
		s.fixed(9, lab(1, "{{优秀率名}}"), val(1, "{{优秀率}}"), lab(1, "{{称职率名}}"), val(1, "{{称职率}}")),
	}}
	gap := build.Para{Exact: 5}.Empty(small)
	explain := build.XML("")
	for _, x := range block("说明", build.Para{Align: build.Justify, Exact: 13.5, KeepNext: true}.Say(small, "{{.}}")) {
		explain += x
	}
	return build.Document(s.section(), "民主测评汇总表",
		twoLines("{{学校}}{{方案}}", "民主测评汇总表"),
		infoLine("单位：{{单位}}"), who.XML(), gap, counts.XML(), gap,
		infoLine("得票率按{{基数}}计算"), votes.XML(), gap, rates.XML(),
		build.Para{Exact: 18, Before: 4, KeepNext: true}.Say(label, "计算说明"), explain,
		// explanation and signatures stay together: no page holds a date alone
		build.Para{Exact: 20, Before: 4, KeepNext: true}.Say(value, signer("监票人")),
		foot.apart(156*s.w, signer("计票人"), blankDate))
}

// signer is the line for a signature, after the name where it is known: typed
// in the signature's place it would pass for one.
func signer(role string) string {
	return role + "{{#" + role + "}}　{{" + role + "}}　{{/" + role + "}}（签名）："
}

func endTag(before string, n int, after string) string {
	return before + string(rune('0'+n)) + after
}

func landscape(p build.Paper) (build.Section, float64) {
	sec := build.Section{Paper: p, Landscape: true, Top: 15, Bottom: 15, Left: 12, Right: 12, FooterAt: 8, Footer: build.PageNumber(small)}
	return sec, p.H - 24
}

func drawTallyList(p build.Paper, n int) []byte {
	sec, w := landscape(p)
	fixed := []float64{11, 24, 48, 15, 15, 15, 15}
	rates := []float64{20, 24}
	rest := w
	for _, x := range append(append([]float64{}, fixed...), rates...) {
		rest -= x
	}
	grid := append([]float64{}, fixed...)
	for range n {
		grid = append(grid, rest/float64(n))
	}
	grid = append(grid, rates...)
	head := cells(lab(1, "序号"), lab(1, "姓  名"), lab(1, "试任职务"), lab(1, "发出"), lab(1, "收回"), lab(1, "有效"), lab(1, "无效"),
		each(n, "等次", lab), lab(1, "{{优秀率名}}"), lab(1, "{{称职率名}}"))
	row := cells(val(1, "{{#对象}}{{序}}"), val(1, "{{姓名|缩小到7}}"), left(1, "{{职务}}"), val(1, "{{发出}}"), val(1, "{{收回}}"), val(1, "{{有效}}"), val(1, "{{无效}}"),
		each(n, "票", val), val(1, "{{优秀率}}"), val(1, "{{称职率}}{{/对象}}"))
	t := build.Table{Grid: grid, Border: .75, Rows: []build.Row{repeated(build.Row{H: 12, Exact: true, Cells: head}), {H: 11, Cells: row}}}
	return build.Document(sec, "民主测评汇总表",
		twoLines("{{学校}}{{方案}}", "民主测评汇总表"),
		infoLine("党总支：{{单位}}　　　　得票率按{{基数}}计算"), t.XML(),
		signLine("监票人（签名）：　　　　　　　　计票人（签名）：　　　　　　　　党总支负责人（签名）：　　　　　　　　年　　月　　日"))
}

func drawSignIn(p build.Paper) []byte {
	s := on(p)
	sec := s.section()
	sec.Footer, sec.Bottom = build.PageNumber(small), 15
	t := build.Table{Grid: s.cols(14, 32, 56, 34, 20), Border: .75, Rows: []build.Row{
		repeated(s.fixed(9, lab(1, "序号"), lab(1, "姓  名"), lab(1, "单位及职务"), lab(1, "签  名"), lab(1, "备注"))),
		s.fixed(8.4, val(1, "{{#人员}}{{序}}"), val(1, "{{姓名|缩小到7}}"), left(1, "{{单位职务}}"), val(1, ""), val(1, "{{/人员}}")),
	}}
	return build.Document(sec, "民主测评会签到表", twoLines("{{学校}}{{方案}}", "民主测评会签到表"),
		infoLine("单位：{{单位}}　　　　会议时间：{{时间}}　　　　地点："), t.XML())
}

func drawIssueLog(p build.Paper) []byte {
	s := on(p)
	t := build.Table{Grid: s.cols(11, 25, 24, 16, 16, 16, 16, 16, 16), Border: .75, Rows: []build.Row{
		repeated(s.fixed(10, lab(1, "序号"), lab(1, "姓  名"), lab(1, "人  员"), lab(1, "应到"), lab(1, "实到"), lab(1, "发出"), lab(1, "收回"), lab(1, "有效"), lab(1, "无效"))),
		s.fixed(10, val(1, "{{#登记}}{{序}}"), val(1, "{{姓名|缩小到7}}"), val(1, "{{群体|缩小到8}}"), val(1, "{{应到}}"), val(1, "{{实到}}"), val(1, "{{发出}}"), val(1, "{{收回}}"), val(1, "{{有效}}"), val(1, "{{无效}}{{/登记}}")),
	}}
	return build.Document(s.section(), "测评票发放收回登记表", twoLines("{{学校}}{{方案}}", "测评票发放收回登记表"),
		infoLine("单位：{{单位}}　　　　时间：{{时间}}"), t.XML(),
		noteLines("注：收回不得多于发出；有效加无效应等于收回。"),
		signLine("发票人（签名）：　　　　　　　　收票人（签名）：　　　　　　　　监票人（签名）："))
}

func drawTalkList(p build.Paper) []byte {
	s := on(p)
	who := build.Table{Grid: s.cols(20, 40, 20, 76), Border: .75, Rows: []build.Row{
		s.atLeast(10, lab(1, "姓    名"), val(1, "{{姓名}}"), lab(1, "职    务"), val(1, "{{职务}}")),
	}}
	list := build.Table{Grid: s.cols(14, 40, 24, 48, 30), Border: .75, Rows: []build.Row{
		repeated(s.fixed(9, lab(1, "序号"), lab(1, "谈话日期"), lab(1, "方  式"), lab(1, "谈话人"), lab(1, "意  见"))),
		s.atLeast(9, val(1, "{{#谈话}}{{序}}"), val(1, "{{日期}}"), val(1, "{{方式}}"), val(1, "{{谈话人}}"), val(1, "{{意见}}{{/谈话}}")),
	}}
	sum := build.Table{Grid: s.cols(78, 78), Border: .75, Rows: []build.Row{
		s.fixed(9, lab(1, "对是否胜任、正式任职的意见"), lab(1, "人  次")),
		s.fixed(9, val(1, "{{#意见}}{{名称|缩小到7.5}}"), val(1, "{{人数}}{{/意见}}")),
	}}
	gap := build.Para{Exact: 8}.Empty(small)
	return build.Document(s.section(), "个别谈话情况汇总", twoLines("{{学校}}", "个别谈话情况汇总"),
		infoLine("谈话 {{人次}} 人次（不列谈话对象姓名）"), who.XML(), gap, sum.XML(), gap, list.XML(),
		signLine("考察组组长（签名）：　　　　　　　　　　　　年　　月　　日"))
}

func drawHandover(p build.Paper) []byte {
	s := on(p)
	sec := s.section()
	sec.Footer, sec.Bottom = build.PageNumber(small), 15
	t := build.Table{Grid: s.cols(11, 22, 50, 13, 13, 13, 16, 18), Border: .75, Rows: []build.Row{
		repeated(s.fixed(9, lab(1, "序号"), lab(1, "姓  名"), lab(1, "材    料"), lab(1, "纸质"), lab(1, "电子"), lab(1, "页数"), lab(1, "状态"), lab(1, "备注"))),
	}}
	// one person's rows stay on one page, under a number and a name merged over them
	item := func(first, second build.Cell, open, end string) build.Row {
		return s.atLeast(7.6, first, second, left(1, open+"{{名称}}"), val(1, "{{纸质}}"), val(1, "{{电子}}"), val(1, "{{页数}}"), val(1, "{{状态}}"), build.Cell{Body: build.Para{Align: build.Left, Exact: 11, Left: inset / 2, Right: inset / 2, NoHang: true}.Say(small, "{{备注}}"+end)})
	}
	none := together(val(1, ""))
	none.Merge = build.MergeOn
	t.Rows = append(t.Rows,
		item(merged(together(val(1, "{{#对象}}{{序号}}"))), merged(val(1, "{{姓名}}")), "", ""),
		item(none, under(1), "{{#其余}}", "{{/其余}}"),
		item(under(1), under(1), "{{#末项}}", "{{/末项}}{{/对象}}"))
	return build.Document(sec, "考察材料交接清单", twoLines("{{学校}}{{方案}}", "考察材料交接清单"),
		infoLine("党总支：{{单位}}　　　　批次：{{批次}}"), t.XML(),
		build.Para{Exact: 20, Before: 4, KeepNext: true}.Say(value, "共 {{人数}} 人，纸质 {{份数}} 份，电子 {{电子份数}} 份。（√ 已交　缺 应交未交　— 不要求）"),
		signLine("移交人（签名）：　　　　　　　接收人（签名）：　　　　　　　　　年　　月　　日"))
}

func drawMissing(p build.Paper) []byte {
	s := on(p)
	sec := s.section()
	sec.Footer, sec.Bottom = build.PageNumber(small), 15
	t := build.Table{Grid: s.cols(11, 14, 22, 30, 46, 33), Border: .75, Pad: .5, Rows: []build.Row{
		repeated(s.fixed(9, lab(1, "序号"), lab(1, "程度"), lab(1, "姓  名"), lab(1, "表（材料）"), lab(1, "问    题"), lab(1, "处    理"))),
		s.atLeast(8, val(1, "{{#问题}}{{序号}}"), val(1, "{{程度}}"), val(1, "{{姓名|缩小到7}}"), left(1, "{{表}}"), left(1, "{{内容}}"), left(1, "{{处理}}{{/问题}}")),
	}}
	return build.Document(sec, "缺项与未签清单", twoLines("{{学校}}{{方案}}", "缺项与未签清单"),
		infoLine("批次：{{批次}}"), infoLine("日期：{{日期}}　　　　共 {{数}} 项"),
		build.Para{Exact: 20}.Say(value, "{{#无}}没有缺项和待处理的问题。{{/无}}"),
		t.XML())
}
