package page

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"kaocha/forms/page/markup"
)

// Base is what all documents of a template share: styles, theme fonts, settings.
// It may be used by several goroutines at once.
type Base struct {
	styles       map[string]*markup.Node
	defR         *markup.Node
	defP         *markup.Node
	defPara      string
	defTbl       string
	theme        map[string]string
	tabStep      float64
	evenOdd      bool
	lists        map[string]*list
	gridInTables bool

	mu    sync.RWMutex
	cache map[string]*resolved
}

type resolved struct {
	run  RunStyle
	para Para
}

// NewBase reads the shared parts.
func NewBase(parts Parts) (*Base, error) {
	b := &Base{styles: map[string]*markup.Node{}, theme: map[string]string{}, cache: map[string]*resolved{}, tabStep: 36}
	get := func(name string) (*markup.Node, error) {
		c, err := parts(name)
		if err != nil || c == nil {
			return nil, err
		}
		n, err := markup.Parse(c)
		if err != nil {
			return nil, fmt.Errorf("%s 读不出：%w", name, err)
		}
		return n, nil
	}
	st, err := get("word/styles.xml")
	if err != nil {
		return nil, err
	}
	if st != nil {
		b.readStyles(st)
	}
	th, err := get("word/theme/theme1.xml")
	if err != nil {
		return nil, err
	}
	b.readTheme(th)
	set, err := get("word/settings.xml")
	if err != nil {
		return nil, err
	}
	if v := twips(set.First("w:defaultTabStop"), "w:val"); v >= 1 {
		b.tabStep = v
	}
	b.gridInTables = on(set.First("w:compat").First("w:adjustLineHeightInTable"))
	lists, err := get("word/numbering.xml")
	if err != nil {
		return nil, err
	}
	b.lists = readNumbering(lists)
	b.evenOdd = on(set.First("w:evenAndOddHeaders"))
	return b, nil
}

func (b *Base) readStyles(st *markup.Node) {
	b.defR = st.First("w:docDefaults").First("w:rPrDefault").First("w:rPr")
	b.defP = st.First("w:docDefaults").First("w:pPrDefault").First("w:pPr")
	for _, s := range st.Kids {
		if s.Name != "w:style" {
			continue
		}
		id := s.Get("w:styleId")
		b.styles[id] = s
		if d := s.Get("w:default"); d == "1" || d == "true" {
			switch s.Get("w:type") {
			case "paragraph":
				b.defPara = id
			case "table":
				b.defTbl = id
			}
		}
	}
}

func (b *Base) readTheme(th *markup.Node) {
	fonts := th.First("a:themeElements").First("a:fontScheme")
	for _, k := range []string{"major", "minor"} {
		f := fonts.First("a:" + k + "Font")
		if f == nil {
			continue
		}
		if l := f.First("a:latin"); l != nil {
			b.theme[k+"HAnsi"], b.theme[k+"Ascii"] = l.Get("typeface"), l.Get("typeface")
		}
		if l := f.First("a:ea"); l != nil {
			b.theme[k+"EastAsia"] = l.Get("typeface")
		}
		for _, x := range f.Kids {
			if x.Name == "a:font" && x.Get("script") == "Hans" && b.theme[k+"EastAsia"] == "" {
				b.theme[k+"EastAsia"] = x.Get("typeface")
			}
		}
	}
}

// chain lists a style and those it is based on, the outermost first.
func (b *Base) chain(id string) []*markup.Node {
	var o []*markup.Node
	for n := 0; id != "" && n < 16; n++ {
		s := b.styles[id]
		if s == nil {
			break
		}
		o = append(o, s)
		id = ""
		if x := s.First("w:basedOn"); x != nil {
			id = x.Get("w:val")
		}
	}
	for i, j := 0, len(o)-1; i < j; i, j = i+1, j-1 {
		o[i], o[j] = o[j], o[i]
	}
	return o
}

// style resolves a paragraph style once.
func (b *Base) style(id string) *resolved {
	b.mu.RLock()
	r := b.cache[id]
	b.mu.RUnlock()
	if r != nil {
		return r
	}
	r = &resolved{run: RunStyle{EA: "宋体", Latin: "Times New Roman", Size: 10}, para: Para{Rule: "auto", Line: 240, Widow: true}}
	b.applyRun(&r.run, b.defR)
	b.applyPara(&r.para, b.defP)
	for _, s := range b.chain(id) {
		b.applyRun(&r.run, s.First("w:rPr"))
		b.applyPara(&r.para, s.First("w:pPr"))
	}
	r.para.Style = id
	b.mu.Lock()
	b.cache[id] = r
	b.mu.Unlock()
	return r
}

