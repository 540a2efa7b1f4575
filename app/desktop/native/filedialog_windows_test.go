package native

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	findWindow  = user32.NewProc("FindWindowW")
	postMessage = user32.NewProc("PostMessageW")
)

// press finds a dialog by its title and presses one of its buttons.
func press(t *testing.T, title string, button uintptr) {
	go func() {
		for range 200 {
			time.Sleep(50 * time.Millisecond)
			name, _ := windows.UTF16PtrFromString(title)
			if h, _, _ := findWindow.Call(0, uintptr(unsafe.Pointer(name))); h != 0 {
				time.Sleep(300 * time.Millisecond)
				postMessage.Call(h, 0x111 /* WM_COMMAND */, button, 0)
				return
			}
		}
		t.Errorf("no dialog %s", title)
	}()
}

const (
	okButton     = 1
	cancelButton = 2
)

// The dialog is the system's own; what it hands back must be what stands in it.
func TestDialogsTakeChinesePaths(t *testing.T) {
	if !desktopThere() {
		t.Skip("no desktop to open a dialog on")
	}
	dir := filepath.Join(scratch(t), "考察 材料😀")
	if err := os.MkdirAll(filepath.Join(dir, "子文件夹"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, n := range []string{"林建国.lrmx", "陈晓.lrmx"} {
		if err := os.WriteFile(filepath.Join(dir, n), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kinds := []Filter{{"任免审批表", []string{".lrmx", ".lrm"}}, {"所有文件", nil}}
	press(t, "选一个文件", okButton)
	got, err := Open(FileDialog{Title: "选一个文件", Folder: dir, Name: "林建国.lrmx", Filters: kinds})
	if want := []string{filepath.Join(dir, "林建国.lrmx")}; err != nil || !slices.Equal(got, want) {
		t.Errorf("one file: %q, %v", got, err)
	}
	press(t, "选几个文件", okButton)
	got, err = Open(FileDialog{Title: "选几个文件", Folder: dir, Name: `"林建国.lrmx" "陈晓.lrmx"`, Filters: kinds, Several: true})
	slices.Sort(got)
	if want := []string{filepath.Join(dir, "林建国.lrmx"), filepath.Join(dir, "陈晓.lrmx")}; err != nil || !slices.Equal(got, want) {
		t.Errorf("two files: %q, %v", got, err)
	}
	press(t, "另存", okButton)
	to, err := Save(FileDialog{Title: "另存", Folder: dir, Name: "汇总表", Ext: ".xlsx", Filters: []Filter{{"Excel", []string{".xlsx"}}}})
	if want := filepath.Join(dir, "汇总表.xlsx"); err != nil || to != want {
		t.Errorf("save: %q, %v", to, err)
	}
	press(t, "选文件夹", okButton)
	got, err = OpenFolder(FileDialog{Title: "选文件夹", Folder: dir, Name: "子文件夹"})
	if want := []string{filepath.Join(dir, "子文件夹")}; err != nil || !slices.Equal(got, want) {
		t.Errorf("folder: %q, %v", got, err)
	}
	press(t, "不选", cancelButton)
	got, err = Open(FileDialog{Title: "不选", Folder: dir})
	if err != nil || got != nil {
		t.Errorf("cancelled: %q, %v", got, err)
	}
}

// A COM call that fails must come out as what it was.
func TestFailuresOfCalls(t *testing.T) {
	if o := shellItem(`C:\没有这个文件夹\x`); o != nil {
		t.Error("an item of nothing")
	}
	err := apart(func() error {
		_, err := create(&faceItem, &faceItem)
		return err
	})
	if err == nil {
		t.Error("made an object of a class that does not exist")
	}
}

func desktopThere() bool {
	h, _, _ := user32.NewProc("GetDesktopWindow").Call()
	var r [4]int32
	ok, _, _ := user32.NewProc("GetWindowRect").Call(h, uintptr(unsafe.Pointer(&r)))
	return ok != 0 && r[2] > r[0]
}

// scratch is a folder for a test that goes as far as the system lets it: older
// Wine cannot remove folders the way testing does.
func scratch(t *testing.T) string {
	dir, err := os.MkdirTemp("", "kaocha-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
