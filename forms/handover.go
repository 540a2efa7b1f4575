package forms

import (
	"kaocha/data/review"
	"kaocha/forms/template"
)

// handoverForm is 材料交接清单: what is handed over for each subject.
var handoverForm = &Form{Key: "handover", Name: "考察材料交接清单", Scope: OfBranch, Use: "逐人逐项列出交接的材料", Data: handoverData}

func handoverData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "批次": "", "材料": []template.Data{}, "人数": itoa(len(in.Files)), "份数": "0", "电子份数": "0"}
	if in.Round != nil {
		d["批次"] = in.Round.Name
	}
	papers, files := 0, 0
	rows := []template.Data{}
	dossier := &review.Dossier{Round: in.Round, Scheme: in.Scheme, Files: in.Files}
	add := func(f *review.File, it review.Item, no, who string) {
		m := dossier.MaterialOf(f, it)
		row := template.Data{"序号": no, "姓名": who, "名称": it.Name, "纸质": copyMark(it.Paper, m.Paper), "电子": copyMark(it.Electronic, m.Electronic), "页数": "", "状态": review.StateNames[m.State], "备注": m.Note}
		if m.Pages > 0 {
			row["页数"] = itoa(m.Pages)
		}
		if m.Paper {
			papers++
		}
		if m.Electronic {
			files++
		}
		rows = append(rows, row)
	}
	for i, f := range in.Files {
		no, who := itoa(i+1), f.Cadre.Name
		for _, it := range in.Scheme.Material {
			if !it.PerBranch {
				add(f, it, no, who)
				no, who = "", ""
			}
		}
	}
	for _, it := range in.Scheme.Material { // what the branch hands in once
		if it.PerBranch && len(in.Files) > 0 {
			add(in.Files[0], it, "", "党总支")
		}
	}
	d["材料"], d["份数"], d["电子份数"] = rows, itoa(papers), itoa(files)
	return d
}

// copyMark is how a copy stands in the list: there, still wanted, not asked for.
func copyMark(wanted, have bool) string {
	switch {
	case have:
		return "√"
	case wanted:
		return "缺"
	}
	return "—"
}

// missingForm is 缺项与未签清单: what is missing, unsigned or still to be settled.
var missingForm = &Form{Key: "missing", Name: "缺项与未签清单", Scope: OfRound, Use: "缺项、未签和待处理的问题", Data: missingData}

func missingData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "批次": "", "日期": in.Today.Chinese(), "问题": []template.Data{}, "数": "0", "无": true}
	if in.Round != nil {
		d["批次"] = in.Round.Name
		if !in.Round.Assessed.IsZero() {
			d["日期"] = in.Round.Assessed.Chinese()
		}
	}
	rows := []template.Data{}
	for _, x := range in.Findings {
		if x.Waived != "" || x.Severity == review.Note {
			continue
		}
		rows = append(rows, template.Data{"序号": itoa(len(rows) + 1), "程度": x.Severity.Name(), "姓名": whose(in, x), "表": x.Form, "内容": x.Message, "处理": x.Action})
	}
	d["问题"], d["数"], d["无"] = rows, itoa(len(rows)), len(rows) == 0
	return d
}

// whose names the person of a finding; namesakes with their unit.
func whose(in *Input, x review.Finding) string {
	if x.Person == "" {
		return "批次"
	}
	unit, same := "", 0
	for _, f := range in.Files {
		if f.Cadre.Name == x.Person {
			same++
		}
		if f.Subject.ID == x.Subject {
			unit = f.Cadre.Unit
		}
	}
	if same > 1 && unit != "" {
		return x.Person + "（" + unit + "）"
	}
	return x.Person
}
