// Package layouts draws the shipped Word templates: the exact paper, type,
// spacing and fixed rows of every form, once for each paper. Its output is
// written to resources/templates by go generate; the program itself only reads
// those files, and a school may replace any of them by its own.
package layouts

import (
	"sort"

	"kaocha/forms/template/build"
)

//go:generate go run ./gen ../../resources/templates

// layout draws one form's template on a paper.
type layout struct {
	paper string // the form's only paper, "" for all papers
	draw  func(p build.Paper) []byte
}

// Keys lists the forms that have a shipped template, in order.
func Keys() []string {
	var out []string
	for k := range layouts {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// Draw gives the template of a form on a paper; false when the form is not
// printed on that paper.
func Draw(key string, p build.Paper) ([]byte, bool) {
	l, ok := layouts[key]
	if !ok || (l.paper != "" && l.paper != p.Key) {
		return nil, false
	}
	return l.draw(p), true
}
