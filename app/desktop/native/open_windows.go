package native

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// Opens tells that OpenPath works here.
const Opens = true

// OpenPath opens a file or folder with the program the system has for it; an
// error when it has none.
func OpenPath(path string) error {
	return apart(func() error {
		return windows.ShellExecute(0, wide("open"), wide(filepath.FromSlash(path)), nil, wide(filepath.Dir(path)), windows.SW_SHOWNORMAL)
	})
}
