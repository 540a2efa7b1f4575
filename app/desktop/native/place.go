package native

import (
	"fmt"
	"strings"
)

// Place is where a window lies, in the system's pixels, and whether it is as
// large as the screen just now.
type Place struct {
	Left, Top, Right, Bottom int32
	Large                    bool
}

// smallest is the least width and height that is taken for a window's.
const smallest = 100

func (p Place) empty() bool { return p.Right-p.Left < smallest || p.Bottom-p.Top < smallest }

const largeWord = " large"

// String writes a place so that ReadPlace reads it.
func (p Place) String() string {
	s := fmt.Sprintf("%d,%d,%d,%d", p.Left, p.Top, p.Right, p.Bottom)
	if p.Large {
		s += largeWord
	}
	return s
}

// ReadPlace reads a place as String writes it; false for anything else and for
// what is too small to be a window.
func ReadPlace(text string) (p Place, ok bool) {
	text, p.Large = strings.CutSuffix(text, largeWord)
	n, err := fmt.Sscanf(text, "%d,%d,%d,%d", &p.Left, &p.Top, &p.Right, &p.Bottom)
	if err != nil || n != 4 || p.empty() {
		return Place{}, false
	}
	return p, true
}
