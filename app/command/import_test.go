package command

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// T20: who might be somebody of the register waits for the clerk's word.
func TestDoubtfulPersonIsSettledByTheClerk(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", write(t, "一.csv", "姓名,出生年月,单位,工作证号\n甲乙丙,1985.07,科技处,0001\n"))
	again := write(t, "二.csv", "姓名,出生年月,单位\n甲乙丙,1985.07,人事处\n")
	c.must(1, "存疑  甲乙丙：姓名和出生年月相同，但单位不同", "import", again)
	c.must(0, "共 1 人", "cadres")
	c.must(2, "“丁”不在这次导入里", "import", again, "--same", "丁")
	c.must(0, "单位：“科技处” → “人事处”", "import", again, "--same", "甲乙丙=0001")
	c.must(0, "单位：人事处", "edit", "甲乙丙")
	c.must(0, "已撤销", "undo")
	c.must(0, "已导入 1 人", "import", again, "--as-new", "甲乙丙")
	c.must(0, "共 2 人", "cadres")
	c.must(1, "“甲乙丙”有 2 人", "edit", "甲乙丙")
	third := write(t, "三.csv", "姓名,出生年月\n甲乙丙,1985.07\n")
	c.must(2, "可能是 2 个人，请写成 --same 甲乙丙=身份证号或工作证号", "import", third, "--same", "甲乙丙")
}

// T20: one ID number twice in a file is never two new persons, and a number that
// is set for a second person is told.
func TestOneNumberIsOnePerson(t *testing.T) {
	c := newClerk(t)
	twice := write(t, "一.csv", "姓名,出生年月,单位,身份证号\n甲乙丙,1982.03,科技处,999999198203150012\n甲乙丙,1982.03,人事处,999999198203150012\n")
	c.must(1, "一.csv 第 2 行 的“甲乙丙”身份证号相同，不会是两个新人", "import", twice, "--as-new", "甲乙丙")
	c.must(0, "没有符合条件的干部", "cadres")
	c.must(0, "已导入 1 人", "import", write(t, "二.csv", "姓名,出生年月,单位,身份证号\n甲乙丙,1982.03,科技处,999999198203150012\n"))
	c.must(1, "干部库里的“甲乙丙” 科技处 也是这个号码", "edit", "new", "--set", "姓名=丁一", "--set", "出生年月=1982.03", "--set", "身份证号=999999198203150012")
	c.must(0, "已撤销", "undo")
	c.must(0, "姓名：甲乙丙", "edit", "甲乙丙", "--set", "身份证号=999999198203150012") // her own
}

// Blank cells never erase, and nothing imported says nothing of undo.
func TestBlankCellsKeepWhatIsThere(t *testing.T) {
	c := newClerk(t)
	first := write(t, "一.csv", "姓名,出生年月,单位,手机,身份证号\n甲乙丙,1985.07,科技处,10000000000,999999198507030027\n")
	c.must(0, "已导入 1 人", "import", first)
	c.must(0, "没有导入任何人", "import", first)
	c.must(0, "已导入 1 人", "import", write(t, "二.csv", "姓名,出生年月,单位,手机,身份证号,职务\n甲乙丙,,人事处,,999999198507030027,科长\n"))
	out := c.must(0, "单位：人事处", "edit", "甲乙丙")
	for _, want := range []string{"手机：10000000000", "出生年月：1985.07", "现任职务：科长"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is gone:\n%s", want, out)
		}
	}
	c.must(0, "已撤销", "undo")
	if out := c.must(0, "单位：科技处", "edit", "甲乙丙"); strings.Contains(out, "科长") {
		t.Errorf("undo left a field:\n%s", out)
	}
}

// T19: the clerk says which column is what.
func TestColumnsNamedByTheClerk(t *testing.T) {
	c := newClerk(t)
	f := write(t, "名册.csv", "姓名,岗位,单位\n甲乙丙,科长,科技处\n")
	c.must(0, "B 列“岗位”", "import", "--dry-run", f)
	c.must(0, "指定列：加 --column C=现任职务", "import", "--dry-run", f)
	c.must(0, "已导入 1 人", "import", f, "--column", "B=现任职务", "--column", "C=")
	out := c.must(0, "现任职务：科长", "edit", "甲乙丙")
	if strings.Contains(out, "单位") {
		t.Errorf("a column left out was read:\n%s", out)
	}
	c.must(2, "应当写成“列=字段”", "import", f, "--column", "岗位=现任职务")
	c.must(2, "不是登记项", "import", f, "--column", "B=没有这项")
}

