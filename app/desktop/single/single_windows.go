package single

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// bufferSize of the pipe, bytes.
const bufferSize = 64 << 10

// Claim makes this start the holder of a database, or hands its files to the
// one that is: then handed is true and this start has nothing more to do. An
// error without a holder means that other starts cannot be noticed here; the
// database itself is safe with two programs.
//
// A named mutex is the lock: the system takes it away with its process. Only the
// pipe's owner may open it for writing, by a pipe's usual rights.
func Claim(db string, files []string) (h *Holder, handed bool, err error) {
	mark := name(db)
	path, err := windows.UTF16PtrFromString(`\\.\pipe\kaocha-` + mark)
	if err != nil {
		return nil, false, err
	}
	lock, err := windows.UTF16PtrFromString(`Local\kaocha-` + mark)
	if err != nil {
		return nil, false, err
	}
	for end := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		held, err := windows.CreateMutex(nil, false, lock)
		if err == nil {
			return hold(held, path)
		}
		if held != 0 {
			windows.CloseHandle(held) // it would outlive its holder
		}
		if !errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
			return nil, false, err
		}
		if hand(path, files) == nil {
			return nil, true, nil
		}
		if time.Now().After(end) {
			return nil, true, ErrSilent
		}
	}
}

func pipe(path *uint16, more uint32) (windows.Handle, error) {
	return windows.CreateNamedPipe(path, windows.PIPE_ACCESS_DUPLEX|more,
		windows.PIPE_TYPE_BYTE|windows.PIPE_READMODE_BYTE|windows.PIPE_WAIT|windows.PIPE_REJECT_REMOTE_CLIENTS,
		windows.PIPE_UNLIMITED_INSTANCES, bufferSize, bufferSize, 0, nil)
}

// hold serves one start after the other.
func hold(lock windows.Handle, path *uint16) (*Holder, bool, error) {
	first, err := pipe(path, windows.FILE_FLAG_FIRST_PIPE_INSTANCE)
	if err != nil {
		windows.CloseHandle(lock)
		return nil, false, err
	}
	h := &Holder{messages: make(chan message, queue)}
	// The pipe goes with the process.
	h.close = func() { windows.CloseHandle(lock) }
	go func() {
		for end := first; ; {
			err := windows.ConnectNamedPipe(end, nil)
			// The next end is made before this one closes, or the name were free between.
			next, failed := pipe(path, 0)
			if err == nil || errors.Is(err, windows.ERROR_PIPE_CONNECTED) {
				go h.answer(end)
			} else {
				windows.CloseHandle(end)
			}
			if failed != nil {
				return
			}
			end = next
		}
	}()
	return h, false, nil
}

func (h *Holder) answer(end windows.Handle) {
	f := os.NewFile(uintptr(end), "pipe")
	defer f.Close()
	h.take(f)
	_ = windows.FlushFileBuffers(end)
}

var allowForeground = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// hand lets the holder come to the front, which only the present front may allow.
func hand(path *uint16, files []string) error {
	end, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return err
	}
	const anyProcess = ^uintptr(0)
	_, _, _ = allowForeground.Call(anyProcess)
	f := os.NewFile(uintptr(end), "pipe")
	done := make(chan error, 1)
	go func() { done <- send(f, files) }()
	select {
	case err := <-done:
		f.Close()
		return err
	case <-time.After(patience):
		return ErrSilent // the read would wait on; the process ends now
	}
}
