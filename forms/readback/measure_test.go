package readback

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kaocha/data/review"
)

const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// The default style is 宋体 five; "Body" is based on it and gives FangSong
// 15 pt exactly 25 pt; "Deep" is based on Body.
const styles = `<w:styles` + ns + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="SimSun"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"/>
<w:style w:type="paragraph" w:styleId="Body"><w:basedOn w:val="N"/><w:pPr><w:spacing w:line="500" w:lineRule="exact"/></w:pPr><w:rPr><w:rFonts w:eastAsia="FangSong_GB2312"/><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:basedOn w:val="Body"/></w:style></w:styles>`

func zipped(parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range parts {
		w, _ := z.Create(name)
		w.Write([]byte(s))
	}
	z.Close()
	return b.Bytes()
}

// docx wraps a body; the paper is 184×260 mm unless the body has its own.
func docx(body string) []byte {
	if !strings.Contains(body, "w:sectPr") {
		body += `<w:sectPr><w:pgSz w:w="10431" w:h="14740"/></w:sectPr>`
	}
	return zipped(map[string]string{"word/styles.xml": styles,
		"word/document.xml": `<w:document` + ns + `><w:body>` + body + `</w:body></w:document>`})
}

func p(style, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, style, text)
}

var format = &review.Format{Title: "履职工作总结", Fonts: []string{"仿宋", "仿宋_GB2312"}, SizePt: 15, LinePt: 25}

func TestFactsThroughStyles(t *testing.T) {
	f, err := MeasureAgainst(docx(p("N", "")+p("N", "履 职　工作总结")+p("Body", "一、思想 政治\u200b。")+p("Deep", "ab c，第二段")+
		`<w:tbl><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc>`+p("Body", "表里")+`</w:tc></w:tr></w:tbl>`), format)
	if err != nil {
		t.Fatal(err)
	}
	if f.Title != "履职工作总结" || f.PaperW != 184 || f.PaperH != 260 || f.Landscape {
		t.Errorf("title %q, paper %v×%v", f.Title, f.PaperW, f.PaperH)
	}
	// 一、思想政治。 = 7, abc，第二段 = 7, 表里 = 2.
	if f.Chars != 16 || f.Paragraphs != 4 {
		t.Errorf("%d characters in %d paragraphs, want 16 in 4", f.Chars, f.Paragraphs)
	}
	if !slices.Equal(f.Fonts, []string{"仿宋_GB2312"}) || !slices.Equal(f.Sizes, []float64{15}) || !slices.Equal(f.Lines, []string{"固定值 25 磅"}) {
		t.Errorf("fonts %v sizes %v lines %v", f.Fonts, f.Sizes, f.Lines)
	}
	if len(f.Deviations) > 0 {
		t.Errorf("deviations %v in a document as prescribed", f.Deviations)
	}
	if f.Text != "一、思想 政治\u200b。\nab c，第二段\n表里" {
		t.Errorf("text %q", f.Text)
	}
}

func TestEveryDeviationIsNamed(t *testing.T) {
	run := `<w:p><w:pPr><w:pStyle w:val="Body"/><w:spacing w:line="360" w:lineRule="auto"/></w:pPr>` +
		`<w:r><w:t>前面四字</w:t></w:r><w:r><w:rPr><w:rFonts w:eastAsia="KaiTi"/><w:sz w:val="28"/></w:rPr><w:t>楷体2</w:t></w:r></w:p>`
	f, err := MeasureAgainst(docx(p("N", "总结")+p("N", "这一段用了默认的宋体五号单倍行距，而且很长")+run), format)
	if err != nil {
		t.Fatal(err)
	}
	want := []review.Stray{
		{Paragraph: 2, Excerpt: "这一段用了默认的宋体五号单倍行距…", What: "字体", Found: "宋体"},
		{Paragraph: 2, Excerpt: "这一段用了默认的宋体五号单倍行距…", What: "字号", Found: "五号（10.5 磅）"},
		{Paragraph: 2, Excerpt: "这一段用了默认的宋体五号单倍行距…", What: "行距", Found: "单倍行距"},
		{Paragraph: 3, Excerpt: "前面四字楷体2", What: "字体", Found: "楷体（2 字）"},
		{Paragraph: 3, Excerpt: "前面四字楷体2", What: "字号", Found: "四号（14 磅）（3 字）"},
		{Paragraph: 3, Excerpt: "前面四字楷体2", What: "行距", Found: "1.5 倍行距"},
	}
	if !slices.Equal(f.Deviations, want) {
		t.Errorf("deviations\n%v, want\n%v", f.Deviations, want)
	}
	if f.Title != "总结" {
		t.Errorf("title %q", f.Title)
	}
}

func TestPapers(t *testing.T) {
	sect := func(w, h int) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:sectPr><w:pgSz w:w="%d" w:h="%d"/></w:sectPr></w:pPr></w:p>`, w, h)
	}
	f, err := MeasureAgainst(docx(p("N", "标题")+sect(16838, 11906)+p("Body", "文")+sect(10431, 14740)), format)
	if err != nil {
		t.Fatal(err)
	}
	if f.PaperW != 297 || f.PaperH != 210 || !f.Landscape {
		t.Errorf("paper %v×%v landscape %v", f.PaperW, f.PaperH, f.Landscape)
	}
	if len(f.Deviations) != 1 || f.Deviations[0].What != "纸张" || f.Deviations[0].Found != "184×260 毫米" {
		t.Errorf("second paper: %v", f.Deviations)
	}
}

