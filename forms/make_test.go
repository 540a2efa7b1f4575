package forms

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// box is a form of one cell, 40 mm wide and h mm high, with text of 10.5 pt on an
// exact pitch of 14 pt.
func box(t *testing.T, h float64, tag string) *template.Template {
	t.Helper()
	song := build.Text{Font: "宋体", Size: 10.5}
	tb := build.Table{Grid: []float64{20, 40}, NoMargin: true, Rows: []build.Row{{H: h, Exact: true, Cells: []build.Cell{
		{Body: build.Para{Exact: 14}.Say(song, "栏")}, {Align: "top", Body: build.Para{Exact: 14}.Say(song, tag)},
	}}}}
	tp, err := template.Parse(build.Document(build.Section{Paper: build.Papers[0], Top: 10, Left: 10, Right: 10, Bottom: 10}, "t", tb.XML()))
	if err != nil {
		t.Fatal(err)
	}
	return tp
}

// TestShrinkRule works by hand: 40 mm = 113.4 pt hold 10 characters of 10.5 pt;
// 15 mm = 42.5 pt hold three lines of 14 pt. At 9.5 pt (pitch 12.65 pt) they hold
// 11 to a line and still three lines; at 9 pt (12 pt) 12 and three; at 8 pt
// (10.65 pt) 14 and four (42.6 pt, a rounding over, which the rule lets pass).
func TestShrinkRule(t *testing.T) {
	for _, c := range []struct {
		n    int
		to   float64 // 0 = not shrunk
		over bool
	}{
		{30, 0, false}, {31, 10, false}, {33, 10, false}, {34, 9, false}, {36, 9, false}, {37, 8.5, false}, {39, 8.5, false}, {40, 8, false}, {56, 8, false}, {57, 8, true},
	} {
		text := strings.Repeat("字", c.n)
		out, err := Make(box(t, 15, "{{简历|缩小到8}}"), template.Data{"简历": text}, pagetest.Fonts())
		if err != nil {
			t.Fatal(err)
		}
		to := 0.0
		if len(out.Shrunk) > 0 {
			to = out.Shrunk[0].To
			if out.Shrunk[0].Tag != "简历" || out.Shrunk[0].From != 10.5 {
				t.Errorf("%d: %+v", c.n, out.Shrunk[0])
			}
		}
		if to != c.to || (len(out.Overflow) > 0) != c.over {
			t.Errorf("%d characters: size %v, overflow %v; want %v, %v", c.n, to, out.Overflow, c.to, c.over)
		}
		if c.over && (out.Overflow[0].Tag != "简历" || out.Overflow[0].Text != text) {
			t.Errorf("overflow %+v", out.Overflow[0])
		}
	}
}

// TestFixed: without the option nothing shrinks; the page tells.
func TestFixed(t *testing.T) {
	out, err := Make(box(t, 15, "{{简历}}"), template.Data{"简历": strings.Repeat("字", 31)}, pagetest.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Shrunk) != 0 || len(out.Overflow) != 1 || out.Overflow[0].Tag != "简历" {
		t.Errorf("shrunk %v, overflow %v", out.Shrunk, out.Overflow)
	}
}

// TestWordFollowsPage: the sizes of the Word file are those of the page, and the
// fixed rows are as high as the template says.
func TestWordFollowsPage(t *testing.T) {
	tp, err := template.Parse(pagetest.Form())
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Person(5)
	d["简历"] = pagetest.Resume(15)
	out, err := Make(tp, d, pagetest.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Shrunk) != 1 || out.Shrunk[0].Tag != "简历" || len(out.Overflow) != 0 || len(out.Missing) != 0 {
		t.Fatalf("shrunk %v, overflow %v, missing %v", out.Shrunk, out.Overflow, out.Missing)
	}
	doc, err := page.Read(out.Docx)
	if err != nil {
		t.Fatal(err)
	}
	res := page.Layout(doc, pagetest.Fonts())
	if len(res.Pages) != 2 || len(res.Overflow) != 0 {
		t.Fatalf("read again: %d pages, overflow %v", len(res.Pages), res.Overflow)
	}
	for i := range res.Pages {
		if a, b := len(res.Pages[i].Glyphs), len(out.Pages[i].Glyphs); a != b {
			t.Errorf("page %d: %d glyphs in the file, %d on the page", i+1, a, b)
		}
	}
	sizes := map[float64]bool{}
	for _, b := range doc.Sections[0].Blocks {
		tb, ok := b.(*page.Table)
		if !ok {
			continue
		}
		for _, r := range tb.Rows {
			if r.Rule == "exact" && r.H > 300 {
				if mm := r.H * 25.4 / 72; math.Abs(mm-110) > .05 {
					t.Errorf("the résumé's row is %.2f mm high, want 110", mm)
				}
				for _, x := range r.Cells[1].Blocks {
					p := x.(*page.Para)
					sizes[p.In[0].Style.Size] = true
					if want := 16 * p.In[0].Style.Size / 10.5 * 20; math.Abs(p.Line-want) > 1 {
						t.Errorf("pitch %v twips, want %.1f", p.Line, want)
					}
				}
			}
		}
	}
	if len(sizes) != 1 || !sizes[out.Shrunk[0].To] {
		t.Errorf("sizes in the file %v, told %v", sizes, out.Shrunk[0].To)
	}
	again, err := Make(tp, d, pagetest.Fonts())
	if err != nil || !bytes.Equal(again.Docx, out.Docx) {
		t.Errorf("the same data give other bytes (%v)", err)
	}
}

