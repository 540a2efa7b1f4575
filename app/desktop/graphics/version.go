package graphics

import (
	"strconv"
	"strings"
)

// atLeast21 reads the beginning of GL_VERSION, "2.1.0 - Build 8.15.10.2900" or
// "4.6 (Compatibility Profile) Mesa 25.0": major.minor, then anything.
func atLeast21(text string) bool {
	major, rest, ok := strings.Cut(text, ".")
	if !ok {
		return false
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(rest)
	}
	a, err1 := strconv.Atoi(strings.TrimSpace(major))
	b, err2 := strconv.Atoi(rest[:end])
	return err1 == nil && err2 == nil && (a > 2 || a == 2 && b >= 1)
}
