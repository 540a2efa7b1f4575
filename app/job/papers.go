package job

import (
	"context"
	"fmt"
	"io"

	"kaocha/app/printing"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/forms"
	"kaocha/forms/page"
	"kaocha/forms/pdf"
)

// sheets take pages one after another: a PDF or a printer.
type sheets interface {
	AddPage(*page.Page) error
	Bookmark(title string, level, page int)
	Pages() int
}

// Papers is what is to be put on paper, by a printer or as a PDF: every form of
// the program is printed through it.
type Papers struct {
	Title string

	s    *Session
	what string                                       // for the export log
	word func(ctx context.Context, path string) error // nil for several forms
	lay  func(ctx context.Context, to sheets, progress func(done, total int, name string)) ([]*cadre.Cadre, error)
}

// PersonPapers is a form of each person, in the order given; who names them in
// the title.
func (s *Session) PersonPapers(f *forms.Form, ids []string, who string) *Papers {
	p := &Papers{Title: f.Name + " " + who, s: s, what: "《" + f.Name + "》", lay: func(ctx context.Context, to sheets, progress func(int, int, string)) ([]*cadre.Cadre, error) {
		var done []*cadre.Cadre
		for i, id := range ids {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			c, err := s.Store.Cadre(ctx, id)
			if err != nil {
				return nil, err
			}
			progress(i, len(ids), c.Name)
			done = append(done, c)
			in, err := s.FormInput(ctx, c)
			if err != nil {
				return nil, err
			}
			if err := s.layForm(to, f, in); err != nil {
				return nil, fmt.Errorf("%s：%w", c.Name, err)
			}
		}
		return done, nil
	}}
	if len(ids) == 1 {
		p.word = func(ctx context.Context, path string) error {
			c, err := s.Store.Cadre(ctx, ids[0])
			if err != nil {
				return err
			}
			in, err := s.FormInput(ctx, c)
			if err != nil {
				return err
			}
			_, _, err = s.WriteForm(ctx, f, in, path)
			return err
		}
	}
	return p
}

// FormPapers is one form of an input that was gathered already.
func (s *Session) FormPapers(f *forms.Form, in *forms.Input, title string) *Papers {
	word := func(ctx context.Context, path string) error {
		_, _, err := s.WriteForm(ctx, f, in, path)
		return err
	}
	return &Papers{Title: title, s: s, what: "《" + f.Name + "》", word: word, lay: func(ctx context.Context, to sheets, _ func(int, int, string)) ([]*cadre.Cadre, error) {
		people := []*cadre.Cadre{in.Cadre}
		for _, x := range in.Files {
			people = append(people, x.Cadre)
		}
		return people, s.layForm(to, f, in)
	}}
}

// SubjectPapers is forms of several subjects, person by person, with a bookmark
// for each.
func (w *Work) SubjectPapers(ids []string, list []*forms.Form, title string) *Papers {
	return &Papers{Title: title, s: w.Session, what: "各表", lay: func(ctx context.Context, to sheets, progress func(int, int, string)) ([]*cadre.Cadre, error) {
		if len(list) == 0 {
			return nil, use("还没有选要打印的表")
		}
		var done []*cadre.Cadre
		for i, id := range ids {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			f, err := w.Store.SubjectFile(ctx, id)
			if err != nil {
				return nil, err
			}
			progress(i, len(ids), f.Cadre.Name)
			to.Bookmark(f.Cadre.Name, 0, to.Pages())
			done = append(done, f.Cadre)
			if err := w.laySubject(ctx, to, f, list); err != nil {
				return nil, err
			}
		}
		if to.Pages() == 0 {
			return nil, use("选中的人没有可打印的内容")
		}
		return done, nil
	}}
}

func (w *Work) laySubject(ctx context.Context, to sheets, f *review.File, list []*forms.Form) error {
	for _, form := range list {
		times := 1
		if form.Scope == forms.OfTalk {
			times = len(f.Subject.Talks)
		}
		for n := 1; n <= times; n++ {
			in, err := w.SubjectInput(ctx, f, n)
			if err != nil {
				return err
			}
			to.Bookmark(form.Name, 1, to.Pages())
			if err := w.layForm(to, form, in); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Session) layForm(to sheets, f *forms.Form, in *forms.Input) error {
	out, err := s.Forms.Make(f, in)
	if err != nil {
		return err
	}
	for _, pg := range out.Pages {
		if err := to.AddPage(pg); err != nil {
			return err
		}
	}
	return nil
}

// HasWord tells whether there is one Word file of it: several forms have none.
func (p *Papers) HasWord() bool { return p.word != nil }

// Word writes the Word file (.docx).
func (p *Papers) Word(ctx context.Context, path string) error {
	if p.word == nil {
		return use("几张表放在一起时没有 Word 文件，请用 PDF")
	}
	return p.word(ctx, path)
}

// PDF writes all into one PDF and gives the number of pages. When ctx ends no
// file is left. progress may be nil.
func (p *Papers) PDF(ctx context.Context, path string, progress func(done, total int, name string)) (int, error) {
	pages := 0
	var people []*cadre.Cadre
	err := safefile.Write(path, func(out io.Writer) (err error) {
		w := pdf.NewWriter(out, p.Title)
		if people, err = p.lay(ctx, w, silent(progress)); err != nil {
			return err
		}
		pages = w.Pages()
		return w.Close()
	})
	if err != nil {
		return 0, err
	}
	return pages, p.s.Exported(ctx, p.what, path, people)
}

// Print puts all on a printer. What the order leaves open, such as its title, is
// filled in. progress may be nil.
func (p *Papers) Print(ctx context.Context, o printing.Order, progress func(done, total int, name string)) (*printing.Report, error) {
	o.Title = p.Title
	var people []*cadre.Cadre
	r, err := printing.Print(ctx, o, func(each func(*page.Page) error) (err error) {
		people, err = p.lay(ctx, &toPrinter{each: each}, silent(progress))
		return err
	}, nil)
	if err != nil {
		return nil, err
	}
	return r, p.s.Exported(ctx, p.what+"（打印）", "打印机 "+r.Printer, people)
}

func silent(progress func(int, int, string)) func(int, int, string) {
	if progress == nil {
		return func(int, int, string) {}
	}
	return progress
}

// toPrinter hands pages on; paper has no bookmarks.
type toPrinter struct {
	each func(*page.Page) error
	n    int
}

func (t *toPrinter) AddPage(pg *page.Page) error { t.n++; return t.each(pg) }
func (t *toPrinter) Bookmark(string, int, int)   {}
func (t *toPrinter) Pages() int                  { return t.n }

// SubjectForms are the forms that are made of one subject, in the pack's order.
func SubjectForms() []*forms.Form {
	var out []*forms.Form
	for _, f := range forms.Catalog() {
		if f.Scope == forms.OfCadre || f.Scope == forms.OfSubject || f.Scope == forms.OfTalk {
			out = append(out, f)
		}
	}
	return out
}
