package page_test

import (
	"bufio"
	"bytes"
	"html"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/pdf"
	"kaocha/forms/template"
	"kaocha/resources/fonts"
)

// word is a piece of text without gaps as pdftotext sees it; points.
type word struct {
	page int
	text string
	x, y float64
}

var wordRe = regexp.MustCompile(`xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="[\d.-]+" yMax="([\d.-]+)">(.*)</word>`)

func wordsOf(t *testing.T, file string) (out []word, pages int) {
	t.Helper()
	b, err := exec.Command("pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(bytes.NewReader(b))
	for sc.Scan() {
		if strings.Contains(sc.Text(), "<page ") {
			pages++
		}
		if m := wordRe.FindStringSubmatch(sc.Text()); m != nil {
			f := func(i int) float64 { v, _ := strconv.ParseFloat(m[i], 64); return v }
			out = append(out, word{pages, html.UnescapeString(m[4]), f(1), (f(2) + f(3)) / 2})
		}
	}
	return out, pages
}

// TestAgainstLibreOffice lays the same .docx out twice. Same number of pages;
// nearly every word on the same page with the same line ends (a word broken over
// a line would be two); and standing within 3 points of the other.
func TestAgainstLibreOffice(t *testing.T) {
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed: pages are not compared with LibreOffice")
		}
	}
	shipped := map[string]bool{}
	for _, f := range fonts.Shipped() {
		shipped[f.Key] = true
	}
	if !shipped[page.Fang] {
		t.Skip("the 仿宋 font is not beside the sources: pages are not compared with LibreOffice")
	}
	dir := t.TempDir()
	conf := pagetest.OfficeFonts(t, dir)
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "pdf", "--outdir", filepath.Join(dir, "lo")}
	set := documents(t)
	for _, d := range set {
		p := filepath.Join(dir, d.name+".docx")
		if err := os.WriteFile(p, d.docx, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
	}
	c := exec.Command("soffice", args...)
	c.Env = append(os.Environ(), "FONTCONFIG_FILE="+conf)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, d := range set {
		ours := filepath.Join(dir, d.name+".pdf")
		writePDF(t, ours, d.docx)
		a, an := wordsOf(t, ours)
		b, bn := wordsOf(t, filepath.Join(dir, "lo", d.name+".pdf"))
		if an != bn {
			t.Errorf("%s: %d pages, LibreOffice %d", d.name, an, bn)
		}
		compare(t, d.name, a, b)
	}
}

// TestReadsRewritten: a document that LibreOffice has opened and saved has the
// same lines on the same pages.
func TestReadsRewritten(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("soffice is not installed: files written by LibreOffice are not read")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "lo")}
	set := documents(t)
	for _, d := range set {
		p := filepath.Join(dir, d.name+".docx")
		if err := os.WriteFile(p, d.docx, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, d := range set {
		b, err := os.ReadFile(filepath.Join(dir, "lo", d.name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		want, got := layout(t, d.docx), layout(t, b)
		if len(want.Pages) != len(got.Pages) {
			t.Errorf("%s: %d pages, rewritten %d", d.name, len(want.Pages), len(got.Pages))
			continue
		}
		for i := range want.Pages {
			if a, b := lines(want.Pages[i]), lines(got.Pages[i]); !slices.Equal(a, b) {
				t.Errorf("%s, page %d:\n%q\nrewritten\n%q", d.name, i+1, a, b)
			}
		}
	}
}

func compare(t *testing.T, name string, ours, theirs []word) {
	t.Helper()
	type key struct {
		page int
		text string
	}
	left := map[key][]word{}
	for _, w := range theirs {
		k := key{w.page, w.text}
		left[k] = append(left[k], w)
	}
	lost, moved := 0, 0
	for _, w := range ours {
		k := key{w.page, w.text}
		l := left[k]
		if len(l) == 0 {
			lost++
			t.Logf("%s: page %d: %q is not so in LibreOffice", name, w.page, w.text)
			continue
		}
		best := 0
		for i := range l {
			if math.Hypot(l[i].x-w.x, l[i].y-w.y) < math.Hypot(l[best].x-w.x, l[best].y-w.y) {
				best = i
			}
		}
		if math.Abs(l[best].x-w.x) > 3 || math.Abs(l[best].y-w.y) > 3 {
			moved++
			t.Logf("%s: page %d: %q is at %.1f,%.1f, in LibreOffice at %.1f,%.1f", name, w.page, w.text, w.x, w.y, l[best].x, l[best].y)
		}
		left[k] = append(l[:best:best], l[best+1:]...)
	}
	if n := len(ours); lost*50 > n || moved*20 > n {
		t.Errorf("%s: of %d words %d differ and %d stand elsewhere", name, n, lost, moved)
	}
}

type docSample struct {
	name string
	docx []byte
}

func documents(t testing.TB) []docSample {
	return []docSample{
		{"form", fill(t, pagetest.Form(), pagetest.Person(12))},
		{"report", fill(t, pagetest.Report(), pagetest.ReportData(12))},
		{"talk", fill(t, pagetest.Talk(), pagetest.TalkData(14))},
		{"roster", roster(40)},
	}
}

func fill(t testing.TB, tpl []byte, d template.Data) []byte {
	t.Helper()
	tp, err := template.Parse(tpl)
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(d)
	if err != nil {
		t.Fatal(err)
	}
	return f.Docx
}

func layout(t testing.TB, docx []byte) *page.Result {
	t.Helper()
	doc, err := page.Read(docx)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Unsupported) > 0 {
		t.Errorf("unsupported: %q", doc.Unsupported)
	}
	return page.Layout(doc, pagetest.Fonts())
}

func writePDF(t testing.TB, path string, docx []byte) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := pdf.NewWriter(f, "t")
	for _, pg := range layout(t, docx).Pages {
		if err := w.AddPage(pg); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
