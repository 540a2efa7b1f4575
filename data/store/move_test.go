package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMoveKeepsEverythingAndTheOldFile(t *testing.T) {
	ctx := context.Background()
	from := filled(t, t.TempDir(), 3)
	before := bytesOf(t, from)
	dir := filepath.Join(t.TempDir(), "新的 位置😀")
	to := filepath.Join(dir, "考察通.db")
	used := ""
	kept, err := Move(ctx, from, to, func() error { used = to; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if used != to || exists(from) || !strings.Contains(kept, "已移走") || !bytes.Equal(bytesOf(t, kept), before) {
		t.Errorf("used %q, old file there %v, kept as %q", used, exists(from), kept)
	}
	s := openAt(t, to)
	if n := count(t, s); n != 3 {
		t.Errorf("%d persons at the new place", n)
	}
	if ro, why := s.ReadOnly(); ro {
		t.Error(why)
	}
	s.Close()
	if left := listing(t, dir); strings.Contains(left, ".tmp") {
		t.Errorf("left behind: %s", left)
	}
}

func TestMoveThatFailsChangesNothing(t *testing.T) {
	ctx := context.Background()
	from := filled(t, t.TempDir(), 2)
	before := bytesOf(t, from)
	sorry := errors.New("sorry")
	dir := t.TempDir()
	if _, err := Move(ctx, from, filepath.Join(dir, "a.db"), func() error { return sorry }); !errors.Is(err, sorry) {
		t.Error(err)
	}
	if got := listing(t, dir); got != "" {
		t.Errorf("at the new place: %s", got)
	}
	cloud := filepath.Join(t.TempDir(), "坚果云")
	if _, err := Move(ctx, from, filepath.Join(cloud, "a.db"), nil); !errors.Is(err, ErrLocation) || exists(cloud) {
		t.Errorf("moved into a cloud: %v", err)
	}
	taken := filepath.Join(dir, "b.db")
	if err := os.WriteFile(taken, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Move(ctx, from, taken, nil); err == nil || string(bytesOf(t, taken)) != "x" {
		t.Errorf("over another file: %v", err)
	}
	if !bytes.Equal(bytesOf(t, from), before) {
		t.Error("the old file was touched")
	}
}

// T08: when the file goes away while it is open, nothing more is taken as saved.
func TestAFileThatIsGoneIsNotWrittenTo(t *testing.T) {
	ctx := context.Background()
	s := openAt(t, filled(t, t.TempDir(), 1))
	add := func() error {
		return s.Do(ctx, "改", func(tx *Tx) error { return tx.SetSetting("x", "y") })
	}
	if err := add(); err != nil {
		t.Fatal(err)
	}
	aside := s.Path() + ".aside"
	if err := os.Rename(s.Path(), aside); err != nil {
		t.Skip("this system keeps an open file where it is: ", err)
	}
	if err := add(); !errors.Is(err, ErrLocation) || !strings.Contains(err.Error(), "不见了") {
		t.Errorf("saved into nothing: %v", err)
	}
	other := filepath.Join(t.TempDir(), "另存.db")
	if err := s.Backup(ctx, other); err != nil {
		t.Errorf("what is still open cannot be saved elsewhere: %v", err)
	}
	if err := os.WriteFile(s.Path(), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := add(); !errors.Is(err, ErrLocation) || !strings.Contains(err.Error(), "换掉") {
		t.Errorf("saved beside another file: %v", err)
	}
	if err := os.Remove(s.Path()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(aside, s.Path()); err != nil {
		t.Fatal(err)
	}
	if err := s.Do(ctx, "改", func(tx *Tx) error { return tx.SetSetting("x", "z") }); err != nil {
		t.Errorf("back again and still refused: %v", err)
	}
}
