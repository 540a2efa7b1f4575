package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of a workbook.
const (
	maxXLSXBytes   = 64 << 20 // the file
	maxUnzipped    = 64 << 20 // all parts that are read
	maxZipEntries  = 4000
	maxSheets      = 256
	maxSheetTokens = 20_000_000
)

var errBomb = fmt.Errorf("工作簿解压后超过 %d MB，不像正常的花名册，出于安全不予读取；请只保留花名册一张表另存后再导入", maxUnzipped>>20)

// workbook is an opened .xlsx.
type workbook struct {
	zr       *zip.Reader
	parts    map[string]*zip.File // by name in lower case
	left     int64                // bytes that may still be unpacked
	sheets   []sheetRef
	strings  []string
	formats  []dateFormat // by cell style
	date1904 bool
}

type sheetRef struct {
	name, part string
	hidden     bool
}

// openXLSX checks the archive's directory before anything is unpacked, then
// reads the workbook's list of sheets, its shared texts and number formats.
func openXLSX(data []byte) (*workbook, error) {
	w := &workbook{left: maxUnzipped, parts: map[string]*zip.File{}}
	if err := w.checkZip(data); err != nil {
		return nil, err
	}
	book := w.find("/officeDocument", "_rels/.rels", "xl/workbook.xml")
	if w.parts[strings.ToLower(book)] == nil || !strings.Contains(book, "workbook") {
		return nil, w.notWorkbook()
	}
	rels, err := w.rels(book)
	if err != nil {
		return nil, err
	}
	if err := w.readBook(book, rels); err != nil {
		return nil, err
	}
	for _, r := range rels {
		switch {
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			err = w.readStrings(r.target)
		case strings.HasSuffix(r.kind, "/styles"):
			err = w.readStyles(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return w, nil
}

// checkZip reads the archive's directory only: number of entries, unpacked
// sizes, and names that would leave a folder.
func (w *workbook) checkZip(data []byte) error {
	if len(data) > maxXLSXBytes {
		return fmt.Errorf("文件有 %d MB，超过 %d MB，不像花名册", len(data)>>20, maxXLSXBytes>>20)
	}
	if n := zipCount(data); n > maxZipEntries {
		return fmt.Errorf("工作簿里有 %d 个部件，不像正常的花名册，出于安全不予读取", n)
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return errors.New("工作簿已损坏或没有复制完，请重新复制，或用 WPS、Excel 打开后另存")
	}
	if len(zr.File) > maxZipEntries {
		return fmt.Errorf("工作簿里有 %d 个部件，不像正常的花名册，出于安全不予读取", len(zr.File))
	}
	var total uint64
	for _, f := range zr.File {
		if badPath(f.Name) {
			return fmt.Errorf("工作簿里有可疑的路径“%s”，出于安全不予读取", shorten(cleanText(f.Name).text, 60))
		}
		n := strings.ToLower(f.Name) // part names do not tell case apart
		if _, dup := w.parts[n]; dup {
			return errors.New("工作簿里有重名的部件，可能被人改动过，出于安全不予读取")
		}
		w.parts[n] = f
		if strings.HasSuffix(n, ".xml") || strings.HasSuffix(n, ".rels") {
			total += f.UncompressedSize64
		}
		if f.UncompressedSize64 > maxUnzipped || total > maxUnzipped {
			return errBomb
		}
	}
	w.zr = zr
	return nil
}

// zipCount reads the number of entries from the end record of an archive.
func zipCount(b []byte) int {
	i := bytes.LastIndex(b[max(0, len(b)-66<<10):], []byte("PK\x05\x06"))
	if i < 0 {
		return 0
	}
	i += max(0, len(b)-66<<10)
	if i+12 > len(b) {
		return 0
	}
	return int(b[i+10]) | int(b[i+11])<<8
}

// badPath tells a name that would lead out of the archive.
func badPath(n string) bool {
	if n == "" || strings.HasPrefix(n, "/") || strings.ContainsAny(n, "\\:\x00") {
		return true
	}
	for _, p := range strings.Split(n, "/") {
		if p == ".." {
			return true
		}
	}
	return false
}

// notWorkbook tells what an archive is that is no workbook.
func (w *workbook) notWorkbook() error {
	for n := range w.parts {
		switch {
		case n == "word/document.xml":
			return errors.New("是 Word 文件（.docx），不能导入；花名册请另存为 .xlsx，干部资料请提供 .lrmx 或 .lrm")
		case n == "content.xml":
			return errors.New("是 OpenDocument 表格（.ods），请另存为 .xlsx 再导入")
		case n == "xl/workbook.bin":
			return errors.New("是二进制工作簿（.xlsb），请另存为 .xlsx 再导入")
		}
	}
	return errors.New("是压缩包，不是工作簿，请先解压再导入里面的文件")
}

// part unpacks one part within the budget; nil when it is missing.
func (w *workbook) part(name string) ([]byte, error) {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, errors.New("工作簿的压缩方式不能识别，请用 WPS 或 Excel 打开后另存")
	}
	defer r.Close()
	var buf bytes.Buffer
	buf.Grow(int(min(f.UncompressedSize64, uint64(w.left))) + bytes.MinRead)
	n, err := io.Copy(&buf, io.LimitReader(r, w.left+1))
	if n > w.left {
		return nil, errBomb
	}
	if err != nil {
		return nil, fmt.Errorf("工作簿里的 %s 已损坏，请用 WPS 或 Excel 打开后另存", path.Base(name))
	}
	w.left -= n
	return buf.Bytes(), nil
}

type relation struct{ id, kind, target string }

// rels reads the relations of a part.
func (w *workbook) rels(of string) ([]relation, error) {
	dir, base := path.Split(of)
	return w.relFile(dir+"_rels/"+base+".rels", dir)
}

func (w *workbook) relFile(name, dir string) ([]relation, error) {
	b, err := w.part(name)
	if err != nil {
		return nil, err
	}
	var out []relation
	err = eachToken(b, func(t *token) error {
		if t.name == "Relationship" && (t.kind == tokOpen || t.kind == tokEmpty) {
			to := t.attr("Target")
			if strings.HasPrefix(to, "/") {
				to = to[1:]
			} else {
				to = path.Join(dir, to)
			}
			out = append(out, relation{t.attr("Id"), t.attr("Type"), to})
		}
		return nil
	})
	return out, err
}

// find is the target of a relation by the end of its type, else the fallback.
func (w *workbook) find(kind, relFile, fallback string) string {
	rs, err := w.relFile(relFile, "")
	if err == nil {
		for _, r := range rs {
			if strings.HasSuffix(r.kind, kind) {
				return r.target
			}
		}
	}
	return fallback
}

func (w *workbook) readBook(name string, rels []relation) error {
	b, err := w.part(name)
	if err != nil {
		return err
	}
	target := map[string]string{}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/worksheet") {
			target[r.id] = r.target
		}
	}
	err = eachToken(b, func(t *token) error {
		if t.kind != tokOpen && t.kind != tokEmpty {
			return nil
		}
		switch t.name {
		case "workbookPr":
			v := t.attr("date1904")
			w.date1904 = v == "1" || v == "true" || v == "on"
		case "sheet":
			if p := target[t.attr("id")]; p != "" && len(w.sheets) < maxSheets {
				st := t.attr("state")
				w.sheets = append(w.sheets, sheetRef{t.attr("name"), p, st == "hidden" || st == "veryHidden"})
			}
		}
		return nil
	})
	if err == nil && len(w.sheets) == 0 {
		err = errors.New("工作簿里没有工作表")
	}
	return err
}

// readStrings reads the shared texts; phonetic guides are left out.
func (w *workbook) readStrings(name string) error {
	b, err := w.part(name)
	if err != nil {
		return err
	}
	var cur strings.Builder
	in, skip := false, false
	return eachToken(b, func(t *token) error {
		switch {
		case t.name == "si" && t.kind == tokOpen:
			cur.Reset()
		case t.name == "si":
			if t.kind == tokEmpty {
				cur.Reset()
			}
			w.strings = append(w.strings, cur.String())
		case t.name == "rPh":
			skip = t.kind == tokOpen
		case t.name == "t":
			in = t.kind == tokOpen
		case in && !skip && t.kind == tokText:
			cur.WriteString(xstring(unescape(t.text)))
		case in && !skip && t.kind == tokCData:
			cur.Write(t.text)
		}
		return nil
	})
}

// eachToken runs over the pieces of a part.
func eachToken(b []byte, do func(*token) error) error {
	s := &scanner{src: bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), budget: maxSheetTokens}
	var t token
	for {
		var ok bool
		var err error
		if t, ok, err = s.next(); err != nil || !ok {
			return err
		}
		if err := do(&t); err != nil {
			return err
		}
	}
}
