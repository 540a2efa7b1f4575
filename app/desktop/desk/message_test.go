package desk

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/widgets"
)

// What is wrong is said below the fields, and takes none of them away.
func TestSayingWhatIsWrongHidesNoField(t *testing.T) {
	d, _ := desk(t)
	box := container.NewVBox()
	for range 8 {
		box.Add(widgets.Row("一项", widgets.NewEntry()))
	}
	column := widgets.FieldColumn(box)
	d.Ask("登记", "保存", column, fyne.NewSize(500, 200), func() error { return errors.New("请写明日期") })
	for range 2 {
		button(t, d, "保存").Tapped(nil)
		inDialog(d, func(c *fyne.Container) bool { return slices.Contains(c.Objects, fyne.CanvasObject(column)) }).Refresh()
		if column.Size().Height < widgets.ColumnHeight(column) {
			t.Errorf("%v of %v shown", column.Size().Height, widgets.ColumnHeight(column))
		}
	}
	if inDialog(d, func(p *widgets.Paragraph) bool { return p.Text == "请写明日期" && p.Visible() }) == nil {
		t.Error("what is wrong is not said")
	}
}
