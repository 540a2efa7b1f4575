package printing

import (
	"math"
	"slices"
	"testing"

	"kaocha/forms/page"
)

func TestParsePages(t *testing.T) {
	for text, want := range map[string][]Span{
		"": nil, "1-3,5": {{1, 3}, {5, 5}}, "２－４、7": {{2, 4}, {7, 7}}, "第3页": {{3, 3}}, "2-": {{2, math.MaxInt32}}, " 1 , 4~6 ": {{1, 1}, {4, 6}},
	} {
		if got, err := ParsePages(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"0", "3-1", "a", "-2", "1-b", "1--3"} {
		if got, err := ParsePages(bad); err == nil {
			t.Errorf("%q was taken: %v", bad, got)
		}
	}
}

// Hand-computed: at 600 dots an inch A4 is 4961×7016 dots, 16K (184×260 mm) is
// 4346×6142, and the printer leaves 4.2 mm (100 dots) free.
func TestWhereAPageGoes(t *testing.T) {
	a4 := &page.Page{W: 595.3, H: 841.9}
	k16 := &page.Page{W: 521.6, H: 737}
	sheet := layout{dpiX: 600, dpiY: 600, w: 4961, h: 7016, left: 100, top: 100}
	for _, c := range []struct {
		name           string
		pg             *page.Page
		fit, same      bool
		ox, oy, dotsPt float64
	}{
		{"same sheet: the corner of the paper", a4, false, true, -100, -100, 600.0 / 72},
		{"same sheet never scales", a4, true, true, -100, -100, 600.0 / 72},
		{"16K in true size in the middle", k16, false, false, (4961-4346.67)/2 - 100, (7016-6141.67)/2 - 100, 600.0 / 72},
		{"16K fitted: the width decides", k16, true, false, -100, (7016-737*4961/521.6)/2 - 100, 4961 / 521.6},
	} {
		a, same := sheet.place(c.pg, c.fit)
		if same != c.same || math.Abs(a.ox-c.ox) > 1 || math.Abs(a.oy-c.oy) > 1 || math.Abs(a.kx-c.dotsPt) > .001 {
			t.Errorf("%s: %v %+v, want %v %.1f %.1f %.4f", c.name, same, a, c.same, c.ox, c.oy, c.dotsPt)
		}
	}
}

func TestSheetsToldApart(t *testing.T) {
	if sameSheet(184, 260, 182, 257) || sameSheet(184, 260, 195, 270) {
		t.Error("16K taken for another sheet")
	}
	if !sameSheet(297, 210, 210, 297) || !sameSheet(184, 260, 185, 260) {
		t.Error("one sheet taken for two")
	}
	if got := sheetName(420, 297); got != "A3" {
		t.Error(got)
	}
}

func TestChoosingAPrinter(t *testing.T) {
	list := []Printer{{"甲", false}, {"乙", true}}
	for name, want := range map[string]string{"": "乙", "甲": "甲"} {
		if got, err := choose(list, name); err != nil || got != want {
			t.Errorf("%q: %s, %v", name, got, err)
		}
	}
	if _, err := choose(list, "丙"); err == nil {
		t.Error("took a printer that is not there")
	}
	if _, err := choose(nil, ""); err != ErrNoPrinter {
		t.Error(err)
	}
}
