package job

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"kaocha/data/cadre"
	"kaocha/data/safefile"
	"kaocha/data/store"
	"kaocha/forms"
	"kaocha/forms/pdf"
)

// DeletePersons deletes persons as one step; nobody when one of them is still a
// subject of a round.
func (s *Session) DeletePersons(ctx context.Context, ids []string) error {
	label := fmt.Sprintf("删除干部 %d 人", len(ids))
	return s.Store.Do(ctx, label, func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.DeleteCadre(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// PrintFolder is where files for printing are made: the program's own folder,
// for they hold personal data. A file of the same name is replaced.
func PrintFolder() (string, error) {
	d, err := DataDir()
	if err != nil {
		return "", err
	}
	d = filepath.Join(d, "打印")
	return d, safefile.MakeDir(d, 0o700)
}

// PrintPersons writes a form of each person into one PDF, in the order given.
// When ctx ends no file is left.
func (s *Session) PrintPersons(ctx context.Context, f *forms.Form, ids []string, path string, progress func(done, total int, name string)) error {
	var done []*cadre.Cadre
	err := safefile.Write(path, func(w io.Writer) error {
		p := pdf.NewWriter(w, f.Name)
		for i, id := range ids {
			if err := ctx.Err(); err != nil {
				return err
			}
			c, err := s.Store.Cadre(ctx, id)
			if err != nil {
				return err
			}
			if progress != nil {
				progress(i, len(ids), c.Name)
			}
			done = append(done, c)
			in, err := s.FormInput(ctx, c)
			if err != nil {
				return err
			}
			out, err := s.Forms.Make(f, in)
			if err != nil {
				return fmt.Errorf("%s：%w", c.Name, err)
			}
			for _, pg := range out.Pages {
				if err := p.AddPage(pg); err != nil {
					return err
				}
			}
		}
		return p.Close()
	})
	if err != nil {
		return err
	}
	return s.Exported(ctx, "《"+f.Name+"》", path, done)
}
