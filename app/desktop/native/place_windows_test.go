package native

import (
	"runtime"
	"testing"
	"unsafe"
)

// A window comes back where it was, as large as it was; from beyond the screen it
// comes onto it.
func TestWindowsComeBackWhereTheyWere(t *testing.T) {
	if !desktopThere() {
		t.Skip("no desktop to open a window on")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const overlapped, visible = 0x00CF0000, 0x10000000
	h, _, _ := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(wide("STATIC"))), uintptr(unsafe.Pointer(wide("处"))), overlapped|visible, 10, 10, 500, 400, 0, 0, 0, 0)
	defer user32.NewProc("DestroyWindow").Call(h)
	for _, want := range []Place{{60, 50, 660, 450, false}, {80, 70, 580, 470, true}, {30, 20, 630, 420, false}} {
		if !PutAt(Handle(h), want) {
			t.Fatalf("not put at %v", want)
		}
		if got, ok := PlaceOf(Handle(h)); !ok || got != want {
			t.Errorf("put at %v it is at %v, %v", want, got, ok)
		}
	}
	if !PutAt(Handle(h), Place{9000, 9000, 9600, 9400, false}) {
		t.Fatal("a place beyond the screen is refused")
	}
	got, _ := PlaceOf(Handle(h))
	if got.Left >= 9000 || got.Right-got.Left != 600 {
		t.Errorf("from beyond the screen it came to %v", got)
	}
	if PutAt(Handle(h), Place{}) || PutAt(0, got) {
		t.Error("nothing was placed")
	}
}
