package printing

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"

	"kaocha/forms/page"
)

// description is what a printer says of itself; it has A4, A3 and a 16K.
const description = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*PSVersion: "(3010.000) 0"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*DefaultResolution: 600dpi
*OpenUI *PageSize/Page Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A3/A3: "<</PageSize[842 1191]>>setpagedevice"
%SIXTEEN%*CloseUI: *PageSize
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea A3/A3: "12 12 830 1179"
%AREA%*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension A3/A3: "842 1191"
%DIM%*DefaultFont: Courier
*Font Courier: Standard "(002.004S)" Standard ROM
`

// filePrinter makes a PostScript printer under Wine. On a real Windows no
// printer is added to somebody's computer.
func filePrinter(t *testing.T, name string, sixteen bool) {
	t.Helper()
	if windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() != nil {
		t.Skip("adds a printer: under Wine only")
	}
	text := description
	for mark, line := range map[string]string{"%SIXTEEN%": "*PageSize w522h737/16K: \"<</PageSize[522 737]>>setpagedevice\"\n", "%AREA%": "*ImageableArea w522h737/16K: \"12 12 510 725\"\n", "%DIM%": "*PaperDimension w522h737/16K: \"522 737\"\n"} {
		if !sixteen {
			line = ""
		}
		text = strings.ReplaceAll(text, mark, line)
	}
	dir := filepath.Join(os.Getenv("WINDIR"), "system32", "spool", "drivers", "x64", "3")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".ppd"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	type driver struct {
		version                             uint32
		name, env, path, data, config, help *uint16
		dependent, monitor, kind            *uint16
	}
	d := driver{version: 3, name: utf16(name), env: utf16("Windows x64"), path: utf16("wineps.drv"), data: utf16(name + ".ppd"), config: utf16("wineps.drv"), kind: utf16("RAW")}
	winspool.NewProc("AddPrinterDriverExW").Call(0, 3, uintptr(unsafe.Pointer(&d)), 0x14)
	type printer struct {
		server, name, share, port, driver, comment, location *uint16
		mode                                                 uintptr
		sep, proc, datatype, params                          *uint16
		sec                                                  uintptr
		attr, prio, defPrio, start, until, status, jobs, avg uint32
	}
	p := printer{name: utf16(name), port: utf16("FILE:"), driver: utf16(name), proc: utf16("winprint"), datatype: utf16("RAW")}
	h, _, err := winspool.NewProc("AddPrinterW").Call(0, 2, uintptr(unsafe.Pointer(&p)))
	if h == 0 {
		t.Skip("no printer can be added: ", err)
	}
	t.Cleanup(func() {
		winspool.NewProc("DeletePrinter").Call(h)
		closePrinter.Call(h)
	})
}

func sheetsOfSize(sizes ...[2]float64) Source {
	return func(each func(*page.Page) error) error {
		for _, s := range sizes {
			w, h := s[0]/25.4*72, s[1]/25.4*72
			if err := each(&page.Page{W: w, H: h, Lines: []page.Line{{X1: 20, Y1: 20, X2: w - 20, Y2: 20, W: 1}}}); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestPrintingToAPostScriptPrinter(t *testing.T) {
	for _, c := range []struct {
		name    string
		sixteen bool
		note    string
	}{{"试16开", true, ""}, {"试A4", false, "打印机没有 16 开（184×260 毫米） 的纸，用 A4（210×297 毫米），按实际大小印在纸的中间"}} {
		t.Run(c.name, func(t *testing.T) {
			filePrinter(t, c.name, c.sixteen)
			list, err := Printers(context.Background())
			if err != nil || !slices.ContainsFunc(list, func(p Printer) bool { return p.Name == c.name }) {
				t.Fatalf("the printer is not listed: %v, %v", list, err)
			}
			known := sheetsOf(c.name)
			if s := matching(known, 184, 260); (s != nil) != c.sixteen {
				t.Errorf("16K among %v: %v", known, s)
			}
			path := filepath.Join(os.TempDir(), "kaocha-test.ps")
			defer os.Remove(path)
			p := &press{o: Order{Printer: c.name, Title: "登记表", Copies: 1}, r: &Report{}, output: path}
			if err := p.send(context.Background(), sheetsOfSize([2]float64{210, 297}, [2]float64{420, 297}, [2]float64{184, 260})); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(b, []byte("\n%%Page:")); !bytes.HasPrefix(b, []byte("%!PS")) || n != 3 {
				t.Errorf("%d pages in %d bytes that begin %q", n, len(b), b[:min(len(b), 20)])
			}
			if strings.Join(p.r.Notes, "|") != c.note {
				t.Errorf("notes: %v", p.r.Notes)
			}
			if see := os.Getenv("KAOCHA_SEE"); see != "" {
				_ = os.WriteFile(filepath.Join(see, c.name+".ps"), b, 0o600)
			}
		})
	}
}
