package cadres

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
)

func TestHistoryComparesAndRestoresOneField(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	c, _ := d.Session.FindCadre(ctx, "林知秋")
	place, mobile := c.NativePlace, c.Mobile
	c.NativePlace, c.Mobile = "别处", "10000000009"
	if err := d.Session.SaveCadre(ctx, c, nil); err != nil {
		t.Fatal(err)
	}
	p := newPerson(d, c)
	d.Win.SetContent(p.Content())
	p.showHistory()
	if !d.Busy() {
		t.Fatal("no history")
	}
	h := newHistory(d, c.ID)
	h.load(nil)
	var text string
	desktest.WalkAll(h.diff, func(o fyne.CanvasObject) {
		if l, ok := o.(*widget.Label); ok {
			text += l.Text + "\n"
		}
	})
	if !strings.Contains(text, "籍贯\n那时："+place+"\n现在：别处") || strings.Contains(text, "姓名") {
		t.Fatalf("the comparison says\n%s", text)
	}
	h.restore(h.list[1].Action.ID, []string{"籍贯"})
	now, _ := d.Session.FindCadre(ctx, "林知秋")
	if now.NativePlace != place || now.Mobile != "10000000009" || h.at != 2 {
		t.Fatalf("restored %s %s, compared with %d", now.NativePlace, now.Mobile, h.at)
	}
	h.restore(h.list[2].Action.ID, nil)
	if now, _ = d.Session.FindCadre(ctx, "林知秋"); now.Mobile != mobile {
		t.Errorf("not all restored: %s", now.Mobile)
	}
	for range 2 {
		if _, err := d.Session.Store.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if now, _ = d.Session.FindCadre(ctx, "林知秋"); now.NativePlace != "别处" || now.Mobile != "10000000009" {
		t.Errorf("restoring cannot be undone: %s %s", now.NativePlace, now.Mobile)
	}
}
