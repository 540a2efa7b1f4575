package sheet

import (
	"github.com/xuri/excelize/v2"

	"kaocha/forms"
)

// Type sizes in points before the sheet is fitted to the page's width.
const (
	titlePt = 22
	headPt  = 12
	bodyPt  = 12
)

// styles are the cell styles of a sheet.
type styles struct{ title, info, head, text, long, count, rate, sum, sign int }

// of is the style of a data column.
func (s styles) of(c forms.RosterColumn) int {
	switch c.Kind {
	case forms.RosterCount:
		return s.count
	case forms.RosterRate:
		return s.rate
	case forms.RosterLong:
		return s.long
	}
	return s.text
}

// makeStyles names a font in every style: without one WPS falls back to the
// library's Latin font.
func (r *roster) makeStyles() error {
	if err := r.f.SetDefaultFont("宋体"); err != nil {
		return err
	}
	digits := 2
	if r.in.Scheme != nil {
		digits = r.in.Scheme.Vote.Decimals
	}
	percent := percentFormat(digits)
	whole := "0"
	return newStyles(r.f, []styleDef{
		{&r.st.title, "方正小标宋简体", titlePt, "center", false, false, nil},
		{&r.st.info, "仿宋", headPt, "left", false, false, nil},
		{&r.st.head, "黑体", headPt, "center", true, true, nil},
		{&r.st.text, "仿宋", bodyPt, "center", true, true, nil},
		{&r.st.long, "仿宋", bodyPt, "left", true, true, nil},
		{&r.st.count, "仿宋", bodyPt, "center", true, true, &whole},
		{&r.st.rate, "仿宋", bodyPt, "center", true, true, &percent},
		{&r.st.sum, "黑体", headPt, "center", true, true, nil},
		{&r.st.sign, "仿宋", headPt, "left", false, false, nil},
	})
}

// styleDef is a cell's look and where the style's number goes.
type styleDef struct {
	to     *int
	font   string
	pt     float64
	align  string
	boxed  bool
	wraps  bool
	format *string
}

// newStyles adds styles to a workbook.
func newStyles(f *excelize.File, defs []styleDef) error {
	for _, d := range defs {
		st := &excelize.Style{Font: &excelize.Font{Family: d.font, Size: d.pt, Color: "000000"}, CustomNumFmt: d.format,
			Alignment: &excelize.Alignment{Horizontal: d.align, Vertical: "center", WrapText: d.wraps}}
		if d.boxed {
			st.Border = box()
		}
		id, err := f.NewStyle(st)
		if err != nil {
			return err
		}
		*d.to = id
	}
	return nil
}
