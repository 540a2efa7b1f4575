// Package pages reads the rows of an SQLite file page by page and without
// SQLite, for files that SQLite refuses: what cannot be read is counted and
// passed over. The layout is that of https://sqlite.org/fileformat2.html.
package pages

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
)

// usualPage is taken where the file's own word for its page size is lost.
const usualPage = 4096

// Kinds of b-tree pages.
const (
	interiorIndex = 0x02
	interiorTable = 0x05
	leafIndex     = 0x0a
	leafTable     = 0x0d
)

// maxPayload is the largest row that is believed, in bytes.
const maxPayload = 1 << 30

// File is an SQLite file, or what is left of one.
type File struct {
	r        io.ReaderAt
	page     int // bytes of a page
	usable   int // of them, without the reserved tail
	count    int // whole pages in the file
	header   []byte
	believed bool // the header is one

	owner map[int]string // pages whose table is known
	spare map[int]bool   // free pages and those that continue a row
	found Damage
}

// Row is one row of a table. Values are nil, int64, float64, string or []byte;
// the column that is the row's number reads as nil.
type Row struct {
	Table  string // "" when no page tells whose it is
	ID     int64
	Values []any
}

// Damage is what could not be read.
type Damage struct {
	Pages int // pages of tables that are unreadable or of another kind
	Rows  int // rows on readable pages
	// Lost is the number of damaged places by table.
	Lost map[string]int
}

// Open reads the layout of a file of the given size in bytes. It refuses only
// what has not even one page.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, header: make([]byte, 100), owner: map[int]string{}, spare: map[int]bool{}}
	f.found.Lost = map[string]int{}
	if n, err := r.ReadAt(f.header, 0); n < len(f.header) {
		if err == nil || errors.Is(err, io.EOF) {
			err = errors.New("the file has no whole page")
		}
		return nil, err
	}
	f.page = int(binary.BigEndian.Uint16(f.header[16:]))
	if f.page == 1 {
		f.page = 65536
	}
	f.believed = string(f.header[:16]) == "SQLite format 3\x00" && f.page >= 512 && f.page&(f.page-1) == 0
	if !f.believed {
		f.page = usualPage
	}
	f.usable = f.page
	if reserved := int(f.header[20]); f.believed && f.page-reserved >= 480 {
		f.usable -= reserved
	}
	f.count = int(size / int64(f.page))
	if f.count == 0 {
		return nil, errors.New("the file has no whole page")
	}
	return f, nil
}

// read gives a page, numbered from 1, nil when it is not there.
func (f *File) read(n int) []byte {
	if n < 1 || n > f.count {
		return nil
	}
	b := make([]byte, f.page)
	if _, err := f.r.ReadAt(b, int64(n-1)*int64(f.page)); err != nil {
		return nil
	}
	return b[:f.usable]
}

// Rows hands every row that can be read to fn: first those of pages that belong
// to a table, then those of pages nobody leads to any more (Table is ""), which
// may be outdated. fn's error ends it.
func (f *File) Rows(fn func(Row) error) (Damage, error) {
	roots := f.tables()
	for table, root := range roots {
		f.walk(root, table, 0)
	}
	f.free()
	for n := 1; n <= f.count; n++ {
		if t := f.owner[n]; t != "" && t != master {
			if err := f.leaf(n, t, fn); err != nil {
				return f.found, err
			}
		}
	}
	for n := 1; n <= f.count; n++ {
		if f.owner[n] == "" && !f.spare[n] {
			if err := f.leaf(n, "", fn); err != nil {
				return f.found, err
			}
		}
	}
	return f.found, nil
}

const master = "sqlite_schema"

// tables finds the first page of every table.
func (f *File) tables() map[string]int {
	roots := map[string]int{}
	f.walk(1, master, 0)
	for n := 1; n <= f.count; n++ {
		if f.owner[n] != master {
			continue
		}
		f.leaf(n, master, func(r Row) error {
			if len(r.Values) == 5 && r.Values[0] == "table" {
				name, _ := r.Values[1].(string)
				root, _ := r.Values[3].(int64)
				if name != "" && !strings.HasPrefix(name, "sqlite_") && root > 1 && root <= int64(f.count) {
					roots[name] = int(root)
				}
			}
			return nil
		})
	}
	return roots
}

// walk notes to which table the leaves under a page belong.
func (f *File) walk(n int, table string, depth int) {
	b := f.read(n)
	if b == nil || f.owner[n] != "" || f.spare[n] || depth > 20 {
		f.lose(table)
		return
	}
	at := start(n)
	switch b[at] {
	case leafTable:
		f.owner[n] = table
		return
	case interiorTable:
	default:
		f.lose(table)
		return
	}
	f.spare[n] = true
	cells := int(binary.BigEndian.Uint16(b[at+3:]))
	for i := range cells {
		p := at + 12 + 2*i
		if p+2 > len(b) {
			f.lose(table)
			break
		}
		c := int(binary.BigEndian.Uint16(b[p:]))
		if c+4 > len(b) {
			f.lose(table)
			continue
		}
		f.walk(int(binary.BigEndian.Uint32(b[c:])), table, depth+1)
	}
	f.walk(int(binary.BigEndian.Uint32(b[at+8:])), table, depth+1)
}

func (f *File) lose(table string) {
	f.found.Pages++
	f.found.Lost[table]++
}

// start is where a page's own header begins: the file's stands before the first.
func start(page int) int {
	if page == 1 {
		return 100
	}
	return 0
}

// free notes the pages that hold nothing: old rows on them are deleted ones.
func (f *File) free() {
	if !f.believed {
		return
	}
	next := int(binary.BigEndian.Uint32(f.header[32:]))
	for range f.count {
		b := f.read(next)
		if b == nil || f.spare[next] || f.owner[next] != "" {
			return
		}
		f.spare[next] = true
		for i := range min(int(binary.BigEndian.Uint32(b[4:])), len(b)/4-2) {
			if n := int(binary.BigEndian.Uint32(b[8+4*i:])); f.owner[n] == "" {
				f.spare[n] = true
			}
		}
		next = int(binary.BigEndian.Uint32(b))
	}
}

// leaf hands the rows of one page to fn. A page without owner is looked at as a
// leaf of a table only when it says that it is one.
func (f *File) leaf(n int, table string, fn func(Row) error) error {
	b := f.read(n)
	at := start(n)
	if b == nil || b[at] != leafTable {
		return nil
	}
	cells := int(binary.BigEndian.Uint16(b[at+3:]))
	for i := range cells {
		p := at + 8 + 2*i
		if p+2 > len(b) {
			break
		}
		row, err := f.cell(b, int(binary.BigEndian.Uint16(b[p:])))
		if err != nil {
			if table != "" {
				f.found.Rows++
				f.found.Lost[table]++
			}
			continue
		}
		row.Table = table
		if err := fn(row); err != nil {
			return err
		}
	}
	return nil
}
