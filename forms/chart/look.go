package chart

import (
	"image/color"

	"github.com/go-analyze/charts"
)

// look is what a chart is drawn with.
type look struct {
	ground, ink, pale charts.Color
	theme             charts.ColorPalette
}

// printed is on a white ground, so that a chart prints as it is seen; neighbours
// differ in lightness too, for black and white printers.
var printed = newLook(charts.ColorWhite, charts.ColorFromHex("#1F2933"), charts.ColorFromHex("#52606D"),
	charts.ColorFromHex("#9AA5B1"), charts.ColorFromHex("#E4E7EB"), lightSeries)

var (
	lightSeries = []string{"#2F6DB5", "#F0A43C", "#3F9C82", "#B9503F", "#8A6FB8", "#8FB8DE", "#6B7B3A", "#D88AA5", "#4B5563", "#A9B4BF"}
	darkSeries  = []string{"#4F8FDB", "#F0B45C", "#4FB294", "#D0705F", "#A58CD0", "#A9CBEA", "#94A65A", "#E0A0B7", "#7C8794", "#C3CBD3"}
)

func newLook(ground, ink, pale, axis, split charts.Color, series []string) look {
	o := charts.ThemeOption{AxisStrokeColor: axis, AxisSplitLineColor: split, BackgroundColor: ground, TextColor: ink}
	for _, c := range series {
		o.SeriesColors = append(o.SeriesColors, charts.ColorFromHex(c))
	}
	return look{ground, ink, pale, charts.MakeTheme(o)}
}

// onScreen has the colours of the window that a chart is shown in.
func onScreen(ground, ink color.Color) look {
	g, i := opaque(ground), opaque(ink)
	mix := func(part int) charts.Color { // so many per cent of ink
		of := func(g, i uint8) uint8 { return uint8((int(g)*(100-part) + int(i)*part) / 100) }
		return charts.Color{R: of(g.R, i.R), G: of(g.G, i.G), B: of(g.B, i.B), A: 255}
	}
	series := lightSeries
	if dark(g) {
		series = darkSeries
	}
	return newLook(g, i, mix(75), mix(45), mix(12), series)
}

func opaque(c color.Color) charts.Color {
	return charts.ColorConvertGo(color.RGBAModel.Convert(c).(color.RGBA))
}

// dark tells whether light text is read better on a colour than dark.
func dark(c charts.Color) bool {
	return int(c.R)*299+int(c.G)*587+int(c.B)*114 < 140*1000
}