func (b *Base) applyRun(s *RunStyle, pr *markup.Node) {
	if pr == nil {
		return
	}
	for _, e := range pr.Kids {
		switch e.Name {
		case "w:rFonts":
			b.fonts(s, e)
		case "w:sz":
			if v := num(e.Get("w:val")) / 2; v > 0 {
				s.Size = min(v, 400)
			}
		case "w:b":
			s.Bold = on(e)
		case "w:u":
			s.Underline = e.Get("w:val") != "none"
		case "w:strike", "w:dstrike":
			s.Strike = on(e)
		case "w:vanish":
			s.Hidden = on(e)
		case "w:spacing":
			s.Spacing = num(e.Get("w:val")) / 20
		case "w:color":
			if c, ok := rgb(e.Get("w:val")); ok {
				s.Color = c
			}
		case "w:vertAlign":
			s.Raise = map[string]int8{"superscript": 1, "subscript": -1}[e.Get("w:val")]
		case "w:rStyle":
			for _, st := range b.chain(e.Get("w:val")) {
				b.applyRun(s, st.First("w:rPr"))
			}
		}
	}
}

func (b *Base) fonts(s *RunStyle, e *markup.Node) {
	pick := func(to *string, name, theme string) {
		if x := b.theme[e.Get(theme)]; x != "" {
			*to = x
		} else if x := e.Get(name); x != "" {
			*to = x
		}
	}
	pick(&s.EA, "w:eastAsia", "w:eastAsiaTheme")
	pick(&s.Latin, "w:ascii", "w:asciiTheme")
}

func rgb(v string) (c [3]uint8, ok bool) {
	if len(v) != 6 {
		return c, false
	}
	n, err := strconv.ParseUint(v, 16, 32)
	return [3]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil
}

func (b *Base) applyPara(p *Para, pr *markup.Node) {
	if pr == nil {
		return
	}
	for _, e := range pr.Kids {
		switch e.Name {
		case "w:jc":
			p.Align = e.Get("w:val")
		case "w:spacing":
			p.spacing(e)
		case "w:ind":
			p.indent(e)
		case "w:pageBreakBefore":
			p.PageBreak = on(e)
		case "w:keepNext":
			p.KeepNext = on(e)
		case "w:keepLines":
			p.KeepLines = on(e)
		case "w:widowControl":
			p.Widow = on(e)
		case "w:snapToGrid":
			p.NoGrid = !on(e)
		case "w:autoSpaceDE", "w:autoSpaceDN":
			p.NoAuto = !on(e)
		case "w:overflowPunct":
			p.NoHang = !on(e)
		case "w:contextualSpacing":
			p.Contextual = on(e)
		case "w:tabs":
			p.tabs(e)
		}
	}
}

func (p *Para) spacing(e *markup.Node) {
	for _, a := range e.Attr {
		switch a.Name {
		case "w:before":
			p.Before = max(0, num(a.Value)/20)
		case "w:after":
			p.After = max(0, num(a.Value)/20)
		case "w:line":
			p.Line = num(a.Value)
			if !e.Has("w:lineRule") {
				p.Rule = "auto"
			}
		case "w:lineRule":
			p.Rule = a.Value
		}
	}
}

func (p *Para) indent(e *markup.Node) {
	for _, a := range e.Attr {
		n := num(a.Value)
		switch strings.TrimPrefix(a.Name, "w:") {
		case "left", "start":
			p.Left = n / 20
		case "right", "end":
			p.Right = n / 20
		case "firstLine":
			p.First = n / 20
		case "hanging":
			p.First = -n / 20
		case "firstLineChars":
			p.FirstChars, p.HangChars = int(n), 0
		case "hangingChars":
			p.HangChars, p.FirstChars = int(n), 0
		case "leftChars", "startChars":
			p.LeftChars = int(n)
		case "rightChars", "endChars":
			p.RightChars = int(n)
		}
	}
}

func (p *Para) tabs(e *markup.Node) {
	p.Tabs = append([]TabStop(nil), p.Tabs...)
	for _, t := range e.Kids {
		if t.Name != "w:tab" {
			continue
		}
		stop := TabStop{At: twips(t, "w:pos"), Align: 'l'}
		switch t.Get("w:val") {
		case "clear":
			for i := range p.Tabs {
				if p.Tabs[i].At == stop.At {
					p.Tabs = append(p.Tabs[:i], p.Tabs[i+1:]...)
					break
				}
			}
			continue
		case "center":
			stop.Align = 'c'
		case "right", "end", "decimal":
			stop.Align = 'r'
		}
		p.Tabs = append(p.Tabs, stop)
	}
}
