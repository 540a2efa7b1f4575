package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"kaocha/data/cadre/codes"
)

// T38: what an input method types arrives character by character; no field makes
// something else of it before it is left.
func TestNoFieldRewritesWhatIsBeingTyped(t *testing.T) {
	test.NewTempApp(t)
	number := NewEntry()
	number.Check = func(s string) (string, error) { return strings.ToUpper(strings.ReplaceAll(s, " ", "")), nil }
	date, choice, long := NewDate(), NewChoice(codes.Nation), NewLongText(3, 5)
	w := test.NewTempWindow(t, container.NewVBox(number, date, choice, long))
	w.Resize(fyne.NewSize(400, 400))
	for name, f := range map[string]struct {
		field fyne.Focusable
		text  func() string
	}{
		"checked": {number, func() string { return number.Text }}, "date": {date, func() string { return date.Text }},
		"choice": {choice, func() string { return choice.Text }}, "long": {long.Entry, long.Text},
	} {
		w.Canvas().Focus(f.field)
		typed := ""
		for _, r := range "2024年5月 汉族zhuang，张  三" {
			to := w.Canvas().Focused() // a Choice offers meanwhile
			if to == nil {
				t.Fatalf("%s: the focus is gone after %q", name, typed)
			}
			to.TypedRune(r)
			if typed += string(r); f.text() != typed {
				t.Fatalf("%s: typed %q, holds %q", name, typed, f.text())
			}
		}
		for w.Canvas().Overlays().Top() != nil {
			w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
		}
	}
}
