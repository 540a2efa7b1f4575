package forms

import (
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"kaocha/forms/page/markup"
)

// reopened is the document part of a .docx.
func reopened(t testing.TB, docx []byte) *etree.Element {
	t.Helper()
	pkg, err := markup.Open(docx)
	if err != nil {
		t.Fatal(err)
	}
	b, err := pkg.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	d := etree.NewDocument()
	if err := d.ReadFromBytes(b); err != nil {
		t.Fatal(err)
	}
	return d.Root()
}

func textOf(e *etree.Element) string {
	var b strings.Builder
	for _, p := range e.FindElements(".//w:p") {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		for _, x := range p.FindElements("./w:r/*") {
			switch x.Tag {
			case "t":
				b.WriteString(x.Text())
			case "tab":
				b.WriteByte('\t')
			case "br":
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// cells are the texts of all cells in order.
func cells(doc *etree.Element) (out []string) {
	for _, c := range doc.FindElements("//w:tc") {
		out = append(out, textOf(c))
	}
	return out
}

// after is the cell behind a label; line ends and blanks of the label do not count.
func after(t testing.TB, doc *etree.Element, label string) string {
	t.Helper()
	all := cells(doc)
	for i, c := range all {
		if strings.Join(strings.Fields(c), "") == label && i+1 < len(all) {
			return all[i+1]
		}
	}
	t.Errorf("no cell %q", label)
	return ""
}

func rowHeights(t testing.TB, doc *etree.Element) (out []int) {
	t.Helper()
	for _, h := range doc.FindElements("//w:trHeight") {
		if h.SelectAttrValue("w:hRule", "") != "exact" {
			t.Errorf("a row of %s twips is not exact", h.SelectAttrValue("w:val", ""))
		}
		n, _ := strconv.Atoi(h.SelectAttrValue("w:val", ""))
		out = append(out, n)
	}
	if rows := len(doc.FindElements("//w:tr")); rows != len(out) {
		t.Errorf("%d of %d rows have a height", len(out), rows)
	}
	return out
}

func checkFonts(t *testing.T, at string, doc *etree.Element) {
	t.Helper()
	for _, r := range doc.FindElements("//w:r") {
		f := r.FindElement("./w:rPr/w:rFonts")
		if f == nil || f.SelectAttrValue("w:eastAsia", "") == "" || f.SelectAttrValue("w:ascii", "") == "" || r.FindElement("./w:rPr/w:sz") == nil {
			t.Errorf("%s: a run without font or size: %q", at, textOf(r))
			continue
		}
		for _, a := range f.Attr {
			if strings.HasSuffix(a.Key, "Theme") {
				t.Errorf("%s: font from a theme", at)
			}
		}
	}
}

func find(t testing.TB, doc *etree.Element, text string) *etree.Element {
	t.Helper()
	for _, p := range doc.FindElements("//w:p") {
		if strings.Contains(textOf(etreeWrap(p)), text) {
			return p
		}
	}
	t.Fatalf("no paragraph with %q", text)
	return nil
}

// etreeWrap lets textOf see the paragraph itself.
func etreeWrap(p *etree.Element) *etree.Element {
	e := etree.NewElement("x")
	e.AddChild(p.Copy())
	return e
}
