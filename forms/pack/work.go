package pack

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"kaocha/forms"
	"kaocha/forms/page"
	"kaocha/forms/pdf"
	"kaocha/forms/sheet"
)

// made is one document that was written.
type made struct {
	doc      doc
	files    int
	pages    []*page.Page // for the print file
	overflow []forms.Overflow
	noGlyph  []rune
	apart    string // why it is not in the print file
}

// work makes all documents of one folder.
func (b *builder) work(ctx context.Context, j *job) error {
	defer close(j.ready)
	for _, d := range j.docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		m, err := b.make(j, d)
		if err != nil {
			return fmt.Errorf("%s：%w", strings.Trim(j.branch.branch.Name+" "+j.name(), " "), err)
		}
		j.made = append(j.made, m)
		b.step(d.title+" "+j.name(), 1)
	}
	return nil
}

func (j *job) name() string {
	if j.subject == nil {
		return ""
	}
	return j.subject.name
}

func (b *builder) make(j *job, d doc) (made, error) {
	if d.proof {
		return made{doc: d, files: 1}, nil
	}
	if d.original != nil {
		return b.original(d, j.originals[d.original.Hash])
	}
	in := j.in
	in.Number = d.number
	if d.form.Scope == forms.OfTalk && in.File != nil && !d.blank {
		in.Talk = &in.File.Subject.Talks[d.talk]
	}
	return b.form(d, &in)
}

// form makes a form as a Word file and a PDF; the summary as Excel and a PDF.
func (b *builder) form(d doc, in *forms.Input) (made, error) {
	out, err := b.opt.Forms.Make(d.form, in)
	if err != nil {
		return made{}, err
	}
	m := made{doc: d, files: 2, pages: out.Pages, overflow: out.Overflow, noGlyph: out.NoGlyph}
	ext, data := ".docx", out.Docx
	if d.form.Key == rosterKey {
		var x bytes.Buffer
		if err := sheet.Roster(&x, in); err != nil {
			return m, err
		}
		ext, data = ".xlsx", x.Bytes()
	}
	if d.form.Tables != nil && d.form.Scope == forms.OfBranch && !d.blank { // lists that are worked on with
		var x bytes.Buffer
		if err := sheet.Tables(&x, d.form.Name, in, d.form.Tables(in)); err != nil {
			return m, err
		}
		m.files++
		if err := b.write(d.dir, d.stem+".xlsx", x.Bytes()); err != nil {
			return m, err
		}
	}
	if err := b.write(d.dir, d.stem+ext, data); err != nil {
		return m, err
	}
	p, err := pdfOf(out.Pages, d.stem)
	if err != nil {
		return m, fmt.Errorf("《%s》：%w", d.title, err)
	}
	return m, b.write(d.dir, d.stem+".pdf", p)
}

// rosterKey is the form that is a sheet.
const rosterKey = "roster"

func pdfOf(pages []*page.Page, title string) ([]byte, error) {
	var out bytes.Buffer
	w := pdf.NewWriter(&out, title)
	for _, p := range pages {
		if err := w.AddPage(p); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// original copies a received file. One that stands for a form the program did
// not make is laid out for the print file, if it is a Word file all of which can
// be shown; otherwise it has to be printed apart.
func (b *builder) original(d doc, data []byte) (made, error) {
	m := made{doc: d, files: 1}
	if err := b.write(d.dir, d.stem+extension(d.original.Name), data); err != nil {
		return m, err
	}
	if !d.alone {
		return m, nil
	}
	doc, err := page.Read(data)
	if err != nil {
		m.apart = "原件不是 Word 文档（.docx），没有并入整套打印，请单独打印"
		return m, nil
	}
	if len(doc.Unsupported) > 0 {
		m.apart = "原件里有" + strings.Join(doc.Unsupported, "、") + "，没有并入整套打印，请用 WPS 或 Word 单独打印"
		return m, nil
	}
	res := page.Layout(doc, b.opt.Forms.Fonts)
	m.pages, m.noGlyph = res.Pages, res.NoGlyph
	return m, nil
}

var plainExt = regexp.MustCompile(`^\.[0-9A-Za-z]{1,5}$`)

// extension keeps a received file's own extension, if it is one.
func extension(name string) string {
	if e := filepath.Ext(name); plainExt.MatchString(e) {
		return strings.ToLower(e)
	}
	return ".dat"
}

// glyphs adds characters no font has.
func (r *Result) glyphs(more []rune) {
	for _, c := range more {
		if !slices.Contains(r.NoGlyph, c) {
			r.NoGlyph = append(r.NoGlyph, c)
		}
	}
	slices.Sort(r.NoGlyph)
}

// finish writes what is about the whole round: the summary over its branches
// and the list of what is missing, which comes last because it tells of all.
func (b *builder) finish(ctx context.Context) error {
	in := b.input(nil)
	for _, br := range b.branches {
		in.Files = append(in.Files, br.files...)
	}
	b.missing()
	b.res.Open = map[string]int{}
	for _, f := range b.findings {
		if f.Waived == "" {
			b.res.Open[f.Severity.Name()]++
		}
	}
	in.Findings = append(slices.Clone(b.findings), b.res.findings(b.findings)...)
	if len(b.branches) > 1 {
		if err := b.round(ctx, rosterKey, "00-考察情况汇总表", in); err != nil {
			return err
		}
	}
	return b.round(ctx, missingKey, "00-缺项与未签清单", in)
}

// missingKey is the form that lists what is missing or unsigned.
const missingKey = "missing"

// round makes a form about the whole round.
func (b *builder) round(ctx context.Context, key, stem string, in forms.Input) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := forms.ByKey(key)
	if err != nil {
		return err
	}
	m, err := b.form(doc{form: f, stem: stem, title: f.Name, number: 1}, &in)
	if err != nil {
		return err
	}
	b.res.Documents++
	b.res.Files += m.files
	b.res.glyphs(m.noGlyph)
	for _, o := range m.overflow {
		b.res.Overflow = append(b.res.Overflow, Overflow{Form: f.Name, Field: o.Tag, Text: o.Text})
	}
	b.step(f.Name, 1)
	return nil
}
