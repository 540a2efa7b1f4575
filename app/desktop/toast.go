package desktop

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
)

// toastTime is how long a message stays.
const toastTime = 7 * time.Second

// toast is a message of something done. It lies over the status bar, so that it
// covers no field and no button of the screen; a text too long for one line grows
// upwards.
type toast struct {
	layer *fyne.Container
	text  *widgets.Paragraph
	undo  *desk.Push
	box   *fyne.Container
	n     int
}

func newToast(undo func()) *toast {
	t := &toast{text: widgets.Wrapped("")}
	t.undo = desk.Button("撤销", theme.ContentUndoIcon(), func() { t.box.Hide(); undo() })
	inner := widgets.Tinted(theme.ColorNameInputBackground, container.NewBorder(nil, nil, nil, container.NewVBox(t.undo), t.text))
	edge := layout.NewCustomPaddedLayout(toastEdge, toastEdge, toastEdge, toastEdge)
	t.box = container.NewStack(widgets.Tinted(theme.ColorNamePrimary, container.New(edge, inner)))
	t.box.Hide()
	t.layer = container.New(t, t.box)
	return t
}

// toastEdge is the width of the frame, toastAside the room left of a message.
const toastEdge, toastAside = 2, 120

// room is the height of a message of one line, which the status bar has too.
func (t *toast) room() float32 { return t.undo.MinSize().Height + 2*toastEdge }

// foot is the window's status bar, in which a message has room.
type foot struct{ toast *toast }

// Layout puts the line in the middle.
func (f foot) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[0].Move(fyne.NewPos(0, (s.Height-h)/2))
}

// MinSize is a line and the room of a message.
func (f foot) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(m.Width, max(m.Height, f.toast.room()))
}

// Layout puts the message at the right end of the window's foot, as wide as its
// text needs.
func (t *toast) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	width := fyne.MeasureText(t.text.Text, theme.TextSize(), fyne.TextStyle{}).Width + 4*theme.InnerPadding()
	if t.undo.Visible() {
		width += t.undo.MinSize().Width + theme.Padding()
	}
	width = min(width+2*toastEdge, s.Width-toastAside)
	t.box.Resize(fyne.NewSize(width, t.room())) // breaks the text into its lines
	height := max(t.room(), t.box.MinSize().Height)
	t.box.Resize(fyne.NewSize(width, height))
	t.box.Move(fyne.NewPos(s.Width-width, s.Height-height))
}

// MinSize is nothing: the message lies over what is there.
func (t *toast) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (t *toast) show(d *desk.Desk, text string, undo bool) {
	t.n++
	n := t.n
	t.text.SetText(text)
	t.undo.Hidden = !undo
	t.box.Show()
	t.layer.Refresh()
	if d.Async {
		time.AfterFunc(toastTime, func() {
			fyne.Do(func() {
				if n == t.n {
					t.box.Hide()
				}
			})
		})
	}
}
