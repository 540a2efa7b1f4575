// Package markup is a small, fast XML tree for Office files. It keeps names with
// their prefix and text as written, so that what is not touched is written back
// with the same meaning. It refuses what an Office part never holds: DTDs,
// entities of one's own, elements nested without measure.
package markup

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Caps against crafted files.
const (
	MaxDepth = 200       // nesting of elements
	MaxNodes = 4_000_000 // elements and texts in one part
)

// Attr is one attribute; Value is unescaped.
type Attr struct{ Name, Value string }

// Node is an element (Name with prefix, such as "w:p") or, when Name is empty,
// a piece of character data in Text.
type Node struct {
	Name string
	Text string
	Attr []Attr
	Kids []*Node
}

var (
	errDTD   = errors.New("含有文档类型声明（DTD），拒绝读取")
	errDepth = errors.New("元素嵌套过深")
	errSize  = errors.New("元素过多")
	errEnd   = errors.New("标记没有写完")
)

type parser struct {
	s     string
	i     int
	slab  []Node
	attrs []Attr
	count int
	root  *Node
	stack []*Node // open elements
}

func (p *parser) node() *Node {
	if len(p.slab) == 0 {
		p.slab = make([]Node, 256)
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	p.count++
	return n
}

// Parse reads one XML part and returns its root element.
func Parse(b []byte) (*Node, error) {
	s := strings.TrimPrefix(string(b), "\ufeff")
	if len(s) > 1 && (s[0] == 0xFF || s[0] == 0xFE) {
		return nil, errors.New("不是 UTF-8 编码")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	p := &parser{s: s, stack: make([]*Node, 0, 32)}
	for p.i < len(s) {
		var err error
		if s[p.i] == '<' {
			err = p.markup()
		} else {
			err = p.chars()
		}
		if err != nil {
			return nil, err
		}
		if p.count > MaxNodes {
			return nil, errSize
		}
	}
	if n := len(p.stack); n > 0 {
		return nil, fmt.Errorf("元素 %s 没有结束", clip(p.stack[n-1].Name))
	}
	if p.root == nil {
		return nil, errors.New("没有内容")
	}
	return p.root, nil
}

// add hangs a node under the open element.
func (p *parser) add(n *Node) {
	top := p.stack[len(p.stack)-1]
	top.Kids = append(top.Kids, n)
}

// chars reads character data up to the next markup; outside the root it is passed over.
func (p *parser) chars() error {
	raw := p.s[p.i:]
	if j := strings.IndexByte(raw, '<'); j >= 0 {
		raw = raw[:j]
	}
	p.i += len(raw)
	if len(p.stack) == 0 {
		return nil
	}
	t, err := unescape(raw)
	if err != nil {
		return err
	}
	n := p.node()
	n.Text = t
	p.add(n)
	return nil
}

// markup reads what begins with <.
func (p *parser) markup() error {
	rest := p.s[p.i:]
	switch {
	case strings.HasPrefix(rest, "</"):
		return p.end(rest)
	case strings.HasPrefix(rest, "<!--"):
		return p.skip("-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		j := strings.Index(rest, "]]>")
		if j < 0 || len(p.stack) == 0 {
			return errEnd
		}
		n := p.node()
		n.Text = rest[9:j]
		p.add(n)
		p.i += j + 3
		return nil
	case strings.HasPrefix(rest, "<!"):
		return errDTD
	case strings.HasPrefix(rest, "<?"):
		return p.skip("?>")
	}
	return p.begin()
}

func (p *parser) end(rest string) error {
	j := strings.IndexByte(rest, '>')
	if j < 0 {
		return errEnd
	}
	name := strings.TrimRight(rest[2:j], " \t\r\n")
	n := len(p.stack)
	if n == 0 || p.stack[n-1].Name != name {
		return fmt.Errorf("结束标记 </%s> 没有对应的开始", clip(name))
	}
	p.stack = p.stack[:n-1]
	p.i += j + 1
	return nil
}

func (p *parser) begin() error {
	n, closed, err := p.element()
	if err != nil {
		return err
	}
	switch {
	case len(p.stack) > 0:
		p.add(n)
	case p.root != nil:
		return errors.New("有多个根元素")
	default:
		p.root = n
	}
	if !closed {
		if p.stack = append(p.stack, n); len(p.stack) > MaxDepth {
			return errDepth
		}
	}
	return nil
}

func (p *parser) skip(end string) error {
	j := strings.Index(p.s[p.i:], end)
	if j < 0 {
		return errEnd
	}
	p.i += j + len(end)
	return nil
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// nameByte tells what may stand in the name of an element.
func nameByte(c byte) bool {
	return c > ' ' && c != '>' && c != '/' && c != '<' && c != '=' && c != '"' && c != '\'' && c != '&'
}

// element reads a start tag.
func (p *parser) element() (n *Node, closed bool, err error) {
	s, i := p.s, p.i+1
	start := i
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	if i == start {
		return nil, false, errors.New("元素没有名称")
	}
	n = p.node()
	n.Name = s[start:i]
	first := len(p.attrs)
	for {
		for i < len(s) && space(s[i]) {
			i++
		}
		if i >= len(s) {
			return nil, false, errEnd
		}
		if s[i] == '>' {
			i++
			break
		}
		if s[i] == '/' {
			if i+1 >= len(s) || s[i+1] != '>' {
				return nil, false, errEnd
			}
			i += 2
			closed = true
			break
		}
		if i, err = p.attr(i); err != nil {
			return nil, false, err
		}
	}
	p.i = i
	if k := len(p.attrs) - first; k > 0 {
		n.Attr = p.attrs[first:len(p.attrs):len(p.attrs)]
	}
	if cap(p.attrs)-len(p.attrs) < 16 {
		p.attrs = make([]Attr, 0, 512)
	}
	return n, closed, nil
}

// attr reads an attribute at i and returns where it ends.
func (p *parser) attr(i int) (int, error) {
	s := p.s
	eq := strings.IndexByte(s[i:], '=')
	if eq <= 0 {
		return 0, errEnd
	}
	name := strings.TrimRight(s[i:i+eq], " \t\r\n")
	for k := range len(name) {
		if !nameByte(name[k]) {
			return 0, errors.New("属性名称不对")
		}
	}
	i += eq + 1
	for i < len(s) && space(s[i]) {
		i++
	}
	if i >= len(s) || s[i] != '"' && s[i] != '\'' {
		return 0, errors.New("属性值没有引号")
	}
	end := strings.IndexByte(s[i+1:], s[i])
	if end < 0 {
		return 0, errEnd
	}
	v, err := unescape(s[i+1 : i+1+end])
	if err != nil {
		return 0, err
	}
	p.attrs = append(p.attrs, Attr{name, v})
	return i + end + 2, nil
}

func clip(s string) string {
	if len(s) > 40 {
		s = s[:40]
	}
	return strings.ToValidUTF8(s, "?")
}

// unescape resolves the five entities and character references.
func unescape(s string) (string, error) {
	if strings.IndexByte(s, '&') < 0 {
		return s, nil
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		j := strings.IndexByte(s, '&')
		if j < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:j])
		k := strings.IndexByte(s[j:], ';')
		if k < 0 || k > 12 {
			return "", errors.New("& 没有转义")
		}
		r, err := entity(s[j+1 : j+k])
		if err != nil {
			return "", err
		}
		b.WriteRune(r)
		s = s[j+k+1:]
	}
	return b.String(), nil
}

func entity(e string) (rune, error) {
	switch e {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	if len(e) > 1 && e[0] == '#' {
		base, d := 10, e[1:]
		if d[0] == 'x' || d[0] == 'X' {
			base, d = 16, d[1:]
		}
		v, err := strconv.ParseUint(d, base, 32)
		if err == nil && Legal(rune(v)) {
			return rune(v), nil
		}
	}
	return 0, fmt.Errorf("不认识的实体 &%s;", clip(e))
}

// Legal tells whether XML 1.0 can hold the character.
func Legal(r rune) bool {
	return r == 9 || r == 10 || r == 13 || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
