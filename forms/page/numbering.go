package page

import (
	"strconv"
	"strings"

	"kaocha/forms/page/markup"
)

// listLevel is one level of an automatic numbering.
type listLevel struct {
	format string
	text   string // with %1 for the number of the first level
	start  int
	suffix string // tab, space, nothing
	para   *markup.Node
	run    *markup.Node
}

const listLevels = 9

// list is a numbering as paragraphs name it: its levels, and whose count it goes on.
type list struct {
	abstract string
	levels   [listLevels]*listLevel
	restart  [listLevels]int // start values of its own, -1 = none
}

// readNumbering reads word/numbering.xml; nil gives none.
func readNumbering(root *markup.Node) map[string]*list {
	out := map[string]*list{}
	abstracts := map[string][listLevels]*listLevel{}
	for _, a := range children(root, "w:abstractNum") {
		var ls [listLevels]*listLevel
		for _, l := range children(a, "w:lvl") {
			if i := int(num(l.Get("w:ilvl"))); i >= 0 && i < listLevels {
				ls[i] = readLevel(l)
			}
		}
		abstracts[a.Get("w:abstractNumId")] = ls
	}
	for _, n := range children(root, "w:num") {
		a := n.First("w:abstractNumId")
		if a == nil {
			continue
		}
		l := &list{abstract: a.Get("w:val"), levels: abstracts[a.Get("w:val")]}
		for i := range l.restart {
			l.restart[i] = -1
		}
		for _, o := range children(n, "w:lvlOverride") {
			i := int(num(o.Get("w:ilvl")))
			if i < 0 || i >= listLevels {
				continue
			}
			if s := o.First("w:startOverride"); s != nil {
				l.restart[i] = int(num(s.Get("w:val")))
			}
			if v := o.First("w:lvl"); v != nil {
				l.levels[i] = readLevel(v)
			}
		}
		out[n.Get("w:numId")] = l
	}
	return out
}

func readLevel(l *markup.Node) *listLevel {
	val := func(name, def string) string {
		if n := l.First(name); n != nil {
			return n.Get("w:val")
		}
		return def
	}
	return &listLevel{format: val("w:numFmt", "decimal"), text: val("w:lvlText", ""), start: int(num(val("w:start", "0"))), suffix: val("w:suff", "tab"), para: l.First("w:pPr"), run: l.First("w:rPr")}
}

// counter counts the numberings of one document.
type counter struct {
	at   map[string]*[listLevels]int // by abstract numbering
	used map[string]bool             // numberings whose own start is taken
}

// next counts on and gives the text of the number; ok is false where the format
// is not known.
func (c *counter) next(id string, l *list, level int) (text string, ok bool) {
	if c.at == nil {
		c.at, c.used = map[string]*[listLevels]int{}, map[string]bool{}
	}
	n := c.at[l.abstract]
	if n == nil {
		n = &[listLevels]int{}
		for i := range n {
			n[i] = -1 << 30
		}
		c.at[l.abstract] = n
	}
	key := id + "/" + strconv.Itoa(level)
	switch {
	case l.restart[level] >= 0 && !c.used[key]:
		n[level] = l.restart[level]
	case n[level] < 0:
		n[level] = l.levels[level].start
	default:
		n[level]++
	}
	c.used[key] = true
	for i := level + 1; i < listLevels; i++ {
		n[i] = -1 << 30
	}
	text, ok = l.levels[level].text, true
	if l.levels[level].format == "bullet" {
		return bullet(text), true
	}
	for i := 0; i <= level; i++ {
		mark := "%" + strconv.Itoa(i+1)
		if l.levels[i] == nil || !strings.Contains(text, mark) {
			continue
		}
		if n[i] < 0 {
			n[i] = l.levels[i].start
		}
		s, known := formatNumber(n[i], l.levels[i].format)
		ok = ok && known
		text = strings.ReplaceAll(text, mark, s)
	}
	return text, ok
}

