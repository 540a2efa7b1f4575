package sheet

import (
	"fmt"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms"
)

func num(n int) *int { return &n }

// scheme is a small scheme with the given grades; the last one does not pass.
func scheme(name, school string, grades ...string) *review.Scheme {
	s := &review.Scheme{Name: name, School: school, Abstain: "弃权",
		Vote:     review.Vote{Denominator: "valid", Decimals: 2, BestName: "优秀率", PassName: "称职及以上率"},
		Talks:    review.Talks{Verdicts: []string{"同意", "基本同意", "不同意"}},
		Opinions: []review.Office{{Key: "panel", Advice: true}}}
	for i, g := range grades {
		s.Grades = append(s.Grades, review.Grade{Key: g, Best: i == 0, Pass: i < 2})
	}
	return s
}

// sample is a branch of n subjects of the scheme; the second has no votes yet.
func sample(s *review.Scheme, n int) *forms.Input {
	b := &review.Branch{ID: "b1", Name: "机电工程学院党总支"}
	in := &forms.Input{Scheme: s, Branch: b, Round: &review.Round{Name: "2026年秋季试用期考察", Assessed: cadre.MustDate("2026.12.20")}}
	for i := range n {
		c := &cadre.Cadre{Name: fmt.Sprintf("甄试%c", '甲'+rune(i%3)), Sex: "男", Birth: cadre.MustDate("1985.07"), Political: "中共党员",
			Unit: "机电工程学院党政办公室", Title: "副教授", FullTime: cadre.Education{Level: "大学", Degree: "工学学士"},
			PartTime:  cadre.Education{Level: "研究生", Degree: "工学硕士"},
			Probation: cadre.Probation{Position: "机电工程学院党政办公室副主任", Start: cadre.MustDate("2025.11.15")}}
		sub := &review.Subject{ID: fmt.Sprint("s", i)}
		if i != 1 {
			sub.Tally = &review.Tally{Groups: []review.GroupCount{{Valid: num(30), Grades: map[string]int{
				s.Grades[0].Key: 20, s.Grades[1].Key: 7, s.Grades[len(s.Grades)-1].Key: 1, "弃权": 2}}}}
			sub.Talks = []review.Talk{{Verdict: "同意"}, {Verdict: "基本同意"}, {Verdict: "同意"}}
			sub.Report.Grade = s.Grades[1].Key
			sub.Opinions = []review.Opinion{{Office: "panel", Advice: "正式任职"}}
		}
		in.Files = append(in.Files, &review.File{Subject: sub, Cadre: c, Branch: b})
	}
	return in
}
