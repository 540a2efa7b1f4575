package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
	"kaocha/forms/page"
)

// pagesOf shows three pages of 520 × 737 points (16K) in a window.
func pagesOf(t *testing.T, w, h float32) (*Pages, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	p := NewPages(func(work func() func()) {
		if then := work(); then != nil {
			then()
		}
	})
	win := test.NewTempWindow(t, p)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	p.SetPages([]*page.Page{{W: 520, H: 737}, {W: 520, H: 737}, {W: 520, H: 737}})
	return p, win
}

func near(a, b float32) bool { return a-b < 1 && b-a < 1 }

func TestPagesFitAndEnlarge(t *testing.T) {
	p, _ := pagesOf(t, 560, 500)
	if !near(p.size.Width, 540) || p.img.Image.Bounds().Dx() < 530 {
		t.Errorf("page width: %v, drawn %v", p.size, p.img.Image.Bounds())
	}
	p.whole.OnTapped()
	if !near(p.size.Height, 480) || p.whole.Text != "页宽" {
		t.Errorf("whole page: %v, button %s", p.size, p.whole.Text)
	}
	p.Resize(fyne.NewSize(560, 400))
	if !near(p.size.Height, 380) {
		t.Errorf("whole page in less room: %v", p.size)
	}
	p.whole.OnTapped()
	if !near(p.size.Width, 540) || p.whole.Text != "整页" {
		t.Errorf("back to the width: %v", p.size)
	}
	want := func(what string, zoom float32) {
		t.Helper()
		if !near(p.size.Width, 520*pointsPerUnit*zoom) {
			t.Errorf("%s: %v is zoom %v, want %v", what, p.size, p.shownZoom(), zoom)
		}
	}
	p.more.OnTapped() // from 540, which is 0.78
	want("enlarged", 0.8)
	ctrl(p, fyne.KeyEqual)
	want("Ctrl and +", 1)
	ctrl(p, fyne.KeyMinus)
	want("Ctrl and -", 0.8)
	p.TypedRune('+')
	p.TypedRune('+')
	want("+ twice", 1.25)
	ctrl(p, fyne.Key0)
	want("Ctrl and 0", 1)
	for range 20 {
		p.Zoom(1)
	}
	want("the most", 3)
	if !p.more.Disabled() || p.less.Disabled() {
		t.Error("at the most it can still be enlarged")
	}
	for range 20 {
		p.Zoom(-1)
	}
	want("the least", 0.5)
}

func TestPagesByKey(t *testing.T) {
	p, w := pagesOf(t, 560, 500)
	p.Tapped(nil)
	if w.Canvas().Focused() != p || p.frame.StrokeWidth == 0 {
		t.Error("a click does not take the focus")
	}
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyPageDown, 1}, {fyne.KeyEnd, 2}, {fyne.KeyPageDown, 2}, {fyne.KeyPageUp, 1}, {fyne.KeyHome, 0}, {fyne.KeyPageUp, 0}} {
		if press(p, c.key); p.at != c.want {
			t.Errorf("%s goes to %d, want %d", c.key, p.at, c.want)
		}
	}
	press(p, fyne.KeyDown)
	if p.scroll.Offset.Y == 0 {
		t.Error("the down key does not scroll")
	}
	press(p, fyne.KeyPageDown)
	if p.scroll.Offset.Y != 0 {
		t.Error("the next page does not begin at its top")
	}
	var got []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, e.Name) })
	press(p, fyne.KeyEscape)
	p.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl})
	if !slices.Equal(got, []fyne.KeyName{fyne.KeyEscape}) {
		t.Errorf("handed on %v", got)
	}
}

func TestPagesPointAtWhatIsEdited(t *testing.T) {
	p, _ := pagesOf(t, 560, 500)
	k := p.size.Width / 520
	p.Point(1, 100, 600, 80, 12)
	if p.at != 1 || !p.mark.Visible() || !near(p.mark.Position().Y, 600*k-3) || !near(p.mark.Size().Width, 80*k+6) {
		t.Errorf("page %d, mark %v %v at %v", p.at, p.mark.Visible(), p.mark.Size(), p.mark.Position())
	}
	if off := p.scroll.Offset.Y; off > 600*k || off+500 < 612*k {
		t.Errorf("the mark is not in view: scrolled to %v", off)
	}
	before := p.scroll.Offset
	p.Point(1, 100, 590, 80, 12)
	if p.scroll.Offset != before {
		t.Error("what is in view scrolls")
	}
	p.Show1(0)
	if p.mark.Visible() {
		t.Error("the mark shows on another page")
	}
	p.Show1(1)
	p.SetPages(p.pages[:2])
	if !p.mark.Visible() {
		t.Error("the mark is gone with the next drawing")
	}
	p.Point(0, 0, 0, 0, 0)
	if p.mark.Visible() || p.at != 1 {
		t.Error("the mark stays")
	}
	p.Point(7, 1, 1, 1, 1) // no such page
	if p.at != 1 {
		t.Errorf("went to %d", p.at)
	}
}

func TestPagesLookAtBothSizes(t *testing.T) {
	for name, s := range map[string]fyne.Size{"pages_small.xml": fyne.NewSize(560, 380), "pages_large.xml": fyne.NewSize(900, 860)} {
		p, w := pagesOf(t, s.Width, s.Height)
		p.Point(0, 100, 60, 80, 12)
		test.AssertRendersToMarkup(t, name, w.Canvas())
	}
}

func TestFindingsByKey(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	f := NewFindings("没有发现问题。")
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(500, 120))
	if !f.none.Visible() {
		t.Error("an empty list says nothing")
	}
	var did []string
	act := func(what string) func() { return func() { did = append(did, what) } }
	items := []Finding{
		{Mark: "×", Kind: "错误", Color: theme.ColorMissing, Text: "没有身份证号　补填身份证号", Jump: act("jump 0")},
		{Mark: "!", Kind: "警告", Color: theme.ColorDraft, Text: "姓名里有\u202e看不见的字", Jump: act("jump 1"), Waive: act("waive 1")},
		{Mark: "·", Kind: "提示", Text: "没有照片"},
	}
	for range 9 {
		items = append(items, Finding{Kind: "提示", Text: "第几条", Jump: act("more")})
	}
	f.Set(items[:3])
	test.AssertRendersToMarkup(t, "findings.xml", w.Canvas())
	w.Canvas().Focus(f)
	press(f, fyne.KeyReturn, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	if want := []string{"jump 0", "waive 1", "jump 1"}; !slices.Equal(did, want) || f.at != 0 {
		t.Errorf("did %v at %d, want %v at 0", did, f.at, want)
	}
	f.rows[1].Tapped(nil)
	if did[len(did)-1] != "jump 1" || f.at != 1 {
		t.Errorf("a click did %v", did)
	}
	f.Set(items)
	press(f, fyne.KeyEnd)
	if f.at != 11 || f.scroll.Offset.Y == 0 {
		t.Errorf("the last one is not in view: %v", f.scroll.Offset)
	}
	f.Set(nil)
	press(f, fyne.KeyDown, fyne.KeyReturn)
	if f.Len() != 0 || !f.none.Visible() {
		t.Error("not empty")
	}
}
