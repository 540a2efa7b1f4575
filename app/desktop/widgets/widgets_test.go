package widgets

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestCutKeepsToTheWidth(t *testing.T) {
	for _, c := range []struct {
		in   string
		em   float32
		want string
	}{
		{"党委组织部", 5, "党委组织部"}, {"党委组织部", 4.5, "党委组…"}, {"党委组织部", 3, "党委…"},
		{"abcdef", 4, "abcdef"}, {"第一行\n第二行", 9, "第一行…"}, {"", 1, ""}, {"长", 0.5, "…"},
	} {
		if got := Cut(c.in, c.em); got != c.want {
			t.Errorf("Cut(%q, %v) = %q, want %q", c.in, c.em, got, c.want)
		}
	}
}

func TestLongEntryLetsTabGo(t *testing.T) {
	test.NewTempApp(t)
	if NewLong(3).AcceptsTab() {
		t.Error("Tab stays in a text of several lines")
	}
}
