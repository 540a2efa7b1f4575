package settings

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

// The data file moves by a folder typed in; the end tells both places and closes.
func TestDataIsMovedFromTheWindow(t *testing.T) {
	d, _, s := open(t, "数据与备份")
	from := d.Session.Store.Path()
	dir := filepath.Join(t.TempDir(), "新 位置")
	test.Tap(button(t, s.Content(), "移到别处…"))
	test.Tap(button(t, top(t, d), "移动"))
	if !says(top(t, d), "请选一个文件夹") {
		t.Fatal("no folder was taken")
	}
	var folder *widgets.Entry
	desktest.Walk(top(t, d), func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok {
			folder = e
		}
	})
	folder.SetText(dir)
	test.Tap(button(t, top(t, d), "移动"))
	to := filepath.Join(dir, filepath.Base(from))
	if !says(top(t, d), to) || !says(top(t, d), "已移走") {
		t.Fatal("the end does not tell the places")
	}
	if got, err := job.DefaultDB(); err != nil || got != to {
		t.Errorf("the next start opens %s, %v", got, err)
	}
	again, err := job.Open("", "乙")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, n, err := again.Store.Cadres(context.Background(), store.CadreFilter{Limit: 1}); err != nil || n != 36 {
		t.Errorf("%d persons, %v", n, err)
	}
}

// Buttons beside a text of several lines keep the height of a button.
func TestButtonsBesideALongTextAreNotStretched(t *testing.T) {
	d, _, s := open(t, "数据与备份")
	d.Win.Resize(fyne.NewSize(900, 600))
	for _, text := range []string{"备份到第二处", "设第二处…"} {
		if b := button(t, s.Content(), text); b.Size().Height > b.MinSize().Height {
			t.Errorf("%s is %v high", text, b.Size().Height)
		}
	}
}
