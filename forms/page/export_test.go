package page

// ChineseNumber is tested by hand-worked cases.
var ChineseNumber = chineseNumber

// ParseSubset parses a font written by Subset, which has no cmap, name and post
// tables: empty ones are added.
func ParseSubset(b []byte) (*Font, error) {
	tabs := map[string][]byte{}
	for k := range int(be.Uint16(b[4:])) {
		d := b[12+16*k:]
		o, l := be.Uint32(d[8:]), be.Uint32(d[12:])
		tabs[string(d[:4])] = b[o : o+l]
	}
	// format 4 with the one closing segment
	sub := []byte{0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 1, 0, 0}
	tabs["cmap"] = append([]byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}, sub...)
	tabs["name"] = []byte{0, 0, 0, 0, 0, 6}
	post := make([]byte, 32)
	post[1] = 3
	tabs["post"] = post
	return ParseFont(assemble(tabs), 0)
}
