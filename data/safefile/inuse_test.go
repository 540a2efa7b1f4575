//go:build unix

package safefile

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// T12, T35: each fault of the system becomes a sentence that names the file and
// says what to do, without the system's English.
func TestEveryFaultSaysWhatToDo(t *testing.T) {
	for errno, want := range map[syscall.Errno]string{
		syscall.EBUSY: "请关闭后再试", syscall.ETXTBSY: "正被其他程序打开", syscall.EROFS: "只读", syscall.EACCES: "换一个位置",
		syscall.EPERM: "没有写入", syscall.ENOSPC: "磁盘空间不足", syscall.EDQUOT: "请清理磁盘", syscall.ENAMETOOLONG: "路径过长",
		syscall.ENOENT: "请先建立该文件夹", syscall.EIO: "请换一个位置再试",
	} {
		err := Explain("表/汇总.xlsx", &os.PathError{Op: "rename", Path: "表/.tmp", Err: errno})
		if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "“表/汇总.xlsx”") {
			t.Errorf("%v: %v, want %s", errno, err, want)
		}
		if errno != syscall.EIO && strings.Contains(err.Error(), errno.Error()) {
			t.Errorf("%v: the system's English in %v", errno, err)
		}
	}
}

// A folder that cannot be written to: nothing is left and the way out is named.
func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the administrator may write everywhere")
	}
	dir := filepath.Join(t.TempDir(), "只读")
	if err := os.Mkdir(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"file":   WriteBytes(filepath.Join(dir, "表.docx"), []byte("x")),
		"folder": WriteDir(filepath.Join(dir, "材料"), func(string) error { return nil }),
		"made":   MakeDir(filepath.Join(dir, "子"), fs.ModePerm),
	} {
		if err == nil || !strings.Contains(err.Error(), "权限") || !strings.Contains(err.Error(), "换一个位置") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, _ := os.ReadDir(dir); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}
