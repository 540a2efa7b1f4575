package native

import "unsafe"

var (
	getPlacement = user32.NewProc("GetWindowPlacement")
	setPlacement = user32.NewProc("SetWindowPlacement")
)

// placement is WINDOWPLACEMENT.
type placement struct {
	size, flags, show uint32
	low, high         winPoint
	normal            winRect // in coordinates of the work area
}

// Ways of showing a window.
const (
	showNormal = 1 // SW_SHOWNORMAL
	showLarge  = 3 // SW_SHOWMAXIMIZED
	backLarge  = 2 // WPF_RESTORETOMAXIMIZED
)

// PlaceOf is where a window lies when it is neither as large as the screen nor in
// the task bar, and whether it is as large as the screen; false when the system
// does not tell.
func PlaceOf(h Handle) (Place, bool) {
	p, ok := placementOf(h)
	if !ok {
		return Place{}, false
	}
	r := p.normal
	return Place{Left: r.left, Top: r.top, Right: r.right, Bottom: r.bottom, Large: p.show == showLarge || p.show != showNormal && p.flags&backLarge != 0}, true
}

func placementOf(h Handle) (placement, bool) {
	p := placement{}
	p.size = uint32(unsafe.Sizeof(p))
	if h == 0 {
		return p, false
	}
	ok, _, _ := getPlacement.Call(uintptr(h), uintptr(unsafe.Pointer(&p)))
	return p, ok != 0
}

// PutAt puts a window where it was, onto a screen there is now. A place that makes
// no sense is left alone.
func PutAt(h Handle, at Place) bool {
	p, ok := placementOf(h)
	if !ok || at.empty() {
		return false
	}
	p.flags, p.show, p.normal = 0, showNormal, winRect{at.Left, at.Top, at.Right, at.Bottom}
	if r, _, _ := setPlacement.Call(uintptr(h), uintptr(unsafe.Pointer(&p))); r == 0 {
		return false
	}
	KeepOnScreen(h) // while it is small: also what it goes back to from the large
	if !at.Large {
		return true
	}
	if p, ok = placementOf(h); !ok {
		return false
	}
	p.show = showLarge
	r, _, _ := setPlacement.Call(uintptr(h), uintptr(unsafe.Pointer(&p)))
	return r != 0
}
