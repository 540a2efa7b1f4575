package native

import (
	"encoding/binary"
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// Clip is what the clipboard holds of a picture: the bytes of a PNG, JPEG or BMP
// file, or the path of a file that was copied; neither when it holds neither.
type Clip struct {
	Picture []byte
	Path    string
}

// clipLimit bounds what is taken from the clipboard, in bytes.
const clipLimit = 256 << 20

var errClipSize = errors.New("剪贴板里的图片太大，没有粘贴；请先另存为文件并缩小后再选用")

// PathOf reads the first path of a text: a path, in quotes as Windows copies it,
// or file:// addresses as file managers copy them; "" for none.
func PathOf(text string) string {
	for _, line := range strings.Split(text, "\n") {
		line = strings.Trim(strings.TrimSpace(line), `"`)
		if u, err := url.Parse(line); err == nil && u.Scheme == "file" {
			line = u.Path
			if runtime.GOOS == "windows" {
				line = filepath.FromSlash(strings.TrimPrefix(line, "/"))
			}
		}
		if filepath.IsAbs(line) {
			return line
		}
	}
	return ""
}

// Parts of a bitmap's header as Windows keeps it in memory (BITMAPINFOHEADER).
const (
	dibHeader    = 40
	dibBits      = 14 // place of the bits of a point
	dibPacked    = 16 // place of the kind of packing
	dibColors    = 32 // place of the number of colours
	packedNot    = 0
	packedMasks  = 3
	fileHeader   = 14 // BITMAPFILEHEADER
	bytesOfMasks = 12
)

// bmpOf makes a BMP file of a bitmap in memory, which is the same but for the
// file's header. Points of 32 bits whose colours stand where they usually do are
// named so: not every reader knows colour masks.
func bmpOf(dib []byte) ([]byte, error) {
	if len(dib) < dibHeader {
		return nil, errors.New("剪贴板里的图片不完整，没有粘贴；请重新复制一次")
	}
	le := binary.LittleEndian
	size := int(le.Uint32(dib))
	bits, packed, colors := int(le.Uint16(dib[dibBits:])), le.Uint32(dib[dibPacked:]), int(le.Uint32(dib[dibColors:]))
	if size < dibHeader || size > len(dib) || colors > 256 {
		return nil, errors.New("剪贴板里的图片不是看得懂的格式；请先另存为 JPEG 或 PNG 文件再选用")
	}
	head, rest := append([]byte(nil), dib[:size]...), dib[size:]
	if bits <= 8 && colors == 0 {
		colors = 1 << bits
	}
	if size == dibHeader && packed == packedMasks && len(rest) >= bytesOfMasks {
		if bits == 32 && le.Uint32(rest) == 0xff0000 && le.Uint32(rest[4:]) == 0xff00 && le.Uint32(rest[8:]) == 0xff {
			le.PutUint32(head[dibPacked:], packedNot)
		}
		rest = rest[bytesOfMasks:]
	}
	out := make([]byte, fileHeader, fileHeader+len(dib))
	copy(out, "BM")
	le.PutUint32(out[2:], uint32(fileHeader+len(head)+len(rest)))
	le.PutUint32(out[10:], uint32(fileHeader+len(head)+4*colors))
	return append(append(out, head...), rest...), nil
}
