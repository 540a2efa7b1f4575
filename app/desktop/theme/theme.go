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
	ColorBanner  fyne.ThemeColorName = "banner"
)

var (
	regular = fyne.NewStaticResource("hei.ttf", fonts.Hei)
	bold    = fyne.NewStaticResource("heibold.ttf", fonts.HeiBold)
)

// Theme is the program's theme.
type Theme struct {
	base fyne.Theme
	dark bool
}

// New makes the theme, light for office work or dark.
func New(dark bool) fyne.Theme { return Theme{theme.DefaultTheme(), dark} }

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
		return 14
	case theme.SizeNameHeadingText:
		return 20
	case theme.SizeNameSubHeadingText:
		return 16
	}
	return t.base.Size(n)
}

type pair struct{ light, dark color.NRGBA }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

var colors = map[fyne.ThemeColorName]pair{
	ColorMissing:                    {rgb(0xb3261e), rgb(0xf2958f)},
	ColorDraft:                      {rgb(0x9a6700), rgb(0xe6b450)},
	ColorDone:                       {rgb(0x1a6b4f), rgb(0x7fcfae)},
	ColorSigned:                     {rgb(0x1f4f8f), rgb(0x8fb8ee)},
	ColorBanner:                     {rgb(0xfff4d6), rgb(0x4a3f1f)},
	theme.ColorNameBackground:       {rgb(0xf7f8fa), rgb(0x1d2126)},
	theme.ColorNamePrimary:          {rgb(0x1f5fa8), rgb(0x6fa8e8)},
	theme.ColorNameForeground:       {rgb(0x1e242b), rgb(0xe6e9ec)},
	theme.ColorNameSelection:        {rgb(0xd3e3f6), rgb(0x2f4a68)},
	theme.ColorNameHover:            {color.NRGBA{0, 0, 0, 14}, color.NRGBA{255, 255, 255, 18}},
	theme.ColorNameInputBackground:  {rgb(0xffffff), rgb(0x2a3037)},
	theme.ColorNameInputBorder:      {rgb(0xc3cad3), rgb(0x4a525c)},
	theme.ColorNameDisabled:         {rgb(0x75808c), rgb(0x98a2ad)},
	theme.ColorNamePlaceHolder:      {rgb(0x75808c), rgb(0x98a2ad)},
	theme.ColorNameSuccess:          {rgb(0x1a6b4f), rgb(0x7fcfae)},
	theme.ColorNameWarning:          {rgb(0x9a6700), rgb(0xe6b450)},
	theme.ColorNameError:            {rgb(0xb3261e), rgb(0xf2958f)},
	theme.ColorNameButton:           {rgb(0xe4e9ef), rgb(0x323941)},
	theme.ColorNameDisabledButton:   {rgb(0xeef1f4), rgb(0x272d33)},
	theme.ColorNameSeparator:        {rgb(0xdde1e6), rgb(0x3a414a)},
	theme.ColorNameHeaderBackground: {rgb(0xeaeef3), rgb(0x2a3037)},
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
