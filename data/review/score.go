package review

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// TermScore is a part of the total.
type TermScore struct {
	Name    string
	Points  *big.Rat // nil while something is missing
	Full    *big.Rat // full marks, nil when there is no such thing
	Weight  *big.Rat
	Formula string // how the points came about
}

// ExtraScore is an extra as it counts.
type ExtraScore struct {
	Name   string
	Times  int // that count
	Points *big.Rat
	Reason string
}

// Score (总分) of a subject. Total is exact; nil while something is missing.
type Score struct {
	Total   *big.Rat
	Text    string // 92.40, rounded half up; "—" without a total
	Terms   []TermScore
	Extras  []ExtraScore
	Missing []string // what has not been entered
	Explain []string
}

// ScoreOf adds up a subject's points by the scheme's rule: the weighted sheets
// and polls, then the extras, which are not weighted. It never fails: what is
// missing is named and no total given.
func ScoreOf(s *Scheme, sub *Subject) Score {
	out := Score{Text: "—"}
	if len(s.Scoring.Terms) == 0 {
		return out
	}
	sum, words := new(big.Rat), []string{}
	for _, t := range s.Scoring.Terms {
		if !concerns(t.For, sub.Kind) {
			continue
		}
		x, missing := s.term(t, sub)
		out.Terms = append(out.Terms, x)
		out.Missing = append(out.Missing, missing...)
		if x.Formula != "" {
			out.Explain = append(out.Explain, x.Name+"："+x.Formula)
		}
		if x.Points == nil {
			continue
		}
		sum.Add(sum, new(big.Rat).Mul(x.Weight, x.Points))
		word := s.points(x.Points)
		if x.Weight.Cmp(whole) != 0 {
			word = decimal(x.Weight) + " × " + word
		}
		words = append(words, word)
	}
	for _, e := range s.Extras {
		if x := s.extra(e, sub); x.Times > 0 {
			out.Extras = append(out.Extras, x)
			sum.Add(sum, x.Points)
			sign, p := "＋", x.Points
			if p.Sign() < 0 {
				sign, p = "－", new(big.Rat).Neg(p)
			}
			words = append(words, sign+" "+decimal(p)+"（"+x.Name+"）")
		}
	}
	if len(out.Missing) > 0 || len(out.Terms) == 0 {
		return out
	}
	out.Total, out.Text = sum, s.points(sum)
	how := joinSum(words)
	if how != out.Text {
		how += " = " + out.Text
	}
	out.Explain = append(out.Explain, "总分 = "+how)
	return out
}

var whole = big.NewRat(1, 1)

// joinSum joins terms with plus signs; those that bring their sign keep it.
func joinSum(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !strings.HasPrefix(w, "＋") && !strings.HasPrefix(w, "－") {
			b.WriteString(" ＋ ")
		} else if i > 0 {
			b.WriteString(" ")
		}
		b.WriteString(w)
	}
	return b.String()
}

// points prints points with the scheme's decimals, rounded half up.
func (s *Scheme) points(r *big.Rat) string { return rounded(r, s.Scoring.Decimals) }

// rounded prints a number with so many decimals, rounded half away from zero.
func rounded(r *big.Rat, decimals int) string {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
	x := new(big.Rat).Mul(new(big.Rat).Abs(r), scale)
	x.Add(x, big.NewRat(1, 2))
	n := new(big.Rat).SetInt(new(big.Int).Div(x.Num(), x.Denom()))
	n.Quo(n, scale)
	if r.Sign() < 0 && n.Sign() != 0 {
		return "-" + n.FloatString(decimals)
	}
	return n.FloatString(decimals)
}

// decimal prints a number as short as it is exact, else with four decimals.
func decimal(r *big.Rat) string {
	for d := range 5 {
		if text := r.FloatString(d); d == 4 || ratText(text).Cmp(r) == 0 {
			return text
		}
	}
	return r.FloatString(4)
}

func ratText(t string) *big.Rat {
	r, _ := new(big.Rat).SetString(t)
	return r
}

// term computes one part of the total.
func (s *Scheme) term(t Term, sub *Subject) (TermScore, []string) {
	x := TermScore{Weight: ratOf(t.Weight)}
	if t.Weight == 0 {
		x.Weight = whole
	}
	var missing []string
	if sheet := s.SheetOf(t.Sheet); sheet != nil {
		x.Name, x.Full = sheet.Name, sheet.Full()
		x.Points, x.Formula, missing = s.SheetScore(sheet, sub)
	} else if poll := s.PollOf(t.Poll); poll != nil {
		x.Name, x.Full = poll.Name, poll.full()
		x.Points, x.Formula, missing = s.PollScore(poll, sub)
	}
	if t.OutOf > 0 && x.Points != nil && x.Full != nil && x.Full.Sign() > 0 && x.Full.Cmp(ratOf(t.OutOf)) != 0 {
		was := s.points(x.Points)
		x.Points = new(big.Rat).Quo(new(big.Rat).Mul(x.Points, ratOf(t.OutOf)), x.Full)
		x.Formula += fmt.Sprintf("；折算 %s ÷ %s × %s = %s", was, decimal(x.Full), decimal(ratOf(t.OutOf)), s.points(x.Points))
		x.Full = ratOf(t.OutOf)
	}
	return x, missing
}

