package forms

import (
	"bytes"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/pdf"
)

// officePDFs has LibreOffice print documents with the shipped fonts; it gives
// the PDF's path by name. The test is skipped where the tools are missing.
func officePDFs(t *testing.T, docs map[string][]byte) map[string]string {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice is slow")
	}
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed: pages are not compared with LibreOffice")
		}
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "pdf", "--outdir", filepath.Join(dir, "out")}
	out := map[string]string{}
	for name, b := range docs {
		p := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(p, b, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
		out[name] = filepath.Join(dir, "out", name+".pdf")
	}
	c := exec.Command("soffice", args...)
	c.Env = append(os.Environ(), "FONTCONFIG_FILE="+pagetest.OfficeFonts(t, dir))
	if msg, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	return out
}

// ownPDF prints our pages to a file.
func ownPDF(t *testing.T, pages []*page.Page) string {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, "test")
	for _, p := range pages {
		w.AddPage(p)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p := filepath.Join(t.TempDir(), "own.pdf")
	if err := os.WriteFile(p, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

var (
	pdfPage = regexp.MustCompile(`<page [^>]*>`)
	pdfWord = regexp.MustCompile(`xMin="[\d.-]+" yMin="[\d.-]+" xMax="[\d.-]+" yMax="[\d.-]+">(.*)</word>`)
)

// piecesOf are the pieces of text without a gap on each page of a PDF, with how
// often they occur: a line that breaks elsewhere makes other pieces.
func piecesOf(t *testing.T, file string) []map[string]int {
	t.Helper()
	b, err := exec.Command("pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]int
	for _, part := range pdfPage.Split(string(b), -1)[1:] {
		m := map[string]int{}
		for _, w := range pdfWord.FindAllStringSubmatch(part, -1) {
			m[html.UnescapeString(w[1])]++
		}
		out = append(out, m)
	}
	return out
}
