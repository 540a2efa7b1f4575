package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
)

func TestWheelScrollsTheColumnOverFields(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	box := container.NewVBox()
	var fields []*Entry
	for range 6 {
		e := NewLong(4)
		e.SetText(strings.Repeat("一行文字\n", 30))
		fields = append(fields, e)
		box.Add(e)
	}
	col := FieldColumn(box).(*fyne.Container)
	w := test.NewTempWindow(t, col)
	w.Resize(fyne.NewSize(400, 300))
	scroll, over := col.Objects[0].(*container.Scroll), col.Objects[1].(*wheel)
	ev := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -40)}
	ev.AbsolutePosition = fyne.NewPos(100, 30)
	over.Scrolled(ev)
	if scroll.Offset.Y != 40 {
		t.Fatalf("over a field the column is at %v", scroll.Offset.Y)
	}
	w.Canvas().Focus(fields[0])
	over.Scrolled(ev)
	if scroll.Offset.Y != 40 {
		t.Errorf("over the text being edited the column went to %v", scroll.Offset.Y)
	}
	ev.AbsolutePosition = fyne.NewPos(100, 280)
	over.Scrolled(ev)
	if scroll.Offset.Y != 80 {
		t.Errorf("over another field the column is at %v", scroll.Offset.Y)
	}
}
