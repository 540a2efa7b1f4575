package review

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// Void is the one pattern of all invalid ballots: they carry no marks.
const Void = "作废"

// markSep stands between the marks of a pattern.
const markSep = "|"

// maxMarks is how many marks can be entered with one digit key, 弃权 aside.
const maxMarks = 9

// BallotCount (计票) is one person's count of the ballots of one voter group. The
// ballots are kept only as an unordered multiset, so that no order, time or
// number can lead from a ballot to a voter (DESIGN 5).
type BallotCount struct {
	Group   string         `json:"group,omitempty"`
	Second  bool           `json:"second,omitempty"` // 第二次计票
	By      string         `json:"by"`               // who counted
	Told    int            `json:"told,omitempty"`   // 收回 as told before counting, 0 for not told
	Rows    []string       `json:"rows"`             // the ballot's rows; the last is the one that counts
	Ballots map[string]int `json:"ballots"`          // marks of the rows → how many such ballots
}

// Ballot is one sheet: a mark for each row; nil for an invalid one. It is what
// is looked at while counting and is never stored.
type Ballot []string

// pattern is the ballot's key in the multiset.
func (b Ballot) pattern() string {
	if b == nil {
		return Void
	}
	return strings.Join(b, markSep)
}

// ballotOf reads a pattern back.
func ballotOf(pattern string) Ballot {
	if pattern == Void {
		return nil
	}
	return strings.Split(pattern, markSep)
}

// BallotRows are the rows of the ballot for one subject.
func (s *Scheme) BallotRows() []string {
	if len(s.Items) == 0 {
		return []string{"总体评价"}
	}
	return s.Items
}

// BallotMarks are the grades a row can carry, 弃权 aside.
func (s *Scheme) BallotMarks() []string {
	return keysOf(s.Grades, func(g Grade) string { return g.Key })
}

// Countable tells why ballots of the scheme cannot be entered one by one.
func (s *Scheme) Countable() error {
	if n := len(s.Grades); n == 0 || n > maxMarks {
		return fmt.Errorf("方案有 %d 个等次，逐票录入要求 1 到 %d 个；请改用按总数录入", n, maxMarks)
	}
	for _, k := range s.gradeKeys() {
		if strings.Contains(k, markSep) || k == Void {
			return fmt.Errorf("方案的等次“%s”不能用于逐票录入；请改用按总数录入", k)
		}
	}
	return nil
}

// NewCount begins a count of the ballots for one subject.
func NewCount(s *Scheme, group string, second bool, by string) *BallotCount {
	return &BallotCount{Group: group, Second: second, By: by, Rows: slices.Clone(s.BallotRows()), Ballots: map[string]int{}}
}

// Name is 第一次计票 or 第二次计票.
func (c *BallotCount) Name() string {
	if c.Second {
		return "第二次计票"
	}
	return "第一次计票"
}

// N is how many ballots were entered: 收回.
func (c *BallotCount) N() (n int) {
	for _, k := range c.Ballots {
		n += k
	}
	return n
}

// Add enters a ballot.
func (c *BallotCount) Add(b Ballot) { c.Ballots[b.pattern()]++ }

// Remove takes one such ballot out again; false when there is none.
func (c *BallotCount) Remove(b Ballot) bool {
	p := b.pattern()
	if c.Ballots[p] == 0 {
		return false
	}
	if c.Ballots[p]--; c.Ballots[p] == 0 {
		delete(c.Ballots, p)
	}
	return true
}

// Check tells what is wrong with a count that was read from elsewhere.
func (c *BallotCount) Check(s *Scheme) error {
	if len(c.Rows) == 0 {
		return fmt.Errorf("%s没有票面的行", c.Name())
	}
	keys := s.gradeKeys()
	for _, p := range sortedKeys(c.Ballots) {
		if n := c.Ballots[p]; n <= 0 || n > maxVotes {
			return fmt.Errorf("%s有一种票记为 %d 张，应为 1 到 %d 张", c.Name(), n, maxVotes)
		}
		if p == Void {
			continue
		}
		b := ballotOf(p)
		if len(b) != len(c.Rows) {
			return fmt.Errorf("%s有一种票是 %d 行，票面是 %d 行", c.Name(), len(b), len(c.Rows))
		}
		for _, m := range b {
			if !slices.Contains(keys, m) {
				return fmt.Errorf("%s有方案之外的等次“%s”；可用：%s", c.Name(), m, strings.Join(keys, "、"))
			}
		}
	}
	return nil
}

// RowTotals are the marks of one row of the valid ballots, counted.
func (c *BallotCount) RowTotals(s *Scheme, row int) map[string]int { return c.allTotals(s)[row] }

