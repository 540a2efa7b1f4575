package page

// Glyph is one placed glyph; X, Y is its origin on the baseline.
type Glyph struct {
	F          *Font
	R          rune
	G          uint16
	Bold       bool // drawn thicker, because the font has no bold
	Col        [3]uint8
	X, Y, Size float64
}

// Line is a stroked rule.
type Line struct{ X1, Y1, X2, Y2, W float64 }

// Pic is a placed picture.
type Pic struct {
	X, Y, W, H float64
	Data       []byte // JPEG or PNG
}

// Fill is a filled rectangle.
type Fill struct {
	X, Y, W, H float64
	Col        [3]uint8
}

// Page is what stands on a sheet; W and H in points.
type Page struct {
	W, H   float64
	Fills  []Fill
	Pics   []Pic
	Lines  []Line
	Glyphs []Glyph
}

// Overflow is a text that does not fit its cell of fixed height.
type Overflow struct {
	Cell       int    // number of the cell in the document, from 0
	Text       string // what stands in it
	Need, Have float64
}

// Result of a layout.
type Result struct {
	Pages    []*Page
	Overflow []Overflow
	NoGlyph  []rune // characters that no font has, in order of first use
}
