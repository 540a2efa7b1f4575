package review

import (
	"os"
	"regexp"
	"testing"

	"kaocha/data/cadre"
)

// Every rule over points, ballots and events fires on a fault of its own, and no
// other round has it.
func TestEveryRuleOfAssessmentsFires(t *testing.T) {
	s := shipped(t, "integrity-target")
	h := shipped(t, "unit-annual")
	p := shipped(t, "party-appraisal")
	future := cadre.Date{Year: 2030, Month: 1, Day: 1}
	first := county(t, s, "甲", 90, 90)
	first.Subject.Marks[0].Points, first.Subject.Marks[0].Note = 99, ""
	first.Subject.Marks[1].Note = ""
	first.Subject.Marks[1].Points--
	first.Subject.Marks = append(first.Subject.Marks, Mark{Sheet: "party", Item: "unknown"})
	first.Subject.DropMark("discipline", "team", "")
	first.Subject.Extras = []Given{{Extra: "innovation-city"}, {Extra: "innovation-city", Times: 1}, {Extra: "unknown", Times: 1}}
	first.Subject.Bars = []Barred{{Bar: "accident"}}
	first.Subject.Conclusion = &Conclusion{Grade: "良好", Awards: []string{"优秀", "一等奖"}}
	first.Subject.Events = []Event{{Log: "declare", Fields: map[string]string{"level": "全球"}}, {Log: "feedback", Date: future}}
	others := []*File{county(t, s, "乙", 80, 80), county(t, s, "丙", 80, 80), county(t, s, "丁", 50, 50), {Subject: &Subject{ID: "x", Kind: "town"}, Cadre: &cadre.Cadre{Name: "某镇"}}}
	others[2].Subject.Conclusion = &Conclusion{Grade: "合格"}
	over := []*File{county(t, s, "子", 80, 80), county(t, s, "丑", 80, 80)}
	for _, f := range over {
		f.Subject.Conclusion = &Conclusion{Grade: "优秀", Awards: []string{"优秀"}}
	}
	hospital := &File{Subject: &Subject{ID: "h", Name: "医院", Kind: "hospital"}, Cadre: &cadre.Cadre{Name: "医院"}}
	vote(hospital.Subject, h, "conduct", "", map[string]int{"满意": 49})
	member := &File{Subject: &Subject{ID: "m", Name: "某某", Kind: "member"}, Cadre: &cadre.Cadre{Name: "某某"}}
	member.Subject.Bars = []Barred{{Bar: "discipline", Reason: "警告"}}
	vote(member.Subject, p, "group", "", map[string]int{"好": 1})
	district := &File{Subject: &Subject{ID: "d", Name: "某区", Kind: "district", Events: []Event{
		{Log: "indicators", Fields: map[string]string{"share": "1.9", "projects": "许多"}}}}, Cadre: &cadre.Cadre{Name: "某区"}}
	c := shipped(t, "party-candidates")
	applicant := &File{Subject: &Subject{ID: "c", Name: "某某", Kind: "applicant", Events: []Event{{Log: "thought"}}}, Cadre: &cadre.Cadre{Name: "某某"}}
	lc := shipped(t, "leading-cadres")
	alone := &File{Subject: &Subject{ID: "l", Name: "某某", Unit: "某局副局长", Kind: "candidate", Events: []Event{
		{Log: "publicity", Date: cadre.Date{Year: 2026, Month: 1, Day: 5}, Fields: map[string]string{"until": "2026.01.11", "feedback": "无"}}}}, Cadre: &cadre.Cadre{Name: "某某"}}
	vote(alone.Subject, lc, "nomination", "", map[string]int{"推荐": 10, "未推荐": 50})
	enough := &File{Subject: &Subject{ID: "e", Name: "某某", Unit: "某局局长", Kind: "candidate"}, Cadre: &cadre.Cadre{Name: "某某"}}
	vote(enough.Subject, lc, "nomination", "", map[string]int{"推荐": 30, "未推荐": 30})
	vote(enough.Subject, lc, "second", "", map[string]int{"推荐": 40, "未推荐": 20})
	team := &File{Subject: &Subject{ID: "t", Name: "某局领导班子", Unit: "某局", Kind: "team", Conclusion: &Conclusion{Grade: "较差"}}, Cadre: &cadre.Cadre{Name: "某局领导班子"}}
	proof := *s
	proof.Sheets = []Sheet{{Key: "party", Name: "责任制", Sections: []SheetSection{{Items: []SheetItem{{Key: "leading", Name: "部署", Max: 15, Proof: "会议记录"}}}}}}
	fired := map[string]bool{}
	for _, d := range []*Dossier{dossierOf(s, append(others, first)...), dossierOf(s, over...), dossierOf(h, hospital), dossierOf(p, member), dossierOf(c, applicant), dossierOf(lc, alone), dossierOf(lc, enough), dossierOf(lc, team), dossierOf(shipped(t, "science-progress"), district), dossierOf(&proof, county(t, s, "辰", 15, 0))} {
		for _, f := range Check(d) {
			fired[f.Rule] = true
		}
	}
	text, err := os.ReadFile("check_assess.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range regexp.MustCompile(`rule: "([a-z.-]+)"`).FindAllSubmatch(text, -1) {
		n++
		if r := string(m[1]); !fired[r] {
			t.Errorf("%s does not fire", r)
		}
	}
	if n < 20 {
		t.Errorf("only %d rules found", n)
	}
}
