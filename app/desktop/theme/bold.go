package theme

import (
	"sync"

	"golang.org/x/image/font/sfnt"

	"kaocha/resources/fonts"
)

// boldFace is the bold face as a table of its signs, nil when it cannot be read.
var boldFace = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(fonts.WindowBold)
	if err != nil {
		return nil
	}
	return f
})

// HasBold tells whether the bold face has all characters of a text. It has those
// of GBK; a rarer one in a name, which the regular face has, would be a box there
// on a computer without a font for it.
func HasBold(text string) bool {
	for _, r := range text {
		if r < 0x3400 || r >= 0x4e00 && r <= 0x9fa5 {
			continue // signs have a test of their own; the usual characters are in GBK
		}
		f := boldFace()
		if f == nil {
			return false
		}
		if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}
