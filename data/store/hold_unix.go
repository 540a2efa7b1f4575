//go:build unix

package store

import (
	"errors"
	"os"
	"syscall"
)

// removeOpen: a file can be removed while it is open.
const removeOpen = true

// lockFile locks a file for this process without waiting; errHeld when another
// has it.
func lockFile(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errHeld
	}
	return err
}
