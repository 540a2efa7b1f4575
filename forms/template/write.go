package template

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"sync"
)

// Filled is a finished document.
type Filled struct {
	Docx    []byte
	Missing []string // tags that had no value, sorted
}

// Composed is a filled document before it is packed: its parts can be laid out
// at once.
type Composed struct {
	Missing []string
	Uses    []Use // cells with tags, in document order
	t       *Template
	parts   map[string][]byte
	media   *media
}

// entry is a part of the template as it is stored.
type entry struct {
	name   string
	raw    []byte // compressed
	method uint16
	crc    uint32
	size   uint64
}

const typesPart = "[Content_Types].xml"

func (t *Template) addEntry(f *zip.File, c []byte) error {
	e := entry{name: f.Name, method: f.Method, crc: crc32.ChecksumIEEE(c), size: uint64(len(c))}
	t.static[f.Name] = c
	if strings.HasSuffix(f.Name, ".rels") {
		t.rels[f.Name] = c
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return errors.New("模板用了不常见的压缩方式，请用 WPS 另存一次")
	}
	r, err := f.OpenRaw()
	if err != nil {
		return err
	}
	if e.raw, err = io.ReadAll(r); err != nil {
		return err
	}
	t.entries = append(t.entries, e)
	return nil
}

// allowPictures adds the picture formats to the content types, once for all
// fillings; a template that has them keeps its part as it is.
func (t *Template) allowPictures() {
	for i := range t.entries {
		e := &t.entries[i]
		if e.name != typesPart {
			continue
		}
		b := t.static[typesPart]
		low := bytes.ToLower(b)
		for _, x := range []string{"png", "jpeg"} {
			if !bytes.Contains(low, []byte(`extension="`+x+`"`)) {
				b = bytes.Replace(b, []byte("<Override "), []byte(`<Default Extension="`+x+`" ContentType="image/`+x+`"/><Override `), 1)
			}
		}
		if len(b) == len(t.static[typesPart]) {
			return
		}
		t.static[typesPart] = b
		*e = entry{name: e.name, raw: b, method: zip.Store, crc: crc32.ChecksumIEEE(b), size: uint64(len(b))}
	}
}

func relsOf(part string) string {
	i := strings.LastIndexByte(part, '/')
	return part[:i] + "/_rels" + part[i:] + ".rels"
}

// Compose fills the template. sizes gives cells (numbers as in Uses) the size in
// points their text is to have; nil leaves all as in the template.
func (t *Template) Compose(d Data, sizes map[int]float64) (*Composed, error) {
	if len(t.faults) > 0 {
		return nil, errors.New("模板有错：" + t.faults[0])
	}
	c := &Composed{t: t, parts: make(map[string][]byte, len(t.parts)), media: &media{}}
	miss := map[string]bool{}
	root := &scope{d: d}
	for _, p := range t.parts {
		x := &exec{factor: 1, sizes: sizes, miss: miss, media: c.media, part: p, out: buffer()}
		runAll(p.ops, x, root)
		if x.err != nil {
			return nil, x.err
		}
		c.parts[p.name] = x.out
		if p.main {
			c.Uses = x.uses
		}
	}
	for k := range miss {
		c.Missing = append(c.Missing, k)
	}
	slices.Sort(c.Missing)
	return c, nil
}

// Fill fills the template and packs the .docx. The same data give the same bytes.
func (t *Template) Fill(d Data) (Filled, error) {
	c, err := t.Compose(d, nil)
	if err != nil {
		return Filled{}, err
	}
	b, err := c.Docx()
	for _, p := range c.parts {
		buffers.Put(&p)
	}
	return Filled{Docx: b, Missing: c.Missing}, err
}

// buffers are reused from one filling to the next.
var buffers sync.Pool

func buffer() []byte {
	if b, ok := buffers.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, 96<<10)
}

// Part gives the bytes of one part of the document, nil when there is none.
func (c *Composed) Part(name string) ([]byte, error) {
	if b, ok := c.parts[name]; ok {
		return b, nil
	}
	if b := c.rels(name); b != nil {
		return b, nil
	}
	for i := range c.media.files {
		if c.media.files[i].name == name {
			return c.media.files[i].data, nil
		}
	}
	return c.t.static[name], nil
}

// rels is a relationship part with the pictures added; nil when nothing is added.
func (c *Composed) rels(name string) []byte {
	for part, add := range c.media.rels {
		if relsOf(part) != name {
			continue
		}
		const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		const end = "</Relationships>"
		old := c.t.rels[name]
		i := bytes.LastIndex(old, []byte(end))
		if i < 0 {
			return slices.Concat([]byte(head), add, []byte(end))
		}
		return slices.Concat(old[:i], add, old[i:])
	}
	return nil
}

// Docx packs the document. What the filling did not touch is copied as it was
// compressed; pictures are stored, since they are compressed already.
func (c *Composed) Docx() ([]byte, error) {
	size := 8 << 10
	for i := range c.t.entries {
		size += len(c.t.entries[i].raw) + 128
	}
	for i := range c.media.files {
		size += len(c.media.files[i].data) + 256
	}
	out := bytes.NewBuffer(make([]byte, 0, size))
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, pooled)
	done := map[string]bool{}
	for i := range c.t.entries {
		e := &c.t.entries[i]
		done[e.name] = true
		if err := c.putEntry(z, e); err != nil {
			return nil, err
		}
	}
	for _, p := range c.t.parts {
		if n := relsOf(p.name); c.media.rels[p.name] != nil && !done[n] {
			if err := put(z, n, c.rels(n), zip.Store); err != nil {
				return nil, err
			}
		}
	}
	for _, m := range c.media.files {
		if err := put(z, m.name, m.data, zip.Store); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (c *Composed) putEntry(z *zip.Writer, e *entry) error {
	if b, ok := c.parts[e.name]; ok {
		return put(z, e.name, b, zip.Deflate)
	}
	if b := c.rels(e.name); b != nil {
		return put(z, e.name, b, zip.Store) // so small that packing costs more than it saves
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: e.name, Method: e.method, CRC32: e.crc, CompressedSize64: uint64(len(e.raw)), UncompressedSize64: e.size})
	if err == nil {
		_, err = w.Write(e.raw)
	}
	return err
}

func put(z *zip.Writer, name string, b []byte, method uint16) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

// level is the compression of the filled parts: the fastest one packs forms,
// which repeat themselves much, nearly as small as the slow ones.
const level = flate.BestSpeed

var writers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

type pooledWriter struct{ *flate.Writer }

func pooled(w io.Writer) (io.WriteCloser, error) {
	f := writers.Get().(*flate.Writer)
	f.Reset(w)
	return pooledWriter{f}, nil
}

func (p pooledWriter) Close() error {
	err := p.Writer.Close()
	writers.Put(p.Writer)
	return err
}
