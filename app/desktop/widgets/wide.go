package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	own "kaocha/app/desktop/theme"
)

// Wide gives an object a width of its own, which follows the size of text, and
// puts it in the middle of the height.
func Wide(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(wideLayout(width), o)
}

type wideLayout float32

func (w wideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(own.Scaled(float32(w)), o[0].MinSize().Height)
}

func (w wideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[0].Move(fyne.NewPos(0, max(0, (s.Height-h)/2)))
}

// AtMost gives an object all the width there is up to one, which follows the size
// of text: fields across a whole wide screen are hard to read.
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(atMost(width), o)
}

type atMost float32

func (atMost) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (w atMost) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(min(s.Width, own.Scaled(float32(w))), s.Height))
	o[0].Move(fyne.Position{})
}

// FormBar is what stands over a preview: which form, and what can be done with
// it. In large type the buttons scroll, so that the page does not widen.
func FormBar(pick fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, Wide(158, pick), nil, container.NewHScroll(container.NewHBox(buttons...)))
}
