package template_test

import (
	"bytes"
	"strings"
	"testing"

	"kaocha/forms/page/markup"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// TestWrappers: tags inside content controls, links, revisions, simple fields and
// nested tables are found, also when cut over their borders.
func TestWrappers(t *testing.T) {
	body := `<w:p><w:r><w:t>甲{{</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>a}</w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t>}乙{{b}}</w:t></w:r></w:hyperlink><w:ins><w:r><w:t>丙{{a}}</w:t></w:r></w:ins></w:p>` +
		`<w:sdt><w:sdtContent><w:p><w:r><w:t>{{#x}}</w:t></w:r></w:p><w:p><w:r><w:t>{{n}}</w:t></w:r></w:p><w:p><w:r><w:t>{{/x}}</w:t></w:r></w:p></w:sdtContent></w:sdt>` +
		`<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{x.n}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl><w:sectPr/>`
	docx := rewrite(t, document(par("x")), template.MainPart, func([]byte) []byte {
		return []byte("<w:document><w:body>" + body + "</w:body></w:document>")
	})
	tp, err := template.Parse(docx)
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(template.Data{"a": "一", "b": "二", "x": []template.Data{{"n": "p"}, {"n": "q"}}})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	partOf(t, f.Docx, template.MainPart).Each(func(n *markup.Node) bool {
		if n.Name == "w:t" {
			all.WriteString(n.Chars())
		}
		return true
	})
	if got := all.String(); got != "甲一乙二丙一pqpq" {
		t.Errorf("%q", got)
	}
}

// TestCellEnd: a cell whose last block vanishes still ends with a paragraph,
// without which Word calls the file damaged.
func TestCellEnd(t *testing.T) {
	tp, err := template.Parse(document(table(build.Row{Cells: []build.Cell{{Body: par("{{#x}}") + par("a") + par("{{/x}}")}, {Body: par("{{#x}}b{{/x}}")}}})))
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(template.Data{"x": false})
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	partOf(t, f.Docx, template.MainPart).Each(func(n *markup.Node) bool {
		if n.Name == "w:tc" {
			cells++
			if n.Kids[len(n.Kids)-1].Name != "w:p" {
				t.Errorf("a cell ends with %s", n.Kids[len(n.Kids)-1].Name)
			}
		}
		return true
	})
	if cells != 2 {
		t.Errorf("%d cells", cells)
	}
}

// TestHeader: tags in headers and footers are filled, with pictures of their own.
func TestHeader(t *testing.T) {
	s := build.Section{Paper: build.Papers[0], Header: par("{{a}}{{@p 10*10}}"), Footer: build.PageNumber(plain)}
	tp, err := template.Parse(build.Document(s, "t", par("{{@p 20*20}}")))
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(template.Data{"a": "眉", "p": template.Image{Data: pagetest.Photo()}})
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := markup.Open(f.Docx)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"word/header1.xml", template.MainPart} {
		root := partOf(t, f.Docx, part)
		id := root.Deep("a:blip").Get("r:embed")
		rels := strings.Replace(part, "word/", "word/_rels/", 1) + ".rels"
		target := ""
		for _, r := range partOf(t, f.Docx, rels).Kids {
			if r.Get("Id") == id {
				target = r.Get("Target")
			}
		}
		b, err := pkg.Part("word/" + target)
		if err != nil || !bytes.HasPrefix(b, []byte("\xff\xd8")) {
			t.Errorf("%s: no picture behind %s (%v)", part, id, err)
		}
	}
	if got := template.Text(partOf(t, f.Docx, "word/header1.xml")); got != "眉" {
		t.Errorf("header %q", got)
	}
}
