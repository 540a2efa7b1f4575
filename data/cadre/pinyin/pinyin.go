// Package pinyin gives the pinyin of names and finds text by it: lower-case, no
// tones, ü written v, surnames in their own reading (曾 zeng, 单 shan, 万俟 moqi).
package pinyin

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	gopinyin "github.com/mozillazg/go-pinyin"

	"kaocha/data/cadre/strokes"
)

// unit is one character of a text with its readings, the usual one first;
// characters outside the dictionary have none.
type unit struct {
	r        rune
	readings []string
}

var (
	args     = gopinyin.Args{Style: gopinyin.Normal, Heteronym: true}
	toLetter = strings.NewReplacer("ü", "v", "m̀", "m")
)

// Keys gives a name's pinyin in full (zengxiaoyu) and by initials (zxy), each
// character in its usual reading. Letters and digits stay, lower-case; blanks,
// dots and bracketed notes are dropped.
func Keys(name string) (full, initials string) {
	var all, firsts strings.Builder
	inWord := false
	for _, u := range nameUnits(name) {
		if len(u.readings) > 0 {
			all.WriteString(u.readings[0])
			firsts.WriteByte(u.readings[0][0])
			inWord = false
			continue
		}
		if !unicode.IsLetter(u.r) && !unicode.IsDigit(u.r) {
			continue
		}
		all.WriteRune(u.r)
		if !inWord {
			firsts.WriteRune(u.r)
		}
		inWord = true
	}
	return all.String(), firsts.String()
}

// asked keeps what the library has said of a character: it strips tones at every
// question, which is most of the time a search takes.
var asked sync.Map // rune → []string

// nameUnits reads a person's name: the surname by its own readings.
func nameUnits(name string) []unit {
	surname, given := strokes.SplitName(name)
	units := make([]unit, 0, len(surname)/3+len(given)/3)
	compound := compoundReadings[surname]
	single := []rune(surname)
	for i, r := range single {
		u := unit{unicode.ToLower(r), readings(r, givenReadings)}
		switch {
		case i < len(compound):
			u.readings = compound[i : i+1]
		case len(single) == 1:
			u.readings = readings(r, surnameReadings)
			if _, special := surnameReadings[surname]; !special && len(u.readings) > 1 {
				u.readings = u.readings[:1]
			}
		}
		units = append(units, u)
	}
	for _, r := range given {
		units = append(units, unit{unicode.ToLower(r), readings(r, givenReadings)})
	}
	return units
}

// textUnits reads any text, blanks dropped.
func textUnits(text string) []unit {
	var units []unit
	for _, r := range text {
		if !unicode.IsSpace(r) {
			units = append(units, unit{unicode.ToLower(r), readings(r, nil)})
		}
	}
	return units
}

// readings gives a character's readings from own, else the library's first two:
// further ones are so rare that they would only bring wrong hits.
func readings(r rune, own map[string][]string) []string {
	if r < 0x3007 {
		return nil
	}
	if list := own[string(r)]; list != nil {
		return list
	}
	if list, ok := asked.Load(r); ok {
		return list.([]string)
	}
	var list []string
	for _, s := range gopinyin.SinglePinyin(r, args) {
		s = toLetter.Replace(s)
		if s != "" && len(list) < 2 && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	if len(list) > 0 {
		asked.Store(r, list)
	}
	return list
}
