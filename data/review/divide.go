package review

import (
	"cmp"
	"fmt"
	"slices"
)

// Divide puts people into groups of about the size the scheme asks for: each
// gets its share of the leads first, then of those to be spread, then of the
// rest, the smallest group first, so that sizes differ by one at most. The groups bear numbers from 1. A
// meeting below the scheme's size stays whole (one group). An error when there
// are not enough leads for every group to have one.
func Divide(s *Scheme, people []*Subject) (map[string]int, error) {
	d, n := s.Division, len(people)
	if d.From == 0 || d.About == 0 {
		return nil, fmt.Errorf("方案“%s”没有规定分组", s.Name)
	}
	groups := 1
	if n >= d.From {
		groups = max(2, (n+d.About/2)/d.About)
	}
	order := func(pick func(Role) bool) (out []*Subject) {
		for _, p := range people {
			if slices.ContainsFunc(s.Roles, func(r Role) bool { return pick(r) && p.HasRole(r.Key) }) {
				out = append(out, p)
			}
		}
		return out
	}
	leads := order(func(r Role) bool { return r.Lead })
	needLead := slices.ContainsFunc(s.Roles, func(r Role) bool { return r.Lead })
	if needLead && len(leads) < groups {
		return nil, fmt.Errorf("%d 人应分 %d 个%s，每组至少一名%s，但只有 %d 名；请先标明身份，或调整参会人员",
			n, groups, d.Name, leadNames(s), len(leads))
	}
	out, size := map[string]int{}, make([]int, groups)
	for _, list := range [][]*Subject{leads, order(func(r Role) bool { return r.Spread }), people} {
		have := make([]int, groups) // of this list
		for _, p := range list {
			if g := out[p.ID]; g > 0 {
				have[g-1]++
			}
		}
		for _, p := range list {
			if out[p.ID] > 0 {
				continue
			}
			g := fewest(have, size)
			have[g], size[g] = have[g]+1, size[g]+1
			out[p.ID] = g + 1
		}
	}
	return out, nil
}

// fewest is the group with the fewest of the kind in hand, the smallest of these.
func fewest(have, size []int) int {
	best := 0
	for g := range have {
		if c := cmp.Or(cmp.Compare(have[g], have[best]), cmp.Compare(size[g], size[best])); c < 0 {
			best = g
		}
	}
	return best
}

// DivideRound gives every subject of the round the name of its group: 第一党小组.
// Who stays away, by the logs the scheme names, has none. The files are changed.
func DivideRound(s *Scheme, files []*File) error {
	var people []*Subject
	for _, f := range files {
		if f.Subject.Group = ""; !f.Subject.noted(s.Division.Absent) {
			people = append(people, f.Subject)
		}
	}
	groups, err := Divide(s, people)
	for _, p := range people {
		if g := groups[p.ID]; g > 0 {
			p.Group = "第" + chineseNumber(g) + s.Division.Name
		}
	}
	return err
}

// noted tells that the subject has an entry in one of the logs.
func (s *Subject) noted(logs []string) bool {
	return slices.ContainsFunc(logs, func(log string) bool { return len(EventsOf(s.Events, log)) > 0 })
}

// chineseNumber writes 1 to 99 in characters: 十二.
func chineseNumber(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	}
	return num(n)
}

func leadNames(s *Scheme) string {
	for _, r := range s.Roles {
		if r.Lead {
			return r.Name
		}
	}
	return ""
}
