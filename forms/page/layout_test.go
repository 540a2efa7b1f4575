package page_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/template/build"
)

var (
	song = build.Text{Font: "宋体", Latin: "Times New Roman", Size: 10}
	a4   = build.Section{Paper: build.Paper{Key: "A4", W: 210, H: 297}, Top: 20, Bottom: 20, Left: 20, Right: 20}
)

// lines are the texts of a page by baseline, top down; spaces are left out.
func lines(pg *page.Page) []string {
	type line struct {
		y float64
		g []page.Glyph
	}
	var ls []line
	for _, g := range pg.Glyphs {
		i := slices.IndexFunc(ls, func(l line) bool { return math.Abs(l.y-g.Y) < 2 })
		if i < 0 {
			ls = append(ls, line{y: g.Y})
			i = len(ls) - 1
		}
		ls[i].g = append(ls[i].g, g)
	}
	slices.SortFunc(ls, func(a, b line) int { return int(math.Copysign(1, a.y-b.y)) })
	var out []string
	for _, l := range ls {
		slices.SortStableFunc(l.g, func(a, b page.Glyph) int { return int(math.Copysign(1, a.X-b.X)) })
		var s strings.Builder
		for _, g := range l.g {
			if g.R != ' ' && g.R != 0x3000 {
				s.WriteRune(g.R)
			}
		}
		if s.Len() > 0 {
			out = append(out, s.String())
		}
	}
	return out
}

// roster is a table over several pages with a header of two rows that repeats.
func roster(n int) []byte {
	cell := func(s string) build.Cell {
		return build.Cell{Body: build.Para{Align: build.Center, Exact: 14}.Say(song, s)}
	}
	two := cell("序号")
	two.Merge = build.MergeStart
	wide := cell("情况")
	wide.Span = 2
	rows := []build.Row{
		{H: 9, Exact: true, Header: true, Cells: []build.Cell{two, wide}},
		{H: 9, Exact: true, Header: true, Cells: []build.Cell{{Merge: build.MergeOn}, cell("姓名"), cell("备注")}},
	}
	for i := range n {
		rows = append(rows, build.Row{H: 11, Exact: true, Cells: []build.Cell{cell(fmt.Sprint(i + 1)), cell("虚甲"), cell("无")}})
	}
	s := a4
	s.Footer = build.PageNumber(song)
	return build.Document(s, "t", build.Table{Grid: []float64{20, 60, 60}, Rows: rows}.XML(), build.Para{Exact: 14}.Say(song, "完"))
}

// TestRepeatedHeader: 257 mm hold 18 mm of header and 21 rows of 11 mm; the next
// page repeats the header, so 40 rows need two pages.
func TestRepeatedHeader(t *testing.T) {
	r := layout(t, roster(40))
	if len(r.Pages) != 2 {
		t.Fatalf("%d pages, want 2", len(r.Pages))
	}
	one, two := lines(r.Pages[0]), lines(r.Pages[1])
	if got := one[len(one)-2]; got != "21虚甲无" {
		t.Errorf("page 1 ends with %q, want row 21", got)
	}
	if !slices.Contains(two, "姓名备注") || !slices.ContainsFunc(two[:3], func(s string) bool { return strings.Contains(s, "序号") }) {
		t.Errorf("page 2 begins with %q, want the header", two[:3])
	}
	if got := two[len(two)-1]; got != "—2—" {
		t.Errorf("footer %q", got)
	}
	for _, pg := range r.Pages {
		for _, l := range pg.Lines {
			if l.Y2 > pg.H-20*72/25.4+1 {
				t.Errorf("a rule at %.1f, below the text area", l.Y2)
			}
		}
	}
}

