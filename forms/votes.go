package forms

import (
	"fmt"
	"strconv"

	"kaocha/data/review"
	"kaocha/forms/template"
)

// gradeColumns are the headings of a ballot: the scheme's grades, 弃权 last.
func gradeColumns(in *Input) []string {
	if in.Scheme == nil {
		return nil
	}
	var out []string
	for _, g := range in.Scheme.Grades {
		out = append(out, g.Key)
	}
	if in.Scheme.Abstain != "" {
		out = append(out, in.Scheme.Abstain)
	}
	return out
}

// addGrades puts the headings in as 等次1, 等次2 …
func addGrades(d template.Data, in *Input) {
	for i, g := range gradeColumns(in) {
		d[fmt.Sprintf("等次%d", i+1)] = g
	}
}

// addShares puts the counts and rates in as 票1, 率1 …; blank without a tally.
func addShares(d template.Data, in *Input, shares []review.Share, have bool) {
	for i := range gradeColumns(in) {
		n, r := "", ""
		if have && i < len(shares) {
			n, r = strconv.Itoa(shares[i].Count), shares[i].Percent
		}
		d[fmt.Sprintf("票%d", i+1)], d[fmt.Sprintf("率%d", i+1)] = n, r
	}
}

// number prints a count that may not have been entered.
func number(p *int) string {
	if p == nil {
		return ""
	}
	return strconv.Itoa(*p)
}

// branchName is who the form belongs to: the branch, else the school.
func branchName(in *Input) string {
	if in.Branch != nil {
		return in.Branch.Name
	}
	return in.School()
}

// subjectInput narrows an input to one of its subjects.
func (in *Input) subjectInput(f *review.File) *Input {
	one := *in
	one.File, one.Cadre, one.Panel = f, f.Cadre, f.Panel
	return &one
}

// schemeName is the heading's "科级干部试用期考察".
func schemeName(in *Input) string {
	if in.Scheme == nil {
		return ""
	}
	return in.Scheme.Name
}