// allTotals are the marks of every row, counted in one pass: each ballot is taken
// apart once.
func (c *BallotCount) allTotals(s *Scheme) []map[string]int {
	keys := s.gradeKeys()
	sums := make([]map[string]int, len(c.Rows))
	for i := range sums {
		sums[i] = make(map[string]int, len(keys))
		for _, k := range keys {
			sums[i][k] = 0
		}
	}
	for p, n := range c.Ballots {
		if p == Void {
			continue
		}
		row := 0
		for mark := range strings.SplitSeq(p, markSep) {
			if row < len(sums) {
				sums[row][mark] += n
			}
			row++
		}
	}
	return sums
}

// Totals are the numbers of a count, derived from the ballots alone: 收回 is
// what was entered, invalid ballots carry no grades.
func (c *BallotCount) Totals(s *Scheme) GroupCount {
	returned, invalid := c.N(), c.Ballots[Void]
	valid := returned - invalid
	g := GroupCount{Group: c.Group, Returned: &returned, Valid: &valid, Invalid: &invalid}
	sums := c.allTotals(s)
	for i, row := range c.Rows {
		if i+1 == len(c.Rows) {
			g.Grades = sums[i]
			continue
		}
		if g.Items == nil {
			g.Items = map[string]map[string]int{}
		}
		g.Items[row] = sums[i]
	}
	return g
}

// Of is the part of a joint ballot that is about the person in one row: an
// invalid sheet is invalid for all.
func (c *BallotCount) Of(s *Scheme, row int) *BallotCount {
	rows := s.BallotRows()
	out := &BallotCount{Group: c.Group, Second: c.Second, By: c.By, Rows: rows[len(rows)-1:], Ballots: map[string]int{}}
	for p, n := range c.Ballots {
		if p != Void {
			p = ballotOf(p)[row]
		}
		out.Ballots[p] += n
	}
	return out
}

// CountDifference is one number in which two counts differ. Row is empty for
// 收回, 有效 and 无效.
type CountDifference struct {
	Row    string `json:"row,omitempty"`
	Grade  string `json:"grade"`
	First  int    `json:"first"`
	Second int    `json:"second"`
}

// Text names the row, the grade and both numbers.
func (d CountDifference) Text() string {
	name := d.Grade
	if d.Row != "" {
		name = d.Row + "·" + d.Grade
	}
	return fmt.Sprintf("%s：第一次 %d，第二次 %d，相差 %d", name, d.First, d.Second, max(d.First-d.Second, d.Second-d.First))
}

// CompareLines sets the numbers of two counts side by side, also those that
// agree, in the order of the sheet.
func CompareLines(s *Scheme, first, second *BallotCount) []CountDifference {
	return numberLines(s, first.Rows, first.Totals(s), second.Totals(s))
}

// Compare names each number in which two counts differ.
func Compare(s *Scheme, first, second *BallotCount) []CountDifference {
	return slices.DeleteFunc(CompareLines(s, first, second), func(d CountDifference) bool { return d.First == d.Second })
}

// numberLines pairs the numbers of two group counts, a blank as -1.
func numberLines(s *Scheme, rows []string, a, b GroupCount) []CountDifference {
	n := func(p *int) int {
		if p == nil {
			return -1
		}
		return *p
	}
	out := []CountDifference{{"", "收回", n(a.Returned), n(b.Returned)}, {"", "有效", n(a.Valid), n(b.Valid)}, {"", "无效", n(a.Invalid), n(b.Invalid)}}
	for i, row := range rows {
		x, y := a.Items[row], b.Items[row]
		if i+1 == len(rows) {
			x, y = a.Grades, b.Grades
		}
		for _, k := range s.gradeKeys() {
			out = append(out, CountDifference{row, k, x[k], y[k]})
		}
	}
	return out
}

// What was taken after two counts were compared.
const (
	TakeFirst  = "first"  // 以第一次为准
	TakeSecond = "second" // 以第二次为准
	TakeAgain  = "again"  // 重新计
)

// TakeNames are the words of what can be taken.
var TakeNames = map[string]string{TakeFirst: "以第一次为准", TakeSecond: "以第二次为准", TakeAgain: "重新计"}

// CountChoice keeps what was decided over two counts, by whom and why.
type CountChoice struct {
	Group       string            `json:"group,omitempty"`
	Take        string            `json:"take"`
	Reason      string            `json:"reason"`
	By          string            `json:"by,omitempty"`
	Date        cadre.Date        `json:"date,omitzero"`
	First       string            `json:"first,omitempty"`  // who counted first
	Second      string            `json:"second,omitempty"` // who counted second
	Differences []CountDifference `json:"differences,omitempty"`
}
