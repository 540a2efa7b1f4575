package cadre

import (
	"fmt"
	"slices"
	"strings"
)

// FormatFamily writes the family as lines of cells separated by "｜":
// 称谓｜姓名｜出生年月｜政治面貌｜工作单位及职务.
func FormatFamily(fs []FamilyMember) string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = strings.Join([]string{f.Relation, f.Name, f.Birth.String(), f.Political, f.Work}, "｜")
	}
	return strings.Join(lines, "\n")
}

// ParseFamily reads what FormatFamily writes; "|" and tabs separate too.
func ParseFamily(s string) ([]FamilyMember, error) {
	var out []FamilyMember
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		c := strings.Split(strings.NewReplacer("|", "｜", "\t", "｜").Replace(line), "｜")
		if len(c) > 5 {
			c = append(c[:4:4], strings.Join(c[4:], "｜"))
		}
		for len(c) < 5 {
			c = append(c, "")
		}
		for k := range c {
			c[k] = strings.TrimSpace(c[k])
		}
		b, err := ParseDate(c[2])
		if err != nil {
			return nil, fmt.Errorf("家庭成员第 %d 行（%s）出生年月%w", i+1, c[1], err)
		}
		out = append(out, FamilyMember{c[0], c[1], b, c[3], c[4]})
	}
	return out, nil
}

// familyRank is the filing order of DOMAIN 3.6: spouse, children, father,
// mother, step-parents, then other relations as they stand.
var familyRank = map[string]int{"丈夫": 0, "妻子": 0, "配偶": 0, "儿子": 1, "女儿": 1, "长子": 1, "长女": 1, "次子": 1, "次女": 1,
	"父亲": 2, "母亲": 3, "继父": 4, "继母": 5}

// SortFamily puts members in filing order, older children first.
func SortFamily(fs []FamilyMember) {
	rank := func(f FamilyMember) int {
		if r, ok := familyRank[f.Relation]; ok {
			return r
		}
		return 9
	}
	slices.SortStableFunc(fs, func(a, b FamilyMember) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		if rank(a) == 1 {
			return a.Birth.Compare(b.Birth)
		}
		return 0
	})
}

// Dead tells that the member's work text says so; no age is printed then.
func (f FamilyMember) Dead() bool {
	return strings.Contains(f.Work, "去世") || strings.Contains(f.Work, "已故") || strings.Contains(f.Work, "病故")
}
