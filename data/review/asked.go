package review

import "slices"

// Asked tells which parts of an assessment there are for a subject: the scheme
// has them for its kind, or something was recorded there before.
type Asked struct {
	Scores, Extras, Bars, Roles, Polls, Events, Materials, Conclusion bool
}

// AskedOf looks at what the scheme has for a subject.
func (s *Scheme) AskedOf(sub *Subject) Asked {
	about := func(kinds []string) bool { return concerns(kinds, sub.Kind) }
	scored := slices.ContainsFunc(s.Scoring.Terms, func(t Term) bool { return about(t.For) })
	return Asked{
		Scores:     len(s.SheetsFor(sub))+len(sub.Marks)+len(sub.Evidence) > 0 || scored,
		Extras:     len(sub.Extras) > 0 || slices.ContainsFunc(s.Extras, func(e Extra) bool { return about(e.For) }),
		Bars:       len(sub.Bars) > 0 || slices.ContainsFunc(s.Bars, func(b Bar) bool { return about(b.For) }),
		Roles:      len(s.Roles)+len(sub.Roles) > 0,
		Polls:      len(s.PollsFor(sub))+len(sub.Polls) > 0,
		Events:     len(s.LogsFor(sub))+len(sub.Events) > 0,
		Materials:  len(s.ItemsFor(sub))+len(sub.Materials) > 0,
		Conclusion: len(s.Grades) > 0 || scored || sub.Conclusion != nil || slices.ContainsFunc(s.Awards, func(a Award) bool { return about(a.For) }),
	}
}

// LogsFor are the logs whose entries are the subject's.
func (s *Scheme) LogsFor(sub *Subject) []*Log {
	var out []*Log
	for i := range s.Logs {
		if l := &s.Logs[i]; !l.OfRound() && concerns(l.For, sub.Kind) {
			out = append(out, l)
		}
	}
	return out
}
