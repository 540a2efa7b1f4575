//go:build !windows

package native

// PlaceOf tells nothing: elsewhere the window manager places windows.
func PlaceOf(Handle) (Place, bool) { return Place{}, false }

// PutAt does nothing.
func PutAt(Handle, Place) bool { return false }
