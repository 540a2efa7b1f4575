package markup

import "strings"

// Get returns the value of an attribute, "" when absent.
func (n *Node) Get(name string) string {
	for i := range n.Attr {
		if n.Attr[i].Name == name {
			return n.Attr[i].Value
		}
	}
	return ""
}

// Has tells whether the attribute is there.
func (n *Node) Has(name string) bool {
	for i := range n.Attr {
		if n.Attr[i].Name == name {
			return true
		}
	}
	return false
}

// Set writes an attribute. The node gets its own attribute list, so that copies
// made by Copy are not changed with it.
func (n *Node) Set(name, value string) {
	at := append([]Attr(nil), n.Attr...)
	for i := range at {
		if at[i].Name == name {
			at[i].Value = value
			n.Attr = at
			return
		}
	}
	n.Attr = append(at, Attr{name, value})
}

// Unset removes an attribute.
func (n *Node) Unset(name string) {
	var at []Attr
	for _, a := range n.Attr {
		if a.Name != name {
			at = append(at, a)
		}
	}
	n.Attr = at
}

// First returns the first child element of that name, or nil. It may be called
// on nil, so that paths can be followed: n.First("w:tcPr").First("w:vMerge").
func (n *Node) First(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Kids {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// Deep returns the first descendant of that name in document order, or nil.
func (n *Node) Deep(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Kids {
		if k.Name == name {
			return k
		}
		if f := k.Deep(name); f != nil {
			return f
		}
	}
	return nil
}

// Each calls f for the node and all descendant elements, parents first; a false
// answer skips what is below.
func (n *Node) Each(f func(*Node) bool) {
	if n == nil || n.Name == "" || !f(n) {
		return
	}
	for _, k := range n.Kids {
		k.Each(f)
	}
}

// Chars is the character data directly inside the element.
func (n *Node) Chars() string {
	if len(n.Kids) == 1 && n.Kids[0].Name == "" {
		return n.Kids[0].Text
	}
	var b strings.Builder
	for _, k := range n.Kids {
		if k.Name == "" {
			b.WriteString(k.Text)
		}
	}
	return b.String()
}

// Local is the name without its prefix.
func (n *Node) Local() string {
	return n.Name[strings.IndexByte(n.Name, ':')+1:]
}

// Copy is a deep copy; attribute lists are shared until Set or Unset.
func (n *Node) Copy() *Node {
	c := &Node{Name: n.Name, Text: n.Text, Attr: n.Attr}
	if len(n.Kids) > 0 {
		c.Kids = make([]*Node, len(n.Kids))
		for i, k := range n.Kids {
			c.Kids[i] = k.Copy()
		}
	}
	return c
}

// AppendOpen writes the start tag; empty elements are written as <a></a> by
// AppendOpen and AppendClose, and as <a/> by Append.
func (n *Node) AppendOpen(b []byte) []byte {
	b = n.appendTag(b)
	return append(b, '>')
}

// AppendClose writes the end tag.
func (n *Node) AppendClose(b []byte) []byte {
	b = append(b, '<', '/')
	b = append(b, n.Name...)
	return append(b, '>')
}

func (n *Node) appendTag(b []byte) []byte {
	b = append(b, '<')
	b = append(b, n.Name...)
	for _, a := range n.Attr {
		b = append(b, ' ')
		b = append(b, a.Name...)
		b = append(b, '=', '"')
		b = AppendEscaped(b, a.Value)
		b = append(b, '"')
	}
	return b
}

// Append writes the node and all below it.
func (n *Node) Append(b []byte) []byte {
	if n.Name == "" {
		return AppendEscaped(b, n.Text)
	}
	b = n.appendTag(b)
	if len(n.Kids) == 0 {
		return append(b, '/', '>')
	}
	b = append(b, '>')
	for _, k := range n.Kids {
		b = k.Append(b)
	}
	return n.AppendClose(b)
}

// AppendEscaped writes text with & < > " escaped and carriage
// returns written as references, so that attributes and texts keep them.
func AppendEscaped(b []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		case '\r':
			e = "&#13;"
		default:
			continue
		}
		b = append(b, s[last:i]...)
		b = append(b, e...)
		last = i + 1
	}
	return append(b, s[last:]...)
}
