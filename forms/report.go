package forms

import (
	"kaocha/data/review"
	"kaocha/forms/template"
)

// reportForm is 考察报告 (考察材料) in the notice's order (DOMAIN 2.7).
var reportForm = &Form{Key: "report", Name: "考察报告", Scope: OfSubject, Use: "考察组写实报告，全体成员签字", Data: reportData}

// dossier is the round narrowed to one subject, for rules that read a round.
func (in *Input) dossier() *review.Dossier {
	d := &review.Dossier{Round: in.Round, Scheme: in.Scheme, Today: in.Today}
	if in.File != nil {
		d.Files = []*review.File{in.File}
	}
	return d
}

func reportData(in *Input) template.Data {
	d := template.Data{"标题": "", "部分": []template.Data{}, "党总支": "", "签字": []template.Data{}, "日期": blankDate}
	var parts []template.Data
	for _, p := range review.ReportText(in.dossier(), in.File) {
		switch p.Kind {
		case review.PartTitle:
			d["标题"] = p.Text
		case review.PartBranch:
			d["党总支"] = p.Text
		case review.PartDate:
			if !in.File.Subject.Report.Date.IsZero() { // else the day of signing, by hand
				d["日期"] = p.Text
			}
		case review.PartSigners:
			d["签字"] = signers(in.File.Panel)
		default:
			if len(p.Lines) > 0 || p.Missing {
				parts = append(parts, template.Data{"标题": p.Title, "段落": p.Lines, "末段": ""})
			}
		}
	}
	d["部分"] = withClosing(parts)
	return d
}

// signers is a line for each member of the panel, the leader first; a leader and
// two members to be written in where no panel was named.
func signers(p *review.Panel) []template.Data {
	if p == nil {
		return []template.Data{{"身份": "组长：", "姓名": ""}, {"身份": "成员：", "姓名": ""}, {"身份": "成员：", "姓名": ""}}
	}
	var out []template.Data
	for i, n := range p.All() {
		who := "成员："
		if i == 0 && p.Leader != "" {
			who = "组长："
		}
		out = append(out, template.Data{"身份": who, "姓名": n})
	}
	return out
}

// blankDate is where a date is written by hand.
const blankDate = "　　年　　月　　日"

func orBlankDate(s string) string {
	if s == "" {
		return blankDate
	}
	return s
}
