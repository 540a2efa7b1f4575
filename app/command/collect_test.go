package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A list is a list, also when it is empty.
func TestEmptyListsAsJSON(t *testing.T) {
	c := newClerk(t)
	if out := c.must(0, "", "round", "list", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("no rounds: %s", out)
	}
	c.must(0, `"national-probation"`, "scheme", "list", "--json")
	c = prepared(t)
	if out := c.must(0, "", "talk", "list", "2025年度", "齐明远", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("no talks: %s", out)
	}
	c.must(0, `"moves": []`, "round", "show", "2025年度", "--json")
}

// The round's panels and branches can be looked up.
func TestRoundShowsPanelsAndBranches(t *testing.T) {
	c := prepared(t)
	c.must(0, "", "round", "branch", "2025年度", "机关党总支", "--head", "林某", "--contact", "何某", "--phone", "123")
	c.must(0, "考察组 第一考察组：组长 组甲，成员 员乙、员丙\n党总支 机关党总支：负责人 林某，联系人 何某 123\n共 1 人", "round", "show", "2025年度")
}

// The reason of a step back is kept and can be read.
func TestReasonIsShown(t *testing.T) {
	c := prepared(t)
	c.must(0, "→ 材料收集", "round", "stage", "2025年度", "--to", "材料收集")
	c.must(0, "→ 待启动", "round", "stage", "2025年度", "--to", "待启动", "--reason", "名单有误")
	var list []struct {
		Moves []struct{ From, To, By, Reason string }
	}
	if err := json.Unmarshal([]byte(c.must(0, "", "round", "show", "2025年度", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	if m := list[0].Moves; len(m) != 2 || m[1].Reason != "名单有误" || m[1].By != "测试员" || m[1].From != "collecting" || m[1].To != "waiting" {
		t.Errorf("%+v", m)
	}
}

// What the counts bring out is told at once: a contradiction without rates, the
// wrong name on the ballot, a threshold.
func TestTallyTells(t *testing.T) {
	c := prepared(t)
	set := func(code int, words string, args ...string) string {
		return c.must(code, words, append([]string{"tally", "set", "2025年度", "齐明远", "--expected=20", "--present=18", "--issued=18", "--returned=18", "--invalid=0"}, args...)...)
	}
	out := set(1, "改正前不计算得票率（有效 17 张与无效 0 张", "--valid=17", "--votes", "优秀=19;称职=-2;不称职=0;弃权=0")
	if strings.Contains(out, "111.76%") || !strings.Contains(out, "称职是负数 -2 → 按计票单改正") {
		t.Errorf("rates of a wrong tally, or no advice:\n%s", out)
	}
	c.must(0, "改正前不计算得票率", "tally", "show", "2025年度", "齐明远")
	set(1, "“齐明近”与登记表“齐明远”不一致", "--valid=18", "--votes", "优秀=18", "--name", "齐明近")
	// 7 of 18 is 38.89 %, more than a third; 11 of 18 is 61.11 %, less than two thirds.
	out = set(1, "提醒：不称职得票率超过三分之一", "--votes", "优秀=5;称职=6;不称职=7;弃权=0", "--name", "齐明远")
	if !strings.Contains(out, "38.89%") || !strings.Contains(out, "称职及以上得票率不足三分之二") {
		t.Errorf("thresholds:\n%s", out)
	}
	set(0, "100.00%", "--votes", "优秀=18;称职=0;不称职=0;弃权=0")
}

// Three votes of a weighted group are merged with the next: 0.6·(2+15)/32 +
// 0.4·20/40 = 0.31875 + 0.2 = 51.9 %, with the abstention left out of B's 30.
func TestSmallGroupIsTold(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	c.must(0, "", "edit", "齐明远", "--set", "单位=某处", "--set", "试任通知时间=2024.11.20")
	c.must(0, "已新建", "round", "new", "全国", "--scheme", "national-probation")
	c.must(0, "已加入", "round", "add", "全国", "--cadre", "齐明远")
	count := func(group, n, votes string) string {
		_, out := c.run("tally", "set", "全国", "齐明远", "--group", group, "--expected", n, "--present", n, "--issued", n, "--returned", n, "--valid", n, "--invalid", "0", "--votes", votes)
		return out
	}
	count("A", "3", "优秀=2;不称职=1")
	count("B", "30", "优秀=15;称职=10;基本称职=3;不称职=1;弃权=1")
	out := count("C", "40", "优秀=20;称职=15;基本称职=3;不称职=2;弃权=0")
	for _, want := range []string{"加权得票率（有效票（不含弃权））", "已合并计算，权重相加：分管领导、班子成员和中层正副职（合并）", "40.00% × 50.0% + 60.00% × 53.1% = 51.9%",
		"分管领导、班子成员和中层正副职（合并）：有效 33 票，优秀 17（53.1%）"} {
		if !strings.Contains(out, want) {
			t.Errorf("not told %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "66.7%") || strings.Contains(out, "有效 3 票") {
		t.Errorf("the leaders' votes show:\n%s", out)
	}
}

// Contradictions of an opinion and a decision are told when they are recorded.
func TestDecideTells(t *testing.T) {
	c := prepared(t)
	const r, n = "2025年度", "齐明远"
	c.run("report", "set", r, n, "--grade", "称职")
	c.must(1, "“优秀”与考察报告的评价等级“称职”不一致", "decide", "opinion", r, n, "panel", "--text", "同意", "--grade", "优秀", "--advice", "正式任职")
	c.must(0, "已录入考察组意见", "decide", "opinion", r, n, "panel", "--grade", "称职")
	c.must(1, "没有写延长几个月", "decide", "set", r, n, "延长试用", "--date", "2025.12.18")
	c.must(0, "正式任职（2025年12月18日）", "decide", "set", r, n, "正式任职", "--date", "2025.12.18")
}

// Who was dismissed or made formal is not suggested again.
func TestConcludedIsNotDue(t *testing.T) {
	c := prepared(t)
	c.must(0, "已新建", "round", "new", "下一批")
	c.must(0, "会加入 1 人：齐明远", "round", "add", "下一批", "--due", "2026.12.31", "--dry-run")
	c.must(0, "", "edit", "齐明远", "--set", "试用期考核结论=免去试任")
	c.must(0, "会加入 0 人", "round", "add", "下一批", "--due", "2026.12.31", "--dry-run")
}

// A wrong talk is taken out again, the right one stays.
func TestDropTalk(t *testing.T) {
	c := prepared(t)
	const r, n = "2025年度", "齐明远"
	for _, who := range []string{"甲某", "乙某"} {
		c.run("talk", "add", r, n, "--interviewee", who, "--date", "2025.12.05", "--verdict", "同意")
	}
	c.must(2, "有 2 份谈话记录，没有第 3 份", "talk", "drop", r, n, "3")
	c.must(0, "还有 1 份", "talk", "drop", r, n, "1")
	if out := c.must(0, "乙某", "talk", "list", r, n, "--json"); strings.Contains(out, "甲某") {
		t.Errorf("the wrong one is left:\n%s", out)
	}
}

// A new file in place of a signed one has to be checked and signed anew; the
// same file again changes nothing; no workbook is refused.
func TestReplacedFile(t *testing.T) {
	c := prepared(t)
	const r, n = "2025年度", "齐明远"
	one := workSummary(t, "履职工作总结", "16K", fangsong, 25, longText)
	two := workSummary(t, "履职工作总结", "16K", fangsong, 25, longText+"补充一段。\n")
	c.must(0, "已签", "material", "set", r, n, "summary", "--paper", "--file", one, "--state", "已签", "--sign", n)
	c.must(0, "已签", "material", "set", r, n, "summary", "--file", one)
	c.must(0, "已收", "material", "set", r, n, "summary", "--file", two)
	file := filepath.Join(t.TempDir(), "汇总表.xlsx")
	if err := os.WriteFile(file, []byte("不是工作簿"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(1, "不是 Excel 工作簿", "material", "set", r, n, "roster", "--file", file)
	c.must(0, "考察情况汇总表        未交", "material", "list", r, n)
}

// At the end of the way nothing is moved, and that is said.
func TestNoStageAfterTheLast(t *testing.T) {
	c := prepared(t)
	file := filepath.Join(t.TempDir(), "短.yaml")
	_, text := c.run("scheme", "show", "fafu-probation")
	a, b := strings.Index(text, "\nstages:"), strings.Index(text, "\noutcomes:")
	short := text[:a] + "\nstages:\n  - {key: one, name: 起}\n  - {key: two, name: 止}\n" + text[b:]
	if err := os.WriteFile(file, []byte(short), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(0, "已新建", "round", "new", "短批次", "--scheme", file)
	c.must(0, "已加入", "round", "add", "短批次", "--cadre", "齐明远")
	c.must(0, "→ 止", "round", "stage", "短批次")
	c.must(0, "已在“止”，后面没有环节", "round", "stage", "短批次")
}

// What is refused names what there is.
func TestRefusalsNameWhatThereIs(t *testing.T) {
	c := prepared(t)
	const r, n = "2025年度", "齐明远"
	c.must(2, "没有可写的部分“votes”；有：merits（德才表现与工作实绩）、shortcomings（不足之处）、others（其他）", "report", "set", r, n, "--section", "votes=优秀")
	c.must(2, "没有纸张“B5”；可用：16K、16K-195x270、16K-185x260、A4", "round", "new", "乙", "--paper", "B5")
	c.must(2, "没有纸张“B5”；可用：16K", "pack", r, "--out", t.TempDir(), "--paper", "B5")
	c.must(1, "没有考察组“二组”；有：第一考察组", "round", "add", r, "--cadre", n, "--panel", "二组")
	c.must(0, "已新建", "round", "new", "丙")
	c.must(1, "请先用 kaocha round panel 设置“二组”", "round", "add", "丙", "--cadre", n, "--panel", "二组")
}
