package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// CreateRenderer keeps the part of the field that scrolls.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := e.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if s, ok := o.(fyne.Scrollable); ok {
			e.inner = s
		}
	}
	return r
}

// barRoom keeps the ends of the fields free of the scroll bar.
const barRoom = 8

// FieldColumn is a scrolling column of fields. The wheel scrolls the column also over
// a field, which would else keep it, but for the text being edited.
func FieldColumn(content fyne.CanvasObject) fyne.CanvasObject {
	return OverFields(container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, barRoom), content)))
}

// ColumnHeight is how high a column of FieldColumn must be to show all its fields
// without scrolling, 0 for other objects.
func ColumnHeight(o fyne.CanvasObject) float32 {
	if stack, ok := o.(*fyne.Container); ok {
		for _, part := range stack.Objects {
			if w, ok := part.(*wheel); ok {
				return w.box.Content.MinSize().Height
			}
		}
	}
	return 0
}

// OverFields lets the wheel scroll a box over its fields too.
func OverFields(box *container.Scroll) fyne.CanvasObject {
	w := &wheel{box: box}
	w.ExtendBaseWidget(w)
	return container.NewStack(w.box, w)
}

// wheel lies over a column and takes nothing but the wheel.
type wheel struct {
	widget.BaseWidget
	box *container.Scroll
}

// CreateRenderer shows nothing.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// Scrolled scrolls the text being edited when the mouse is over it, else the
// column.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) {
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(w.box); c != nil {
		if e, ok := c.Focused().(*Entry); ok && e.MultiLine && e.inner != nil {
			at, size := d.AbsolutePositionForObject(e), e.Size()
			p := ev.AbsolutePosition.Subtract(at)
			if p.X >= 0 && p.Y >= 0 && p.X < size.Width && p.Y < size.Height {
				e.inner.Scrolled(ev)
				return
			}
		}
	}
	w.box.Scrolled(ev)
}
