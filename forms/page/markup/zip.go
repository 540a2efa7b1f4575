package markup

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Caps of one Office file, against zip bombs.
const (
	MaxParts = 2000
	MaxPart  = 48 << 20  // bytes of one part, unpacked
	MaxTotal = 128 << 20 // bytes of all parts, unpacked
)

// Package is an opened .docx: parts are unpacked when asked for.
type Package struct {
	Files []*zip.File
	by    map[string]*zip.File
	left  int64
}

// ErrNotOffice says that the bytes are no .docx at all.
var ErrNotOffice = errors.New("不是 .docx 文件；如果是 .doc 或加密的文件，请先用 WPS 或 Word 另存为 .docx")

// Open reads the directory of a .docx and checks the caps that the directory
// tells; the real sizes are checked again when parts are unpacked.
func Open(b []byte) (*Package, error) {
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrNotOffice
	}
	if len(zr.File) > MaxParts {
		return nil, fmt.Errorf("文件里有 %d 个部件，多于 %d 个，拒绝读取", len(zr.File), MaxParts)
	}
	p := &Package{Files: zr.File, by: make(map[string]*zip.File, len(zr.File)), left: MaxTotal}
	var total uint64
	for _, f := range zr.File {
		if total += f.UncompressedSize64; f.UncompressedSize64 > MaxPart || total > MaxTotal {
			return nil, errors.New("文件解开后过大，拒绝读取")
		}
		if strings.Contains(f.Name, "..") || strings.HasPrefix(f.Name, "/") || strings.Contains(f.Name, "\\") {
			return nil, fmt.Errorf("部件名称“%s”不合规定，拒绝读取", clip(f.Name))
		}
		if p.by[f.Name] != nil {
			return nil, fmt.Errorf("部件“%s”出现两次，拒绝读取", clip(f.Name))
		}
		p.by[f.Name] = f
	}
	return p, nil
}

// Part unpacks one part; nil without an error when it is not there.
func (p *Package) Part(name string) ([]byte, error) {
	f := p.by[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("部件 %s 读不出：%w", clip(name), err)
	}
	defer r.Close()
	limit := min(int64(MaxPart), p.left)
	var buf bytes.Buffer
	buf.Grow(int(min(int64(f.UncompressedSize64), limit)) + 1)
	n, err := io.Copy(&buf, io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("部件 %s 已损坏：%w", clip(name), err)
	}
	if n > limit {
		return nil, errors.New("文件解开后过大，拒绝读取")
	}
	p.left -= n
	return buf.Bytes(), nil
}
