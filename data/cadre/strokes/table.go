// Package strokes orders names by 姓氏笔画, the order of published name lists
// (DOMAIN 4.4).
//
// Stroke sequences follow the mainland standard (GB 13000.1 字符集汉字笔顺规范);
// the table and its attribution lie in resources/strokes.
package strokes

import (
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	resource "kaocha/resources/strokes"
)

// table is the decompressed stroke table: runes ascending, and for each where
// its digits begin and end in text. Keeping one string instead of a map of
// 75,000 strings spares several megabytes.
type table struct {
	text  string
	runes []rune
	spans []span
}

type span struct{ from, to uint32 }

// loaded reads the embedded table at the first question and keeps it.
var loaded = sync.OnceValue(func() *table {
	z, err := gzip.NewReader(bytes.NewReader(resource.TableGzip))
	if err != nil {
		panic("strokes: embedded table: " + err.Error())
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic("strokes: embedded table: " + err.Error())
	}
	return parseTable(string(text))
})

// parseTable indexes a table of the form described in resources/strokes. Lines
// that do not have this form are passed over.
func parseTable(text string) *table {
	t := &table{text: text}
	n := strings.Count(text, "\n")
	t.runes, t.spans = make([]rune, 0, n), make([]span, 0, n)
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if r != '#' && size+1 < end && text[at+size] == ' ' {
			t.runes = append(t.runes, r)
			t.spans = append(t.spans, span{uint32(at + size + 1), uint32(at + end)})
		}
		at += end + 1
	}
	return t
}

func (t *table) find(r rune) (string, bool) {
	i, ok := slices.BinarySearch(t.runes, r)
	if !ok {
		return "", false
	}
	return t.text[t.spans[i].from:t.spans[i].to], true
}

// Sequence gives the strokes of a character in writing order, one digit each:
// 1 横, 2 竖, 3 撇, 4 点 or 捺, 5 折. ok is false where nothing is known of r.
// The look-alikes ⼀ (Kangxi radicals) and 金 (compatibility forms) that text
// copied from PDF files is full of count as the characters they stand for.
func Sequence(r rune) (digits string, ok bool) {
	return loaded().find(unified(r))
}

// Count is the number of strokes of a character, 0 where nothing is known.
func Count(r rune) int {
	digits, _ := Sequence(r)
	return len(digits)
}

// unified replaces Kangxi radicals and compatibility ideographs by the ordinary
// character.
func unified(r rune) rune {
	if r < 0x2E80 || r > 0x2FDF && r < 0xF900 || r > 0xFAFF && r < 0x2F800 || r > 0x2FA1F {
		return r
	}
	if one, size := utf8.DecodeRuneInString(norm.NFKC.String(string(r))); size > 0 {
		return one
	}
	return r
}
