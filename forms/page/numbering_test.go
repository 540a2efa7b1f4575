package page_test

import (
	"slices"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
)

// TestNumbering: two levels, a second list with a start of its own, a list named
// by a style, and a circle.
func TestNumbering(t *testing.T) {
	parts := map[string]string{
		"word/numbering.xml": `<w:numbering>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1.%2）"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
		"word/styles.xml": `<w:styles><w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>`,
	}
	p := func(id, level, text string) string {
		pr := `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr>`
		if id == "style" {
			pr = `<w:pStyle w:val="L"/>`
		}
		return `<w:p><w:pPr>` + pr + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	parts["word/document.xml"] = `<w:document><w:body>` + p("1", "0", "甲") + p("1", "1", "乙") + p("1", "1", "丙") + p("1", "0", "丁") + p("1", "1", "戊") +
		p("2", "0", "己") + p("2", "0", "庚") + p("style", "", "辛") + p("style", "", "壬") + p("0", "0", "癸") + p("9", "0", "子") + `</w:body></w:document>`
	get := func(name string) ([]byte, error) {
		if s, ok := parts[name]; ok {
			return []byte(s), nil
		}
		return nil, nil
	}
	base, err := page.NewBase(get)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := page.ReadParts(get, base)
	if err != nil {
		t.Fatal(err)
	}
	got := lines(page.Layout(doc, pagetest.Fonts()).Pages[0])
	want := []string{"一、甲", "一.1）乙", "一.2）丙", "二、丁", "二.1）戊", "十、己", "十一、庚", "③辛", "④壬", "癸", "子"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if !slices.Equal(doc.Unsupported, []string{"自动编号"}) { // of the list that is not there
		t.Errorf("unsupported %q", doc.Unsupported)
	}
}

func TestChineseNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "〇", 1: "一", 10: "十", 12: "十二", 20: "二十", 21: "二十一", 100: "一百", 105: "一百零五", 110: "一百一十", 1003: "一千零三", 9999: "九千九百九十九"} {
		if got := page.ChineseNumber(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
