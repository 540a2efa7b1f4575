package page

import (
	"encoding/binary"
	"errors"
)

var be = binary.BigEndian

var errFont = errors.New("字体文件已损坏")

// extractTTC returns face i of a font collection as a font of its own; other
// bytes come back as they are.
func extractTTC(b []byte, i int) ([]byte, error) {
	if len(b) < 12 || string(b[:4]) != "ttcf" {
		return b, nil
	}
	n := int(be.Uint32(b[8:]))
	if i >= n || 12+4*n > len(b) || n < 0 {
		return nil, errFont
	}
	off := int(be.Uint32(b[12+4*i:]))
	if off < 0 || off+12 > len(b) {
		return nil, errFont
	}
	count := int(be.Uint16(b[off+4:]))
	if off+12+16*count > len(b) {
		return nil, errFont
	}
	out := append([]byte(nil), b[off:off+12]...)
	start := 12 + 16*count
	var body []byte
	for k := 0; k < count; k++ {
		d := b[off+12+16*k : off+28+16*k]
		o, l := int(be.Uint32(d[8:])), int(be.Uint32(d[12:]))
		if o < 0 || l < 0 || o+l > len(b) {
			return nil, errFont
		}
		e := append([]byte(nil), d...)
		be.PutUint32(e[8:], uint32(start+len(body)))
		out = append(out, e...)
		body = append(body, b[o:o+l]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...), nil
}

// faceCount is the number of faces of a file, 1 for a single font.
func faceCount(b []byte) int {
	if len(b) >= 12 && string(b[:4]) == "ttcf" {
		return int(min(be.Uint32(b[8:]), 16))
	}
	return 1
}
