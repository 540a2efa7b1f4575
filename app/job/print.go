package job

import (
	"context"
	"fmt"
	"image/png"
	"io"
	"path/filepath"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/forms"
	"kaocha/forms/pdf"
	"kaocha/forms/picture"
	"kaocha/forms/sheet"
)

// printDPI is the resolution of form pages written as pictures.
const printDPI = 150

// FormInput gathers what a form of a person outside any round draws on.
func (s *Session) FormInput(ctx context.Context, c *cadre.Cadre) (*forms.Input, error) {
	texts, err := s.Texts(ctx)
	if err != nil {
		return nil, err
	}
	in := &forms.Input{Cadre: c, Today: s.Today(), Texts: texts}
	return in, s.addPhoto(ctx, in)
}

func (s *Session) addPhoto(ctx context.Context, in *forms.Input) (err error) {
	if in.Cadre != nil && in.Cadre.PhotoHash != "" {
		in.Photo, err = s.Store.Photo(ctx, in.Cadre.PhotoHash)
	}
	return err
}

// SubjectInput gathers what a subject's forms draw on. talk counts from 1 and
// matters for the talk record only.
func (w *Work) SubjectInput(ctx context.Context, f *review.File, talk int) (*forms.Input, error) {
	texts, err := w.Texts(ctx)
	if err != nil {
		return nil, err
	}
	in := &forms.Input{Texts: texts, Round: w.Round, Scheme: w.Scheme, Cadre: f.Cadre, File: f, Branch: f.Branch, Panel: f.Panel, Today: w.Today(), Number: talk}
	if talk >= 1 && talk <= len(f.Subject.Talks) {
		in.Talk = &f.Subject.Talks[talk-1]
	}
	return in, w.addPhoto(ctx, in)
}

// BranchInput gathers what a branch's forms draw on; branch "" takes the whole
// round.
func (w *Work) BranchInput(ctx context.Context, branch string) (*forms.Input, error) {
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	texts, err := w.Texts(ctx)
	if err != nil {
		return nil, err
	}
	in := &forms.Input{Texts: texts, Round: w.Round, Scheme: w.Scheme, Today: w.Today(), Findings: review.Check(d), Earlier: d.Earlier}
	id, err := w.BranchID(ctx, branch)
	if err != nil {
		return nil, err
	}
	for _, f := range d.Files {
		if id == "" || f.Subject.BranchID == id {
			in.Files = append(in.Files, f)
			if id != "" {
				in.Branch, in.Panel = f.Branch, f.Panel
			}
		}
	}
	if len(in.Files) == 0 {
		return nil, fmt.Errorf("批次“%s”里还没有考察对象，请先加入考察对象", w.Round.Name)
	}
	return in, nil
}

// WriteForm makes a form and writes it by the file's ending: .docx, .pdf, .png
// (one file per page) or, for the summary, .xlsx. It gives the files written.
// The export log hears of it.
func (s *Session) WriteForm(ctx context.Context, f *forms.Form, in *forms.Input, path string) (*forms.Output, []string, error) {
	out, files, err := s.writeForm(f, in, path)
	if err != nil {
		return out, files, err
	}
	if len(in.Files) > 0 {
		return out, files, s.exportedSubjects(ctx, "《"+f.Name+"》", path, in.Files)
	}
	return out, files, s.Exported(ctx, "《"+f.Name+"》", path, []*cadre.Cadre{in.Cadre})
}

func (s *Session) writeForm(f *forms.Form, in *forms.Input, path string) (*forms.Output, []string, error) {
	ext := strings.ToLower(filepath.Ext(path))
	if ext == ".xlsx" {
		if f.Tables != nil {
			return &forms.Output{}, []string{path}, safefile.Write(path, func(w io.Writer) error { return sheet.Tables(w, f.Name, in, f.Tables(in)) })
		}
		if f.Key != "roster" {
			return nil, nil, use("《%s》没有 Excel 版，请用 .docx、.pdf 或 .png", f.Name)
		}
		return &forms.Output{}, []string{path}, safefile.Write(path, func(w io.Writer) error { return sheet.Roster(w, in) })
	}
	out, err := s.Forms.Make(f, in)
	if err != nil {
		return nil, nil, err
	}
	switch ext {
	case ".docx":
		return out, []string{path}, safefile.WriteBytes(path, out.Docx)
	case ".pdf":
		return out, []string{path}, safefile.Write(path, func(w io.Writer) error { return writePDF(w, f.Name, out) })
	case ".png":
		files, err := writePictures(path, out)
		return out, files, err
	}
	return nil, nil, use("不认识的文件类型“%s”，请写成 .docx、.pdf 或 .png", ext)
}

func writePDF(w io.Writer, title string, out *forms.Output) error {
	p := pdf.NewWriter(w, title)
	for _, pg := range out.Pages {
		if err := p.AddPage(pg); err != nil {
			return err
		}
	}
	return p.Close()
}

func writePictures(path string, out *forms.Output) ([]string, error) {
	var files []string
	for i, pg := range out.Pages {
		name := path
		if len(out.Pages) > 1 {
			name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, filepath.Ext(path)), i+1, filepath.Ext(path))
		}
		err := safefile.Write(name, func(w io.Writer) error { return png.Encode(w, picture.Draw(pg, printDPI)) })
		if err != nil {
			return files, err
		}
		files = append(files, name)
	}
	return files, nil
}
