package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// CASES T05: side files that vanished do not keep the database from opening;
// what they held is told by number, and the file is copied aside first.
func TestSideFilesDeleted(t *testing.T) {
	path := filled(t, t.TempDir(), 20)
	s := openAt(t, path)
	for _, name := range []string{"甲", "乙", "丙"} {
		saved(t, s, name)
	}
	dir := t.TempDir()
	bare := filepath.Join(dir, "考察通.db") // as if power failed and the log was deleted
	for _, tail := range []string{"", "-steps"} {
		if err := os.WriteFile(bare+tail, bytesOf(t, path+tail), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again := openAt(t, bare)
	if n := count(t, again); n != 20 {
		t.Errorf("%d persons", n)
	}
	if said := again.Notice(); !strings.Contains(said, "最后 3 步") || !strings.Contains(said, "第 2 到 4 步") {
		t.Errorf("said %q", said)
	}
	kept, _ := filepath.Glob(filepath.Join(dir, "考察通-缺少日志-*.db"))
	if len(kept) != 1 || !bytes.Equal(bytesOf(t, kept[0]), bytesOf(t, path)) {
		t.Errorf("kept %v", kept)
	}
	saved(t, again, "丁")
	again.Close()
	if s := openAt(t, bare); s.Notice() != "" {
		t.Errorf("said twice: %s", s.Notice())
	}
}

// A forced end alone, with the log in place, loses nothing and says nothing.
func TestForcedEndKeepsAll(t *testing.T) {
	path := filled(t, t.TempDir(), 20)
	s := openAt(t, path)
	saved(t, s, "甲")
	bare := filepath.Join(t.TempDir(), "考察通.db")
	for _, tail := range []string{"", "-wal", "-steps"} {
		if err := os.WriteFile(bare+tail, bytesOf(t, path+tail), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if again := openAt(t, bare); again.Notice() != "" || count(t, again) != 21 {
		t.Errorf("%d persons, %q", count(t, again), again.Notice())
	}
}

// CASES T04: a copy of database and log in mid-transaction opens with all that
// was committed.
func TestPowerLossCopy(t *testing.T) {
	path := filled(t, t.TempDir(), 20)
	s := openAt(t, path)
	saved(t, s, "甲")
	bare := filepath.Join(t.TempDir(), "考察通.db")
	do(t, s, "x", func(tx *Tx) error {
		for range 300 {
			if err := tx.SaveCadre(person("乙")); err != nil {
				return err
			}
		}
		for _, tail := range []string{"", "-wal"} {
			if err := os.WriteFile(bare+tail, bytesOf(t, path+tail), 0o600); err != nil {
				return err
			}
		}
		return nil
	})
	again := openAt(t, bare)
	if _, n, err := again.Cadres(ctx, CadreFilter{}); err != nil || n != 21 {
		t.Errorf("%d persons, %v", n, err)
	}
	if ok, reason := CheckFile(bare); !ok {
		t.Error(reason)
	}
}

// CASES T03: a full disk is told, nothing is half saved, and work goes on.
func TestDiskFullWhileSaving(t *testing.T) {
	s := openNew(t)
	saved(t, s, "甲")
	var pages int
	if err := s.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if err := s.write.QueryRow("PRAGMA max_page_count = ?", n).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 3)
	err := s.Do(ctx, "文件", func(tx *Tx) error {
		if err := tx.SaveCadre(person("乙")); err != nil {
			return err
		}
		_, err := tx.PutFile("大文件", make([]byte, 1<<20))
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "空间不足") || !strings.Contains(err.Error(), s.Path()) {
		t.Fatalf("got %v", err)
	}
	if _, n, err := s.Cadres(ctx, CadreFilter{}); err != nil || n != 1 {
		t.Errorf("%d persons, %v", n, err)
	}
	limit(1 << 30)
	saved(t, s, "丙")
}

// CASES T02: saving fails at the first, second, … page that is written; the
// data stays whole each time and the next try goes on.
func TestFullAtEveryPage(t *testing.T) {
	s := openNew(t)
	if _, err := s.write.Exec("VACUUM"); err != nil { // no page left over from the migrations
		t.Fatal(err)
	}
	have, failed := 0, 0
	for extra := range 60 {
		var pages, n int
		if err := s.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
			t.Fatal(err)
		}
		if err := s.write.QueryRow("PRAGMA max_page_count = ?", pages+extra).Scan(&n); err != nil {
			t.Fatal(err)
		}
		err := s.Do(ctx, "x", func(tx *Tx) error {
			for range 5 {
				c := person("某某")
				c.Remarks = strings.Repeat("备注", 500)
				if err := tx.SaveCadre(c); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			have += 5
		} else {
			failed++
		}
		if got := count(t, s); got != have {
			t.Fatalf("with %d more pages: %d persons, want %d (%v)", extra, got, have, err)
		}
		if err := s.eng.check(ctx, s.read); err != nil {
			t.Fatal(err)
		}
	}
	if failed < 10 || have == 0 {
		t.Fatalf("%d failures, %d persons: the test did not test", failed, have)
	}
}

// Another program that holds the file is named as the reason.
func TestBusyFile(t *testing.T) {
	s := openNew(t)
	if _, err := s.write.Exec("PRAGMA busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	other, err := sqliteEngine{}.open(s.Path(), readWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin() // takes the write lock
	if err != nil {
		t.Fatal(err)
	}
	err = s.Do(ctx, "x", func(tx *Tx) error { return tx.SaveCadre(person("甲")) })
	if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "另一个程序") {
		t.Errorf("got %v", err)
	}
	tx.Rollback()
	saved(t, s, "甲")
}
