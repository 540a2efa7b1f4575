package pinyin

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Match reports whether a query finds a person's name: by a piece of it (小雨),
// by pinyin from any character on (zengxiao, xiaoyu), by initials (zxy), or mixed
// (曾xy, zengxy). Only the last syllable may be incomplete. Case, blanks,
// apostrophes and tone marks do not matter; an empty query finds everything.
func Match(query, name string) bool {
	return find(letters(query), nameUnits(name), false)
}

// MatchText is Match for any text that is not a person's name.
func MatchText(query, text string) bool {
	return find(letters(query), textUnits(text), false)
}

// MatchStart is MatchText from the text's first character on.
func MatchStart(query, text string) bool {
	return find(letters(query), textUnits(text), true)
}

// letters brings a query into the form of the readings.
func letters(query string) []rune {
	query = strings.ReplaceAll(norm.NFKD.String(strings.ToLower(query)), "u\u0308", "v")
	var q []rune
	for _, r := range query {
		if unicode.IsSpace(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("'’‘`-·•・（）()", r) {
			continue
		}
		q = append(q, r)
	}
	return q
}

func find(query []rune, units []unit, startOnly bool) bool {
	if len(query) == 0 {
		return true
	}
	m := matcher{query: query, units: units}
	for at := range units {
		if m.from(0, at) {
			return true
		}
		if startOnly {
			return false
		}
	}
	return false
}

// matcher remembers which pairs of positions have failed, so that the time stays
// within the product of the two lengths.
type matcher struct {
	query []rune
	units []unit
	tried []bool // by query position and unit; made at the first partial match
}

func (m *matcher) from(q, u int) bool {
	if q == len(m.query) {
		return true
	}
	if u == len(m.units) {
		return false
	}
	if q > 0 {
		if m.tried == nil {
			m.tried = make([]bool, len(m.query)*len(m.units))
		}
		place := q*len(m.units) + u
		if m.tried[place] {
			return false
		}
		m.tried[place] = true
	}
	if m.query[q] == m.units[u].r && m.from(q+1, u+1) {
		return true
	}
	for _, reading := range m.units[u].readings {
		if m.syllable(reading, q, u) {
			return true
		}
	}
	return false
}

// syllable tries a reading: in full, by its initial (zh, ch, sh too), or cut
// short by the end of the query.
func (m *matcher) syllable(reading string, q, u int) bool {
	same := 0
	for _, r := range reading {
		if q+same == len(m.query) || m.query[q+same] != r && !(r == 'v' && m.query[q+same] == 'u') {
			break
		}
		same++
	}
	switch {
	case same == 0:
		return false
	case q+same == len(m.query), same == len(reading) && m.from(q+same, u+1):
		return true
	case same >= 2 && reading[1] == 'h' && m.from(q+2, u+1):
		return true
	}
	return m.from(q+1, u+1)
}
