package layouts

import "kaocha/forms/template/build"

func init() {
	add("appointment", func(p build.Paper) []byte { return drawAppointment(p, false) })
	add("appointment-trial", func(p build.Paper) []byte { return drawAppointment(p, true) })
}

// national measures the national form: twips on A4, scaled to other papers
// (DOMAIN 2.1).
type national struct {
	p    build.Paper
	w, h float64 // mm per twip of the form on A4
}

const mmPerTwip = 25.4 / 1440

// nationalGrid are the columns of page 1 in twips on A4, 9766 wide.
var nationalGrid = []float64{1182, 1081, 284, 992, 142, 992, 425, 594, 257, 567, 1407, 1843}

func nationalOn(p build.Paper) national {
	return national{p, mmPerTwip * p.W / 210, mmPerTwip * p.H / 297}
}

func (n national) row(twips float64, cells ...build.Cell) build.Row {
	return build.Row{H: twips * n.h, Exact: true, Cells: cells}
}

func (n national) cols(twips ...float64) []float64 {
	out := make([]float64, len(twips))
	for i, v := range twips {
		out[i] = v * n.w
	}
	return out
}

// face is 小四 on A4 and 五号 on 16K; the résumé is set larger.
func (n national) face() face {
	size := 10.5
	if n.large() {
		size = 12
	}
	t := build.Text{Font: "宋体", Latin: "Times New Roman", Size: size}
	return face{label: t, value: t, pitch: size * lead, least: leastShort}
}

func (n national) large() bool { return n.p.W >= 210 }

// resume is 四号 on A4, 小四 on 16K, with one point of lead (DOMAIN 2.1).
func (n national) resume(f face) build.Cell {
	size := 12.0
	if n.large() {
		size = 14
	}
	return f.resume(11, size, size+1)
}

// drawAppointment is 干部任免审批表; trial adds the boxes for the trial and the
// formal appointment.
func drawAppointment(p build.Paper, trial bool) []byte {
	n := nationalOn(p)
	f := n.face()
	k := p.W / 210
	side := (p.W - 9766*n.w) / 2
	sec := build.Section{Paper: p, Top: 20 * k, Bottom: 16 * k, Left: side, Right: side}
	back := appointmentBack(n, f, trial)
	foot := f.apart(9766*n.w, "填表人：{{填表人}}", "填表时间：{{填表时间}}")
	return build.Document(sec, "干部任免审批表",
		build.Para{Align: build.Center, Exact: 36 * k, After: 6 * k}.Say(title, "{{标题}}"),
		appointmentFront(n, f).XML(), between(), back.XML(), foot)
}

func appointmentFront(n national, f face) build.Table {
	const h = 629
	school := func(kind string) []build.Cell {
		return []build.Cell{f.pair(3, kind+"学历", kind+"学位"), f.lab(2, "毕业院校\n系及专业"), f.left(5, kind+"毕业院校系及专业")}
	}
	return build.Table{Grid: n.cols(nationalGrid...), Border: .75, Margin: .4, Rows: []build.Row{
		n.row(h, f.lab(1, "姓　名"), f.val(2, "姓名"), f.lab(1, "性　别"), f.val(2, "性别"), f.lab(3, "出生年月\n（　岁）"), f.birth(2), f.photo(1700*n.w, 2400*n.h)),
		n.row(h, f.lab(1, "民　族"), f.val(2, "民族"), f.lab(1, "籍　贯"), f.val(2, "籍贯"), f.lab(3, "出生地"), f.val(2, "出生地"), under(1)),
		n.row(h, f.lab(1, "入　党\n时　间"), f.val(2, "入党时间"), f.lab(1, "参加工\n作时间"), f.val(2, "参加工作时间"), f.lab(3, "健康状况"), f.val(2, "健康状况"), under(1)),
		n.row(h, f.lab(1, "专业技\n术职务"), f.val(4, "专业技术职务"), f.lab(2, "熟悉专业\n有何专长"), f.val(4, "熟悉专业有何专长"), under(1)),
		n.row(h, append([]build.Cell{merged(f.lab(1, "学　历\n学　位")), f.lab(1, "全日制\n教　育")}, school("全日制")...)...),
		n.row(h, append([]build.Cell{under(1), f.lab(1, "在　职\n教　育")}, school("在职")...)...),
		n.row(h, f.lab(3, "现　任　职　务"), f.left(9, "现任职务")),
		n.row(h, f.lab(3, "拟　任　职　务"), f.left(9, "拟任职务")),
		n.row(h, f.lab(3, "拟　免　职　务"), f.left(9, "拟免职务")),
		n.row(7133, f.tall(24, "简历"), n.resume(f)),
	}}
}

