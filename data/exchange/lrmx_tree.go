package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kaocha/data/cadre"
)

// Limits of one .lrmx file: a photo of 50 MB still opens (and is reported).
const (
	maxLRMXBytes  = 96 << 20
	maxLRMXTokens = 20000
	maxLRMXDepth  = 16
)

// Elements that are not register fields of one line.
const (
	elFamily  = "JiaTingChengYuan"
	elItem    = "Item"
	elPhoto   = "ZhaoPian"
	elVersion = "Version"
	elParty   = "RuDangShiJian"
)

// lrmxOrder is the order in which the editor writes its elements (DOMAIN 3.2).
var lrmxOrder = []string{"XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "ChuShengDi",
	elParty, "CanJiaGongZuoShiJian", "JianKangZhuangKuang", "ZhuanYeJiShuZhiWu",
	"ShuXiZhuanYeYouHeZhuanChang", "QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei",
	"QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
	"ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
	"ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", "XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu", "JianLi",
	"JiangChengQingKuang", "NianDuKaoHeJieGuo", "RenMianLiYou", elFamily, "ChengBaoDanWei",
	"JiSuanNianLingShiJian", "TianBiaoShiJian", "TianBiaoRen", "ShenFenZheng", elPhoto, elVersion}

// byElement finds the register field of an .lrmx element.
var byElement = sync.OnceValue(func() map[string]*cadre.Field {
	m := map[string]*cadre.Field{}
	for i := range cadre.Fields {
		if e := cadre.Fields[i].LRMX; e != "" {
			m[e] = &cadre.Fields[i]
		}
	}
	return m
})

// element is one XML element by its places in the source.
type element struct {
	name       string
	start, end int // with its tags
	from, to   int // content between the tags
	empty      bool
	kids       []int
}

// lrmxFile is an .lrmx file cut into elements over its own bytes.
type lrmxFile struct {
	src     []byte // scanned bytes: the file, or its UTF-8 form when it was UTF-16
	cs      charset
	valid   bool // the bytes fit the encoding
	els     []element
	root    int
	persons int            // Person elements: only the first is read
	top     map[string]int // first child of the root by name
	twice   []string       // names that occur again
}

// openLRMX finds the elements; errors are whole sentences for a clerk.
func openLRMX(raw []byte) (*lrmxFile, error) {
	if len(raw) > maxLRMXBytes {
		return nil, fmt.Errorf("文件有 %d MB，超过 %d MB，不像任免审批表文件", len(raw)>>20, maxLRMXBytes>>20)
	}
	f := &lrmxFile{src: raw, top: map[string]int{}}
	f.cs, f.valid = sniff(raw)
	pos := f.cs.bom
	if f.cs.name == "UTF-16" {
		f.src, pos = []byte(f.cs.decode(raw)), 0
	}
	if err := f.scan(pos); err != nil {
		return nil, err
	}
	f.root = -1
	for i, e := range f.els {
		if e.name != "Person" {
			continue
		}
		if f.persons++; f.root < 0 {
			f.root = i
		}
	}
	if f.root < 0 {
		return nil, errors.New("不是任免审批表（.lrmx）文件：里面没有 Person 标记")
	}
	for _, k := range f.els[f.root].kids {
		n := f.els[k].name
		if _, dup := f.top[n]; dup {
			if !slices.Contains(f.twice, n) && len(f.twice) < 40 {
				f.twice = append(f.twice, n)
			}
			continue
		}
		f.top[n] = k
	}
	return f, nil
}

func (f *lrmxFile) scan(pos int) error {
	s := &scanner{src: f.src, pos: pos, budget: maxLRMXTokens}
	var open []int
	for {
		t, ok, err := s.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		switch t.kind {
		case tokOpen, tokEmpty:
			i := len(f.els)
			f.els = append(f.els, element{name: t.name, start: t.start, end: t.end, from: t.end, to: t.end, empty: t.kind == tokEmpty})
			if len(open) > 0 {
				p := &f.els[open[len(open)-1]]
				p.kids = append(p.kids, i)
			}
			if t.kind == tokOpen {
				open = append(open, i)
			}
			if len(open) > maxLRMXDepth {
				return errXMLNested
			}
		case tokClose:
			if len(open) == 0 || f.els[open[len(open)-1]].name != t.name {
				return fmt.Errorf("第 %d 行：标记 </%s> 前后不配对，文件可能被改坏，请用任免表编辑器重新保存", s.line(t.start), shorten(t.name, 30))
			}
			e := &f.els[open[len(open)-1]]
			e.to, e.end = t.start, t.end
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("文件不完整：标记 <%s> 没有结束，可能没有复制完", f.els[open[len(open)-1]].name)
	}
	return nil
}

// text is the character data directly inside an element, decoded, untrimmed.
func (f *lrmxFile) text(i int) string {
	e := f.els[i]
	body := f.src[e.from:e.to]
	if bytes.IndexByte(body, '<') < 0 {
		return unescape(f.utf8(body))
	}
	var b strings.Builder
	depth := 0
	s := &scanner{src: body, budget: maxLRMXTokens}
	for {
		t, ok, err := s.next()
		if err != nil || !ok {
			return b.String()
		}
		switch {
		case t.kind == tokOpen:
			depth++
		case t.kind == tokClose:
			depth--
		case t.kind == tokText && depth == 0:
			b.WriteString(unescape(f.utf8(t.text)))
		case t.kind == tokCData && depth == 0:
			b.Write(f.utf8(t.text))
		}
	}
}

// utf8 decodes a piece of the scanned bytes.
func (f *lrmxFile) utf8(b []byte) []byte {
	if f.cs.name == "GB18030" {
		cs := f.cs
		return []byte(cs.decode(b))
	}
	if !f.valid {
		return bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	return b
}

// render turns edited source bytes back into the file's own encoding.
func (f *lrmxFile) render(src []byte, raw []byte) []byte {
	if f.cs.name != "UTF-16" {
		return src
	}
	return append(append([]byte{}, raw[:f.cs.bom]...), f.cs.encode(string(src))...)
}
