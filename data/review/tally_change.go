package review

import (
	"fmt"
	"maps"
	"slices"
)

// CountChanges tells which numbers of a tally other counts would change, as 群体 行
// 等次：旧 → 新, in the form's order; a number that was not entered before is no
// change.
func CountChanges(s *Scheme, t *Tally, next []GroupCount) []string {
	var out []string
	if t == nil {
		return nil
	}
	for _, old := range t.Groups {
		i := slices.IndexFunc(next, func(g GroupCount) bool { return g.Group == old.Group })
		if i < 0 {
			continue
		}
		out = append(out, groupChanges(s, old, next[i])...)
	}
	return out
}

func groupChanges(s *Scheme, old, now GroupCount) []string {
	var out []string
	lead := s.groupName(old.Group)
	if lead != "" {
		lead += " "
	}
	add := func(name string, was, is *int) {
		if was != nil && (is == nil || *was != *is) {
			text := "空白"
			if is != nil {
				text = num(*is)
			}
			out = append(out, fmt.Sprintf("%s%s：%d → %s", lead, name, *was, text))
		}
	}
	for _, x := range []struct {
		name    string
		was, is *int
	}{{"应到", old.Expected, now.Expected}, {"实到", old.Present, now.Present}, {"发出", old.Issued, now.Issued},
		{"收回", old.Returned, now.Returned}, {"有效", old.Valid, now.Valid}, {"无效", old.Invalid, now.Invalid}} {
		add(x.name, x.was, x.is)
	}
	votes := func(row string, was, is map[string]int) {
		for _, k := range s.gradeKeys() {
			if n, ok := was[k]; ok {
				m := is[k]
				add(row+k, &n, &m)
			}
		}
	}
	for _, row := range s.Items {
		if was := old.Items[row]; was != nil {
			votes(row+" ", was, now.Items[row])
		}
	}
	votes("", old.Grades, now.Grades)
	return out
}

// CountedBy tells who counted the ballots of a tally one by one, group by group,
// "" when nobody did.
func (t *Tally) CountedBy(s *Scheme) string {
	text := ""
	keys := keysOf(s.Vote.Groups, func(g Group) string { return g.Key })
	for _, k := range append(keys, "") {
		if c := t.CountOf(k, false); c != nil {
			if text != "" {
				text += "；"
			}
			if name := s.groupName(k); name != "" {
				text += name + "："
			}
			text += fmt.Sprintf("%s 逐票计了 %d 张", c.By, c.N())
		}
	}
	return text
}

// Copy is a tally whose numbers can be changed without changing the first's.
func (t *Tally) Copy() *Tally {
	out := *t
	out.Groups = slices.Clone(t.Groups)
	for i := range out.Groups {
		out.Groups[i].Items = maps.Clone(out.Groups[i].Items)
		out.Groups[i].Grades = maps.Clone(out.Groups[i].Grades)
	}
	return &out
}
