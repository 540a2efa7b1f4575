package page

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"kaocha/forms/page/markup"
)

// Parts gives the bytes of a part of a .docx, nil when there is none.
type Parts func(name string) ([]byte, error)

type reader struct {
	base  *Base
	parts Parts
	doc   *Doc
	rels  map[string]string
	cells int // table cells read so far; negative outside the body
	links map[string]map[string]string
	depth int
	count counter
}

// Read reads a .docx.
func Read(docx []byte) (*Doc, error) {
	pkg, err := markup.Open(docx)
	if err != nil {
		return nil, err
	}
	base, err := NewBase(pkg.Part)
	if err != nil {
		return nil, err
	}
	return ReadParts(pkg.Part, base)
}

// ReadParts reads a document that need not be packed; base may be shared by all
// documents with the same styles.
func ReadParts(parts Parts, base *Base) (*Doc, error) {
	b, err := parts("word/document.xml")
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, errors.New("不是 Word 文档：缺少 word/document.xml")
	}
	root, err := markup.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("文档读不出：%w", err)
	}
	body := root.First("w:body")
	if body == nil {
		return nil, errors.New("不是 Word 文档：没有正文")
	}
	rd := &reader{base: base, parts: parts, doc: &Doc{TabStep: base.tabStep, GridInTables: base.gridInTables}, links: map[string]map[string]string{}}
	rd.rels = rd.relsOf("word/document.xml")
	rd.sections(body)
	return rd.doc, nil
}

func (rd *reader) odd(s string) {
	if !slices.Contains(rd.doc.Unsupported, s) {
		rd.doc.Unsupported = append(rd.doc.Unsupported, s)
	}
}

func (rd *reader) relsOf(part string) map[string]string {
	if m, ok := rd.links[part]; ok {
		return m
	}
	m := map[string]string{}
	rd.links[part] = m
	b, err := rd.parts(path.Dir(part) + "/_rels/" + path.Base(part) + ".rels")
	if err != nil || b == nil {
		return m
	}
	if r, err := markup.Parse(b); err == nil {
		for _, x := range r.Kids {
			t := x.Get("Target")
			if x.Name == "" || x.Get("TargetMode") == "External" {
				continue
			}
			if strings.HasPrefix(t, "/") {
				m[x.Get("Id")] = t[1:]
			} else {
				m[x.Get("Id")] = path.Join(path.Dir(part), t)
			}
		}
	}
	return m
}

func num(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != f || f > 1e7 || f < -1e7 {
		return 0
	}
	return f
}

// twips reads an attribute in twentieths of a point.
func twips(n *markup.Node, a string) float64 {
	if n == nil {
		return 0
	}
	return num(n.Get(a)) / 20
}

func on(n *markup.Node) bool {
	if n == nil {
		return false
	}
	switch n.Get("w:val") {
	case "0", "false", "none", "off":
		return false
	}
	return true
}

// blocks reads paragraphs and tables of a container.
func (rd *reader) blocks(c *markup.Node) (out []Block) {
	if rd.depth++; rd.depth > 40 {
		rd.depth--
		return nil
	}
	defer func() { rd.depth-- }()
	for _, e := range c.Kids {
		switch e.Name {
		case "w:p":
			out = append(out, rd.para(e))
		case "w:tbl":
			if t := rd.table(e); len(t.Grid) > 0 {
				out = append(out, t)
			}
		case "w:sdt":
			if k := e.First("w:sdtContent"); k != nil {
				out = append(out, rd.blocks(k)...)
			}
		case "w:ins", "w:customXml", "w:smartTag":
			out = append(out, rd.blocks(e)...)
		case "w:altChunk":
			rd.odd("链接的文档")
		}
	}
	return out
}

