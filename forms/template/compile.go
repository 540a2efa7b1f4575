package template

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/forms/page/markup"
)

// prog collects ops; neighbouring literal pieces become one.
type prog struct {
	ops   []op
	buf   []byte
	cells int
}

func (p *prog) flush() {
	if len(p.buf) > 0 || p.cells > 0 {
		p.ops = append(p.ops, &static{p.buf, p.cells})
		p.buf, p.cells = nil, 0
	}
}

func (p *prog) add(o op) {
	p.flush()
	p.ops = append(p.ops, o)
}

func (p *prog) done() []op {
	p.flush()
	return p.ops
}

func (p *prog) str(s string) { p.buf = append(p.buf, s...) }

// compiler turns the tree of one part into ops.
type compiler struct {
	part   *part
	styles *styleSizes
	faults []string
	box    int  // depth of text boxes: their cells are not counted
	twice  int  // depth of repeated rows with merged labels
	scale  bool // inside a cell that may shrink
	within []string
	found  []found
}

// found is a tag with the lists it stands in.
type found struct {
	tag
	place
	within []string
}

// place tells where a tag stands: in a text box, in a cell whose text may shrink.
type place struct{ box, cell bool }

func (c *compiler) fault(f string, a ...any) { c.faults = append(c.faults, fmt.Sprintf(f, a...)) }

func (c *compiler) note(t tag) {
	c.found = append(c.found, found{t, place{box: c.box > 0, cell: c.scale}, slices.Clone(c.within)})
}

// literal writes a node without tags.
func (c *compiler) literal(p *prog, n *markup.Node) {
	if !c.scale {
		n.Each(func(k *markup.Node) bool {
			if k.Name == "w:txbxContent" {
				return false
			}
			if k.Name == "w:tc" && c.box == 0 {
				p.cells++
			}
			return true
		})
		p.buf = n.Append(p.buf)
		return
	}
	c.scaledNode(p, n)
}

// scaledNode writes a node of a cell that may shrink: sizes, exact pitches and
// indents become numbers that go with the size.
func (c *compiler) scaledNode(p *prog, n *markup.Node) {
	if n.Name == "" || n.Name == "w:drawing" || n.Name == "w:pict" {
		p.buf = n.Append(p.buf)
		return
	}
	if n.Name == "w:tc" && c.box == 0 {
		p.cells++
	}
	p.str("<" + n.Name)
	for _, a := range n.Attr {
		p.str(" " + a.Name + `="`)
		if v, size := scales(n, a); v > 0 {
			p.add(&scaled{v, size})
		} else {
			p.buf = markup.AppendEscaped(p.buf, a.Value)
		}
		p.str(`"`)
	}
	p.str(">")
	for _, k := range n.Kids {
		c.scaledNode(p, k)
	}
	p.buf = n.AppendClose(p.buf)
}

// scales gives the number of an attribute that goes with the text size, 0 for others.
func scales(n *markup.Node, a markup.Attr) (v float64, size bool) {
	switch n.Name {
	case "w:sz", "w:szCs":
		if a.Name == "w:val" {
			return number(a.Value), true
		}
	case "w:spacing":
		if a.Name == "w:line" && n.Get("w:lineRule") != "auto" && n.Has("w:lineRule") {
			return number(a.Value), false
		}
	case "w:ind":
		switch a.Name {
		case "w:left", "w:start", "w:hanging", "w:firstLine":
			return number(a.Value), false
		}
	}
	return 0, false
}

// node writes any node: paragraphs and tables by their rules, the rest as it is
// with what is inside compiled.
func (c *compiler) node(p *prog, n *markup.Node) {
	switch {
	case n.Name == "":
		p.buf = n.Append(p.buf)
	case n.Name == "w:p":
		c.paragraph(p, n)
	case !hasTag(n):
		c.literal(p, n)
	case n.Name == "w:tbl":
		c.table(p, n)
	case n.Name == "w:r":
		c.run(p, n)
	case n.Name == "w:txbxContent":
		c.box++
		c.inside(p, n)
		c.box--
	default:
		c.inside(p, n)
	}
}

// inside writes an element whose children are paragraphs, tables and the like.
func (c *compiler) inside(p *prog, n *markup.Node) {
	p.buf = n.AppendOpen(p.buf)
	c.siblings(p, n.Kids, func(k *markup.Node) (tag, bool) {
		if k.Name != "w:p" {
			return tag{}, false
		}
		return onlyTag(k)
	}, c.node)
	p.buf = n.AppendClose(p.buf)
}

func (t tag) control() bool { return t.kind == '#' || t.kind == '^' || t.kind == '/' }

// siblings writes a list of nodes in which blocks may open and close.
func (c *compiler) siblings(p *prog, list []*markup.Node, key func(*markup.Node) (tag, bool), leaf func(*prog, *markup.Node)) {
	for i := 0; i < len(list); i++ {
		t, ok := key(list[i])
		if !ok || !t.control() {
			leaf(p, list[i])
			continue
		}
		if t.kind == '/' {
			c.fault("{{/%s}} 没有对应的开始标记 {{#%s}}", t.key, t.key)
			continue
		}
		end := matching(list, i, t.key, key)
		if end < 0 {
			c.fault("{{%c%s}} 缺少结束标记 {{/%s}}；开始与结束要在同一层（同一段、同一单元格或同一张表）", t.kind, t.key, t.key)
			continue
		}
		body := &prog{}
		c.block(t, func() { c.siblings(body, list[i+1:end], key, leaf) })
		p.add(&section{t, body.done()})
		i = end
	}
}

