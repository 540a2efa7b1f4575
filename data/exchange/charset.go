package exchange

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// charset is how a text file is encoded.
type charset struct {
	name string            // for messages
	enc  encoding.Encoding // nil for UTF-8
	bom  int               // bytes of a byte order mark
}

var (
	utf8Set  = charset{name: "UTF-8"}
	gbSet    = charset{name: "GB18030", enc: simplifiedchinese.GB18030}
	utf16LE  = charset{name: "UTF-16", enc: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	utf16BE  = charset{name: "UTF-16", enc: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	declared = regexp.MustCompile(`(?i)^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9_\-]+)["']`)
)

// sniff tells the encoding by the bytes alone: a mark, the NULs of UTF-16,
// valid UTF-8, else GB18030 when every byte fits it. ok is false when no
// encoding fits; bad bytes are then replaced in decoding.
func sniff(b []byte) (cs charset, ok bool) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		cs = utf8Set
		cs.bom = 3
		return cs, utf8.Valid(b)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		cs = utf16LE
		cs.bom = 2
		return cs, true
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		cs = utf16BE
		cs.bom = 2
		return cs, true
	}
	if le, be := nulSides(b); le != be {
		if le {
			return utf16LE, true
		}
		return utf16BE, true
	}
	if utf8.Valid(b) {
		return utf8Set, true
	}
	bad := badGB(b)
	if bad == 0 {
		return gbSet, true
	}
	if bad < badUTF8(b) { // a damaged file: the encoding that fits more of it
		return gbSet, false
	}
	return utf8Set, false
}

func badUTF8(b []byte) int {
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

// nulSides looks for UTF-16 without a mark: ASCII characters leave a NUL on one
// side of many pairs and never on the other.
func nulSides(b []byte) (le, be bool) {
	if len(b)%2 != 0 {
		return false, false
	}
	b = b[:min(len(b), 2048)]
	odd, even := 0, 0
	for i, c := range b {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	enough := len(b)/32 + 1
	return odd > enough && even == 0, even > enough && odd == 0
}

// badGB counts the bytes that belong to no GB18030 character.
func badGB(b []byte) int {
	bad := 0
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c < 0x80:
			i++
		case c == 0x80 || c == 0xFF || i+1 >= len(b):
			bad++
			i++
		case b[i+1] >= '0' && b[i+1] <= '9' && i+3 < len(b) && b[i+2] >= 0x81 && b[i+3] >= '0' && b[i+3] <= '9':
			i += 4
		case b[i+1] >= 0x40 && b[i+1] != 0x7F && b[i+1] != 0xFF:
			i += 2
		default:
			bad++
			i++
		}
	}
	return bad
}

// decode gives the text without its byte order mark; bad bytes become U+FFFD.
func (cs charset) decode(b []byte) string {
	b = b[cs.bom:]
	if cs.enc != nil {
		if out, err := cs.enc.NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// DecodeText gives the text of a file in UTF-8, UTF-16 or GB18030, whichever it
// is; ok is false when it is no text.
func DecodeText(b []byte) (text string, ok bool) {
	text, _, ok = decodeText(b)
	return text, ok && !strings.ContainsRune(text, 0)
}

// decodeText sniffs and decodes in one step.
func decodeText(b []byte) (text string, cs charset, ok bool) {
	cs, ok = sniff(b)
	return cs.decode(b), cs, ok
}

// encode writes UTF-8 text in the encoding; characters it lacks become XML
// character numbers, so nothing is lost in an .lrmx file.
func (cs charset) encode(s string) []byte {
	if cs.enc == nil {
		return []byte(s)
	}
	out, err := encoding.HTMLEscapeUnsupported(cs.enc.NewEncoder()).Bytes([]byte(s))
	if err != nil {
		return []byte(s)
	}
	return out
}

// declaredCharset is the encoding an XML header names, upper case, "" for none.
func declaredCharset(head []byte) string {
	if m := declared.FindSubmatch(head[:min(len(head), 256)]); m != nil {
		return strings.ToUpper(string(m[1]))
	}
	return ""
}

// agrees tells whether a declared name means the encoding that was found.
func (cs charset) agrees(name string) bool {
	switch name {
	case "":
		return true
	case "GB2312", "GBK", "GB18030", "CP936":
		return cs.name == "GB18030"
	}
	return strings.HasPrefix(name, cs.name)
}
