package chart

import (
	"fmt"

	"github.com/go-analyze/charts"

	"kaocha/data/review"
)

// slice is a part of the whole.
type slice struct {
	value float64
	label string
}

// pie draws the people of the groups as parts of all.
func (d *drawing) pie() ([]byte, error) {
	slices := pieSlices(d.s)
	if len(slices) == 0 {
		return nil, ErrNothing
	}
	values := make([]float64, len(slices))
	for i, x := range slices {
		values[i] = x.value
	}
	list := charts.NewSeriesListPie(values)
	for i, x := range slices {
		list[i].Name = x.label
		list[i].Label = charts.SeriesLabel{Show: charts.Ptr(true), FontStyle: d.font(10.5),
			LabelFormatter: func(int, string, float64) (string, *charts.LabelStyle) { return x.label, nil }}
	}
	d.begin()
	below := d.head("", nil)
	err := below.PieChart(charts.PieChartOption{Theme: look, Padding: charts.NewBox(d.px(8), d.px(8), d.px(8), d.px(14)), SeriesList: list,
		Legend: charts.LegendOption{Show: charts.Ptr(false)}, Radius: "40%", SegmentGap: float64(d.px(1))})
	if err != nil {
		return nil, err
	}
	return d.p.Bytes()
}

// pieSlices are the groups with people; of many small ones the last are put
// together, so that the labels can be read.
func pieSlices(s *review.Stats) []slice {
	var out []slice
	rest, groups := 0.0, 0
	for _, r := range s.Rows {
		v := r.Cells[0].Value
		switch {
		case v == nil || *v == 0:
		case len(out) < mostSlices:
			out = append(out, slice{*v, fmt.Sprintf("%s　%s 人（%s）", cut(r.Name, longName), r.Cells[0].Text, r.Cells[1].Text)})
		default:
			rest, groups = rest+*v, groups+1
		}
	}
	if groups > 0 {
		out = append(out, slice{rest, fmt.Sprintf("其余 %d 组　%.0f 人（%s）", groups, rest, s.Share(int(rest)))})
	}
	return out
}
