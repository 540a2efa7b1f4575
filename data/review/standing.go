package review

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// States of an award for a subject.
const (
	AwardGiven  = "given"  // within the places, by rank
	AwardTied   = "tied"   // as good as others, more than there are places: a person decides
	AwardBarred = "barred" // would have had it, but is shut out
)

// AwardNames are the words of the states.
var AwardNames = map[string]string{AwardGiven: "拟定", AwardTied: "并列待定", AwardBarred: "不得参评"}

// AwardMark is what an award's rule says about a subject.
type AwardMark struct{ Name, State string }

// Standing is a subject's place in the round.
type Standing struct {
	File     *File
	Kind     string
	Score    Score
	Rank     int  // among those ranked together, 0 without a total; equals share a rank: 1 2 2 4
	Tied     bool // shares it
	Of       int  // of these, how many have a total
	Shut     []string
	Awards   []AwardMark
	Proposed string // grade that the rules give, "" for none
	Why      string
	IsLow    bool
	LowYears int      // consecutive earlier rounds in which it was low, this one included
	Notices  []string // of the scheme's rules that hold

	failed bool // by a rule for grades
}

// AwardResult is what became of an award.
type AwardResult struct {
	Award   Award
	Places  int
	Formula string // 40% × 12 = 4.8，四舍五入取 5 个
	Given   []string
	Tied    []string // compete for Left places
	Left    int      // places not given: nobody left, or a tie
	Barred  []string
}

// Standings of a round: the subjects by kind and rank, and what became of the
// awards.
type Standings struct {
	List   []*Standing
	Awards []AwardResult
}

// Earlier (往次) is a former round of the same scheme, for results over years.
type Earlier struct {
	Name string
	Year int
	Low  map[string]bool // by the subject's name: it was low
}

// StandingsOf ranks the subjects of each kind by their totals, gives the awards
// down the ranks and applies the rules for grades. Equals are never parted: a
// tie over the last place is left to a person, whose conclusion stands.
func StandingsOf(d *Dossier) *Standings {
	out := &Standings{}
	for _, kinds := range pools(d.Scheme) {
		var list []*Standing
		for _, f := range d.Files {
			if slices.Contains(kinds, f.Subject.Kind) {
				list = append(list, standing(d, f))
			}
		}
		rank(list)
		out.List = append(out.List, list...)
		out.Awards = append(out.Awards, awards(d.Scheme, list)...)
		low(d, list)
		for _, x := range list {
			propose(d, x)
		}
	}
	return out
}

// Of finds a subject's standing, nil for one that is not there.
func (s *Standings) Of(subject string) *Standing {
	for _, x := range s.List {
		if x.File.Subject.ID == subject {
			return x
		}
	}
	return nil
}

// pools are the kinds that are ranked with each other.
func pools(s *Scheme) [][]string {
	all := kindKeys(s)
	if s.Scoring.Together {
		return [][]string{all}
	}
	out := make([][]string, len(all))
	for i, k := range all {
		out[i] = []string{k}
	}
	return out
}

func kindKeys(s *Scheme) []string {
	return keysOf(s.Kinds, func(k SubjectKind) string { return k.Key })
}

// standing is a subject by itself. One that the rules fail is out of the awards
// whatever its rank.
func standing(d *Dossier, f *File) *Standing {
	s, sub := d.Scheme, f.Subject
	x := &Standing{File: f, Kind: sub.Kind, Score: ScoreOf(s, sub)}
	for _, b := range s.barsOf(sub) {
		x.Shut = append(x.Shut, s.barText(b))
		if bar := s.BarOf(b.Bar); bar.Grade != "" && x.Proposed == "" {
			x.Proposed, x.Why = bar.Grade, s.barText(b)
		}
	}
	if grade, why := s.verdict(sub, factsOf(d, f)); x.Proposed == "" && grade != "" && !s.GradeOf(grade).Pass {
		x.Proposed, x.Why, x.failed = grade, why, true
		x.Shut = append(x.Shut, why)
	}
	return x
}

