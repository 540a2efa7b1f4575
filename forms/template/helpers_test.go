package template_test

import (
	"testing"

	"kaocha/forms/page/markup"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

var plain = build.Text{Font: "宋体", Size: 10.5}

// par is a paragraph with one run per piece.
func par(pieces ...string) build.XML {
	var runs []build.XML
	for _, s := range pieces {
		runs = append(runs, plain.Run(s))
	}
	return build.Para{}.With(runs...)
}

func row(cells ...string) build.Row {
	var r build.Row
	for _, c := range cells {
		r.Cells = append(r.Cells, build.Cell{Body: par(c)})
	}
	return r
}

func table(rows ...build.Row) build.XML {
	return build.Table{Grid: []float64{20, 20}, Rows: rows}.XML()
}

func document(body ...build.XML) []byte {
	return build.Document(build.Section{Paper: build.Papers[0]}, "t", body...)
}

// texts are the texts of the paragraphs of a .docx.
func texts(t testing.TB, docx []byte) []string {
	t.Helper()
	var out []string
	partOf(t, docx, template.MainPart).Each(func(n *markup.Node) bool {
		if n.Name == "w:p" {
			out = append(out, template.Text(n))
		}
		return true
	})
	return out
}

func partOf(t testing.TB, docx []byte, name string) *markup.Node {
	t.Helper()
	pkg, err := markup.Open(docx)
	if err != nil {
		t.Fatal(err)
	}
	b, err := pkg.Part(name)
	if err != nil || b == nil {
		t.Fatalf("%s: %v", name, err)
	}
	root, err := markup.Parse(b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return root
}
