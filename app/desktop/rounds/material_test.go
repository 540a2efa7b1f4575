package rounds

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// A material's name stands on the first line of what is known of it.
func TestMaterialsNameStandsOnTheFirstLine(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	var name, text float32
	for _, o := range test.LaidOutObjects(s.d.Win.Content()) {
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		switch x := o.(type) {
		case *widget.Label:
			if x.Text == "考察报告" {
				name = y
			}
		case *widgets.Paragraph:
			if strings.Contains(x.Text, "3 页，签字：郑重言") {
				text = y
			}
		}
	}
	if name == 0 || name != text {
		t.Errorf("the name is at %v, the text at %v", name, text)
	}
}

// The states to choose from carry no marks: a ● beside the ring of a choice looks
// like the one that is chosen.
func TestStatesAreChosenByTheirNames(t *testing.T) {
	p, _ := page(t)
	f := p.file(p.rows[rowOf(t, p, "谷雨")].subject)
	it, err := p.w.ItemOf("report")
	if err != nil {
		t.Fatal(err)
	}
	askMaterial(p.d, p.w, p.dossier, f, it)
	r := dialogWith(t, p.d, func(r *widget.RadioGroup) bool { return len(r.Options) == len(review.States) })
	for i, s := range review.States {
		if r.Options[i] != review.StateNames[s] {
			t.Errorf("%s is offered as %q", s, r.Options[i])
		}
	}
	if r.Selected != review.StateNames[review.Signed] {
		t.Errorf("%q is chosen", r.Selected)
	}
}

// The dialog is as high as its fields: none has to be scrolled to, and there is no
// empty half.
func TestMaterialDialogIsAsHighAsItsFields(t *testing.T) {
	p, _ := page(t)
	p.d.Win.Resize(fyne.NewSize(1366, 700))
	f := p.file(p.rows[rowOf(t, p, "谷雨")].subject)
	it, err := p.w.ItemOf("summary")
	if err != nil {
		t.Fatal(err)
	}
	askMaterial(p.d, p.w, p.dossier, f, it)
	column := dialogWith(t, p.d, func(s *container.Scroll) bool { return true })
	if need, has := column.Content.MinSize().Height, column.Size().Height; has < need || has > need+40 {
		t.Errorf("the fields need %v, there is room for %v", need, has)
	}
}
