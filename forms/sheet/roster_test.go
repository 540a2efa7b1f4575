package sheet

import (
	"archive/zip"
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaocha/forms"
)

func write(t *testing.T, in *forms.Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Roster(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func reopen(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// column finds a column by its lower heading.
func column(t *testing.T, f *excelize.File, label string) string {
	t.Helper()
	rows, err := f.GetRows(SheetName)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[2:4] {
		for i, v := range r {
			if v == label {
				name, _ := excelize.ColumnNumberToName(i + 1)
				return name
			}
		}
	}
	t.Fatalf("no column %s in %q", label, rows[2:4])
	return ""
}

func raw(t *testing.T, f *excelize.File, cell string) string {
	t.Helper()
	v, err := f.GetCellValue(SheetName, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPageSetup(t *testing.T) {
	f := reopen(t, write(t, sample(scheme("科级干部试用期考察", "某某大学", "优秀", "称职", "不称职"), 4)))
	l, err := f.GetPageLayout(SheetName)
	if err != nil {
		t.Fatal(err)
	}
	if *l.Size != 9 || *l.Orientation != "landscape" || *l.FitToWidth != 1 || *l.FitToHeight != 0 {
		t.Errorf("paper %d %s, fit %d×%d; want A4 landscape, 1 page wide, any number high", *l.Size, *l.Orientation, *l.FitToWidth, *l.FitToHeight)
	}
	if p, _ := f.GetSheetProps(SheetName); p.FitToPage == nil || !*p.FitToPage {
		t.Error("fit to page is not switched on")
	}
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		names[d.Name] = d.RefersTo
	}
	if got := names["_xlnm.Print_Titles"]; got != "'考察情况汇总表'!$3:$4" {
		t.Errorf("repeated rows %s", got)
	}
	// 11 fixed columns, 总票数, 3 grades, 弃权, 2 rates, 5 last = 22 = V; rows 1–4, 4 subjects, sum, 2 signatures = 11.
	if got := names["_xlnm.Print_Area"]; got != "'考察情况汇总表'!$A$1:$V$11" {
		t.Errorf("print area %s", got)
	}
	if h, _ := f.GetHeaderFooter(SheetName); !strings.Contains(h.OddFooter, "第 &P 页 共 &N 页") {
		t.Errorf("footer %q", h.OddFooter)
	}
	if p, _ := f.GetPanes(SheetName); !p.Freeze || p.YSplit != 4 || p.XSplit != 3 {
		t.Errorf("panes %+v", p)
	}
	if w := raw(t, f, "A1"); w != "某某大学科级干部试用期考察情况汇总表" {
		t.Errorf("title %q", w)
	}
	if s := raw(t, f, "A11"); !strings.HasPrefix(s, "党总支负责人签字（盖章）") || !strings.Contains(s, "日期") {
		t.Errorf("last line %q", s)
	}
}

func TestFigures(t *testing.T) {
	f := reopen(t, write(t, sample(scheme("考核", "某校", "优秀", "称职", "基本称职", "不称职"), 3)))
	for _, c := range []struct {
		label, row1, row2, sum string
	}{
		{"总票数", "30", "", "60"}, {"优秀", "20", "", "40"}, {"称职", "7", "", "14"}, {"基本称职", "0", "", "0"},
		{"不称职", "1", "", "2"}, {"弃权", "2", "", "4"}, {"谈话人数", "3", "", "6"},
	} {
		col := column(t, f, c.label)
		for cell, want := range map[string]string{col + "5": c.row1, col + "6": c.row2, col + "8": c.sum} {
			if got := raw(t, f, cell); got != want {
				t.Errorf("%s %s = %q, want %q", c.label, cell, got, want)
			}
		}
		if typ, _ := f.GetCellType(SheetName, col+"5"); typ != excelize.CellTypeUnset && typ != excelize.CellTypeNumber {
			t.Errorf("%s is of type %v, not a number", c.label, typ)
		}
		if fm, _ := f.GetCellFormula(SheetName, col+"8"); fm != `IF(COUNT(`+col+`5:`+col+`7)=0,"",SUM(`+col+`5:`+col+`7))` {
			t.Errorf("sum of %s is %q", c.label, fm)
		}
	}
	// 优秀率 20/30, 称职及以上率 27/30; over the sums 40/60, 54/60.
	for label, want := range map[string]float64{"优秀率": 2.0 / 3, "称职及以上率": 0.9} {
		col := column(t, f, label)
		for _, row := range []string{"5", "8"} {
			if v, err := strconv.ParseFloat(raw(t, f, col+row), 64); err != nil || math.Abs(v-want) > 1e-12 {
				t.Errorf("%s%s cached %v, want %v", col, row, v, want)
			}
			calc, err := f.CalcCellValue(SheetName, col+row, excelize.Options{RawCellValue: true})
			if v, _ := strconv.ParseFloat(calc, 64); err != nil || math.Abs(v-want) > 1e-9 {
				t.Errorf("%s%s computes to %q (%v), want %v", col, row, calc, err, want)
			}
		}
		if v := raw(t, f, col+"6"); v != "" {
			t.Errorf("rate without votes is %q", v)
		}
		if v, _ := f.GetCellValue(SheetName, column(t, f, "优秀率")+"5"); v != "66.67%" {
			t.Errorf("shown as %q", v)
		}
	}
	if v := raw(t, f, column(t, f, "总票数")+"3"); v != "民主测评　得票率基数：有效票（含弃权）" {
		t.Errorf("group heading %q does not name the denominator", v)
	}
	if v := raw(t, f, column(t, f, "谈话意见")+"5"); v != "同意2人\n基本同意1人" {
		t.Errorf("verdicts %q", v)
	}
}

func TestOtherDenominator(t *testing.T) {
	s := scheme("考察", "", "好", "差")
	s.Vote.Denominator, s.Abstain = "present", ""
	in := sample(s, 1)
	in.Files[0].Subject.Tally.Groups[0].Present, in.Files[0].Subject.Tally.Groups[0].Valid = num(40), num(21)
	delete(in.Files[0].Subject.Tally.Groups[0].Grades, "弃权")
	f := reopen(t, write(t, in))
	if v := raw(t, f, column(t, f, "得票率基数")+"5"); v != "40" {
		t.Errorf("base %q", v)
	}
	if v, _ := f.GetCellValue(SheetName, column(t, f, "优秀率")+"5"); v != "50.00%" {
		t.Errorf("20 of 40 present shown as %q", v)
	}
}

// Every style that is used names its font: WPS would fall back to Calibri.
func TestFontsAreNamed(t *testing.T) {
	f := reopen(t, write(t, sample(scheme("考察", "校", "优秀", "称职", "不称职"), 2)))
	want := map[string]bool{"宋体": true, "仿宋": true, "黑体": true, "方正小标宋简体": true}
	for _, x := range f.Styles.Fonts.Font {
		if !want[*x.Name.Val] {
			t.Errorf("font %s", *x.Name.Val)
		}
	}
}

func TestEmptyAndHostile(t *testing.T) {
	in := sample(scheme("考察", "校", "优秀", "称职", "不称职"), 1)
	in.Files[0].Cadre.Name = "=1+1\u202e\u200b\x01𠮷"
	in.Files[0].Cadre.Unit = strings.Repeat("很长的单位名称", 20)
	f := reopen(t, write(t, in))
	if v := raw(t, f, "C5"); v != "=1+1𠮷" {
		t.Errorf("name %q", v)
	}
	if fm, _ := f.GetCellFormula(SheetName, "C5"); fm != "" {
		t.Errorf("a name became the formula %q", fm)
	}
	// 140 characters, 6 to a line of 13 digits' width at 12 pt.
	if h, _ := f.GetRowHeight(SheetName, 5); h < 20*12 {
		t.Errorf("row of %g pt cuts 140 characters", h)
	}
	in.Files, in.Branch = nil, nil
	f = reopen(t, write(t, in))
	if v := raw(t, f, "B3"); v != "党总支" {
		t.Errorf("a list over branches has %q, not the branch", v)
	}
}

func TestSameBytes(t *testing.T) {
	in := sample(scheme("考察", "校", "优秀", "称职", "不称职"), 40)
	a := write(t, in)
	for range 12 { // an order taken from a map shows only now and then
		if !bytes.Equal(a, write(t, in)) {
			t.Fatal("the same input gave different bytes")
		}
	}
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range z.File {
		if !e.Modified.IsZero() && e.Modified.Year() > 1980 {
			t.Errorf("%s carries the time %v", e.Name, e.Modified)
		}
	}
}

// LibreOffice prints the sheet: 40 subjects on several landscape A4 pages.
func TestPrintsInLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if testing.Short() || err != nil {
		t.Skip("needs LibreOffice")
	}
	dir := t.TempDir()
	if keep := os.Getenv("KAOCHA_KEEP"); keep != "" {
		dir = keep
	}
	file := filepath.Join(dir, "汇总表.xlsx")
	if err := os.WriteFile(file, write(t, sample(scheme("科级干部试用期考察", "某某大学", "优秀", "称职", "不称职"), 40)), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command("pdfinfo", filepath.Join(dir, "汇总表.pdf")).Output()
	if err != nil {
		t.Skip("needs pdfinfo")
	}
	info := string(out)
	if !strings.Contains(info, "841.89 x 595.304 pts (A4)") && !strings.Contains(info, "A4") {
		t.Errorf("page size: %s", info)
	}
	pages := 0
	for _, l := range strings.Split(info, "\n") {
		if n, ok := strings.CutPrefix(l, "Pages:"); ok {
			pages, _ = strconv.Atoi(strings.TrimSpace(n))
		}
	}
	if pages < 2 || pages > 8 {
		t.Errorf("%d pages", pages)
	}
	text, _ := exec.Command("pdftotext", "-layout", filepath.Join(dir, "汇总表.pdf"), "-").Output()
	if n := strings.Count(string(text), "试任职务"); n != pages {
		t.Errorf("the header stands on %d of %d pages", n, pages)
	}
	if want := "第1页共" + strconv.Itoa(pages) + "页"; !strings.Contains(strings.ReplaceAll(string(text), " ", ""), want) {
		t.Errorf("no %q in the footer", want)
	}
}
