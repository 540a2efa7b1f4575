package command

import (
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaocha/data/review"
)

func TestStatsFromTheCommandLine(t *testing.T) {
	c := prepared(t)
	out := c.must(0, "按党总支统计", "stats")
	for _, want := range []string{"干部库全部干部　共 1 人", "机关党总支  1     100.00%", "合计"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	c.must(0, "年龄计算到 2025.12.10", "stats", "--round", "2025年度", "--by", "age")
	c.must(0, "年龄计算到 2030.01", "stats", "--round", "2025年度", "--by", "年龄段", "--at", "2030.1")
	c.must(0, "查找“没有此人”得到的干部　共 0 人", "stats", "--find", "没有此人", "--by", "sex")
	// One subject only: nothing that was judged may show.
	c.run("report", "set", "2025年度", "齐明远", "--grade", "优秀")
	out = c.must(0, "只有 1 人有结果", "stats", "--round", "2025年度", "--by", "grade")
	if !strings.Contains(out, "不公布") || strings.Contains(out, "优秀  1") {
		t.Errorf("the only grade shows:\n%s", out)
	}
	var s review.Stats
	if err := json.Unmarshal([]byte(c.must(0, "", "stats", "--by", "sex", "--and", "age", "--json")), &s); err != nil || s.People != 1 || len(s.Columns) != 6 {
		t.Errorf("JSON: %v %+v", err, s)
	}
}

func TestStatsFiles(t *testing.T) {
	c := prepared(t)
	dir := t.TempDir()
	x, p := filepath.Join(dir, "统计 1.xlsx"), filepath.Join(dir, "图.PNG")
	c.must(0, "已写出", "stats", "--by", "sex", "--xlsx", x, "--png", p, "--chart", "pie")
	f, err := excelize.OpenFile(x)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if v, _ := f.GetCellValue("统计表", "A1"); v != "按性别统计" {
		t.Errorf("title %q", v)
	}
	r, err := os.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if cfg, err := png.DecodeConfig(r); err != nil || cfg.Width < 1000 {
		t.Errorf("picture %+v %v", cfg, err)
	}
}

func TestStatsWrongUse(t *testing.T) {
	c := prepared(t)
	dir := t.TempDir()
	for _, x := range []struct {
		want string
		args []string
	}{
		{"不能按“星座”统计；可以按：党总支（branch）", []string{"--by", "星座"}},
		{"“评价等级”只在考察批次里才有", []string{"--by", "grade"}},
		{"只能整批统计", []string{"--round", "2025年度", "--find", "齐"}},
		{"应当以 .xlsx 结尾", []string{"--xlsx", filepath.Join(dir, "a.doc")}},
		{"饼图只能画一项统计", []string{"--by", "sex", "--and", "age", "--chart", "pie", "--png", filepath.Join(dir, "a.png")}},
		{"至少写到月", []string{"--by", "age", "--at", "2025"}},
	} {
		c.must(2, x.want, append([]string{"stats"}, x.args...)...)
	}
	c.must(1, "没有完成", "stats", "--png", filepath.Join(dir, "没有", "a.png"))
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
