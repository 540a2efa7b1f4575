package readback

import (
	"bytes"
	"encoding/xml"
	"errors"
	"path"
	"strings"
	"unicode/utf16"

	"kaocha/forms/page/markup"
)

// What a file handed in as a Word document turned out to be. Each text says
// what the clerk can do about it.
var (
	ErrEmpty     = errors.New("文件是空的（0 字节），请重新取得原文件")
	ErrOldWord   = errors.New("这是旧版 .doc 文件（扩展名改成 .docx 也不行），请用 WPS 或 Word 打开后另存为 .docx 再收")
	ErrOldWPS    = errors.New("这是 WPS 文字的 .wps 文件，请用 WPS 打开后另存为 .docx 再收")
	ErrEncrypted = errors.New("文件设有打开密码，读不出内容；请交件人取消密码后重新保存")
	ErrOldOffice = errors.New("这是旧版 Office 文件，不是 Word 文档，请核对是否交错了文件")
	ErrPDF       = errors.New("这是 PDF 文件，量不出字体、字号和行距；请交件人交可编辑的 Word 文件（.docx）")
	ErrRTF       = errors.New("这是 RTF 文件，请用 WPS 或 Word 打开后另存为 .docx 再收")
	ErrWeb       = errors.New("这是网页或 XML 文件（有的系统导出的“Word”就是网页），请用 WPS 或 Word 打开后另存为 .docx 再收")
	ErrPicture   = errors.New("这是图片，不是 Word 文档；扫描件请作为纸质材料的附件收，电子版要交 .docx")
	ErrExcel     = errors.New("这是 Excel 表格，不是 Word 文档，请核对是否交错了文件")
	ErrSlides    = errors.New("这是演示文稿，不是 Word 文档，请核对是否交错了文件")
	ErrOpenDoc   = errors.New("这是 OpenDocument 文件（.odt），请打开后另存为 .docx 再收")
	ErrArchive   = errors.New("这是压缩包，不是 Word 文档；请解压后收里面的 .docx")
	ErrUnknown   = errors.New("认不出这是什么文件，不是 .docx；请用 WPS 或 Word 打开核对，再另存为 .docx")
	ErrBroken    = errors.New("文件已损坏，没有传完整或存坏了，请重新取得原文件")
)

// sniff tells by the first bytes what is surely no .docx; nil for a zip file.
func sniff(b []byte) error {
	head := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	starts := func(magic ...string) bool {
		for _, m := range magic {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
	switch {
	case len(head) == 0:
		return ErrEmpty
	case starts("PK\x03\x04", "PK\x05\x06"):
		return nil
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return compound(b)
	case starts("%PDF-"):
		return ErrPDF
	case starts("{\\rtf"):
		return ErrRTF
	case starts("\xff\xd8\xff", "\x89PNG", "GIF8", "BM", "II*\x00", "MM\x00*"):
		return ErrPicture
	case starts("Rar!", "7z\xbc\xaf", "\x1f\x8b"):
		return ErrArchive
	case starts("<"), starts("MIME-Version:"):
		return ErrWeb
	}
	return ErrUnknown
}

// compound names an OLE file by the streams in its directory, whose names are
// UTF-16. An encrypted .docx is such a file too.
func compound(b []byte) error {
	has := func(name string) bool { return bytes.Contains(b, wide(name)) }
	switch {
	case has("EncryptedPackage"), has("EncryptionInfo"):
		return ErrEncrypted
	case has("WpsDocument"), has("WPS Document"), has("WpsCustomData") && !has("WordDocument"):
		return ErrOldWPS
	case has("WordDocument"):
		return ErrOldWord
	case has("Workbook"), has("Book"), has("PowerPoint Document"):
		return ErrOldOffice
	}
	return ErrOldOffice
}

func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// openWord opens a .docx and returns its parts. The main document may have
// another name than word/document.xml: some editors number it. Its parts are
// then given under the usual names.
func openWord(b []byte) (func(string) ([]byte, error), error) {
	if err := sniff(b); err != nil {
		return nil, err
	}
	pkg, err := markup.Open(b)
	if errors.Is(err, markup.ErrNotOffice) {
		return nil, ErrBroken
	} else if err != nil {
		return nil, err
	}
	main := mainPart(pkg)
	if main == "" {
		return nil, foreign(pkg)
	}
	const usual = "word/document.xml"
	rels := path.Dir(main) + "/_rels/" + path.Base(main) + ".rels"
	return func(name string) ([]byte, error) {
		switch name {
		case usual:
			name = main
		case "word/_rels/document.xml.rels":
			name = rels
		}
		return pkg.Part(name)
	}, nil
}

// mainPart is the name of the main document, "" when this is no Word file.
func mainPart(pkg *markup.Package) string {
	has := map[string]bool{}
	for _, f := range pkg.Files {
		has[f.Name] = true
	}
	if has["word/document.xml"] {
		return "word/document.xml"
	}
	b, err := pkg.Part("_rels/.rels")
	if err != nil {
		return ""
	}
	var rels struct {
		List []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if xml.Unmarshal(b, &rels) != nil {
		return ""
	}
	for _, r := range rels.List {
		name := strings.TrimPrefix(r.Target, "/")
		if strings.HasSuffix(r.Type, "/officeDocument") && strings.HasPrefix(name, "word/") && has[name] {
			return name
		}
	}
	return ""
}

// foreign names a zip file that holds no Word document.
func foreign(pkg *markup.Package) error {
	for _, f := range pkg.Files {
		switch {
		case strings.HasPrefix(f.Name, "xl/"):
			return ErrExcel
		case strings.HasPrefix(f.Name, "ppt/"):
			return ErrSlides
		case f.Name == "content.xml":
			return ErrOpenDoc
		case strings.HasPrefix(f.Name, "word/"):
			return ErrBroken
		}
	}
	return ErrArchive
}
