package chart

import (
	"fmt"
	"slices"

	"github.com/go-analyze/charts"

	"kaocha/data/review"
)

// series are the bars of one colour.
type series struct {
	name   string
	rate   bool
	values []float64
	texts  map[float64]string // the table's text for a value; the library tells the value only
}

// barRoom is the height in pixels that a lying bar needs to be read.
const barRoom = 16

// bars draws the columns that belong in a chart: upright for few groups with
// short names, lying for others.
func (d *drawing) bars(rows []string, list []series, more string) ([]byte, error) {
	if len(rows) == 0 || len(list) == 0 {
		return nil, ErrNothing
	}
	flat, abreast, axis := d.parts || lying(rows, list), len(list), true
	if d.parts {
		abreast = 1
		d.size.Height = 0 // no more than the bars need
	}
	if flat {
		axis = d.stretch(len(rows), abreast)
		slices.Reverse(rows) // the library begins at the bottom
	}
	alone := len(rows) == 1
	if alone { // the library would set a single name at the edge
		rows = []string{"", rows[0], ""}
	}
	values := make([][]float64, len(list))
	var names []string
	for i, x := range list {
		if flat {
			slices.Reverse(x.values)
		}
		if alone {
			x.values = []float64{charts.GetNullValue(), x.values[0], charts.GetNullValue()}
		}
		values[i], names = x.values, append(names, x.name)
	}
	d.begin()
	below := d.head(more, names)
	o := charts.NewBarChartOptionWithData(values)
	o.Theme, o.Horizontal = d.look.theme, flat
	o.Padding = charts.NewBox(d.px(14), d.px(10), d.px(24), d.px(10))
	if flat {
		o.Padding.Right = d.px(48) // the longest bar's label
	}
	o.CategoryAxis = charts.CategoryAxisOption{Labels: rows, LabelFontStyle: d.font(10), LabelCount: len(rows), BoundaryGap: charts.Ptr(true)}
	o.ValueAxis = []charts.ValueAxisOption{d.scale(list)}
	o.ValueAxis[0].Show = charts.Ptr(axis)
	o.Legend = charts.LegendOption{Show: charts.Ptr(false)}
	if d.parts {
		o.StackSeries = charts.Ptr(true)
	} else if !flat {
		o.BarSize = min(1, widest*float64(len(rows)*len(list))/float64(d.size.Width)*d.size.Scale)
	}
	for i := range o.SeriesList {
		o.SeriesList[i].Label = d.labels(i, list[i])
	}
	if err := below.BarChart(o); err != nil {
		return nil, err
	}
	return d.p.Bytes()
}

// stretch gives lying bars the height they need, and tells whether their axis is
// drawn. In a low place of a window the bars move together first, then the axis
// goes: every bar has its number, and below what is seen an axis would say nothing.
func (d *drawing) stretch(rows, abreast int) (axis bool) {
	bars := barRoom * rows * abreast
	high := func(n int) int { return max(d.size.Height, d.px(float64(n))) }
	switch {
	case !d.bare:
		d.size.Height = high(128 + bars + 6*rows)
	case high(56+bars) == d.size.Height:
	case high(30+bars) == d.size.Height:
		return false
	default:
		d.size.Height = high(30 + bars + 6*rows)
		return false
	}
	return true
}

// widest is how wide an upright bar may be, in pixels of the screen.
const widest = 56

// labels writes the table's texts at the bars of a series; within a bar of several
// parts they stand in the part, where it has room.
func (d *drawing) labels(i int, x series) charts.SeriesLabel {
	font := d.font(9)
	if d.parts {
		if dark(d.look.theme.GetSeriesColor(i)) {
			font.FontColor = charts.ColorWhite
		}
	}
	into := 0 // the library writes behind the part: as far back as the longest label is
	for v, text := range x.texts {
		if d.parts && v >= leastLabelled {
			into = max(into, d.p.MeasureText(text, 0, font).Width()+d.px(8))
		}
	}
	return charts.SeriesLabel{Show: charts.Ptr(true), FontStyle: font, Distance: d.px(4), Offset: charts.OffsetInt{Left: -into}, LabelFormatter: func(_ int, _ string, v float64) (string, *charts.LabelStyle) {
		if d.parts && v < leastLabelled {
			return "", nil
		}
		return x.texts[v], nil
	}}
}

// leastLabelled is the smallest part of a bar that has room for its label, in per
// cent.
const leastLabelled = 6

// scale is the axis of the values: whole people, or percentages.
func (d *drawing) scale(list []series) charts.ValueAxisOption {
	axis := charts.ValueAxisOption{Min: charts.Ptr(0.0), LabelFontStyle: d.font(9)}
	step := unit(list)
	axis.Unit, axis.ValueFormatter = step, func(v float64) string { return fmt.Sprintf("%.0f", v) }
	if list[0].rate {
		axis.Max, axis.Unit = charts.Ptr(100.0), 20
		axis.ValueFormatter = func(v float64) string { return fmt.Sprintf("%.0f%%", v) }
	}
	return axis
}

// barSeries takes what can be drawn from a table, so many figures at most: groups,
// bars, and what is left out.
func barSeries(s *review.Stats, most int) (rows []string, list []series, more string) {
	var cols []int
	for i, c := range s.Columns {
		if c.Drawn {
			cols = append(cols, i)
		}
	}
	if len(cols) > mostSeries {
		more = fmt.Sprintf("图中只画前 %d 列，其余 %d 列见表", mostSeries, len(cols)-mostSeries)
		cols = cols[:mostSeries]
	}
	if len(cols) == 0 {
		return nil, nil, ""
	}
	shown := min(len(s.Rows), most/len(cols))
	if shown < len(s.Rows) {
		if more != "" {
			more += "；"
		}
		more += fmt.Sprintf("图中只画前 %d 组，其余 %d 组见表", shown, len(s.Rows)-shown)
	}
	any := false
	for _, i := range cols {
		x := series{name: cut(s.Columns[i].Name, longName), rate: s.Columns[i].Rate, texts: map[float64]string{}}
		for _, r := range s.Rows[:shown] {
			value := charts.GetNullValue()
			if c := r.Cells[i]; c.Value != nil {
				value, any = *c.Value, true
				if x.rate {
					value *= 100
				}
				x.texts[value] = c.Text
			}
			x.values = append(x.values, value)
		}
		list = append(list, x)
	}
	if !any {
		return nil, nil, ""
	}
	for _, r := range s.Rows[:shown] {
		rows = append(rows, cut(r.Name, longName))
	}
	return rows, list, more
}

// lying tells that names or labels need more room than upright bars have.
func lying(rows []string, list []series) bool {
	for _, r := range rows {
		if len([]rune(r)) > shortName {
			return true
		}
	}
	most := mostCounts
	if list[0].rate {
		most = mostRates
	}
	return len(rows) > fewGroups || len(rows)*len(list) > most
}

// unit is the step of the axis: whole people, about five steps.
func unit(list []series) float64 {
	most := 0.0
	for _, x := range list {
		for _, v := range x.values {
			if v != charts.GetNullValue() {
				most = max(most, v)
			}
		}
	}
	for step := 1.0; ; step *= 10 {
		for _, k := range []float64{1, 2, 5} {
			if most/(step*k) <= 6 {
				return step * k
			}
		}
	}
}