func TestFontAliases(t *testing.T) {
	for _, n := range []string{"仿宋", "仿宋_GB2312", "FangSong", "fangsong_gb2312", "SimFang", "@仿宋"} {
		if !SameFont(n, "仿宋") {
			t.Errorf("%s is not taken for 仿宋", n)
		}
	}
	for _, n := range []string{"华文仿宋", "宋体", "楷体_GB2312", ""} {
		if SameFont(n, "仿宋") {
			t.Errorf("%s is taken for 仿宋", n)
		}
	}
}

func ole(stream string) []byte {
	return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1________________"), wide(stream)...)
}

func TestWhatIsNoWordFile(t *testing.T) {
	good := docx(p("N", "标题"))
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"empty":     {nil, ErrEmpty},
		"blank":     {[]byte(" \r\n"), ErrEmpty},
		"doc":       {ole("WordDocument"), ErrOldWord},
		"wps":       {ole("WpsDocument"), ErrOldWPS},
		"encrypted": {ole("EncryptedPackage"), ErrEncrypted},
		"xls":       {ole("Workbook"), ErrOldOffice},
		"pdf":       {[]byte("%PDF-1.7\n"), ErrPDF},
		"rtf":       {[]byte(`{\rtf1\ansi`), ErrRTF},
		"html":      {[]byte("\xef\xbb\xbf<html>"), ErrWeb},
		"jpeg":      {[]byte("\xff\xd8\xff\xe0"), ErrPicture},
		"text":      {[]byte("履职工作总结"), ErrUnknown},
		"xlsx":      {zipped(map[string]string{"xl/workbook.xml": "<x/>"}), ErrExcel},
		"odt":       {zipped(map[string]string{"content.xml": "<x/>"}), ErrOpenDoc},
		"archive":   {zipped(map[string]string{"总结.docx": "x"}), ErrArchive},
		"cut":       {good[:len(good)*2/3], ErrBroken},
		"bad xml":   {zipped(map[string]string{"word/document.xml": "<w:document><w:body>"}), ErrBroken},
	} {
		f, err := Measure(c.b, "")
		if !errors.Is(err, c.want) || f != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestNumberedMainPart(t *testing.T) {
	b := zipped(map[string]string{
		"_rels/.rels":        `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/document2.xml": `<w:document` + ns + `><w:body>` + p("N", "标题") + p("N", "正文") + `</w:body></w:document>`,
	})
	if f, err := Measure(b, ""); err != nil || f.Title != "标题" || f.Chars != 2 {
		t.Errorf("%+v, %v", f, err)
	}
}

// A 200 MiB part packed to some 200 KB is refused before it is unpacked.
func TestBomb(t *testing.T) {
	b := zipped(map[string]string{"word/document.xml": strings.Repeat(" ", 200<<20)})
	if len(b) > 1<<20 {
		t.Fatalf("the bomb is %d bytes", len(b))
	}
	if _, err := Measure(b, ""); err == nil || !strings.Contains(err.Error(), "过大") {
		t.Errorf("bomb: %v", err)
	}
}

func FuzzMeasure(f *testing.F) {
	f.Add(p("N", "履职工作总结") + p("Deep", "正文"))
	f.Add(`<w:p><w:pPr><w:spacing w:line="-9" w:lineRule="?"/></w:pPr><w:r><w:rPr><w:sz w:val="x"/></w:rPr><w:t>文</w:t><w:br/></w:r></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc/></w:tr></w:tbl><w:sectPr><w:pgSz w:w="1e9"/></w:sectPr>`)
	f.Fuzz(func(t *testing.T, body string) {
		facts, err := MeasureAgainst(docx(body), format)
		if err == nil && (facts.Chars < 0 || facts.Paragraphs < 0) {
			t.Errorf("%+v", facts)
		}
	})
}

func FuzzMeasureFile(f *testing.F) {
	f.Add(docx(p("N", "标题")))
	f.Add(ole("WordDocument"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if facts, err := Measure(b, ""); err == nil && facts == nil {
			t.Error("neither facts nor an error")
		}
	})
}
