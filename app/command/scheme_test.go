package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A scheme copied and changed by a clerk, in whatever encoding the editor saved
// it: taken when sound, else refused with the line of the fault.
func TestEditedScheme(t *testing.T) {
	c := newClerk(t)
	_, text := c.run("scheme", "show", "fafu-probation")
	file := filepath.Join(t.TempDir(), "本校 方案.yaml")
	put := func(b []byte) {
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edited := strings.Replace(text, "name: 科级干部试用期考察", "name: 本校科级干部考察", 1)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(edited)
	if err != nil || edited == text {
		t.Fatal(err)
	}
	for name, b := range map[string]string{"utf-8": edited, "mark": "\ufeff" + edited, "gbk": gbk, "crlf": strings.ReplaceAll(edited, "\n", "\r\n")} {
		put([]byte(b))
		if code, out := c.run("scheme", "check", file); code != 0 || !strings.Contains(out, "“本校科级干部考察”可以使用") {
			t.Errorf("%s: exit %d: %s", name, code, out)
		}
		c.must(0, "已新建批次", "round", "new", "批次 "+name, "--scheme", file)
		c.must(0, "本校科级干部考察", "round", "show", "批次 "+name)
	}
	for _, f := range []struct{ old, new, want string }{
		{"months: 12", "months: 十二", "第 11 行：“probation.months”应为整数，写的是 十二"},
		{"abstain: ", "abstian: ", "是否应为“abstain”"},
		{"form: report", "form: reportx", "的表“reportx”不存在"},
		{"[roster, handover]", "[roster, handoverx]", "第 206 行：成套材料（pack）列了“handoverx”"},
		{"\nstages:", "\n\tx: 1\nstages:", "缩进不能用制表符"},
		{"paper: 16K", "paper: B5", "第 8 行：不认识的纸张“B5”"},
	} {
		put([]byte(strings.Replace(text, f.old, f.new, 1)))
		out := c.must(1, f.want, "scheme", "check", file)
		if !strings.Contains(out, "本校 方案.yaml 第 ") {
			t.Errorf("%s: the file and line are not named: %s", f.new, out)
		}
	}
	put([]byte{0, 1, 2, 3})
	c.must(1, "不是文本文件", "scheme", "check", file)
}

// Without --scheme the first shipped scheme is taken; no key stands in the code.
func TestSchemeByDefault(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已新建批次", "round", "new", "甲")
	first := strings.Fields(strings.Split(c.must(0, "", "scheme", "list"), "\n")[1])[0]
	c.must(0, `"schemeKey": "`+first+`"`, "round", "list", "--json")
}

// A scheme copied, its weights changed and a round opened with it, by command:
// 0.5·91 + 0.5·88.5 = 89.75. What breaks a rule changes nothing.
func TestCopiedSchemeCountsByItsOwnWeights(t *testing.T) {
	c := newClerk(t)
	c.must(0, "代号 own.本市廉政考核", "scheme", "copy", "integrity-target", "本市廉政考核")
	c.must(2, "已经有名为“本市廉政考核”的方案", "scheme", "copy", "unit-annual", "本市廉政考核")
	c.must(0, "党委政府履行责任制", "scheme", "figures", "own.本市廉政考核")
	c.must(1, "各部分的权重之和是 1.1，应为 1（即 100%）", "scheme", "set", "本市廉政考核", "score.terms[0].weight=0.5")
	c.must(1, "“权重”应为数字，如 0.4，写的是“一半”", "scheme", "set", "本市廉政考核", "score.terms[0].weight=一半")
	c.must(1, "没有自己的考核方案“党风廉政目标管理考核”", "scheme", "set", "党风廉政目标管理考核", "score.decimals=1")
	c.must(0, "已改 2 处", "scheme", "set", "本市廉政考核", "score.terms[0].weight=0.5", "score.terms[1].weight=0.5")
	const r = "本市2026"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "own.本市廉政考核", "--assessed", "2026.12.20")
	c.must(0, "已加入 1 个", "round", "add", r, "--name", "青岚县")
	c.score(r, "青岚县", "party", "leading=15", "duty=15", "education=12", "rules=13", "power=18", "check=18")
	if out := c.score(r, "青岚县", "discipline", "case=28.5", "trial=15", "letters=15", "inspect=15", "team=15"); !strings.Contains(out, "总分 = 0.5 × 91.00 ＋ 0.5 × 88.50 = 89.75") {
		t.Errorf("it counts %s", out)
	}
}
