package cadre

import (
	"strings"

	"kaocha/data/cadre/codes"
)

// ageBands are the age bands of personnel statistics with the last age of each.
var ageBands = []struct {
	name string
	last int
}{{"35 岁及以下", 35}, {"36–40 岁", 40}, {"41–45 岁", 45}, {"46–50 岁", 50}, {"51 岁及以上", 1000}}

// AgeBands names the age bands, youngest first.
func AgeBands() []string {
	out := make([]string, len(ageBands))
	for i, b := range ageBands {
		out[i] = b.name
	}
	return out
}

// AgeBand is the age band at a date; "" when the age is unknown.
func AgeBand(birth, at Date) string {
	age := AgeAt(birth, at)
	if age < 0 {
		return ""
	}
	for _, b := range ageBands {
		if age <= b.last {
			return b.name
		}
	}
	return ""
}

// educationBands are the bands of statistics, highest first: the code of the
// education list begins so, or, in wordings outside the list, the word is found.
var educationBands = []struct {
	name  string
	codes []string
	words []string
}{
	{"博士研究生", []string{"11"}, []string{"博士"}},
	{"硕士研究生", []string{"12"}, []string{"硕士"}},
	{"其他研究生", []string{"1"}, []string{"研究生"}},
	{"大学", []string{"21", "23", "24", "2A", "2B"}, []string{"大学", "本科"}},
	{"大专", []string{"22", "2C", "2D"}, []string{"大专", "专科"}},
	{"中专及以下", []string{"4", "6", "7", "8"}, []string{"中专", "中等", "高中", "职高", "技校", "初中", "小学"}},
	{"其他", []string{"9"}, nil},
}

// EducationBands names the bands of the highest education, highest first.
func EducationBands() []string {
	out := make([]string, len(educationBands))
	for i, b := range educationBands {
		out[i] = b.name
	}
	return out
}

// EducationBand is the band of the higher of the two educations (全日制, 在职);
// "" when neither is filled in. Party school education counts with its level.
func (c *Cadre) EducationBand() string {
	best := len(educationBands)
	for _, level := range []string{c.FullTime.Level, c.PartTime.Level} {
		if strings.TrimSpace(level) != "" {
			best = min(best, educationRank(level))
		}
	}
	if best == len(educationBands) {
		return ""
	}
	return educationBands[best].name
}

// educationRank is the place of a wording among the bands; what nobody knows is
// the last of them.
func educationRank(level string) int {
	item, ok := codes.Education.Find(level)
	if !ok {
		item, ok = codes.Education.Suggest(level)
	}
	for i, b := range educationBands {
		for _, code := range b.codes {
			if ok && strings.HasPrefix(item.Code, code) {
				return i
			}
		}
		for _, word := range b.words {
			if !ok && strings.Contains(level, word) {
				return i
			}
		}
	}
	return len(educationBands) - 1
}
