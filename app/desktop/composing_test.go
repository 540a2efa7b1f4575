package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/native"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
)

type told struct{ spots []native.Spot }

func (t *told) Place(s native.Spot) { t.spots = append(t.spots, s) }
func (t *told) last() native.Spot   { return t.spots[len(t.spots)-1] }

// The input method hears of the place of the cursor in every field: further
// right after typing, lower in the next line, inside the field when it scrolls,
// and in the screen's pixels.
func TestInputMethodFollowsTheCursor(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(false))
	one, long := widgets.NewEntry(), widgets.NewLongText(4, 0)
	w := test.NewTempWindow(t, container.NewVBox(one, long))
	w.Resize(fyne.NewSize(400, 300))
	c, to := w.Canvas(), &told{}
	tellPlace(to, c, true)
	if to.last() != (native.Spot{}) {
		t.Errorf("a place without a field: %+v", to.last())
	}
	c.Focus(one)
	tellPlace(to, c, true)
	begin := to.last()
	for _, r := range "组织部" {
		one.TypedRune(r)
	}
	tellPlace(to, c, true)
	if s := to.last(); s.X < begin.X+30 || s.Y != begin.Y || s.Height < 10 || s.X > s.Right || s.Y < s.Top {
		t.Errorf("after three characters %+v, before %+v", s, begin)
	}
	c.Focus(long.Entry)
	long.SetText(strings.Repeat("第一行\n", 30) + "末行")
	long.Entry.CursorRow, long.Entry.CursorColumn = 30, 2
	long.Entry.Refresh()
	long.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	tellPlace(to, c, true)
	if s := to.last(); s.Y+s.Height > s.Bottom || s.Y <= begin.Y || s.Bottom > 400 {
		t.Errorf("the cursor of a field that scrolls is outside it: %+v", s)
	}
	tellPlace(to, c, false)
	if to.last() != (native.Spot{}) {
		t.Error("switched off and still told")
	}
	before := to.spots[1]
	w.Canvas().(software.WindowlessCanvas).SetScale(1.5)
	c.Focus(widgetsFresh(one))
	tellPlace(to, c, true)
	if s := to.last(); s.Height < before.Height*14/10 || s.Top < before.Top*14/10 {
		t.Errorf("at 150 %%: %+v, at 100 %%: %+v", s, before)
	}
}

func widgetsFresh(e *widgets.Entry) *widgets.Entry { e.SetText(""); return e }
