package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// CASES T06: whichever page is damaged, the file is refused, or works and is
// backed up whole, or the backup says that the database is damaged (not the
// file it was to write) and leaves nothing behind.
func TestEveryPageFlipped(t *testing.T) {
	s := openNew(t)
	for _, name := range []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"} {
		saved(t, s, name)
	}
	good := filepath.Join(t.TempDir(), "good.db")
	if err := s.Backup(ctx, good); err != nil {
		t.Fatal(err)
	}
	whole := bytesOf(t, good)
	const page = 4096
	rnd := rand.New(rand.NewPCG(1, 2))
	unseen := 0
	for at := page; at < len(whole); at += page {
		b := bytes.Clone(whole)
		for i := at; i < at+page; i++ {
			b[i] = byte(rnd.Uint32())
		}
		dir := t.TempDir()
		path, to := filepath.Join(dir, "库.db"), filepath.Join(dir, "U盘", "副本.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := Open(path, Options{User: "验"})
		if err != nil {
			if !errors.Is(err, ErrDamaged) || !bytes.Equal(b, bytesOf(t, path)) {
				t.Errorf("page %d: %v", at/page, err)
			}
			continue
		}
		if err := d.Backup(ctx, to); err != nil {
			unseen++
			if !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), "副本") || exists(to) {
				t.Errorf("page %d: %v", at/page, err)
			}
		}
		if err := d.Close(); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d, closing: %v", at/page, err)
		}
	}
	if unseen == 0 {
		t.Error("no page reached the backup")
	}
	tell(t, "T06 each page flipped", len(whole)/page-1, 0)
}
