package widgets

import "fyne.io/fyne/v2/widget"

// NewSelect is a list to choose one of. While nothing is chosen it says so in
// Chinese; the library's own word is English and has no translation.
func NewSelect(options []string, changed func(string)) *widget.Select {
	s := widget.NewSelect(options, changed)
	s.PlaceHolder = "（请选择）"
	return s
}
