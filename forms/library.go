package forms

import (
	"cmp"
	"fmt"
	"sync"

	"kaocha/forms/page"
	"kaocha/forms/template"
	"kaocha/resources/templates"
)

// Library makes forms: it finds the template (the school's own before the
// shipped one), fills it, fits it and lays it out. Safe for concurrent use.
type Library struct {
	Fonts *page.Fonts
	// Own gives a school's own template of a form; nil, or false, for none.
	Own func(form string) ([]byte, bool)

	mu     sync.Mutex
	parsed map[string]*template.Template
}

// NewLibrary makes a library over the fonts.
func NewLibrary(fonts *page.Fonts) *Library {
	return &Library{Fonts: fonts, parsed: map[string]*template.Template{}}
}

// Forget drops parsed templates: call it when a school's template changed.
func (l *Library) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.parsed = map[string]*template.Template{}
}

// Template finds the compiled template of a form for an input.
func (l *Library) Template(f *Form, in *Input) (*template.Template, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	paper, name := in.PaperKey(f), f.TemplateKey(in)
	key := paper + "/" + name
	if t := l.parsed[key]; t != nil {
		return t, nil
	}
	var b []byte
	own := false
	if l.Own != nil {
		b, own = l.Own(cmp.Or(f.Template, f.Key))
	}
	if !own {
		var err error
		if b, err = Shipped(f, in); err != nil {
			return nil, err
		}
	}
	t, err := template.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("《%s》的模板：%w", f.Name, err)
	}
	l.parsed[key] = t
	return t, nil
}

// Shipped is the program's own template of a form for an input: its columns
// follow the scheme's grades.
func Shipped(f *Form, in *Input) ([]byte, error) {
	if f.Draw != nil {
		return f.Draw(in), nil
	}
	b, err := templates.Read(in.PaperKey(f), f.TemplateKey(in))
	if err != nil {
		return nil, fmt.Errorf("《%s》没有 %s 纸的模板", f.Name, in.PaperKey(f))
	}
	return b, nil
}

// Make fills and lays out one copy of a form.
func (l *Library) Make(f *Form, in *Input) (*Output, error) {
	t, err := l.Template(f, in)
	if err != nil {
		return nil, err
	}
	out, err := Make(t, f.Data(in), l.Fonts)
	if err != nil {
		return nil, fmt.Errorf("《%s》：%w", f.Name, err)
	}
	if f.Pages > 0 && len(out.Pages) > f.Pages {
		out.Overflow = append(out.Overflow, Overflow{Tag: f.Name,
			Text: fmt.Sprintf("共 %d 页，应为 %d 页", len(out.Pages), f.Pages)})
	}
	if f.Rest != nil {
		out.Overflow = append(out.Overflow, f.Rest(in)...)
	}
	return out, nil
}
