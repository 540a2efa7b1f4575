package exchange

import (
	"bytes"
	"errors"
	"strings"

	"kaocha/data/cadre"
)

// fileKind is what a file is by its content.
type fileKind int

const (
	isUnknown fileKind = iota
	isLRMX
	isLRM
	isXLSX
	isText // perhaps a csv roster
	isImage
)

var (
	oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	zipMagic = []byte("PK\x03\x04")
)

// detect tells a file's kind by its content, never by its extension. The error
// says, for files that cannot be read, what they are and what to do.
func detect(b []byte) (fileKind, error) {
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return isUnknown, errors.New("文件是空的")
	case bytes.HasPrefix(b, oleMagic):
		return isUnknown, oleFault(b)
	case bytes.HasPrefix(b, zipMagic):
		return isXLSX, nil
	case bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return isUnknown, errors.New("是空的压缩包")
	case bytes.HasPrefix(b, []byte("%PDF")):
		return isUnknown, errors.New("是 PDF 文件，不能导入，请提供 .lrmx、.lrm、.xlsx 或 .csv")
	case bytes.HasPrefix(b, []byte("Rar!")), bytes.HasPrefix(b, []byte("7z\xBC\xAF")):
		return isUnknown, errors.New("是压缩包，请先解压再导入")
	case bytes.HasPrefix(b, []byte{0x09, 0x08, 0x10, 0}), bytes.HasPrefix(b, []byte{0x09, 0x04, 0x06, 0}), bytes.HasPrefix(b, []byte{0x09, 0x08, 0x08, 0}):
		return isUnknown, errOldExcel
	case isPicture(b):
		return isImage, errors.New("是图片；照片请放在 .lrmx 文件里，或与 .lrm 同名存为 .pic")
	}
	return detectText(b)
}

var errOldExcel = errors.New("是旧版 Excel（.xls）或 WPS 表格（.et）文件，请用 WPS 或 Excel 打开后“另存为”.xlsx 再导入")

func isPicture(b []byte) bool {
	for _, m := range []string{"\xFF\xD8\xFF", "\x89PNG", "GIF8", "BM"} {
		if bytes.HasPrefix(b, []byte(m)) {
			return m != "BM" || len(b) > 30 && b[6] == 0 && b[7] == 0 && b[8] == 0 && b[9] == 0
		}
	}
	return false
}

// detectText looks at the first characters of a text file.
func detectText(b []byte) (fileKind, error) {
	head, _, _ := decodeHead(b)
	t := strings.TrimSpace(head)
	low := strings.ToLower(t[:min(len(t), 4096)])
	switch {
	case strings.Contains(low, "<person") && strings.HasPrefix(t, "<"):
		return isLRMX, nil
	case strings.HasPrefix(low, "<html"), strings.HasPrefix(low, "<!doctype html"), strings.Contains(low, "<table"),
		strings.Contains(low, "urn:schemas-microsoft-com:office:spreadsheet"):
		return isUnknown, errors.New("是网页形式的表格，请用 WPS 或 Excel 打开后“另存为”.xlsx 再导入")
	case strings.HasPrefix(low, "<?xml"), strings.HasPrefix(low, "<!doctype"), strings.HasPrefix(t, "<"):
		return isLRMX, nil // its reader says what is wrong
	case looksLRM(t):
		return isLRM, nil
	case strings.ContainsRune(head, 0):
		return isUnknown, errors.New("不是能识别的文件，请提供 .lrmx、.lrm、.xlsx 或 .csv")
	}
	return isText, nil
}

// looksLRM tells the old record from a csv file in which all fields are quoted:
// its second and third fields are a sex and a date, not column names.
func looksLRM(t string) bool {
	f := strings.SplitN(t, `","`, 5)
	if len(f) < 4 || !strings.HasPrefix(t, `"`) || strings.ContainsAny(f[0]+f[1]+f[2], "\r\n") {
		return false
	}
	d, err := cadre.ParseDate(f[2])
	return (f[1] == "男" || f[1] == "女") && (err == nil || len(f[2]) < 20) || err == nil && !d.IsZero() && len(f[1]) < 20
}

// decodeHead decodes the first 64 KB, cut at a line end when there is one.
func decodeHead(b []byte) (string, charset, bool) {
	const size = 64 << 10
	if len(b) > size {
		cut := size
		if i := bytes.LastIndexByte(b[:size], '\n'); i > 0 && b[0] != 0xFE && b[0] != 0xFF {
			cut = i + 1
		} else if i := bytes.LastIndexByte(b[:size], '>'); i > 0 {
			cut = i + 1
		}
		b = b[:cut]
	}
	return decodeText(b)
}

// oleFault tells what an old compound file holds by the names in its directory.
func oleFault(b []byte) error {
	has := func(name string) bool {
		var u []byte
		for _, c := range []byte(name) {
			u = append(u, c, 0)
		}
		return bytes.Contains(b, append(u, 0, 0))
	}
	switch {
	case has("EncryptedPackage"), has("EncryptionInfo"):
		return errors.New("工作簿设有打开密码，请用 WPS 或 Excel 打开，去掉密码另存后再导入")
	case has("Workbook"), has("Book"), has("ETExtData"):
		return errOldExcel
	case has("WordDocument"):
		return errors.New("是旧版 Word（.doc）文件，不是花名册，请提供 .lrmx、.lrm、.xlsx 或 .csv")
	}
	return errors.New("是旧版 Office 文件，请另存为 .xlsx 后再导入")
}
