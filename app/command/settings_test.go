package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSettingsFromTheCommandLine(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	c := newClerk(t)
	c.must(0, "（没有设）", "settings", "list")
	c.must(0, "学校名称：云溪大学", "settings", "set", "学校名称", "云溪大学")
	c.must(0, "默认纸张：A4", "settings", "set", "paper", "A4")
	c.must(0, `"value": "云溪大学"`, "settings", "list", "--json")
	c.must(2, "没有设置“校名”", "settings", "set", "校名", "x")
	c.must(0, "已新建批次", "round", "new", "甲")
	c.must(0, "纸张 A4", "round", "show", "甲")
	c.must(0, "已撤销：新建批次 甲", "undo")
	c.must(0, "已撤销：设置默认纸张", "undo")
	c.must(0, "已恢复默认", "settings", "set", "学校名称", "")
	c.must(0, "宋体", "fonts")
	c.must(0, `"family": "Times New Roman"`, "fonts", "--json")
}

func TestOwnSchemeFromTheCommandLine(t *testing.T) {
	c := newClerk(t)
	text := c.must(0, "name:", "scheme", "show", "fafu-probation")
	file := filepath.Join(t.TempDir(), "本校.yaml")
	text = strings.Replace(text, "\nname: 科级干部试用期考察", "\nname: 本校考察", 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(0, "已加入方案“本校考察”", "scheme", "use", file)
	c.must(0, "自己的", "scheme", "list")
	c.must(0, "name: 本校考察", "scheme", "show", "own.本校考察")
	c.must(0, "已新建批次", "round", "new", "甲", "--scheme", "own.本校考察")
	c.must(0, "本校考察", "round", "show", "甲")
	c.must(0, "已移出", "scheme", "drop", "本校考察")
	c.must(1, "可能已经移出", "round", "new", "乙", "--scheme", "own.本校考察")
	c.must(0, "本校考察", "round", "show", "甲")
}
