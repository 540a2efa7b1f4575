package command

import (
	"os"

	"golang.org/x/sys/windows"
)

// A window program has no console of its own: commands write to the one they
// were typed in. Output that goes to a file or another program stays there.
func init() {
	if len(os.Args) < 2 {
		return
	}
	const parentProcess = ^uintptr(0)
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	if ok, _, _ := attach.Call(parentProcess); ok == 0 {
		return
	}
	for _, stream := range []struct {
		id   uint32
		file **os.File
	}{{windows.STD_OUTPUT_HANDLE, &os.Stdout}, {windows.STD_ERROR_HANDLE, &os.Stderr}} {
		if h, err := windows.GetStdHandle(stream.id); err == nil && h != 0 && h != windows.InvalidHandle {
			if kind, err := windows.GetFileType(h); err == nil && kind != windows.FILE_TYPE_UNKNOWN {
				continue
			}
		}
		if f, err := os.OpenFile("CONOUT$", os.O_WRONLY, 0); err == nil {
			*stream.file = f
		}
	}
}
