package command

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever sits at a terminal is asked what an export is for, and again after an
// answer that says nothing; a script is not, and the log says so.
func TestExportAsksForItsReason(t *testing.T) {
	c := prepared(t)
	old := asked
	t.Cleanup(func() { asked = old })
	answer := func(text string) {
		asked = func() io.Reader { return strings.NewReader(text) }
	}
	last := func(want string) {
		t.Helper()
		out := c.must(0, "", "audit", "list", "--kind", "导出", "--limit", "1")
		if !strings.Contains(out, "用途："+want) {
			t.Errorf("want %q in %s", want, out)
		}
	}
	to := filepath.Join(t.TempDir(), "名册.xlsx")
	answer("x\n上级部门调阅\n")
	out := c.must(0, "导出做什么用", "export", "--xlsx", to)
	if strings.Count(out, "导出做什么用（") != 2 {
		t.Errorf("asked not twice: %s", out)
	}
	last("上级部门调阅")
	answer("\n")
	c.must(0, "", "export", "--xlsx", to)
	last("未写明")
	answer("不会被问到\n")
	if out := c.must(0, "", "export", "--xlsx", to, "--reason", "考察组用"); strings.Contains(out, "导出做什么用（") {
		t.Error("asked though it was said")
	}
	last("考察组用")
	asked = func() io.Reader { return nil }
	c.must(0, "", "export", "--xlsx", to)
	last("未写明")
}
