package theme

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// luminance is the relative luminance of WCAG 2.1.
func luminance(v uint32) float64 {
	c := float64(v) / 0xffff
	if c <= 0.03928 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

func contrast(t fyne.Theme, a, b fyne.ThemeColorName) float64 {
	of := func(n fyne.ThemeColorName) float64 {
		r, g, b, _ := t.Color(n, theme.VariantLight).RGBA()
		return 0.2126*luminance(r) + 0.7152*luminance(g) + 0.0722*luminance(b)
	}
	x, y := of(a), of(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Words can be read on everything they stand on, in light and dark: a contrast
// of 4.5, and of 3.5 for what is only a hint or cannot be used.
func TestWordsCanBeRead(t *testing.T) {
	for _, dark := range []bool{false, true} {
		for on, words := range map[fyne.ThemeColorName][]fyne.ThemeColorName{
			theme.ColorNamePrimary:           {theme.ColorNameForegroundOnPrimary},
			theme.ColorNameSuccess:           {theme.ColorNameForegroundOnSuccess},
			theme.ColorNameWarning:           {theme.ColorNameForegroundOnWarning},
			theme.ColorNameError:             {theme.ColorNameForegroundOnError},
			theme.ColorNameButton:            {theme.ColorNameForeground},
			theme.ColorNameSelection:         {theme.ColorNameForeground},
			theme.ColorNameHeaderBackground:  {theme.ColorNameForeground},
			theme.ColorNameInputBackground:   {theme.ColorNameForeground},
			theme.ColorNameOverlayBackground: {theme.ColorNameForeground, theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess},
			theme.ColorNameMenuBackground:    {theme.ColorNameForeground},
			ColorBanner:                      {theme.ColorNameForeground},
			ColorPanel:                       {theme.ColorNameForeground, ColorMissing, ColorDraft, ColorDone, ColorSigned, ColorOverdue},
			theme.ColorNameBackground:        {theme.ColorNameForeground, theme.ColorNameHyperlink, ColorMissing, ColorDraft, ColorDone, ColorSigned, ColorOverdue},
		} {
			for _, w := range words {
				if k := contrast(New(dark), on, w); k < 4.5 {
					t.Errorf("dark %v: %s on %s has a contrast of %.1f", dark, w, on, k)
				}
			}
		}
		for _, on := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameDisabledButton} {
			for _, w := range []fyne.ThemeColorName{theme.ColorNamePlaceHolder, theme.ColorNameDisabled} {
				if k := contrast(New(dark), on, w); k < 3.5 {
					t.Errorf("dark %v: %s on %s has a contrast of %.1f", dark, w, on, k)
				}
			}
		}
	}
}

// The edge of a field, and an empty circle or box, can be seen on all that they
// stand on.
func TestEdgesCanBeSeen(t *testing.T) {
	for _, dark := range []bool{false, true} {
		for _, on := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground} {
			if k := contrast(New(dark), on, theme.ColorNameInputBorder); k < 2.4 {
				t.Errorf("dark %v: an edge on %s has a contrast of %.1f", dark, on, k)
			}
		}
	}
	if k := contrast(New(true), theme.ColorNameOverlayBackground, theme.ColorNameBackground); k < 1.1 {
		t.Errorf("a dialog in the dark stands out by %.2f", k)
	}
}
