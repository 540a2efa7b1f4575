package command

import (
	"path/filepath"
	"testing"

	"kaocha/forms"
)

// Every form's template can be written out and given back, for both schemes.
func TestEveryTemplateOutAndBack(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	c := newClerk(t)
	dir := t.TempDir()
	for _, scheme := range []string{"fafu-probation", "national-probation"} {
		for _, f := range forms.Catalog() {
			file := filepath.Join(dir, scheme+" "+f.Key+".docx")
			c.must(0, "已写出", "template", "export", f.Key, file, "--scheme", scheme)
			c.must(0, "可以使用", "template", "check", file, "--form", f.Key)
		}
	}
	c.must(0, "已换用", "template", "use", filepath.Join(dir, "fafu-probation summary.docx"), "--form", "履职工作总结")
	c.must(2, "没有纸张“B5”", "template", "export", "report", filepath.Join(dir, "x.docx"), "--paper", "B5")
	c.must(1, "没有考核方案“无”", "template", "export", "report", filepath.Join(dir, "x.docx"), "--scheme", "无")
}
