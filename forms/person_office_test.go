package forms

import (
	"testing"

	"kaocha/forms/page/pagetest"
)

// The person forms have two pages in LibreOffice too, and the lines of their
// cells break at the same characters.
func TestPersonFormsInOffice(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	docs, made := map[string][]byte{}, map[string]*Output{}
	for _, key := range personKeys {
		for name, in := range map[string]*Input{"fafu": reviewInput(t, "fafu-probation"), "national": reviewInput(t, "national-probation"), "crowded": crowded(t)} {
			for _, paper := range []string{"16K", "A4"} {
				in.Paper = paper
				id := key + "-" + name + "-" + paper
				made[id] = mustMake(t, l, key, in)
				docs[id] = made[id].Docx
			}
		}
	}
	for id, file := range officePDFs(t, docs) {
		ours, theirs := piecesOf(t, ownPDF(t, made[id].Pages)), piecesOf(t, file)
		if len(ours) != 2 || len(theirs) != 2 {
			t.Errorf("%s: %d pages, LibreOffice %d, want 2", id, len(ours), len(theirs))
			continue
		}
		clipped := len(made[id].Overflow) > 0 // the last line of a cell is cut at other points
		all, odd := 0, 0
		for i := range ours {
			for s, n := range ours[i] {
				all += n
				if d := n - theirs[i][s]; d > 0 {
					odd += d
					t.Logf("%s page %d: %q", id, i+1, s)
				}
			}
		}
		if !clipped && odd > 0 || odd > all/50 {
			t.Errorf("%s: %d of %d pieces of text are not so in LibreOffice", id, odd, all)
		}
	}
}