// verdict is the first rule for grades that holds.
func (s *Scheme) verdict(sub *Subject, f *facts) (grade, why string) {
	for _, v := range s.Verdicts {
		if ok, err := s.holds(v.When, f); concerns(v.For, sub.Kind) && ok && err == nil {
			return v.Grade, v.Text
		}
	}
	return "", ""
}

// rank sorts by total, the best first and those without one last, and numbers.
func rank(list []*Standing) {
	slices.SortStableFunc(list, func(a, b *Standing) int {
		switch x, y := a.Score.Total, b.Score.Total; {
		case x == nil || y == nil:
			return cmp.Compare(b2i(x == nil), b2i(y == nil))
		default:
			return y.Cmp(x)
		}
	})
	n := len(slices.DeleteFunc(slices.Clone(list), func(x *Standing) bool { return x.Score.Total == nil }))
	for i, x := range list[:n] {
		x.Rank, x.Of = i+1, n
		if i > 0 && x.Score.Total.Cmp(list[i-1].Score.Total) == 0 {
			x.Rank, x.Tied, list[i-1].Tied = list[i-1].Rank, true, true
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// places are an award's places among n subjects, and how they were reckoned.
func (a Award) places(n int) (int, string) {
	if a.Share == 0 {
		return a.Number, fmt.Sprintf("%d 个", a.Number)
	}
	exact := new(big.Rat).Mul(ratOf(a.Share), big.NewRat(int64(n), 1))
	down := int(new(big.Int).Div(exact.Num(), exact.Denom()).Int64())
	places := down
	rest := new(big.Rat).Sub(exact, big.NewRat(int64(down), 1))
	if a.Round == "up" && rest.Sign() > 0 || a.Round == "nearest" && rest.Cmp(big.NewRat(1, 2)) >= 0 {
		places++
	}
	return places, fmt.Sprintf("%s × %d = %s，%s取 %d 个", Percent(ratOf(a.Share), 0), n, decimal(exact), roundings[a.Round], places)
}

// awards goes through the scheme's awards for those ranked together.
func awards(s *Scheme, all []*Standing) []AwardResult {
	var out []AwardResult
	taken := map[string]map[*Standing]bool{} // by series: who is through
	stuck := map[string]bool{}               // series in which a tie is open
	for _, a := range s.Awards {
		list := slices.DeleteFunc(slices.Clone(all), func(x *Standing) bool { return !concerns(a.For, x.Kind) })
		if len(list) == 0 {
			continue
		}
		r := AwardResult{Award: a}
		r.Places, r.Formula = a.places(len(list))
		if taken[a.Series] == nil || a.Series == "" {
			taken[a.Series], stuck[a.Series] = map[*Standing]bool{}, false
		}
		give(s, &r, list, taken[a.Series], stuck[a.Series])
		stuck[a.Series] = stuck[a.Series] || len(r.Tied) > 0
		out = append(out, r)
	}
	return out
}

// give hands out one award. What was decided comes first and takes its places;
// after an open tie nobody further down the series is named.
func give(s *Scheme, r *AwardResult, list []*Standing, taken map[*Standing]bool, stuck bool) {
	name := r.Award.Name
	mark := func(x *Standing, state string) { x.Awards = append(x.Awards, AwardMark{name, state}) }
	left := r.Places
	for _, x := range list {
		if c := x.File.Subject.Conclusion; c != nil && slices.Contains(c.Awards, name) {
			mark(x, AwardGiven)
			taken[x], left = true, left-1
			r.Given = append(r.Given, person(x.File))
		}
	}
	for i := 0; i < len(list) && left > 0 && !stuck; {
		j := i
		var tie []*Standing
		for ; j < len(list) && list[j].Rank == list[i].Rank; j++ {
			x := list[j]
			switch {
			case x.Rank == 0 || taken[x] || x.File.Subject.Conclusion != nil:
			case x.failed || s.shutOut(x.File.Subject, r.Award):
				mark(x, AwardBarred)
				r.Barred = append(r.Barred, person(x.File))
			default:
				tie = append(tie, x)
			}
		}
		i = j
		if len(tie) > left {
			for _, x := range tie {
				mark(x, AwardTied)
				r.Tied = append(r.Tied, person(x.File))
			}
			break
		}
		for _, x := range tie {
			mark(x, AwardGiven)
			taken[x], left = true, left-1
			r.Given = append(r.Given, person(x.File))
		}
	}
	r.Left = max(left, 0)
}

// shutOut tells that a fact keeps a subject from an award.
func (s *Scheme) shutOut(sub *Subject, a Award) bool {
	return slices.ContainsFunc(s.barsOf(sub), func(b Barred) bool {
		bar := s.BarOf(b.Bar)
		return len(bar.Awards) == 0 || slices.Contains(bar.Awards, a.Name)
	})
}

// low marks who is at the end, and counts the years in a row.
func low(d *Dossier, list []*Standing) {
	rule := d.Scheme.Low
	for _, x := range list {
		last := rule.Last > 0 && x.Rank > 0 && x.Rank > x.Of-rule.Last && x.Of > rule.Last
		x.IsLow = last || slices.Contains(rule.Grades, x.File.Subject.Concluded())
		x.countYears(d)
	}
}

func (x *Standing) countYears(d *Dossier) {
	x.LowYears = 0
	if !x.IsLow {
		return
	}
	x.LowYears = 1
	year := d.assessed().Year
	for back := 1; ; back++ {
		i := slices.IndexFunc(d.Earlier, func(e Earlier) bool { return e.Year == year-back })
		if i < 0 || !d.Earlier[i].Low[bare(person(x.File))] {
			return
		}
		x.LowYears++
	}
}

// propose finds the grade where none is given yet, of the first rule that holds,
// and the notices.
func propose(d *Dossier, x *Standing) {
	s, sub := d.Scheme, x.File.Subject
	f := factsOf(d, x.File)
	f.stand(x)
	if x.Proposed == "" {
		x.Proposed, x.Why = s.verdict(sub, f)
	}
	if !x.IsLow && slices.Contains(s.Low.Grades, x.Proposed) && sub.Concluded() == "" {
		x.IsLow = true
		x.countYears(d)
		f.stand(x)
	}
	for _, n := range s.Notices {
		if ok, err := s.holds(n.When, f); ok && err == nil {
			x.Notices = append(x.Notices, n.Text)
		}
	}
}

// Has tells that a rule names the subject for an award, without a tie.
func (x *Standing) Has(award string) bool {
	return slices.Contains(x.Awards, AwardMark{award, AwardGiven})
}

// RankText prints the rank: 3, or 并列 2.
func (x *Standing) RankText() string {
	switch {
	case x.Rank == 0:
		return ""
	case x.Tied:
		return fmt.Sprintf("并列 %d", x.Rank)
	}
	return num(x.Rank)
}

// AwardText prints what the awards' rules say: 一等奖；二等奖（并列待定）.
func (x *Standing) AwardText() string {
	var out []string
	for _, a := range x.Awards {
		if a.State == AwardGiven {
			out = append(out, a.Name)
		} else {
			out = append(out, a.Name+"（"+AwardNames[a.State]+"）")
		}
	}
	return strings.Join(out, "；")
}

// Text says in a sentence what became of an award.
func (r AwardResult) Text() string {
	t := fmt.Sprintf("%s：名额 %s", r.Award.Name, r.Formula)
	if len(r.Given) > 0 {
		t += "；" + strings.Join(r.Given, "、")
	}
	if len(r.Tied) > 0 {
		t += fmt.Sprintf("；还剩 %d 个名额，%s并列，由评定会议决定", r.Left, strings.Join(r.Tied, "、"))
	} else if r.Left > 0 && len(r.Given) > 0 {
		t += fmt.Sprintf("；空 %d 个", r.Left)
	}
	if len(r.Barred) > 0 {
		t += "；不得参评：" + strings.Join(r.Barred, "、")
	}
	return t
}
