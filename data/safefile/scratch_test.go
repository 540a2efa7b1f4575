package safefile

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestScratchIsOwnAndWiped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "临时")
	SetScratch(dir)
	defer SetScratch("")
	mine, err := ScratchDir()
	if err != nil || filepath.Dir(mine) != dir {
		t.Fatal(mine, err)
	}
	if err := os.WriteFile(filepath.Join(mine, "表"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	dead := filepath.Join(dir, fmt.Sprintf(".kaocha-%s-%d-1.tmp", computer, 1<<22+5)) // no such process
	other := filepath.Join(dir, ".kaocha-00000000-1-1.tmp")                           // another computer's
	for _, d := range []string{dead, other} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	SweepScratch(false)
	for d, want := range map[string]bool{mine: true, dead: false, other: true} {
		if _, err := os.Stat(d); (err == nil) != want {
			t.Errorf("at the start %s: %v", d, err)
		}
	}
	SweepScratch(true)
	if _, err := os.Stat(mine); err == nil {
		t.Error("at the end our own is left")
	}
}