// sections reads the body and cuts it at section ends.
func (rd *reader) sections(body *markup.Node) {
	var cur []Block
	var prev *Section
	for _, e := range body.Kids {
		switch e.Name {
		case "w:sectPr":
			prev = rd.section(e, prev)
			prev.Blocks = cur
			cur = nil
			rd.doc.Sections = append(rd.doc.Sections, prev)
		case "":
		default:
			cur = append(cur, rd.blocks(&markup.Node{Name: "w:body", Kids: []*markup.Node{e}})...)
			if sp := e.First("w:pPr").First("w:sectPr"); e.Name == "w:p" && sp != nil {
				prev = rd.section(sp, prev)
				prev.Blocks = cur
				cur = nil
				rd.doc.Sections = append(rd.doc.Sections, prev)
			}
		}
	}
	if len(cur) > 0 || prev == nil {
		s := rd.section(&markup.Node{Name: "w:sectPr"}, prev)
		s.Blocks = cur
		rd.doc.Sections = append(rd.doc.Sections, s)
	}
}

// section reads a page set-up; headers not named go on from the section before.
func (rd *reader) section(n *markup.Node, prev *Section) *Section {
	s := &Section{W: 595.3, H: 841.9, Top: 72, Bottom: 72, Left: 90, Right: 90, HeaderAt: 42.55, FooterAt: 49.6}
	if p := n.First("w:pgSz"); p != nil {
		if w, h := twips(p, "w:w"), twips(p, "w:h"); w >= 36 && h >= 36 {
			s.W, s.H = min(w, 5000), min(h, 5000)
		}
	}
	if p := n.First("w:pgMar"); p != nil {
		abs := func(a string) float64 { v := twips(p, a); return max(v, -v) }
		s.Top, s.Bottom, s.Left, s.Right = abs("w:top"), abs("w:bottom"), abs("w:left")+abs("w:gutter"), abs("w:right")
		s.HeaderAt, s.FooterAt = abs("w:header"), abs("w:footer")
	}
	if s.W-s.Left-s.Right < 10 {
		s.Left, s.Right = 0, 0
	}
	if s.H-s.Top-s.Bottom < 10 {
		s.Top, s.Bottom = 0, 0
	}
	if g := n.First("w:docGrid"); g != nil && strings.HasPrefix(strings.ToLower(g.Get("w:type")), "line") || g != nil && g.Get("w:type") == "snapToChars" {
		s.Grid = twips(g, "w:linePitch")
	}
	if c := n.First("w:cols"); c != nil && num(c.Get("w:num")) > 1 {
		rd.odd("分栏")
	}
	if t := n.First("w:type"); t != nil {
		s.Continuous = t.Get("w:val") == "continuous"
	}
	s.TitlePage = on(n.First("w:titlePg"))
	if p := n.First("w:pgNumType"); p != nil {
		s.FirstNumber = int(num(p.Get("w:start")))
	}
	if prev != nil {
		s.Header, s.Footer, s.FirstHeader, s.FirstFooter = prev.Header, prev.Footer, prev.FirstHeader, prev.FirstFooter
	}
	rd.headers(n, s)
	return s
}

func (rd *reader) headers(n *markup.Node, s *Section) {
	main := rd.relsOf("word/document.xml")
	cells := rd.cells
	for _, r := range n.Kids {
		if r.Name != "w:headerReference" && r.Name != "w:footerReference" {
			continue
		}
		part := main[r.Get("r:id")]
		b, err := rd.parts(part)
		if err != nil || b == nil {
			continue
		}
		root, err := markup.Parse(b)
		if err != nil {
			continue
		}
		rd.rels = rd.relsOf(part)
		rd.cells = -1 << 30
		bl := rd.blocks(root)
		head := r.Name == "w:headerReference"
		switch r.Get("w:type") {
		case "first":
			if head {
				s.FirstHeader = bl
			} else {
				s.FirstFooter = bl
			}
		case "even":
			if rd.base.evenOdd {
				rd.odd("奇偶页不同的页眉页脚")
			}
		default:
			if head {
				s.Header = bl
			} else {
				s.Footer = bl
			}
		}
	}
	rd.rels, rd.cells = main, cells
}
