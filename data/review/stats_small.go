package review

import (
	"fmt"
	"slices"
	"strings"
)

// valued is how many people have a value.
func valued(groups []statGroup) (n int) {
	for _, g := range groups {
		if g.kind == "" {
			n += len(g.files)
		}
	}
	return n
}

// tooFew tells, and notes, that so few people have a judgement that it would
// tell of each of them.
func (s *stats) tooFew(n int) bool {
	if n == 0 || n >= s.least() {
		return false
	}
	s.note("只有 %d 人有结果，少于 %d 人，公布会透露个人情况", n, s.least())
	return true
}

// together joins the groups in which fewer people than the minimum have a
// judgement, as the counting of ballots does with voter groups.
func (s *stats) together(groups []statGroup, judged map[*File]bool, what string) []statGroup {
	sizes := make([]int, len(groups))
	for i, g := range groups {
		for _, f := range g.files {
			if judged[f] {
				sizes[i]++
			}
		}
	}
	small := gather(sizes, s.least())
	if small == nil {
		return groups
	}
	var out []statGroup
	var names []string
	merged := statGroup{kind: RowMerged}
	for i, g := range groups {
		if !small[i] {
			out = append(out, g)
			continue
		}
		names = append(names, g.name)
		merged.files = append(merged.files, g.files...)
	}
	merged.name = fmt.Sprintf("合并的 %d 组", len(names))
	s.note("%s不足 %d 人的组不单独公布，已合并：%s", what, s.least(), strings.Join(names, "、"))
	if at := slices.IndexFunc(out, func(g statGroup) bool { return g.kind == RowBlank }); at >= 0 {
		return slices.Insert(out, at, merged)
	}
	return append(out, merged)
}

// judged is who has a value, of the groups of a judgement.
func judged(groups []statGroup) map[*File]bool {
	out := map[*File]bool{}
	for _, g := range groups {
		for _, f := range g.files {
			if g.kind == "" {
				out[f] = true
			}
		}
	}
	return out
}
