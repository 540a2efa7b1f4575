package widgets

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kaocha/data/cadre/pinyin"
	"kaocha/forms/page"
)

// Filter finds rows by words over all their columns, as text or by pinyin, and
// by chosen values of single columns. It keeps no rows, only what is needed to
// find them: equal cells are kept once. Making it takes longer than asking it,
// so make it beside the window and ask it at every key.
type Filter struct {
	rows  int
	cols  []filterColumn
	words map[string][][]bool // answers for words asked lately, by column and value
}

// filterColumn is one column: its different values and which row has which.
type filterColumn struct {
	values []filterValue
	of     []int32
}

type filterValue struct {
	raw  string
	text string
	read pinyin.Text
}

// NewFilter reads the cells. Names is the column of persons' names, whose
// surnames have their own readings, -1 for none.
func NewFilter(rows, cols, names int, cell func(row, col int) string) *Filter {
	f := &Filter{rows: rows, cols: make([]filterColumn, cols), words: map[string][][]bool{}}
	for c := range f.cols {
		col, known := &f.cols[c], map[string]int32{}
		col.of = make([]int32, rows)
		for r := range rows {
			raw := cell(r, c)
			at, ok := known[raw]
			if !ok {
				at = int32(len(col.values))
				known[raw] = at
				col.values = append(col.values, readValue(raw, c == names))
			}
			col.of[r] = at
		}
	}
	return f
}

func readValue(raw string, name bool) filterValue {
	text := fold(raw)
	v := filterValue{raw: raw, text: text}
	if name {
		v.read = pinyin.PrepareName(text)
	} else {
		v.read = pinyin.Prepare(text)
	}
	return v
}

// fold makes the ways of writing a text equal: width, case, blanks, and
// characters that cannot be seen.
func fold(s string) string {
	plain := true
	for _, r := range s {
		if r >= 'A' && r <= 'Z' || r == ' ' || r < 0x20 || r >= 0x7F && (r < 0x3400 || r > 0x9FFF) {
			plain = false
			break
		}
	}
	if plain {
		return s // nearly every cell
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || page.Unseen(r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// Values are the different values of a column in the order they come, without
// the empty one.
func (f *Filter) Values(col int) []string {
	var out []string
	for _, v := range f.cols[col].values {
		if v.raw != "" {
			out = append(out, v.raw)
		}
	}
	return out
}

// Rows is how many rows there are in all.
func (f *Filter) Rows() int { return f.rows }

// Find lists, in order, the rows that have all the words of a text in one of
// their cells each, and exactly the value asked for in every column of only.
func (f *Filter) Find(text string, only map[int]string) []int {
	var tests []rowTest
	for _, w := range strings.Fields(text) {
		hits := f.hits(fold(w))
		tests = append(tests, func(r int) bool {
			for c := range hits {
				if hits[c][f.cols[c].of[r]] {
					return true
				}
			}
			return false
		})
	}
	for c, want := range only {
		at := f.cols[c].place(want)
		tests = append(tests, func(r int) bool { return f.cols[c].of[r] == at })
	}
	out := make([]int, 0, f.rows)
	for r := range f.rows {
		if all(tests, r) {
			out = append(out, r)
		}
	}
	return out
}

type rowTest func(row int) bool

func all(tests []rowTest, r int) bool {
	for _, t := range tests {
		if !t(r) {
			return false
		}
	}
	return true
}

func (c *filterColumn) place(value string) int32 {
	for i := range c.values {
		if c.values[i].raw == value {
			return int32(i)
		}
	}
	return -1
}

// keptWords is how many words' answers are kept: those of the text being typed.
const keptWords = 8

// hits tells for every value of every column whether it has a word.
func (f *Filter) hits(word string) [][]bool {
	if known, ok := f.words[word]; ok {
		return known
	}
	q := pinyin.NewQuery(word)
	out := make([][]bool, len(f.cols))
	for c := range f.cols {
		out[c] = make([]bool, len(f.cols[c].values))
		for i := range f.cols[c].values {
			v := &f.cols[c].values[i]
			out[c][i] = strings.Contains(v.text, word) || v.read.Has(q)
		}
	}
	if len(f.words) >= keptWords {
		clear(f.words)
	}
	f.words[word] = out
	return out
}
