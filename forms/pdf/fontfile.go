package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// subsetTag makes the six letters before the name of a cut-down font.
func subsetTag(n int) string {
	t := []byte("KAOAAA")
	for i := len(t) - 1; n > 0; i-- {
		t[i] += byte(n % 26)
		n /= 26
	}
	return string(t)
}

// writeFont writes a font with the glyphs used and returns its object.
func (p *Writer) writeFont(u *usedFont) int {
	top, cid, desc, file, uni := p.alloc(), p.alloc(), p.alloc(), p.alloc(), p.alloc()
	sub := u.f.Subset(u.ids)
	name := subsetTag(u.n) + "+" + strings.Map(func(r rune) rune {
		if r > 32 && r < 127 && !strings.ContainsRune("()<>[]{}/%#", r) {
			return r
		}
		return -1
	}, u.f.Name)
	p.stream(file, fmt.Sprintf("/Length1 %d", len(sub)), sub)
	var ws []byte
	for _, g := range append([]uint16{0}, u.ids...) {
		ws = fmt.Appendf(ws, "%d ", int(u.f.Adv(g)*1000+.5))
	}
	p.obj(top, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cid, uni))
	p.obj(cid, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[0[%s]]/CIDToGIDMap/Identity>>", name, desc, ws))
	p.obj(desc, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-200 -300 1200 1100]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80/FontFile2 %d 0 R>>", name, file))
	p.stream(uni, "", unicodeMap(u.uni))
	return top
}

// unicodeMap tells which character a glyph stands for, so that text can be
// searched and copied.
func unicodeMap(runes []rune) []byte {
	b := []byte("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/X def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for i := 0; i < len(runes); i += 100 {
		part := runes[i:min(i+100, len(runes))]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for k, r := range part {
			b = fmt.Appendf(b, "<%04X><", i+k+1)
			for _, c := range utf16.Encode([]rune{r}) {
				b = fmt.Appendf(b, "%04X", c)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap CMapName currentdict/CMap defineresource pop end end"...)
}
