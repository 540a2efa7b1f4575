package template

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kaocha/forms/page/markup"
)

// Data is one scope of values: string, Image, bool, int, []Data, []string, Data.
type Data map[string]any

// Image is a picture value: the bytes of a JPEG, PNG, GIF or BMP file.
type Image struct{ Data []byte }

// counter is the field that numbers the entries of a list from 1.
const counter = "序"

// scope is one level of values; inner ones hide outer ones.
type scope struct {
	d  Data
	it any // {{.}}
	n  int // number of the entry, 0 outside lists
	up *scope
}

// get looks a key up through the scopes.
func (s *scope) get(path []string) (any, bool) {
	if len(path) == 1 && path[0] == "." {
		for c := s; c != nil; c = c.up {
			if c.it != nil {
				return c.it, true
			}
		}
		return nil, false
	}
	for c := s; c != nil; c = c.up {
		if v, ok := c.d[path[0]]; ok {
			if len(path) == 1 {
				return v, true
			}
			if d, ok := v.(Data); ok {
				if v, ok := (&scope{d: d}).get(path[1:]); ok {
					return v, true
				}
				if path[1] == counter {
					return s.get(path[1:])
				}
			}
			return nil, false
		}
		if len(path) == 1 && path[0] == counter && c.n > 0 {
			return c.n, true
		}
	}
	return nil, false
}

// show is a value as text.
func show(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "是"
		}
		return "否"
	case []string:
		return strings.Join(v, "、")
	}
	return ""
}

// empty tells whether a {{#X}} block is left out.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case bool:
		return !v
	case []Data:
		return len(v) == 0
	case []string:
		return len(v) == 0
	case Image:
		return len(v.Data) == 0
	}
	return false
}

// normal brings every kind of line end to \n.
func normal(s string) string {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\r', '\v', '\f':
			return lineEnds.Replace(s)
		case 0xC2, 0xE2: // may begin U+0085, U+2028, U+2029
			if r, _ := utf8.DecodeRuneInString(s[i:]); r == 0x85 || r == 0x2028 || r == 0x2029 {
				return lineEnds.Replace(s)
			}
		}
	}
	return s
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n")

// dropped tells the characters that never go on paper: what XML cannot hold, the
// byte order mark, and the marks that turn the direction of writing (CASES T21).
func dropped(r rune) bool {
	return !markup.Legal(r) || r == 0xFEFF || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F
}

const (
	lineBreak = `</w:t><w:br/><w:t xml:space="preserve">`
	tabBreak  = `</w:t><w:tab/><w:t xml:space="preserve">`
)

// appendValue writes a value inside a w:t: escaped, cleaned, line ends as breaks.
func appendValue(b []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>' {
			i++
			continue
		}
		e, size := "", 1
		switch {
		case c == '&':
			e = "&amp;"
		case c == '<':
			e = "&lt;"
		case c == '>':
			e = "&gt;"
		case c == '\n':
			e = lineBreak
		case c == '\t':
			e = tabBreak
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if size = n; (r != utf8.RuneError || n > 1) && !dropped(r) {
				i += n
				continue
			}
		}
		b = append(b, s[last:i]...)
		b = append(b, e...)
		i += size
		last = i
	}
	return append(b, s[last:]...)
}
