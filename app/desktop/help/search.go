package help

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// hit is a place in the manual that a search found.
type hit struct {
	page    *page
	section int
	context string // the words around the first of the words looked for
	score   int
}

// Characters shown before and after what was found.
const (
	contextBefore = 8
	contextAfter  = 30
)

// search finds the sections that have all words of a query, those with a word
// in a title first.
func search(pages []*page, query string) []hit {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return nil
	}
	var hits []hit
	for _, p := range pages {
		for i, s := range p.sections {
			h := hit{page: p, section: i}
			text := strings.ToLower(p.title + "\n" + s.title + "\n" + s.plain)
			missing := slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
			if missing {
				continue
			}
			for _, w := range words {
				h.score += 4*strings.Count(strings.ToLower(p.title), w) + 3*strings.Count(strings.ToLower(s.title), w) + min(2, strings.Count(strings.ToLower(s.plain), w))
			}
			h.context = around(s.plain, words[0])
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.score - a.score })
	return hits
}

// around cuts the text about a word; its beginning when the word stands only
// in a title.
func around(text, word string) string {
	text = strings.TrimSpace(text)
	at := strings.Index(strings.ToLower(text), word)
	if at < 0 || at > len(text) {
		at = 0
	}
	before, after := []rune(text[:at]), []rune(text[at:])
	out := ""
	if len(before) > contextBefore {
		before, out = before[len(before)-contextBefore:], "…"
	}
	out += string(before)
	if n := utf8.RuneCountInString(word) + contextAfter; len(after) > n {
		return out + string(after[:n]) + "…"
	}
	return out + string(after)
}
