//go:build !windows

package native

// Opens tells that OpenPath works here.
const Opens = false

// OpenPath opens a file or folder with the program the system has for it.
func OpenPath(string) error { return errNone }
