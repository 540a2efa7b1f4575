package strokes

import (
	"cmp"
	"slices"
	"strings"
)

// mark is what one character is ordered by.
type mark struct {
	digits string
	r      rune
}

// key is a name made ready for comparison.
type key struct{ surname, given []mark }

// Compare orders two names by 姓氏笔画 (DOMAIN 4.4): the surname's number of
// strokes, then its strokes one by one (横 竖 撇 点 折); within a surname a 单名
// before a 双名, then the given name character by character in the same manner.
// Different characters with the same strokes keep apart by code point;
// characters of unknown strokes and empty names come last. The result is 0 only
// for names that differ in nothing but bracketed notes, blanks and look-alike
// characters.
func Compare(a, b string) int { return compareKeys(keyOf(a), keyOf(b)) }

// Sort puts a list into the order of Compare; equal names keep their order.
func Sort[T any](list []T, name func(T) string) {
	type entry struct {
		key string
		at  int
	}
	names := make([]parts, len(list))
	for i, item := range list {
		names[i].surname, names[i].given = splitRunes(name(item))
	}
	rank := ranks(names)
	entries := make([]entry, len(list))
	for i := range names {
		entries[i] = entry{names[i].sortKey(rank), i}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if n := strings.Compare(a.key, b.key); n != 0 {
			return n
		}
		return a.at - b.at
	})
	was := slices.Clone(list)
	for i, e := range entries {
		list[i] = was[e.at]
	}
}

// parts are a name's characters.
type parts struct{ surname, given []rune }

// ranks are the places of all characters of the names among each other, from 1:
// a long list has few different ones, so each is looked up once and the names
// are then compared as numbers.
func ranks(names []parts) map[rune]uint32 {
	rank := map[rune]uint32{}
	var all []rune
	for _, n := range names {
		for _, part := range [2][]rune{n.surname, n.given} {
			for _, r := range part {
				if _, known := rank[r]; !known {
					rank[r] = 0
					all = append(all, r)
				}
			}
		}
	}
	sorted := marks(all)
	slices.SortFunc(sorted, compareMarks)
	for i, m := range sorted {
		rank[m.r] = uint32(i + 1)
	}
	return rank
}

// sortKey is a text whose order by bytes is that of compareKeys.
func (p parts) sortKey(rank map[rune]uint32) string {
	if len(p.surname) == 0 {
		return "\xff" // no name: last
	}
	b := make([]byte, 0, 3*(len(p.surname)+len(p.given))+7)
	for _, r := range p.surname {
		b = appendRank(b, rank[r])
	}
	n := len(p.given)
	b = append(appendRank(b, 0), byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	for _, r := range p.given {
		b = appendRank(b, rank[r])
	}
	return string(b)
}

func appendRank(b []byte, n uint32) []byte { return append(b, byte(n>>16), byte(n>>8), byte(n)) }

func keyOf(name string) key {
	surname, given := splitRunes(name)
	return key{marks(surname), marks(given)}
}

func marks(runes []rune) []mark {
	list := make([]mark, len(runes))
	for i, r := range runes {
		digits, _ := loaded().find(r)
		list[i] = mark{digits, r}
	}
	return list
}

func compareKeys(a, b key) int {
	if len(a.surname) == 0 || len(b.surname) == 0 {
		return cmp.Compare(len(b.surname), len(a.surname)) // no name: last
	}
	return cmp.Or(
		slices.CompareFunc(a.surname, b.surname, compareMarks),
		cmp.Compare(len(a.given), len(b.given)),
		slices.CompareFunc(a.given, b.given, compareMarks),
	)
}

func compareMarks(a, b mark) int {
	if (a.digits == "") != (b.digits == "") {
		return cmp.Compare(len(b.digits), len(a.digits)) // unknown: last
	}
	return cmp.Or(
		cmp.Compare(len(a.digits), len(b.digits)),
		cmp.Compare(a.digits, b.digits),
		cmp.Compare(a.r, b.r),
	)
}
