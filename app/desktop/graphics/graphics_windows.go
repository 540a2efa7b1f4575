package graphics

import (
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// compatProgram shows the window by Direct3D; it lies beside the program.
const compatProgram = "kaocha-compat.exe"

// late is told when the window library fails though all seemed well.
const late = "显示窗口时显卡驱动出错。\n\n" + remedy

const remedy = "可以这样办：\n" +
	"1. 重新运行考察通的安装程序：完整的安装里有“兼容模式”，不需要 OpenGL。\n" +
	"2. 装上显卡厂家的驱动程序，不要用系统自带的基本显示驱动。\n" +
	"3. 通过远程桌面使用的，请坐到那台电脑前打开。\n\n" + untouched

// Tell shows a text in the system's message box.
func Tell(text string) {
	t, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString(Title)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, t, title, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
}

// Elsewhere starts the compatibility program with the same arguments, when it is
// there and is not this one.
func Elsewhere() bool {
	if compatible {
		return false
	}
	exe, err := os.Executable()
	if err != nil {
		return false
	}
	other := filepath.Join(filepath.Dir(exe), compatProgram)
	if _, err := os.Stat(other); err != nil {
		return false
	}
	return exec.Command(other, os.Args[1:]...).Start() == nil
}
