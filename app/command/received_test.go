package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/review"
	"kaocha/forms/template/build"
)

// workSummary writes a 履职工作总结 as a cadre might hand it in.
func workSummary(t *testing.T, title, paper string, f build.Text, exact float64, text string) string {
	t.Helper()
	p, _ := build.PaperByKey(paper)
	body := []build.XML{build.Para{Align: build.Center, Exact: 30}.Say(build.Text{Font: "方正小标宋简体", Size: 22}, title)}
	for _, line := range strings.Split(text, "\n") {
		body = append(body, build.Para{Exact: exact, FirstChars: 2, Size: f.Size}.Say(f, line))
	}
	file := filepath.Join(t.TempDir(), "总结.docx")
	b := build.Document(build.Section{Paper: p, Top: 20, Bottom: 20, Left: 20, Right: 20}, title, body...)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

var (
	fangsong = build.Text{Font: "仿宋", Latin: "Times New Roman", Size: 15}
	longText = strings.Repeat("本年度完成了岗位要求的各项工作，取得了一些成绩。\n", 80) // 24 characters × 80
)

// A file in the prescribed format is taken without a word; each deviation from
// title, paper, font, size, spacing and length is told (FAFU notice, item 1).
func TestReceivedSummaryIsMeasured(t *testing.T) {
	c := prepared(t)
	good := workSummary(t, "履职工作总结", "16K", fangsong, 25, longText)
	c.must(0, "已收", "material", "set", "2025年度", "齐明远", "summary", "--paper", "--file", good)

	bad := workSummary(t, "年度工作总结", "A4", build.Text{Font: "宋体", Size: 12}, 20, "本年度工作。")
	out := c.must(1, "", "material", "set", "2025年度", "齐明远", "summary", "--file", bad)
	for _, word := range []string{"标题", "纸张", "字体", "字号", "行距", "字数", "履职工作总结", "仿宋", "25"} {
		if !strings.Contains(out, word) {
			t.Errorf("nothing is said of %s:\n%s", word, out)
		}
	}
}

func TestReceivedFileMustBeWord(t *testing.T) {
	c := prepared(t)
	file := filepath.Join(t.TempDir(), "总结.docx")
	if err := os.WriteFile(file, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(1, "总结.docx", "material", "set", "2025年度", "齐明远", "summary", "--file", file)
	c.must(0, "未交", "material", "list", "2025年度", "齐明远")
}

// A stage is entered when its conditions hold; going back needs a reason.
func TestStages(t *testing.T) {
	c := prepared(t)
	c.must(0, "进入  齐明远 → 材料收集", "round", "stage", "2025年度", "--to", "材料收集")
	c.must(1, "履职工作总结未收", "round", "stage", "2025年度", "--to", "voting")
	c.must(1, "理由", "round", "stage", "2025年度", "--to", "已通知")
	c.must(0, "进入  齐明远 → 已通知", "round", "stage", "2025年度", "--to", "已通知", "--reason", "名单有误")
	c.must(2, "没有环节", "round", "stage", "2025年度", "--to", "没有")
}

// The national scheme: four grades, three weighted groups, A4; not one word of
// the FAFU scheme is needed.
func TestNationalScheme(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入", "import", sampleLRMX)
	c.must(0, "", "edit", "齐明远", "--set", "单位=宣传部", "--set", "试任通知时间=2024.11.20")
	c.must(0, "已新建", "round", "new", "全国版", "--scheme", "national-probation", "--assessed", "2025.12.10")
	c.must(0, "已加入", "round", "add", "全国版", "--cadre", "齐明远")
	c.must(2, "--group", "tally", "set", "全国版", "齐明远", "--valid", "5", "--votes", "优秀=5")
	sch, _, err := review.ShippedByKey("national-probation")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range sch.Vote.Groups {
		c.run("tally", "set", "全国版", "齐明远", "--group", g.Key, "--expected", "10", "--present", "10", "--issued", "10", "--returned", "10", "--valid", "10", "--invalid", "0",
			"--votes", "优秀=5;称职=3;基本称职=1;不称职=1;弃权=0")
	}
	// each group alike: 5 of 10 decided votes best, 8 of 10 pass whatever the weights
	c.must(0, "50", "tally", "show", "全国版", "齐明远")
	out := filepath.Join(t.TempDir(), "票.docx")
	c.must(0, "已写出", "form", "ballot", "--round", "全国版", "--cadre", "齐明远", "--out", out)
}
