package chart

import (
	"strings"

	"github.com/go-analyze/charts"

	"kaocha/data/review"
)

// drawing is one chart being made.
type drawing struct {
	s           *review.Stats
	title, info string
	parts       bool
	bare        bool // without a heading: the window has it above the table
	look        look
	size        Size
	p           *charts.Painter
}

func (d *drawing) px(n float64) int { return int(n*d.size.Scale + 0.5) }

func (d *drawing) font(pt float64) charts.FontStyle {
	return charts.FontStyle{FontSize: pt * d.size.Scale, Font: charts.GetFont(family), FontColor: d.look.ink}
}

// begin opens a picture.
func (d *drawing) begin() {
	d.p = charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: d.size.Width, Height: d.size.Height,
		Font: charts.GetFont(family), Theme: d.look.theme})
	d.p.FilledRect(0, 0, d.size.Width, d.size.Height, d.look.ground, d.look.ground, 0)
}

// head writes title, what is counted, and the legend, and gives the painter for
// what is below. The library's own heading lets a Chinese title run into the
// line under it.
func (d *drawing) head(more string, legend []string) *charts.Painter {
	y, small := 0, d.font(9.5)
	small.FontColor = d.look.pale
	var lines []string
	if !d.bare {
		y = d.px(28)
		d.centred(d.title, y, d.font(14))
		y += d.px(4)
		lines = d.wrap(d.info, small)
	}
	if more != "" {
		lines = append(lines, d.wrap(more, small)...)
	}
	for _, line := range lines {
		y += d.px(18)
		d.centred(line, y, small)
	}
	if len(legend) > 1 {
		y = d.legend(legend, y+d.px(24))
	}
	if y > 0 || !d.bare {
		y += d.px(18)
	}
	return d.p.Child(charts.PainterPaddingOption(charts.Box{IsSet: true, Top: y}))
}

func (d *drawing) centred(text string, y int, f charts.FontStyle) {
	d.p.Text(text, (d.size.Width-d.p.MeasureText(text, 0, f).Width())/2, y, 0, f)
}

// wrap breaks a line between its parts where it is wider than the picture.
func (d *drawing) wrap(text string, f charts.FontStyle) []string {
	room := d.size.Width - d.px(24)
	var lines []string
	for _, part := range strings.Split(text, "　") {
		if n := len(lines); n > 0 && d.p.MeasureText(lines[n-1]+"　"+part, 0, f).Width() <= room {
			lines[n-1] += "　" + part
		} else {
			lines = append(lines, part)
		}
	}
	return lines
}

// legend names the colours in the order of the bars and gives its last line.
func (d *drawing) legend(names []string, y int) int {
	f := d.font(10)
	box, gap := d.px(12), d.px(18)
	width := func(name string) int { return box + d.px(5) + d.p.MeasureText(name, 0, f).Width() }
	for from := 0; from < len(names); {
		to, total := from, 0
		for to < len(names) && (to == from || total+gap+width(names[to]) < d.size.Width-d.px(24)) {
			total += gap + width(names[to])
			to++
		}
		if from > 0 {
			y += d.px(20)
		}
		x := (d.size.Width - total + gap) / 2
		for i, name := range names[from:to] {
			c := d.look.theme.GetSeriesColor(from + i)
			d.p.FilledRect(x, y-box+d.px(1), x+box, y+d.px(1), c, c, 0)
			d.p.Text(name, x+box+d.px(5), y, 0, f)
			x += width(name) + gap
		}
		from = to
	}
	return y
}
