package template

import (
	"strings"

	"kaocha/forms/page/markup"
)

func (c *compiler) table(p *prog, n *markup.Node) {
	p.buf = n.AppendOpen(p.buf)
	c.tableRows(p, n.Kids)
	p.buf = n.AppendClose(p.buf)
}

// tableRows writes rows, of which some repeat.
func (c *compiler) tableRows(p *prog, list []*markup.Node) {
	for i := 0; i < len(list); i++ {
		n := list[i]
		if n.Name != "w:tr" || !hasTag(n) {
			c.node(p, n)
			continue
		}
		if t, ok := rowBlock(n); ok {
			end := rowEnd(list, i, t.key)
			if end < 0 {
				c.fault("表格中 {{%c%s}} 缺少结束标记 {{/%s}}", t.kind, t.key, t.key)
				continue
			}
			c.rowGroup(p, list[i:end+1], t)
			i = end
			continue
		}
		if o := implied(n); o != nil {
			c.within = append(c.within, o.names[0][0])
			c.repeat(p, []*markup.Node{n}, o)
			c.within = c.within[:len(c.within)-1]
			continue
		}
		c.row(p, n)
	}
}

// rowBlock finds a block that begins in the row and does not end in the same cell.
func rowBlock(tr *markup.Node) (tag, bool) {
	for _, tc := range cellsOf(tr) {
		open := []tag{}
		for _, m := range tagRe.FindAllStringSubmatch(text(tc), -1) {
			t, err := parseTag(m[1])
			if err != nil || !t.control() {
				continue
			}
			if t.kind != '/' {
				open = append(open, t)
			} else if k := len(open); k > 0 && open[k-1].key == t.key {
				open = open[:k-1]
			}
		}
		if len(open) > 0 {
			return open[0], true
		}
	}
	return tag{}, false
}

func cellsOf(tr *markup.Node) (out []*markup.Node) {
	for _, k := range tr.Kids {
		switch k.Name {
		case "w:tc":
			out = append(out, k)
		case "w:sdt", "w:sdtContent", "w:customXml":
			out = append(out, cellsOf(k)...)
		}
	}
	return out
}

func rowEnd(list []*markup.Node, from int, key string) int {
	depth := 0
	for j := from; j < len(list); j++ {
		if list[j].Name != "w:tr" {
			continue
		}
		for _, m := range tagRe.FindAllStringSubmatch(text(list[j]), -1) {
			t, err := parseTag(m[1])
			if err != nil || t.key != key {
				continue
			}
			switch t.kind {
			case '#', '^':
				depth++
			case '/':
				if depth--; depth == 0 {
					return j
				}
			}
		}
	}
	return -1
}

// rowGroup compiles the rows of an explicit block.
func (c *compiler) rowGroup(p *prog, group []*markup.Node, t tag) {
	var in []*markup.Node
	for i, r := range group {
		r = r.Copy()
		dropped := false
		if i == 0 {
			dropped = dropTag(r, t.kind, t.key)
		}
		if i == len(group)-1 {
			dropped = dropTag(r, '/', t.key) || dropped
		}
		if dropped && len(group) > 1 && strings.TrimSpace(text(r)) == "" {
			continue // a row that holds nothing but the mark
		}
		in = append(in, r)
	}
	c.block(t, func() {
		o := &rows{names: [][]string{t.path}, key: t.key, explicit: true, min: t.minRows}
		if t.kind == '^' {
			body := &prog{}
			c.tableRows(body, in)
			p.add(&section{t, body.done()})
			return
		}
		c.repeat(p, in, o)
	})
}

// implied tells whether a row repeats because its fields are of a list: {{列表.字段}}.
func implied(tr *markup.Node) *rows {
	o := &rows{}
	for _, m := range tagRe.FindAllStringSubmatch(text(tr), -1) {
		t, err := parseTag(m[1])
		if err != nil || t.control() {
			continue
		}
		if len(t.path) > 1 && t.path[0] != "" {
			o.names = append(o.names, t.path[:1])
		}
		o.min = max(o.min, t.minRows)
	}
	if o.names == nil {
		return nil
	}
	return o
}

