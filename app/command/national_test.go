package command

import (
	"path/filepath"
	"testing"
)

// The second scheme goes from the register to the pack with its own names,
// grades and voter groups.
func TestNationalRound(t *testing.T) {
	c := newClerk(t)
	const round = "2025 年度 全国"
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	c.must(0, "", "edit", "齐明远", "--set", "单位=某处", "--set", "党总支=机关党总支", "--set", "试任职务=综合科科长", "--set", "试任通知时间=2024.11.20")
	c.must(0, `kaocha round add "2025 年度 全国" --due`, "round", "new", round, "--scheme", "national-probation", "--assessed", "2025.12.10")
	c.must(0, "已新建", "round", "new", "2025 年度", "--scheme", "fafu-probation")
	c.must(1, "对应多个考察批次：2025 年度、2025 年度 全国", "round", "show", "2025")
	c.must(0, "共 0 人", "round", "show", "2025 年度") // the whole name of one, a part of the other
	c.must(0, "已加入 1 人", "round", "add", round, "--cadre", "齐明远")
	c.must(0, "1 名对象", "round", "panel", "全国", "一组", "--leader", "组甲", "--member", "员乙")

	c.must(2, "请用 --group 写明投票人群体：A、B、C", "tally", "set", round, "齐明远", "--votes", "优秀=1")
	count := func(group, votes string) (int, string) {
		return c.run("tally", "set", round, "齐明远", "--group", group, "--expected", "10", "--present", "10", "--issued", "10", "--returned", "10", "--valid", "10", "--invalid", "0", "--votes", votes)
	}
	count("A", "优秀=8;称职=2;基本称职=0;不称职=0;弃权=0")
	if code, out := count("B", "优秀=5;称职=4;基本称职=1;不称职=0;弃权=0"); code != 1 {
		t.Errorf("a group is missing, but exit %d: %s", code, out)
	}
	count("C", "优秀=4;称职=4;基本称职=0;不称职=0;弃权=2")
	// 0.3×8/10 + 0.3×5/10 + 0.4×4/8 = 0.24 + 0.15 + 0.20
	c.must(0, "59.0%", "tally", "show", round, "齐明远")

	c.must(2, "没有意见栏“党委”，或者不只一个", "decide", "opinion", round, "齐明远", "党委", "--text", "同意")
	c.must(2, "没有意见栏“”", "decide", "opinion", round, "齐明远", "", "--text", "同意")
	c.must(2, "没有等次“良好”", "decide", "opinion", round, "齐明远", "panel", "--grade", "良好")
	c.must(2, "没有决定“延长试用”；可用：正式任职、免去试任职务", "decide", "set", round, "齐明远", "延长试用", "--date", "2025.12.30")
	c.must(1, "在考察材料上签字的“外人”不是考察组成员", "report", "set", round, "齐明远", "--grade", "称职", "--sign", "外人")

	c.must(0, "→ 材料收集", "round", "stage", round, "--to", "材料收集")
	c.must(1, "退回须写明理由", "round", "stage", round, "--to", "已通知")
	c.must(0, "→ 已通知", "round", "stage", round, "--to", "已通知", "--reason", "通知内容有误")
	dir := filepath.Join(t.TempDir(), "材料")
	c.must(1, "成套考察材料", "pack", round, "--out", dir)
	names := list(t, dir)
	for _, want := range []string{"01-机关党总支/01-齐明远/4-考察材料-齐明远.docx", "01-机关党总支/01-齐明远/2-干部任免审批表-齐明远.pdf", "01-机关党总支/00-考察情况汇总表.xlsx"} {
		if !names[want] {
			t.Errorf("no %s in %v", want, names)
		}
	}
}
