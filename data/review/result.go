package review

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// What happens to the weights when a voter group has no votes (DESIGN 5): it
// never counts as zero.
const (
	renormalise = "renormalise" // its weight is shared among the others
	withhold    = "withhold"    // no overall rate
)

// baseKeys and baseNames are the six denominators of DOMAIN 4.5: the short name
// for formulas, the full one for headings.
var (
	baseKeys  = []string{"expected", "present", "issued", "returned", "valid", "decided"}
	baseNames = map[string][2]string{
		"expected": {"应到人数", "应到人数"},
		"present":  {"实到人数", "实到人数"},
		"issued":   {"发出票", "发出票"},
		"returned": {"收回票", "收回票（含无效票）"},
		"valid":    {"有效票", "有效票（含弃权）"},
		"decided":  {"(有效票－弃权)", "有效票（不含弃权）"},
	}
)

// BaseName is the full name of a denominator, for headings.
func BaseName(key string) string { return baseNames[key][1] }

// Share is one figure of a result. Rate is exact; nil when there is no base, or
// the figure is withheld, or an abstention is not part of the base.
type Share struct {
	Label   string   `json:"label"`   // 优秀, 弃权, 称职及以上率
	Count   int      `json:"count"`   // votes
	Base    int      `json:"base"`    // the denominator's count
	Rate    *big.Rat `json:"rate"`    // 0…1
	Percent string   `json:"percent"` // 82.26%, rounded half up; "—" without a rate
	Formula string   `json:"formula"` // 优秀率 = 优秀 ÷ 有效票 = 51 ÷ 62 = 82.26%
}

// GroupResult is one row of the sheet: a voter group, or several small ones
// merged so that nobody's vote shows.
type GroupResult struct {
	Keys   []string `json:"keys"`
	Name   string   `json:"name"`
	Merged bool     `json:"merged"`
	Weight *big.Rat `json:"weight"` // nil when weights do not matter
	Total  int      `json:"total"`  // valid ballots
	Base   int      `json:"base"`
	Grades []Share  `json:"grades"`
	Best   Share    `json:"best"`
	Pass   Share    `json:"pass"`
}

// ItemResult is another row of the ballot, all groups together, not weighted.
type ItemResult struct {
	Item   string  `json:"item"`
	Grades []Share `json:"grades"`
}

// Result is what a tally comes to. Explain says in sentences how.
type Result struct {
	Base     int           `json:"base"`
	BaseName string        `json:"baseName"` // 有效票（含弃权）
	Total    int           `json:"total"`    // 总票数: valid ballots, 弃权 included
	Sum      GroupCount    `json:"sum"`
	Grades   []Share       `json:"grades"` // in the scheme's order, 弃权 last
	Best     Share         `json:"best"`
	Pass     Share         `json:"pass"`
	Groups   []GroupResult `json:"groups"` // nil when there is one group only
	Items    []ItemResult  `json:"items"`
	Top      []string      `json:"top"` // grades with most votes; several when they tie
	Weighted bool          `json:"weighted"`
	Withheld string        `json:"withheld"` // why there is no overall rate, "" when there is
	Warnings []Rule        `json:"warnings"` // the scheme's rules that hold: they warn, they never decide
	Explain  []string      `json:"explain"`
}

// Compute counts a tally by the scheme's rule. It never fails: where a number
// is missing the rate is withheld and Withheld says why.
func Compute(s *Scheme, t *Tally) Result {
	r := Result{BaseName: BaseName(s.Vote.Denominator)}
	c := &counter{s: s, r: &r}
	if t == nil || len(t.Groups) == 0 {
		r.Withheld = "民主测评数字没有录入，无法计算得票率"
	} else {
		r.Sum = sumGroups(t.Groups)
		c.strangers(t)
		c.unsound(t)
	}
	r.Total = validOf(r.Sum)
	base, why := c.base(r.Sum)
	if why != "" && r.Withheld == "" {
		r.Withheld = why
	}
	r.Base = base
	r.Grades, r.Best, r.Pass = c.shares(r.Sum, base, r.Withheld == "")
	if t != nil {
		c.groups(t)
		c.items()
		c.top()
	}
	c.explain()
	c.warn()
	return r
}