// maxTwice bounds rows with merged labels inside each other: each level is
// compiled twice.
const maxTwice = 5

func (c *compiler) repeat(p *prog, group []*markup.Node, o *rows) {
	first := &prog{}
	c.groupRows(first, group, o)
	o.first = first.done()
	o.next = o.first
	if next, changed := goOn(group); changed && c.twice < maxTwice {
		c.twice++
		defer func() { c.twice-- }()
		keep := len(c.found) // the tags are the same as in the first
		body := &prog{}
		c.groupRows(body, next, o)
		o.next = body.done()
		c.found = c.found[:keep]
	}
	p.add(o)
}

func (c *compiler) groupRows(p *prog, group []*markup.Node, o *rows) {
	if o.explicit {
		c.tableRows(p, group)
		return
	}
	for _, r := range group {
		c.row(p, r)
	}
}

// goOn makes the rows after the first: labels merged over rows continue.
func goOn(group []*markup.Node) (out []*markup.Node, changed bool) {
	for _, r := range group {
		r = r.Copy()
		for _, tc := range cellsOf(r) {
			vm := tc.First("w:tcPr").First("w:vMerge")
			if vm == nil || vm.Get("w:val") != "restart" || hasTag(tc) {
				continue
			}
			changed = true
			vm.Unset("w:val")
			for _, p := range tc.Kids {
				if p.Name != "w:p" {
					continue
				}
				var kids []*markup.Node
				for _, k := range p.Kids {
					if k.Name == "w:pPr" {
						kids = append(kids, k)
					}
				}
				p.Kids = kids
			}
		}
		out = append(out, r)
	}
	return out, changed
}

// row writes one row, cell by cell.
func (c *compiler) row(p *prog, n *markup.Node) {
	p.buf = n.AppendOpen(p.buf)
	for _, k := range n.Kids {
		switch {
		case k.Name == "w:tc" && hasTag(k):
			c.cell(p, k)
		case (k.Name == "w:sdt" || k.Name == "w:sdtContent" || k.Name == "w:customXml") && hasTag(k):
			c.row(p, k)
		default:
			c.node(p, k)
		}
	}
	p.buf = n.AppendClose(p.buf)
}

// cell writes a cell with tags and remembers it for the overflow report.
func (c *compiler) cell(p *prog, n *markup.Node) {
	o := &cell{}
	n.Each(func(k *markup.Node) bool {
		if k.Name == "w:tbl" || k.Name == "w:txbxContent" {
			return false
		}
		if k.Name == "w:r" {
			if t, ok := tagOf(k); ok && !t.control() {
				if o.use.Tag == "" || t.shrink > 0 && o.use.Shrink == 0 {
					o.use.Tag = c.fullKey(t)
					o.use.Size = c.styles.size(k, n)
				}
				o.use.Shrink = max(o.use.Shrink, t.shrink)
			}
		}
		return true
	})
	was := c.scale
	c.scale = c.scale || o.use.Shrink > 0
	if c.scale {
		n = n.Copy()
		c.styles.explicit(n)
	}
	body := &prog{}
	if c.box == 0 {
		body.cells++
	}
	c.inside(body, n)
	if needsEnd(n) {
		end := "</w:tc>"
		body.buf = body.buf[:len(body.buf)-len(end)]
		body.add(endCell{})
		body.str(end)
	}
	c.scale = was
	o.body = body.done()
	p.add(o)
}

// fullKey is the key with the list it stands in.
func (c *compiler) fullKey(t tag) string {
	if t.key == "." && len(c.within) > 0 {
		return c.within[len(c.within)-1]
	}
	return t.key
}

// needsEnd tells whether the last thing in a cell may vanish.
func needsEnd(tc *markup.Node) bool {
	for i := len(tc.Kids) - 1; i >= 0; i-- {
		k := tc.Kids[i]
		if k.Name == "" {
			continue
		}
		if k.Name != "w:p" {
			return true
		}
		t, ok := onlyTag(k)
		if ok && t.control() {
			return true
		}
		_, in := wrapped(k, strings.TrimSpace(text(k)))
		return in != nil
	}
	return true
}