// TestLineBreaks works by hand: 100 pt hold ten characters of 10 pt.
func TestLineBreaks(t *testing.T) {
	width := 100 * 25.4 / 72
	narrow := build.Section{Paper: build.Paper{W: width + 20, H: 297}, Top: 10, Bottom: 10, Left: 10, Right: 10}
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"一二三四五六七八九十甲乙", []string{"一二三四五六七八九十", "甲乙"}},
		{"一二三四五六七八九十，甲", []string{"一二三四五六七八九十，", "甲"}},           // hangs
		{"一二三四五六七八九（十甲", []string{"一二三四五六七八九", "（十甲"}},           // cannot end a line
		{"一二三四五六七八九十》甲", []string{"一二三四五六七八九", "十》甲"}},           // cannot begin one
		{"一二三四五六七八abcd", []string{"一二三四五六七八", "abcd"}},           // a word stays whole
		{"一二三四五六七八九十\u200b\u202e甲", []string{"一二三四五六七八九十", "甲"}}, // unseen characters take no room
		{"一二三四五六七八九十1", []string{"一二三四五六七八九十", "1"}},             // the room before Latin text is not wanted at a line end
		{"一二三四五六七八九——", []string{"一二三四五六七八", "九——"}},             // a dash stays whole
	} {
		doc := build.Document(narrow, "t", build.Para{Align: build.Left, Exact: 14}.Say(song, c.in))
		r := layout(t, doc)
		if got := lines(r.Pages[0]); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// TestExactPitch: on 16K with margins of 26 and 24 mm, 210 mm = 595.3 pt hold 23
// lines of 25 pt.
func TestExactPitch(t *testing.T) {
	s := build.Section{Paper: build.Paper{W: 184, H: 260}, Top: 26, Bottom: 24, Left: 23, Right: 22}
	var ps []build.XML
	for i := range 24 {
		ps = append(ps, build.Para{Exact: 25}.Say(build.Text{Font: "仿宋", Size: 15}, fmt.Sprintf("第%d行", i+1)))
	}
	r := layout(t, build.Document(s, "t", ps...))
	if len(r.Pages) != 2 {
		t.Fatalf("%d pages, want 2", len(r.Pages))
	}
	if got := lines(r.Pages[1]); !slices.Equal(got, []string{"第24行"}) {
		t.Errorf("page 2 has %q", got)
	}
	gs := r.Pages[0].Glyphs
	first, last := gs[0].Y, gs[len(gs)-1].Y
	if d := (last - first) / 22; math.Abs(d-25) > .01 {
		t.Errorf("pitch %.2f pt, want 25", d)
	}
	if w, h := r.Pages[0].W*25.4/72, r.Pages[0].H*25.4/72; math.Abs(w-184) > .05 || math.Abs(h-260) > .05 {
		t.Errorf("paper %.1f × %.1f mm", w, h)
	}
}

// TestSplitRow: a tall row goes on over the page end, no line is lost or doubled.
func TestSplitRow(t *testing.T) {
	r := layout(t, fill(t, pagetest.Talk(), pagetest.TalkData(30)))
	if len(r.Pages) < 3 {
		t.Fatalf("%d pages, want 3 or more", len(r.Pages))
	}
	seen := map[string]int{}
	for _, pg := range r.Pages {
		for _, l := range lines(pg) {
			seen[l]++
		}
		for _, g := range pg.Glyphs {
			if g.Y > pg.H-6*72/25.4 {
				t.Fatalf("text at %.1f of %.1f", g.Y, pg.H)
			}
		}
	}
	for i := range 30 {
		q := fmt.Sprintf("问：第%d个问题：请谈谈该同志试用期以来的主要表现。", i+1)
		if seen[q] != 1 {
			t.Errorf("%q stands %d times", q, seen[q])
		}
	}
}

func TestKeepAndBreaks(t *testing.T) {
	p := build.Para{Exact: 20}
	var ps []build.XML
	for range 35 { // 257 mm = 728 pt hold 36 lines of 20 pt
		ps = append(ps, p.Say(song, "文"))
	}
	head := p
	head.KeepNext = true
	ps = append(ps, head.Say(song, "标题"), p.Say(song, "正文"))
	r := layout(t, build.Document(a4, "t", ps...))
	if got := lines(r.Pages[1]); len(r.Pages) != 2 || !slices.Equal(got, []string{"标题", "正文"}) {
		t.Errorf("a heading parted from its text: %q", got)
	}

	brk := p
	brk.NewPage = true
	across := a4
	across.Landscape = true
	r = layout(t, build.Document(across, "t", p.Say(song, "一"), brk.Say(song, "二"), a4.End(), p.Say(song, "三")))
	var got []string
	for _, pg := range r.Pages {
		got = append(got, fmt.Sprintf("%s %v", strings.Join(lines(pg), "/"), pg.W > pg.H))
	}
	if want := []string{"一 false", "二 false", "三 true"}; !slices.Equal(got, want) {
		t.Errorf("pages %q, want %q", got, want)
	}
}

// TestOverflow: three lines of 14 pt do not fit 12 mm (34 pt) but do fit 15 mm
// (42.5 pt), and what hangs over the edge is not drawn.
func TestOverflow(t *testing.T) {
	for _, c := range []struct {
		h    float64
		over bool
	}{{12, true}, {15, false}} {
		cell := build.Cell{Body: build.Para{Exact: 14}.Say(song, "一\n二\n三")}
		tb := build.Table{Grid: []float64{20, 30}, Rows: []build.Row{{H: c.h, Exact: true, Cells: []build.Cell{{}, cell}}}}
		r := layout(t, build.Document(a4, "t", tb.XML(), build.Para{}.Say(song, "后")))
		if (len(r.Overflow) == 1) != c.over {
			t.Fatalf("height %v: overflow %v", c.h, r.Overflow)
		}
		if c.over && (r.Overflow[0].Cell != 1 || math.Abs(r.Overflow[0].Need-42) > .1) {
			t.Errorf("overflow %+v", r.Overflow[0])
		}
		if got := slices.Contains(lines(r.Pages[0]), "三"); got == c.over {
			t.Errorf("height %v: third line drawn: %v", c.h, got)
		}
	}
	merged := build.Table{Grid: []float64{20, 30}, Rows: []build.Row{
		{H: 6, Exact: true, Cells: []build.Cell{{}, {Merge: build.MergeStart, Body: build.Para{Exact: 14}.Say(song, "一\n二\n三")}}},
		{H: 6, Exact: true, Cells: []build.Cell{{}, {Merge: build.MergeOn}}},
	}}
	if r := layout(t, build.Document(a4, "t", merged.XML())); len(r.Overflow) != 1 {
		t.Errorf("two merged rows of 6 mm: overflow %v, want one", r.Overflow)
	}
}

// TestRareCharacters: a character the family lacks comes from another font; one
// that none has is named, never a box; ☑ is drawn.
func TestRareCharacters(t *testing.T) {
	r := layout(t, build.Document(a4, "t", build.Para{}.Say(build.Text{Font: "仿宋", Size: 15}, "张喆堃䶮𬭎☑□\U000F1234")))
	got := map[rune]string{}
	for _, g := range r.Pages[0].Glyphs {
		if g.G == 0 {
			t.Errorf("%c is a box", g.R)
		}
		got[g.R] = g.F.Name
	}
	if got['张'] == got['䶮'] || got['䶮'] == "" || got['𬭎'] == "" {
		t.Errorf("fonts %v", got)
	}
	if !slices.Equal(r.NoGlyph, []rune{0xF1234}) {
		t.Errorf("without a glyph: %q", string(r.NoGlyph))
	}
	if len(r.Pages[0].Lines) < 6 {
		t.Errorf("☑ is not drawn: %d lines", len(r.Pages[0].Lines))
	}
}
