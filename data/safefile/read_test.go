package safefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Reading faults name the file and what to do, without the system's English.
func TestReadFaults(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "大.bin")
	if err := os.WriteFile(big, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := Read(big, 2<<20); err != nil || len(b) != 2<<20 {
		t.Errorf("a file of the limit: %d bytes, %v", len(b), err)
	}
	none := filepath.Join(dir, "没有.txt")
	for _, c := range []struct {
		path  string
		limit int64
		want  string
	}{{none, 0, "找不到文件“" + none}, {dir, 0, "是文件夹"}, {big, 1 << 20, "2 MB，超过 1 MB"}} {
		_, err := Read(c.path, c.limit)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || e.Path != c.path {
			t.Errorf("Read(%s): %v, want %s", c.path, err, c.want)
		}
	}
	for err, want := range map[error]string{fs.ErrPermission: "没有读取", syscall.EIO: "读不了"} {
		if got := ExplainRead("甲.txt", &fs.PathError{Op: "open", Path: "甲.txt", Err: err}); !strings.Contains(got.Error(), want) || strings.Contains(got.Error(), "open") {
			t.Errorf("%v: %v", err, got)
		}
	}
	if ExplainRead("甲", nil) != nil {
		t.Error("no error became one")
	}
}

func TestMakeDir(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "文件")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := MakeDir(filepath.Join(dir, "甲", "乙"), 0o755); err != nil {
		t.Error(err)
	}
	if err := MakeDir(file, 0o755); err == nil || !strings.Contains(err.Error(), "是文件，不是文件夹") {
		t.Errorf("over a file: %v", err)
	}
	if err := MakeDir(filepath.Join(file, "下"), 0o755); err == nil || strings.Contains(err.Error(), "mkdir") && !strings.Contains(err.Error(), "请") {
		t.Errorf("below a file: %v", err)
	}
}

// What somebody added to the folder is kept beside it, and the caller hears where.
func TestWriteDirTellsWhatItKept(t *testing.T) {
	target := filepath.Join(t.TempDir(), "材料")
	fill := func(tmp string) error { return os.WriteFile(filepath.Join(tmp, "a.txt"), []byte("一"), 0o600) }
	for i, change := range []func(){func() {}, func() {}, func() {
		if err := os.WriteFile(filepath.Join(target, "我的.txt"), []byte("我"), 0o600); err != nil {
			t.Fatal(err)
		}
	}} {
		change()
		kept, err := WriteDirKept(target, fill)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[bool]string{true: target + "（旧）"}[i == 2]; kept != want {
			t.Errorf("round %d: kept %q, want %q", i, kept, want)
		}
	}
	if _, err := os.Stat(filepath.Join(target+"（旧）", "我的.txt")); err != nil {
		t.Error(err)
	}
}
