//go:build !windows

package desktop

import "time"

// systemIdle is not known here.
func systemIdle() (time.Duration, bool) { return 0, false }
