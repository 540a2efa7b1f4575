package forms

import (
	"fmt"
	"slices"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// Example is an invented input with every list filled once: the placeholders of
// a form are read off it, and a new template can be tried on it.
func Example() *Input { return exampleOf("fafu-probation") }

// wideExample is the example with as many grades as the templates have columns.
func wideExample() *Input {
	in := Example()
	s := *in.Scheme
	s.Grades = slices.Clone(s.Grades)
	for len(gradeColumns(&Input{Scheme: &s})) < maxGradeColumns {
		s.Grades = append(s.Grades, review.Grade{Key: fmt.Sprint("例", len(s.Grades)+1)})
	}
	in.Scheme = &s
	return in
}

// maxGradeColumns is how many grades with 弃权 the templates have columns for.
const maxGradeColumns = 8

func exampleOf(scheme string) *Input {
	sch, text, err := review.ShippedByKey(scheme)
	if err != nil {
		panic(err) // shipped with the program and checked by its tests
	}
	n := func(v int) *int { return &v }
	c := &cadre.Cadre{ID: "example", Name: "方例", Sex: "男", Birth: cadre.MustDate("1988.05"), Nation: "汉族", Unit: "示例学院", Branch: "示例学院党总支",
		Position: "示例学院办公室主任（试用期）", Political: "中共党员", PartyJoined: "200806", WorkStart: cadre.MustDate("2010.07"),
		Probation: cadre.Probation{Position: "示例学院办公室主任", Start: cadre.MustDate("2024.11.20"), Months: 12},
		Resume:    cadre.ParseResume("2006.09--2010.07  示例大学学习\n2010.07--         示例学院办公室工作"),
		Family:    []cadre.FamilyMember{{Relation: "妻子", Name: "林例", Birth: cadre.MustDate("1989.03"), Political: "群众", Work: "示例小学教师"}}}
	grades := map[string]int{}
	for i, g := range sch.Grades {
		grades[g.Key] = 20 - 5*i
	}
	keys := []string{""}
	if len(sch.Vote.Groups) > 0 {
		keys = nil
		for _, g := range sch.Vote.Groups {
			keys = append(keys, g.Key)
		}
	}
	valid := 0
	for _, v := range grades {
		valid += v
	}
	var groups []review.GroupCount
	for _, k := range keys {
		groups = append(groups, review.GroupCount{Group: k, Expected: n(valid + 5), Present: n(valid + 1), Issued: n(valid + 1), Returned: n(valid + 1), Valid: n(valid), Invalid: n(1),
			Grades: grades, Items: map[string]map[string]int{sch.Items[0]: grades}})
	}
	sub := &review.Subject{ID: "example", CadreID: c.ID, BranchID: "b", PanelID: "p", Stage: sch.Stages[0].Key,
		Tally:  &review.Tally{Date: cadre.MustDate("2025.12.02"), Counters: []string{"计例"}, Scrutineers: []string{"监例"}, Groups: groups},
		Talks:  []review.Talk{{ID: "t", Interviewee: "谈例", Date: cadre.MustDate("2025.12.03"), Interviewers: []string{"组例"}, Texts: map[string]string{"merits": "示例。", "shortcomings": "示例。"}, Verdict: "同意"}},
		Report: review.Narrative{Texts: map[string]string{"merits": "示例。", "shortcomings": "示例。"}, Grade: sch.Grades[0].Key, Date: cadre.MustDate("2025.12.10")}}
	for _, it := range sch.Material {
		sub.Materials = append(sub.Materials, review.Material{Key: it.Key, State: review.Received, Paper: true, Text: "示例。"})
	}
	for _, o := range sch.Opinions {
		sub.Opinions = append(sub.Opinions, review.Opinion{Office: o.Key, Text: "同意。"})
	}
	b := &review.Branch{ID: "b", Name: c.Branch, Head: "书例"}
	p := &review.Panel{ID: "p", Name: "第一考察组", Leader: "组例", Members: []string{"员例"}}
	f := &review.File{Subject: sub, Cadre: c, Branch: b, Panel: p}
	return &Input{Round: &review.Round{Name: "示例批次", SchemeText: string(text), School: sch.School, Paper: sch.Paper, Assessed: cadre.MustDate("2025.12.10")},
		Scheme: sch, Cadre: c, File: f, Talk: &sub.Talks[0], Branch: b, Panel: p, Files: []*review.File{f}, Number: 1, Today: cadre.MustDate("2025.12.10"),
		Slip: &Slip{Fingerprint: "0000-1111-2222-3333-4444-5555-6666-7777", Printed: cadre.MustDate("2025.12.10")},
		Erasure: &Erasure{Files: "12 份", Size: "3.4 MB", Keep: cadre.MustDate("2028.12.31"), When: cadre.MustDate("2029.01.08"), By: "操例", Reason: "保管期满", Entry: "第 321 号", Seal: "0123456789abcdef",
			Backups: []string{"考察通-备份-000123-20281201-090000.db"}, Names: []string{"示例 述职报告.docx", "示例 鉴定材料.docx"}},
		Recovery: &Recovery{User: "操例", Role: "部门", Code: "ABCD-2345-EFGH-6789-JKMN", Printed: cadre.MustDate("2025.12.10")},
		Findings: []review.Finding{{Rule: "example", Severity: review.Warning, Subject: sub.ID, Person: c.Name, Form: "考察报告", Field: "不足之处", Message: "示例", Action: "补写"}}}
}
