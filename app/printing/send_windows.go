package printing

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"

	"kaocha/forms/page"
)

var (
	createDC      = gdi32.NewProc("CreateDCW")
	deleteDC      = gdi32.NewProc("DeleteDC")
	resetDC       = gdi32.NewProc("ResetDCW")
	getDeviceCaps = gdi32.NewProc("GetDeviceCaps")
	startDoc      = gdi32.NewProc("StartDocW")
	endDoc        = gdi32.NewProc("EndDoc")
	abortDoc      = gdi32.NewProc("AbortDoc")
	startPage     = gdi32.NewProc("StartPage")
	endPage       = gdi32.NewProc("EndPage")
)

// Indices of GetDeviceCaps.
const (
	dotsX, dotsY         = 88, 90 // per inch
	physWidth, physHigh  = 110, 111
	physLeft, physTop    = 112, 113
	printWidth, printHgt = 8, 10
)

const (
	enumLocal, enumConnections = 2, 4
	errNoDefault               = syscall.Errno(2)
	errInsufficient            = syscall.Errno(122)
	errPrintCancelled          = syscall.Errno(63)
	errCancelled               = syscall.Errno(1223)
)

// printerInfo is PRINTER_INFO_4W.
type printerInfo struct {
	name, server *uint16
	attributes   uint32
}

// Printers lists the printers, ErrNoPrinter when there are none.
func Printers(context.Context) ([]Printer, error) {
	var need, n uint32
	enumPrinters.Call(enumLocal|enumConnections, 0, 4, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n)))
	if need == 0 {
		return nil, ErrNoPrinter
	}
	buf := make([]uint64, need/8+1) // aligned for pointers
	r, _, err := enumPrinters.Call(enumLocal|enumConnections, 0, 4, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)*8), uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n)))
	if r == 0 {
		return nil, fmt.Errorf("读不到打印机的列表：%w。请看看系统的打印服务（Print Spooler）开着没有", err)
	}
	standard := defaultPrinter()
	var list []Printer
	for _, p := range unsafe.Slice((*printerInfo)(unsafe.Pointer(&buf[0])), n) {
		name := windows.UTF16PtrToString(p.name)
		list = append(list, Printer{name, name == standard})
	}
	runtime.KeepAlive(buf)
	if len(list) == 0 {
		return nil, ErrNoPrinter
	}
	return list, nil
}

func defaultPrinter() string {
	var buf [512]uint16
	n := uint32(len(buf))
	if r, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&n))); r == 0 {
		return ""
	}
	return windows.UTF16ToString(buf[:])
}

// docInfo is DOCINFOW.
type docInfo struct {
	size                   int32
	name, output, datatype *uint16
	kind                   uint32
}

// press is a printer at work.
type press struct {
	o      Order
	r      *Report
	dc     uintptr
	mode   []byte
	sheets []sheet
	takes  uint32 // the fields of a mode that the driver minds
	repeat int    // how often the pages go through because the driver makes no copies
	output string // a file instead of the printer's port, for tests
	w, h   float64
	canvas canvas
}

func send(ctx context.Context, o Order, src Source, r *Report) error {
	p := &press{o: o, r: r}
	return p.send(ctx, src)
}

func (p *press) send(ctx context.Context, src Source) error {
	runtime.LockOSThread() // a device context belongs to its thread
	defer runtime.UnlockOSThread()
	if err := p.open(); err != nil {
		return err
	}
	defer deleteDC.Call(p.dc)
	started := false
	var err error
	for range p.repeat {
		if err = src(func(pg *page.Page) error { return p.page(pg, &started) }); err != nil {
			break
		}
	}
	switch {
	case err != nil && started:
		abortDoc.Call(p.dc)
	case started:
		if n, _, e := endDoc.Call(p.dc); int32(n) <= 0 {
			err = p.fault(e)
		}
	}
	return err
}

