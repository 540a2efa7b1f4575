package layouts

import "kaocha/forms/template/build"

func init() {
	addOn("A4", "erasure", drawErasure)
	addOn("A4", "recovery", drawRecovery)
}

func drawErasure(p build.Paper) []byte {
	s := on(p)
	f := s.face()
	t := build.Table{Grid: s.cols(28, 32, 32, 32, 32), Border: .75, Rows: []build.Row{
		s.fixed(11, f.lab(1, "批　　次"), f.val(4, "批次")),
		s.fixed(11, f.lab(1, "文件份数"), f.val(2, "份数"), f.lab(1, "合计大小"), f.val(1, "大小")),
		s.fixed(11, f.lab(1, "保管期限"), f.val(2, "保管期限"), f.lab(1, "销毁日期"), f.val(1, "销毁日期")),
		s.fixed(11, f.lab(1, "操 作 人"), f.val(2, "操作人"), f.lab(1, "记 录 号"), f.val(1, "记录号")),
		s.fixed(13, f.lab(1, "销毁理由"), f.val(4, "理由")),
		s.fixed(13, f.lab(1, "校 验 码"), f.val(4, "校验码")),
		s.fixed(30, f.lab(1, "文件清单"), f.val(4, "文件清单")),
		s.fixed(20, f.lab(1, "仍含有这些文件的备份"), f.val(4, "备份")),
		s.fixed(30, f.lab(1, "经办人"), seal("以上电子文件已从数据文件中销毁，不能恢复。", "经办人（签名）：")),
		s.fixed(30, f.lab(1, "监销人"), seal("本人在场监督，情况属实。", "监销人（签名）：")),
	}}
	return build.Document(s.section(), "电子文件销毁证明",
		twoLines("{{学校}}", "电子文件销毁证明"), build.Para{Exact: 8}.Empty(small), t.XML(), build.Para{Exact: 6}.Empty(small),
		noteLines(
			"1．销毁的是程序数据文件里收到的电子文件；纸质材料、上报的材料和各单位自己留存的文件不在其内。",
			"2．原来的内容已被覆盖，数据文件已重写。固态硬盘、U 盘自己留下的残余，程序够不着；需要时请整盘销毁。",
			"3．销毁前做的备份可能还有这些文件，见上表；文件名、大小和校验值留在操作记录里。",
			"4．曾被替换的文件一并销毁。合并报送用的底稿只有登记内容和文件名，没有文件内容，随批次保留。"))
}

// code is the type of a recovery code: read off paper letter by letter.
var code = build.Text{Font: "黑体", Latin: "Courier New", Size: 20, Bold: true}

func drawRecovery(p build.Paper) []byte {
	s := on(p)
	f := s.face()
	t := build.Table{Grid: s.cols(28, 32, 32, 32, 32), Border: .75, Rows: []build.Row{
		s.fixed(12, f.lab(1, "用　　户"), f.val(2, "用户"), f.lab(1, "身　　份"), f.val(1, "身份")),
		s.fixed(20, f.lab(1, "恢 复 码"), build.Cell{Span: 4, Body: build.Para{Align: build.Center, Exact: 30}.Say(code, "{{恢复码}}")}),
		s.fixed(12, f.lab(1, "打印日期"), f.val(4, "日期")),
		s.fixed(32, f.lab(1, "封存保管"), seal("本卡已封入信封，交专人保管。", "保管人（签名）：")),
	}}
	return build.Document(s.section(), "恢复码登记卡",
		twoLines("{{学校}}", "恢复码登记卡"), build.Para{Exact: 8}.Empty(small), t.XML(), build.Para{Exact: 6}.Empty(small),
		noteLines(
			"1．忘了密码时，在登录的画面点“忘记密码”，输入恢复码，就可以另设密码。恢复码用一次就作废，程序会给出新的，请重新打印。",
			"2．谁拿到恢复码，谁就能以这个用户登录。请封入信封、签名、放进保险柜，不要拍照，不要存在电脑里。",
			"3．密码和恢复码都没有了，请本单位的部门用户在“设置 → 用户”里另设；部门用户也都进不去时，只能打开没有设用户以前的备份。"))
}
