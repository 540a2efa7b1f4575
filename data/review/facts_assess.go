package review

import (
	"math/big"
	"slices"
)

// assess fills in what a scheme of points, ballots and events may ask.
func (x *facts) assess(d *Dossier, f *File) {
	s, sub := d.Scheme, f.Subject
	x.Kind, x.Role = sub.Kind, sub.HasRole
	score := ScoreOf(s, sub)
	x.Score, x.ScoreDone = toFloat(score.Total), score.Total != nil
	x.Sheet = func(k string) float64 {
		if sheet := s.SheetOf(k); sheet != nil {
			p, _, _ := s.SheetScore(sheet, sub)
			return toFloat(p)
		}
		return 0
	}
	x.Scored = func(k string) bool {
		sheet := s.SheetOf(k)
		if sheet == nil {
			return false
		}
		p, _, _ := s.SheetScore(sheet, sub)
		return p != nil
	}
	x.Proved = func(k string) bool {
		sheet := s.SheetOf(k)
		return sheet != nil && !slices.ContainsFunc(GapsOf(sheet, sub), func(g Gap) bool { return g.NoProof })
	}
	x.polls(s, sub)
	x.contest(d, f)
	x.Barred = func(k string) bool { return slices.ContainsFunc(sub.Bars, func(b Barred) bool { return b.Bar == k }) }
	x.Events = func(k string) int { return len(EventsOf(sub.Events, k)) }
	var round []Event
	if d.Round != nil {
		round = d.Round.Events
	}
	x.logs(s, sub, round, d.assessed())
	x.RoundLog = func(k string) int { return len(EventsOf(round, k)) }
	x.Attended = func(k string) bool {
		return slices.ContainsFunc(EventsOf(round, k), func(e Event) bool {
			return slices.ContainsFunc(e.People, func(n string) bool { return sameName(n, person(f)) })
		})
	}
	x.Back = func(k string) bool {
		out := func(list []Event) bool {
			return slices.ContainsFunc(EventsOf(list, k), func(e Event) bool { return !e.Back })
		}
		return !out(sub.Events) && !out(round)
	}
	x.Divided = sub.Group != "" || sub.noted(s.Division.Absent) || s.Division.From == 0 || len(d.Files) < s.Division.From
}

// contest answers what the polls say of all who contend for the same.
func (x *facts) contest(d *Dossier, f *File) {
	x.TopRate = func(poll, answer string) (top float64) {
		for _, r := range d.rivals(f) {
			top = max(top, pollRate(d.Scheme, r.Subject, poll, answer))
		}
		return top
	}
	x.AllPolled = func(poll string) bool {
		return !slices.ContainsFunc(d.rivals(f), func(r *File) bool {
			t := r.Subject.PollTally(poll)
			return t == nil || len(t.Groups) == 0
		})
	}
}

// rivals are the subjects of the same kind and unit (post), the subject itself
// among them.
func (d *Dossier) rivals(f *File) []*File {
	var out []*File
	for _, r := range d.Files {
		if r.Subject.Kind == f.Subject.Kind && r.Subject.Unit == f.Subject.Unit {
			out = append(out, r)
		}
	}
	if len(out) == 0 { // the file of a form alone
		out = []*File{f}
	}
	return out
}

// pollRate is the rate of an answer in a subject's poll, 0 without one.
func pollRate(s *Scheme, sub *Subject, poll, answer string) float64 {
	p, t := s.PollOf(poll), sub.PollTally(poll)
	if p == nil || t == nil || len(t.Groups) == 0 {
		return 0
	}
	for _, g := range Compute(s.PollView(p), t).Grades {
		if g.Label == answer {
			return float(g)
		}
	}
	return 0
}

func (x *facts) polls(s *Scheme, sub *Subject) {
	result := func(k string) (*Poll, *Tally, Result) {
		p, t := s.PollOf(k), sub.PollTally(k)
		if p == nil || t == nil || len(t.Groups) == 0 {
			return nil, nil, Result{}
		}
		return p, t, Compute(s.PollView(p), t)
	}
	x.Polled = func(k string) bool { _, t, _ := result(k); return t != nil }
	x.PollOK = func(k string) bool { p, t, _ := result(k); return t != nil && TallyOK(s.PollView(p), t) }
	x.PollRate = func(k, answer string) float64 { return pollRate(s, sub, k, answer) }
	x.PollPoints = func(k string) float64 {
		if p := s.PollOf(k); p != nil {
			points, _, _ := s.PollScore(p, sub)
			return toFloat(points)
		}
		return 0
	}
	x.Voters = func(k string) int {
		_, _, r := result(k)
		if r.Sum.Expected == nil {
			return 0
		}
		return *r.Sum.Expected
	}
	x.Ballots = func(k string) int {
		_, _, r := result(k)
		if r.Sum.Issued == nil {
			return 0
		}
		return *r.Sum.Issued
	}
}

// stand fills in what only the whole round can tell.
func (x *facts) stand(p *Standing) {
	x.Awarded = x.awardIs(p, AwardGiven)
	x.AwardTied = x.awardIs(p, AwardTied)
	x.Rank, x.Of, x.IsLow, x.LowYears = p.Rank, p.Of, p.IsLow, p.LowYears
}

func (x *facts) awardIs(p *Standing, state string) func(string) bool {
	return func(name string) bool { return slices.Contains(p.Awards, AwardMark{name, state}) }
}

func toFloat(r *big.Rat) float64 {
	if r == nil {
		return 0
	}
	f, _ := r.Float64()
	return f
}
