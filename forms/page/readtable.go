package page

import (
	"strconv"
	"strings"

	"kaocha/forms/page/markup"
)

// num6 reads large numbers such as EMU.
func num6(s string) float64 {
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return float64(v)
}

// maxColumns guards against grids written without measure.
const maxColumns = 200

func edge(e *markup.Node) *Edge {
	if e == nil {
		return nil
	}
	v := e.Get("w:val")
	w := 4.0
	if e.Has("w:sz") {
		w = num(e.Get("w:sz"))
	}
	return &Edge{On: v != "nil" && v != "none", W: min(max(w/8, .25), 12)}
}

var sideNames = [6]string{"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}

// side finds an edge by its name, or by the one strict files use.
func side(c *markup.Node, i int) *markup.Node {
	if n := c.First(sideNames[i]); n != nil {
		return n
	}
	switch i {
	case sLeft:
		return c.First("w:start")
	case sRight:
		return c.First("w:end")
	}
	return nil
}

func margins(m *[4]float64, c *markup.Node) {
	if c == nil {
		return
	}
	for i := range m {
		if x := side(c, i); x != nil {
			m[i] = max(0, twips(x, "w:w"))
		}
	}
}

func (t *Table) props(pr *markup.Node) {
	if pr == nil {
		return
	}
	if b := pr.First("w:tblBorders"); b != nil {
		for i := range t.Border {
			if e := edge(side(b, i)); e != nil {
				t.Border[i] = e
			}
		}
	}
	margins(&t.Margin, pr.First("w:tblCellMar"))
	if j := pr.First("w:jc"); j != nil {
		t.Align = j.Get("w:val")
	}
	if j := pr.First("w:tblInd"); j != nil {
		t.Indent = twips(j, "w:w")
	}
}

func (rd *reader) table(e *markup.Node) *Table {
	t := &Table{Margin: [4]float64{0, 5.4, 0, 5.4}}
	pr := e.First("w:tblPr")
	style := rd.base.defTbl
	if s := pr.First("w:tblStyle"); s != nil {
		style = s.Get("w:val")
	}
	for _, st := range rd.base.chain(style) {
		t.props(st.First("w:tblPr"))
	}
	t.props(pr)
	if pr.First("w:tblpPr") != nil {
		rd.odd("浮动的表格")
	}
	for _, c := range children(e.First("w:tblGrid"), "w:gridCol") {
		if len(t.Grid) < maxColumns {
			t.Grid = append(t.Grid, min(max(0, twips(c, "w:w")), 3000))
		}
	}
	for _, tr := range rowsOf(e) {
		t.Rows = append(t.Rows, rd.row(t, tr))
	}
	t.fixGrid()
	return t
}

// rowsOf lists the rows, also those inside content controls.
func rowsOf(e *markup.Node) (out []*markup.Node) {
	for _, k := range e.Kids {
		switch k.Name {
		case "w:tr":
			out = append(out, k)
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins":
			out = append(out, rowsOf(k)...)
		}
	}
	return out
}

func cellsOf(e *markup.Node) (out []*markup.Node) {
	for _, k := range e.Kids {
		switch k.Name {
		case "w:tc":
			out = append(out, k)
		case "w:sdt", "w:sdtContent", "w:customXml":
			out = append(out, cellsOf(k)...)
		}
	}
	return out
}

// fixGrid widens a grid that has fewer columns than its rows use.
func (t *Table) fixGrid() {
	for _, r := range t.Rows {
		n := r.Before
		for _, c := range r.Cells {
			n += c.Span
		}
		for len(t.Grid) < n && len(t.Grid) < maxColumns {
			t.Grid = append(t.Grid, 20)
		}
	}
}

func (rd *reader) row(t *Table, tr *markup.Node) Row {
	r := Row{Rule: "auto"}
	if p := tr.First("w:trPr"); p != nil {
		if h := p.First("w:trHeight"); h != nil {
			r.H, r.Rule = min(max(0, twips(h, "w:val")), 5000), h.Get("w:hRule")
			if r.Rule == "" {
				r.Rule = "atLeast"
			}
		}
		r.Header = p.First("w:tblHeader") != nil && on(p.First("w:tblHeader"))
		r.CantSplit = p.First("w:cantSplit") != nil && on(p.First("w:cantSplit"))
		if g := p.First("w:gridBefore"); g != nil {
			r.Before = min(max(0, int(num(g.Get("w:val")))), maxColumns)
		}
	}
	for _, tc := range cellsOf(tr) {
		r.Cells = append(r.Cells, rd.cell(t, tc))
	}
	return r
}

func (rd *reader) cell(t *Table, tc *markup.Node) Cell {
	c := Cell{Ord: rd.cells, Span: 1, VAlign: "top", Margin: t.Margin}
	rd.cells++
	if p := tc.First("w:tcPr"); p != nil {
		if g := p.First("w:gridSpan"); g != nil {
			c.Span = min(max(1, int(num(g.Get("w:val")))), maxColumns)
		}
		if v := p.First("w:vMerge"); v != nil {
			c.Merge = 'c'
			if v.Get("w:val") == "restart" {
				c.Merge = 'r'
			}
		}
		if v := p.First("w:vAlign"); v != nil {
			c.VAlign = v.Get("w:val")
		}
		if v := p.First("w:textDirection"); v != nil {
			d := v.Get("w:val")
			c.Vertical = strings.HasPrefix(d, "tb")
			if d == "btLr" {
				rd.odd("旋转的文字")
			}
		}
		if v := p.First("w:shd"); v != nil {
			c.Fill, c.Filled = rgb(v.Get("w:fill"))
		}
		margins(&c.Margin, p.First("w:tcMar"))
		if b := p.First("w:tcBorders"); b != nil {
			for i := range c.Border {
				c.Border[i] = edge(side(b, i))
			}
		}
	}
	c.Blocks = rd.blocks(tc)
	return c
}

func children(n *markup.Node, name string) (out []*markup.Node) {
	if n == nil {
		return nil
	}
	for _, k := range n.Kids {
		if k.Name == name {
			out = append(out, k)
		}
	}
	return out
}
