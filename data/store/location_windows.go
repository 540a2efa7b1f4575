package store

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// networkDrive tells whether the drive letter stands for a share.
func networkDrive(path string) string {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	if err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "网络映射盘 " + filepath.VolumeName(path)
	}
	return ""
}
