package sheet

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png" // the chart
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// percentFormat is Excel's format of a percentage.
func percentFormat(digits int) string {
	if digits <= 0 {
		return "0%"
	}
	return "0." + strings.Repeat("0", digits) + "%"
}

// box is a thin border on all sides.
func box() (out []excelize.Border) {
	for _, side := range []string{"left", "top", "right", "bottom"} {
		out = append(out, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	return out
}

// The chart stands one narrow column right of the table, about half a page wide,
// and on one page; under a wide table, where it would make all of it too small.
const (
	chartWide = 560.0 // pixels at 96 dpi
	chartHigh = 560.0
	cellPx    = 72.0   // of a column of the usual width
	pageWide  = 1030.0 // what A4 takes without being made smaller
	wideTable = 10     // columns
)

// picture sets the chart beside the table and tells how far it reaches.
func (t *statsSheet) picture() error {
	if t.png == nil {
		return nil
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(t.png))
	if err != nil {
		return err
	}
	scale := min(chartWide/float64(cfg.Width), chartHigh/float64(cfg.Height))
	col, row, last := 1, t.last+2, t.cols
	if table := statsNameWidth*7 + float64(t.cols-1)*(statsWidth*7+5); t.cols > wideTable {
		scale *= table / pageWide // as much as the page will be made smaller
	}
	if t.cols <= wideTable {
		col, row, last = t.cols+2, statsFirst, t.cols+1+int(math.Ceil(chartWide/cellPx))
		if err := t.widths(t.cols+1, t.cols+1, 2); err != nil {
			return err
		}
		if err := t.widths(col, last, (cellPx-5)/7); err != nil {
			return err
		}
	}
	err = t.f.AddPictureFromBytes(StatsSheet, t.cell(col, row), &excelize.Picture{Extension: ".png", File: t.png,
		Format: &excelize.GraphicOptions{ScaleX: scale, ScaleY: scale, Positioning: "oneCell", AltText: t.s.Title + "（图）"}})
	if err != nil {
		return err
	}
	t.cols = last
	high := float64(cfg.Height) * scale * 0.75 // points
	for ; high > 0; row++ {
		h, err := t.f.GetRowHeight(StatsSheet, row)
		if err != nil {
			return err
		}
		high -= h
		t.last = max(t.last, row)
	}
	return nil
}

func (t *statsSheet) widths(from, to int, width float64) error {
	a, _ := excelize.ColumnNumberToName(from)
	b, _ := excelize.ColumnNumberToName(to)
	return t.f.SetColWidth(StatsSheet, a, b, width)
}

// page sets A4 landscape, one page wide, the heading repeated.
func (t *statsSheet) page() error {
	fit, zero, one, a4, land, center := true, 0, 1, 9, "landscape", true
	if err := t.f.SetSheetProps(StatsSheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := t.f.SetPageLayout(StatsSheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &land, FitToWidth: &one, FitToHeight: &zero}); err != nil {
		return err
	}
	in := func(mm float64) *float64 { v := mm / 25.4; return &v }
	if err := t.f.SetPageMargins(StatsSheet, &excelize.PageLayoutMarginsOptions{Left: in(12), Right: in(12), Top: in(15), Bottom: in(16),
		Header: in(7), Footer: in(8), Horizontally: &center}); err != nil {
		return err
	}
	if err := t.f.SetHeaderFooter(StatsSheet, &excelize.HeaderFooterOptions{OddFooter: `&C&"宋体,常规"&10第 &P 页 共 &N 页`}); err != nil {
		return err
	}
	end, err := excelize.CoordinatesToCellName(t.cols, t.last, true)
	if err != nil {
		return err
	}
	for _, d := range []excelize.DefinedName{
		{Name: "_xlnm.Print_Area", RefersTo: "'" + StatsSheet + "'!$A$1:" + end, Scope: StatsSheet},
		{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", StatsSheet, statsHead, statsHead), Scope: StatsSheet},
	} {
		if err := t.f.SetDefinedName(&d); err != nil {
			return err
		}
	}
	return nil
}
