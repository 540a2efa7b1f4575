package template

import (
	"slices"

	"kaocha/forms/page/markup"
)

// Fonts lists the fonts a Word file asks for by name, in alphabetical order.
func Fonts(docx []byte) ([]string, error) {
	pkg, err := markup.Open(docx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range pkg.Files {
		if !partRe.MatchString(f.Name) && f.Name != "word/styles.xml" {
			continue
		}
		b, err := pkg.Part(f.Name)
		if err != nil {
			return nil, err
		}
		root, err := markup.Parse(b)
		if err != nil {
			return nil, err
		}
		root.Each(func(n *markup.Node) bool {
			if n.Name == "w:rFonts" {
				out = append(out, n.Get("w:eastAsia"), n.Get("w:ascii"))
			}
			return true
		})
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	return out, nil
}
