package chart

import "github.com/go-analyze/charts"

// Colours on a white ground, so that a chart prints as it is seen; neighbours
// differ in lightness too, for black and white printers.
var (
	ink     = charts.ColorFromHex("#1F2933")
	paleInk = charts.ColorFromHex("#52606D")
	look    = charts.MakeTheme(charts.ThemeOption{
		AxisStrokeColor:    charts.ColorFromHex("#9AA5B1"),
		AxisSplitLineColor: charts.ColorFromHex("#E4E7EB"),
		BackgroundColor:    charts.ColorWhite,
		TextColor:          ink,
		SeriesColors: []charts.Color{
			charts.ColorFromHex("#2F6DB5"), charts.ColorFromHex("#F0A43C"), charts.ColorFromHex("#3F9C82"),
			charts.ColorFromHex("#B9503F"), charts.ColorFromHex("#8A6FB8"), charts.ColorFromHex("#8FB8DE"),
			charts.ColorFromHex("#6B7B3A"), charts.ColorFromHex("#D88AA5"), charts.ColorFromHex("#4B5563"),
			charts.ColorFromHex("#A9B4BF"),
		},
	})
)
