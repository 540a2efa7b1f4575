// Package pagetest holds what the tests and benchmarks of the document engine
// share: the shipped fonts, templates of the shapes the real forms have, and
// invented people.
package pagetest

import (
	"kaocha/forms/template/build"
)

var (
	lab   = build.Text{Font: "黑体", Size: 10.5}
	val   = build.Text{Font: "宋体", Latin: "Times New Roman", Size: 10.5}
	fang  = build.Text{Font: "仿宋", Latin: "Times New Roman", Size: 15}
	title = build.Text{Font: "方正小标宋简体", Size: 22}
)

func label(s string) build.Cell {
	return build.Cell{Body: build.Para{Align: build.Center, Exact: 15}.Say(lab, s)}
}

func value(s string) build.Cell {
	return build.Cell{Body: build.Para{Align: build.Center, Exact: 14.5}.Say(val, s)}
}

func leftValue(s string) build.Cell {
	return build.Cell{Body: build.Para{Align: build.Left, Exact: 14.5}.Say(val, s)}
}

func upright(s string) build.Cell {
	return build.Cell{Vertical: true, Body: build.Para{Align: build.Center}.Say(build.Text{Font: "黑体", Size: 10.5, Spacing: 3}, s)}
}

func span(n int, c build.Cell) build.Cell { c.Span = n; return c }

func merge(c build.Cell, m string) build.Cell { c.Merge = m; return c }

func on() build.Cell { return build.Cell{Merge: build.MergeOn} }

// Sheet is the 16K page of the forms.
func Sheet() build.Section {
	return build.Section{Paper: build.Papers[0], Top: 16, Bottom: 14, Left: 14, Right: 14}
}

// Form is a two-page registration form: fixed rows, merged cells, a photo,
// vertical labels, a row per family member, a résumé that may shrink to 9 pt.
func Form() []byte {
	grid := []float64{10, 12, 22, 20, 20, 20, 22, 30}
	fix := func(h float64, c ...build.Cell) build.Row { return build.Row{H: h, Exact: true, Cells: c} }
	grow := func(h float64, c ...build.Cell) build.Row { return build.Row{H: h, Cells: c} }
	photo := merge(value("{{@照片 28*38}}"), build.MergeStart)
	first := build.Table{Grid: grid, Border: .75, Rows: []build.Row{
		fix(11.5, span(2, label("姓  名")), value("{{姓名}}"), label("性  别"), value("{{性别}}"), label("出生年月\n（ 岁）"), value("{{出生年月}}\n（{{年龄}}岁）"), photo),
		fix(11.5, span(2, label("民  族")), value("{{民族}}"), label("籍  贯"), value("{{籍贯}}"), label("出 生 地"), value("{{出生地}}"), on()),
		fix(11.5, span(2, label("入  党\n时  间")), value("{{入党时间}}"), label("参加工\n作时间"), value("{{参加工作时间}}"), label("健康状况"), value("{{健康状况}}"), on()),
		fix(11.5, span(2, label("专业技\n术职务")), span(2, value("{{专业技术职务}}")), label("熟悉专业\n有何专长"), span(2, value("{{专长}}")), on()),
		fix(12, merge(span(2, label("学  历\n学  位")), build.MergeStart), label("全日制\n教  育"), span(2, value("{{全日制学历}}")), label("毕业院校\n系及专业"), span(2, value("{{全日制院校}}"))),
		fix(12, span(2, on()), label("在  职\n教  育"), span(2, value("{{在职学历}}")), label("毕业院校\n系及专业"), span(2, value("{{在职院校}}"))),
		fix(10, span(3, label("现 任 职 务")), span(5, leftValue("{{现任职务|缩小到8}}"))),
		fix(10, span(3, label("拟 任 职 务")), span(5, leftValue("{{拟任职务}}"))),
		fix(10, span(3, label("拟 免 职 务")), span(5, leftValue("{{拟免职务}}"))),
		fix(110, upright("简    历"), span(7, build.Cell{Body: build.Para{Align: build.Justify, Exact: 16, Left: 110, Hang: 110}.Say(val, "{{简历|缩小到9}}")})),
	}}
	free := func(s string) build.Cell {
		return span(7, build.Cell{Body: build.Para{Align: build.Justify, Exact: 16}.Say(val, s)})
	}
	sign := func(n int, s string) build.Cell {
		return build.Cell{Span: n, Align: "bottom", Body: build.Para{Align: build.Left, Exact: 14.5}.Say(val, s) +
			build.Para{Align: build.Right, Exact: 16, Right: 20}.Say(val, "（盖章）") +
			build.Para{Align: build.Right, Exact: 16, Right: 10}.Say(val, "年    月    日")}
	}
	second := build.Table{Grid: grid, Border: .75, Rows: []build.Row{
		grow(30, upright("奖惩情况"), free("{{奖惩情况}}")),
		grow(20, upright("年度考核"), free("{{年度考核}}")),
		grow(28, upright("任免理由"), span(7, build.Cell{Body: build.Para{Align: build.Justify, Exact: 16, FirstChars: 2}.Say(val, "{{任免理由}}")})),
		fix(9.5, merge(upright("家庭主要成员及重要社会关系"), build.MergeStart), label("称谓"), label("姓  名"), label("年龄"), label("政治面貌"), span(3, label("工 作 单 位 及 职 务"))),
		fix(9.5, on(), value("{{家庭成员.称谓|至少7行}}"), value("{{家庭成员.姓名}}"), value("{{家庭成员.年龄}}"), value("{{家庭成员.政治面貌}}"), span(3, leftValue("{{家庭成员.单位职务}}"))),
		grow(26, upright("呈报单位"), sign(7, "{{呈报单位}}")),
		grow(34, upright("审批机关意见"), sign(3, "{{审批意见}}"), upright("行政机关任免意见"), sign(3, "{{行政意见}}")),
	}}
	return build.Document(Sheet(), "干部任免审批表",
		build.Para{Align: build.Center, Exact: 30, After: 8}.Say(title, "干部任免审批表"), first.XML(),
		build.Para{NewPage: true, Exact: 2}.Empty(build.Text{Size: 1}), second.XML(),
		build.Para{Exact: 18, Before: 4}.Say(val, "填表人：{{填表人}}\t\t\t\t\t填表时间：{{填表时间}}"))
}

