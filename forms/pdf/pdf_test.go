package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/pdf"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

func pagesOf(t testing.TB, tpl []byte, d template.Data) []*page.Page {
	t.Helper()
	tp, err := template.Parse(tpl)
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(d)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := page.Read(f.Docx)
	if err != nil {
		t.Fatal(err)
	}
	return page.Layout(doc, pagetest.Fonts()).Pages
}

// pack writes forms of n people with bookmarks and sheet numbers.
func pack(t testing.TB, w io.Writer, n int) {
	t.Helper()
	p := pdf.NewWriter(w, "考察材料（测试）")
	p.NumberPages(pagetest.Fonts(), "宋体", 9, 20, 1)
	for i := range n {
		p.Bookmark(fmt.Sprintf("党总支%d", i/3+1), 0, p.Pages())
		p.Bookmark(fmt.Sprint(pagetest.Person(i)["姓名"]), 1, p.Pages())
		for _, pg := range pagesOf(t, pagetest.Form(), pagetest.Person(i)) {
			if err := p.AddPage(pg); err != nil {
				t.Fatal(err)
			}
		}
		p.Bookmark("考察报告", 2, p.Pages())
		for _, pg := range pagesOf(t, pagetest.Report(), pagetest.ReportData(i)) {
			if err := p.AddPage(pg); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func strict() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationStrict
	return c
}

func TestStrictlyValid(t *testing.T) {
	var b bytes.Buffer
	pack(t, &b, 4)
	if err := api.Validate(bytes.NewReader(b.Bytes()), strict()); err != nil {
		t.Fatal(err)
	}
	n, err := api.PageCount(bytes.NewReader(b.Bytes()), strict())
	if err != nil || n != 16 {
		t.Errorf("%d pages, want 16 (%v)", n, err)
	}
	dims, err := api.PageDims(bytes.NewReader(b.Bytes()), strict())
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range dims {
		if w, h := d.Width*25.4/72, d.Height*25.4/72; w < 183.9 || w > 184.1 || h < 259.9 || h > 260.1 {
			t.Errorf("page %d is %.2f × %.2f mm, want 184 × 260", i+1, w, h)
		}
	}
	marks, err := api.Bookmarks(bytes.NewReader(b.Bytes()), strict())
	if err != nil {
		t.Fatal(err)
	}
	var flat func([]pdfcpu.Bookmark, string) []string
	flat = func(bs []pdfcpu.Bookmark, in string) (out []string) {
		for _, m := range bs {
			out = append(out, fmt.Sprintf("%s%s:%d", in, m.Title, m.PageFrom))
			out = append(out, flat(m.Kids, in+" ")...)
		}
		return out
	}
	want := ""
	for i := range 4 {
		want += fmt.Sprintf("党总支%d:%d\n %s:%d\n  考察报告:%d\n", i/3+1, 4*i+1, pagetest.Person(i)["姓名"], 4*i+1, 4*i+3)
	}
	if got := strings.Join(flat(marks, ""), "\n") + "\n"; got != want {
		t.Errorf("bookmarks\n%s\nwant\n%s", got, want)
	}
}

func TestSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	pack(t, &a, 2)
	pack(t, &b, 2)
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs give different bytes")
	}
}

// TestText: the text can be searched and copied, rare characters too.
func TestText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed: text extraction is not tested")
	}
	rare := build.Document(build.Section{Paper: build.Paper{W: 184, H: 260}, Top: 20, Left: 20, Right: 20, Bottom: 20}, "t",
		build.Para{}.Say(build.Text{Font: "仿宋", Latin: "Times New Roman", Size: 15}, "姓  名：虚䶮𬭎喆堃，ABC 123。"))
	p := filepath.Join(t.TempDir(), "a.pdf")
	f, err := os.Create(p)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := pdf.NewWriter(f, "t")
	for _, pg := range append(pagesOf(t, rare, nil), pagesOf(t, pagetest.Form(), pagetest.Person(3))...) {
		if err := w.AddPage(pg); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", p, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(string(out), " ", "")
	for _, s := range []string{"姓名：虚䶮𬭎喆堃，ABC123。", "干部任免审批表", "示例大学测试学院党总支副书记、样例研究中心副主任", "共青团员"} {
		if !strings.Contains(got, s) {
			t.Errorf("%q is not in the text", s)
		}
	}
}

// TestPictures: a picture used on many pages is stored once; a transparent PNG
// and a grey JPEG are taken; what is no picture is named.
func TestPictures(t *testing.T) {
	var pngs bytes.Buffer
	im := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	im.Set(1, 1, color.NRGBA{255, 0, 0, 128})
	if err := png.Encode(&pngs, im); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := pdf.NewWriter(&b, "t")
	for range 20 {
		pg := &page.Page{W: 200, H: 200, Pics: []page.Pic{{X: 1, Y: 1, W: 50, H: 70, Data: pagetest.Photo()}, {X: 60, Y: 1, W: 50, H: 50, Data: pngs.Bytes()}, {X: 1, Y: 1, W: 5, H: 5}}}
		if err := w.AddPage(pg); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.AddPage(&page.Page{W: 9, H: 9, Pics: []page.Pic{{W: 5, H: 5, Data: []byte("no picture")}}}); err == nil || !strings.Contains(err.Error(), "第 21 页") {
		t.Errorf("error %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b.Bytes(), []byte("/Subtype/Image")); n != 2 {
		t.Errorf("%d pictures are stored, want 2", n)
	}
	if err := api.Validate(bytes.NewReader(b.Bytes()), strict()); err != nil {
		t.Error(err)
	}
	if err := w.AddPage(&page.Page{W: 9, H: 9}); err == nil {
		t.Error("a page was added after the end")
	}
}

// TestMemoryFlat: 2,000 pages need no more memory at the end than 200, but for
// the directory (a number per object).
func TestMemoryFlat(t *testing.T) {
	pages := pagesOf(t, pagetest.Form(), pagetest.Person(1))
	held := func(n int) int64 {
		w := pdf.NewWriter(io.Discard, "t")
		for range n {
			for _, pg := range pages {
				if err := w.AddPage(pg); err != nil {
					t.Fatal(err)
				}
			}
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.GC() // what pools keep goes with the second one only
		runtime.ReadMemStats(&m)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return int64(m.HeapAlloc)
	}
	few := held(100)
	many := held(1000)
	if many-few > 1<<20 {
		t.Errorf("1,800 pages more hold %d KB more", (many-few)>>10)
	}
}

type broken struct{ left int }

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWriteError(t *testing.T) {
	w := pdf.NewWriter(&broken{3000}, "t")
	for range 5 {
		for _, pg := range pagesOf(t, pagetest.Form(), pagetest.Person(1)) {
			if w.AddPage(pg) != nil {
				return
			}
		}
	}
	if w.Close() == nil {
		t.Error("a full disk went unnoticed")
	}
}
