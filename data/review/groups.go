package review

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// groups fills the rows of the voter groups and, when the scheme weights them,
// the weighted overall rates.
func (c *counter) groups(t *Tally) {
	if len(c.s.Vote.Groups) == 0 || c.r.Withheld != "" {
		return
	}
	rows, shown := c.mergeSmall(c.groupRows(t))
	if c.weighted() {
		c.weigh(rows)
	}
	for _, r := range rows {
		if shown {
			c.r.Groups = append(c.r.Groups, r.GroupResult)
		}
	}
}

func (c *counter) weighted() bool {
	return slices.ContainsFunc(c.s.Vote.Groups, func(g Group) bool { return g.Weight != 0 })
}

// groupRow keeps the counts beside the printed row.
type groupRow struct {
	GroupResult
	counts GroupCount
}

func (c *counter) groupRows(t *Tally) []groupRow {
	var rows []groupRow
	for _, def := range c.s.Vote.Groups {
		var mine []GroupCount
		for _, g := range t.Groups {
			if g.Group == def.Key {
				mine = append(mine, g)
			}
		}
		row := c.groupRow([]string{def.Key}, def.Name, sumGroups(mine))
		if c.weighted() {
			row.Weight = ratOf(def.Weight)
		}
		rows = append(rows, row)
	}
	return rows
}

func (c *counter) groupRow(keys []string, name string, counts GroupCount) groupRow {
	base, why := c.base(counts)
	row := groupRow{GroupResult{Keys: keys, Name: name, Total: validOf(counts), Base: base}, counts}
	row.Grades, row.Best, row.Pass = c.shares(counts, base, why == "" && base > 0)
	return row
}

// weigh replaces the overall rates by the weighted means of the groups' rates.
// A group without votes is left out: its weight goes to the others, or the
// result is withheld, as the scheme says.
func (c *counter) weigh(rows []groupRow) {
	c.r.Weighted = true
	live, sum, empty := []groupRow{}, new(big.Rat), []string{}
	for _, row := range rows {
		switch {
		case row.Weight.Sign() == 0:
		case row.Base > 0:
			live = append(live, row)
			sum.Add(sum, row.Weight)
		default:
			empty = append(empty, row.Name)
		}
	}
	if names := strings.Join(empty, "、"); len(empty) > 0 {
		if c.s.Vote.Empty == withhold || len(live) == 0 {
			c.drop(fmt.Sprintf("“%s”没有可计算的票，按方案规定不出总得票率", names))
			return
		}
		c.say("“%s”没有可计算的票，不按零计，其权重由其余各组按比例分担", names)
	}
	if sum.Sign() == 0 {
		c.drop("有票的组权重都是零，无法计算加权得票率")
		return
	}
	for i := range c.r.Grades {
		c.mean(&c.r.Grades[i], live, sum, func(r groupRow) Share { return r.Grades[i] })
	}
	c.mean(&c.r.Best, live, sum, func(r groupRow) Share { return r.Best })
	c.mean(&c.r.Pass, live, sum, func(r groupRow) Share { return r.Pass })
}

// drop withholds the overall rates.
func (c *counter) drop(why string) {
	c.r.Withheld = why
	c.r.Grades, c.r.Best, c.r.Pass = c.shares(c.r.Sum, 0, false)
}

// mean sets one overall rate; the formula shows the groups' rates.
func (c *counter) mean(sh *Share, live []groupRow, sum *big.Rat, pick func(groupRow) Share) {
	total, terms := new(big.Rat), []string{}
	for _, row := range live {
		rate := pick(row).Rate
		if rate == nil {
			return // 弃权 outside the base has no rate
		}
		w := new(big.Rat).Quo(row.Weight, sum)
		total.Add(total, new(big.Rat).Mul(w, rate))
		terms = append(terms, Percent(w, 2)+" × "+Percent(rate, c.s.Vote.Decimals))
	}
	name := strings.TrimSuffix(sh.Label, "率") + "率"
	sh.Rate, sh.Percent = total, Percent(total, c.s.Vote.Decimals)
	sh.Formula = fmt.Sprintf("%s = Σ 权重 × 组%s = %s = %s", name, name, strings.Join(terms, " + "), sh.Percent)
}

// mergeSmall joins groups below the scheme's minimum, with the next larger one
// when they are still too few, before anything is computed: a weighted total
// beside the counts would else betray a small group's votes (DESIGN 5), and the
// printed formula would not give the printed figure. shown is false when the
// rows would betray them still: too few votes in all, or one row only.
func (c *counter) mergeSmall(rows []groupRow) (out []groupRow, shown bool) {
	sizes := make([]int, len(rows))
	for i, r := range rows {
		sizes[i] = r.Total
	}
	together := gather(sizes, c.s.Vote.MinGroup)
	if together == nil {
		return rows, true
	}
	var keep, merge []groupRow
	for i, r := range rows {
		if together[i] {
			merge = append(merge, r)
		} else {
			keep = append(keep, r)
		}
	}
	row := c.mergeRows(rows, merge)
	say := "少于 %d 票的投票人类别不单独公布，已合并：%s"
	if c.weighted() {
		say = "少于 %d 票的投票人类别不单独公布，已合并计算，权重相加：%s"
	}
	c.say(say, c.s.Vote.MinGroup, row.Name)
	return append(keep, row), totalOf(merge) >= c.s.Vote.MinGroup && totalOf(keep) > 0
}

