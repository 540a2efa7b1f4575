package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

var (
	user32     = windows.NewLazySystemDLL("user32.dll")
	isIconic   = user32.NewProc("IsIconic")
	showWindow = user32.NewProc("ShowWindow")
)

// restore takes a window out of the task bar, which showing it does not.
func restore(w fyne.Window) {
	const swRestore = 9
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	native.RunNative(func(context any) {
		c, ok := context.(driver.WindowsWindowContext)
		if !ok {
			return
		}
		if small, _, _ := isIconic.Call(c.HWND); small != 0 {
			_, _, _ = showWindow.Call(c.HWND, swRestore)
		}
	})
}
