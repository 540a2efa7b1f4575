//go:build !windows

package safefile

import (
	"errors"
	"os"
	"syscall"
)

// maxPath: no limit of its own; the system tells.
const maxPath = 0

// newMode is the permission of a new file, as the user's umask allows.
var newMode = func() os.FileMode {
	mask := syscall.Umask(0)
	syscall.Umask(mask)
	return os.FileMode(0o666 &^ mask)
}()

// gone tells that no process of this number runs.
func gone(pid int) bool {
	return pid != os.Getpid() && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}

func classify(err error) fault {
	var n syscall.Errno
	if !errors.As(err, &n) {
		return other
	}
	switch n {
	case syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG:
		return diskFull
	case syscall.EROFS:
		return readOnly
	case syscall.EACCES, syscall.EPERM:
		return noAccess
	case syscall.EBUSY, syscall.ETXTBSY:
		return inUse
	case syscall.ENAMETOOLONG:
		return tooLong
	case syscall.ENOENT, syscall.ENOTDIR, syscall.ENODEV, syscall.ENXIO:
		return noFolder
	}
	return other
}
