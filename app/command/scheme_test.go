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
		{"months: 12", "months: 十二", "第 11 行：这里的值类型不对，应为整数"},
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
