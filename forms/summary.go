package forms

import (
	"strings"

	"kaocha/forms/template"
)

// summaryForm is 履职工作总结 set from typed text in the prescribed format.
const (
	summaryKey  = "summary"
	summaryName = "履职工作总结"
)

var summaryForm = &Form{Key: summaryKey, Name: summaryName, Scope: OfSubject, Nameless: true, Use: "本人总结，按规定格式排版，本人署名", Data: summaryData}

func summaryData(in *Input) template.Data {
	title := summaryName
	text, day := "", ""
	for _, it := range in.Scheme.Material {
		if it.Form != summaryKey {
			continue
		}
		if it.Format != nil && it.Format.Title != "" {
			title = it.Format.Title
		}
		m := in.File.Subject.MaterialOf(it.Key)
		text, day = m.Text, m.Date.Chinese()
	}
	d := withClosing([]template.Data{{"段落": paragraphs(text), "末段": ""}})[0]
	d["标题"], d["姓名"], d["日期"] = title, in.File.Cadre.Name, orBlankDate(day)
	return d
}

// paragraphs splits typed text at line ends and drops blank lines and the
// blanks people indent with.
func paragraphs(s string) []string {
	var out []string
	for _, l := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if l = strings.Trim(l, " \t\u3000"); l != "" {
			out = append(out, l)
		}
	}
	return out
}
