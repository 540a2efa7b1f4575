package job

import (
	"path/filepath"
	"slices"
	"strings"

	"kaocha/forms"
	"kaocha/forms/page"
	"kaocha/forms/template"
)

// FontUse is a font that forms ask for: what it is set in, and for which forms.
type FontUse struct {
	page.Found
	Forms []string // names of the forms, in the order of the list
}

// Missing tells that another font stands in for it.
func (f FontUse) Missing() bool { return !f.Exact }

// Todo says what a clerk can do about a missing font, "" for nothing.
func (f FontUse) Todo() string {
	if !f.Missing() {
		return ""
	}
	return "请从装有它的电脑（C:\\Windows\\Fonts）把“" + f.Family + "”的字体文件（.ttf 或 .ttc）拷到自己的字体文件夹，再重新打开程序；暂时不装也能用，只是 PDF 和预览的字形略有不同"
}

// FontUses lists the fonts the forms in use ask for, the missing ones first.
func (s *Session) FontUses() ([]FontUse, error) {
	asked := map[string][]string{}
	for _, f := range forms.Catalog() {
		b, err := s.TemplateBytes(f, "", "A4")
		if f.Paper != "" || err != nil {
			b, err = s.TemplateBytes(f, "", f.Paper)
		}
		if err != nil {
			return nil, err
		}
		names, err := template.Fonts(b)
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			asked[n] = append(asked[n], f.Name)
		}
	}
	var families []string
	for n := range asked {
		families = append(families, n)
	}
	if len(families) == 0 {
		return nil, nil // Report without names would list all asked for so far
	}
	var out []FontUse
	for _, found := range s.Forms.Fonts.Report(families...) {
		out = append(out, FontUse{found, asked[found.Family]})
	}
	slices.SortStableFunc(out, func(a, b FontUse) int {
		switch {
		case a.Missing() == b.Missing():
			return strings.Compare(a.Family, b.Family)
		case a.Missing():
			return -1
		}
		return 1
	})
	return out, nil
}

// FontFolder is the user's own folder for fonts.
func FontFolder() (string, error) {
	d, err := DataDir()
	return filepath.Join(d, "fonts"), err
}
