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

// leastPie is the least radius of a pie, as a share of the room's height; names
// are cut before it gets smaller.
const (
	usualPie = 0.38
	leastPie = 0.26
)

// pie draws the people of the groups as parts of all.
func (d *drawing) pie() ([]byte, error) {
	if len(pieSlices(d.s, longName)) == 0 {
		return nil, ErrNothing
	}
	d.begin()
	below := d.head("", nil)
	slices, radius, pt := d.fit(float64(below.Height()))
	values := make([]float64, len(slices))
	for i, x := range slices {
		values[i] = x.value
	}
	list := charts.NewSeriesListPie(values)
	for i, x := range slices {
		list[i].Name = x.label
		list[i].Label = charts.SeriesLabel{Show: charts.Ptr(true), FontStyle: d.font(pt),
			LabelFormatter: func(int, string, float64) (string, *charts.LabelStyle) { return x.label, nil }}
	}
	err := below.PieChart(charts.PieChartOption{Theme: d.look.theme, Padding: charts.NewBox(d.px(8), d.px(8), d.px(8), d.px(14)), SeriesList: list,
		Legend: charts.LegendOption{Show: charts.Ptr(false)}, Radius: fmt.Sprint(int(radius)), SegmentGap: float64(d.px(1))})
	if err != nil {
		return nil, err
	}
	return d.p.Bytes()
}

// piePt is the type size of the labels around a pie, smallPie the least one.
const (
	piePt    = 10
	smallPie = 8
)

// fit finds the type size and the radius at which the labels have room beside the
// pie: names are cut first, then all of it is written smaller.
func (d *drawing) fit(high float64) ([]slice, float64, float64) {
	pt, least := float64(piePt), leastPie
	if d.bare { // a low place, and nobody measures a picture on the screen
		least = 0.22
	}
	for most := longName; ; most-- {
		if most < shortName && pt > smallPie {
			most, pt = longName, pt-1
		}
		slices, wide := pieSlices(d.s, most), 0
		for _, x := range slices {
			wide = max(wide, d.p.MeasureText(x.label, 0, d.font(pt)).Width())
		}
		room := float64(d.size.Width)/2 - float64(wide+d.px(14)+36) // the line to the label has a fixed length
		if room >= least*high || most <= leastName {
			return slices, max(min(room, usualPie*high), 0.15*high), pt
		}
	}
}

// pieSlices are the groups with people; of many small ones the last are put
// together, so that the labels can be read. Names have most characters.
func pieSlices(s *review.Stats, most int) []slice {
	var out []slice
	rest, groups := 0.0, 0
	for _, r := range s.Rows {
		v := r.Cells[0].Value
		switch {
		case v == nil || *v == 0:
		case len(out) < mostSlices:
			out = append(out, slice{*v, fmt.Sprintf("%s　%s 人（%s）", cut(r.Name, most), r.Cells[0].Text, r.Cells[1].Text)})
		default:
			rest, groups = rest+*v, groups+1
		}
	}
	if groups > 0 {
		out = append(out, slice{rest, fmt.Sprintf("其余 %d 组　%.0f 人（%s）", groups, rest, s.Share(int(rest)))})
	}
	return out
}
