package command

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// stepOf is the number of the first listed step with a text in its line.
func stepOf(t *testing.T, out, text string) string {
	t.Helper()
	for _, l := range strings.Split(out, "\n") {
		if n, _, _ := strings.Cut(l, " "); strings.Contains(l, text) && n != "" {
			if _, err := strconv.Atoi(n); err == nil {
				return n
			}
		}
	}
	t.Fatalf("no step with %q:\n%s", text, out)
	return ""
}

// A person, a subject by parts, the round and a panel: compared and restored;
// the restoring is one step that can be undone.
func TestHistoryShowsAndRestores(t *testing.T) {
	c := prepared(t)
	c.must(1, "已保存", "edit", "齐明远", "--set", "籍贯=别处", "--set", "身份证号=")
	out := c.must(0, "修改：", "history", "show", "齐明远")
	step := stepOf(t, out, "党总支")
	out = c.must(0, "登记表 · 籍贯", "history", "show", "齐明远", "--step", step)
	if !strings.Contains(out, "现在：别处") || !strings.Contains(out, "登记表 · 身份证号") || strings.Contains(out, "999999198203150012") {
		t.Errorf("comparison:\n%s", out)
	}
	c.must(0, "已恢复 1 项", "history", "restore", "齐明远", "--step", step, "--field", "籍贯")
	c.must(2, "没有不同的项目“籍贯”", "history", "restore", "齐明远", "--step", step, "--field", "籍贯")
	c.must(0, "已恢复 1 项", "history", "restore", "齐明远", "--step", step) // the number that is left
	c.must(0, "和现在一样", "history", "restore", "齐明远", "--step", step)
	c.must(0, "已撤销：恢复干部“齐明远”到", "undo")

	c.must(0, "", "decide", "opinion", "2025年度", "齐明远", "branch", "--text", "同意转正")
	c.must(0, "", "decide", "opinion", "2025年度", "齐明远", "branch", "--text", "写错了")
	out = c.must(0, "", "history", "show", "齐明远", "--round", "2025年度", "--part", "意见与决定")
	lines := strings.Split(out, "\n")
	first, _, _ := strings.Cut(lines[1], " ")
	c.must(0, "那时：同意转正", "history", "show", "齐明远", "--round", "2025年度", "--step", first)
	c.must(0, "已恢复 1 项", "history", "restore", "齐明远", "--round", "2025年度", "--step", first, "--part", "意见与决定")
	c.must(0, "共 0 项不同", "history", "show", "齐明远", "--round", "2025年度", "--step", first, "--part", "意见与决定")

	c.must(0, "", "round", "edit", "2025年度", "--deadline", "2026.01.05")
	out = c.must(0, "报送截止", "history", "show", "--round", "2025年度")
	c.must(0, "2025.12.25", "history", "show", "--round", "2025年度", "--step", stepOf(t, out, "新增"))
	c.must(0, "新增", "history", "show", "--round", "2025年度", "--panel", "第一考察组")
	c.must(1, "有：机关党总支", "history", "show", "--round", "2025年度", "--branch", "别的")
	c.must(2, "请写干部姓名", "history", "show")
	c.must(2, "没有改过", "history", "show", "齐明远", "--step", "99999")
	var list []struct{ What string }
	if err := json.Unmarshal([]byte(c.must(0, "", "history", "show", "齐明远", "--json")), &list); err != nil || len(list) < 3 || list[len(list)-1].What != "新增" {
		t.Errorf("%+v %v", list, err)
	}
}

// A deleted round is brought back with all that went with it; a deleted person
// too, also after other work.
func TestDeletedIsBroughtBack(t *testing.T) {
	c := prepared(t)
	c.must(0, "已导入 1 人", "import", write(t, "一.csv", "姓名,单位\n甲一,某处\n"))
	c.must(0, "", "edit", "甲一", "--set", "籍贯=某县")
	c.must(0, "", "delete", "甲一")
	c.must(0, "", "round", "delete", "2025年度")
	c.must(0, "", "edit", "齐明远", "--set", "籍贯=别处")
	out := c.must(0, "共 2 条", "history", "deleted")
	if !strings.Contains(out, "考察批次“2025年度”") || !strings.Contains(out, "干部“甲一”") {
		t.Fatalf("deleted:\n%s", out)
	}
	c.must(2, "写的是第 3 条", "history", "deleted", "3")
	c.must(0, "已取回干部“甲一”", "history", "deleted", "2")
	c.must(0, "籍贯：某县", "edit", "甲一")
	c.must(0, "已取回考察批次“2025年度”", "history", "deleted", "1")
	c.must(0, "齐明远", "round", "show", "2025年度")
	c.must(0, "共 0 条", "history", "deleted")
	c.must(0, "操作记录完整", "audit", "check")
}
