package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tokenKind is a piece of XML text.
type tokenKind int

const (
	tokText  tokenKind = iota // character data, still escaped
	tokCData                  // content of a CDATA section
	tokOpen                   // <name …>
	tokEmpty                  // <name …/>
	tokClose                  // </name>
	tokOther                  // comment or processing instruction
)

// token is one piece with its place in the source.
type token struct {
	kind       tokenKind
	name       string // element name without prefix
	attrs      []byte // text between name and >
	text       []byte // tokText, tokCData
	start, end int    // bytes of the whole piece
}

// scanner cuts XML text into pieces without copying it. It works on any
// ASCII-transparent encoding (UTF-8, GB18030), refuses document types and
// entity declarations, and caps the number of pieces.
type scanner struct {
	src    []byte
	pos    int
	budget int // pieces still allowed
	names  map[string]string
}

var (
	errDoctype   = errors.New("文件里有 DTD 或实体定义，出于安全不予读取")
	errTooMany   = errors.New("文件里的标记过多，不像正常的表格文件")
	errMarkup    = errors.New("内容不完整，可能没有复制完或被改坏，请重新复制，或用原来的软件打开后另存")
	errXMLNested = errors.New("XML 嵌套过深，不像正常的表格文件")
)

// next gives the next piece; ok is false at the end of the source.
func (s *scanner) next() (t token, ok bool, err error) {
	if s.pos >= len(s.src) {
		return token{}, false, nil
	}
	if s.budget--; s.budget < 0 {
		return token{}, false, errTooMany
	}
	rest := s.src[s.pos:]
	t.start = s.pos
	if rest[0] != '<' {
		n := bytes.IndexByte(rest, '<')
		if n < 0 {
			n = len(rest)
		}
		t.kind, t.text = tokText, rest[:n]
		s.pos += n
		t.end = s.pos
		return t, true, nil
	}
	n := 0
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		t.kind, n = tokOther, spanTo(rest, "-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		if t.kind, n = tokCData, spanTo(rest, "]]>"); n > 0 {
			t.text = rest[len("<![CDATA[") : n-3]
		}
	case bytes.HasPrefix(rest, []byte("<?")):
		t.kind, n = tokOther, spanTo(rest, "?>")
	case bytes.HasPrefix(rest, []byte("<!")):
		return token{}, false, errDoctype
	default:
		n = tagEnd(rest)
		if n > 0 {
			s.tag(&t, rest[1:n-1])
		}
	}
	if n <= 0 || (t.kind <= tokClose && t.kind >= tokOpen && t.name == "") {
		return token{}, false, fmt.Errorf("第 %d 行：%w", s.line(s.pos), errMarkup)
	}
	s.pos += n
	t.end = s.pos
	return t, true, nil
}

// line counts lines up to an offset, from 1.
func (s *scanner) line(off int) int { return bytes.Count(s.src[:off], []byte("\n")) + 1 }

func spanTo(b []byte, end string) int {
	i := bytes.Index(b, []byte(end))
	if i < 0 {
		return 0
	}
	return i + len(end)
}

// tagEnd finds the > of a tag, past quoted attribute values.
func tagEnd(b []byte) int {
	var quote byte
	for i := 1; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		case c == '<':
			return 0
		}
	}
	return 0
}

// tag fills in kind, name and attributes from the text between < and >.
func (s *scanner) tag(t *token, b []byte) {
	t.kind = tokOpen
	switch {
	case len(b) > 0 && b[0] == '/':
		t.kind, b = tokClose, b[1:]
	case len(b) > 0 && b[len(b)-1] == '/':
		t.kind, b = tokEmpty, b[:len(b)-1]
	}
	n := bytes.IndexAny(b, " \t\r\n")
	if n < 0 {
		n = len(b)
	}
	name := b[:n]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	t.name, t.attrs = s.intern(name), b[n:]
}

// intern keeps one copy of each element name.
func (s *scanner) intern(b []byte) string {
	if n, ok := s.names[string(b)]; ok {
		return n
	}
	if s.names == nil {
		s.names = map[string]string{}
	}
	n := string(b)
	if len(s.names) < 1000 {
		s.names[n] = n
	}
	return n
}

// attr gives an attribute's value by its name without prefix, "" for none.
func (t *token) attr(name string) string {
	b := t.attrs
	for {
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return ""
		}
		key := bytes.TrimSpace(b[:eq])
		rest := bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(rest) == 0 || (rest[0] != '"' && rest[0] != '\'') {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		if string(key) == name {
			return unescape(rest[1 : 1+end])
		}
		b = rest[end+2:]
	}
}

// unescape resolves the five named entities and character numbers; anything
// else stays as it is written.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			out.Write(b)
			break
		}
		out.Write(b[:i])
		b = b[i:]
		end := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if r, ok := entity(b, end); ok {
			out.WriteRune(r)
			b = b[end+1:]
			continue
		}
		out.WriteByte('&')
		b = b[1:]
	}
	return out.String()
}

func entity(b []byte, end int) (rune, bool) {
	if end < 2 {
		return 0, false
	}
	name := string(b[1:end])
	if name[0] == '#' {
		num, base := name[1:], 10
		if num != "" && (num[0] == 'x' || num[0] == 'X') {
			num, base = num[1:], 16
		}
		n, err := strconv.ParseUint(num, base, 32)
		r := rune(n)
		return r, err == nil && n <= utf8.MaxRune && utf8.ValidRune(r)
	}
	switch name {
	case "amp", "lt", "gt", "quot", "apos":
		s := html.UnescapeString("&" + name + ";")
		return rune(s[0]), true
	}
	return 0, false
}

// escape writes a text as XML character data; characters XML cannot hold are
// left out. Line ends become eol.
func escape(s, eol string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "\r\n", "\n") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '\n' || r == '\r':
			b.WriteString(eol)
		case r < ' ' && r != '\t', r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
