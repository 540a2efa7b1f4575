package native

import (
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	ole32            = windows.NewLazySystemDLL("ole32.dll")
	shell32          = windows.NewLazySystemDLL("shell32.dll")
	user32           = windows.NewLazySystemDLL("user32.dll")
	coCreateInstance = ole32.NewProc("CoCreateInstance")
	itemFromPath     = shell32.NewProc("SHCreateItemFromParsingName")
)

const inProcess = 1 // CLSCTX_INPROC_SERVER

// object is a COM object: a pointer to its table of functions.
type object struct{ table *[64]uintptr }

// call calls a function by its place in the table and gives its HRESULT.
//
//go:uintptrescapes
func (o *object) call(n int, args ...uintptr) error {
	r, _, _ := syscall.SyscallN(o.table[n], append([]uintptr{uintptr(unsafe.Pointer(o))}, args...)...)
	if int32(r) < 0 {
		return syscall.Errno(uint32(r))
	}
	return nil
}

// release gives the object up (IUnknown, place 2).
func (o *object) release() {
	if o != nil {
		syscall.SyscallN(o.table[2], uintptr(unsafe.Pointer(o)))
	}
}

func create(class, face *windows.GUID) (*object, error) {
	var o *object
	r, _, _ := coCreateInstance.Call(uintptr(unsafe.Pointer(class)), 0, inProcess, uintptr(unsafe.Pointer(face)), uintptr(unsafe.Pointer(&o)))
	if int32(r) < 0 || o == nil {
		return nil, fmt.Errorf("CoCreateInstance: %#x", uint32(r))
	}
	return o, nil
}

// apart runs f with COM on a thread of its own kind: dialogs want a
// single-threaded apartment, which lives as long as its thread.
func apart(f func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE); err != nil && err != syscall.Errno(1) {
			done <- err // S_FALSE (1): it was begun already
			return
		}
		defer windows.CoUninitialize()
		done <- f()
	}()
	return <-done
}

// wide is a text as Windows takes it; one with a NUL inside is empty.
func wide(s string) *uint16 {
	p, err := windows.UTF16PtrFromString(s)
	if err != nil {
		p = new(uint16)
	}
	return p
}
