package template

import (
	"strconv"

	"kaocha/forms/page/markup"
)

func number(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// styleSizes knows the text size a run has from its styles, in half points.
type styleSizes struct {
	by  map[string]*markup.Node
	def string
	doc float64
}

func newStyleSizes(root *markup.Node) *styleSizes {
	s := &styleSizes{by: map[string]*markup.Node{}, doc: 20}
	if root == nil {
		return s
	}
	if sz := root.First("w:docDefaults").First("w:rPrDefault").First("w:rPr").First("w:sz"); sz != nil {
		s.doc = number(sz.Get("w:val"))
	}
	for _, k := range root.Kids {
		if k.Name == "w:style" {
			s.by[k.Get("w:styleId")] = k
			if k.Get("w:type") == "paragraph" && k.Get("w:default") == "1" {
				s.def = k.Get("w:styleId")
			}
		}
	}
	return s
}

func (s *styleSizes) of(id string) float64 {
	for n := 0; id != "" && n < 20; n++ {
		st := s.by[id]
		if st == nil {
			return 0
		}
		if sz := st.First("w:rPr").First("w:sz"); sz != nil {
			return number(sz.Get("w:val"))
		}
		b := st.First("w:basedOn")
		if b == nil {
			return 0
		}
		id = b.Get("w:val")
	}
	return 0
}

// half is the size of a run of paragraph p, in half points.
func (s *styleSizes) half(run, p *markup.Node) float64 {
	pr := run.First("w:rPr")
	if sz := pr.First("w:sz"); sz != nil {
		return number(sz.Get("w:val"))
	}
	if rs := pr.First("w:rStyle"); rs != nil {
		if v := s.of(rs.Get("w:val")); v > 0 {
			return v
		}
	}
	id := s.def
	if ps := p.First("w:pPr").First("w:pStyle"); ps != nil {
		id = ps.Get("w:val")
	}
	if v := s.of(id); v > 0 {
		return v
	}
	return s.doc
}

// size is the size in points of a run inside a cell.
func (s *styleSizes) size(run, tc *markup.Node) float64 {
	v := 0.0
	tc.Each(func(n *markup.Node) bool {
		if n.Name == "w:p" {
			for _, k := range n.Kids {
				if k == run || wrapper(k.Name) && contains(k, run) {
					v = s.half(run, n) / 2
				}
			}
		}
		return v == 0
	})
	return v
}

func contains(n, x *markup.Node) bool {
	for _, k := range n.Kids {
		if k == x || contains(k, x) {
			return true
		}
	}
	return false
}

// afterSize are the run properties that the schema wants behind w:sz.
var afterSize = map[string]bool{"w:highlight": true, "w:u": true, "w:effect": true, "w:bdr": true, "w:shd": true, "w:fitText": true, "w:vertAlign": true, "w:rtl": true, "w:cs": true, "w:em": true, "w:lang": true, "w:eastAsianLayout": true, "w:specVanish": true, "w:oMath": true}

// explicit writes the size on every run of a cell that may shrink, since a size
// that comes from a style cannot be made smaller there.
func (s *styleSizes) explicit(tc *markup.Node) {
	tc.Each(func(p *markup.Node) bool {
		if p.Name != "w:p" {
			return true
		}
		p.Each(func(r *markup.Node) bool {
			if r.Name == "w:r" && r.First("w:rPr").First("w:sz") == nil {
				setSize(r, s.half(r, p))
			}
			return true
		})
		return false
	})
}

func setSize(r *markup.Node, half float64) {
	pr := r.First("w:rPr")
	if pr == nil {
		pr = &markup.Node{Name: "w:rPr"}
		r.Kids = append([]*markup.Node{pr}, r.Kids...)
	}
	sz := &markup.Node{Name: "w:sz", Attr: []markup.Attr{{Name: "w:val", Value: strconv.Itoa(int(half))}}}
	at := len(pr.Kids)
	for i, k := range pr.Kids {
		if afterSize[k.Name] || k.Name == "w:szCs" {
			at = i
			break
		}
	}
	kids := append([]*markup.Node(nil), pr.Kids[:at]...)
	pr.Kids = append(append(kids, sz), pr.Kids[at:]...)
}
