package cadres

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desktest"
	"kaocha/data/cadre"
	"kaocha/data/store"
)

// The number of a person is masked until it is asked for, which the log keeps;
// what was copied leaves the clipboard unless something else is there.
func TestNumberIsCoveredAndTheLookLogged(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	list, _, err := d.Session.Store.Cadres(ctx, store.CadreFilter{Limit: 1})
	if err != nil || len(list[0].IDNumber) != 18 {
		t.Fatal(err)
	}
	c := list[0]
	p := newPerson(d, &c)
	d.Win.SetContent(p.Content())
	e := p.editorOf(idKey)
	if e.cover.over.Hidden || strings.Contains(e.cover.mask.Text, c.IDNumber[6:14]) || !strings.HasSuffix(e.cover.mask.Text, c.IDNumber[14:]) {
		t.Fatalf("not covered: %q", e.cover.mask.Text)
	}
	looks := func() int {
		l, err := d.Session.Store.Entries(ctx, store.LogReveal, 0)
		if err != nil {
			t.Fatal(err)
		}
		return len(l)
	}
	p.jump(e) // a finding about the number leads here without showing it
	if e.cover.over.Hidden || looks() != 0 {
		t.Error("the jump has shown it")
	}
	if strings.Contains(printed(p.pages), c.IDNumber) {
		t.Error("the page beside it shows the number")
	}
	test.Tap(e.cover.copy)
	clip := d.App.Clipboard()
	if clip.Content() != c.IDNumber || looks() != 1 || e.cover.over.Hidden {
		t.Fatalf("copied %q, %d looks", clip.Content(), looks())
	}
	if len(d.Planned) != 1 {
		t.Fatal("nothing is planned")
	}
	clip.SetContent("别的")
	d.Planned[0]()
	if clip.Content() != "别的" {
		t.Error("what came later was wiped")
	}
	test.Tap(e.cover.copy)
	d.Planned[1]()
	if clip.Content() != "" {
		t.Errorf("%q is still there", clip.Content())
	}
	test.Tap(e.cover.show)
	if !e.cover.over.Hidden || e.text() != c.IDNumber || looks() != 3 {
		t.Errorf("shown %v, %d looks", e.cover.over.Hidden, looks())
	}
	if !strings.Contains(printed(p.pages), c.IDNumber) {
		t.Error("the page does not show what was asked for")
	}
	fresh := newPerson(d, &cadre.Cadre{})
	if !fresh.editorOf(idKey).cover.over.Hidden {
		t.Error("the number of a new person cannot be typed")
	}
}
