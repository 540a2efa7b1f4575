package forms

import (
	"strings"

	"kaocha/data/review"
	"kaocha/forms/template"
)

// Forms for the assessment meeting (DOMAIN 2.10).

// signInRows is how many lines the sign-in sheet has when nothing else is said.
const signInRows = 40

// signInForm is 签到表: who came, never how they voted.
var signInForm = &Form{Key: "sign-in", Name: "民主测评会签到表", Scope: OfBranch, Use: "测评会签到", Data: signInData}

func signInData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "时间": blankDate}
	n := signInRows
	for _, f := range in.Files {
		if t := f.Subject.Tally; t != nil {
			sum := 0
			for _, g := range t.Groups {
				if g.Expected != nil {
					sum += *g.Expected
				}
			}
			n = max(n, sum)
		}
	}
	rows := make([]template.Data, n)
	for i := range rows {
		rows[i] = template.Data{"姓名": "", "单位职务": ""}
	}
	d["人员"] = rows
	return d
}

// issueLogForm is 发票收票登记: how many ballots went out and came back.
var issueLogForm = &Form{Key: "issue-log", Name: "测评票发放收回登记表", Scope: OfBranch, Use: "发票、收票张数登记", Data: issueLogData}

func issueLogData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "时间": blankDate}
	rows := []template.Data{}
	for _, f := range in.Files {
		for _, g := range countsOf(in, f) {
			rows = append(rows, template.Data{"姓名": f.Cadre.Name, "群体": groupName(in, g.Group), "应到": number(g.Expected), "实到": number(g.Present),
				"发出": number(g.Issued), "收回": number(g.Returned), "有效": number(g.Valid), "无效": number(g.Invalid)})
		}
	}
	d["登记"] = rows
	return d
}

// countsOf is the tally of each voter group, blank ones where none was entered.
func countsOf(in *Input, f *review.File) []review.GroupCount {
	if t := f.Subject.Tally; t != nil && len(t.Groups) > 0 {
		return t.Groups
	}
	if in.Scheme == nil || len(in.Scheme.Vote.Groups) == 0 {
		return []review.GroupCount{{}}
	}
	var out []review.GroupCount
	for _, g := range in.Scheme.Vote.Groups {
		out = append(out, review.GroupCount{Group: g.Key})
	}
	return out
}

func groupName(in *Input, key string) string {
	if in.Scheme != nil {
		for _, g := range in.Scheme.Vote.Groups {
			if g.Key == key {
				return g.Name
			}
		}
	}
	return "全体"
}

// countSheetForm is 计票单: room for 正 strokes by grade, signed by the counters.
var countSheetForm = &Form{Key: "count-sheet", Name: "民主测评计票单", Scope: OfBranch, Columns: true, Use: "唱票计票时画“正”字", Data: countSheetData}

func countSheetData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "时间": blankDate}
	addGrades(d, in)
	rows := []template.Data{}
	for _, f := range in.Files {
		rows = append(rows, template.Data{"姓名": f.Cadre.Name})
	}
	d["对象"] = rows
	return d
}

// talkListForm is the list of a subject's interviews without names (DOMAIN 2.6).
var talkListForm = &Form{Key: "talk-list", Name: "个别谈话情况汇总", Scope: OfSubject, Use: "谈话人次和意见统计，不列谈话人姓名", Data: talkListData}

func talkListData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "姓名": "", "职务": "", "谈话": []template.Data{}, "意见": []template.Data{}, "人次": "0"}
	if in.File == nil {
		return d
	}
	s := in.File.Subject
	d["姓名"], d["职务"], d["人次"] = in.File.Cadre.Name, trialPost(in), itoa(len(s.Talks))
	count := map[string]int{}
	rows := []template.Data{}
	for _, t := range s.Talks {
		count[t.Verdict]++
		rows = append(rows, template.Data{"日期": t.Date.Chinese(), "方式": t.Mode, "谈话人": strings.Join(t.Interviewers, "、"), "意见": t.Verdict})
	}
	verdicts := []template.Data{}
	for _, v := range in.Scheme.Talks.Verdicts {
		verdicts = append(verdicts, template.Data{"名称": v, "人数": itoa(count[v])})
	}
	d["谈话"], d["意见"] = rows, verdicts
	return d
}
