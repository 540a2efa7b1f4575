//go:build !windows

package native

// KeepOnScreen moves a window that lies beyond its screen onto it, smaller where
// it must be. Elsewhere the window manager sees to that.
func KeepOnScreen(Handle) bool { return false }
