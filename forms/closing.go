package forms

import (
	"maps"
	"slices"
	"strings"

	"kaocha/forms/template"
)

// The last paragraph of a text is a field of its own, so that a template can keep it
// with the signatures.
const (
	paragraphsTag = "段落"
	closingTag    = "末段"
)

// withClosing sets the last paragraph of all parts apart.
func withClosing(parts []template.Data) []template.Data {
	if n := len(parts); n > 0 {
		if lines, _ := parts[n-1][paragraphsTag].([]string); len(lines) > 0 {
			parts[n-1][paragraphsTag], parts[n-1][closingTag] = lines[:len(lines)-1], lines[len(lines)-1]
		}
	}
	return parts
}

// forTemplate gives a template that has no place for the last paragraph, as a
// school's own may, the whole text in one field: nothing of it is lost.
func forTemplate(t *template.Template, d template.Data) template.Data {
	if slices.ContainsFunc(t.Tags(), func(tag string) bool {
		return tag == closingTag || strings.HasSuffix(tag, "."+closingTag)
	}) {
		return d
	}
	d = rejoined(d)
	if parts, ok := d["部分"].([]template.Data); ok {
		all := make([]template.Data, len(parts))
		for i, p := range parts {
			all[i] = rejoined(p)
		}
		d["部分"] = all
	}
	return d
}

// rejoined is a copy of a part with its last paragraph among the others.
func rejoined(d template.Data) template.Data {
	d = maps.Clone(d)
	if last, _ := d[closingTag].(string); last != "" {
		lines, _ := d[paragraphsTag].([]string)
		d[paragraphsTag], d[closingTag] = append(slices.Clone(lines), last), ""
	}
	return d
}
