package rounds

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/desktest"
)

// Large type on a small screen: the list and the record share one column that
// scrolls, so that neither is a slit.
func TestTalksScrollAsOneWhereTheRoomIsShort(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabTalk)
	splits := func() (n int) {
		desktest.Walk(s.tab[tabTalk], func(o fyne.CanvasObject) {
			if _, ok := o.(*container.Split); ok {
				n++
			}
		})
		return n
	}
	s.d.Win.Resize(fyne.NewSize(1366, 1000))
	if splits() != 1 || scrollOf(s.tab[tabTalk]) == nil {
		t.Error("in a high window the list does not stay over the record")
	}
	s.d.Win.Resize(fyne.NewSize(1366, 500))
	if splits() != 0 {
		t.Error("in a low window list and record are squeezed one over the other")
	}
	if h := s.talks.list.Size().Height; h < s.talks.table.HeightOf(2) {
		t.Errorf("the list is %.0f high", h)
	}
	s.goTo(place{tab: tabTalk, field: "意见", talk: 1})
	verdict := s.fields[fieldKey(tabTalk, "意见")]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(verdict.(fyne.CanvasObject))
	if s.talk != 1 || s.d.Win.Canvas().Focused() != verdict || at.Y > 500 || at.Y < 0 {
		t.Errorf("talk %d, focus %T, the field is at %v", s.talk, s.d.Win.Canvas().Focused(), at)
	}
}
