package widgets

import (
	"sort"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// NoLineStart are the marks no line begins with (GB/T 15834-2011, 5.1).
const NoLineStart = "，。、；：？！”’）》〉】」』…·％%"

// breakLines is a text with its lines ended where they may be: fits tells whether a
// line still has room. A line begins with none of NoLineStart and ends with
// no “（《, no Latin word or number is torn, nor a date's number
// from its 年月日. With whole, lines end at spaces only, unless what stands between
// two of them is longer than a line.
func breakLines(text string, whole bool, fits func(string) bool) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l == "" || fits(l) {
			continue
		}
		all := []rune(l)
		var parts []string
		begin := 0
		for _, end := range lineBreaks(all, whole, func(begin, end int) bool { return fits(string(all[begin:end])) }) {
			parts = append(parts, trimEnd(all[begin:end]))
			begin = end
		}
		lines[i] = strings.Join(parts, "\n")
	}
	return strings.Join(lines, "\n")
}

// lineBreaks are the places, in runes, where the lines of a text without ends of
// lines of its own end, as breakLines says; the last is the end of the text. fits
// tells whether what stands between two places has room in a line.
func lineBreaks(line []rune, whole bool, fits func(begin, end int) bool) (out []int) {
	ends := lineEnds(line)
	if whole {
		ends = atSpaces(line, ends)
	}
	for begin := 0; begin < len(line); {
		end := fitting(line, begin, ends, fits)
		if end == begin && whole { // longer than a line: as running text
			end = fitting(line, begin, lineEnds(line), fits)
		}
		if end == begin { // not even a word has room: as much of it as does
			end = begin + max(1, sort.Search(len(line)-begin, func(n int) bool { return !fits(begin, begin+n+1) }))
		}
		out = append(out, end)
		begin = end
	}
	return out
}

// fitting is the last of the ends up to which a line from begin has room, begin if
// there is none. Spaces at its end may stick out.
func fitting(line []rune, begin int, ends []int, fits func(begin, end int) bool) int {
	room := func(end int) bool {
		for end > begin && unicode.IsSpace(line[end-1]) {
			end--
		}
		return fits(begin, end)
	}
	first := sort.SearchInts(ends, begin+1)
	// First a piece of every length that doubles, so that no long text is measured for a short line.
	top := 1
	for first+top < len(ends) && room(ends[first+top-1]) {
		top *= 2
	}
	top = min(top, len(ends)-first)
	n := sort.Search(top, func(i int) bool { return !room(ends[first+i]) })
	if n == 0 {
		return begin
	}
	return ends[first+n-1]
}

func trimEnd(line []rune) string { return strings.TrimRightFunc(string(line), unicode.IsSpace) }

// atSpaces are those of the ends that stand after a space, and the last.
func atSpaces(line []rune, ends []int) []int {
	var out []int
	for _, e := range ends {
		if e == len(line) || unicode.IsSpace(line[e-1]) {
			out = append(out, e)
		}
	}
	return out
}

// lineEnds are the places, in runes, where a line may end (Unicode Standard Annex
// 14), with what it leaves open decided for Chinese text.
func lineEnds(line []rune) []int {
	seen := make([]rune, len(line))
	for i, r := range line {
		seen[i] = asChinese(line, i, r)
	}
	var s segmenter.Segmenter
	s.Init(seen)
	var out []int
	for it := s.LineIterator(); it.Next(); {
		l := it.Line()
		out = append(out, l.Offset+len(l.Text))
	}
	return out
}

// asChinese is the character whose way of breaking a character has in Chinese text.
func asChinese(line []rune, i int, r rune) rune {
	switch r {
	case '“', '‘':
		return '「'
	case '”', '’':
		return '」'
	case '·', '～':
		return '、' // they join what stands before and after
	case '年', '月', '日', '时', '分', '秒', '岁':
		if i > 0 && unicode.IsDigit(line[i-1]) {
			return '、'
		}
	}
	return r
}
