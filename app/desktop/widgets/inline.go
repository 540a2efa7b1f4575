package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// inlineButton is a small button inside a field. Tab passes it by: what it does
// has a key in the field.
type inlineButton struct {
	widget.DisableableWidget
	icon  fyne.Resource
	tap   func()
	hover bool
}

var (
	_ fyne.Tappable     = (*inlineButton)(nil)
	_ desktop.Hoverable = (*inlineButton)(nil)
)

func newInlineButton(icon fyne.Resource, tap func()) *inlineButton {
	b := &inlineButton{icon: icon, tap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped does what the button is for.
func (b *inlineButton) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.tap != nil {
		b.tap()
	}
}

// MouseIn, MouseMoved and MouseOut show that it can be clicked.
func (b *inlineButton) MouseIn(*desktop.MouseEvent) { b.over(true) }

// MouseMoved has nothing to follow.
func (b *inlineButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends it.
func (b *inlineButton) MouseOut() { b.over(false) }

func (b *inlineButton) over(on bool) {
	b.hover = on
	b.Refresh()
}

// Cursor is an arrow, not the one for text around it.
func (b *inlineButton) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer shows the icon.
func (b *inlineButton) CreateRenderer() fyne.WidgetRenderer {
	r := &inlineRenderer{b: b, back: canvas.NewRectangle(nil), icon: widget.NewIcon(b.icon)}
	r.back.CornerRadius = 4
	r.Refresh()
	return r
}

type inlineRenderer struct {
	b    *inlineButton
	back *canvas.Rectangle
	icon *widget.Icon
}

// Layout keeps the icon in the middle.
func (r *inlineRenderer) Layout(s fyne.Size) {
	r.back.Move(fyne.NewPos(2, 2))
	r.back.Resize(s.SubtractWidthHeight(4, 4))
	side := theme.IconInlineSize()
	r.icon.Resize(fyne.NewSquareSize(side))
	r.icon.Move(fyne.NewPos((s.Width-side)/2, (s.Height-side)/2))
}

// MinSize is the icon with some room.
func (r *inlineRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(theme.IconInlineSize() + 8) }

// Refresh follows the mouse and the theme.
func (r *inlineRenderer) Refresh() {
	r.back.FillColor = themeColor(theme.ColorNameInputBackground)
	if r.b.hover && !r.b.Disabled() {
		r.back.FillColor = themeColor(theme.ColorNameHover)
	}
	icon := r.b.icon
	if r.b.Disabled() {
		icon = theme.NewDisabledResource(icon)
	}
	r.icon.SetResource(icon)
	r.back.Refresh()
}

// Objects are what it is drawn of.
func (r *inlineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.icon} }

// Destroy has nothing to let go.
func (r *inlineRenderer) Destroy() {}
