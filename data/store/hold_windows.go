package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// removeOpen: a file cannot be removed while it is open.
const removeOpen = false

// lockFile locks a file for this process without waiting; errHeld when another
// has it. The locked byte lies far beyond the content, which others may read.
func lockFile(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, &windows.Overlapped{OffsetHigh: 0x7fffffff})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return errHeld
	}
	return err
}
