package parcels

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/exchange/parcel"
)

// A clerk of two branches picks in the window for which she hands in, and makes
// new keys there after a theft.
func TestTwoBranchesAndNewKeysInTheWindow(t *testing.T) {
	parcel.PassphraseCost = 4
	ctx := context.Background()
	s := desktest.Session(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(sample.Install(ctx, s.Store))
	rounds, err := s.Store.Rounds(ctx)
	must(err)
	w, err := s.WorkOn(&rounds[0])
	must(err)
	branches, err := s.Store.Branches(ctx, rounds[0].ID)
	must(err)
	b, err := job.Open(filepath.Join(t.TempDir(), "支.db"), "党总支")
	must(err)
	defer b.Close()
	b.Now = s.Now
	for _, x := range branches[:2] {
		inv, err := w.Invite(ctx, x.ID, t.TempDir(), "1234567890", nil)
		must(err)
		o, err := b.OpenParcel(ctx, inv.Path, "1234567890", "", nil)
		must(err)
		_, err = b.Take(ctx, o, nil)
		must(err)
	}
	win := window{t, desktest.New(t, b), &desktest.Shell{}}
	win.d.Shell = win.s
	screen := NewScreen(win.d, rounds[0].ID, nil)
	screen.Reload()
	var pick *widget.Select
	desktest.Walk(screen.Content(), func(o fyne.CanvasObject) {
		if x, ok := o.(*widget.Select); ok {
			pick = x
		}
	})
	if pick == nil || len(pick.Options) != 2 || !strings.Contains(texts(screen.Content()), "下发给“"+branches[0].Name+"”") {
		t.Fatalf("no choice of the branch: %s", texts(screen.Content()))
	}
	pick.SetSelectedIndex(1)
	if text := texts(screen.Content()); !strings.Contains(text, "下发给“"+branches[1].Name+"”") {
		t.Errorf("the other branch is not shown: %s", text)
	}
	before, err := b.ExchangeKeys(ctx)
	must(err)
	desktest.Walk(screen.Content(), func(o fyne.CanvasObject) {
		if x := desktest.Button(o); x != nil && x.Text == "密钥…" {
			test.Tap(x)
		}
	})
	win.shows(before.Fingerprint())
	win.press("更换本机密钥…")
	win.press("更换")
	win.shows("请写明更换的原因")
	win.fill("U 盘遗失")
	win.press("更换")
	after, err := b.ExchangeKeys(ctx)
	must(err)
	if after.Fingerprint() == before.Fingerprint() {
		t.Error("the key is the same")
	}
	win.shows("密钥已更换", "登记卡")
	if !strings.Contains(texts(screen.Content()), "下发给“"+branches[1].Name+"”") {
		t.Error("the choice of the branch is lost")
	}
}
