package command

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/store"
)

// CASES T06: a damaged file is told with what each way out gives; salvage puts
// the records back and keeps the damaged file.
func TestDamagedDatabase(t *testing.T) {
	c := newClerk(t)
	c.must(0, "", "import", sampleLRMX)
	c.must(0, "数据文件完好：干部 1 人、批次 0 个、考察对象 0 名，做到第 1 步", "database", "check")
	c.must(0, "已备份", "backup")
	c.must(0, "", "edit", "齐明远", "--set", "籍贯=改过")
	whole, err := os.ReadFile(c.db)
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.Clone(whole)
	copy(bad[4096:], bytes.Repeat([]byte{0xa5}, 3*4096))
	if err := os.WriteFile(c.db, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	out := c.must(1, "抢救能得到：干部 1 人", "database", "check")
	for _, want := range []string{"没有动过", "会少：此后的 1 步操作", "database salvage --use", "restore "} {
		if !strings.Contains(out, want) {
			t.Errorf("the check does not say %q:\n%s", want, out)
		}
	}
	code, out := c.run("database", "check", "--json")
	var x struct {
		Good             bool
		StepsSinceBackup int
		Salvage          struct{ Cadres, Steps int }
	}
	if err := json.Unmarshal([]byte(out), &x); err != nil || code != 1 || x.Good || x.StepsSinceBackup != 1 || x.Salvage.Cadres != 1 || x.Salvage.Steps != 2 {
		t.Errorf("%d %v %s", code, err, out)
	}
	c.must(1, "database check", "cadres")
	to := filepath.Join(t.TempDir(), "救出.db")
	c.must(0, "原文件没有动", "database", "salvage", "--out", to)
	c.must(2, "只能写一个", "database", "salvage", "--out", to, "--use")
	out = c.must(0, "已救出并换上", "database", "salvage", "--use")
	_, kept, _ := strings.Cut(strings.TrimSpace(out), "损坏的文件留在 ")
	if b, err := os.ReadFile(kept); err != nil || !bytes.Equal(b, bad) {
		t.Errorf("the damaged file is not kept: %v", err)
	}
	c.must(0, "籍贯：改过", "edit", "齐明远")
	c.must(1, "不需要抢救", "database", "salvage", "--use")
	out = c.must(0, "操作记录完整", "audit", "check")
	if !strings.Contains(out, "抢救过：第 3 号，") || !strings.Contains(out, "处读不出来") {
		t.Errorf("the check does not tell of the salvage:\n%s", out)
	}
	c.must(0, "救出：干部 1 人", "audit", "list", "--kind", "抢救")
}

// A command beside somebody else's window only looks; beside one's own it works.
func TestCommandBesideAWindow(t *testing.T) {
	c := newClerk(t)
	c.must(0, "", "import", sampleLRMX)
	t.Setenv("USER", "zhangsan")
	t.Setenv("USERNAME", "zhangsan")
	w, err := store.Open(c.db, store.Options{User: "张三", Hold: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	c.must(0, "籍贯：甲", "edit", "齐明远", "--set", "籍贯=甲")
	c.must(1, "这里只能查看", "--read-only", "edit", "齐明远", "--set", "籍贯=乙")
	t.Setenv("USER", "lisi")
	t.Setenv("USERNAME", "lisi")
	c.must(0, "齐明远", "cadres")
	c.must(1, "正由张三（电脑 ", "edit", "齐明远", "--set", "籍贯=乙")
	c.must(0, "正由张三（电脑 ", "database", "check")
	c.must(0, "籍贯：甲", "edit", "齐明远")
}

// A data file drawn onto the program is worked in; other files are opened in the
// usual one, and a data file named beside --db is as well.
func TestDataFileDrawnOntoTheProgram(t *testing.T) {
	dir := t.TempDir()
	db, roster := filepath.Join(dir, "学院.DB"), filepath.Join(dir, "名册.csv")
	for _, f := range []string{db, roster} {
		if err := os.WriteFile(f, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args  []string
		db    string
		files int
	}{
		{[]string{db}, db, 0},
		{[]string{roster}, "", 1},
		{[]string{db, roster}, "", 2},
		{[]string{"--db", "x.db", db}, "x.db", 1},
	} {
		got, n := "none", -1
		Run(c.args, io.Discard, io.Discard, func(db, _ string, files []string, _ bool) error {
			got, n = db, len(files)
			return nil
		})
		if got != c.db || n != c.files {
			t.Errorf("%q opened %q with %d files", c.args, got, n)
		}
	}
}
