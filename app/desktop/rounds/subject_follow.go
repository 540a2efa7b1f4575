package rounds

import (
	"slices"
	"strings"
	"unicode"

	"kaocha/app/desktop/widgets"
	laid "kaocha/forms/page"
)

// followed is a section that is being edited: the preview shows the page that
// holds it and marks the words before the cursor there.
type followed struct {
	tab   int
	entry *widgets.Entry
	title string
}

// follow marks on the page what is being edited; when another tab is open,
// nothing is.
func (s *Subject) follow() {
	if s.editing == nil || s.editing.tab != s.tabs.SelectedIndex() {
		s.pages.Point(0, 0, 0, 0, 0)
		return
	}
	text := []rune(s.editing.entry.Text)
	before := lastLine(string(text[:min(s.editing.entry.CursorTextOffset(), len(text))]))
	for _, words := range []string{before, s.editing.title} {
		if at, x, y, w, h, ok := findText(s.shownPages, words); ok {
			s.pages.Point(at, x, y, w, h)
			return
		}
	}
	s.pages.Point(0, 0, 0, 0, 0)
}

// followLen is how many characters before the cursor are looked for: enough to
// be found once only.
const followLen = 14

// lastLine is the end of the last line with text, without white space.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimRight(text, " 　\n"), "\n")
	r := []rune(strings.Join(strings.Fields(lines[len(lines)-1]), ""))
	return string(r[max(0, len(r)-followLen):])
}

// findText is where a text stands on the pages, in points: of a text over a
// line's end the part on its last line.
func findText(pages []*laid.Page, text string) (at int, x, y, w, h float64, ok bool) {
	want := []rune(text)
	if len(want) == 0 {
		return 0, 0, 0, 0, 0, false
	}
	for at, p := range pages {
		var gs []laid.Glyph
		for _, g := range p.Glyphs {
			if !unicode.IsSpace(g.R) {
				gs = append(gs, g)
			}
		}
		for i := 0; i+len(want) <= len(gs); i++ {
			if !slices.EqualFunc(want, gs[i:i+len(want)], func(r rune, g laid.Glyph) bool { return r == g.R }) {
				continue
			}
			found := gs[i : i+len(want)]
			last := found[len(found)-1]
			x := last.X
			for _, g := range found {
				if g.Y == last.Y {
					x = min(x, g.X)
				}
			}
			return at, x, last.Y - last.Size, last.X + last.Size - x, last.Size * 1.2, true
		}
	}
	return 0, 0, 0, 0, 0, false
}