// Report is a narrative on 16K paper, 15 pt on an exact pitch of 25 pt.
func Report() []byte {
	body := build.Para{Align: build.Justify, Exact: 25, FirstChars: 2, Size: 15}
	head := body
	head.KeepNext = true
	sect := build.Section{Paper: build.Papers[0], Top: 26, Bottom: 24, Left: 23, Right: 22, Footer: build.PageNumber(build.Text{Font: "宋体", Latin: "Times New Roman", Size: 12})}
	h := build.Text{Font: "黑体", Size: 15}
	b := func(s string) build.XML { return body.Say(fang, s) }
	votes := build.Table{Grid: []float64{33, 21, 21, 21, 21, 22}, Rows: []build.Row{
		{H: 8, Header: true, Cells: []build.Cell{label("测评项目"), label("优秀"), label("称职"), label("基本称职"), label("不称职"), label("优秀率")}},
		{H: 7.5, Cells: []build.Cell{value("{{测评.项目}}"), value("{{测评.优秀}}"), value("{{测评.称职}}"), value("{{测评.基本称职}}"), value("{{测评.不称职}}"), value("{{测评.率}}")}},
	}}
	return build.Document(sect, "考察报告",
		build.Para{Align: build.Center, Exact: 33}.Say(title, "关于{{姓名}}同志的考察报告"),
		build.Para{Exact: 25}.Empty(fang),
		b("根据{{依据}}，{{考察时间}}，由{{组长}}任组长的考察组一行{{人数}}人，到{{单位}}对{{姓名}}同志进行了考察。现将考察情况报告如下："),
		head.Say(h, "一、基本情况"), b("{{基本情况}}"),
		head.Say(h, "二、现实表现"),
		body.With(build.Text{Font: "楷体", Latin: "Times New Roman", Size: 15, Bold: true}.Run("{{#表现}}{{标题}}"), fang.Run("{{内容}}{{/表现}}")),
		head.Say(h, "三、民主测评情况"), votes.XML(),
		head.Say(h, "四、主要不足"), b("{{#不足}}{{.}}{{/不足}}{{^不足}}考察中未反映出明显不足。{{/不足}}"),
		head.Say(h, "五、考察组意见"), b("{{考察组意见}}"),
		build.Para{Align: build.Right, Exact: 25, Right: 45}.Say(fang, "{{落款日期}}"))
}

// Talk is a record whose one tall row goes on over the page end.
func Talk() []byte {
	t := build.Table{Grid: []float64{24, 54, 24, 54}, Rows: []build.Row{
		{H: 10, Cells: []build.Cell{label("谈话对象"), value("{{对象}}"), label("谈话时间"), value("{{时间}}")}},
		{H: 165, CanSplit: true, Cells: []build.Cell{{Span: 4, Align: "top", Body: build.Para{Exact: 14.5}.Say(val, "{{#问答}}") +
			build.Para{Align: build.Justify, Exact: 20, Left: 21, Hang: 21, Before: 4}.With(lab.Run("问："), val.Run("{{问}}")) +
			build.Para{Align: build.Justify, Exact: 20, Left: 21, Hang: 21}.With(lab.Run("答："), val.Run("{{答}}")) +
			build.Para{Exact: 14.5}.Say(val, "{{/问答}}")}}},
		{H: 14, Cells: []build.Cell{{Span: 4, Body: build.Para{Exact: 15}.Say(val, "谈话人（签名）：")}}},
	}}
	s := Sheet()
	s.Footer = build.PageNumber(val)
	return build.Document(s, "谈话记录", build.Para{Align: build.Center, Exact: 32, After: 6}.Say(title, "谈话记录"), t.XML())
}