// counter holds what the steps of Compute share.
type counter struct {
	s *Scheme
	r *Result
}

// strangers withholds rates when votes carry grades of another scheme: three-
// and four-grade data are never merged silently (DOMAIN 6.8).
func (c *counter) strangers(t *Tally) {
	keys := c.s.gradeKeys()
	for _, g := range t.Groups {
		for _, k := range sortedKeys(g.Grades) {
			if !slices.Contains(keys, k) && c.r.Withheld == "" {
				c.r.Withheld = fmt.Sprintf("数据中有方案之外的等次“%s”（%d 票），不同等次设置的数据不能合并，不计算得票率", k, g.Grades[k])
			}
		}
	}
}

// unsound withholds rates while the numbers they rest on contradict each other:
// a wrong tally is never final (CASES T29). Other rows of the ballot do not
// touch the overall figures, nor do blanks outside the denominator.
func (c *counter) unsound(t *Tally) {
	overall := Tally{Groups: slices.Clone(t.Groups)}
	for i := range overall.Groups {
		overall.Groups[i].Items = nil
	}
	for _, f := range Reconcile(c.s, &overall) {
		if f.Severity == Error && f.Rule != "tally.blank" && c.r.Withheld == "" {
			c.r.Withheld = "数字不平，改正前不计算得票率（" + f.Text + "）"
		}
	}
}

// validOf is 有效: as entered, else the sum of the votes.
func validOf(g GroupCount) int {
	if g.Valid != nil {
		return *g.Valid
	}
	return total(g.Grades)
}

func total(votes map[string]int) (n int) {
	for _, v := range votes {
		n += v
	}
	return n
}

// base is the denominator's count; the text says why there is none.
func (c *counter) base(g GroupCount) (int, string) {
	entered := map[string]*int{"expected": g.Expected, "present": g.Present, "issued": g.Issued, "returned": g.Returned}
	key := c.s.Vote.Denominator
	switch key {
	case "valid":
		return validOf(g), ""
	case "decided":
		return validOf(g) - g.Grades[c.s.Abstain], ""
	}
	if n := entered[key]; n != nil {
		return *n, ""
	}
	return 0, BaseName(key) + "没有填写，无法计算得票率"
}

// shares computes the figures of one row of counts.
func (c *counter) shares(g GroupCount, base int, rated bool) (grades []Share, best, pass Share) {
	var bestKeys, passKeys []string
	for _, x := range c.s.Grades {
		grades = append(grades, c.share(x.Key, x.Key+"率", []string{x.Key}, g.Grades, base, rated))
		if x.Best {
			bestKeys = append(bestKeys, x.Key)
		}
		if x.Pass {
			passKeys = append(passKeys, x.Key)
		}
	}
	if a := c.s.Abstain; a != "" {
		sh := c.share(a, a+"率", []string{a}, g.Grades, base, rated && c.s.Vote.Denominator != "decided")
		if c.s.Vote.Denominator == "decided" {
			sh.Formula = a + "不计入得票率基数"
		}
		grades = append(grades, sh)
	}
	best = c.share(c.s.Vote.BestName, c.s.Vote.BestName, bestKeys, g.Grades, base, rated)
	pass = c.share(c.s.Vote.PassName, c.s.Vote.PassName, passKeys, g.Grades, base, rated)
	return grades, best, pass
}

