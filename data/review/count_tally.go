package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// CountOf is the finished first or second count of a voter group, nil when
// there is none.
func (t *Tally) CountOf(group string, second bool) *BallotCount {
	if t == nil {
		return nil
	}
	for i := range t.Counts {
		if t.Counts[i].Group == group && t.Counts[i].Second == second {
			return &t.Counts[i]
		}
	}
	return nil
}

// WithoutBallots is the tally for eyes outside the program: who counted, but not
// which ballots there were.
func (t *Tally) WithoutBallots() *Tally {
	if t == nil {
		return nil
	}
	out := *t
	out.Counts = slices.Clone(t.Counts)
	for i := range out.Counts {
		out.Counts[i].Ballots = nil
	}
	return &out
}

// GroupOf is the voter group's numbers, made when there are none yet.
func (t *Tally) GroupOf(group string) *GroupCount {
	i := slices.IndexFunc(t.Groups, func(g GroupCount) bool { return g.Group == group })
	if i < 0 {
		t.Groups = append(t.Groups, GroupCount{Group: group, Grades: map[string]int{}})
		i = len(t.Groups) - 1
	}
	return &t.Groups[i]
}

// MayCount tells why a count cannot be begun or finished: no name, the same
// person as the first time, a count that is there already.
func (t *Tally) MayCount(group string, second bool, by string) error {
	first := t.CountOf(group, false)
	switch {
	case bare(by) == "":
		return errors.New("请写明计票人的姓名")
	case !second && first != nil:
		return fmt.Errorf("第一次计票已由 %s 完成；要重来请先选“重新计”，要复核请做第二次计票", first.By)
	case second && first == nil:
		return errors.New("还没有第一次计票；请先做完第一次计票")
	case second && t.CountOf(group, true) != nil:
		return fmt.Errorf("第二次计票已由 %s 完成；要重来请先选“重新计”", t.CountOf(group, true).By)
	case second && sameName(by, first.By):
		return fmt.Errorf("第二次计票要由另一个人做；第一次的计票人也是 %s", first.By)
	}
	return nil
}

// FinishCount puts a finished count into the tally. The first one gives the
// numbers; a second one is only kept beside it, to be compared.
func (t *Tally) FinishCount(s *Scheme, c *BallotCount) error {
	if err := t.MayCount(c.Group, c.Second, c.By); err != nil {
		return err
	}
	if err := c.Check(s); err != nil {
		return err
	}
	if c.N() == 0 {
		return errors.New("还没有录入任何票；至少录入一张再完成计票")
	}
	t.Counts = append(t.Counts, *c)
	if c.Second {
		t.counted(c.By)
	} else {
		t.take(s, c)
	}
	return nil
}

// take writes the numbers of a count into its group; 应到, 实到 and 发出 stay.
func (t *Tally) take(s *Scheme, c *BallotCount) {
	g, n := t.GroupOf(c.Group), c.Totals(s)
	g.Returned, g.Valid, g.Invalid, g.Grades, g.Items = n.Returned, n.Valid, n.Invalid, n.Grades, n.Items
	t.counted(c.By)
}

// counted names who counted among 计票人.
func (t *Tally) counted(by string) {
	if !slices.ContainsFunc(t.Counters, func(n string) bool { return sameName(n, by) }) {
		t.Counters = append(t.Counters, strings.TrimSpace(by))
	}
}

// Choose carries out what was decided over the counts of a group and keeps the
// decision with its reason. 重新计 takes both counts away; 收回 stays as the
// number to be reached.
func (t *Tally) Choose(s *Scheme, x CountChoice) error {
	first, second := t.CountOf(x.Group, false), t.CountOf(x.Group, true)
	switch {
	case first == nil:
		return errors.New("还没有计票，没有可以决定的")
	case second == nil && x.Take != TakeAgain:
		return errors.New("还没有第二次计票，不能对比；请先由另一个人做第二次计票")
	case bare(x.Reason) == "":
		return fmt.Errorf("“%s”要写明理由", TakeNames[x.Take])
	}
	x.First = first.By
	if second != nil {
		x.Second, x.Differences = second.By, Compare(s, first, second)
	}
	switch x.Take {
	case TakeFirst:
		t.take(s, first)
	case TakeSecond:
		t.take(s, second)
	case TakeAgain:
		t.Counts = slices.DeleteFunc(t.Counts, func(c BallotCount) bool { return c.Group == x.Group })
		g := t.GroupOf(x.Group)
		g.Valid, g.Invalid, g.Grades, g.Items = nil, nil, map[string]int{}, nil
	default:
		return fmt.Errorf("不认识“%s”；可用：first、second、again", x.Take)
	}
	t.Choices = append(t.Choices, x)
	return nil
}

// choice is what was last decided over the present two counts of a group: a
// decision over other numbers does not hold for them.
func (t *Tally) choice(group string, diff []CountDifference) *CountChoice {
	for i := len(t.Choices) - 1; i >= 0; i-- {
		x := &t.Choices[i]
		if x.Group == group {
			if x.Take != TakeAgain && slices.Equal(x.Differences, diff) {
				return x
			}
			return nil
		}
	}
	return nil
}

// ChoiceOf is what was decided over the present two counts of a group, nil when
// nothing was.
func (t *Tally) ChoiceOf(s *Scheme, group string) *CountChoice {
	first, second := t.CountOf(group, false), t.CountOf(group, true)
	if first == nil || second == nil {
		return nil
	}
	return t.choice(group, Compare(s, first, second))
}

// Counted is the count the numbers of a group rest on, nil when they were
// entered as totals.
func (t *Tally) Counted(s *Scheme, group string) *BallotCount {
	if x := t.ChoiceOf(s, group); x != nil && x.Take == TakeSecond {
		return t.CountOf(group, true)
	}
	return t.CountOf(group, false)
}

// ballots compares the counts with each other and with the numbers entered.
func (r *reconciler) ballots(t *Tally, g GroupCount) {
	first, second := t.CountOf(g.Group, false), t.CountOf(g.Group, true)
	if first == nil {
		return
	}
	if second != nil {
		if diff := Compare(r.s, first, second); len(diff) > 0 && t.ChoiceOf(r.s, g.Group) == nil {
			r.add("tally.counts", Error, "两次计票", diff[0].Text(), "两次相同",
				fmt.Sprintf("两次计票有 %d 处不同，如%s", len(diff), diff[0].Text()), "在“两次计票对比”里决定以哪一次为准，或重新计票")
		}
	}
	c := t.Counted(r.s, g.Group)
	for _, d := range numberLines(r.s, c.Rows, c.Totals(r.s), g) {
		if d.First == d.Second {
			continue
		}
		name := strings.TrimPrefix(d.Row+"·"+d.Grade, "·")
		r.add("tally.count", Warning, name, fmt.Sprint(d.Second), fmt.Sprint(d.First),
			fmt.Sprintf("%s现为 %s，与 %s 逐票计得的 %d 不同", name, blankAs(d.Second), c.By, d.First), "核对票数；确须改动的，请重新计票")
		return
	}
}

// blankAs prints a number of numberLines.
func blankAs(n int) string {
	if n < 0 {
		return "空白"
	}
	return fmt.Sprint(n)
}
