package store

import (
	"os"
	"path/filepath"
	"testing"
)

// A damaged database: the numbers of both ways out are the true ones.
func TestSurveyOfDamage(t *testing.T) {
	dir := t.TempDir()
	path := filled(t, dir, 20)
	s := openAt(t, path)
	if _, err := s.AutoBackup(ctx, BackupFolder(path), Retention{Recent: 5}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"甲", "乙"} {
		saved(t, s, name)
	}
	s.Close()
	if x, err := Examine(ctx, path); err != nil || x.Reason != "" || x.Cadres != 22 || x.Counts.Steps != 3 {
		t.Fatalf("whole: %+v, %v", x, err)
	}
	b := bytesOf(t, path)
	copy(b[4096:], make([]byte, 4096*3)) // pages 2 to 4 are gone
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	x, err := Examine(ctx, path)
	if err != nil || x.Reason == "" || x.NoSalvage != nil {
		t.Fatalf("%+v, %v", x, err)
	}
	if x.Salvage.Cadres != 22 || x.Steps() != 3 || x.BackupHas.Cadres != 20 || x.BackupHas.Steps != 1 || x.BackupAt.IsZero() {
		t.Errorf("%+v", x)
	}
	// A copy that a person made later has more; the salvage is a step of its own.
	by := filepath.Join(BackupFolder(path), "考察通-20991231-235959.db")
	if _, err := Salvage(ctx, path, by, ""); err != nil {
		t.Fatal(err)
	}
	if x, err = Examine(ctx, path); err != nil || x.Backup != by || x.BackupHas.Steps != 4 {
		t.Errorf("%+v, %v", x, err)
	}
	if got := listing(t, dir); got != "备份 考察通.db" {
		t.Errorf("left behind: %s", got)
	}
	if _, err := Examine(ctx, filepath.Join(dir, "无.db")); err == nil {
		t.Error("a missing file was examined")
	}
}
