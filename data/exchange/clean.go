package exchange

import (
	"regexp"
	"strings"
	"unicode"
)

// cleaned is a text made safe for a field, with what was done to it.
type cleaned struct {
	text    string
	dropped int // control and direction characters removed
	hidden  int // zero-width characters kept
}

// cleanText drops NUL, control and text-direction characters, which could make
// a name show as another one, and trims. Zero-width characters may belong to a
// name's spelling: they are kept and counted. Line ends become \n.
func cleanText(s string) cleaned {
	c := cleaned{}
	if plain(s) {
		c.text = strings.TrimSpace(s)
		return c
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	c.text = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), isBidi(r), r >= 0xFFF9 && r <= 0xFFFB, r == 0xFFFE, r == 0xFFFF:
			c.dropped++
			return -1
		case isZeroWidth(r):
			c.hidden++
		}
		return r
	}, s))
	return c
}

// plain tells that a text holds nothing to look at: the usual case.
func plain(s string) bool {
	for _, r := range s {
		if r < ' ' || r == 0x7F || (r >= 0x80 && r < 0xA0) || (r >= 0x200B && r <= 0x206F) || r >= 0xFE00 && r <= 0xFEFF || (r >= 0xFFF0 && r <= 0xFFFF) {
			return false
		}
	}
	return true
}

func isBidi(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0x061C
}

func isZeroWidth(r rune) bool {
	return r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF
}

// notes tells what cleaning did; where and field go into the problems.
func (c cleaned) notes(where, field string) []Problem {
	var out []Problem
	if c.dropped > 0 {
		out = append(out, Problem{Where: where, Field: field, Found: c.text,
			Message: "去掉了看不见的控制字符或改变文字方向的字符，请核对"})
	}
	if c.hidden > 0 {
		out = append(out, Problem{Where: where, Field: field, Found: c.text,
			Message: "含有看不见的零宽字符，已原样保留，请核对"})
	}
	return out
}

// half turns full-width ASCII and blanks into their half-width forms.
func half(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - 0xFEE0
		case r == '\u3000' || r == '\u00a0':
			return ' '
		}
		return r
	}, s)
}

// squeeze drops every blank and zero-width character.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || isZeroWidth(r) || r == '\u3000' {
			return -1
		}
		return r
	}, s)
}

var nameRemark = regexp.MustCompile(`^(.+?)\s*[（(]\s*(男|女|(?:[男女][，,、\s]*)?\p{Han}{1,6}族)\s*[）)]$`)

// plainName is a name without the remark lists put behind it: 甲乙（女，回族）.
// With it the person would not be found in the register and come in twice.
func (p *Person) plainName(where, s string) string {
	if m := nameRemark.FindStringSubmatch(s); m != nil {
		p.tell(Problem{Where: where, Field: "姓名", Found: s, Message: "姓名后面的“（" + m[2] + "）”是附注，没有算作姓名"})
		s = m[1]
	}
	return tidyName(s)
}

// tidyName closes the blanks forms print inside a two-character name (张　三);
// other names keep theirs.
func tidyName(s string) string {
	t := squeeze(s)
	if n := len([]rune(t)); n < 2 || n > 4 || t == s || strings.ContainsFunc(s, isZeroWidth) {
		return s
	}
	for _, r := range t {
		if !unicode.Is(unicode.Han, r) {
			return s
		}
	}
	return t
}
