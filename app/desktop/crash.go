package desktop

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"kaocha/app/desktop/desk"
	"kaocha/data/cadre/idnum"
	"kaocha/data/safefile"
)

// The file a crash writes to, and how many filed records of crashes stay.
const (
	crashName  = "崩溃记录.txt"
	crashFiled = "崩溃记录-*.txt"
	crashKept  = 5
)

// watchCrash lets a crash write to a file in dir. A record that the last run
// left is filed under its time; filed is its path, "" when there is none.
func watchCrash(dir string) (filed string) {
	path := filepath.Join(dir, crashName)
	if st, err := os.Stat(path); err == nil && st.Size() > 0 {
		filed = filepath.Join(dir, fmt.Sprintf("崩溃记录-%s.txt", st.ModTime().Format("20060102-150405")))
		if fileAway(path, filed) != nil {
			filed = path
		}
		dropOld(dir)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return filed
	}
	defer f.Close() // the runtime keeps its own handle
	_ = debug.SetCrashOutput(f, debug.CrashOptions{})
	return filed
}

// fileAway files a record. What the runtime writes are places in the program,
// but the message of a fault could quote a number: it is masked.
func fileAway(path, filed string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	at := time.Now()
	if st, err := os.Stat(path); err == nil {
		at = st.ModTime()
	}
	text := idnum.MaskAll(string(b))
	if err := safefile.Write(filed, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
		return err
	}
	_ = os.Chtimes(filed, at, at)
	return os.Remove(path)
}

func dropOld(dir string) {
	old, _ := filepath.Glob(filepath.Join(dir, crashFiled))
	slices.Sort(old)
	for len(old) > crashKept {
		os.Remove(old[0])
		old = old[1:]
	}
}

// tellCrash says that the last run ended by a fault and where its record is.
func tellCrash(d *desk.Desk, filed string) {
	if filed == "" {
		return
	}
	text := "上次程序因故障退出。退出前自动保存的内容都在；只有最后一两秒里打的字可能没有存上，请核对一下。\n" +
		"故障记录（只有程序内部的信息，没有人员资料）：" + filepath.Base(filed)
	d.Choose("上次没有正常退出", text, []*desk.Push{
		desk.Button("打开所在文件夹", nil, func() { d.OpenFolder(filepath.Dir(filed)) }),
		desk.Button("复制故障记录", nil, func() {
			if b, err := os.ReadFile(filed); err == nil {
				d.App.Clipboard().SetContent(string(b))
				d.Shell.Toast("已复制故障记录（"+time.Now().Format("15:04")+"）", false)
			}
		}),
		desk.Primary("知道了", nil, nil),
	})
}
