package pack

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf16"

	"kaocha/data/safefile"
)

// CleanName makes a file or folder name of any text: forbidden characters become
// full-width, what cannot be seen (control characters, zero-width marks, marks
// that turn the direction of writing) is dropped, names Windows keeps for itself
// are altered, blanks and dots at the end go. The result has at most max UTF-16
// units, as Windows counts, and is never empty (CASES T21, T25).
func CleanName(s string, max int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', unicode.Is(unicode.Zs, r):
			return ' '
		case r == unicode.ReplacementChar, unicode.Is(unicode.C, r) && !unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, s)
	s = safefile.Name(strings.Join(strings.Fields(s), " "))
	if cut := shorten(s, max); cut != s {
		s = safefile.Name(cut)
	}
	return s
}

// shorten cuts a text to so many UTF-16 units, never inside a character.
func shorten(s string, max int) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > max {
			return s[:i]
		}
	}
	return s
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// room is how long names in a pack may be, in UTF-16 units.
type room struct{ branch, person, label int }

// maxPath is the longest path of a file in a pack: below what Windows' own
// programs open (260), with space for a copy into a folder of some depth.
const maxPath = 239

// fixed is what every path has besides the three names: separators, running
// numbers, the extension, the mark of an original.
const fixed = 28

// tmpName is the length of the folder's name while it is being written.
const tmpName = len(".kaocha-0000000000.tmp")

// roomIn shares the length that a target folder leaves among branch, person and
// form. It refuses a target so deep that names could not be told apart.
func roomIn(target string) (room, error) {
	abs, err := filepath.Abs(target)
	if err != nil {
		return room{}, fmt.Errorf("目标文件夹“%s”：%w", target, err)
	}
	used := max(units(abs), units(filepath.Dir(abs))+1+tmpName)
	left := maxPath - used - fixed
	if left < 36 {
		return room{}, fmt.Errorf("目标文件夹的路径太长（%d 个字符），里面的文件 Windows 会打不开；请换一个层级较浅的位置", units(abs))
	}
	r := room{branch: min(30, left/4), person: min(20, left/6)}
	r.label = min(80, left-r.branch-r.person)
	return r, nil
}

// namer gives names that differ from each other, also for those who do not tell
// capitals from small letters.
type namer map[string]bool

// unique returns stem+ext, with （2）, （3）… when it was given before.
func (n namer) unique(stem, ext string) string {
	name := stem + ext
	for i := 2; n[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s（%d）%s", stem, i, ext)
	}
	n[strings.ToLower(name)] = true
	return name
}

// numbered tells namesakes apart: 张三（1）, 张三（2）. Other names stay.
func numbered(names []string) []string {
	count, seen := map[string]int{}, map[string]int{}
	for _, n := range names {
		count[strings.ToLower(n)]++
	}
	out := make([]string, len(names))
	for i, n := range names {
		k := strings.ToLower(n)
		if out[i] = n; count[k] > 1 {
			seen[k]++
			out[i] = fmt.Sprintf("%s（%d）", n, seen[k])
		}
	}
	return out
}

// digits is the width of running numbers up to n: at least two.
func digits(n int) int { return max(2, len(fmt.Sprint(n))) }
