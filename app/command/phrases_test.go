package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Phrases are kept by command as in the window, and travel as a text file.
func TestPhrasesByCommand(t *testing.T) {
	c := newClerk(t)
	c.must(0, "考察报告", "phrases", "list")
	out := c.must(0, "", "phrases", "list")
	place := strings.Fields(strings.Split(out, "\n")[2])[0]
	if !strings.HasPrefix(place, "report/") {
		t.Fatalf("first place %q in\n%s", place, out)
	}
	c.must(0, "还没有常用语", "phrases", "list", place)
	c.must(0, "已加到", "phrases", "add", place, "作风踏实")
	c.must(0, "已加到", "phrases", "add", place, "一行\n两行 C:\\new")
	c.must(2, "已经有", "phrases", "add", place, "作风踏实")
	c.must(0, "已修改", "phrases", "change", place, "作风踏实", "作风扎实")
	c.must(2, "已不在了", "phrases", "change", place, "作风踏实", "x")
	c.must(0, "已移动", "phrases", "move", place, "作风扎实", "--by=1")
	file := filepath.Join(t.TempDir(), "常用语.txt")
	c.must(0, "2 条", "phrases", "export", place, "--out", file)
	other := newClerk(t)
	other.must(0, "新增 2 条，已有的 0 条", "phrases", "import", place, file)
	other.must(0, "新增 0 条，已有的 2 条", "phrases", "import", place, file)
	if got := other.must(0, "", "phrases", "list", place, "--json"); !strings.Contains(got, `"一行\n两行 C:\\new"`) || strings.Index(got, "一行") > strings.Index(got, "作风扎实") {
		t.Errorf("came over as %s", got)
	}
	other.must(0, "已删除", "phrases", "remove", place, "作风扎实")
	if err := os.WriteFile(file, []byte("好\n"+strings.Repeat("长", 501)), 0o600); err != nil {
		t.Fatal(err)
	}
	other.must(2, "第 2 行", "phrases", "import", place, file)
	if got := other.must(0, "", "phrases", "list", place); strings.Contains(got, "好") {
		t.Errorf("half a file was taken: %s", got)
	}
	other.must(2, "没有“乱写”这个部分", "phrases", "list", "乱写")
	other.must(1, "", "phrases", "import", place, filepath.Join(t.TempDir(), "没有.txt"))
	other.must(2, "还没有常用语，没有写文件", "phrases", "export", "opinion/panel", "--out", file)
}
