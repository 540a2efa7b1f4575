package forms

import (
	"strings"

	"kaocha/forms/layouts"
	"kaocha/forms/template"
)

// rosterForm is 考察情况汇总表 on paper; the Excel file has the same rows.
var rosterForm = &Form{Key: "roster", Name: "考察情况汇总表", Scope: OfBranch, Paper: "A4", Use: "汇总表（A4 横向），另有 Excel", Data: rosterData, Draw: drawRoster, Shape: rosterShape}

func rosterData(in *Input) template.Data {
	cols, rows := RosterRows(in)
	all := append(rows, RosterTotals(in, cols, rows))
	d := template.Data{"标题": RosterTitle(in), "说明": RosterInfo(in), "签字": RosterSignatures(in)}
	for i, c := range cols {
		d["列"+itoa(i+1)] = c.Label
	}
	lines := []template.Data{}
	for _, r := range all {
		line := template.Data{}
		for i, c := range r.Cells {
			line["格"+itoa(i+1)] = c.Text
		}
		lines = append(lines, line)
	}
	d["行"] = lines
	return d
}

func drawRoster(in *Input) []byte {
	cols, _ := RosterRows(in)
	out := make([]layouts.Column, len(cols))
	for i, c := range cols {
		out[i] = layouts.Column{Label: c.Label, Group: c.Group, Width: c.Width, Left: c.Kind == RosterLong}
	}
	return layouts.Roster(out)
}

func rosterShape(in *Input) string {
	cols, _ := RosterRows(&Input{Scheme: in.Scheme, Branch: in.Branch, Round: in.Round})
	keys := make([]string, len(cols))
	for i, c := range cols {
		keys[i] = c.Key + c.Group
	}
	return strings.Join(keys, " ")
}
