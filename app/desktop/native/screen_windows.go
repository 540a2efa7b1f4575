package native

import "unsafe"

var (
	monitorOf     = user32.NewProc("MonitorFromWindow")
	monitorInfo   = user32.NewProc("GetMonitorInfoW")
	getWindowRect = user32.NewProc("GetWindowRect")
	setWindowPos  = user32.NewProc("SetWindowPos")
	isZoomed      = user32.NewProc("IsZoomed")
	isIconic      = user32.NewProc("IsIconic")
)

const (
	nearestMonitor    = 2      // MONITOR_DEFAULTTONEAREST
	noOrderNoActivate = 0x14   // SWP_NOZORDER | SWP_NOACTIVATE
	msgDisplayChanged = 0x007E // WM_DISPLAYCHANGE
)

// KeepOnScreen moves a window that lies beyond its screen onto it, smaller where
// it must be: its size may be from a larger screen, or its screen was unplugged.
// It tells whether it had to.
func KeepOnScreen(h Handle) bool {
	if z, _, _ := isZoomed.Call(uintptr(h)); z != 0 {
		return false
	}
	if i, _, _ := isIconic.Call(uintptr(h)); i != 0 || h == 0 {
		return false
	}
	var info struct {
		size          uint32
		monitor, work winRect
		flags         uint32
	}
	info.size = uint32(unsafe.Sizeof(info))
	m, _, _ := monitorOf.Call(uintptr(h), nearestMonitor)
	var now winRect
	a, _, _ := monitorInfo.Call(m, uintptr(unsafe.Pointer(&info)))
	b, _, _ := getWindowRect.Call(uintptr(h), uintptr(unsafe.Pointer(&now)))
	if a == 0 || b == 0 {
		return false
	}
	to := within(now, info.work)
	if to == now {
		return false
	}
	setWindowPos.Call(uintptr(h), 0, uintptr(to.left), uintptr(to.top), uintptr(to.right-to.left), uintptr(to.bottom-to.top), noOrderNoActivate)
	return true
}

// within is the nearest place in an area, cut where it is larger.
func within(r, area winRect) winRect {
	fit := func(low, high, from, to int32) (int32, int32) {
		size := min(high-low, to-from)
		low = min(max(low, from), to-size)
		return low, low + size
	}
	r.left, r.right = fit(r.left, r.right, area.left, area.right)
	r.top, r.bottom = fit(r.top, r.bottom, area.top, area.bottom)
	return r
}
