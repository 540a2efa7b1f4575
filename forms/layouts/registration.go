package layouts

import "kaocha/forms/template/build"

func init() { add("registration", drawRegistration) }

// drawRegistration is 干部情况登记表: two pages, rows of fixed height.
func drawRegistration(p build.Paper) []byte {
	s := on(p)
	f := s.face()
	info := f.apart(156*s.w, "工作证号：{{工作证号}}", "填表日期：{{填表时间}}")
	foot := build.Para{Align: build.Left, Exact: 12, Before: 3, Left: 45, Hang: 45}.
		Say(small, "填表说明：没有的项目填“无”；年月写到月份，年份写四位；任现职时间填现任职务的任职时间；试用期从试任通知之日起算；填写不下的另附页。")
	return build.Document(s.section(), "干部情况登记表",
		heading("{{标题}}"), info, registrationFront(s, f).XML(),
		between(), registrationBack(s, f).XML(), foot)
}

func registrationFront(s sheet, f face) build.Table {
	const h = 10
	school := func(kind string) []build.Cell {
		return []build.Cell{f.pair(2, kind+"学历", kind+"学位"), f.lab(1, "毕业院校\n系及专业"), f.left(2, kind+"毕业院校系及专业")}
	}
	degrees := merged(f.lab(1, "学　　历\n学　　位"))
	return build.Table{Grid: s.cols(22, 22, 18, 20, 20, 26, 28), Border: .75, Rows: []build.Row{
		s.fixed(h, f.lab(1, "姓　　名"), f.val(1, "姓名"), f.lab(1, "性　别"), f.val(1, "性别"), f.lab(1, "出生年月\n（　岁）"), f.birth(1), f.photo(26*s.w, 37*s.h)),
		s.fixed(h, f.lab(1, "民　　族"), f.val(1, "民族"), f.lab(1, "籍　贯"), f.val(1, "籍贯"), f.lab(1, "出 生 地"), f.val(1, "出生地"), under(1)),
		s.fixed(h, f.lab(1, "政治面貌\n入党时间"), f.pair(1, "政治面貌", "入党时间"), f.lab(1, "参加工\n作时间"), f.val(1, "参加工作时间"), f.lab(1, "健康状况"), f.val(1, "健康状况"), under(1)),
		s.fixed(h, f.lab(1, "专业技术职\n务评定时间"), f.val(2, "专业技术职务及评定时间"), f.lab(1, "熟悉专业\n有何专长"), f.val(2, "熟悉专业有何专长"), under(1)),
		s.fixed(h, append([]build.Cell{degrees, f.lab(1, "全 日 制\n教　　育")}, school("全日制")...)...),
		s.fixed(h, append([]build.Cell{under(1), f.lab(1, "在　　职\n教　　育")}, school("在职")...)...),
		s.fixed(8.5, f.lab(1, "单　　位"), f.val(3, "单位"), f.lab(1, "党 总 支"), f.val(2, "党总支")),
		s.fixed(h, f.lab(1, "现任职务"), f.left(6, "现任职务")),
		s.fixed(8.5, f.lab(1, "任现职时间"), f.val(3, "任现职时间"), f.lab(1, "职　　级"), f.val(2, "职级")),
		s.fixed(h, f.lab(1, "试任职务"), f.left(6, "试任职务")),
		s.fixed(8.5, f.lab(1, "试 用 期"), f.val(3, "试用期"), f.lab(1, "任职文号"), f.val(2, "任职文号")),
		s.fixed(8.5, f.lab(1, "身份证号"), f.val(3, "身份证号"), f.lab(1, "联系电话"), f.val(2, "手机")),
		s.fixed(8.5, f.lab(1, "电子信箱"), f.val(3, "电子信箱"), f.lab(1, "办公电话"), f.val(2, "办公电话")),
		s.fixed(88, f.tall(12, "简历"), f.resume(6, f.value.Size, f.pitch*1.1)),
	}}
}

func registrationBack(s sheet, f face) build.Table {
	row := func(h float64, cells ...build.Cell) build.Row { return s.fixed(h, cells...) }
	rows := []build.Row{
		row(29, f.tall(3, "岗位职责"), f.prose(5, "岗位职责")),
		row(24, f.tall(3, "奖惩情况"), f.prose(5, "奖惩情况")),
		row(18, f.lab(1, "年度\n考核\n结果"), f.prose(5, "年度考核结果")),
		row(24, f.tall(3, "培训情况"), f.prose(5, "培训情况")),
		row(18, f.lab(1, "社会\n学术\n兼职"), f.prose(5, "社会或学术兼职")),
	}
	rows = append(rows, f.familyRows(9, [5]int{1, 1, 1, 1, 1}, row)...)
	sign := build.Para{Align: build.Right, Exact: f.pitch, Right: 12}
	seal := sign
	seal.Right = 40
	rows = append(rows,
		row(12, build.Cell{Span: 6, Body: sign.Say(f.value, "以上所填内容属实。　本人签名："+blank(10)+blankDate)}),
		row(24, f.lab(1, "党总支\n审核\n意见"), build.Cell{Span: 5, Align: "bottom", Body: seal.Say(f.value, "负责人（签名）："+blank(10)+"（盖章）") +
			build.Para{Align: build.Right, Exact: f.pitch, Right: 12, Before: 4, After: 3}.Say(f.value, blankDate)}))
	return build.Table{Grid: s.cols(13, 19, 22, 20, 22, 60), Border: .75, Rows: rows}
}

// blankDate is where a date is written by hand.
const blankDate = "　　年　　月　　日"