// Full is the sum of a sheet's maxima.
func (x *Sheet) Full() *big.Rat {
	sum := new(big.Rat)
	for _, it := range x.Items() {
		sum.Add(sum, ratOf(it.Max))
	}
	return sum
}

// SheetScore is the sum of a sheet's items, of several scorers the mean of their
// sums; nil, and what is missing, until every item of every scorer is there.
func (s *Scheme) SheetScore(x *Sheet, sub *Subject) (points *big.Rat, formula string, missing []string) {
	scorers := []string{""}
	if x.Scorers == ManyScorers {
		if scorers = sub.Scorers(x.Key); len(scorers) == 0 {
			return nil, "", []string{x.Name + "：还没有人评分"}
		}
	}
	total, sums := new(big.Rat), []string{}
	for _, who := range scorers {
		sum, open := new(big.Rat), []string{}
		for _, it := range x.Items() {
			if m := sub.MarkOf(x.Key, it.Key, who); m != nil {
				sum.Add(sum, ratOf(m.Points))
			} else {
				open = append(open, it.Name)
			}
		}
		if len(open) > 0 {
			name := x.Name
			if who != "" {
				name += "（" + who + "）"
			}
			missing = append(missing, name+"："+openText(open, len(x.Items())))
		}
		total.Add(total, sum)
		sums = append(sums, decimal(sum))
	}
	if len(missing) > 0 {
		return nil, "", missing
	}
	if len(sums) == 1 {
		return total, fmt.Sprintf("各项合计 %s（满分 %s）", sums[0], decimal(x.Full())), nil
	}
	mean := total.Quo(total, big.NewRat(int64(len(sums)), 1))
	return mean, fmt.Sprintf("(%s) ÷ %d 人 = %s（满分 %s）", strings.Join(sums, " + "), len(sums), s.points(mean), decimal(x.Full())), nil
}

// openText names what has not been scored, the first few of many.
func openText(open []string, all int) string {
	switch {
	case len(open) == all:
		return "未评分"
	case len(open) > 3:
		return fmt.Sprintf("%s等 %d 项未评分", strings.Join(open[:3], "、"), len(open))
	}
	return strings.Join(open, "、") + "未评分"
}

// full is the worth of the best answer, nil when the answers have no points.
func (p *Poll) full() *big.Rat {
	best := 0.0
	for _, g := range p.Grades {
		best = max(best, g.Points)
	}
	if best == 0 {
		return nil
	}
	return ratOf(best)
}

// PollScore is the mean of the answers' points by their rates, over all rows of
// a ballot; the row that counts is weighted by voter groups as the poll says.
func (s *Scheme) PollScore(p *Poll, sub *Subject) (points *big.Rat, formula string, missing []string) {
	t := sub.PollTally(p.Key)
	if t == nil || len(t.Groups) == 0 {
		return nil, "", []string{p.Name + "：未录入"}
	}
	r := Compute(s.PollView(p), t)
	if r.Withheld != "" {
		return nil, "", []string{p.Name + "：" + r.Withheld}
	}
	rows := [][]Share{r.Grades}
	for _, it := range r.Items {
		rows = append(rows, it.Grades)
	}
	sum := new(big.Rat)
	var terms []string
	for i, row := range rows {
		for k, g := range p.Grades {
			rate := row[k].Rate
			if rate == nil {
				return nil, "", []string{p.Name + "：没有得票率"}
			}
			sum.Add(sum, new(big.Rat).Mul(rate, ratOf(g.Points)))
			if i == 0 {
				terms = append(terms, Percent(rate, p.Vote.Decimals)+" × "+decimal(ratOf(g.Points)))
			}
		}
	}
	points = sum.Quo(sum, big.NewRat(int64(len(rows)), 1))
	formula = strings.Join(terms, " + ") + " = " + s.points(points)
	if len(rows) > 1 {
		formula = fmt.Sprintf("%d 项的平均分 = %s", len(rows), s.points(points))
	}
	return points, formula, nil
}

// extra adds up what was given of an extra.
func (s *Scheme) extra(e Extra, sub *Subject) ExtraScore {
	x := ExtraScore{Name: e.Name}
	if !concerns(e.For, sub.Kind) {
		return x
	}
	var reasons []string
	for _, g := range sub.Extras {
		if g.Extra == e.Key {
			x.Times += g.Times
			if r := strings.TrimSpace(g.Reason); r != "" && !slices.Contains(reasons, r) {
				reasons = append(reasons, r)
			}
		}
	}
	if e.Most > 0 {
		x.Times = min(x.Times, e.Most)
	}
	x.Points = new(big.Rat).Mul(ratOf(e.Points), big.NewRat(int64(x.Times), 1))
	x.Reason = strings.Join(reasons, "；")
	if x.Times > 1 {
		x.Name += fmt.Sprintf(" × %d", x.Times)
	}
	return x
}
