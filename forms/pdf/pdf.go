// Package pdf writes laid-out pages as PDF. Pages are written as they come, so
// memory does not grow with their number; fonts are cut down to the glyphs used
// and written once, at the end. The same pages give the same bytes: no dates, no
// random names.
package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"unicode/utf16"

	"kaocha/forms/page"
)

// Writer writes one PDF file.
type Writer struct {
	w     *bufio.Writer
	at    int64
	offs  []int64 // of objects 1…
	err   error
	title string
	done  bool

	fonts map[*page.Font]*usedFont
	order []*usedFont
	imgs  map[[32]byte]int
	pages []int
	marks []mark
	stamp *stamp
	buf   []byte
}

// usedFont collects the glyphs of a font that the file needs.
type usedFont struct {
	f    *page.Font
	n    int // from 1
	name string
	ids  []uint16
	uni  []rune
	idx  map[uint16]uint16
}

// Fixed objects.
const (
	objCatalog = iota + 1
	objPages
	objInfo
	objFonts
	objFixed = objFonts
)

var zpool = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

var errClosed = errors.New("PDF 已写完，不能再加页")

// NewWriter begins a file.
func NewWriter(w io.Writer, title string) *Writer {
	p := &Writer{w: bufio.NewWriterSize(w, 64<<10), title: title, fonts: map[*page.Font]*usedFont{}, imgs: map[[32]byte]int{}, offs: make([]int64, objFixed)}
	p.write([]byte("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"))
	return p
}

func (p *Writer) write(b []byte) {
	if p.err == nil {
		var n int
		n, p.err = p.w.Write(b)
		p.at += int64(n)
	}
}

// alloc reserves an object number.
func (p *Writer) alloc() int {
	p.offs = append(p.offs, 0)
	return len(p.offs)
}

func (p *Writer) obj(n int, body string) {
	p.offs[n-1] = p.at
	p.write([]byte(strconv.Itoa(n) + " 0 obj\n" + body + "\nendobj\n"))
}

// stream writes a compressed stream object.
func (p *Writer) stream(n int, dict string, b []byte) {
	var z bytes.Buffer
	z.Grow(len(b)/2 + 64)
	zw := zpool.Get().(*zlib.Writer)
	zw.Reset(&z)
	if _, err := zw.Write(b); err != nil && p.err == nil {
		p.err = err
	}
	if err := zw.Close(); err != nil && p.err == nil {
		p.err = err
	}
	zpool.Put(zw)
	p.raw(n, dict+"/Filter/FlateDecode", z.Bytes())
}

func (p *Writer) raw(n int, dict string, b []byte) {
	p.offs[n-1] = p.at
	p.write(fmt.Appendf(nil, "%d 0 obj\n<<%s/Length %d>>stream\n", n, dict, len(b)))
	p.write(b)
	p.write([]byte("\nendstream\nendobj\n"))
}

// AddPage writes one page.
func (p *Writer) AddPage(pg *page.Page) error {
	if p.done {
		return errClosed
	}
	var xres []byte
	var ids []int
	for i := range pg.Pics {
		id, err := p.image(pg.Pics[i].Data)
		if err != nil {
			return fmt.Errorf("第 %d 页的图片写不进 PDF：%w", len(p.pages)+1, err)
		}
		ids = append(ids, id)
		if id > 0 {
			xres = fmt.Appendf(xres, "/I%d %d 0 R", id, id)
		}
	}
	cont, pid := p.alloc(), p.alloc()
	p.buf = p.content(p.buf[:0], pg, ids)
	p.stream(cont, "", p.buf)
	p.obj(pid, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font %d 0 R/XObject<<%s>>>>/Contents %d 0 R>>", objPages, short(pg.W), short(pg.H), objFonts, xres, cont))
	p.pages = append(p.pages, pid)
	return p.err
}

// Pages is the number of pages so far.
func (p *Writer) Pages() int { return len(p.pages) }

func (p *Writer) font(f *page.Font) *usedFont {
	u := p.fonts[f]
	if u == nil {
		n := len(p.order) + 1
		u = &usedFont{f: f, n: n, name: "F" + strconv.Itoa(n), idx: map[uint16]uint16{}}
		p.fonts[f] = u
		p.order = append(p.order, u)
	}
	return u
}

func (u *usedFont) id(g uint16, r rune) uint16 {
	i, ok := u.idx[g]
	if !ok {
		u.ids = append(u.ids, g)
		u.uni = append(u.uni, r)
		i = uint16(len(u.ids))
		u.idx[g] = i
	}
	return i
}

// Close writes fonts, bookmarks and the directory. It does not close the file;
// an error of any write before, such as a full disk, is told here at the latest.
func (p *Writer) Close() error {
	if p.done {
		return p.err
	}
	p.done = true
	var fonts []byte
	for _, u := range p.order {
		fonts = fmt.Appendf(fonts, "/%s %d 0 R", u.name, p.writeFont(u))
	}
	p.obj(objFonts, "<<"+string(fonts)+">>")
	out := p.outline()
	var kids []byte
	for _, id := range p.pages {
		kids = fmt.Appendf(kids, "%d 0 R ", id)
	}
	p.obj(objPages, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(p.pages), kids))
	more := ""
	if out > 0 {
		more = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", out)
	}
	p.obj(objCatalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s>>", objPages, more))
	p.obj(objInfo, "<</Title"+hexText(p.title)+"/Producer"+hexText("考察通")+">>")
	p.trailer()
	if err := p.w.Flush(); p.err == nil {
		p.err = err
	}
	return p.err
}

func (p *Writer) trailer() {
	start := p.at
	b := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(p.offs)+1)
	for _, o := range p.offs {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	b = fmt.Appendf(b, "trailer<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.offs)+1, objCatalog, objInfo, start)
	p.write(b)
}

// hexText is a text string in UTF-16.
func hexText(s string) string {
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

// image writes a picture once and returns its object, 0 for an empty one.
func (p *Writer) image(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	sum := sha256.Sum256(b)
	if id := p.imgs[sum]; id > 0 {
		return id, nil
	}
	id, err := p.putImage(b)
	p.imgs[sum] = id
	return id, err
}
