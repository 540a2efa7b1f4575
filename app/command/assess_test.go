package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// score gives all items of a sheet.
func (c *clerk) score(round, who, sheet string, items ...string) string {
	c.t.Helper()
	args := []string{"assess", "score", round, who, "--sheet", sheet}
	for _, it := range items {
		args = append(args, "--item", it)
	}
	return c.must(0, who+"：总分", args...)
}

// The integrity target from an empty database to its outputs, for two counties,
// worked out by hand: 青岚 0.4·91 + 0.6·88.5 + 2·2 = 93.5; 白石 0.4·50 + 0.6·60 =
// 56 < 60. 40% of two are 0.8, half up 1 place.
func TestIntegrityTargetFromEmptyToOutputs(t *testing.T) {
	c := newClerk(t)
	const r = "2025年廉政"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "integrity-target", "--assessed", "2025.12.20")
	c.must(0, "已加入 2 个：青岚县、白石县", "round", "add", r, "--name", "青岚县", "--name", "白石县")
	c.must(0, "没有加入：青岚县 已在批次里", "round", "add", r, "--name", "青岚县")
	c.must(2, "没有考核对象种类“乡镇”；有：县（市、区）", "round", "add", r, "--name", "某乡", "--kind", "乡镇")

	c.score(r, "青岚县", "party", "leading=15", "duty=15", "education=12", "rules=13", "power=18", "check=18")
	c.must(2, "“查办案件”的得分应在 0 到 30 之间，写的是 31", "assess", "score", r, "青岚县", "--sheet", "discipline", "--item", "case=31")
	c.must(2, "没有项目“办案”", "assess", "score", r, "青岚县", "--sheet", "discipline", "--item", "办案=3")
	c.score(r, "青岚县", "discipline", "case=28.5", "trial=15", "letters=15", "inspect=15", "team=15")
	c.must(1, "要写明事由", "assess", "extra", r, "青岚县", "innovation-city")
	c.must(0, "总分 = 0.4 × 91.00 ＋ 0.6 × 88.50 ＋ 4（创新工作全市推介 × 2） = 93.50", "assess", "extra", r, "青岚县", "创新工作全市推介", "--times", "2", "--reason", "两项推介")
	c.score(r, "白石县", "纪检监察业务工作", "case=20", "trial=10", "letters=10", "inspect=10", "team=10")
	out := c.score(r, "白石县", "party", "leading=10", "duty=10", "education=10", "rules=10", "power=10")
	if !strings.Contains(out, "还缺：党委政府履行责任制：责任制检查考核与追究未评分") {
		t.Errorf("the gap is not told:\n%s", out)
	}
	c.score(r, "白石县", "party", "check=0")
	for who, votes := range map[string]string{"青岚县": "优秀=30;合格=9;不合格=0;弃权=1", "白石县": "优秀=5;合格=25;不合格=10;弃权=0"} {
		c.must(0, "测评", "tally", "set", r, who, "--expected", "40", "--present", "40", "--issued", "40", "--returned", "40", "--valid", "40", "--invalid", "0", "--votes", votes, "--date", "2025.12.20")
	}
	out = c.must(0, "优秀：名额 40% × 2 = 0.8，四舍五入取 1 个；青岚县", "assess", "result", r)
	for _, want := range []string{"白石县    县（市、区）  56.00", "总分不足 60 分", "不合格", "白石县：排名靠后，对主要负责人诫勉谈话"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	c.must(1, "没有考核委员会的评议记录", "round", "stage", r, "--to", "通报")
	c.must(0, "已登记“考核委员会评议”，共 1 条", "assess", "event", r, "committee", "--date", "2025.12.28", "--field", "view=同意计分结果")
	c.must(1, "“考核反馈”要写明“指出的问题”", "assess", "event", r, "feedback", "--of", "青岚县", "--date", "2026.01.05", "--field", "by=考核组组长")
	for _, who := range []string{"青岚县", "白石县"} {
		c.must(0, "共 1 条", "assess", "event", r, "feedback", "--of", who, "--date", "2026.01.05", "--field", "by=考核组组长", "--field", "problem=责任分解不够具体")
	}
	c.must(1, "没有等次“良好”；有：优秀、合格、不合格", "assess", "conclude", r, "白石县", "--grade", "良好")
	c.must(0, "青岚县：优秀 优秀", "assess", "conclude", r, "青岚县", "--grade", "优秀", "--award", "优秀", "--meeting", "常委会", "--date", "2026.01.03")
	c.must(0, "白石县：不合格", "assess", "conclude", r, "白石县", "--grade", "不合格", "--meeting", "常委会", "--date", "2026.01.03")
	c.must(0, "→ 反馈整改", "round", "stage", r, "--to", "反馈整改")

	dir := filepath.Join(t.TempDir(), "成套")
	c.must(0, "成套考核材料", "pack", r, "--out", dir)
	names := list(t, dir)
	for _, want := range []string{"00-整套打印.pdf", "01-市纪委监察局/00-考核结果汇总表.xlsx", "01-市纪委监察局/00-考核结果汇总表.docx", "01-市纪委监察局/00-会议用表/测评票.docx", "01-市纪委监察局/01-青岚县/1-党风廉政目标管理考核计分表-青岚县.docx", "01-市纪委监察局/02-白石县/4-事项记录-白石县.pdf"} {
		if !names[want] {
			t.Errorf("no %s in %v", want, names)
		}
	}
	x, err := excelize.OpenFile(filepath.Join(dir, "01-市纪委监察局/00-考核结果汇总表.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows(x.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	found := ""
	for _, row := range rows {
		if len(row) > 5 && row[1] == "青岚县" {
			found = strings.Join(row[:6], " ")
		}
	}
	if found != "1 青岚县 91 88.5 4 93.5" {
		t.Errorf("the sheet says %q", found)
	}
}

// A copied scheme with another weight gives another total: 0.5·91 + 0.5·88.5 =
// 89.75; a wrong file is refused with the line, the key and what was expected.
func TestCopiedSchemeWithAnotherWeight(t *testing.T) {
	c := newClerk(t)
	text, err := os.ReadFile("../../resources/schemes/integrity-target.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, change ...string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(strings.NewReplacer(change...).Replace(string(text))), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	own := write("本市方案.yaml", "weight: 0.4", "weight: 0.5", "weight: 0.6", "weight: 0.5")
	c.must(0, "已新建批次", "round", "new", "本市", "--scheme", own, "--assessed", "2025.12.20")
	c.must(0, "已加入", "round", "add", "本市", "--name", "青岚县")
	c.score("本市", "青岚县", "party", "leading=15", "duty=15", "education=12", "rules=13", "power=18", "check=18")
	if out := c.score("本市", "青岚县", "discipline", "case=28.5", "trial=15", "letters=15", "inspect=15", "team=15"); !strings.Contains(out, "总分 89.75") {
		t.Errorf("not 89.75:\n%s", out)
	}
	line := func(word string) string {
		for i, l := range strings.Split(string(text), "\n") {
			if strings.Contains(l, word) {
				return "第 " + itoa(i+1) + " 行"
			}
		}
		return "?"
	}
	for _, bad := range []struct{ from, to, at, want string }{
		{"weight: 0.4", "weight: 0.3", "terms:", "“县（市、区）”各部分的权重之和是 0.9，应为 1"},
		{"round: nearest", "round: 四舍五入", "share: 0.4", "要写明怎样取整：round: nearest（四舍五入）"},
		{"sheet: party, weight", "sheet: partei, weight", "sheet: party, weight", "没有计分表“partei”，有的是：party、discipline"},
		{`"不合格") >= 0.4`, `"差") >= 0.4`, `"不合格") >= 0.4`, "“民主测评”的票面上没有“差”，有的是：优秀、合格、不合格、弃权"},
		{"grade: 不合格, when: score_done", "grade: 差, when: score_done", "grade: 不合格, when: score_done", "等次“差”不在方案的等次（优秀、合格、不合格）中"},
		{"date: 11-20", "date: 13-40", "date: 11-20", "期限“13-40”应写成月-日，如 01-11"},
		{"max: 30", "max: 0", "max: 30", "项目“查办案件”的满分“max”应大于 0"},
	} {
		code, out := c.run("scheme", "check", write("坏.yaml", bad.from, bad.to))
		if code == 0 || !strings.Contains(out, bad.want) || !strings.Contains(out, line(bad.at)) {
			t.Errorf("%s → %s: exit %d, want %q on %s:\n%s", bad.from, bad.to, code, bad.want, line(bad.at), out)
		}
	}
}

// Every sample round comes to its complete folder: from an empty database by one
// command, with the papers its scheme drafts.
func TestDemoOfEveryScheme(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	for key, want := range map[string][]string{
		"integrity-target":     {"01-市纪委监察局/00-考核情况通报.docx", "01-市纪委监察局/01-青岚县/1-党风廉政目标管理考核计分表-青岚县.docx", "01-市纪委监察局/01-青岚县/3-考核反馈记录-青岚县.docx"},
		"unit-annual":          {"01-厅办公室/00-评价报告.docx", "01-厅办公室/00-考核结果汇总表.xlsx", "01-厅办公室/00-大会议程.docx", "01-厅办公室/01-第一人民医院/1-年度工作考核完成情况表-第一人民医院.docx"},
		"party-appraisal":      {"01-党支部/00-分组名单.docx", "01-党支部/00-会议用表/事项记录（空白）.docx"},
		"leading-cadres":       {"01-市委组织部/00-考核材料汇总.docx", "01-市委组织部/00-平时考核情况.pdf"},
		"party-candidates":     {"01-学生党支部/00-事项统计表.xlsx", "01-学生党支部/00-季度汇总.docx"},
		"performance":          {"01-局绩效考核办公室/00-绩效考核结果报告.docx", "01-局绩效考核办公室/00-评奖名单.docx", "01-局绩效考核办公室/03-办公室/1-自查自评表-办公室.docx", "01-局绩效考核办公室/16-方岳/2-考核登记表-方岳.pdf", "01-局绩效考核办公室/16-方岳/3-考核记录手册-方岳.docx"},
		"science-progress":     {"01-区科技进步考核办公室/00-科技进步考核自查报告.docx", "01-区科技进步考核办公室/00-实施方案.docx", "01-区科技进步考核办公室/01-云桥区/1-基本情况表-云桥区.docx", "01-区科技进步考核办公室/01-云桥区/2-定量指标表-云桥区.docx", "01-区科技进步考核办公室/01-云桥区/3-考核计分表-云桥区.docx", "01-区科技进步考核办公室/01-云桥区/4-考核组意见-云桥区.pdf"},
		"responsibility-check": {"01-责任制检查组/00-综合报告.docx", "01-责任制检查组/00-反馈意见.pdf", "01-责任制检查组/01-领导班子/1-责任制检查评分表-领导班子.docx", "01-责任制检查组/01-领导班子/3-民意调查汇总表-领导班子.docx", "01-责任制检查组/01-领导班子/5-反馈意见书-领导班子.docx"},
		"monthly-report":       {"01-党委办公室/00-月度工作汇报.docx", "01-党委办公室/00-迎检缺项清单.docx", "01-党委办公室/00-文件发放登记表.docx", "01-党委办公室/00-事项登记簿.xlsx"},
	} {
		c := newClerk(t)
		dir := t.TempDir()
		c.must(0, "填报单位 1 个，考核对象 ", "demo", "--scheme", key, "--out", dir)
		names := list(t, filepath.Join(dir, "成套考核材料"))
		for _, w := range append(want, "00-整套打印.pdf") {
			if !names[w] {
				t.Errorf("%s: no %s in %v", key, w, names)
			}
		}
		// only the yearly candidates are scored and voted on
		if n := "01-市委组织部/01-贺知秋/1-考核计分表-贺知秋.docx"; names[n] {
			t.Errorf("%s: %s has nothing in it", key, n)
		}
	}
	newClerk(t).must(2, "没有示例；有示例的是", "demo", "--scheme", "none", "--out", t.TempDir())
}

// A quarter's round is followed by the next: the same people, three months later,
// nothing entered. An entry goes from state to state, and the records of all
// quarters come into one file.
func TestQuartersAndTheArchive(t *testing.T) {
	c := newClerk(t)
	const r = "四季度"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "party-candidates", "--notified", "2025.10.08", "--assessed", "2025.12.31", "--deadline", "2025.12.31")
	c.must(0, "已加入 1 个", "round", "add", r, "--name", "沈若溪", "--kind", "applicant", "--unit", "电子信息学院")
	c.must(0, "共 1 条", "assess", "event", r, "thought", "--of", "沈若溪", "--date", "2025.12.10", "--field", "mentor=考察人甲", "--field", "text=本季度的学习体会")
	c.must(0, "沈若溪 · 思想汇报：已交，轮到考察人。", "assess", "state", r, "沈若溪", "thought")
	c.must(0, "点评未通过，轮到本人", "assess", "state", r, "沈若溪", "thought", "--to", "点评未通过")
	c.must(2, "状态有：未交 → 已交 → 点评未通过", "assess", "state", r, "沈若溪", "thought", "--to", "通过")
	c.must(0, "已审核备份，已办完", "assess", "state", r, "沈若溪", "thought", "--to", "已审核备份")
	c.must(0, "已建下一期“思想汇报与谈话考察 2026年3月”，考核日期 2026.03.31", "round", "next", r)
	out := c.must(0, "沈若溪", "round", "show", "2026年3月")
	if !strings.Contains(out, "本季开始") || !strings.Contains(out, "共 1 个") || !strings.Contains(out, "考核日期 2026年3月31日") || strings.Contains(out, "党总支") {
		t.Errorf("next quarter:\n%s", out)
	}
	c.must(0, "共 1 条", "assess", "event", "2026年3月", "思想汇报", "--of", "沈若溪", "--date", "2026.03.10", "--field", "mentor=考察人甲", "--field", "text=新学期的打算")
	path := filepath.Join(t.TempDir(), "档案.pdf")
	c.must(0, "已写出", "assess", "archive", "2026年3月", "沈若溪", "--out", path)
	if b, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(b), "%PDF") {
		t.Errorf("archive: %v", err)
	}
	c.must(2, "不按期重复", "round", "next", c.once(t))
}

// once opens a round of a scheme that is done once.
func (c *clerk) once(t *testing.T) string {
	t.Helper()
	c.must(0, "已新建批次", "round", "new", "一次", "--scheme", "unit-annual", "--assessed", "2026.01.13")
	return "一次"
}

// A cadre who was 基本称职 is told of when picked for another round in the next
// year, and not any more the year after.
func TestConsequencesAreToldElsewhere(t *testing.T) {
	c := prepared(t)
	this := time.Now().Year()
	for name, year := range map[string]int{"今年考核": this, "前年考核": this - 2} {
		day := fmt.Sprintf("%d.01.02", year)
		c.must(0, "已新建批次", "round", "new", name, "--scheme", "leading-cadres", "--assessed", day)
		c.must(0, "已加入 1 人：齐明远", "round", "add", name, "--cadre", "齐明远", "--kind", "定期考核干部")
		c.must(0, "基本称职", "assess", "conclude", name, "齐明远", "--grade", "基本称职", "--date", day)
	}
	c.must(0, "已新建批次", "round", "new", "提拔", "--scheme", "leading-cadres", "--assessed", "2026.01.02")
	c.must(2, "没有从干部库里选的“领导班子”", "round", "add", "提拔", "--cadre", "齐明远", "--kind", "领导班子")
	out := c.must(0, "注意：齐明远：在“今年考核”中为“基本称职”，下一年度不得提拔", "round", "add", "提拔", "--cadre", "齐明远", "--kind", "candidate")
	if strings.Contains(out, "前年考核") {
		t.Errorf("what is two years old is told still:\n%s", out)
	}
}

// What a team's grade brings upon its heads is told of the one who is marked as
// such in the same unit, and of nobody else; without a head the check says so.
func TestATeamsGradeFallsOnItsHead(t *testing.T) {
	c := prepared(t) // 齐明远 is of 党委宣传部
	day := fmt.Sprintf("%d.01.02", time.Now().Year())
	c.must(0, "已新建批次", "round", "new", "定期", "--scheme", "leading-cadres", "--assessed", day)
	c.must(0, "已加入 1 个", "round", "add", "定期", "--name", "党委宣传部领导班子", "--kind", "领导班子")
	c.must(0, "已加入 1 个", "round", "add", "定期", "--name", "党委统战部领导班子", "--kind", "领导班子")
	c.must(0, "已加入 1 人：齐明远", "round", "add", "定期", "--cadre", "齐明远", "--kind", "定期考核干部")
	c.must(1, "没有标出本单位的党政正职", "assess", "conclude", "定期", "党委宣传部领导班子", "--grade", "一般", "--date", day)
	c.must(0, "已新建批次", "round", "new", "提拔", "--scheme", "leading-cadres", "--assessed", day)
	if out := c.must(0, "已加入 1 人", "round", "add", "提拔", "--cadre", "齐明远", "--kind", "candidate"); strings.Contains(out, "不得提拔") {
		t.Errorf("told of one who is no head:\n%s", out)
	}
	c.must(1, "没有身份“部长”；有：跨地区（部门）提任、党政正职", "assess", "role", "定期", "齐明远", "--role", "部长")
	c.must(0, "齐明远：党政正职", "assess", "role", "定期", "齐明远", "--role", "党政正职")
	c.must(0, "已新建批次", "round", "new", "再提拔", "--scheme", "leading-cadres", "--assessed", day)
	c.must(0, "注意：齐明远：在“定期”中“党委宣传部领导班子”为“一般”，党政正职不得提拔", "round", "add", "再提拔", "--cadre", "齐明远", "--kind", "candidate")
	c.must(1, "没有标出本单位的党政正职", "assess", "conclude", "定期", "党委统战部领导班子", "--grade", "较差", "--date", day) // another unit's
	c.must(0, "优秀", "assess", "conclude", "定期", "党委宣传部领导班子", "--grade", "优秀", "--date", day)
	c.must(0, "已新建批次", "round", "new", "三提拔", "--scheme", "leading-cadres", "--assessed", day)
	if out := c.must(0, "已加入 1 人", "round", "add", "三提拔", "--cadre", "齐明远", "--kind", "candidate"); strings.Contains(out, "不得提拔") {
		t.Errorf("told of a team that is good:\n%s", out)
	}
}
