package safefile

import (
	"errors"
	"os"
	"syscall"
)

// maxPath is what Explorer, WPS and Office can open, in UTF-16 units.
const maxPath = 259

const newMode = os.FileMode(0o666)

// Windows error numbers, winerror.h.
const (
	errPathNotFound = syscall.Errno(3)
	errAccessDenied = syscall.Errno(5)
	errNotReady     = syscall.Errno(21)
	errWriteProtect = syscall.Errno(19)
	errSharing      = syscall.Errno(32)
	errLock         = syscall.Errno(33)
	errHandleFull   = syscall.Errno(39)
	errDiskFull     = syscall.Errno(112)
	errInvalidName  = syscall.Errno(123)
	errNameTooLong  = syscall.Errno(206)
	errQuota        = syscall.Errno(1295)
	errUserMapped   = syscall.Errno(1224)
)

// gone tells that no process of this number runs.
func gone(pid int) bool {
	const queryLimited = 0x1000 // PROCESS_QUERY_LIMITED_INFORMATION
	const invalidParameter = syscall.Errno(87)
	h, err := syscall.OpenProcess(queryLimited, false, uint32(pid))
	if err == nil {
		syscall.CloseHandle(h)
	}
	return pid != os.Getpid() && errors.Is(err, invalidParameter)
}

func classify(err error) fault {
	var n syscall.Errno
	if !errors.As(err, &n) {
		return other
	}
	switch n {
	case errDiskFull, errHandleFull, errQuota:
		return diskFull
	case errWriteProtect:
		return readOnly
	case errAccessDenied:
		return noAccess
	case errSharing, errLock, errUserMapped:
		return inUse
	case errNameTooLong:
		return tooLong
	case errPathNotFound, errNotReady, syscall.ERROR_FILE_NOT_FOUND:
		return noFolder
	case errInvalidName:
		return badName
	}
	return other
}
