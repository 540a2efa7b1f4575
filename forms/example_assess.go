package forms

import (
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// assessExamples are inputs of the shipped schemes of points, ballots and events,
// with one subject of each kind and everything entered once.
func assessExamples() []*Input {
	all, err := review.Shipped()
	if err != nil {
		panic(err) // shipped with the program and checked by its tests
	}
	var out []*Input
	for _, x := range all {
		s, err := review.LoadScheme(x.Key, x.Text)
		if err != nil {
			panic(err)
		}
		if s.Assesses() {
			out = append(out, assessExample(s, string(x.Text))...)
		}
	}
	return out
}

// assessExample gives an input for each kind of subject of a scheme.
func assessExample(s *review.Scheme, text string) []*Input {
	day := cadre.MustDate("2025.12.10")
	round := &review.Round{Name: "示例批次", SchemeText: text, School: s.School, Paper: s.Paper, Assessed: day}
	var files []*review.File
	for _, k := range s.Kinds {
		sub := &review.Subject{ID: k.Key, Kind: k.Key, Name: "例" + k.Name, Group: "第一组"}
		for _, sheet := range s.SheetsFor(sub) {
			who := ""
			if sheet.Scorers == review.ManyScorers {
				who = "评例"
			}
			for _, it := range sheet.Items() {
				sub.SetMark(review.Mark{Sheet: sheet.Key, Item: it.Key, Scorer: who, Points: it.Max})
			}
		}
		for _, p := range s.PollsFor(sub) {
			n, none, votes := 6, 0, map[string]int{p.Grades[0].Key: 6}
			t := sub.NeedPollTally(p.Key)
			groups := p.Vote.Groups
			if len(groups) == 0 {
				groups = []review.Group{{}}
			}
			for _, g := range groups {
				c := review.GroupCount{Group: g.Key, Expected: &n, Present: &n, Issued: &n, Returned: &n, Valid: &n, Invalid: &none, Grades: votes, Items: map[string]map[string]int{}}
				for _, it := range p.Items[:len(p.Items)-1] {
					c.Items[it] = votes
				}
				t.Groups = append(t.Groups, c)
			}
		}
		for _, e := range s.Extras {
			sub.Extras = append(sub.Extras, review.Given{Extra: e.Key, Times: 1, Reason: "示例"})
		}
		for _, l := range s.Logs {
			e := review.Event{ID: l.Key, Log: l.Key, Date: day, Fields: map[string]string{}}
			if l.OfRound() {
				round.Events = append(round.Events, e)
			} else {
				sub.Events = append(sub.Events, e)
			}
		}
		files = append(files, &review.File{Subject: sub, Cadre: &cadre.Cadre{Name: sub.Name}})
	}
	var out []*Input
	for _, f := range files {
		out = append(out, &Input{Round: round, Scheme: s, Cadre: f.Cadre, File: f, Files: files, Number: 1, Today: day})
	}
	return out
}