// bullet replaces the signs of symbol fonts, which no other font has.
func bullet(s string) string {
	for _, r := range s {
		if r >= 0xE000 && r < 0xF900 {
			return "●"
		}
	}
	return s
}

func formatNumber(n int, format string) (string, bool) {
	switch format {
	case "decimal", "decimalZero":
		if format == "decimalZero" && n < 10 {
			return "0" + strconv.Itoa(n), true
		}
		return strconv.Itoa(n), true
	case "none":
		return "", true
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting":
		return chineseNumber(n), true
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1)), true
		}
		return strconv.Itoa(n), true
	case "decimalFullWidth":
		var b strings.Builder
		for _, d := range strconv.Itoa(n) {
			b.WriteRune(d + '０' - '0')
		}
		return b.String(), true
	case "upperLetter", "lowerLetter":
		if n < 1 || n > 26*20 {
			return strconv.Itoa(n), true
		}
		s := strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
		if format == "lowerLetter" {
			s = strings.ToLower(s)
		}
		return s, true
	case "upperRoman":
		return roman(n), true
	case "lowerRoman":
		return strings.ToLower(roman(n)), true
	}
	return strconv.Itoa(n), false
}

// chineseNumber writes 0 to 9,999 as 〇, 一, 十二, 一百零五.
func chineseNumber(n int) string {
	if n <= 0 || n > 9999 {
		if n == 0 {
			return "〇"
		}
		return strconv.Itoa(n)
	}
	digits := []rune("零一二三四五六七八九")
	var out []rune
	zero := false
	for _, u := range []struct {
		v int
		r rune
	}{{1000, '千'}, {100, '百'}, {10, '十'}, {1, 0}} {
		d := n / u.v % 10
		if d == 0 {
			zero = len(out) > 0
			continue
		}
		if zero {
			out, zero = append(out, '零'), false
		}
		if u.v != 10 || d != 1 || len(out) > 0 {
			out = append(out, digits[d])
		}
		if u.r != 0 {
			out = append(out, u.r)
		}
	}
	return string(out)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, x := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= x.v; n -= x.v {
			b.WriteString(x.s)
		}
	}
	return b.String()
}

// numbered gives the numbering a paragraph takes part in, from itself or its style.
func (rd *reader) numbered(pp *markup.Node, style string) (id string, l *list, level int) {
	pr := pp.First("w:numPr")
	own := pr != nil
	chain := rd.base.chain(style)
	for i := len(chain) - 1; i >= 0; i-- {
		s := chain[i].First("w:pPr").First("w:numPr")
		if s == nil {
			continue
		}
		if pr == nil {
			pr = s
		}
		break
	}
	if pr == nil {
		return "", nil, 0
	}
	if n := pr.First("w:numId"); n != nil {
		id = n.Get("w:val")
	}
	if v := pr.First("w:ilvl"); v != nil {
		level = min(max(int(num(v.Get("w:val"))), 0), listLevels-1)
	}
	l = rd.base.lists[id]
	if l == nil || l.levels[level] == nil {
		if own && id != "0" && id != "" {
			rd.odd("自动编号")
		}
		return "", nil, 0
	}
	return id, l, level
}

// number puts the number before the text of a paragraph.
func (rd *reader) number(p *Para, id string, l *list, level int) {
	lv := l.levels[level]
	text, ok := rd.count.next(id, l, level)
	if !ok {
		rd.odd("自动编号的格式")
	}
	st := p.Mark
	rd.base.applyRun(&st, lv.run)
	in := []Inline{}
	if text != "" {
		in = append(in, Inline{Kind: kText, Text: text, Style: &st})
	}
	switch lv.suffix {
	case "tab":
		in = append(in, Inline{Kind: kTab, Style: &st})
	case "space":
		in = append(in, Inline{Kind: kText, Text: " ", Style: &st})
	}
	p.In = append(in, p.In...)
}
