package safefile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// build writes two files, one below a folder.
func build(a, b string) func(string) error {
	return func(d string) error {
		if err := os.MkdirAll(filepath.Join(d, "党总支"), 0o755); err != nil {
			return err
		}
		return errors.Join(os.WriteFile(filepath.Join(d, "a.txt"), []byte(a), 0o644),
			os.WriteFile(filepath.Join(d, "党总支", "b.txt"), []byte(b), 0o644))
	}
}

func TestWriteDirTwiceSameBytes(t *testing.T) {
	root := t.TempDir()
	p := filepath.Join(root, "成套资料")
	if err := WriteDir(p, build("1", "2")); err != nil {
		t.Fatal(err)
	}
	first := read(t, filepath.Join(p, Manifest))
	if strings.Count(first, "\n") != 2 || !strings.HasSuffix(first, "  党总支/b.txt\n") {
		t.Fatalf("list: %q", first)
	}
	if err := WriteDir(p, build("1", "2")); err != nil {
		t.Fatal(err)
	}
	if read(t, filepath.Join(p, Manifest)) != first || names(t, root) != "成套资料" {
		t.Fatalf("second run differs; folder has %s", names(t, root))
	}
}

func TestWriteDirFailureLeavesOld(t *testing.T) {
	root := t.TempDir()
	p := filepath.Join(root, "out")
	if err := WriteDir(p, build("1", "2")); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("已取消")
	err := WriteDir(p, func(d string) error {
		return errors.Join(build("x", "y")(d), boom)
	})
	if !errors.Is(err, boom) {
		t.Fatalf("got %v", err)
	}
	if read(t, filepath.Join(p, "a.txt")) != "1" || names(t, root) != "out" {
		t.Fatalf("old folder changed or leftovers: %s", names(t, root))
	}
}

func TestWriteDirKeepsClerksFiles(t *testing.T) {
	root := t.TempDir()
	p := filepath.Join(root, "out")
	if err := WriteDir(p, build("1", "2")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(p, "扫描件.pdf"), "signed")
	if err := WriteDir(p, build("3", "4")); err != nil {
		t.Fatal(err)
	}
	if read(t, filepath.Join(root, "out（旧）", "扫描件.pdf")) != "signed" || read(t, filepath.Join(p, "a.txt")) != "3" {
		t.Fatalf("folder has %s", names(t, root))
	}
	put(t, filepath.Join(p, "a.txt"), "edited")
	if err := WriteDir(p, build("5", "6")); err != nil {
		t.Fatal(err)
	}
	if read(t, filepath.Join(root, "out（旧2）", "a.txt")) != "edited" {
		t.Fatalf("folder has %s", names(t, root))
	}
}

func TestWriteDirRefusesForeignFolder(t *testing.T) {
	p := t.TempDir()
	put(t, filepath.Join(p, "别人的.txt"), "x")
	called := false
	err := WriteDir(p, func(string) error { called = true; return nil })
	if err == nil || called || !strings.Contains(err.Error(), "已有别的文件") {
		t.Fatalf("got %v, called %v", err, called)
	}
	if names(t, p) != "别人的.txt" {
		t.Fatal("foreign folder touched")
	}
	file := filepath.Join(p, "别人的.txt")
	if err := WriteDir(file, build("1", "2")); err == nil || read(t, file) != "x" {
		t.Fatalf("a file was replaced by a folder: %v", err)
	}
}

func TestWriteDirIntoEmptyAndNew(t *testing.T) {
	root := t.TempDir()
	for _, p := range []string{filepath.Join(root, "新", "层"), filepath.Join(root, "空")} {
		if filepath.Base(p) == "空" {
			os.Mkdir(p, 0o755)
		}
		if err := WriteDir(p, build("1", "2")); err != nil {
			t.Fatal(err)
		}
		if read(t, filepath.Join(p, "党总支", "b.txt")) != "2" {
			t.Fatal("not written")
		}
	}
}
