package forms

import (
	"strconv"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/template"
)

func itoa(n int) string { return strconv.Itoa(n) }

// tallyForm is 民主测评汇总 of one subject: the counts, the rates with their
// denominator, and how they were reckoned (DOMAIN 2.5, 4.5).
var tallyForm = &Form{Key: "tally", Name: "民主测评汇总表", Scope: OfSubject, Columns: true, Use: "一名对象的测评票数、得票率和算式", Data: tallyData}

func tallyData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "姓名": "", "职务": "", "时间": blankDate, "地点": "",
		"应到": "", "实到": "", "发出": "", "收回": "", "有效": "", "无效": "", "基数": "", "优秀率名": "", "优秀率": "", "称职率名": "", "称职率": "",
		"监票人": "", "计票人": "", "行": []template.Data{}, "说明": []string{}}
	addGrades(d, in)
	if in.File == nil || in.Scheme == nil {
		return d
	}
	d["姓名"], d["职务"] = in.File.Cadre.Name, trialPost(in)
	t := in.File.Subject.Tally
	r := review.Compute(in.Scheme, t)
	d["基数"], d["优秀率名"], d["称职率名"] = r.BaseName, in.Scheme.Vote.BestName, in.Scheme.Vote.PassName
	if t == nil {
		d["行"] = blankShares(in)
		return d
	}
	d["优秀率"], d["称职率"] = r.Best.Percent, r.Pass.Percent
	d["时间"], d["地点"] = orBlankDate(t.Date.Chinese()), t.Place
	d["监票人"], d["计票人"] = strings.Join(t.Scrutineers, "、"), strings.Join(t.Counters, "、")
	for k, v := range map[string]*int{"应到": r.Sum.Expected, "实到": r.Sum.Present, "发出": r.Sum.Issued, "收回": r.Sum.Returned, "有效": r.Sum.Valid, "无效": r.Sum.Invalid} {
		d[k] = number(v)
	}
	rows := []template.Data{}
	for _, it := range r.Items {
		rows = append(rows, shareRow(in, it.Item, it.Grades, true))
	}
	for _, g := range r.Groups {
		rows = append(rows, shareRow(in, g.Name, g.Grades, true))
	}
	rows = append(rows, shareRow(in, totalName(in), r.Grades, true))
	d["行"], d["说明"] = rows, r.Explain
	return d
}

// totalName is the row that counts: the ballot's deciding item.
func totalName(in *Input) string {
	if n := len(in.Scheme.Items); n > 0 {
		return in.Scheme.Items[n-1]
	}
	return "全体"
}

// blankShares are the rows of a sheet to be filled in by hand, in the order of
// a filled one.
func blankShares(in *Input) []template.Data {
	rows := []template.Data{}
	for i, it := range in.Scheme.Items {
		if i < len(in.Scheme.Items)-1 {
			rows = append(rows, shareRow(in, it, nil, false))
		}
	}
	for _, g := range in.Scheme.Vote.Groups {
		rows = append(rows, shareRow(in, g.Name, nil, false))
	}
	return append(rows, shareRow(in, totalName(in), nil, false))
}

func shareRow(in *Input, name string, s []review.Share, have bool) template.Data {
	d := template.Data{"名称": name}
	addShares(d, in, s, have)
	return d
}

// tallyListForm is 民主测评汇总 of a branch, a row for each subject.
var tallyListForm = &Form{Key: "tally-list", Name: "民主测评汇总表（党总支）", Scope: OfBranch, Columns: true, Paper: "A4", Use: "一个党总支全部对象的测评汇总", Data: tallyListData}

func tallyListData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "基数": "", "优秀率名": "", "称职率名": "", "对象": []template.Data{}}
	addGrades(d, in)
	if in.Scheme == nil {
		return d
	}
	d["基数"] = review.BaseName(in.Scheme.Vote.Denominator)
	d["优秀率名"], d["称职率名"] = in.Scheme.Vote.BestName, in.Scheme.Vote.PassName
	rows := []template.Data{}
	for _, f := range in.Files {
		r := review.Compute(in.Scheme, f.Subject.Tally)
		row := shareRow(in, f.Cadre.Name, r.Grades, f.Subject.Tally != nil)
		row["姓名"], row["职务"] = f.Cadre.Name, trialPost(in.subjectInput(f))
		row["发出"], row["收回"], row["有效"], row["无效"] = number(r.Sum.Issued), number(r.Sum.Returned), number(r.Sum.Valid), number(r.Sum.Invalid)
		row["优秀率"], row["称职率"] = "", ""
		if f.Subject.Tally != nil {
			row["优秀率"], row["称职率"] = r.Best.Percent, r.Pass.Percent
		}
		rows = append(rows, row)
	}
	d["对象"] = rows
	return d
}