// nationalBack are the columns of page 2 in twips: the label, the family table
// and, cut into it, five equal boxes of the trial variant.
var nationalBack = []float64{1182, 771, 310, 1276, 367, 767, 1099, 88, 1953, 1953}

func appointmentBack(n national, f face, trial bool) build.Table {
	rows := []build.Row{
		n.row(1418, f.tall(2, "奖惩情况"), f.prose(9, "奖惩情况")),
		n.row(1021, f.lab(1, "年度\n考核\n结果"), f.prose(9, "年度考核结果")),
	}
	if trial {
		rows = append(rows, n.row(1021, f.lab(1, "培训\n情况"), f.prose(9, "培训情况")))
	}
	rows = append(rows, n.row(1361, f.tall(2, "任免理由"), f.prose(9, "任免理由")))
	rows = append(rows, f.familyRows(629, [5]int{2, 1, 2, 1, 3}, n.row)...)
	if trial {
		return build.Table{Grid: n.cols(nationalBack...), Border: .75, Margin: .4, Rows: append(rows, trialBoxes(n, f)...)}
	}
	rows = append(rows,
		n.row(1873, f.tall(4, "呈报单位"), f.seal(9, "{{呈报单位}}")),
		n.row(2019, f.tall(2, "审批机关意见"), f.seal(5, "{{审批机关}}"), f.tall(0, "行政机关任免意见"), f.seal(3, "{{任免机关}}")))
	return build.Table{Grid: n.cols(nationalBack...), Border: .75, Margin: .4, Rows: rows}
}

// trialBoxes are the five boxes of the trial variant: the proposal, the trial
// appointment and the formal one, each by party and administration.
func trialBoxes(n national, f face) []build.Row {
	spans := []int{2, 3, 3, 1, 1}
	labels := []string{"呈报单位\n意　　见", "试任职审批\n机关意见", "试任职行政任\n免机关意见", "正式任职审批\n机关意见", "正式任职行政\n任免机关意见"}
	who := []string{"{{呈报单位}}", "{{审批机关}}", "{{任免机关}}", "{{审批机关}}", "{{任免机关}}"}
	var heads, seals []build.Cell
	for i, s := range labels {
		heads = append(heads, f.lab(spans[i], s))
		seals = append(seals, f.narrowSeal(spans[i], who[i]))
	}
	return []build.Row{n.row(621, heads...), n.row(2674, seals...)}
}

// narrowSeal is seal in a narrow box.
func (f face) narrowSeal(n int, s string) build.Cell {
	p := build.Para{Align: build.Center, Exact: f.pitch, Before: f.value.Size / 3}
	body := build.XML("")
	if s != "" {
		body = p.Say(f.value, s)
	}
	last := p
	last.After = f.value.Size / 2
	return build.Cell{Span: n, Align: "bottom", Body: body + p.Say(f.value, "（盖章）") + last.Say(f.value, "年　月　日")}
}

// seal is the room for an opinion with seal and date.
func (f face) seal(n int, s string) build.Cell {
	p := build.Para{Align: build.Right, Exact: f.pitch, Right: f.value.Size, Before: f.value.Size / 3}
	body := build.XML("")
	if s != "" {
		body = build.Para{Align: build.Center, Exact: f.pitch}.Say(f.value, s)
	}
	last := p
	p.Right, last.After = f.value.Size*4, f.value.Size/2
	return build.Cell{Span: n, Align: "bottom", Body: body + p.Say(f.value, "（盖章）") + last.Say(f.value, blankDate)}
}
