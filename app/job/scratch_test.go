package job

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaocha/data/safefile"
)

// CASES T40: no plain copy stays in a temporary folder: what this run made goes
// at its end, what a run that died left goes at the next start, and what may
// still be printing elsewhere stays until then.
func TestScratchIsWiped(t *testing.T) {
	home, system := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DATA_HOME", home)
	t.Setenv("LOCALAPPDATA", home)
	t.Setenv("TMPDIR", system)
	t.Setenv("TMP", system)
	dir, err := DataDir()
	if err != nil {
		t.Fatal(err)
	}
	prints := filepath.Join(dir, printName)
	if err := os.MkdirAll(prints, 0o700); err != nil {
		t.Fatal(err)
	}
	old, fresh := filepath.Join(prints, "旧.pdf"), filepath.Join(prints, "新.pdf")
	for _, p := range []string{old, fresh} {
		if err := os.WriteFile(p, []byte("登记表"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-printsKept - time.Minute)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	defer safefile.SetScratch("")
	end := BeginPrivate()
	made, err := safefile.ScratchDir()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(made, "名册.xlsx"), []byte("身份证号"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("an old print was not wiped at the start")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error("a print that may still be under way was wiped")
	}
	if left, _ := os.ReadDir(system); len(left) > 0 {
		t.Errorf("in the system's temporary folder: %v", left)
	}
	end()
	if _, err := os.Stat(made); err == nil {
		t.Error("what this run made is still there")
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "临时")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
