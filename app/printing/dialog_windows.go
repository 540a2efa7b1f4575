package printing

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Dialog tells that the system has a print dialog of its own here.
const Dialog = true

// ErrNoDialog says that the system's dialog cannot be shown.
var ErrNoDialog = errors.New("系统的打印窗口打不开")

var (
	printDlgEx   = windows.NewLazySystemDLL("comdlg32.dll").NewProc("PrintDlgExW")
	kernel32     = windows.NewLazySystemDLL("kernel32.dll")
	globalAlloc  = kernel32.NewProc("GlobalAlloc")
	globalLock   = kernel32.NewProc("GlobalLock")
	globalUnlock = kernel32.NewProc("GlobalUnlock")
	globalSize   = kernel32.NewProc("GlobalSize")
	globalFree   = kernel32.NewProc("GlobalFree")
)

// pageRange is PRINTPAGERANGE.
type pageRange struct{ from, to uint32 }

// printDialog is PRINTDLGEXW.
type printDialog struct {
	size                                      uint32
	owner, devMode, devNames, dc              uintptr
	flags, flags2, exclude, ranges, maxRanges uint32
	pageRanges                                *pageRange
	minPage, maxPage, copies                  uint32
	instance, template, callback              uintptr
	nPages                                    uint32
	pages                                     uintptr
	startPage, result                         uint32
}

// Flags of PrintDlgEx, commdlg.h.
const (
	flagPageNumbers    = 0x2
	flagNoSelection    = 0x4
	flagCollate        = 0x10
	flagUseModeCopies  = 0x40000
	flagHideToFile     = 0x100000
	flagNoCurrentPage  = 0x800000
	startGeneral       = 0xffffffff
	resultCancel       = 0
	moveable, zeroInit = 0x2, 0x40
	maxRanges          = 32
)

// Ask shows the system's print dialog over a window, with what the order says
// already, and takes what was chosen into the order; false when it was
// cancelled. pages is how many pages there are, 0 when that is not known. It
// comes back when the dialog is closed: call it beside the window's goroutine.
func Ask(owner uintptr, o *Order, pages int) (bool, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED); err == nil || err == syscall.Errno(1) {
		defer windows.CoUninitialize()
	}
	if pages < 1 {
		pages = 9999
	}
	ranges := make([]pageRange, maxRanges)
	d := &printDialog{owner: owner, minPage: 1, maxPage: uint32(pages), copies: uint32(max(o.Copies, 1)), startPage: startGeneral,
		maxRanges: maxRanges, pageRanges: &ranges[0], flags: flagNoSelection | flagNoCurrentPage | flagHideToFile | flagUseModeCopies | flagCollate}
	d.size = uint32(unsafe.Sizeof(*d))
	for i, s := range o.Pages {
		if i < maxRanges && s.From <= pages {
			ranges[i] = pageRange{uint32(s.From), uint32(min(s.To, pages))}
			d.ranges = uint32(i + 1)
			d.flags |= flagPageNumbers
		}
	}
	if m, err := defaultMode(o.Printer, o.Settings); err == nil {
		mode(m).fields |= hasCopies
		mode(m).copies = int16(max(o.Copies, 1))
		d.devMode = global(m)
	}
	r, _, _ := printDlgEx.Call(uintptr(unsafe.Pointer(d)))
	defer free(d.devMode)
	defer free(d.devNames)
	if int32(r) < 0 {
		return false, fmt.Errorf("%w（%#x）", ErrNoDialog, uint32(r))
	}
	if d.result == resultCancel {
		return false, nil
	}
	takeDialog(o, d, ranges)
	runtime.KeepAlive(ranges)
	return true, nil
}

// takeDialog takes what was chosen into the order.
func takeDialog(o *Order, d *printDialog, ranges []pageRange) {
	o.Pages = nil
	if d.flags&flagPageNumbers != 0 {
		for _, x := range ranges[:min(int(d.ranges), len(ranges))] {
			o.Pages = append(o.Pages, Span{int(x.from), int(min(x.to, math.MaxInt32))})
		}
	}
	o.Copies = max(int(d.copies), 1)
	if b := bytesOf(d.devMode); len(b) >= int(unsafe.Sizeof(devMode{})) {
		o.Settings = b
		if m := mode(b); m.fields&hasCopies != 0 && m.copies > 1 {
			o.Copies = int(m.copies)
		}
	}
	// DEVNAMES: offsets, in characters, of driver, device and port.
	if b := bytesOf(d.devNames); len(b) >= 8 {
		words := unsafe.Slice((*uint16)(unsafe.Pointer(&b[0])), len(b)/2)
		if at := int(words[1]); at < len(words) {
			o.Printer = windows.UTF16ToString(words[at:])
		}
	}
}

// global copies bytes to memory of the kind dialogs hand about.
func global(b []byte) uintptr {
	h, _, _ := globalAlloc.Call(moveable|zeroInit, uintptr(len(b)))
	if h == 0 {
		return 0
	}
	if p, _, _ := globalLock.Call(h); p != 0 {
		copy(unsafe.Slice((*byte)(pointer(p)), len(b)), b)
		globalUnlock.Call(h)
	}
	return h
}

func bytesOf(h uintptr) []byte {
	if h == 0 {
		return nil
	}
	n, _, _ := globalSize.Call(h)
	p, _, _ := globalLock.Call(h)
	if p == 0 || n == 0 {
		return nil
	}
	defer globalUnlock.Call(h)
	return append([]byte(nil), unsafe.Slice((*byte)(pointer(p)), n)...)
}

func free(h uintptr) {
	if h != 0 {
		globalFree.Call(h)
	}
}

// pointer is an address of the system's memory, which Go does not move.
func pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }
