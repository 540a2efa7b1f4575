package job_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/app/job"
	"kaocha/data/store"
)

func TestTheDataCanBeMovedAndIsFoundAgain(t *testing.T) {
	home := t.TempDir()
	for _, k := range []string{"HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"} {
		t.Setenv(k, home)
	}
	ctx := context.Background()
	s, err := job.Open("", "测试员")
	if err != nil {
		t.Fatal(err)
	}
	first := s.Store.Path()
	if !strings.HasPrefix(first, home) {
		t.Fatalf("the usual place is %s", first)
	}
	if _, err := s.Set(ctx, job.SetSchool, "示例大学"); err != nil {
		t.Fatal(err)
	}
	cloud := filepath.Join(t.TempDir(), "坚果云")
	if _, _, closed, err := s.MoveInPlace(ctx, cloud); !errors.Is(err, store.ErrLocation) || closed {
		t.Errorf("into a cloud: closed %v, %v", closed, err)
	}
	dir := filepath.Join(t.TempDir(), "数据 盘")
	to, kept, closed, err := s.MoveInPlace(ctx, dir)
	if err != nil || !closed || to != filepath.Join(dir, filepath.Base(first)) || kept == first {
		t.Fatalf("%s, %s, %v, %v", to, kept, closed, err)
	}
	open := func() string {
		t.Helper()
		s, err := job.Open("", "测试员")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		v, err := s.SettingValues(ctx)
		if err != nil || v[job.SetSchool] != "示例大学" {
			t.Errorf("records are not there: %v, %v", v, err)
		}
		return s.Store.Path()
	}
	if got := open(); got != to {
		t.Errorf("opened %s", got)
	}
	// The stick is pulled out: nothing new is made in its place.
	if err := os.Rename(dir, dir+"x"); err != nil {
		t.Fatal(err)
	}
	if _, err := job.Open("", ""); !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), to) {
		t.Errorf("without the stick: %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("made a new one")
	}
	if err := os.Rename(dir+"x", dir); err != nil {
		t.Fatal(err)
	}
	if err := job.UsePlace(filepath.Join(home, "没有.db")); err == nil {
		t.Error("took a file that is not there")
	}
	if err := job.UsePlace(kept); err != nil {
		t.Fatal(err)
	}
	if got := open(); got != kept {
		t.Errorf("opened %s, want %s", got, kept)
	}
	if err := job.UsePlace(""); err != nil {
		t.Fatal(err)
	}
	if got, err := job.DefaultDB(); err != nil || got != first {
		t.Errorf("the usual place is %s, %v", got, err)
	}
}
