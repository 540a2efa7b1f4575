package sample

import (
	"kaocha/data/review"
)

// waived are findings of the sample that were set aside, with the reason: who
// looks at the practice round sees what that is like.
var waived = []struct {
	subject      int
	rule, reason string
}{
	{mismatch, "id.birth", "干部档案认定的出生时间为1984年1月，已复印档案材料备查，以档案为准。"},
	{career, "doc.length", "本人12月初住院，经考察组同意先交提纲，全文待出院后补交。"},
}

// waive keeps the reasons for the findings above under the keys the checker
// gives them.
func (s *Sample) waive() {
	for _, f := range review.Check(s.Dossier()) {
		for _, w := range waived {
			if f.Rule == w.rule && f.Subject == s.Subjects[w.subject].ID {
				s.Waivers = append(s.Waivers, review.Waiver{RoundID: RoundID, Key: f.Key, Reason: w.reason, By: "组织科经办", At: at("2025.12.11", 9)})
			}
		}
	}
}
