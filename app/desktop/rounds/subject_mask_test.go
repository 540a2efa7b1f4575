package rounds

import (
	"strings"
	"testing"

	"kaocha/data/cadre/idnum"
	"kaocha/forms"
)

// The page beside a subject's fields shows the ID number with stars, as the
// person's page does until it is asked for; the record itself stays whole.
func TestPreviewMasksTheNumber(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	form, err := forms.ByKey("registration")
	if err != nil {
		t.Fatal(err)
	}
	number := s.file.Cadre.IDNumber
	if len(number) != 18 {
		t.Fatalf("the sample's number is %q", number)
	}
	s.form = form
	s.preview()
	got := printed(s.pages)
	if strings.Contains(got, number) || !strings.Contains(got, idnum.Mask(number)) {
		t.Errorf("the page shows %.200s", got)
	}
	if s.file.Cadre.IDNumber != number {
		t.Error("the record was masked too")
	}
}
