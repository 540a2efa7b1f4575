package cadres

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"kaocha/data/cadre"
	"kaocha/forms/page"
)

// spot is a rectangle on a page, in points.
type spot struct {
	page       int
	x, y, w, h float64
}

// headings are the words under which a form prints a field whose own name it
// does not print.
var headings = map[string][]string{"现任职务": {"现任职务", "单位及职务"}, "全日制学历": {"学历"}, "全日制学位": {"学位"}, "家庭成员": {"家庭主要成员", "家庭成员"},
	"熟悉专业有何专长": {"有何专长", "专长"}, "专业技术职务": {"专业技术职务", "专业技术"}, "手机": {"联系电话", "手机"}}

// whereOn finds where a field stands on the pages: its value, of several the
// one nearest behind the field's name, else the name itself.
func whereOn(pages []*page.Page, f *cadre.Field, value string) (spot, bool) {
	names := append([]string{f.Key}, headings[f.Key]...)
	names = append(names, f.Aliases...)
	var labels, values []spot
	for i, pg := range pages {
		t := textOf(pg)
		for _, n := range names {
			if hit := t.find(i, n); len(hit) > 0 {
				labels = append(labels, hit...)
				break
			}
		}
		for _, v := range printedAs(f, value) {
			if hit := t.find(i, v); len(hit) > 0 {
				values = append(values, hit...)
				break
			}
		}
	}
	switch {
	case len(values) > 0:
		return slices.MinFunc(values, func(a, b spot) int { return int(math.Copysign(1, far(a, labels)-far(b, labels))) }), true
	case len(labels) > 0:
		return labels[0], true
	}
	return spot{}, false
}

// far is how far a value is from the nearest name it can belong to: behind it
// in its line, or under it.
func far(v spot, labels []spot) float64 {
	best := math.Inf(1)
	if len(labels) == 0 {
		return float64(v.page)*1e4 + v.y
	}
	for _, l := range labels {
		dx, dy := v.x-l.x, v.y-l.y
		if l.page != v.page || dx < 0 && dy < l.h {
			continue
		}
		best = min(best, math.Hypot(dx, 3*dy))
	}
	return min(best, 1e9)
}

// printedAs are the ways a value may stand on paper, the likeliest first; of
// long texts the beginning.
func printedAs(f *cadre.Field, value string) []string {
	if value = strings.TrimSpace(value); value == "" {
		return nil
	}
	if f.Kind == cadre.Day {
		d, err := cadre.ParseDate(value)
		if err != nil {
			return nil
		}
		return []string{d.Dotted(), d.String()}
	}
	line, _, _ := strings.Cut(value, "\n")
	if f.Kind == cadre.List {
		if _, rest, ok := strings.Cut(line, "  "); ok {
			line = rest
		}
		if cells := strings.Split(line, "｜"); len(cells) > 1 {
			line = cells[1]
		}
	}
	r := []rune(bare(line))
	if len(r) == 0 {
		return nil
	}
	if f.Kind == cadre.Text {
		return []string{string(r)}
	}
	return []string{string(r[:min(len(r), 12)])}
}

// runes is the text of a page without blanks, each rune with its glyph.
type runes struct {
	text   []rune
	glyphs []page.Glyph
}

func textOf(pg *page.Page) runes {
	var t runes
	for _, g := range pg.Glyphs {
		if !unicode.IsSpace(g.R) {
			t.text, t.glyphs = append(t.text, g.R), append(t.glyphs, g)
		}
	}
	return t
}

func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// find lists where a text stands on the page; it may go over line ends.
func (t runes) find(at int, s string) (out []spot) {
	want := []rune(bare(s))
	if len(want) == 0 {
		return nil
	}
	for i := 0; i+len(want) <= len(t.text); i++ {
		if slices.Equal(t.text[i:i+len(want)], want) {
			out = append(out, around(at, t.glyphs[i:i+len(want)]))
		}
	}
	return out
}

// around is the rectangle of glyphs.
func around(at int, gs []page.Glyph) spot {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), 0.0, 0.0
	for _, g := range gs {
		x0, y0 = min(x0, g.X), min(y0, g.Y-g.Size)
		x1, y1 = max(x1, g.X+g.Size), max(y1, g.Y+g.Size*.2)
	}
	return spot{at, x0, y0, x1 - x0, y1 - y0}
}

// follow marks the field being edited on the page that prints it.
func (p *Person) follow() {
	if p.at == nil || len(p.shown) == 0 {
		return
	}
	if s, ok := whereOn(p.shown, p.at.field, p.at.text()); ok {
		p.pages.Point(s.page, s.x, s.y, s.w, s.h)
	}
}

// focused follows the field that is edited now.
func (p *Person) focused(e *editor) {
	p.at, p.in = e, e
	p.follow()
}
