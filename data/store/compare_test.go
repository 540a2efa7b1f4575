package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaocha/data/review"
)

// A backup of 甲 乙 丙; since then 丁 is new, 甲 changed, 乙 deleted, and a round
// was made.
func TestCompareTellsWhatWouldBeLost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "考察通.db")
	s := openAt(t, path)
	a, b := saved(t, s, "甲"), saved(t, s, "乙")
	saved(t, s, "丙")
	do(t, s, "新建批次", func(tx *Tx) error { return tx.SaveRound(&review.Round{Name: "二〇二五"}) })
	backup := filepath.Join(t.TempDir(), "备份.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	before := bytesOf(t, backup)
	same, err := Compare(ctx, backup, path)
	if err != nil || len(same.Lost)+len(same.LostPersons)+len(same.LostRounds)+same.Changed+len(same.Back) != 0 || same.Backup.Cadres != 3 || same.Label != "新建批次" {
		t.Fatalf("nothing is lost, yet %+v %v", same, err)
	}
	saved(t, s, "丁")
	setPhone(t, s, a.ID, "139")
	do(t, s, "删除", func(tx *Tx) error { return tx.DeleteCadre(b.ID) })
	do(t, s, "新建批次", func(tx *Tx) error { return tx.SaveRound(&review.Round{Name: "二〇二六"}) })
	if err := s.Log(ctx, LogExport, "导出", Detail{}); err != nil {
		t.Fatal(err)
	}
	c, err := Compare(ctx, backup, path) // while it is open
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Lost) != 4 || c.Lost[3].Label != "新增丁" && !strings.Contains(c.Lost[3].Label, "丁") || !slices.Equal(c.LostPersons, []string{"丁"}) ||
		!slices.Equal(c.LostRounds, []string{"二〇二六"}) || c.Changed != 1 || !slices.Equal(c.Back, []string{"乙"}) || c.Now.Cadres != 3 || c.Now.Rounds != 2 || !slices.Equal(c.Rounds, []string{"二〇二五"}) {
		t.Errorf("%+v", c)
	}
	if !bytes.Equal(before, bytesOf(t, backup)) {
		t.Error("the backup was touched")
	}
	if c, err := Compare(ctx, backup, filepath.Join(t.TempDir(), "没有.db")); err != nil || c.Backup.Cadres != 3 || c.Now.Cadres != 0 {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := Compare(ctx, path+"-x", path); err == nil {
		t.Error("a missing backup was compared")
	}
}

// After a restore the numbers of steps come again; a backup of the other course
// of things is not taken for one of this.
func TestBackupOfAnotherCourseDoesNotCover(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "考察通.db")
	s := openAt(t, path)
	saved(t, s, "甲")
	old := filepath.Join(t.TempDir(), "旧.db")
	if err := s.Backup(ctx, old); err != nil {
		t.Fatal(err)
	}
	saved(t, s, "乙")
	first, err := s.AutoBackup(ctx, BackupFolder(path), UsualRetention)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Log(ctx, LogReveal, "查看", Detail{}); err != nil {
		t.Fatal(err)
	}
	if same, err := s.AutoBackup(ctx, BackupFolder(path), UsualRetention); err != nil || same != first {
		t.Errorf("a look at a number made a backup: %s, %v", same, err)
	}
	s.Close()
	if _, err := Restore(old, path); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path)
	saved(t, s, "丙") // the same number as 乙 had
	second, err := s.AutoBackup(ctx, BackupFolder(path), UsualRetention)
	if err != nil || second == first {
		t.Fatalf("%s was taken for a backup of this, %v", second, err)
	}
	if ok, _ := CheckFile(first); !ok {
		t.Error("the backup from before the restore is gone")
	}
}

func TestSealedBackup(t *testing.T) {
	defer func(n int) { sealWork = n }(sealWork)
	sealWork = 10
	dir := t.TempDir()
	path := filled(t, dir, 3)
	sealed := filepath.Join(dir, "U盘.db.age")
	const pass = "一二三四五 六七八九"
	if err := Seal(path, sealed, "太短"); !errors.Is(err, ErrInvalid) {
		t.Errorf("short passphrase: %v", err)
	}
	if err := Seal(path, sealed, pass); err != nil {
		t.Fatal(err)
	}
	b := bytesOf(t, sealed)
	if bytes.Contains(b, []byte("SQLite")) || !bytes.HasPrefix(b, []byte("age-encryption.org/v1")) {
		t.Error("not encrypted")
	}
	plain := filepath.Join(dir, "又.db")
	if err := Unseal(sealed, plain, pass); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytesOf(t, plain), bytesOf(t, path)) {
		t.Error("not the same bytes")
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"one byte":   func(b []byte) []byte { b[len(b)-200] ^= 1; return b },
		"cut short":  func(b []byte) []byte { return b[:len(b)-70000] },
		"not age":    func([]byte) []byte { return []byte("你好") },
		"dear":       func(b []byte) []byte { return bytes.Replace(b, []byte(" 10\n"), []byte(" 30\n"), 1) },
		"empty file": func([]byte) []byte { return nil },
	} {
		bad, to := filepath.Join(dir, name+".age"), filepath.Join(dir, name+".db")
		if err := os.WriteFile(bad, spoil(bytes.Clone(b)), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Unseal(bad, to, pass); err == nil {
			t.Errorf("%s: opened", name)
		}
		if exists(to) {
			t.Errorf("%s: something was left", name)
		}
	}
	if err := Unseal(sealed, filepath.Join(dir, "x.db"), pass+"。"); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "口令不对") {
		t.Errorf("wrong passphrase: %v", err)
	}
}
