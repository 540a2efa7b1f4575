package forms

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"kaocha/forms/template"
)

// Every shipped template passes the check a school's own has to pass: one that
// is written out and given back unchanged must be taken.
func TestShippedTemplatesPassTheirOwnCheck(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	number := regexp.MustCompile(`-\d+$`)
	checked := 0
	err := fs.WalkDir(os.DirFS("../resources/templates"), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".docx" {
			return err
		}
		stem := filepath.Base(p[:len(p)-len(".docx")])
		f, err := ByKey(stem)
		if err != nil {
			f, err = ByKey(number.ReplaceAllString(stem, ""))
		}
		if err != nil {
			t.Errorf("%s belongs to no form", p)
			return nil
		}
		b, err := os.ReadFile(filepath.Join("../resources/templates", p))
		if err != nil {
			return err
		}
		tp, err := template.Parse(b)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			return nil
		}
		if r := tp.Check(Placeholders(f), Required(f)...); !r.OK() {
			t.Errorf("%s: %+v", p, r)
		}
		checked++
		return nil
	})
	if err != nil || checked < 60 {
		t.Errorf("%d templates checked: %v", checked, err)
	}
	for _, scheme := range []string{"fafu-probation", "national-probation"} {
		for _, f := range Catalog() {
			b, err := Shipped(f, &Input{Scheme: exampleOf(scheme).Scheme})
			if err != nil {
				t.Errorf("%s, %s: %v", scheme, f.Key, err)
				continue
			}
			tp, err := template.Parse(b)
			if err != nil {
				t.Errorf("%s, %s: %v", scheme, f.Key, err)
				continue
			}
			if r := tp.Check(Placeholders(f), Required(f)...); !r.OK() {
				t.Errorf("%s, %s: %+v", scheme, f.Key, r)
			}
		}
	}
}
