// Package chart draws the figures of a statistic as pictures.
package chart

import (
	"errors"
	"fmt"
	"image/color"
	"sync"
	"unicode/utf8"

	"github.com/go-analyze/charts"

	"kaocha/data/review"
	"kaocha/resources/fonts"
)

// Kind is a kind of chart.
type Kind string

// Kinds of charts.
const (
	Bar Kind = "bar" // 柱状图
	Pie Kind = "pie" // 饼图
)

// Size of a picture in pixels. Scale enlarges type and margins: 1 for a screen
// of the usual density.
type Size struct {
	Width, Height int
	Scale         float64
}

// Print is the size of a picture to be saved on its own, Sheet of one beside a
// table: twice the pixels of the screen, to be printed at half their size.
var (
	Print = Size{1800, 1080, 1.9}
	Sheet = Size{1120, 720, 1.7}
)

// What a chart can hold and still be read.
const (
	mostBars   = 48 // bars in all
	mostSeries = 6  // bars of one group
	mostSlices = 9
	fewGroups  = 8  // so many stand upright, with short names
	mostCounts = 24 // upright bars whose labels are numbers
	mostRates  = 10 // or percentages
	shortName  = 7  // characters
	leastName  = 4  // beside a pie in a narrow place
	longName   = 14 // characters; longer names are cut, the table has them whole
)

// ErrPie tells that the figures are no parts of a whole.
var ErrPie = errors.New("饼图只能画一项统计的人数；分两项统计或统计得票率时请用柱状图")

// ErrNothing tells that no figure can be drawn.
var ErrNothing = errors.New("没有可以画的数字")

const family = "kaocha"

var install = sync.OnceValue(func() error { return charts.InstallFont(family, fonts.Hei) })

// CanPie tells whether the figures are parts of a whole.
func CanPie(s *review.Stats) bool {
	return len(s.Columns) > 0 && s.And == "" && s.Columns[0].Drawn
}

// Draw gives the chart as PNG. Labels are the table's own texts, so that chart
// and table never differ by rounding. The picture is higher than asked for when
// many bars need the room.
func Draw(s *review.Stats, kind Kind, size Size) ([]byte, error) {
	return (&drawing{s: s, title: s.Title, info: s.Info(), size: size, look: printed}).draw(kind)
}

// Show is Draw for a window, in its colours and under its own heading.
func Show(s *review.Stats, kind Kind, size Size, ground, ink color.Color) ([]byte, error) {
	return (&drawing{s: s, size: size, bare: true, look: onScreen(ground, ink)}).draw(kind)
}

func (d *drawing) draw(kind Kind) ([]byte, error) {
	if err := install(); err != nil {
		return nil, fmt.Errorf("图表的字体：%w", err)
	}
	if d.size.Scale <= 0 {
		d.size.Scale = 1
	}
	if kind == Pie {
		if !CanPie(d.s) {
			return nil, ErrPie
		}
		return d.pie()
	}
	rows, list, more := barSeries(d.s, mostBars)
	return d.bars(rows, list, more)
}

// Figures are bars to be drawn that are not of a statistic: the points of a sheet,
// the votes of a ballot.
type Figures struct {
	Title, Info string
	Rate        bool // values are 0…1 of the whole
	Parts       bool // the series of a row are its parts: one bar for each row
	Series      []string
	Rows        []FigureRow
}

// FigureRow is a group of bars, one of each series; a nil value is not drawn.
type FigureRow struct {
	Name   string
	Values []*float64
	Texts  []string // labels of the bars, as the table writes them
}

// In is the size of a picture within a form, as wide as its tables.
var In = Size{1400, 520, 1.9}

// DrawFigures gives the bars as PNG, higher than asked for when many need the room.
func DrawFigures(f Figures, size Size) ([]byte, error) {
	if err := install(); err != nil {
		return nil, fmt.Errorf("图表的字体：%w", err)
	}
	s := &review.Stats{}
	for _, name := range f.Series {
		s.Columns = append(s.Columns, review.StatColumn{Name: name, Rate: f.Rate, Drawn: true})
	}
	for _, r := range f.Rows {
		row := review.StatRow{Name: r.Name}
		for i, v := range r.Values {
			row.Cells = append(row.Cells, review.StatCell{Text: r.Texts[i], Value: v})
		}
		s.Rows = append(s.Rows, row)
	}
	d := &drawing{s: s, title: f.Title, info: f.Info, size: size, parts: f.Parts, look: printed}
	most := mostBars
	if f.Parts {
		most *= len(f.Series)
	}
	rows, list, more := barSeries(s, most)
	return d.bars(rows, list, more)
}

// cut keeps a name short enough to stand beside its bar.
func cut(name string, most int) string {
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return string([]rune(name)[:most-1]) + "…"
}
