package review

import (
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// blankFacts answers every question with nothing; functions are never nil.
func blankFacts() *facts {
	no := func(string) bool { return false }
	return &facts{
		Received: no, Checked: no, Signed: no,
		Count:   func(string) int { return 0 },
		Rate:    func(string) float64 { return 0 },
		Opinion: func(string) string { return "" },
		Sheet:   func(string) float64 { return 0 }, Scored: no, Proved: no, Polled: no, PollOK: no, Barred: no, Role: no, Attended: no, Awarded: no, AwardTied: no,
		PollRate:   func(string, string) float64 { return 0 },
		TopRate:    func(string, string) float64 { return 0 },
		AllPolled:  no,
		PollPoints: func(string) float64 { return 0 },
		Ballots:    func(string) int { return 0 },
		Voters:     func(string) int { return 0 },
		Events:     func(string) int { return 0 },
		RoundLog:   func(string) int { return 0 },
		Latest:     func(string, string) string { return "" },
		Entries:    func(string, string, string) int { return 0 },
		Different:  func(string, string) int { return 0 },
		AllEnded:   no,
		Ahead:      func(string) int { return 0 },
		Back:       func(string) bool { return true },
	}
}

// vote fills in the counts and rates of a result.
func (x *facts) vote(s *Scheme, r *Result) {
	x.Total = r.Total
	x.Count = func(k string) int { return r.Sum.Grades[k] }
	x.Rate = func(k string) float64 {
		for _, g := range r.Grades {
			if g.Label == k {
				return float(g)
			}
		}
		return 0
	}
	x.PassRate, x.BestRate = float(r.Pass), float(r.Best)
	for _, p := range []struct {
		to *int
		n  *int
	}{{&x.Expected, r.Sum.Expected}, {&x.Present, r.Sum.Present}, {&x.Issued, r.Sum.Issued},
		{&x.Returned, r.Sum.Returned}, {&x.Invalid, r.Sum.Invalid}} {
		if p.n != nil {
			*p.to = *p.n
		}
	}
	x.Valid = r.Total
}

func float(s Share) float64 {
	if s.Rate == nil {
		return 0
	}
	f, _ := s.Rate.Float64()
	return f
}

// factsOf gathers all facts of a subject except the number of errors.
func factsOf(d *Dossier, f *File) *facts { return factsWith(d, f, d.MaterialOf) }

// factsWith is factsOf with a way to find a subject's record of an item.
func factsWith(d *Dossier, f *File, item func(*File, Item) *Material) *facts {
	x, sub := blankFacts(), f.Subject
	if f.Cadre != nil {
		x.Name = f.Cadre.Name
		if end := reviewEnd(d.Scheme, f); !end.IsZero() && !d.Today.IsZero() {
			x.Days = int(d.Today.Time().Sub(end.Time()).Hours() / 24)
			x.Ended = x.Days >= 0
		}
	}
	if f.Panel != nil && len(f.Panel.All()) > 0 {
		x.Panel = f.Panel.Name
		if x.Panel == "" {
			x.Panel = f.Panel.All()[0]
		}
	}
	if f.Branch != nil {
		x.Branch = f.Branch.Name
	}
	x.material(d, f, item)
	if x.Tally = sub.Tally != nil && len(sub.Tally.Groups) > 0; x.Tally {
		r := Compute(d.Scheme, sub.Tally)
		x.vote(d.Scheme, &r)
		x.TallyOK = TallyOK(d.Scheme, sub.Tally)
	}
	for _, t := range sub.Talks {
		if f.Cadre != nil && sameName(t.Interviewee, f.Cadre.Name) {
			continue // with the subject: no opinion of others
		}
		x.Talks++
		if slices.Contains(d.Scheme.Talks.Positive, t.Verdict) {
			x.Positive++
		}
	}
	x.report(d, f)
	x.assess(d, f)
	x.Opinion = func(office string) string { return opinionText(sub.OpinionOf(office)) }
	if sub.Decision != nil {
		x.Decision, x.Outcome = sub.Decision.Outcome, sub.Decision.Outcome
	}
	return x
}

// reviewEnd is the end of the probation that the round reviews. An extension
// that the round itself decided and the register has since is not counted: the
// round's steps came before it.
func reviewEnd(s *Scheme, f *File) cadre.Date {
	if f.Cadre == nil {
		return cadre.Date{}
	}
	p := f.Cadre.Probation
	if d := f.Subject.Decision; d != nil && s.Extend != "" && d.Outcome == s.Extend {
		p.End = cadre.Date{}
	}
	return p.EndDate(s.Probing.Months)
}

func (x *facts) material(d *Dossier, f *File, item func(*File, Item) *Material) {
	at := func(state string) func(string) bool {
		return func(key string) bool {
			for _, it := range d.Scheme.Material {
				if it.Key == key {
					return reached(item(f, it).State, state)
				}
			}
			return false
		}
	}
	x.Received, x.Checked, x.Signed = at(Received), at(Checked), at(Signed)
	x.MaterialsDone = true
	for _, it := range d.Scheme.Material {
		m := item(f, it)
		if !concerns(it.For, f.Subject.Kind) {
			continue
		}
		if !reached(m.State, Received) || it.Paper && !m.Paper || it.Electronic && !m.Electronic {
			x.MaterialsDone = false
		}
	}
}

func (x *facts) report(d *Dossier, f *File) {
	x.Grade = f.Subject.Concluded()
	x.ReportMax = d.Scheme.Report.MaxChars
	if x.ReportMax == 0 {
		x.ReportMax = 1 << 30 // the scheme sets no limit
	}
	x.ReportDone = len(missingParts(d.Scheme, f.Subject)) == 0
	x.ReportChars = reportChars(d.Scheme, f, d.assessed(), x)
	x.ReportSigned = f.Panel != nil && len(f.Panel.All()) > 0 && len(unsigned(f)) == 0
	if !d.Scheme.Report.Signed {
		x.ReportSigned = len(f.Subject.Report.SignedBy) > 0
	}
}

// reached tells that a material state is at least the one asked for.
func reached(state, least string) bool {
	return slices.Index(States, state) >= slices.Index(States, least)
}

// further tells that a record is ahead of another.
func further(a, b *Material) bool {
	return slices.Index(States, a.State) > slices.Index(States, b.State)
}

// MaterialOf is the subject's record of a scheme item. An item that exists once
// per branch is the furthest record of any subject of that branch.
func (d *Dossier) MaterialOf(f *File, it Item) *Material {
	m := f.Subject.MaterialOf(it.Key)
	if !it.PerBranch {
		return m
	}
	for _, o := range d.Files {
		if o.Subject.BranchID == f.Subject.BranchID {
			if x := o.Subject.MaterialOf(it.Key); further(x, m) {
				m = x
			}
		}
	}
	return m
}

// opinionText is what an office said; a stated grade or advice counts as said.
func opinionText(o Opinion) string {
	for _, t := range []string{o.Text, o.Advice, o.Grade} {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// unsigned are the members of the panel who have not signed the report.
func unsigned(f *File) []string {
	var out []string
	if f.Panel == nil {
		return nil
	}
	for _, m := range f.Panel.All() {
		if !slices.ContainsFunc(f.Subject.Report.SignedBy, func(s string) bool { return sameName(s, m) }) {
			out = append(out, m)
		}
	}
	return out
}

// sameName compares names without the blanks that forms put into them.
func sameName(a, b string) bool { return bare(a) == bare(b) }

func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// assessed is the day the round's documents refer to.
func (d *Dossier) assessed() cadre.Date {
	if d.Round != nil && !d.Round.Assessed.IsZero() {
		return d.Round.Assessed
	}
	return d.Today
}
