package pack

import (
	"bufio"
	"errors"
	"os"

	"kaocha/forms/page"
	"kaocha/forms/pdf"
)

// printFile is the one PDF that a whole pack is printed from. Pages are written
// as they come; a heading is only entered when a page follows.
type printFile struct {
	f       *os.File
	buf     *bufio.Writer
	w       *pdf.Writer
	waiting []heading
}

type heading struct {
	level int
	title string
}

// The running number at the foot of each sheet: 9 pt, 7 mm above the edge.
const (
	numberSize   = 9
	numberBottom = 7 / 25.4 * 72
)

func newPrint(path, title string, fonts *page.Fonts) (*printFile, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	buf := bufio.NewWriterSize(f, 1<<16)
	p := &printFile{f: f, buf: buf, w: pdf.NewWriter(buf, title)}
	p.w.NumberPages(fonts, "宋体", numberSize, numberBottom, 1)
	return p, nil
}

// begin opens a heading at a level; headings still open at that level or below
// had no page and are dropped.
func (p *printFile) begin(level int, title string) {
	for len(p.waiting) > 0 && p.waiting[len(p.waiting)-1].level >= level {
		p.waiting = p.waiting[:len(p.waiting)-1]
	}
	p.waiting = append(p.waiting, heading{level, title})
}

// add prints pages under a bookmark.
func (p *printFile) add(level int, title string, pages []*page.Page) error {
	if len(pages) == 0 {
		return nil
	}
	p.begin(level, title)
	for _, h := range p.waiting {
		p.w.Bookmark(h.title, h.level, p.w.Pages())
	}
	p.waiting = p.waiting[:0]
	for _, pg := range pages {
		if err := p.w.AddPage(pg); err != nil {
			return err
		}
	}
	return nil
}

func (p *printFile) close() error {
	err := errors.Join(p.w.Close(), p.buf.Flush(), p.f.Close())
	p.f = nil
	return err
}

// abandon closes the file if that has not been done: Windows cannot remove open
// files.
func (p *printFile) abandon() {
	if p.f != nil {
		p.f.Close()
	}
}
