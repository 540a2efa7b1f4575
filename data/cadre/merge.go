package cadre

import (
	"slices"
	"strings"
	"unicode"

	"kaocha/data/cadre/idnum"
)

// PhotoKey names the photo among the fields of a comparison.
const PhotoKey = "照片"

// Take writes one field of src into dst, exactly as src has it.
func Take(dst, src *Cadre, key string) {
	switch key {
	case PhotoKey:
		dst.PhotoHash = src.PhotoHash
	case "简历":
		dst.Resume = slices.Clone(src.Resume)
	case "家庭成员":
		dst.Family = slices.Clone(src.Family)
	default:
		if f := FieldByKey(key); f != nil {
			_ = f.Set(dst, f.Get(src)) // its own text, so it fits
		}
	}
}

// MergeDraft puts what was edited between before and next into the person as it
// is stored now. clash names the fields that were changed both here and there,
// to different values; they have the edited value.
func MergeDraft(before, next, now *Cadre) (both Cadre, clash []string) {
	both = *now
	there := map[string]string{}
	for _, ch := range Diff(before, now) {
		there[ch.Key] = ch.New
	}
	for _, ch := range Diff(before, next) {
		if text, changed := there[ch.Key]; changed && text != ch.New {
			clash = append(clash, ch.Key)
		}
		Take(&both, next, ch.Key)
	}
	return both, clash
}

// Pair is one field of two records of the same person that differs.
type Pair struct {
	Key, Keep, Other string
	Take             bool   // the other record's value is the better one
	Conflict         bool   // neither is: a person has to decide
	Why              string // the rule behind the choice
}

// Pairs compares the record that is kept with one that goes up in it, field by
// field. What is blank gives way, what says more stands; of two values that
// contradict each other the kept one stays until somebody decides.
func Pairs(keep, other *Cadre) []Pair {
	var out []Pair
	for _, ch := range Diff(keep, other) {
		p := Pair{Key: ch.Key, Keep: ch.Old, Other: ch.New}
		p.Take, p.Conflict, p.Why = better(&p, keep, other)
		out = append(out, p)
	}
	return out
}

// better decides between two different values of a field.
func better(p *Pair, keep, other *Cadre) (take, conflict bool, why string) {
	switch {
	case p.Other == "":
		return false, false, "另一条是空的"
	case p.Keep == "":
		return true, false, "保留的一条是空的"
	case p.Key == PhotoKey:
		return false, true, "两张照片不同"
	case p.Key == "身份证号" && idnum.Normalize(p.Keep) == idnum.Normalize(p.Other):
		return false, false, "号码相同"
	}
	if f := FieldByKey(p.Key); f != nil && f.Kind == Day {
		return betterDay(p)
	}
	a, b := rows(p.Key, keep, p.Keep), rows(p.Key, other, p.Other)
	switch {
	case within(a, b) && within(b, a):
		return false, false, "内容相同"
	case within(a, b):
		return true, false, "另一条更全"
	case within(b, a):
		return false, false, "保留的一条更全"
	}
	return false, true, "两条说法不同"
}

// betterDay: of two dates that agree the more exact one stands.
func betterDay(p *Pair) (take, conflict bool, why string) {
	a, errA := ParseDate(p.Keep)
	b, errB := ParseDate(p.Other)
	switch {
	case errA != nil || errB != nil:
		return false, true, "两条说法不同"
	case covers(a, b):
		return true, false, "另一条更精确"
	case covers(b, a):
		return false, false, "保留的一条更精确"
	}
	return false, true, "两条说法不同"
}

// covers tells that b says the same as a and more.
func covers(a, b Date) bool {
	return a.Year == b.Year && (a.Month == 0 || a.Month == b.Month && a.Day == 0)
}

// rows are a value's lines without blanks; of a list its entries.
func rows(key string, c *Cadre, text string) []string {
	if key == "简历" {
		text = ""
		for _, e := range c.Resume {
			text += e.Period() + strings.ReplaceAll(e.Text, "\n", "") + "\n"
		}
	}
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if l = bare(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// within tells that each line of a stands in some line of b.
func within(a, b []string) bool {
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y string) bool { return strings.Contains(y, x) }) {
			return false
		}
	}
	return true
}

// Side says which value of a Pair the joined record gets.
type Side string

// Sides of a pair: of the record that is kept, of the other one, or of a list
// the entries of both.
const (
	KeepSide  Side = "keep"
	OtherSide Side = "other"
	BothSides Side = "both"
)

// IsList tells that a field is a list, of which the entries of two records can
// stand together.
func IsList(key string) bool { return key == "简历" || key == "家庭成员" }

// Joined is the record that is kept with what was chosen for the fields that
// differ; a field not named stays as the kept record has it.
func Joined(keep, other *Cadre, sides map[string]Side) Cadre {
	c := *keep
	for key, side := range sides {
		switch {
		case side == OtherSide:
			Take(&c, other, key)
		case side == BothSides && key == "简历":
			c.Resume = bothResumes(keep.Resume, other.Resume)
		case side == BothSides && key == "家庭成员":
			c.Family = bothFamilies(keep.Family, other.Family)
		}
	}
	return c
}

// bothResumes are the entries of two résumés by their beginning, each once.
func bothResumes(a, b []ResumeEntry) []ResumeEntry {
	out := slices.Clone(a)
	for _, e := range b {
		if !slices.ContainsFunc(out, func(o ResumeEntry) bool {
			return o.From == e.From && o.To == e.To && bare(o.Text) == bare(e.Text)
		}) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(x, y ResumeEntry) int { return x.From.Compare(y.From) })
	return out
}

// bothFamilies are the members of two lists in filing order; who has the same
// relation and name is one member, as the kept record has it.
func bothFamilies(a, b []FamilyMember) []FamilyMember {
	out := slices.Clone(a)
	for _, m := range b {
		if !slices.ContainsFunc(out, func(o FamilyMember) bool { return o.Relation == m.Relation && o.Name == m.Name }) {
			out = append(out, m)
		}
	}
	SortFamily(out)
	return out
}