// TestBadCases is CASES T33: a résumé of 60 lines, a post of 120 characters, no
// photo, 12 relatives: two cells overflow and are named; nothing is drawn outside
// its cell; the form grows by the rows of the relatives alone.
func TestBadCases(t *testing.T) {
	tp, err := template.Parse(pagetest.Form())
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Person(5)
	d["简历"] = pagetest.Resume(60)
	d["现任职务"] = strings.Repeat("虚构职务", 30)
	d["照片"] = template.Image{}
	var kin []template.Data
	for range 12 {
		kin = append(kin, template.Data{"称谓": "亲属", "姓名": "虚某", "年龄": 40, "政治面貌": "群众", "单位职务": "无"})
	}
	d["家庭成员"] = kin
	out, err := Make(tp, d, pagetest.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, o := range out.Overflow {
		tags = append(tags, o.Tag)
	}
	if got := strings.Join(tags, " "); got != "现任职务 简历" {
		t.Errorf("overflow of %q", got)
	}
	for _, pg := range out.Pages {
		for _, g := range pg.Glyphs {
			if g.Y > pg.H-14*72/25.4+1 || g.X < 0 || g.X > pg.W {
				t.Errorf("%c stands at %.0f,%.0f of %.0f × %.0f", g.R, g.X, g.Y, pg.W, pg.H)
			}
		}
	}
	if n := len(out.Pages); n != 3 {
		t.Errorf("%d pages, want 3 (12 relatives push the signatures on)", n)
	}
}

// TestShrinkOneRow: of repeated rows only the one that is too long shrinks, also
// behind a table in the header and fixed tables before it.
func TestShrinkOneRow(t *testing.T) {
	song := build.Text{Font: "宋体", Size: 10.5}
	p := build.Para{Exact: 14}
	cell := func(s string) build.Cell { return build.Cell{Body: p.Say(song, s)} }
	head := build.Table{Grid: []float64{30}, Rows: []build.Row{{Cells: []build.Cell{cell("{{眉|缩小到9}}")}}}}
	fixed := build.Table{Grid: []float64{20, 20}, Rows: []build.Row{{Cells: []build.Cell{cell("甲"), cell("{{乙}}")}}}}
	list := build.Table{Grid: []float64{20, 40}, NoMargin: true, Rows: []build.Row{{H: 5.5, Exact: true, Cells: []build.Cell{cell("{{家.称|至少4行}}"), cell("{{家.职|缩小到8}}")}}}}
	s := build.Section{Paper: build.Papers[0], Top: 30, Left: 10, Right: 10, Bottom: 10, Header: head.XML() + p.Say(song, "")}
	tp, err := template.Parse(build.Document(s, "t", fixed.XML(), p.Say(song, "间"), list.XML(), p.Say(song, "完")))
	if err != nil {
		t.Fatal(err)
	}
	// 5.5 mm = 15.6 pt is one line; 113.4 pt hold 10 characters of 10.5 pt, 12 of 9 pt
	out, err := Make(tp, template.Data{"眉": "眉", "乙": "乙", "家": []template.Data{
		{"称": "一", "职": strings.Repeat("短", 10)}, {"称": "二", "职": strings.Repeat("长", 12)}, {"称": "三", "职": strings.Repeat("过", 40)},
	}}, pagetest.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Shrunk) != 2 || out.Shrunk[0].To != 9 || out.Shrunk[1].To != 8 || out.Shrunk[0].Tag != "家.职" {
		t.Errorf("shrunk %+v", out.Shrunk)
	}
	if len(out.Overflow) != 1 || !strings.HasPrefix(out.Overflow[0].Text, "过过") {
		t.Errorf("overflow %+v", out.Overflow)
	}
	for _, g := range out.Pages[0].Glyphs {
		if want := map[rune]float64{'短': 10.5, '长': 9, '过': 8, '乙': 10.5, '眉': 10.5}[g.R]; want != 0 && g.Size != want {
			t.Errorf("%c has %v pt, want %v", g.R, g.Size, want)
		}
	}
}

// TestTogether: many forms made at once are the same as made one by one.
func TestTogether(t *testing.T) {
	tp, err := template.Parse(pagetest.Form())
	if err != nil {
		t.Fatal(err)
	}
	const n = 12
	var want [n][]byte
	for i := range n {
		out, err := Make(tp, pagetest.Person(i), pagetest.Fonts())
		if err != nil {
			t.Fatal(err)
		}
		want[i] = out.Docx
	}
	type made struct {
		i    int
		docx []byte
		err  error
	}
	ch := make(chan made)
	fresh, err := template.Parse(pagetest.Form())
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		go func() {
			out, err := Make(fresh, pagetest.Person(i), pagetest.Fonts())
			m := made{i: i, err: err}
			if err == nil {
				m.docx = out.Docx
			}
			ch <- m
		}()
	}
	for range n {
		if m := <-ch; m.err != nil || !bytes.Equal(m.docx, want[m.i]) {
			t.Errorf("form %d made beside others differs (%v)", m.i, m.err)
		}
	}
}
