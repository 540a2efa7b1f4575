package safefile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestSweepRemovesOnlyTheDead(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	dead := cmd.Process.Pid
	dir := t.TempDir()
	remove := fmt.Sprintf(".kaocha-%s-%d-1.tmp", computer, dead)
	keep := []string{
		fmt.Sprintf(".kaocha-%s-%d-1.tmp", computer, os.Getpid()),
		fmt.Sprintf(".kaocha-00000000-%d-1.tmp", dead),
		fmt.Sprintf(".kaocha-%s-%d-1.tmp.old", computer, dead),
		".kaocha-1.tmp", "考察通.db",
	}
	os.MkdirAll(filepath.Join(dir, remove, "sub"), 0o755)
	put(t, filepath.Join(dir, remove, "sub", "a"), "x")
	for _, n := range keep {
		put(t, filepath.Join(dir, n), "x")
	}
	Sweep(dir)
	if _, err := os.Stat(filepath.Join(dir, remove)); err == nil {
		t.Error("the dead process's folder is still there")
	}
	for _, n := range keep {
		if _, err := os.Stat(filepath.Join(dir, n)); err != nil {
			t.Errorf("%s is gone", n)
		}
	}
}

func TestTempNames(t *testing.T) {
	dir := t.TempDir()
	f, err := TempFile(dir)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	d, err := TempDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{f.Name(), d} {
		if !unfinished.MatchString(filepath.Base(p)) {
			t.Errorf("%s would never be swept", p)
		}
	}
}
