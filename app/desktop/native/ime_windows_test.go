package native

import (
	"runtime"
	"testing"
	"unsafe"
)

// sendMessage keeps what l points to off the stack, which may move.
//
//go:uintptrescapes
func sendMessage(h, msg, w, l uintptr) uintptr {
	r, _, _ := user32.NewProc("SendMessageW").Call(h, msg, w, l)
	return r
}

// What the input method is told and what it is answered is the place that was
// set, in the window's and in the screen's coordinates.
func TestInputMethodIsToldWhereTextGoesIn(t *testing.T) {
	if !desktopThere() {
		t.Skip("no desktop to open a window on")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const popup, visible = 0x80000000, 0x10000000
	h, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(wide("STATIC"))), uintptr(unsafe.Pointer(wide("考察通"))), popup|visible, 120, 80, 640, 480, 0, 0, 0, 0)
	if h == 0 {
		t.Fatal(err)
	}
	c := Compose(Handle(h))
	if c == nil {
		t.Fatal("the window is not answered for")
	}
	if Compose(Handle(h)) != c {
		t.Error("answered for twice")
	}
	p := new(charPosition)
	p.size = uint32(unsafe.Sizeof(*p))
	if sendMessage(h, msgImeRequest, askCharPosition, uintptr(unsafe.Pointer(p))) == 1 {
		t.Error("answers before anything has the cursor")
	}
	s := Spot{X: 33, Y: 44, Height: 20, Left: 10, Top: 40, Right: 300, Bottom: 70}
	c.Place(s)
	context, _, _ := immGetContext.Call(h)
	if context == 0 {
		t.Fatal("no context of an input method")
	}
	var composing composition
	var list candidates
	imm32.NewProc("ImmGetCompositionWindow").Call(context, uintptr(unsafe.Pointer(&composing)))
	imm32.NewProc("ImmGetCandidateWindow").Call(context, 0, uintptr(unsafe.Pointer(&list)))
	immRelease.Call(h, context)
	if composing.at != (winPoint{33, 44}) {
		t.Errorf("composition at %v", composing.at)
	}
	if list.style == styleExclude && (list.at != (winPoint{33, 44}) || list.area != (winRect{33, 44, 34, 64})) {
		t.Errorf("candidates at %v, away from %v", list.at, list.area)
	}
	t.Logf("composition window %+v, candidates %+v", composing, list)
	if sendMessage(h, msgImeRequest, askCharPosition, uintptr(unsafe.Pointer(p))) != 1 {
		t.Fatal("no answer")
	}
	if p.at != (winPoint{153, 124}) || p.height != 20 || p.document != (winRect{130, 120, 420, 150}) {
		t.Errorf("on the screen: %+v", *p)
	}
	cf := new(composition)
	if sendMessage(h, msgImeRequest, askComposing, uintptr(unsafe.Pointer(cf))) != 1 || cf.at != (winPoint{33, 44}) {
		t.Errorf("asked for the composition window: %+v", cf)
	}
	c.Place(Spot{})
	if sendMessage(h, msgImeRequest, askCharPosition, uintptr(unsafe.Pointer(p))) == 1 {
		t.Error("answers although nothing has the cursor")
	}
	if n := sendMessage(h, 0x000E /* WM_GETTEXTLENGTH */, 0, 0); n != 3 {
		t.Errorf("other messages do not reach the window: %d", n)
	}
	user32.NewProc("DestroyWindow").Call(h)
	composers.Lock()
	defer composers.Unlock()
	if len(composers.of) != 0 {
		t.Error("the window's end is not seen")
	}
}
