package job

import (
	"context"
	"fmt"
	"sort"

	"kaocha/data/store"
	"kaocha/forms"
	"kaocha/forms/template"
)

// templateSetting names the setting that holds the hash of a school's template.
func templateSetting(form string) string { return "template." + form }

// ownTemplate gives the school's own template of a form.
func (s *Session) ownTemplate(form string) ([]byte, bool) {
	ctx := context.Background()
	hash, ok, err := s.Store.Setting(ctx, templateSetting(form))
	if err != nil || !ok || hash == "" {
		return nil, false
	}
	_, b, err := s.Store.File(ctx, hash)
	return b, err == nil
}

// HasOwnTemplate tells whether the school replaced a form's template.
func (s *Session) HasOwnTemplate(form string) bool {
	_, own := s.ownTemplate(form)
	return own
}

// CheckTemplate checks a Word file as the template of a form: unknown and
// missing placeholders, blocks that do not close, what cannot be printed.
func CheckTemplate(f *forms.Form, docx []byte) (template.Report, error) {
	t, err := template.Parse(docx)
	if err != nil {
		return template.Report{}, err
	}
	return t.Check(forms.Placeholders(f), forms.Required(f)...), nil
}

// UseTemplate takes a Word file as the school's own template of a form. A file
// with faults is refused; unknown placeholders and gaps come back in the report.
func (s *Session) UseTemplate(ctx context.Context, f *forms.Form, name string, docx []byte) (template.Report, error) {
	r, err := CheckTemplate(f, docx)
	if err != nil {
		return r, err
	}
	if !r.OK() {
		return r, fmt.Errorf("模板没有换用：《%s》的模板有需要改正的地方", f.Name)
	}
	err = s.Store.Do(ctx, "换用模板 "+f.Name, func(tx *store.Tx) error {
		h, err := tx.PutFile(name, docx)
		if err != nil {
			return err
		}
		return tx.SetSetting(templateSetting(f.Key), h)
	})
	s.Forms.Forget()
	return r, err
}

// ResetTemplate goes back to the shipped template.
func (s *Session) ResetTemplate(ctx context.Context, f *forms.Form) error {
	err := s.Store.Do(ctx, "恢复内置模板 "+f.Name, func(tx *store.Tx) error { return tx.SetSetting(templateSetting(f.Key), "") })
	s.Forms.Forget()
	return err
}

// TemplateBytes is the template in use: the school's own, else the shipped one
// for a scheme ("" for the first) and a paper ("" for the scheme's).
func (s *Session) TemplateBytes(f *forms.Form, scheme, paper string) ([]byte, error) {
	if b, ok := s.ownTemplate(f.Key); ok {
		return b, nil
	}
	sch, _, err := s.FindScheme(context.Background(), scheme)
	if err != nil {
		return nil, err
	}
	if err := KnownPaper(paper); err != nil {
		return nil, err
	}
	b, err := forms.Shipped(f, &forms.Input{Scheme: sch, Paper: paper})
	if err != nil {
		return nil, use("%s", err)
	}
	return b, nil
}

// Tags lists the placeholders of a form in order.
func Tags(f *forms.Form) []string {
	t := forms.Placeholders(f)
	sort.Strings(t)
	return t
}
