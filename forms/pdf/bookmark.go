package pdf

import (
	"fmt"
	"strconv"

	"kaocha/forms/page"
)

// mark is one bookmark.
type mark struct {
	title string
	level int
	page  int
}

// Bookmark adds an entry to the outline: level 0 is the outermost, pageIndex
// counts from 0 and may name a page that is still to come.
func (p *Writer) Bookmark(title string, level, pageIndex int) {
	if n := len(p.marks); n == 0 {
		level = 0
	} else {
		level = min(max(level, 0), p.marks[n-1].level+1)
	}
	p.marks = append(p.marks, mark{title, level, pageIndex})
}

// outline writes the bookmarks and returns the object of their root, 0 for none.
func (p *Writer) outline() int {
	if len(p.marks) == 0 || len(p.pages) == 0 {
		return 0
	}
	root := p.alloc()
	ids := make([]int, len(p.marks))
	for i := range ids {
		ids[i] = p.alloc()
	}
	top := p.family(ids, 0, len(ids), 0, root)
	p.obj(root, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", ids[top[0]], ids[top[len(top)-1]], len(top)))
	return root
}

// family writes the marks of one level between lo and hi, with those below them,
// and returns which they are.
func (p *Writer) family(ids []int, lo, hi, level, parent int) (at []int) {
	for i := lo; i < hi; i++ {
		if p.marks[i].level == level {
			at = append(at, i)
		}
	}
	for k, i := range at {
		end := hi
		if k+1 < len(at) {
			end = at[k+1]
		}
		body := fmt.Sprintf("<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]", hexText(p.marks[i].title), parent, p.pages[min(max(p.marks[i].page, 0), len(p.pages)-1)])
		if k > 0 {
			body += fmt.Sprintf("/Prev %d 0 R", ids[at[k-1]])
		}
		if k+1 < len(at) {
			body += fmt.Sprintf("/Next %d 0 R", ids[at[k+1]])
		}
		if kids := p.family(ids, i+1, end, level+1, ids[i]); len(kids) > 0 {
			body += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count -%d", ids[kids[0]], ids[kids[len(kids)-1]], len(kids)) // closed
		}
		p.obj(ids[i], body+">>")
	}
	return at
}

// stamp is the running number printed on every page.
type stamp struct {
	fs     *page.Fonts
	family string
	size   float64
	bottom float64
	next   int
}

// NumberPages prints a running number on each page that follows, at the bottom
// right outside the text: it counts the sheets of the file, not of a form.
// bottom is the height of the baseline above the lower edge; all in points.
func (p *Writer) NumberPages(fs *page.Fonts, family string, size, bottom float64, first int) {
	p.stamp = &stamp{fs, family, size, bottom, first}
}

func (p *Writer) stampNumber(b []byte, pg *page.Page) []byte {
	s := p.stamp
	text := strconv.Itoa(s.next)
	s.next++
	var gs []page.Glyph
	x := 0.0
	for _, r := range text {
		f, g, _ := s.fs.Glyph(s.family, false, r)
		if f == nil {
			return b
		}
		gs = append(gs, page.Glyph{F: f, G: g, R: r, X: x, Y: pg.H - s.bottom, Size: s.size})
		x += f.Adv(g) * s.size
	}
	for i := range gs {
		gs[i].X += pg.W - 2*s.bottom - x
	}
	b = append(b, "BT\n0 g\n"...)
	b = p.glyphs(b, gs, pg.H)
	return append(b, "ET\n"...)
}
