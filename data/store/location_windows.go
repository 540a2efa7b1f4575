package store

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// networkDrive tells whether the drive letter stands for a share.
func networkDrive(path string) string {
	if driveType(path) == windows.DRIVE_REMOTE {
		return "网络映射盘 " + filepath.VolumeName(path)
	}
	return ""
}

// removable tells whether the disk under a path can be pulled out.
func removable(path string) bool { return driveType(path) == windows.DRIVE_REMOVABLE }

func driveType(path string) uint32 {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	if err != nil {
		return windows.DRIVE_UNKNOWN
	}
	return windows.GetDriveType(root)
}

// finalPath resolves whatever leads elsewhere: links, junctions, letters made by
// subst, and letters of shares, which come out as \\server\share.
func finalPath(path string) (string, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return "", err
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(name, 0, share, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return "", err
	}
	defer windows.CloseHandle(h)
	buf := make([]uint16, 512)
	for {
		n, err := windows.GetFinalPathNameByHandle(h, &buf[0], uint32(len(buf)), 0)
		if err != nil {
			return "", err
		}
		if int(n) < len(buf) {
			return plainPath(windows.UTF16ToString(buf[:n])), nil
		}
		buf = make([]uint16, n+1)
	}
}

// plainPath takes the mark of long paths off.
func plainPath(p string) string {
	if rest, ok := strings.CutPrefix(p, `\\?\UNC\`); ok {
		return `\\` + rest
	}
	return strings.TrimPrefix(p, `\\?\`)
}
