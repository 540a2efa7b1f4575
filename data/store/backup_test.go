package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func count(t *testing.T, s *Store) int {
	t.Helper()
	_, n, err := s.Cadres(ctx, CadreFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBackupIsWholeAndNeverOverwrites(t *testing.T) {
	s := openNew(t)
	saved(t, s, "甲")
	to := filepath.Join(t.TempDir(), "U 盘", "备份'1'.db")
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	saved(t, s, "乙") // after the backup
	first := bytesOf(t, to)
	if err := s.Backup(ctx, to); err == nil || !strings.Contains(err.Error(), "已经存在") || !bytes.Equal(first, bytesOf(t, to)) {
		t.Errorf("over an old one: %v", err)
	}
	if got := listing(t, filepath.Dir(to)); got != "备份'1'.db" {
		t.Errorf("left beside it: %s", got)
	}
	b := openAt(t, to)
	if n := count(t, b); n != 1 {
		t.Errorf("backup has %d persons", n)
	}
	c, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Backup(c, to+"2"); err == nil || exists(to+"2") {
		t.Errorf("cancelled: %v", err)
	}
}

// CASES T13: the count decides what goes, never the clock.
func TestAutoBackupKeepsByCount(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)
	path := filepath.Join(t.TempDir(), "考察通.db")
	s, err := Open(path, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dir := BackupFolder(path)
	os.MkdirAll(dir, 0o755)
	os.WriteFile(filepath.Join(dir, "我自己的备份.db"), []byte("mine"), 0o600)
	os.WriteFile(filepath.Join(dir, "另一个-备份-000001-20200101-000000.db"), []byte("other"), 0o600)
	var last string
	for i := range 5 {
		saved(t, s, fmt.Sprintf("某%d", i))
		now = now.AddDate(-2, 0, 0) // the clock runs backwards
		if last, err = s.AutoBackup(ctx, dir, Retention{Recent: 3}); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(last, "-000005-2016") {
		t.Errorf("last %s", last)
	}
	got := listing(t, dir)
	for _, want := range []string{"000003", "000004", "000005", "我自己的备份.db", "另一个-备份-000001"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is gone: %s", want, got)
		}
	}
	if strings.Contains(got, "考察通-备份-000002") || strings.Contains(got, "考察通-备份-000001") {
		t.Errorf("too many kept: %s", got)
	}
	same, err := s.AutoBackup(ctx, dir, Retention{Recent: 3})
	if err != nil || same != last || listing(t, dir) != got {
		t.Errorf("nothing changed, yet %s, %v", same, err)
	}
	if b := NewestBackup(ctx, path); b != last {
		t.Errorf("newest %s", b)
	}
	os.WriteFile(last, []byte("damaged"), 0o600)
	if b := NewestBackup(ctx, path); !strings.Contains(b, "-000004-") {
		t.Errorf("newest good %s", b)
	}
	if again, err := s.AutoBackup(ctx, dir, Retention{Recent: 3}); err != nil || !strings.Contains(again, "-000006-") {
		t.Errorf("over a damaged one: %s, %v", again, err)
	}
}

// CASES T11: restoring the wrong backup can be taken back.
func TestRestoreAndBack(t *testing.T) {
	dir := t.TempDir()
	path := filled(t, dir, 3)
	s := openAt(t, path)
	wrong := filepath.Join(t.TempDir(), "旧.db")
	if err := s.Backup(ctx, wrong); err != nil {
		t.Fatal(err)
	}
	saved(t, s, "甲")
	if _, err := Restore(wrong, path); !errors.Is(err, ErrBusy) {
		t.Fatalf("restored under an open database: %v", err)
	}
	if n := count(t, s); n != 4 {
		t.Fatalf("%d persons", n)
	}
	s.Close()
	before := bytesOf(t, wrong)
	kept, err := Restore(wrong, path)
	if err != nil || !strings.Contains(kept, "恢复前") {
		t.Fatal(kept, err)
	}
	if !bytes.Equal(before, bytesOf(t, wrong)) {
		t.Error("the backup was changed")
	}
	s = openAt(t, path)
	if n := count(t, s); n != 3 {
		t.Errorf("%d persons after the restore", n)
	}
	s.Close()
	second, err := Restore(kept, path)
	if err != nil || second == kept {
		t.Fatal(second, err)
	}
	s = openAt(t, path)
	if n := count(t, s); n != 4 {
		t.Errorf("%d persons after taking it back", n)
	}
}

func TestRestoreOverDamagedKeepsIt(t *testing.T) {
	path := filled(t, t.TempDir(), 3)
	backup := filepath.Join(t.TempDir(), "b.db")
	s := openAt(t, path)
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	s.Close()
	os.WriteFile(path, []byte("damaged"), 0o600)
	os.WriteFile(path+"-wal", []byte("log"), 0o600)
	kept, err := Restore(backup, path)
	if err != nil {
		t.Fatal(err)
	}
	if string(bytesOf(t, kept)) != "damaged" || string(bytesOf(t, kept+"-wal")) != "log" || exists(path+"-wal") {
		t.Error("the damaged files were not kept as they were")
	}
	if n := count(t, openAt(t, path)); n != 3 {
		t.Errorf("%d persons", n)
	}
}

func TestRestoreRefusals(t *testing.T) {
	path := filled(t, t.TempDir(), 3)
	before := bytesOf(t, path)
	bad := filepath.Join(t.TempDir(), "bad.db")
	os.WriteFile(bad, []byte("no database"), 0o600)
	for _, from := range []string{bad, path, filepath.Join(t.TempDir(), "missing.db")} {
		if _, err := Restore(from, path); err == nil {
			t.Errorf("%s: restored", from)
		}
	}
	if !bytes.Equal(before, bytesOf(t, path)) || listing(t, filepath.Dir(path)) != "考察通.db" {
		t.Error("a refused restore changed something")
	}
	fresh := filepath.Join(t.TempDir(), "新电脑", "考察通.db")
	if kept, err := Restore(path, fresh); err != nil || kept != "" {
		t.Fatal(kept, err)
	}
	if n := count(t, openAt(t, fresh)); n != 3 {
		t.Errorf("%d persons", n)
	}
}
