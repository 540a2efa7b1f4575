package native

import (
	"errors"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	clipUser32   = windows.NewLazySystemDLL("user32.dll")
	clipKernel32 = windows.NewLazySystemDLL("kernel32.dll")
	clipShell32  = windows.NewLazySystemDLL("shell32.dll")

	openClipboard   = clipUser32.NewProc("OpenClipboard")
	closeClipboard  = clipUser32.NewProc("CloseClipboard")
	getClipboard    = clipUser32.NewProc("GetClipboardData")
	registerFormat  = clipUser32.NewProc("RegisterClipboardFormatW")
	globalLock      = clipKernel32.NewProc("GlobalLock")
	globalUnlock    = clipKernel32.NewProc("GlobalUnlock")
	globalSize      = clipKernel32.NewProc("GlobalSize")
	dragQueryFile   = clipShell32.NewProc("DragQueryFileW")
	errClipOccupied = errors.New("剪贴板正被另一个程序使用，请稍后再粘贴一次")
)

// Formats of the clipboard that every Windows has. It makes a plain bitmap of
// whatever other bitmap was copied.
const (
	formatBitmap = 8  // CF_DIB
	formatFiles  = 15 // CF_HDROP
)

// ReadClip takes a picture, or the path of a copied file, from the clipboard.
func ReadClip() (Clip, error) {
	runtime.LockOSThread() // the clipboard is opened by a thread
	defer runtime.UnlockOSThread()
	opened := false
	for range 20 { // others hold it for moments
		if r, _, _ := openClipboard.Call(0); r != 0 {
			opened = true
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if !opened {
		return Clip{}, errClipOccupied
	}
	defer closeClipboard.Call()
	if path := copiedFile(); path != "" {
		return Clip{Path: path}, nil
	}
	for _, name := range []string{"PNG", "image/png", "JFIF"} {
		if b, err := clipBytes(namedFormat(name)); b != nil || err != nil {
			return Clip{Picture: b}, err
		}
	}
	dib, err := clipBytes(formatBitmap)
	if dib == nil || err != nil {
		return Clip{}, err
	}
	b, err := bmpOf(dib)
	return Clip{Picture: b}, err
}

func namedFormat(name string) uintptr {
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0
	}
	r, _, _ := registerFormat.Call(uintptr(unsafe.Pointer(p)))
	return r
}

// clipBytes copies what the clipboard holds in a format, nil for nothing.
func clipBytes(format uintptr) ([]byte, error) {
	h, _, _ := getClipboard.Call(format)
	if h == 0 {
		return nil, nil
	}
	n, _, _ := globalSize.Call(h)
	if n > clipLimit {
		return nil, errClipSize
	}
	at, _, _ := globalLock.Call(h)
	if at == 0 || n == 0 {
		return nil, nil
	}
	defer globalUnlock.Call(h)
	// The memory is Windows' own and stays where it is until it is unlocked.
	return append([]byte(nil), unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), n)...), nil
}

func copiedFile() string {
	h, _, _ := getClipboard.Call(formatFiles)
	if h == 0 {
		return ""
	}
	n, _, _ := dragQueryFile.Call(h, 0, 0, 0)
	if n == 0 {
		return ""
	}
	name := make([]uint16, n+1)
	dragQueryFile.Call(h, 0, uintptr(unsafe.Pointer(&name[0])), n+1)
	return windows.UTF16ToString(name)
}
