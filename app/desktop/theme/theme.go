// Package theme is the look of the window: embedded Chinese fonts, calm colours,
// spacing dense enough for office work.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"kaocha/resources/fonts"
)

// Semantic colours of states; the marks beside them say the same in shape.
const (
	ColorMissing fyne.ThemeColorName = "missing"
	ColorDraft   fyne.ThemeColorName = "draft"
	ColorDone    fyne.ThemeColorName = "done"
	ColorSigned  fyne.ThemeColorName = "signed"
	ColorOverdue fyne.ThemeColorName = "overdue"
	ColorBanner  fyne.ThemeColorName = "banner"
	ColorPanel   fyne.ThemeColorName = "panel"
)

var (
	regular = fyne.NewStaticResource("window.otf", fonts.Window)
	bold    = fyne.NewStaticResource("windowbold.otf", fonts.WindowBold)
)

// Theme is the program's theme.
type Theme struct {
	base  fyne.Theme
	dark  bool
	scale float32
}

// Text sizes that can be chosen, in percent.
var Scales = []int{90, 100, 110, 125, 150}

// Preferences that hold the look: dark colours, text size in percent.
const (
	DarkKey  = "dark"
	ScaleKey = "scale"
)

// New makes the theme in the usual size, light for office work or dark.
func New(dark bool) fyne.Theme { return Sized(dark, 100) }

// Sized makes the theme with its text at a percentage of the usual size.
func Sized(dark bool, percent int) fyne.Theme {
	return Theme{theme.DefaultTheme(), dark, float32(max(90, min(150, percent))) / 100}
}

// Chosen makes the theme that the preferences ask for.
func Chosen(p fyne.Preferences) fyne.Theme {
	return Sized(p.Bool(DarkKey), Scale(p))
}

// Scale is the size of text that the preferences ask for, in percent of the usual.
func Scale(p fyne.Preferences) int { return p.IntWithFallback(ScaleKey, 100) }

// textSize is the usual size of text.
const textSize = 14

// Scaled is a length of the usual size, such as a column's width, at the
// present size of text.
func Scaled(length float32) float32 { return length * theme.TextSize() / textSize }

// Font gives one of two embedded faces: italic and monospace would each parse a
// large font again.
func (t Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return t.base.Font(s)
	case s.Bold:
		return bold
	}
	return regular
}

// Icon is the default icon of a name.
func (t Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base.Icon(n) }

// Size is denser than Fyne's own.
func (t Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameInnerPadding:
		return 6
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameText:
		return textSize * t.scale
	case theme.SizeNameHeadingText:
		return 20 * t.scale
	case theme.SizeNameSubHeadingText:
		return 16 * t.scale
	case theme.SizeNameInlineIcon, theme.SizeNameCaptionText:
		return t.base.Size(n) * t.scale
	}
	return t.base.Size(n)
}

type pair struct{ light, dark color.NRGBA }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

var colors = map[fyne.ThemeColorName]pair{
	ColorMissing:                       {rgb(0xb3261e), rgb(0xf2958f)},
	ColorDraft:                         {rgb(0x9a6700), rgb(0xe6b450)},
	ColorDone:                          {rgb(0x1a6b4f), rgb(0x7fcfae)},
	ColorSigned:                        {rgb(0x1f4f8f), rgb(0x8fb8ee)},
	ColorBanner:                        {rgb(0xfff4d6), rgb(0x4a3f1f)},
	ColorPanel:                         {rgb(0xffffff), rgb(0x303740)},
	ColorOverdue:                       {rgb(0xb3261e), rgb(0xf2958f)},
	theme.ColorNameBackground:          {rgb(0xf7f8fa), rgb(0x1d2126)},
	theme.ColorNamePrimary:             {rgb(0x1f5fa8), rgb(0x6fa8e8)},
	theme.ColorNameHyperlink:           {rgb(0x1c5596), rgb(0x8fb8ee)},
	theme.ColorNameForeground:          {rgb(0x1e242b), rgb(0xe6e9ec)},
	theme.ColorNameSelection:           {rgb(0xd3e3f6), rgb(0x2f4a68)},
	theme.ColorNameHover:               {color.NRGBA{0, 0, 0, 14}, color.NRGBA{255, 255, 255, 18}},
	theme.ColorNameInputBackground:     {rgb(0xffffff), rgb(0x2a3037)},
	theme.ColorNameInputBorder:         {rgb(0x98a2ae), rgb(0x6c7681)}, // also of empty circles and boxes
	theme.ColorNameOverlayBackground:   {rgb(0xffffff), rgb(0x262c33)}, // dialogs stand out of the darkened window
	theme.ColorNameMenuBackground:      {rgb(0xffffff), rgb(0x2a3037)},
	theme.ColorNameDisabled:            {rgb(0x75808c), rgb(0x98a2ad)},
	theme.ColorNamePlaceHolder:         {rgb(0x75808c), rgb(0x98a2ad)},
	theme.ColorNameSuccess:             {rgb(0x1a6b4f), rgb(0x7fcfae)},
	theme.ColorNameWarning:             {rgb(0x9a6700), rgb(0xe6b450)},
	theme.ColorNameError:               {rgb(0xb3261e), rgb(0xf2958f)},
	theme.ColorNameForegroundOnPrimary: {rgb(0xffffff), rgb(0x10161d)},
	theme.ColorNameForegroundOnSuccess: {rgb(0xffffff), rgb(0x10161d)},
	theme.ColorNameForegroundOnWarning: {rgb(0xffffff), rgb(0x10161d)},
	theme.ColorNameForegroundOnError:   {rgb(0xffffff), rgb(0x10161d)},
	theme.ColorNameButton:              {rgb(0xe4e9ef), rgb(0x323941)},
	theme.ColorNameDisabledButton:      {rgb(0xeef1f4), rgb(0x272d33)},
	theme.ColorNameSeparator:           {rgb(0xdde1e6), rgb(0x3a414a)},
	theme.ColorNameHeaderBackground:    {rgb(0xeaeef3), rgb(0x2a3037)},
}

// Color gives the program's colours, else Fyne's. Light or dark is the clerk's
// choice, not the system's: sheets are white, and most offices work light.
func (t Theme) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	v := theme.VariantLight
	if t.dark {
		v = theme.VariantDark
	}
	if p, ok := colors[n]; ok {
		if v == theme.VariantDark {
			return p.dark
		}
		return p.light
	}
	return t.base.Color(n, v)
}
