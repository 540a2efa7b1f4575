package command

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The number of the sample person, invented as the person is.
func sampleNumber(t *testing.T, c *clerk) string {
	t.Helper()
	out := c.must(0, "身份证号：", "edit", "齐明远", "--show-id")
	_, rest, _ := strings.Cut(out, "身份证号：")
	n, _, _ := strings.Cut(rest, "\n")
	if len(n) != 18 {
		t.Fatalf("no number in %s", out)
	}
	return n
}

func TestNumbersAreMaskedUntilAskedFor(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	n := sampleNumber(t, c)
	for _, args := range [][]string{{"edit", "齐明远"}, {"edit", "齐明远", "--json"}, {"cadres"}, {"cadres", "--json"}, {"audit"}, {"audit", "list", "--json"}, {"history"}, {"import", sampleLRMX, "--dry-run"}} {
		if _, out := c.run(args...); strings.Contains(out, n) {
			t.Errorf("kaocha %s shows the number", strings.Join(args, " "))
		}
	}
	c.must(0, n[:3]+"***********"+n[14:], "edit", "齐明远")
	if out := c.must(0, "共 1 条", "audit", "list", "--kind", "查看号码"); !strings.Contains(out, "齐明远") {
		t.Error(out)
	}
}

// Whatever is asked of the program, rightly or wrongly, nothing it leaves beside
// the database, its backups and what was asked to be written has a number or a
// name in it: no log, no passing file.
func TestNothingPersonalIsLeftBehind(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	t.Setenv("AppData", filepath.Join(home, "appdata"))
	tmp := filepath.Join(home, "tmp")
	t.Setenv("TMPDIR", tmp)
	t.Setenv("TMP", tmp)
	if err := os.Mkdir(tmp, 0o700); err != nil {
		t.Fatal(err)
	}
	c := newClerk(t)
	out := t.TempDir()
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	n := sampleNumber(t, c)
	for _, args := range [][]string{
		{"export", "--xlsx", filepath.Join(out, "名册.xlsx"), "--reason", "核对"}, {"export", "--lrmx", filepath.Join(out, "lrmx")},
		{"export", "--xlsx", filepath.Join(out, "没有", "名册.xlsx")}, {"form", "registration", "--cadre", "齐明远", "--out", filepath.Join(out, "表.pdf")},
		{"edit", "齐明远", "--set", "身份证号=" + n[:17] + "0"}, {"edit", n, "--set", "性别=乱"}, {"merge", "齐明远", n}, {"undo"}, {"restore", sampleLRMX},
		{"backup", filepath.Join(out, "x.db")}, {"audit", "check"},
	} {
		c.run(args...)
	}
	for _, dir := range []string{home} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if bytes.Contains(b, []byte(n)) || bytes.Contains(b, []byte("齐明远")) || strings.Contains(path, "齐明远") {
				t.Errorf("%s has personal data", path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
