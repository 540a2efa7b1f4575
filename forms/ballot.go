package forms

import (
	"strings"

	"kaocha/forms/template"
)

// Ballots (DOMAIN 2.4). They carry no number, code or order that could lead to
// a voter: only the voter group, where the scheme counts by groups.

// ballotForm is the ballot for one subject: a row for each item (family C).
var ballotForm = &Form{Key: "ballot", Name: "干部民主测评表", Scope: OfSubject, Columns: true, Pages: 1,
	Use: "测评票，每名对象一张，无记名", Data: ballotData}

func ballotData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "姓名": "", "职务": "", "群体": voterGroups(in), "测评时间": blankDate}
	if in.File != nil {
		d["姓名"], d["职务"] = in.File.Cadre.Name, trialPost(in)
		if t := in.File.Subject.Tally; t != nil && !t.Date.IsZero() {
			d["测评时间"] = t.Date.Chinese()
		}
	}
	addGrades(d, in)
	var rows []template.Data
	for _, it := range in.Scheme.Items {
		rows = append(rows, template.Data{"名称": it})
	}
	d["项目"] = rows
	return d
}

// ballotListForm is one ballot for all subjects of a branch (family A).
var ballotListForm = &Form{Key: "ballot-list", Name: "干部民主测评表（合票）", Scope: OfBranch, Columns: true,
	Use: "测评票，全体对象一张，只投总体评价", Data: ballotListData}

func ballotListData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "群体": voterGroups(in), "测评时间": blankDate}
	addGrades(d, in)
	var rows []template.Data
	for _, f := range in.Files {
		rows = append(rows, template.Data{"姓名": f.Cadre.Name, "职务": trialPost(in.subjectInput(f))})
	}
	d["对象"] = rows
	return d
}

// voterGroups is the line where a voter ticks the group; "" without groups.
func voterGroups(in *Input) string {
	if in.Scheme == nil || len(in.Scheme.Vote.Groups) == 0 {
		return ""
	}
	var out []string
	for _, g := range in.Scheme.Vote.Groups {
		out = append(out, g.Name+"□")
	}
	return strings.Join(out, "　")
}
