package forms

import (
	"kaocha/data/review"
	"kaocha/forms/template"
)

// handoverForm is 材料交接清单: what is handed over for each subject.
var handoverForm = &Form{Key: "handover", Name: "考察材料交接清单", Scope: OfBranch, Use: "逐人逐项列出交接的材料", Data: handoverData}

func handoverData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "方案": schemeName(in), "单位": branchName(in), "批次": "", "对象": []template.Data{}, "人数": itoa(len(in.Files)), "份数": "0", "电子份数": "0"}
	if in.Round != nil {
		d["批次"] = in.Round.Name
	}
	h := handover{dossier: &review.Dossier{Round: in.Round, Scheme: in.Scheme, Files: in.Files}}
	var each, once []review.Item // what each subject and what the branch hands in
	for _, it := range in.Scheme.Material {
		if it.PerBranch {
			once = append(once, it)
		} else {
			each = append(each, it)
		}
	}
	for i, f := range in.Files {
		h.add(f, each, itoa(i+1), f.Cadre.Name)
	}
	if len(in.Files) > 0 {
		h.add(in.Files[0], once, "", "党总支")
	}
	d["对象"], d["份数"], d["电子份数"] = h.rows, itoa(h.papers), itoa(h.files)
	return d
}

// handover collects the list and counts the copies handed in.
type handover struct {
	dossier       *review.Dossier
	rows          []template.Data
	papers, files int
}

// add puts down one owner's materials: the first stands beside the number and
// the name, the last ends what stays on one page.
func (h *handover) add(f *review.File, items []review.Item, no, who string) {
	if len(items) == 0 {
		return
	}
	row := h.item(f, items[0])
	row["序号"], row["姓名"] = no, who
	rest, last := []template.Data{}, []template.Data{}
	for i, it := range items[1:] {
		if i == len(items)-2 {
			last = append(last, h.item(f, it))
		} else {
			rest = append(rest, h.item(f, it))
		}
	}
	row["其余"], row["末项"] = rest, last
	h.rows = append(h.rows, row)
}

// item is the line of one material.
func (h *handover) item(f *review.File, it review.Item) template.Data {
	m := h.dossier.MaterialOf(f, it)
	if m.Paper {
		h.papers++
	}
	if m.Electronic {
		h.files++
	}
	row := template.Data{"名称": it.Name, "纸质": copyMark(it.Paper, m.Paper), "电子": copyMark(it.Electronic, m.Electronic), "页数": "", "状态": review.StateNames[m.State], "备注": m.Note}
	if m.Pages > 0 {
		row["页数"] = itoa(m.Pages)
	}
	return row
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