// The history counts steps, not the records they changed.
func TestHistoryOfSteps(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 3 人", "import", write(t, "一.csv", "姓名,单位\n甲一,某处\n乙二,某处\n丙三,某处\n"))
	c.must(0, "", "edit", "甲一", "--set", "籍贯=某县")
	c.must(0, "已撤销", "undo")
	out := c.must(0, "导入 3 人（3 项变动）", "history")
	if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) != 3 || !strings.Contains(lines[0], "撤销：修改 甲一") || !strings.Contains(lines[1], "已撤销") {
		t.Errorf("history:\n%s", out)
	}
	if out := c.must(0, "撤销", "history", "--limit", "1"); strings.Count(out, "\n") != 1 {
		t.Errorf("limit 1:\n%s", out)
	}
	c.must(2, "--limit 应当是 1 以上的整数", "history", "--limit", "0")
}

// One bad file in a folder is told and the rest is imported.
func TestOneBadFileKeepsNobodyOut(t *testing.T) {
	c := newClerk(t)
	dir := t.TempDir()
	for name, text := range map[string]string{"甲.lrmx": "<Person><XingMing>甲乙丙</XingMing></Person>", "无名.lrmx": "<Person><XingBie>男</XingBie></Person>", "坏.lrmx": "<Person><XingMing>"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := c.must(1, "已导入 1 人", "import", dir)
	if !strings.Contains(out, "存疑  无名.lrmx（不导入）：没有姓名") || strings.Count(out, "坏.lrmx：") != 1 {
		t.Errorf("the bad files are not told once each:\n%s", out)
	}
}

// A semicolon is text, not the end of it; votes are read with any mark between.
func TestMarksInTexts(t *testing.T) {
	c := prepared(t)
	c.run("report", "set", "2025年度", "齐明远", "--section", "merits=能吃苦;肯钻研=实干。")
	c.must(0, "能吃苦;肯钻研=实干。", "report", "show", "2025年度", "齐明远")
	for _, votes := range []string{"优秀=5;称职=5;不称职=0;弃权=1", "优秀=5，称职=5，不称职=0，弃权=1", "优秀：５、称职：５、不称职：０、弃权：１"} {
		c.must(0, "45.45%", "tally", "set", "2025年度", "齐明远", "--expected", "14", "--present", "12", "--issued", "12", "--returned", "12", "--valid", "11", "--invalid", "1", "--votes", votes)
	}
	c.must(2, "“优秀=五”应当写成", "tally", "set", "2025年度", "齐明远", "--votes", "优秀=五")
	c.must(2, "“优秀”写了两次", "tally", "set", "2025年度", "齐明远", "--votes", "优秀=5;优秀=6")
}

// The beginning of a finding's key must fit only one.
func TestWaiverNeedsOneFinding(t *testing.T) {
	c := prepared(t)
	_, out := c.run("check", "2025年度", "--all") // with the notes: they can be waived too
	count := map[string]int{}
	for _, m := range regexp.MustCompile(`\[([0-9a-f])[0-9a-f]+\]`).FindAllStringSubmatch(out, -1) {
		count[m[1]]++
	}
	for first, n := range count {
		if n > 1 {
			c.must(2, fmt.Sprintf("有 %d 个问题的编号以“%s”开头，请把编号写全", n, first), "check", "2025年度", "--waive", first, "--reason", "试")
		} else {
			c.must(0, "已说明", "check", "2025年度", "--waive", first, "--reason", "试")
			break
		}
	}
	c.must(1, "没有编号为", "check", "2025年度", "--waive", "不存在", "--reason", "试")
}

// States are named in Chinese or by key.
func TestMaterialStatesInChinese(t *testing.T) {
	c := prepared(t)
	c.must(0, "已签", "material", "set", "2025年度", "齐明远", "review-form", "--paper", "--state", "已签")
	c.must(2, "没有状态“好了”；可用：未交（missing）", "material", "set", "2025年度", "齐明远", "review-form", "--state", "好了")
}
