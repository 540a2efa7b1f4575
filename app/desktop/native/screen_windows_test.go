package native

import (
	"runtime"
	"testing"
	"unsafe"
)

// T37: a window beyond the screen, or larger than it, comes back onto it.
func TestWindowsComeBackOntoTheScreen(t *testing.T) {
	area := winRect{0, 0, 1366, 728}
	for _, c := range []struct{ is, want winRect }{
		{winRect{100, 50, 900, 650}, winRect{100, 50, 900, 650}},
		{winRect{2000, 300, 2800, 900}, winRect{566, 128, 1366, 728}},
		{winRect{-277, -166, 1643, 914}, area},
		{winRect{-500, 100, 300, 700}, winRect{0, 100, 800, 700}},
	} {
		if got := within(c.is, area); got != c.want {
			t.Errorf("%v: %v, want %v", c.is, got, c.want)
		}
	}
	if !desktopThere() {
		t.Skip("no desktop to open a window on")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const popup, visible = 0x80000000, 0x10000000
	h, _, _ := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(wide("STATIC"))), uintptr(unsafe.Pointer(wide("远"))), popup|visible, 3000, 2000, 2600, 1700, 0, 0, 0, 0)
	defer user32.NewProc("DestroyWindow").Call(h)
	if !KeepOnScreen(Handle(h)) {
		t.Fatal("nothing was done for a window beyond the screen")
	}
	var r winRect
	getWindowRect.Call(h, uintptr(unsafe.Pointer(&r)))
	if r.left < 0 || r.top < 0 || r.right > 1920 || r.bottom > 1200 || r.right-r.left < 300 {
		t.Errorf("it is at %v", r)
	}
	if KeepOnScreen(Handle(h)) {
		t.Error("moved again although it is on the screen")
	}
}
