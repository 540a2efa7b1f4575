package build

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"
)

const spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Section is the page set-up: paper, margins in mm, header and footer.
type Section struct {
	Paper                    Paper
	Landscape                bool
	Top, Bottom, Left, Right float64
	HeaderAt, FooterAt       float64 // from the paper's edge, 0 = 10 mm
	Header, Footer           XML     // paragraphs; empty for none
}

func (s Section) xml(refs string) string {
	paper, or := s.Paper, ""
	if paper.W == 0 {
		paper = Papers[0]
	}
	w, h := paper.W, paper.H
	if s.Landscape {
		w, h, or = h, w, ` w:orient="landscape"`
	}
	at := func(v float64) int {
		if v == 0 {
			v = 10
		}
		return Twips(v)
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>`,
		refs, Twips(w), Twips(h), or, Twips(s.Top), Twips(s.Right), Twips(s.Bottom), Twips(s.Left), at(s.HeaderAt), at(s.FooterAt))
}

// End is a paragraph that ends a section set up as s; what follows is on a new
// page with the set-up of the next End or of the document. Header and footer are
// those of the document.
func (s Section) End() XML {
	p := Para{Exact: 1}
	return XML("<w:p>" + p.props(Text{Size: 1}.props(), s.xml("")) + "</w:p>")
}

// stamp is the time written in every file: the same input gives the same bytes.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

type pack struct {
	z   *zip.Writer
	err error
}

func (p *pack) add(name, body string) {
	w, err := p.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: stamp})
	if err == nil {
		_, err = w.Write([]byte(head + body))
	}
	if p.err == nil {
		p.err = err
	}
}

// Document packs body parts into a .docx; s sets up the last (or only) section.
func Document(s Section, title string, body ...XML) []byte {
	var buf bytes.Buffer
	p := &pack{z: zip.NewWriter(&buf)}
	var types, rels, refs strings.Builder
	for i, x := range []XML{s.Header, s.Footer} {
		if x == "" {
			continue
		}
		kind, tag := []string{"header", "footer"}[i], []string{"hdr", "ftr"}[i]
		fmt.Fprintf(&types, `<Override PartName="/word/%s1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>`, kind, kind)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s1.xml"/>`, 10+i, kind, kind)
		fmt.Fprintf(&refs, `<w:%sReference w:type="default" r:id="rId%d"/>`, kind, 10+i)
		p.add("word/"+kind+"1.xml", `<w:`+tag+` `+spaces+`>`+string(x)+`</w:`+tag+`>`)
	}
	p.add("[Content_Types].xml", fmt.Sprintf(contentTypes, types.String()))
	p.add("_rels/.rels", packageRels)
	p.add("docProps/core.xml", fmt.Sprintf(coreProps, esc(title)))
	p.add("word/_rels/document.xml.rels", fmt.Sprintf(documentRels, rels.String()))
	p.add("word/styles.xml", styles)
	p.add("word/settings.xml", settings)
	var b strings.Builder
	for _, x := range body {
		b.WriteString(string(x))
	}
	p.add("word/document.xml", `<w:document `+spaces+`><w:body>`+b.String()+s.xml(refs.String())+`</w:body></w:document>`)
	if err := p.z.Close(); err != nil || p.err != nil {
		panic(fmt.Sprint("build: writing to memory failed: ", err, p.err))
	}
	return buf.Bytes()
}

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>%s</Types>`

const packageRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const coreProps = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title></cp:coreProperties>`

const documentRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>%s</Relationships>`

const styles = `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style><w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`

const settings = `<w:settings ` + spaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`
