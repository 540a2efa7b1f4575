package template_test

import (
	"testing"

	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// FuzzParse: no body, however broken, makes Parse, Check or Fill panic, and what
// is filled is XML again.
func FuzzParse(f *testing.F) {
	base := document(par("x"))
	for _, b := range []build.XML{
		par("{{a}}"), par("{{#x}}{{n}}{{/x}}"), par("{{#x}}") + par("{{/x}}"), table(row("{{#x}}{{n}}", "{{a}}{{/x}}")),
		table(row("{{x.n}}", "{{x.a|至少3行}}")), table(row("{{@p 1*1}}", "{{a|缩小到9}}")), par("{{", "}}{{#", "/x"),
	} {
		f.Add("<w:document><w:body>" + string(b) + "</w:body></w:document>")
	}
	f.Add("<w:document><w:body><w:tbl><w:tr><w:tc><w:tbl>{{a}}</w:tbl></w:tc></w:tr></w:tbl></w:body></w:document>")
	d := template.Data{"a": "1\n2", "x": []template.Data{{"n": "a", "a": 1}, {"n": "b"}}, "p": template.Image{pagetest.Photo()}}
	f.Fuzz(func(t *testing.T, xml string) {
		if len(xml) > 1<<16 {
			return
		}
		tp, err := template.Parse(rewrite(t, base, template.MainPart, func([]byte) []byte { return []byte(xml) }))
		if err != nil {
			return
		}
		tp.Check([]string{"a"})
		tp.Tags()
		filled, err := tp.Fill(d)
		if err != nil {
			return
		}
		partOf(t, filled.Docx, template.MainPart)
	})
}
