//go:build !windows

package native

// Composes tells that the input method can be told here where text goes in.
const Composes = false

// Composer tells the input method where text goes in.
type Composer struct{}

// Compose begins to answer for a window; nil where that cannot be done.
func Compose(Handle) *Composer { return nil }

// Place says where text goes in now, a zero Spot for nowhere.
func (c *Composer) Place(Spot) {}