// open makes ready for the printer with its settings.
func (p *press) open() error {
	var err error
	if b := p.o.Settings; len(b) > 0 && !ofPrinter(b, p.o.Printer) {
		p.o.Settings = nil // of another printer, chosen before this one
	}
	if p.mode, err = defaultMode(p.o.Printer, p.o.Settings); err != nil {
		return err
	}
	p.sheets = sheetsOf(p.o.Printer)
	p.takes = uint32(capability(p.o.Printer, capFields, 0))
	m := mode(p.mode)
	p.repeat, m.copies = p.o.Copies, 1
	m.fields |= hasCopies
	if most := capability(p.o.Printer, capCopies, 0); p.o.Copies > 1 && most >= p.o.Copies && p.takes&hasCollate != 0 {
		p.repeat, m.copies, m.collate = 1, int16(p.o.Copies), 1 // else copies of several pages would lie page by page
		m.fields |= hasCollate
	}
	name := utf16(p.o.Printer)
	p.dc, _, _ = createDC.Call(0, uintptr(unsafe.Pointer(name)), 0, uintptr(unsafe.Pointer(&p.mode[0])))
	if p.dc == 0 {
		return fmt.Errorf("打印机“%s”用不了。请看看它开着没有，驱动程序装好没有", p.o.Printer)
	}
	p.canvas.dc = p.dc
	return nil
}

// page prints one page; the first begins the document.
func (p *press) page(pg *page.Page, started *bool) error {
	p.paper(mm(pg.W), mm(pg.H))
	if !*started {
		d := docInfo{name: utf16(p.o.Title)}
		d.size = int32(unsafe.Sizeof(d))
		if p.output != "" {
			d.output = utf16(p.output)
		}
		if n, _, err := startDoc.Call(p.dc, uintptr(unsafe.Pointer(&d))); int32(n) <= 0 {
			return p.fault(err)
		}
		*started = true
	}
	if n, _, err := startPage.Call(p.dc); int32(n) <= 0 {
		return p.fault(err)
	}
	p.place(pg)
	p.canvas.draw(pg)
	if n, _, err := endPage.Call(p.dc); int32(n) <= 0 {
		return p.fault(err)
	}
	return nil
}

// paper takes the sheet of a size in mm, when it is another than that of the
// page before.
func (p *press) paper(w, h float64) {
	if w == p.w && h == p.h {
		return
	}
	p.w, p.h = w, h
	p.setPaper(w, h, p.takes)
	if mode(p.mode).paper == paperUser && !sameSheet(w, h, p.caps(physWidth)/p.caps(dotsX)*25.4, p.caps(physHigh)/p.caps(dotsY)*25.4) {
		p.setPaper(w, h, 0) // it says that it takes any size and does not
	}
}

func (p *press) setPaper(w, h float64, takes uint32) {
	setPaper(p.mode, p.sheets, takes, w, h)
	asked := mode(p.mode).paper
	if merged, err := defaultMode(p.o.Printer, p.mode); err == nil {
		p.mode = merged
	}
	if asked == paperUser {
		mode(p.mode).paper = asked
	}
	resetDC.Call(p.dc, uintptr(unsafe.Pointer(&p.mode[0])))
}

func (p *press) caps(n uintptr) float64 {
	v, _, _ := getDeviceCaps.Call(p.dc, n)
	return float64(int32(v))
}

// place sets where on the sheet the page goes: what the printer really has in it
// counts, not what was asked for.
func (p *press) place(pg *page.Page) {
	l := layout{dpiX: p.caps(dotsX), dpiY: p.caps(dotsY), w: p.caps(physWidth), h: p.caps(physHigh), left: p.caps(physLeft), top: p.caps(physTop)}
	if l.w == 0 || l.h == 0 { // no sheet, as on a screen
		l.w, l.h = p.caps(printWidth), p.caps(printHgt)
	}
	sheetW, sheetH := l.w/l.dpiX*25.4, l.h/l.dpiY*25.4
	a, same := l.place(pg, p.o.Fit)
	p.canvas.at = a
	if !same {
		p.r.note(mm(pg.W), mm(pg.H), sheetW, sheetH, p.o.Fit)
	}
}

func (p *press) fault(err error) error {
	var n syscall.Errno
	if errors.As(err, &n) && (n == errPrintCancelled || n == errCancelled) {
		return context.Canceled // in the printer's own window, such as that of a PDF printer
	}
	return fmt.Errorf("打印机“%s”没有接收：%w。请看看它开着没有、有没有纸，打印队列是不是停了", p.o.Printer, err)
}
