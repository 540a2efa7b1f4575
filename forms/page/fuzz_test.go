package page_test

import (
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/markup"
	"kaocha/forms/page/pagetest"
)

// FuzzRead: no document part, however broken, makes reading, layout or the
// merging of lines panic.
func FuzzRead(f *testing.F) {
	for _, d := range documents(f) {
		pkg, err := markup.Open(d.docx)
		if err != nil {
			f.Fatal(err)
		}
		b, err := pkg.Part("word/document.xml")
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 20000 {
			f.Add(string(b))
		}
	}
	cell := `<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/><w:textDirection w:val="tbRlV"/></w:tcPr><w:p><w:r><w:t>文字abc，</w:t><w:tab/><w:br w:type="page"/></w:r></w:p></w:tc>`
	for _, s := range []string{
		`<w:tbl><w:tblGrid><w:gridCol w:w="500"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="99999"/><w:tblHeader/></w:trPr>` + cell + cell + `</w:tr><w:tr>` + cell + `</w:tr></w:tbl>`,
		`<w:p><w:pPr><w:spacing w:line="-5" w:lineRule="exact"/><w:ind w:left="99999" w:hangingChars="-3"/><w:jc w:val="distribute"/><w:tabs><w:tab w:val="right" w:pos="-9"/></w:tabs></w:pPr><w:r><w:rPr><w:sz w:val="-4"/></w:rPr><w:t>一二三</w:t><w:tab/></w:r></w:p>`,
		`<w:p><w:pPr><w:sectPr><w:pgSz w:w="1" w:h="1"/><w:pgMar w:top="9999999"/><w:type w:val="continuous"/></w:sectPr></w:pPr></w:p><w:p><w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>`,
	} {
		f.Add(`<w:document><w:body>` + s + `</w:body></w:document>`)
	}
	base, err := page.NewBase(func(string) ([]byte, error) { return nil, nil })
	if err != nil {
		f.Fatal(err)
	}
	fs := pagetest.Fonts()
	f.Fuzz(func(t *testing.T, xml string) {
		if len(xml) > 1<<15 {
			return
		}
		doc, err := page.ReadParts(func(name string) ([]byte, error) {
			if name == "word/document.xml" {
				return []byte(xml), nil
			}
			return nil, nil
		}, base)
		if err != nil {
			return
		}
		for _, pg := range page.Layout(doc, fs).Pages {
			pg.Merged()
		}
	})
}

// FuzzFont: no font file, however broken, makes parsing or cutting down panic.
func FuzzFont(f *testing.F) {
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0c"))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00glyf"))
	f.Fuzz(func(t *testing.T, b []byte) {
		font, err := page.ParseFont(b, 0)
		if err != nil {
			return
		}
		font.Subset([]uint16{font.GID('A'), 65535})
	})
}
