package safefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func names(t *testing.T, dir string) string {
	t.Helper()
	es, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range es {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

func TestWriteReplacesWhole(t *testing.T) {
	dir := t.TempDir()
	p := filepath.Join(dir, "考察 表😀.docx")
	put(t, p, "old")
	if err := WriteBytes(p, []byte("new text")); err != nil {
		t.Fatal(err)
	}
	if read(t, p) != "new text" || names(t, dir) != filepath.Base(p) {
		t.Fatalf("content %q, folder %q", read(t, p), names(t, dir))
	}
	if st, _ := os.Stat(p); st.Mode().Perm() != 0o640 {
		t.Errorf("permissions %v, want those of the old file", st.Mode())
	}
}

func TestWriteFailureLeavesOld(t *testing.T) {
	dir := t.TempDir()
	p := filepath.Join(dir, "a.txt")
	put(t, p, "old")
	boom := errors.New("boom")
	err := Write(p, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("x", 200<<10))
		return boom
	})
	if err != boom {
		t.Fatalf("got %v, want the writer's own error unchanged", err)
	}
	if read(t, p) != "old" || names(t, dir) != "a.txt" {
		t.Fatalf("content %q, folder %q", read(t, p), names(t, dir))
	}
}

func TestWritePanicLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	func() {
		defer func() { recover() }()
		Write(filepath.Join(dir, "a"), func(io.Writer) error { panic("x") })
	}()
	if n := names(t, dir); n != "" {
		t.Fatalf("left behind: %s", n)
	}
}

func TestWriteThroughLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	put(t, real, "old")
	if err := os.Symlink(real, link); err != nil {
		t.Skip("no links here")
	}
	if err := WriteBytes(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if st, _ := os.Lstat(link); st.Mode()&fs.ModeSymlink == 0 || read(t, real) != "new" {
		t.Fatal("the link was replaced instead of its target")
	}
}

func TestWriteNewNeverReplaces(t *testing.T) {
	p := filepath.Join(t.TempDir(), "a")
	put(t, p, "old")
	err := WriteNew(p, func(io.Writer) error { return nil })
	if !errors.Is(err, fs.ErrExist) || read(t, p) != "old" {
		t.Fatalf("%v, content %q", err, read(t, p))
	}
}

func TestMissingFolder(t *testing.T) {
	p := filepath.Join(t.TempDir(), "无此文件夹", "a.docx")
	err := WriteBytes(p, nil)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Text, p) || !strings.Contains(e.Text, "文件夹") {
		t.Fatalf("got %v", err)
	}
}

func TestNameTooLong(t *testing.T) {
	err := WriteBytes(filepath.Join(t.TempDir(), strings.Repeat("长", 200)), nil)
	if err == nil || !strings.Contains(err.Error(), "过长") {
		t.Fatalf("got %v", err)
	}
}

func TestDiskFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full")
	}
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	dir := t.TempDir()
	p := filepath.Join(dir, "a.pdf")
	put(t, p, "old")
	err = Write(p, func(io.Writer) error { _, err := f.WriteString("x"); return err })
	if err == nil || !strings.Contains(err.Error(), "空间不足") || !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got %v", err)
	}
	if read(t, p) != "old" || names(t, dir) != "a.pdf" {
		t.Fatal("target changed")
	}
}

func TestExplainKeepsForeignErrors(t *testing.T) {
	e := errors.New("第 3 行：日期无法识别")
	if got := Explain("a", fmt.Errorf("名册：%w", e)); got.Error() != "名册：第 3 行：日期无法识别" {
		t.Fatalf("got %v", got)
	}
	first := &Error{"b", "已说明", nil}
	if got := Explain("a", first); got != error(first) {
		t.Fatalf("explained twice: %v", got)
	}
	if Explain("a", nil) != nil {
		t.Fatal("nil must stay nil")
	}
}

func TestIsName(t *testing.T) {
	for _, ok := range []string{"总结.docx", "a b.txt", "𠮷 总结（1）.docx", strings.Repeat("长", 200) + ".docx"} {
		if !IsName(ok) {
			t.Errorf("%q is refused", ok)
		}
	}
	for _, bad := range []string{"", "../x", "a/b", `C:\x`, `\\srv\x`, "CON", "con.docx", "a.txt:ads", "a.", " a", "a\x00", "a\u202egpj.exe", "a\nb"} {
		if IsName(bad) {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"01 测评/汇总:一?":               "01 测评／汇总：一？",
		"con":                       "_con",
		"LPT1.docx":                 "_LPT1.docx",
		"  尾点. . ":                  "尾点",
		"":                          "_",
		"a\x00b\nc":                 "abc",
		"甲\u202exslx.\u200b乙\ufeff": "甲xslx.乙",
		strings.Repeat("长", 99):     strings.Repeat("长", 80),
	} {
		if got := Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

// A folder is never written over, and a full disk says how much room is needed.
func TestFolderInTheWayAndRoomNeeded(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "汇总.xlsx")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := WriteBytes(sub, []byte("x")); err == nil || !strings.Contains(err.Error(), "是一个文件夹") {
		t.Errorf("a folder in the way: %v", err)
	}
	for n, want := range map[int]string{1: "0.1 MB", 1 << 20: "1.0 MB", 1<<20 + 1: "1.1 MB", 25 << 20: "25.0 MB"} {
		if got := megabytes(n); got != want {
			t.Errorf("megabytes(%d) = %s, want %s", n, got, want)
		}
	}
}
