package forms

import (
	"bytes"
	"compress/flate"
	"fmt"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/markup"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/pdf"
	"kaocha/forms/picture"
	"kaocha/forms/template"
)

// The benchmarks are per form of two pages with a photo; `make bench` runs them
// beside python-docx and LibreOffice (forms/bench).

func benchTemplate(b *testing.B) *template.Template {
	b.Helper()
	t, err := template.Parse(pagetest.Form())
	if err != nil {
		b.Fatal(err)
	}
	return t
}

// BenchmarkFillDocx fills the form and packs the .docx.
func BenchmarkFillDocx(b *testing.B) {
	t := benchTemplate(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := t.Fill(pagetest.Person(i)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDeflateOnly deflates what FillDocx writes, with the same
// compression: the bound that packing alone sets.
func BenchmarkDeflateOnly(b *testing.B) {
	t := benchTemplate(b)
	f, err := t.Fill(pagetest.Person(1))
	if err != nil {
		b.Fatal(err)
	}
	pkg, err := markup.Open(f.Docx)
	if err != nil {
		b.Fatal(err)
	}
	body, err := pkg.Part("word/document.xml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(body)), "bytes")
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.DefaultCompression)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		out.Reset()
		w.Reset(&out)
		if _, err := w.Write(body); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFormPDF fills, reads, lays out and writes one PDF per form.
func BenchmarkFormPDF(b *testing.B) {
	t, fs := benchTemplate(b), pagetest.Fonts()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		var out bytes.Buffer
		writePDF(b, t, fs, &out, i, 1)
	}
}

// BenchmarkPrintFile writes 100 forms into one PDF; the time is per file of 100.
func BenchmarkPrintFile(b *testing.B) {
	t, fs := benchTemplate(b), pagetest.Fonts()
	for b.Loop() {
		var out bytes.Buffer
		writePDF(b, t, fs, &out, 0, 100)
	}
}

func writePDF(b *testing.B, t *template.Template, fs *page.Fonts, out *bytes.Buffer, from, n int) {
	w := pdf.NewWriter(out, "干部任免审批表")
	for i := range n {
		o, _, err := Preview(t, pagetest.Person(from+i), fs)
		if err != nil {
			b.Fatal(err)
		}
		w.Bookmark(fmt.Sprint(i+1), 0, w.Pages())
		for _, pg := range o.Pages {
			if err := w.AddPage(pg); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPreview is one person's page on the screen: fill, read, lay out, draw
// one page at 110 dpi.
func BenchmarkPreview(b *testing.B) {
	t, fs := benchTemplate(b), pagetest.Fonts()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		o, _, err := Preview(t, pagetest.Person(i), fs)
		if err != nil {
			b.Fatal(err)
		}
		picture.Draw(o.Pages[0], 110)
	}
}

// BenchmarkMake is the whole of a form but the PDF.
func BenchmarkMake(b *testing.B) {
	t, fs := benchTemplate(b), pagetest.Fonts()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Make(t, pagetest.Person(i), fs); err != nil {
			b.Fatal(err)
		}
	}
}
