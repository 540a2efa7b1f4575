package job

import (
	"context"
	"io"

	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/forms"
	"kaocha/forms/pdf"
)

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

// PrintSubjects writes forms of several subjects into one PDF, person by person,
// with a bookmark for each. It gives the number of pages.
func (w *Work) PrintSubjects(ctx context.Context, ids []string, list []*forms.Form, path string, progress func(done, total int, name string)) (int, error) {
	if len(list) == 0 {
		return 0, use("还没有选要打印的表")
	}
	pages := 0
	var done []*review.File
	err := safefile.Write(path, func(out io.Writer) error {
		p := pdf.NewWriter(out, w.Round.Name)
		for i, id := range ids {
			if err := ctx.Err(); err != nil {
				return err
			}
			f, err := w.Store.SubjectFile(ctx, id)
			if err != nil {
				return err
			}
			progress(i, len(ids), f.Cadre.Name)
			p.Bookmark(f.Cadre.Name, 0, p.Pages())
			done = append(done, f)
			if err := w.printOne(ctx, p, f, list); err != nil {
				return err
			}
		}
		if pages = p.Pages(); pages == 0 {
			return use("选中的人没有可打印的内容")
		}
		return p.Close()
	})
	if err != nil {
		return pages, err
	}
	return pages, w.exportedSubjects(ctx, "打印用 PDF", path, done)
}

func (w *Work) printOne(ctx context.Context, p *pdf.Writer, f *review.File, list []*forms.Form) error {
	for _, form := range list {
		copies := 1
		if form.Scope == forms.OfTalk {
			copies = len(f.Subject.Talks)
		}
		for n := 1; n <= copies; n++ {
			in, err := w.SubjectInput(ctx, f, n)
			if err != nil {
				return err
			}
			out, err := w.Forms.Make(form, in)
			if err != nil {
				return err
			}
			p.Bookmark(form.Name, 1, p.Pages())
			for _, pg := range out.Pages {
				if err := p.AddPage(pg); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
