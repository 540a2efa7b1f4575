package desktop

import (
	"time"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/native"
	"kaocha/app/desktop/settings"
	"kaocha/app/desktop/widgets"
)

// followEvery is how soon the input method hears that the cursor went on.
const followEvery = 80 * time.Millisecond

// placer tells the input method where text goes in.
type placer interface{ Place(native.Spot) }

// follow keeps the input method's windows at the cursor of the field that is
// being written in, until the window closes. Only Windows needs it.
func follow(d *desk.Desk) {
	if !native.Composes {
		return
	}
	var to placer
	tick := func() {
		if to == nil {
			c := native.Compose(desk.HandleOf(d.Win))
			if c == nil { // not on the screen yet
				return
			}
			to = c
			putBack(d.App, d.Win)
		}
		tellPlace(to, d.Win.Canvas(), settings.Composes(d.App.Preferences()))
	}
	go func() {
		t := time.NewTicker(followEvery)
		defer t.Stop()
		for {
			select {
			case <-d.Context().Done():
				return
			case <-t.C:
				fyne.DoAndWait(tick)
			}
		}
	}()
}

// putBack puts the window where it was when it was closed, at least onto a screen.
func putBack(a fyne.App, w fyne.Window) {
	h := desk.HandleOf(w)
	if p, ok := native.ReadPlace(a.Preferences().String(placeKey)); !ok || !native.PutAt(h, p) {
		native.KeepOnScreen(h)
	}
}

// tellPlace says where the cursor is, in the pixels of the screen; nowhere when no
// field is written in or the clerk wants it off.
func tellPlace(to placer, c fyne.Canvas, on bool) {
	at, height, field, ok := widgets.CaretAt(c)
	if !ok || !on {
		to.Place(native.Spot{})
		return
	}
	k := c.Scale()
	px := func(v float32) int32 { return int32(v*k + .5) }
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(field)
	size := field.Size()
	to.Place(native.Spot{X: px(at.X), Y: px(at.Y), Height: px(height),
		Left: px(corner.X), Top: px(corner.Y), Right: px(corner.X + size.Width), Bottom: px(corner.Y + size.Height)})
}
