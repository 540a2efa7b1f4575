package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/chart"
	"kaocha/forms/sheet"
)

// bySex is a table of two men and a woman.
func bySex(t *testing.T, and string) *review.Stats {
	t.Helper()
	day := cadre.MustDate("2025.12.01")
	var files []*review.File
	for _, sex := range []string{"男", "男", "女"} {
		files = append(files, &review.File{Cadre: &cadre.Cadre{Sex: sex, Unit: "=1+1", Birth: cadre.MustDate("1985.05")}})
	}
	s, err := review.CountBy(review.StatQuestion{What: "干部库全部干部", By: "sex", And: and, At: day, Today: day}, files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func reopened(t *testing.T, s *review.Stats, png []byte) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Stats(&b, s, png); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestStatsReopened(t *testing.T) {
	s := bySex(t, "")
	png, err := chart.Draw(s, chart.Bar, chart.Print)
	if err != nil {
		t.Fatal(err)
	}
	f := reopened(t, s, png)
	for at, want := range map[string]string{"A1": "按性别统计", "A2": s.Info(), "A3": "性别", "B3": "人数", "A4": "男", "B4": "2", "C4": "66.67%",
		"A5": "女", "B5": "1", "C5": "33.33%", "A6": "合计", "B6": "3", "C6": "100.00%", "A7": "性别没有未填的。"} {
		if got, _ := f.GetCellValue(sheet.StatsSheet, at); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
	if kind, _ := f.GetCellType(sheet.StatsSheet, "B4"); kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("the count is a cell of type %v", kind)
	}
	if v, _ := f.GetCellValue(sheet.StatsSheet, "C4", excelize.Options{RawCellValue: true}); !strings.HasPrefix(v, "0.666666") {
		t.Errorf("the share is stored as %s", v)
	}
	pics, err := f.GetPictures(sheet.StatsSheet, "E4")
	if err != nil || len(pics) != 1 || !bytes.Equal(pics[0].File, png) {
		t.Errorf("beside the table: %d pictures, %v", len(pics), err)
	}
	p, _ := f.GetPageLayout(sheet.StatsSheet)
	if p.Size == nil || *p.Size != 9 || p.Orientation == nil || *p.Orientation != "landscape" || p.FitToWidth == nil || *p.FitToWidth != 1 {
		t.Errorf("page %+v", p)
	}
	area := ""
	for _, d := range f.GetDefinedName() {
		if d.Name == "_xlnm.Print_Area" {
			area = d.RefersTo
		}
	}
	if !strings.HasPrefix(area, "'统计表'!$A$1:$L$") {
		t.Errorf("printed is %s", area)
	}
}

func TestStatsWithoutChartAndWithTextThatLooksLikeAFormula(t *testing.T) {
	s := bySex(t, "unit")
	f := reopened(t, s, nil)
	if got, _ := f.GetCellValue(sheet.StatsSheet, "B3"); got != "=1+1" {
		t.Errorf("the unit is %q", got)
	}
	if formula, _ := f.GetCellFormula(sheet.StatsSheet, "B3"); formula != "" {
		t.Errorf("a unit became the formula %s", formula)
	}
	if got, _ := f.GetCellValue(sheet.StatsSheet, "A3"); got != "性别＼单位" {
		t.Errorf("corner %q", got)
	}
	s.Rows[0].Cells[0] = review.StatCell{Text: "不公布"}
	f = reopened(t, s, nil)
	if got, _ := f.GetCellValue(sheet.StatsSheet, "B4"); got != "不公布" {
		t.Errorf("a hidden figure is %q", got)
	}
}