func (c *counter) share(label, rate string, keys []string, votes map[string]int, base int, rated bool) Share {
	sh := Share{Label: label, Base: base, Percent: "—"}
	terms := make([]string, len(keys))
	for i, k := range keys {
		sh.Count += votes[k]
		terms[i] = num(votes[k])
	}
	if !rated || base <= 0 {
		sh.Formula = rate + "：没有得票率"
		return sh
	}
	sh.Rate = big.NewRat(int64(sh.Count), int64(base))
	sh.Percent = Percent(sh.Rate, c.s.Vote.Decimals)
	words, figures := strings.Join(keys, " + "), strings.Join(terms, " + ")
	if len(keys) > 1 {
		words, figures = "("+words+")", "("+figures+")"
	}
	sh.Formula = fmt.Sprintf("%s = %s ÷ %s = %s ÷ %d = %s", rate, words, baseNames[c.s.Vote.Denominator][0], figures, base, sh.Percent)
	return sh
}

// Percent prints a rate as a percentage, rounded half up: 0.33335 with two
// decimals is 33.34%. "—" for nil.
func Percent(r *big.Rat, decimals int) string {
	if r == nil {
		return "—"
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	x := new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Mul(scale, big.NewInt(100))))
	x.Add(x, big.NewRat(1, 2))
	n := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: floor for a positive divisor
	return new(big.Rat).SetFrac(n, scale).FloatString(decimals) + "%"
}

// sumGroups adds the groups; a number is known when every group has it, else
// the sum would pass for the whole.
func sumGroups(gs []GroupCount) GroupCount {
	sum := GroupCount{Grades: map[string]int{}, Items: map[string]map[string]int{}}
	add := func(to **int, of func(GroupCount) *int) {
		n := 0
		for _, g := range gs {
			if of(g) == nil {
				return
			}
			n += *of(g)
		}
		*to = &n
	}
	if len(gs) > 0 {
		add(&sum.Expected, func(g GroupCount) *int { return g.Expected })
		add(&sum.Present, func(g GroupCount) *int { return g.Present })
		add(&sum.Issued, func(g GroupCount) *int { return g.Issued })
		add(&sum.Returned, func(g GroupCount) *int { return g.Returned })
		add(&sum.Valid, func(g GroupCount) *int { return g.Valid })
		add(&sum.Invalid, func(g GroupCount) *int { return g.Invalid })
	}
	for _, g := range gs {
		addVotes(sum.Grades, g.Grades)
		for item, votes := range g.Items {
			if sum.Items[item] == nil {
				sum.Items[item] = map[string]int{}
			}
			addVotes(sum.Items[item], votes)
		}
	}
	return sum
}

func addVotes(to, votes map[string]int) {
	for k, n := range votes {
		to[k] += n
	}
}

func (c *counter) items() {
	for _, item := range c.s.Items {
		votes := c.r.Sum.Items[item]
		if votes == nil {
			continue
		}
		g := c.r.Sum
		g.Grades = votes
		base, why := c.base(g)
		sound := validOf(c.r.Sum) == total(votes)
		grades, _, _ := c.shares(g, base, why == "" && sound && c.r.Base > 0 && c.r.Withheld == "")
		c.r.Items = append(c.r.Items, ItemResult{item, grades})
	}
}

// top names the grades with most votes; a tie names all of them.
func (c *counter) top() {
	most := 0
	for _, g := range c.r.Grades {
		if g.Label == c.s.Abstain || g.Count < most || g.Count == 0 {
			continue
		}
		if g.Count > most {
			most, c.r.Top = g.Count, nil
		}
		c.r.Top = append(c.r.Top, g.Label)
	}
}

// warn evaluates the scheme's warning rules over the overall figures.
func (c *counter) warn() {
	if c.r.Withheld != "" || c.r.Base <= 0 {
		return
	}
	f := blankFacts()
	f.vote(c.s, c.r)
	for _, rule := range c.s.Warnings {
		if ok, err := c.s.holds(rule.When, f); err == nil && ok {
			c.r.Warnings = append(c.r.Warnings, rule)
		}
	}
}
