//go:build !windows

package desktop

import "fyne.io/fyne/v2"

// restore has nothing to do: showing a window is enough.
func restore(fyne.Window) {}
