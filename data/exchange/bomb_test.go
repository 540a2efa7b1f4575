package exchange

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

const (
	bookXML  = `<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`
	bookRels = `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
)

// archive makes a zip of the named parts.
func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n, s := range parts {
		f, err := w.Create(n)
		must(t, err)
		_, err = io.WriteString(f, s)
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

func tinyBook(sheet string) map[string]string {
	return map[string]string{"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": bookRels, "xl/worksheets/sheet1.xml": sheet}
}

// blanks512 is 512 MB of blanks, deflated, and their checksum.
var blanks512 = sync.OnceValues(func() ([]byte, uint32) {
	var packed bytes.Buffer
	fw, _ := flate.NewWriter(&packed, 9)
	sum := crc32.NewIEEE()
	chunk := []byte(strings.Repeat(" ", 1<<20))
	for range 512 {
		fw.Write(chunk)
		sum.Write(chunk)
	}
	fw.Close()
	return packed.Bytes(), sum.Sum32()
})

// bomb is a workbook of about 528 KB whose sheet unpacks to 512 MB; lie makes
// the directory claim a small size.
func bomb(t testing.TB, lie bool) []byte {
	t.Helper()
	packed, sum := blanks512()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n, s := range tinyBook("") {
		if n != "xl/worksheets/sheet1.xml" {
			f, err := w.Create(n)
			must(t, err)
			_, err = io.WriteString(f, s)
			must(t, err)
		}
	}
	h := &zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: sum, CompressedSize64: uint64(len(packed)), UncompressedSize64: 512 << 20}
	if lie {
		h.UncompressedSize64 = 1000
	}
	f, err := w.CreateRaw(h)
	must(t, err)
	_, err = f.Write(packed)
	must(t, err)
	must(t, w.Close())
	return b.Bytes()
}

// T14: a bomb is refused by its directory; one whose directory lies is refused
// while unpacking, within the limit.
func TestBombRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("writes half a gigabyte; the race detector gains nothing here")
	}
	for _, lie := range []bool{false, true} {
		data := bomb(t, lie)
		if len(data) > 600<<10 {
			t.Fatalf("bomb of %d KB", len(data)>>10)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := ReadRoster(context.Background(), "x", data, RosterOptions{})
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("lie %v: not refused", lie)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; !lie && used > 4 || used > 200 {
			t.Errorf("lie %v: %d MB allocated", lie, used)
		}
	}
}

func TestManyEntriesRefused(t *testing.T) {
	parts := tinyBook("")
	for i := range 10000 {
		parts[fmt.Sprintf("x/%d.xml", i)] = ""
	}
	if _, err := ReadRoster(context.Background(), "x", archive(t, parts), RosterOptions{}); err == nil || !strings.Contains(err.Error(), "部件") {
		t.Errorf("10,000 entries: %v", err)
	}
}

// T25 for the archives that are read: names that lead out of the folder.
func TestBadPathsRefused(t *testing.T) {
	for _, n := range []string{"../x.xml", "/etc/x", `C:\x`, `\\srv\x`, "xl/../../x", "a.txt:ads"} {
		parts := tinyBook(`<worksheet><sheetData/></worksheet>`)
		parts[n] = "x"
		if _, err := ReadRoster(context.Background(), "x", archive(t, parts), RosterOptions{}); err == nil || !strings.Contains(err.Error(), "可疑") {
			t.Errorf("%s: %v", n, err)
		}
	}
	parts := tinyBook(`<worksheet><sheetData/></worksheet>`)
	parts["XL/Workbook.xml"] = "x"
	if _, err := ReadRoster(context.Background(), "x", archive(t, parts), RosterOptions{}); err == nil || !strings.Contains(err.Error(), "重名") {
		t.Errorf("names that differ by case: %v", err)
	}
	nested := archive(t, map[string]string{"inner.zip": string(archive(t, tinyBook("")))})
	if _, err := ReadRoster(context.Background(), "x", nested, RosterOptions{}); err == nil || !strings.Contains(err.Error(), "解压") {
		t.Errorf("nested: %v", err)
	}
}

// T15: a sheet that claims the largest range and fills its last cell.
func TestHugeDimension(t *testing.T) {
	sheet := `<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="1"/></cols><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>单位</t></is></c></row>` +
		`<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>甲一</t></is></c><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>` +
		`</sheetData><mergeCells><mergeCell ref="A1048576:XFD1048576"/></mergeCells></worksheet>`
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := ReadRoster(context.Background(), "x", archive(t, tinyBook(sheet)), RosterOptions{})
	runtime.ReadMemStats(&after)
	must(t, err)
	if len(r.Persons) != 1 || r.Persons[0].Origin.Row != 1<<20 {
		t.Errorf("persons %v", r.Persons)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 64 {
		t.Errorf("%d MB allocated", used)
	}
}

// A doctype in any part is refused.
func TestDoctypeInWorkbook(t *testing.T) {
	parts := tinyBook(`<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>`)
	if _, err := ReadRoster(context.Background(), "x", archive(t, parts), RosterOptions{}); err == nil || !strings.Contains(err.Error(), "DTD") {
		t.Errorf("doctype: %v", err)
	}
}

// Every cell reads as excelize reads it.
func TestSheetAgreesWithExcelize(t *testing.T) {
	data := book(t, [][]any{
		{"姓名", "单位", "备注"}, {"甲一", 12.5, true}, {"乙 二", 1e15, "a\nb"}, {"丙三", "_x000D_", "<&>\"'"}, {"丁四", 0.1 + 0.2, "𠮷㛃"},
	}, func(f *excelize.File, s string) {
		must(t, f.SetCellRichText(s, "C2", []excelize.RichTextRun{{Text: "富"}, {Text: "文本", Font: &excelize.Font{Bold: true}}}))
	})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	defer f.Close()
	w, err := openXLSX(data)
	must(t, err)
	g, err := w.readSheet(context.Background(), w.sheets[0])
	must(t, err)
	for _, row := range g.rows {
		for _, c := range row.cells {
			ref := fmt.Sprintf("%s%d", colName(int(c.col)), row.num)
			want, err := f.GetCellValue("Sheet1", ref, excelize.Options{RawCellValue: true})
			must(t, err)
			if c.kind == cellNumber {
				want = plainNumber(want)
			}
			if c.text != want {
				t.Errorf("%s: %q, excelize %q", ref, c.text, want)
			}
		}
	}
}

func BenchmarkBombRefusal(b *testing.B) {
	data := bomb(b, false)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadRoster(context.Background(), "x", data, RosterOptions{}); err == nil {
			b.Fatal("not refused")
		}
	}
}
