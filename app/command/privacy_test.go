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

// No command that only tells something shows a number in full, as words or as
// JSON, of a person, of a round or of what was.
func TestNoReportShowsANumber(t *testing.T) {
	c := prepared(t)
	n := sampleNumber(t, c)
	wrong := n[:17] + map[bool]string{true: "1", false: "0"}[n[17] == '0']
	c.run("edit", "齐明远", "--set", "身份证号="+wrong)
	for _, args := range [][]string{{"check", "2025年度"}, {"check", "2025年度", "--all"}, {"round", "list"}, {"round", "show", "2025年度"}, {"material", "list", "2025年度"},
		{"tally", "show", "2025年度", "齐明远"}, {"talk", "list", "2025年度", "齐明远"}, {"report", "show", "2025年度", "齐明远"}, {"stats"}, {"stats", "--by", "unit"},
		{"history", "list"}, {"history", "show", "齐明远"}, {"history", "show", "齐明远", "--step", "2"}, {"history", "show", "齐明远", "--round", "2025年度"}, {"history", "deleted"},
		{"audit", "list"}, {"cadres"}, {"edit", "齐明远"}, {"settings", "list"}, {"key", "log"}, {"user", "list"}, {"backup", "list"}, {"database", "check"}, {"receipt", "show", "2025年度"},
		{"edit", "齐明远", "--set", "身份证号=" + n + "0"}, {"round", "add", "2025年度", "--cadre", "齐明远"}, {"round", "drop", "2025年度", "无此人"}} {
		for _, more := range [][]string{nil, {"--json"}} {
			_, out := c.run(append(args[:len(args):len(args)], more...)...)
			for _, number := range []string{n, wrong} {
				if strings.Contains(out, number) {
					t.Errorf("kaocha %s shows the number:\n%.500s", strings.Join(append(args, more...), " "), out)
				}
			}
		}
	}
}
