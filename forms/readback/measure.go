// Package readback measures Word files that were handed in: title, paper, type,
// line spacing and length, resolved through styles, so that the checker can
// compare them with what the scheme prescribes.
package readback

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"kaocha/data/review"
	"kaocha/forms/page"
)

// Measure reads what a received .docx looks like. The first paragraph with text
// is its title; one that equals the given title but for blanks is reported as
// that title. Errors say in Chinese what the file is instead and what to do.
func Measure(docx []byte, title string) (*review.DocFacts, error) {
	m, err := measure(docx, title)
	if err != nil {
		return nil, err
	}
	return m.facts(), nil
}

// MeasureAgainst is Measure for a prescribed format; the facts then list every
// paragraph that differs from it in font, size or line spacing (DOMAIN 2.8).
func MeasureAgainst(docx []byte, want *review.Format) (*review.DocFacts, error) {
	if want == nil {
		return Measure(docx, "")
	}
	m, err := measure(docx, want.Title)
	if err != nil {
		return nil, err
	}
	f := m.facts()
	f.Deviations = m.strays(want)
	return f, nil
}

// Kinds of page.Inline that carry something to count.
const (
	inText  = 't'
	inBreak = 'b'
	inTab   = 'T'
)

// para is one paragraph with text.
type para struct {
	text  string
	style *page.Para
	fonts map[string]int  // East Asian font → Chinese characters
	sizes map[float64]int // points → characters
}

type measured struct {
	title    string
	paras    []para // the title included
	sections []*page.Section
	images   int
}

func measure(docx []byte, title string) (m *measured, err error) {
	parts, err := openWord(docx)
	if err != nil {
		return nil, err
	}
	base, err := page.NewBase(parts)
	if err != nil {
		return nil, fmt.Errorf("%w：%w", ErrBroken, err)
	}
	doc, err := page.ReadParts(parts, base)
	if err != nil {
		return nil, fmt.Errorf("%w：%w", ErrBroken, err)
	}
	m = &measured{sections: doc.Sections}
	for _, s := range doc.Sections {
		m.walk(s.Blocks)
	}
	if len(m.paras) > 0 {
		m.title = strings.TrimSpace(m.paras[0].text)
		if title != "" && bare(m.title) == bare(title) {
			m.title = title
		}
	}
	if b, err := parts("word/document.xml"); err == nil {
		m.images = max(bytes.Count(b, []byte("<a:blip ")), bytes.Count(b, []byte("<v:imagedata ")))
	}
	return m, nil
}

func (m *measured) walk(blocks []page.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *page.Para:
			m.add(b)
		case *page.Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					m.walk(c.Blocks)
				}
			}
		}
	}
}

func (m *measured) add(p *page.Para) {
	out := para{style: p, fonts: map[string]int{}, sizes: map[float64]int{}}
	var text strings.Builder
	for _, in := range p.In {
		switch in.Kind {
		case inText:
			text.WriteString(in.Text)
			for _, r := range in.Text {
				if unicode.Is(unicode.Han, r) {
					out.fonts[fontName(in.Style.EA)]++
				}
				if counts(r) {
					out.sizes[in.Style.Size]++
				}
			}
		case inBreak:
			text.WriteByte('\n')
		case inTab:
			text.WriteByte('\t')
		}
	}
	if out.text = text.String(); bare(out.text) != "" {
		m.paras = append(m.paras, out)
	}
}

// counts tells whether a character counts for a length: white space, marks
// without width and control characters do not.
func counts(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r)
}

// bare is the text without what does not count.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if counts(r) {
			return r
		}
		return -1
	}, s)
}

// facts sums the body up; the title is not part of it.
func (m *measured) facts() *review.DocFacts {
	f := &review.DocFacts{Title: m.title, Paragraphs: len(m.paras), Images: m.images}
	if len(m.sections) > 0 {
		s := m.sections[0]
		f.PaperW, f.PaperH, f.Landscape = mm(s.W), mm(s.H), s.W > s.H
	}
	fonts, sizes, lines := map[string]int{}, map[float64]int{}, map[string]int{}
	var texts []string
	for i, p := range m.paras {
		if i == 0 {
			continue
		}
		n := len([]rune(bare(p.text)))
		f.Chars += n
		lines[lineName(p.style)] += n
		for k, v := range p.fonts {
			fonts[k] += v
		}
		for k, v := range p.sizes {
			sizes[k] += v
		}
		texts = append(texts, strings.TrimSpace(p.text))
	}
	f.Text = strings.Join(texts, "\n")
	f.Fonts, f.Sizes, f.Lines = ranked(fonts), ranked(sizes), ranked(lines)
	return f
}

// ranked lists the keys, most used first.
func ranked[K cmp.Ordered](n map[K]int) []K {
	out := make([]K, 0, len(n))
	for k := range n {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b K) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
	return out
}

// mm turns points into millimetres, rounded to half of one.
func mm(pt float64) float64 { return math.Round(pt/72*25.4*2) / 2 }

// lineName is the line spacing as the paragraph dialog of WPS and Word says it.
func lineName(p *page.Para) string {
	pt := trim(p.Line / 20)
	switch {
	case p.Rule == "exact":
		return "固定值 " + pt + " 磅"
	case p.Rule == "atLeast":
		return "最小值 " + pt + " 磅"
	case p.Line == 240 || p.Line == 0:
		return "单倍行距"
	}
	return trim(p.Line/240) + " 倍行距"
}

func trim(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}
