package page

import (
	"strings"

	"kaocha/forms/page/markup"
)

// paraReader reads the runs of one paragraph.
type paraReader struct {
	*reader
	p     *Para
	base  *RunStyle
	field string
	state byte // 0, 'i' instruction, 's' result shown, 'h' result replaced
}

func (rd *reader) para(e *markup.Node) *Para {
	pp := e.First("w:pPr")
	sid := rd.base.defPara
	if s := pp.First("w:pStyle"); s != nil {
		sid = s.Get("w:val")
	}
	st := rd.base.style(sid)
	p := new(Para)
	*p = st.para
	id, l, level := rd.numbered(pp, sid)
	if l != nil {
		rd.base.applyPara(p, l.levels[level].para)
	}
	rd.base.applyPara(p, pp)
	p.Mark = st.run
	rd.base.applyRun(&p.Mark, pp.First("w:rPr"))
	if pp.First("w:framePr") != nil {
		rd.odd("图文框")
	}
	pr := paraReader{reader: rd, p: p, base: &st.run}
	pr.walk(e)
	if l != nil {
		rd.number(p, id, l, level)
	}
	return p
}

func (r *paraReader) walk(c *markup.Node) {
	if r.depth++; r.depth > 60 {
		r.depth--
		return
	}
	defer func() { r.depth-- }()
	for _, n := range c.Kids {
		switch n.Name {
		case "w:r":
			r.run(n)
		case "w:ins":
			r.odd("修订（按接受显示）")
			r.walk(n)
		case "w:del", "w:moveFrom":
			r.odd("修订（按接受显示）")
		case "w:hyperlink", "w:smartTag", "w:moveTo", "w:customXml":
			r.walk(n)
		case "w:sdt":
			if k := n.First("w:sdtContent"); k != nil {
				r.walk(k)
			}
		case "w:fldSimple":
			if k := fieldKind(n.Get("w:instr")); k != 0 {
				r.p.In = append(r.p.In, Inline{Kind: k, Style: r.base})
			} else {
				r.walk(n)
			}
		case "m:oMath", "m:oMathPara":
			r.odd("公式")
		}
	}
}

// fieldKind gives the inline kind of a field we work out ourselves.
func fieldKind(instr string) byte {
	f := strings.Fields(strings.ToUpper(instr))
	if len(f) == 0 {
		return 0
	}
	switch f[0] {
	case "PAGE":
		return kNumber
	case "NUMPAGES", "SECTIONPAGES":
		return kCount
	}
	return 0
}

func (r *paraReader) run(n *markup.Node) {
	st := r.base
	if pr := n.First("w:rPr"); pr != nil {
		own := *r.base
		r.reader.base.applyRun(&own, pr)
		st = &own
	}
	for _, x := range n.Kids {
		r.piece(x, st)
	}
}

func (r *paraReader) piece(x *markup.Node, st *RunStyle) {
	add := func(in Inline) {
		if r.state != 'i' && r.state != 'h' && !st.Hidden {
			in.Style = st
			r.p.In = append(r.p.In, in)
		}
	}
	switch x.Name {
	case "w:t":
		if s := x.Chars(); s != "" {
			add(Inline{Kind: kText, Text: s})
		}
	case "w:tab", "w:ptab":
		add(Inline{Kind: kTab})
	case "w:br":
		switch x.Get("w:type") {
		case "page", "column":
			add(Inline{Kind: kPage})
		default:
			add(Inline{Kind: kBreak})
		}
	case "w:cr":
		add(Inline{Kind: kBreak})
	case "w:noBreakHyphen":
		add(Inline{Kind: kText, Text: "\u2011"})
	case "w:sym":
		r.odd("符号字体的字符")
	case "w:instrText":
		r.field += x.Chars()
	case "w:fldChar":
		r.fieldChar(x.Get("w:fldCharType"), st)
	case "w:drawing":
		r.drawing(x, st, add)
	case "w:pict", "w:object":
		r.odd("旧式图形或嵌入对象")
	case "mc:AlternateContent":
		r.odd("文本框或图形")
	case "w:footnoteReference", "w:endnoteReference":
		r.odd("脚注")
	case "w:ruby":
		r.odd("拼音指南")
	}
}

func (r *paraReader) fieldChar(kind string, st *RunStyle) {
	switch kind {
	case "begin":
		r.field, r.state = "", 'i'
	case "separate":
		r.state = 's'
		if k := fieldKind(r.field); k != 0 {
			r.p.In = append(r.p.In, Inline{Kind: k, Style: st})
			r.state = 'h'
		}
	case "end":
		if k := fieldKind(r.field); k != 0 && r.state == 'i' {
			r.p.In = append(r.p.In, Inline{Kind: k, Style: st})
		}
		r.state = 0
	}
}

func (r *paraReader) drawing(x *markup.Node, st *RunStyle, add func(Inline)) {
	if x.First("wp:inline") == nil {
		r.odd("浮动的图片或图形")
		return
	}
	ext, blip := x.Deep("wp:extent"), x.Deep("a:blip")
	if ext == nil || blip == nil {
		r.odd("图表或图形")
		return
	}
	img, err := r.parts(r.rels[blip.Get("r:embed")])
	if err != nil || img == nil {
		return
	}
	const emu = 12700 // in a point
	w, h := num6(ext.Get("cx"))/emu, num6(ext.Get("cy"))/emu
	if w > 0 && h > 0 && w < 5000 && h < 5000 {
		add(Inline{Kind: kImage, Img: img, W: w, H: h})
	}
}
