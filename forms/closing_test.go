package forms

import (
	"slices"
	"strings"
	"testing"

	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// A school's own template may have no place for the last paragraph: the text is
// whole all the same, and in one that has it no paragraph stands twice.
func TestNoTemplateLosesTheLastParagraph(t *testing.T) {
	song := build.Text{Font: "宋体", Size: 10.5}
	own := func(tags ...string) *template.Template {
		var out []build.XML
		for _, tag := range tags {
			out = append(out, build.Para{Exact: 14}.Say(song, tag))
		}
		tp, err := template.Parse(build.Document(build.Section{Paper: build.Papers[0], Top: 10, Left: 10, Right: 10, Bottom: 10}, "t", out...))
		if err != nil {
			t.Fatal(err)
		}
		return tp
	}
	const each, last = "{{.}}", "{{末段}}"
	one := template.Data{"段落": []string{"一", "二"}, "末段": "三"}
	two := template.Data{"部分": []template.Data{{"段落": []string{"一", "二"}, "末段": ""}, {"段落": []string{}, "末段": "三"}}}
	for _, c := range []struct {
		name string
		data template.Data
		tags []string
	}{
		{"own, one part", one, []string{"{{#段落}}", each, "{{/段落}}"}},
		{"house, one part", one, []string{"{{#段落}}", each, "{{/段落}}", last}},
		{"own, parts", two, []string{"{{#部分}}", "{{#段落}}", each, "{{/段落}}", "{{/部分}}"}},
		{"house, parts", two, []string{"{{#部分}}", "{{#段落}}", each, "{{/段落}}", "{{#末段}}", each, "{{/末段}}", "{{/部分}}"}},
	} {
		out, err := Make(own(c.tags...), c.data, pagetest.Fonts())
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, p := range out.Pages {
			said += pageText(p)
		}
		if got := strings.Join(strings.Fields(said), ""); got != "一二三" || len(out.Missing) > 0 {
			t.Errorf("%s: %q, missing %v", c.name, got, out.Missing)
		}
	}
	if !slices.Equal(one["段落"].([]string), []string{"一", "二"}) {
		t.Error("the data given was changed")
	}
}
