package printing

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	winspool           = windows.NewLazySystemDLL("winspool.drv")
	openPrinter        = winspool.NewProc("OpenPrinterW")
	closePrinter       = winspool.NewProc("ClosePrinter")
	enumPrinters       = winspool.NewProc("EnumPrintersW")
	getDefaultPrinter  = winspool.NewProc("GetDefaultPrinterW")
	documentProperties = winspool.NewProc("DocumentPropertiesW")
	deviceCapabilities = winspool.NewProc("DeviceCapabilitiesW")
)

// devMode is DEVMODEW as printers use it; the printer's own settings follow it.
type devMode struct {
	name                                     [32]uint16
	spec, driver, size, extra                uint16
	fields                                   uint32
	orientation, paper, length, width, scale int16
	copies, source, quality                  int16
	color, duplex, yRes, trueType, collate   int16
	form                                     [32]uint16
	logPixels                                uint16
	bits, pelsW, pelsH, flags, freq          uint32
	icm                                      [8]uint32
}

// Fields of devMode that hold, and values, of wingdi.h.
const (
	hasOrientation, hasPaper, hasLength, hasWidth = 0x1, 0x2, 0x4, 0x8
	hasCopies, hasCollate                         = 0x100, 0x8000
	portrait, landscape                           = 1, 2
	paperA4, paperUser                            = 9, 256
	modeOut, modeIn                               = 2, 8
	capFields, capPapers, capSizes, capCopies     = 1, 2, 3, 18
)

func mode(b []byte) *devMode { return (*devMode)(unsafe.Pointer(&b[0])) }

// ofPrinter tells whether settings are those of a printer, whose name they hold
// cut short.
func ofPrinter(b []byte, printer string) bool {
	name := windows.UTF16ToString(mode(b).name[:])
	return name != "" && strings.HasPrefix(printer, name)
}

func utf16(s string) *uint16 {
	p, err := windows.UTF16PtrFromString(s)
	if err != nil {
		p = new(uint16)
	}
	return p
}

// defaultMode reads a printer's settings, laid over those in a nil or old mode.
func defaultMode(printer string, with []byte) ([]byte, error) {
	var h uintptr
	if r, _, err := openPrinter.Call(uintptr(unsafe.Pointer(utf16(printer))), uintptr(unsafe.Pointer(&h)), 0); r == 0 {
		return nil, fmt.Errorf("打不开打印机“%s”：%w。请看看它还在不在、连上没有", printer, err)
	}
	defer closePrinter.Call(h)
	name := utf16(printer)
	n, _, _ := documentProperties.Call(0, h, uintptr(unsafe.Pointer(name)), 0, 0, 0)
	if int32(n) < int32(unsafe.Sizeof(devMode{})) {
		return nil, fmt.Errorf("打印机“%s”的驱动程序没有回答，请重新安装它的驱动程序", printer)
	}
	out := make([]byte, int(n)+64) // some drivers write past what they asked for
	what, in := uintptr(modeOut), uintptr(0)
	if len(with) > 0 {
		what, in = modeOut|modeIn, uintptr(unsafe.Pointer(&with[0]))
	}
	if r, _, _ := documentProperties.Call(0, h, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&out[0])), in, what); int32(r) < 0 {
		return nil, fmt.Errorf("打印机“%s”不接受这样的设置", printer)
	}
	runtime.KeepAlive(with)
	return out, nil
}

// capability asks a driver; into may be nil to ask how many there are.
//
//go:uintptrescapes
func capability(printer string, what int, into uintptr) int {
	name := utf16(printer)
	r, _, _ := deviceCapabilities.Call(uintptr(unsafe.Pointer(name)), 0, uintptr(what), into, 0)
	return int(int32(r))
}

// sheet is a paper a printer knows; sizes in tenths of a millimetre.
type sheet struct {
	id   int16
	w, h int32
}

func sheetsOf(printer string) []sheet {
	n := capability(printer, capPapers, 0)
	if n <= 0 || n > 4096 {
		return nil
	}
	ids, sizes := make([]uint16, n), make([]gdiPoint, n)
	if capability(printer, capPapers, uintptr(unsafe.Pointer(&ids[0]))) != n || capability(printer, capSizes, uintptr(unsafe.Pointer(&sizes[0]))) != n {
		return nil
	}
	out := make([]sheet, n)
	for i := range out {
		out[i] = sheet{int16(ids[i]), sizes[i].x, sizes[i].y}
	}
	return out
}

// matching finds the paper of a size in mm, the nearest of several; nil for none.
func matching(list []sheet, w, h float64) *sheet {
	var best *sheet
	off := math.Inf(1)
	for i := range list {
		s := &list[i]
		sw, sh := float64(s.w)/10, float64(s.h)/10
		if d := math.Abs(sw-min(w, h)) + math.Abs(sh-max(w, h)); sw <= sh && sameSheet(w, h, sw, sh) && d < off {
			best, off = s, d
		}
	}
	return best
}

// setPaper asks for a sheet of a size in mm in a mode: one that the printer
// knows, else one of its own measure where the driver takes such, else A4.
func setPaper(b []byte, list []sheet, takes uint32, w, h float64) {
	m := mode(b)
	m.fields |= hasOrientation | hasPaper
	m.orientation = portrait
	if w > h {
		m.orientation = landscape
	}
	m.fields &^= hasLength | hasWidth
	switch s := matching(list, w, h); {
	case s != nil:
		m.paper = s.id
	case takes&(hasLength|hasWidth) == hasLength|hasWidth:
		m.paper = paperUser
		m.fields |= hasLength | hasWidth
		m.width, m.length = int16(math.Round(min(w, h)*10)), int16(math.Round(max(w, h)*10))
	default:
		m.paper = paperA4
	}
}
