package layouts

import (
	"fmt"

	"kaocha/forms/template/build"
)

// fingerprint is the type of the groups that people compare: no letter may be
// taken for another.
var fingerprint = build.Text{Font: "黑体", Latin: "Courier New", Size: 22, Bold: true}

func drawKeySlip(p build.Paper) []byte {
	s := on(p)
	f := s.face()
	group := func(i int) build.Cell {
		return build.Cell{Body: build.Para{Align: build.Center, Exact: 30}.Say(fingerprint, fmt.Sprintf("{{指纹%d}}", i))}
	}
	var first, second []build.Cell
	for i := 1; i <= 4; i++ {
		first, second = append(first, group(i)), append(second, group(i+4))
	}
	t := build.Table{Grid: s.cols(28, 32, 32, 32, 32), Border: .75, Rows: []build.Row{
		s.fixed(11, f.lab(1, "单　　位"), f.val(4, "单位")),
		s.fixed(11, f.lab(1, "批　　次"), f.val(4, "批次")),
		s.fixed(11, f.lab(1, "联 系 人"), f.val(2, "联系人"), f.lab(1, "电　　话"), f.val(1, "电话")),
		s.fixed(18, cells(merged(f.lab(1, "密钥指纹")), first)...),
		s.fixed(18, cells(under(1), second)...),
		s.fixed(11, f.lab(1, "打印日期"), f.val(4, "日期")),
		s.fixed(32, f.lab(1, "{{填报方}}确认"), seal("以上指纹是本单位报送所用密钥的指纹。", "负责人（签名）：")),
		s.fixed(32, f.lab(1, "{{接收方}}核对"), seal("已与报送文件逐组核对，指纹相同，准予登记。", "核对人（签名）：")),
	}}
	return build.Document(s.section(), "报送密钥登记卡",
		twoLines("{{学校}}", "报送密钥登记卡"), build.Para{Exact: 8}.Empty(small), t.XML(), build.Para{Exact: 6}.Empty(small),
		noteLines(
			"1．本卡由{{填报方}}在自己的电脑上打印，负责人签名、盖章后，当面或由机要交换送{{接收方}}；不要用 QQ、微信传送。",
			"2．{{接收方}}第一次收到{{填报方}}的报送文件时，照本卡把八组字符输入程序，与文件的指纹完全相同才登记；有一个字符不同就不要接收，并当面核实。",
			"3．指纹只用来核对，不是密码，可以公开；别人拿到它也打不开、仿不出报送文件。",
			"4．换了电脑、换了数据文件或更换了密钥以后，指纹会变，要重新打印、重新登记；登记新的，原来的同时停用。电脑、U 盘被盗或遗失，请立即告诉{{接收方}}停用。"))
}

// seal is the cell of a confirmation: what is confirmed, the signature, the day.
func seal(text, signer string) build.Cell {
	line := func(before float64, align, s string) build.XML {
		return build.Para{Align: align, Exact: 20, Before: before, Left: inset, Right: inset}.Say(build.Text{Font: "宋体", Latin: "Times New Roman", Size: 12}, s)
	}
	return build.Cell{Span: 4, Body: line(0, build.Left, text) + line(8, build.Left, signer+"　　　　　　　　　　　　（盖章）") + line(4, build.Right, "年　　月　　日　　")}
}
