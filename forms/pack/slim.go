package pack

import (
	"slices"

	"kaocha/data/review"
)

// slim copies what lists and the summary need of a subject and leaves the long
// texts behind, so that a large round fits in memory.
func slim(f *review.File) *review.File {
	s, c := *f.Subject, *f.Cadre
	s.Materials = slices.Clone(s.Materials)
	for i := range s.Materials {
		s.Materials[i].Text, s.Materials[i].Facts = "", nil
	}
	s.Talks = slices.Clone(s.Talks)
	for i := range s.Talks {
		s.Talks[i] = review.Talk{ID: s.Talks[i].ID, Verdict: s.Talks[i].Verdict}
	}
	s.Report.Biography, s.Report.Texts, s.Moves = "", nil, nil
	c.Resume, c.Family, c.Rewards, c.Training, c.Remarks, c.Duties = nil, nil, "", "", "", ""
	return &review.File{Subject: &s, Cadre: &c, Branch: f.Branch, Panel: f.Panel}
}