// mergeRows joins rows into one, named in the scheme's order, weights added.
func (c *counter) mergeRows(order, merge []groupRow) groupRow {
	var keys, names []string
	var counts []GroupCount
	var weight *big.Rat
	for _, r := range order {
		if !slices.ContainsFunc(merge, func(m groupRow) bool { return slices.Equal(m.Keys, r.Keys) }) {
			continue
		}
		keys, names, counts = append(keys, r.Keys...), append(names, r.Name), append(counts, r.counts)
		if r.Weight != nil {
			weight = new(big.Rat).Add(cmp.Or(weight, new(big.Rat)), r.Weight)
		}
	}
	row := c.groupRow(keys, strings.Join(names, "、")+"（合并）", sumGroups(counts))
	row.Merged, row.Weight = true, weight
	return row
}

func totalOf(rows []groupRow) (n int) {
	for _, r := range rows {
		n += r.Total
	}
	return n
}

// gather picks the groups that must not show alone: those with fewer than least,
// and the next larger ones while all of them together are still too few, so
// that the rest taken from the total does not give them away either. nil when
// there is none; empty groups have nothing to hide.
func gather(sizes []int, least int) []bool {
	var together []bool
	sum := 0
	for i, n := range sizes {
		if n > 0 && n < least {
			if together == nil {
				together = make([]bool, len(sizes))
			}
			together[i], sum = true, sum+n
		}
	}
	for together != nil && sum < least {
		next := -1
		for i, n := range sizes {
			if !together[i] && n > 0 && (next < 0 || n < sizes[next]) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		together[next], sum = true, sum+sizes[next]
	}
	return together
}

func (c *counter) say(format string, a ...any) {
	c.r.Explain = append(c.r.Explain, fmt.Sprintf(format, a...))
}

// explain writes the lines under the sheet: the base, each formula, and what a
// reader would stumble over.
func (c *counter) explain() {
	r := c.r
	said := r.Explain
	r.Explain = nil
	switch {
	case r.Withheld != "":
		c.say("%s。", r.Withheld)
	case r.Base <= 0:
		c.say("得票率基数“%s”为 0，没有得票率。", r.BaseName)
	case r.Weighted:
		c.say("得票率基数：各组的%s；总得票率按各组权重加权。", r.BaseName)
	default:
		c.say("得票率基数：%s，共 %d。", r.BaseName, r.Base)
	}
	for _, line := range said {
		c.say("%s。", line)
	}
	if r.Withheld != "" || r.Base <= 0 {
		return
	}
	for _, g := range r.Grades {
		c.say("%s", g.Formula)
	}
	if best := slices.DeleteFunc(slices.Clone(c.s.Grades), func(g Grade) bool { return !g.Best }); len(best) > 1 {
		c.say("%s", r.Best.Formula)
	}
	c.say("%s", r.Pass.Formula)
	c.rounding()
	if len(r.Top) > 1 {
		c.say("得票最多的等次并列：%s（票数相同）。", strings.Join(r.Top, "、"))
	}
	if r.Total > 0 && r.Total < c.s.Vote.MinGroup {
		c.say("有效票只有 %d 张，少于 %d 张，公布得票会透露个人意见，请只报结论。", r.Total, c.s.Vote.MinGroup)
	}
}

// rounding tells why the printed percentages do not add up to 100: the base
// counts more than valid ballots, or the figures were rounded.
func (c *counter) rounding() {
	exact, printed := new(big.Rat), new(big.Rat)
	for _, g := range c.r.Grades {
		if g.Rate == nil {
			continue
		}
		exact.Add(exact, g.Rate)
		p, _ := new(big.Rat).SetString(strings.TrimSuffix(g.Percent, "%"))
		printed.Add(printed, p)
	}
	base := c.s.Vote.Denominator
	if exact.Sign() > 0 && exact.Cmp(big.NewRat(1, 1)) < 0 && base != "valid" && base != "decided" {
		c.say("各项相加不到 100%%：基数是%s，其中没有投出有效票的部分不属于任何一项。", c.r.BaseName)
	}
	if exact.Cmp(big.NewRat(1, 1)) == 0 && printed.Cmp(big.NewRat(100, 1)) != 0 {
		c.say("各项百分比已四舍五入，相加为 %s%%，与 100%% 之差由舍入产生。", printed.FloatString(c.s.Vote.Decimals))
	}
}
