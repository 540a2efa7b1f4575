package desktop

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

// CASES T40: locked while a dialog is open, nothing gets through; the right
// password gives all back as it was.
func TestLockOverAnOpenDialog(t *testing.T) {
	ctx := context.Background()
	d, _ := desktest.OnSample(t)
	if _, err := d.Session.AddUser(ctx, job.User{Name: "测试员", Role: store.RoleDepartment}, "parole-12"); err != nil {
		t.Fatal(err)
	}
	s := newShell(d)
	s.start()
	s.lock()
	if d.Locked {
		t.Fatal("locked though nobody has signed in")
	}
	if err := d.Session.Login(ctx, "测试员", "parole-12"); err != nil {
		t.Fatal(err)
	}
	pressed := false
	d.Confirm("删除", "删除这个人？", "删除", func() { pressed = true })
	before, _ := d.Session.Store.LastAction(ctx)
	s.seen, s.lastSign = time.Now().Add(-11*time.Minute), s.sign()
	s.watchHands(12 * time.Minute)
	if d.Locked {
		t.Fatal("locked too early")
	}
	s.watchHands(10 * time.Minute)
	if !d.Locked {
		t.Fatal("not locked when idle")
	}
	top := d.Win.Canvas().Overlays().Top()
	said := ""
	desktest.Walk(top, func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok {
			said += l.Text
		}
	})
	if !strings.Contains(said, "没有因此加密") {
		t.Errorf("the screen does not say what the lock is not: %s", said)
	}
	key := d.Win.Canvas().OnTypedKey()
	d.Win.Canvas().Unfocus()
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape, fyne.KeyF5} {
		key(&fyne.KeyEvent{Name: k})
	}
	s.undoStep()
	s.redoStep()
	s.lock()
	if n, _ := d.Session.Store.LastAction(ctx); pressed || n != before {
		t.Errorf("something got through the lock: pressed %v, %d actions", pressed, n-before)
	}
	var word *widgets.Entry
	var enter *widgets.Push
	desktest.Walk(top, func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widgets.Entry:
			word = x
		case *widgets.Push:
			if x.Text == "进入" {
				enter = x
			}
		}
	})
	word.SetText("wrong-one")
	test.Tap(enter)
	if !d.Locked {
		t.Fatal("a wrong password opens")
	}
	word.SetText("parole-12")
	test.Tap(enter)
	if d.Locked || !d.Busy() {
		t.Errorf("locked %v; the dialog is open %v", d.Locked, d.Busy())
	}
}
