package template_test

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaocha/forms/page/markup"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// rewrite packs a .docx anew with one part changed.
func rewrite(t testing.TB, docx []byte, name string, change func([]byte) []byte) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			b = change(b)
		}
		w, err := zw.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// shatter cuts every run into pieces of 1 to 3 characters with spelling marks
// between them, as Word does to text that was edited often.
func shatter(t testing.TB, docx []byte, seed uint64) []byte {
	rnd := rand.New(rand.NewPCG(seed, 1))
	return rewrite(t, docx, template.MainPart, func(b []byte) []byte {
		root, err := markup.Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		root.Each(func(p *markup.Node) bool {
			if p.Name != "w:p" {
				return true
			}
			var kids []*markup.Node
			for _, r := range p.Kids {
				x := r.First("w:t")
				if r.Name != "w:r" || x == nil || len(r.Kids) > 2 {
					kids = append(kids, r)
					continue
				}
				for s := []rune(x.Chars()); len(s) > 0; {
					n := min(len(s), 1+rnd.IntN(3))
					c := &markup.Node{Name: "w:r", Attr: []markup.Attr{{Name: "w:rsidR", Value: "00A1B2C3"}}}
					if pr := r.First("w:rPr"); pr != nil {
						c.Kids = append(c.Kids, pr.Copy())
					}
					c.Kids = append(c.Kids, template.TextNode(string(s[:n])))
					kids = append(kids, c, &markup.Node{Name: "w:proofErr", Attr: []markup.Attr{{Name: "w:type", Value: "spellStart"}}})
					s = s[n:]
				}
			}
			p.Kids = kids
			return true
		})
		return root.Append(nil)
	})
}

type sample struct {
	name string
	docx []byte
	data template.Data
}

func samples() []sample {
	return []sample{
		{"登记表", pagetest.Form(), pagetest.Person(7)},
		{"考察报告", pagetest.Report(), pagetest.ReportData(7)},
		{"谈话记录", pagetest.Talk(), pagetest.TalkData(4)},
	}
}

func filledTexts(t testing.TB, docx []byte, d template.Data) []string {
	t.Helper()
	tp, err := template.Parse(docx)
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(d)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Missing) > 0 {
		t.Errorf("missing %q", f.Missing)
	}
	return texts(t, f.Docx)
}

// TestSplitRuns: a template cut to pieces fills to the same text.
func TestSplitRuns(t *testing.T) {
	for _, s := range samples() {
		want := filledTexts(t, s.docx, s.data)
		for seed := range uint64(5) {
			if got := filledTexts(t, shatter(t, s.docx, seed), s.data); !slices.Equal(got, want) {
				t.Errorf("%s, cut %d:\n%q\n%q", s.name, seed, got, want)
			}
		}
	}
}

