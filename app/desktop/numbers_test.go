package desktop

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
)

// wholeNumbers lists the texts on show that hold one of some numbers.
func wholeNumbers(c fyne.Canvas, numbers []string) (out []string) {
	for _, o := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		desktest.Walk(o, func(o fyne.CanvasObject) {
			text := ""
			switch x := o.(type) {
			case *widget.Label:
				text = x.Text
			case *widgets.Paragraph:
				text = x.Text
			case *canvas.Text:
				text = x.Text
			case *widget.RichText:
				text = x.String()
			case *widgets.Rich:
				text = strings.ReplaceAll(x.String(), "\n", "")
			case *widgets.Entry:
				text = x.Text
			case *widget.Entry:
				text = x.Text
			}
			for _, n := range numbers {
				if strings.Contains(text, n) {
					out = append(out, text)
				}
			}
		})
	}
	return out
}