// block compiles what a block holds.
func (c *compiler) block(t tag, f func()) {
	c.note(t)
	c.within = append(c.within, t.key)
	f()
	c.within = c.within[:len(c.within)-1]
}

func matching(list []*markup.Node, from int, name string, key func(*markup.Node) (tag, bool)) int {
	depth := 1
	for j := from + 1; j < len(list); j++ {
		q, ok := key(list[j])
		if !ok || q.key != name || !q.control() {
			continue
		}
		if q.kind == '/' {
			depth--
		} else {
			depth++
		}
		if depth == 0 {
			return j
		}
	}
	return -1
}

// paragraph writes a paragraph, never as an empty element.
func (c *compiler) paragraph(p *prog, n *markup.Node) {
	if !hasTag(n) {
		if len(n.Kids) == 0 {
			p.buf = n.AppendOpen(p.buf)
			p.buf = n.AppendClose(p.buf)
			return
		}
		c.literal(p, n)
		return
	}
	whole := strings.TrimSpace(text(n))
	if t, in := wrapped(n, whole); in != nil {
		body := &prog{}
		c.block(t, func() { c.paragraphRuns(body, in, nil) })
		p.add(&section{t, body.done()})
		return
	}
	if t, ok := onlyTag(n); ok && t.kind == 0 {
		body := &prog{}
		c.paragraphRuns(body, n, &t)
		p.add(&lone{t, body.done()})
		return
	}
	c.paragraphRuns(p, n, nil)
}

// wrapped tells whether a paragraph begins with {{#X}} and ends with its {{/X}}:
// then the paragraph repeats. It returns a copy without the two.
func wrapped(n *markup.Node, whole string) (tag, *markup.Node) {
	m := tagRe.FindStringSubmatch(whole)
	if m == nil || !strings.HasPrefix(whole, m[0]) {
		return tag{}, nil
	}
	t, err := parseTag(m[1])
	end := "{{/" + t.key + "}}"
	if err != nil || t.kind != '#' || !strings.HasSuffix(whole, end) || strings.Count(whole, end) != 1 || strings.Count(whole, m[0]) != 1 {
		return tag{}, nil
	}
	in := n.Copy()
	dropTag(in, '#', t.key)
	dropTag(in, '/', t.key)
	return t, in
}

// dropTag takes the first tag of that kind and key out; it tells whether there was one.
func dropTag(n *markup.Node, kind byte, key string) bool {
	for i, k := range n.Kids {
		if k.Name == "w:r" {
			if t, ok := tagOf(k); ok && t.kind == kind && t.key == key {
				n.Kids = slices.Delete(slices.Clone(n.Kids), i, i+1)
				return true
			}
		}
		if k.Name != "" && dropTag(k, kind, key) {
			return true
		}
	}
	return false
}

func (c *compiler) paragraphRuns(p *prog, n *markup.Node, line *tag) {
	p.buf = n.AppendOpen(p.buf)
	pics := pictures(n)
	for _, k := range n.Kids {
		if k.Name == "w:pPr" {
			c.format(p, k, pics)
		}
	}
	c.runs(p, n, line)
	p.buf = n.AppendClose(p.buf)
}

// runs writes the runs of a paragraph or of a wrapper in it.
func (c *compiler) runs(p *prog, n *markup.Node, line *tag) {
	c.siblings(p, n.Kids, func(k *markup.Node) (tag, bool) {
		if k.Name != "w:r" {
			return tag{}, false
		}
		return tagOf(k)
	}, func(p *prog, k *markup.Node) {
		switch {
		case k.Name == "w:pPr" && n.Name == "w:p":
		case k.Name == "w:r" && line != nil && hasTag(k):
			c.note(*line)
			c.tagRun(p, k, loneLine{})
		case wrapper(k.Name) && hasTag(k):
			p.buf = k.AppendOpen(p.buf)
			c.runs(p, k, line)
			p.buf = k.AppendClose(p.buf)
		case k.Name == "w:r":
			c.run(p, k)
		default:
			c.node(p, k)
		}
	})
}

// run writes one run.
func (c *compiler) run(p *prog, n *markup.Node) {
	t, ok := tagOf(n)
	switch {
	case !ok && !hasTag(n):
		c.literal(p, n)
	case !ok: // a text box or the like
		c.inside(p, n)
	case t.kind == '@':
		c.note(t)
		c.picture(p, n, t)
	default:
		c.note(t)
		c.tagRun(p, n, &value{t})
	}
}

// tagRun writes a run whose text is what the op gives.
func (c *compiler) tagRun(p *prog, n *markup.Node, o op) {
	p.buf = n.AppendOpen(p.buf)
	if pr := n.First("w:rPr"); pr != nil {
		c.literal(p, pr)
	}
	p.str(`<w:t xml:space="preserve">`)
	p.add(o)
	p.str("</w:t>")
	p.buf = n.AppendClose(p.buf)
}
