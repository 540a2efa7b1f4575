package review

import "math/big"

// rates are the mean vote rates of groups: everybody counts once, whatever the
// number of ballots, so that a large meeting does not outweigh a small one.
func (s *stats) rates() {
	s.out.Title = "按" + s.by.Name + "统计民主测评得票率"
	results, rated := s.results()
	groups := s.q.sort(s.by, s.files)
	s.blanks(groups)
	named := s.by.secret && s.tooFew(valued(groups))
	hide := named || s.tooFew(len(rated))
	if !hide {
		groups = s.together(groups, rated, "有得票率的人")
	}
	vote := s.q.Scheme.Vote
	s.out.Columns = []StatColumn{{Name: "人数"}, {Name: "有得票率的人"}}
	best, labels := 0, s.labels()
	for _, g := range s.q.Scheme.Grades {
		if g.Best {
			best++
		}
	}
	for _, name := range labels {
		grade := s.q.Scheme.GradeOf(name)
		s.out.Columns = append(s.out.Columns, StatColumn{Name: name, Rate: true, Drawn: best == 1 && grade != nil && grade.Best})
	}
	if best > 1 {
		s.out.Columns = append(s.out.Columns, StatColumn{Name: vote.BestName, Rate: true, Drawn: true})
	}
	s.out.Columns = append(s.out.Columns, StatColumn{Name: vote.PassName, Rate: true, Drawn: true})
	for _, g := range groups {
		s.out.Rows = append(s.out.Rows, s.rateRow(g, results, hide, named && g.kind == ""))
	}
	s.out.Total = s.rateRow(statGroup{"合计", RowTotal, s.files}, results, hide, false)
	s.note("每组的得票率是各人得票率的算术平均数，每人一份，不按票数加权；得票率基数：%s", BaseName(vote.Denominator))
}

// labels are the grades of a ballot, 弃权 last.
func (s *stats) labels() []string {
	out := keysOf(s.q.Scheme.Grades, func(g Grade) string { return g.Key })
	if s.q.Scheme.Abstain != "" {
		out = append(out, s.q.Scheme.Abstain)
	}
	return out
}

// results are the vote results of those who have one. A result of fewer ballots
// than the minimum would tell of the voters and does not enter any mean.
func (s *stats) results() (map[*File]Result, map[*File]bool) {
	results, rated, few := map[*File]Result{}, map[*File]bool{}, 0
	for _, f := range s.files {
		if f.Subject.Tally == nil {
			continue
		}
		r := Compute(s.q.Scheme, f.Subject.Tally)
		switch {
		case r.Pass.Rate == nil:
		case r.Total < s.least():
			few++
		default:
			results[f], rated[f] = r, true
		}
	}
	if few > 0 {
		s.note("%d 人的有效票少于 %d 张，不计入得票率", few, s.least())
	}
	return results, rated
}

// rateRow is a group's means; hide shows the number of people only, and all
// hides that too.
func (s *stats) rateRow(g statGroup, results map[*File]Result, hide, all bool) StatRow {
	row := StatRow{Name: g.name, Kind: g.kind}
	n := 0
	sums, counts := map[string]*big.Rat{}, map[string]int{}
	for _, f := range g.files {
		r, ok := results[f]
		if !ok {
			continue
		}
		n++
		for _, sh := range append(append([]Share{}, r.Grades...), r.Best, r.Pass) {
			if key := sh.Label; sh.Rate != nil {
				if sums[key] == nil {
					sums[key] = new(big.Rat)
				}
				sums[key].Add(sums[key], sh.Rate)
				counts[key]++
			}
		}
	}
	for i, c := range s.out.Columns {
		switch {
		case all, hide && i > 0:
			row.Cells = append(row.Cells, StatCell{Text: hiddenText})
		case i == 0:
			row.Cells = append(row.Cells, count(len(g.files)))
		case i == 1:
			row.Cells = append(row.Cells, count(n))
		case counts[c.Name] == 0:
			row.Cells = append(row.Cells, s.rate(nil))
		default:
			row.Cells = append(row.Cells, s.rate(new(big.Rat).Quo(sums[c.Name], new(big.Rat).SetInt64(int64(counts[c.Name])))))
		}
	}
	return row
}
