package desktop

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
)

// T08: a data file that goes away is told at once, by a dialog and a banner that
// stays, and when it is back that is told too.
func TestADataFileThatGoesAwayIsTold(t *testing.T) {
	d, _ := desktest.OnSample(t)
	s := newShell(d)
	s.start()
	path := d.Session.Store.Path()
	if err := os.Rename(path, path+".x"); err != nil {
		t.Skip("this system keeps an open file where it is: ", err)
	}
	s.seeNow()
	told := func(o fyne.CanvasObject) (text string) {
		desktest.Walk(o, func(o fyne.CanvasObject) {
			if l, ok := widgets.AsLabel(o); ok {
				text += l.Text
			}
		})
		return text
	}
	if text := told(d.Win.Canvas().Overlays().Top()); !strings.Contains(text, "已停止写入") {
		t.Errorf("the dialog says %q", text)
	}
	if text := told(s.banners); !strings.Contains(text, "不见了") {
		t.Errorf("the banner says %q", text)
	}
	d.Escape()
	s.tellGone(s.gone)
	if d.Busy() {
		t.Error("told twice")
	}
	if err := os.Rename(path+".x", path); err != nil {
		t.Fatal(err)
	}
	s.seeNow()
	if text := told(s.banners); strings.Contains(text, "不见了") || s.gone != "" {
		t.Errorf("still told: %q", text)
	}
	if !strings.Contains(s.toast.text.Text, "又在了") {
		t.Errorf("its return is not told: %q", s.toast.text.Text)
	}
}
