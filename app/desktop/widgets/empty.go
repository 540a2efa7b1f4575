package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// emptyWidth is the width of what an empty screen says.
const emptyWidth = 560

// Empty stands in the middle of a screen that has nothing to show: what it is,
// how to begin, and the buttons for that. Several lines of text stand left, one
// in the middle.
func Empty(title, text string, lines bool, buttons ...fyne.CanvasObject) *fyne.Container {
	head, body := Heading(title), Wrapped(text)
	head.Alignment = fyne.TextAlignCenter
	if !lines {
		body.Alignment = fyne.TextAlignCenter
	}
	box := container.NewVBox(head, Wide(emptyWidth, body))
	if text == "" {
		box = container.NewVBox(head)
	}
	if len(buttons) > 0 {
		row := container.NewHBox(layout.NewSpacer())
		row.Objects = append(row.Objects, buttons...)
		row.Add(layout.NewSpacer())
		box.Add(row)
	}
	return container.NewCenter(box)
}

func setVisible(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}
