// Package template fills Word templates (.docx) that a clerk can change in WPS
// or Word. Tags may be cut over any number of runs:
//
//	{{姓名}}                  a value; line ends become breaks, or paragraphs when
//	                          the tag is alone in its paragraph
//	{{简历|缩小到9}}           the text of this cell may shrink to 9 pt when its
//	                          fixed height is too small
//	{{家庭成员.称谓|至少7行}}   a table row with 列表.字段 repeats for each entry,
//	                          here padded with blank rows up to 7
//	{{#不足}}…{{/不足}}        repeats for each entry, or stands when there is a
//	                          value: inside a paragraph, over paragraphs or rows
//	{{^不足}}…{{/不足}}        stands when there is none
//	{{@照片 28*38}}           a picture, fitted into 28 × 38 mm; the same as a
//	                          sample picture of that size, set in line with the
//	                          text, whose alternative text is {{@照片}}
//	{{.}} {{序}}              inside a list: the entry itself, its number
//
// A template is compiled once; filling writes fixed pieces and values into one
// buffer. Values are never read as tags again.
package template

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"kaocha/forms/page/markup"
)

// Template is a compiled .docx; it may be filled by several goroutines at once.
type Template struct {
	parts   []*part
	entries []entry
	rels    map[string][]byte
	static  map[string][]byte
	faults  []string
	odd     []string
	found   []found

	once   sync.Once
	cached any
}

// part is one XML part with tags or text: the document, headers, footers.
type part struct {
	name string
	main bool
	ops  []op
}

const mainPart = "word/document.xml"

var partRe = regexp.MustCompile(`^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$`)

// Parse reads and compiles a template. Faulty tags do not fail here: Check
// names them, Fill refuses.
func Parse(b []byte) (*Template, error) {
	pkg, err := markup.Open(b)
	if err != nil {
		return nil, err
	}
	t := &Template{rels: map[string][]byte{}, static: map[string][]byte{}}
	roots := map[string]*markup.Node{}
	for _, f := range pkg.Files {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		c, err := pkg.Part(f.Name)
		if err != nil {
			return nil, err
		}
		if err := t.addEntry(f, c); err != nil {
			return nil, err
		}
		if partRe.MatchString(f.Name) || f.Name == "word/styles.xml" {
			root, err := markup.Parse(c)
			if err != nil {
				return nil, fmt.Errorf("模板的 %s 读不出：%w", f.Name, err)
			}
			roots[f.Name] = root
		}
	}
	doc := roots[mainPart]
	if doc == nil {
		return nil, fmt.Errorf("不是 Word 文档：缺少 %s", mainPart)
	}
	if doc.Name != "w:document" || doc.First("w:body") == nil {
		return nil, fmt.Errorf("不是 WPS 或 Word 保存的文档，请用 WPS 打开后另存为 .docx")
	}
	styles := newStyleSizes(roots["word/styles.xml"])
	for _, e := range t.entries {
		if root := roots[e.name]; root != nil && partRe.MatchString(e.name) {
			t.compile(e.name, root, styles)
		}
	}
	t.allowPictures()
	return t, nil
}

func (t *Template) compile(name string, root *markup.Node, styles *styleSizes) {
	p := &part{name: name, main: name == mainPart}
	c := &compiler{part: p, styles: styles}
	root.Each(func(n *markup.Node) bool {
		if n.Name == "w:r" {
			samplePicture(n)
		}
		return true
	})
	root.Each(func(n *markup.Node) bool {
		if n.Name == "w:p" {
			c.faults = append(c.faults, splitTags(n)...)
		}
		return true
	})
	t.odd = append(t.odd, oddities(root)...)
	pr := &prog{}
	pr.str(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	c.node(pr, root)
	p.ops = pr.done()
	t.parts = append(t.parts, p)
	t.faults = append(t.faults, c.faults...)
	t.found = append(t.found, c.found...)
}

// Tags lists the fields the template uses as it writes them, sorted: a field of a
// list is 列表.字段 in a row, 字段 alone inside {{#列表}}; {{.}} stands for its list.
func (t *Template) Tags() []string {
	m := map[string]bool{}
	for _, f := range t.found {
		m[f.name()] = true
	}
	var o []string
	for k := range m {
		o = append(o, k)
	}
	slices.Sort(o)
	return o
}

// name is the field with the list it stands in, where the tag tells.
func (f found) name() string {
	if f.key == "." {
		if n := len(f.within); n > 0 {
			return f.within[n-1]
		}
	}
	return f.key
}

// Cached keeps one value with the template, made at first use: what is the same
// for all documents of a template is worked out once.
func (t *Template) Cached(build func() any) any {
	t.once.Do(func() { t.cached = build() })
	return t.cached
}