// TestRewritten: a template that LibreOffice has opened and saved fills to the
// same text.
func TestRewritten(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: templates rewritten by LibreOffice are not tested")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "out")}
	for _, s := range samples() {
		p := filepath.Join(dir, s.name+".docx")
		if err := os.WriteFile(p, s.docx, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
	}
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	squeeze := func(ts []string) []string {
		var out []string
		for _, s := range ts {
			if s = strings.TrimSpace(s); s != "" { // LibreOffice adds empty paragraphs to cells
				out = append(out, s)
			}
		}
		return out
	}
	for _, s := range samples() {
		b, err := os.ReadFile(filepath.Join(dir, "out", s.name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := squeeze(filledTexts(t, b, s.data)), squeeze(filledTexts(t, s.docx, s.data)); !slices.Equal(got, want) {
			t.Errorf("%s:\n%q\n%q", s.name, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	good := document(par("{{a}}"))
	bomb := func(n int) []byte {
		var out bytes.Buffer
		zw := zip.NewWriter(&out)
		for i := range n {
			w, err := zw.Create("word/" + strings.Repeat("a", i+1) + ".xml")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.CopyN(w, zeros{}, 49<<20); err != nil {
				t.Fatal(err)
			}
		}
		if err := zw.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	swap := func(x string) []byte {
		return rewrite(t, good, template.MainPart, func([]byte) []byte { return []byte(x) })
	}
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"not a zip":      {[]byte("\xd0\xcf\x11\xe0 an old .doc"), "另存为 .docx"},
		"empty":          {nil, "不是 .docx"},
		"no document":    {rewrite(t, good, "x", nil)[:0], "不是 .docx"},
		"bomb":           {bomb(1), "过大"},
		"DTD":            {swap(`<!DOCTYPE a [<!ENTITY b "c">]><w:document/>`), "DTD"},
		"cut off":        {swap(`<w:document><w:body>`), "没有结束"},
		"deep":           {swap(strings.Repeat("<a>", 5000)), "过深"},
		"other document": {swap(`<html><body/></html>`), "另存为 .docx"},
		"entity":         {swap(`<w:document>&bad;</w:document>`), "实体"},
	} {
		if _, err := template.Parse(c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestCheck: what 检查模板 finds.
func TestCheck(t *testing.T) {
	tp, err := template.Parse(document(
		par("{{姓名}}{{性别x}}"),
		table(row("{{家庭成员.称谓}}", "{{家庭成员.电话}}")),
		par("{{#考察组}}{{序}}{{姓名}}{{职责}}{{/考察组}}{{#不足}}{{.}}{{/不足}}"),
		par("{{简历|缩小到9}}"),
	))
	if err != nil {
		t.Fatal(err)
	}
	r := tp.Check([]string{"姓名", "性别", "家庭成员.称谓", "考察组.姓名", "考察组.职责", "不足", "简历"}, "姓名", "性别")
	if want := []string{"家庭成员.电话", "性别x"}; !slices.Equal(r.Unknown, want) {
		t.Errorf("unknown %q, want %q", r.Unknown, want)
	}
	if want := []string{"性别"}; !slices.Equal(r.Missing, want) {
		t.Errorf("missing %q, want %q", r.Missing, want)
	}
	if len(r.Faults) != 1 || !strings.Contains(r.Faults[0], "只在表格的单元格里有用") {
		t.Errorf("faults %q", r.Faults)
	}
	odd := rewrite(t, document(par("{{姓名}}")), template.MainPart, func(b []byte) []byte {
		return bytes.Replace(b, []byte("<w:sectPr>"), []byte(`<w:p><w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{{姓名}}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r><w:r><w:drawing><wp:anchor><pic:pic/></wp:anchor></w:drawing></w:r></w:p><w:sectPr>`), 1)
	})
	if tp, err = template.Parse(odd); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(tp.Check([]string{"姓名"}).Unsupported, "\n")
	for _, want := range []string{"修订", "文本框里", "浮动图片", "旧式图形"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not named in %q", want, got)
		}
	}
	f, err := tp.Fill(template.Data{"姓名": "王五"})
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := markup.Open(f.Docx)
	if err != nil {
		t.Fatal(err)
	}
	xml, err := pkg.Part(template.MainPart)
	if err != nil || strings.Count(string(xml), "王五") != 2 {
		t.Errorf("the tag in the text box is not filled: %v", err)
	}
	if want := []string{"姓名"}; !slices.Equal(tp.Tags(), want) {
		t.Errorf("tags %q", tp.Tags())
	}
}

// TestFontsOnRuns: the builder names four fonts and a size on every run.
func TestFontsOnRuns(t *testing.T) {
	for _, s := range samples() {
		root := partOf(t, s.docx, template.MainPart)
		root.Each(func(n *markup.Node) bool {
			if n.Name == "w:r" {
				f := n.First("w:rPr").First("w:rFonts")
				for _, a := range []string{"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"} {
					if f == nil || f.Get(a) == "" {
						t.Fatalf("%s: a run without %s", s.name, a)
					}
				}
				if n.First("w:rPr").First("w:sz") == nil {
					t.Fatalf("%s: a run without a size", s.name)
				}
				for _, a := range f.Attr {
					if strings.Contains(a.Name, "Theme") {
						t.Fatalf("%s: a theme font", s.name)
					}
				}
			}
			return true
		})
	}
}

func TestPapers(t *testing.T) {
	for _, c := range []struct {
		key    string
		w, h   string // twips: mm × 1440 / 25.4, rounded
		across bool
	}{
		{"16K", "10431", "14740", false}, {"16K-195x270", "11055", "15307", false}, {"16K-185x260", "10488", "14740", false}, {"A4", "16838", "11906", true},
	} {
		p, ok := build.PaperByKey(c.key)
		if !ok {
			t.Fatalf("no paper %q", c.key)
		}
		sz := partOf(t, build.Document(build.Section{Paper: p, Landscape: c.across}, "t", par("x")), template.MainPart).Deep("w:pgSz")
		if sz.Get("w:w") != c.w || sz.Get("w:h") != c.h || (sz.Get("w:orient") == "landscape") != c.across {
			t.Errorf("%s: %v, want %s × %s", c.key, sz.Attr, c.w, c.h)
		}
	}
	if p, ok := build.PaperByKey("b5"); ok || p.W != 184 {
		t.Errorf("an unknown paper gives %v, %v", p, ok)
	}
}

// TestPythonDocx: another program opens what we write, photo included.
func TestPythonDocx(t *testing.T) {
	py := ""
	for _, p := range []string{"/usr/bin/python3", "python3", "python"} {
		if exec.Command(p, "-c", "import docx").Run() == nil {
			py = p
			break
		}
	}
	if py == "" {
		t.Skip("python-docx is not installed: files are not opened with it")
	}
	tp, err := template.Parse(pagetest.Form())
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(pagetest.Person(3))
	if err != nil {
		t.Fatal(err)
	}
	p := filepath.Join(t.TempDir(), "a.docx")
	if err := os.WriteFile(p, f.Docx, 0o644); err != nil {
		t.Fatal(err)
	}
	const script = `import sys, docx
d = docx.Document(sys.argv[1])
s = d.inline_shapes[0]
print(len(d.tables), len(d.inline_shapes), round(s.width.mm), round(s.height.mm), len(d.tables[1].rows), d.part.related_parts[s._inline.graphic.graphicData.pic.blipFill.blip.embed].image.content_type)`
	out, err := exec.Command(py, "-c", script, p).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// 330 × 450 pixels fitted into 28 × 38 mm; three texts, a head, 7 relatives, two opinions
	if got := strings.TrimSpace(string(out)); got != "2 1 28 38 13 image/jpeg" {
		t.Errorf("python-docx finds %q", got)
	}
}
