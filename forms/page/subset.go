package page

import "slices"

// Subset builds a TrueType font of the given glyphs only; used[i] becomes glyph
// i+1, glyph 0 stays what it is, parts of composite glyphs follow behind.
func (f *Font) Subset(used []uint16) []byte {
	ids := append([]uint16{0}, used...)
	index := make(map[uint16]uint16, len(ids))
	for i, g := range ids {
		if _, ok := index[g]; !ok {
			index[g] = uint16(i)
		}
	}
	var glyf []byte
	loca := be.AppendUint32(nil, 0)
	for i := 0; i < len(ids); i++ {
		start := len(glyf)
		glyf = append(glyf, f.glyph(ids[i])...)
		components(glyf[start:], func(old uint16) uint16 {
			n, ok := index[old]
			if !ok {
				n = uint16(len(ids))
				index[old] = n
				ids = append(ids, old)
			}
			return n
		})
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		loca = be.AppendUint32(loca, uint32(len(glyf)))
	}
	var hmtx []byte
	for _, g := range ids {
		hmtx = be.AppendUint16(hmtx, f.advance(g))
		hmtx = be.AppendUint16(hmtx, f.bearing(g))
	}
	head := slices.Clone(f.tab["head"][:54])
	be.PutUint16(head[50:], 1)
	be.PutUint32(head[8:], 0)
	hhea := slices.Clone(f.tab["hhea"][:36])
	be.PutUint16(hhea[34:], uint16(len(ids)))
	maxp := slices.Clone(f.tab["maxp"])
	be.PutUint16(maxp[4:], uint16(len(ids)))
	tabs := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "head": head, "hhea": hhea, "maxp": maxp}
	return assemble(tabs)
}

// components renumbers the parts of a composite glyph in place.
func components(g []byte, renumber func(uint16) uint16) {
	if len(g) < 10 || int16(be.Uint16(g)) >= 0 {
		return
	}
	for p := 10; p+4 <= len(g); {
		flags := be.Uint16(g[p:])
		be.PutUint16(g[p+2:], renumber(be.Uint16(g[p+2:])))
		p += 6
		if flags&1 != 0 {
			p += 2
		}
		switch {
		case flags&8 != 0:
			p += 2
		case flags&0x40 != 0:
			p += 4
		case flags&0x80 != 0:
			p += 8
		}
		if flags&0x20 == 0 {
			return
		}
	}
}

// assemble writes an sfnt file; hinting programs are left out, since print and
// screen drawing at these sizes do without.
func assemble(tabs map[string][]byte) []byte {
	var names []string
	for k := range tabs {
		names = append(names, k)
	}
	slices.Sort(names)
	n, e := len(names), 0
	for 1<<(e+1) <= n {
		e++
	}
	out := []byte{0, 1, 0, 0}
	out = be.AppendUint16(out, uint16(n))
	out = be.AppendUint16(out, uint16(16<<e))
	out = be.AppendUint16(out, uint16(e))
	out = be.AppendUint16(out, uint16(16*n-16<<e))
	at := 12 + 16*n
	var body []byte
	for _, k := range names {
		b := tabs[k]
		out = append(out, k...)
		out = be.AppendUint32(out, checksum(b))
		out = be.AppendUint32(out, uint32(at+len(body)))
		out = be.AppendUint32(out, uint32(len(b)))
		body = append(body, b...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

func checksum(b []byte) (s uint32) {
	for len(b) >= 4 {
		s += be.Uint32(b)
		b = b[4:]
	}
	if len(b) > 0 {
		var w [4]byte
		copy(w[:], b)
		s += be.Uint32(w[:])
	}
	return s
}
