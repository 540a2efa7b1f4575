package strokes

import (
	"cmp"
	"slices"
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
		key  key
		item T
	}
	entries := make([]entry, len(list))
	for i, item := range list {
		entries[i] = entry{keyOf(name(item)), item}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return compareKeys(a.key, b.key) })
	for i, e := range entries {
		list[i] = e.item
	}
}

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
