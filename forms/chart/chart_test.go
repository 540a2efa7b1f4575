package chart

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/go-analyze/charts"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// heads is a table of so many people in groups named g1, g2 …
func heads(counts ...int) *review.Stats {
	s := &review.Stats{Title: "按年龄段统计", What: "干部库全部干部", Date: cadre.MustDate("2025.12.01"), Decimals: 2,
		Columns: []review.StatColumn{{Name: "人数", Drawn: true}, {Name: "占比", Rate: true}}}
	for _, n := range counts {
		s.People += n
	}
	for i, n := range counts {
		v := float64(n)
		s.Rows = append(s.Rows, review.StatRow{Name: fmt.Sprintf("第%d组", i+1),
			Cells: []review.StatCell{{Text: fmt.Sprint(n), Value: &v}, {Text: s.Share(n)}}})
	}
	return s
}

func decoded(t *testing.T, s *review.Stats, k Kind, z Size) image.Image {
	t.Helper()
	b, err := Draw(s, k, z)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// pixels counts those of a colour.
func pixels(img image.Image, c charts.Color) (n int) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			if uint8(r>>8) == c.R && uint8(g>>8) == c.G && uint8(bl>>8) == c.B {
				n++
			}
		}
	}
	return n
}

func TestBarsAreAsLongAsTheirNumbers(t *testing.T) {
	img := decoded(t, heads(10, 20), Bar, Size{720, 380, 1})
	if got := img.Bounds().Size(); got != image.Pt(720, 380) {
		t.Errorf("the picture is %v", got)
	}
	blue := printed.theme.GetSeriesColor(0)
	one := pixels(decoded(t, heads(10, 0), Bar, Size{720, 380, 1}), blue)
	both := pixels(decoded(t, heads(10, 10), Bar, Size{720, 380, 1}), blue)
	if one < 1000 || both < one*19/10 || both > one*21/10 {
		t.Errorf("one bar has %d pixels, two of the same height %d", one, both)
	}
}

func TestPieSharesAndItsLastSlice(t *testing.T) {
	img := decoded(t, heads(75, 25), Pie, Size{720, 420, 1})
	a, b := pixels(img, printed.theme.GetSeriesColor(0)), pixels(img, printed.theme.GetSeriesColor(1))
	if ratio := float64(a) / float64(b); ratio < 2.9 || ratio > 3.1 {
		t.Errorf("75 to 25 is drawn as %.2f to 1", ratio)
	}
	// 51 of 62 is 82.258…%: a truncating formatter would print 82.25%.
	if got := pieSlices(heads(51, 11), longName)[0].label; got != "第1组　51 人（82.26%）" {
		t.Errorf("label %s", got)
	}
	many := pieSlices(heads(20, 0, 10, 10, 10, 10, 10, 10, 10, 6, 3, 1), longName)
	if len(many) != 10 || many[9].label != "其余 2 组　4 人（4.00%）" || many[9].value != 4 {
		t.Errorf("of eleven groups with people: %d slices, last %v", len(many), many[len(many)-1])
	}
}

func TestManyBarsGetRoomAndSayWhatIsLeftOut(t *testing.T) {
	counts := make([]int, 60)
	for i := range counts {
		counts[i] = 60 - i
	}
	s := heads(counts...)
	rows, list, more := barSeries(s, mostBars)
	if len(rows) != mostBars || len(list[0].values) != mostBars || more != "图中只画前 48 组，其余 12 组见表" {
		t.Errorf("%d rows, %q", len(rows), more)
	}
	if h := decoded(t, s, Bar, Size{720, 380, 1}).Bounds().Dy(); h < mostBars*barRoom {
		t.Errorf("48 bars in a height of %d", h)
	}
	s = heads(3, 4)
	for i := range s.Rows {
		for len(s.Rows[i].Cells) < 8 {
			s.Rows[i].Cells = append(s.Rows[i].Cells, s.Rows[i].Cells[0])
		}
	}
	s.Columns = nil
	for i := range 8 {
		s.Columns = append(s.Columns, review.StatColumn{Name: fmt.Sprint("列", i), Drawn: true})
	}
	if _, list, more := barSeries(s, mostBars); len(list) != mostSeries || !strings.Contains(more, "其余 2 列见表") {
		t.Errorf("%d bars of a group, %q", len(list), more)
	}
}

func TestHiddenFiguresAreNotDrawn(t *testing.T) {
	s := heads(3, 4)
	for i := range s.Rows {
		s.Rows[i].Cells = []review.StatCell{{Text: "不公布"}, {Text: "不公布"}}
	}
	for _, k := range []Kind{Bar, Pie} {
		if _, err := Draw(s, k, Print); !errors.Is(err, ErrNothing) {
			t.Errorf("%s: %v", k, err)
		}
	}
	if _, err := Draw(&review.Stats{}, Bar, Print); !errors.Is(err, ErrNothing) {
		t.Errorf("an empty table: %v", err)
	}
	rates := heads(1)
	rates.Columns = []review.StatColumn{{Name: "人数"}, {Name: "优秀", Rate: true, Drawn: true}}
	half := 0.5
	rates.Rows[0].Cells[1] = review.StatCell{Text: "50.00%", Value: &half}
	if _, err := Draw(rates, Pie, Print); !errors.Is(err, ErrPie) {
		t.Errorf("a pie of rates: %v", err)
	}
	if _, list, _ := barSeries(rates, mostBars); list[0].values[0] != 50 || list[0].texts[50] != "50.00%" {
		t.Errorf("rate drawn as %v with %v", list[0].values, list[0].texts)
	}
}

func TestAxisStepsAreWholePeople(t *testing.T) {
	for most, want := range map[float64]float64{0: 1, 1: 1, 6: 1, 7: 2, 13: 5, 31: 10, 120: 20, 700: 200} {
		if got := unit([]series{{values: []float64{most, charts.GetNullValue()}}}); got != want {
			t.Errorf("up to %v in steps of %v, want %v", most, got, want)
		}
	}
}

func TestLabelsOfAPieStayInsideThePicture(t *testing.T) {
	s := heads(40, 30, 20, 10)
	for i := range s.Rows {
		s.Rows[i].Name = "计算机与信息工程学院党总支第一支部"
	}
	for _, z := range []Size{Print, Sheet, {560, 300, 1}, {980, 280, 1}} {
		img := decoded(t, s, Pie, z)
		emptyEdge(t, fmt.Sprint(z), img)
	}
	// Six groups at 150 % of the text in a small window: the pie itself stays to be seen.
	for len(s.Rows) < 6 {
		s.Rows = append(s.Rows, s.Rows[3])
	}
	b, err := Show(s, Pie, Size{654, 220, 1.5}, color.White, color.Black)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	emptyEdge(t, "in a small window", img)
	if n := pixels(img, printed.theme.GetSeriesColor(0)); n < 2000 {
		t.Errorf("40 of 100 take %d pixels of a small window", n)
	}
}

func emptyEdge(t *testing.T, where string, img image.Image) {
	t.Helper()
	b := img.Bounds()
	for y := range b.Dy() {
		for _, x := range []int{0, 1, b.Dx() - 2, b.Dx() - 1} {
			if r, g, bl, _ := img.At(x, y).RGBA(); r+g+bl != 3*0xffff {
				t.Fatalf("%s: something is drawn at the edge (%d,%d)", where, x, y)
			}
		}
	}
}

// A bar of parts is divided as the figures say, and names only what has room:
// 20%, 60% and 20%, with a row of nothing.
func TestPartsOfABarAreAsLongAsTheirShares(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	f := Figures{Title: "测评图", Info: "得票率", Rate: true, Parts: true, Series: []string{"优秀", "称职", "不称职"},
		Rows: []FigureRow{{"总体评价", []*float64{v(.2), v(.6), v(.2)}, []string{"", "", ""}}, {"未投", []*float64{nil, nil, nil}, []string{"", "", ""}}}}
	b, err := DrawFigures(f, In)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	y, n := 0, [3]int{}
	for y = img.Bounds().Max.Y * 2 / 5; y < img.Bounds().Max.Y; y++ { // the first row of the bar, below the legend
		n = [3]int{}
		for x := range img.Bounds().Max.X {
			r, g, bl, _ := img.At(x, y).RGBA()
			for i := range n {
				if c := printed.theme.GetSeriesColor(i); c.R == uint8(r>>8) && c.G == uint8(g>>8) && c.B == uint8(bl>>8) {
					n[i]++
				}
			}
		}
		if n[1] > 100 { // a square of the legend is less
			break
		}
	}
	whole := n[0] + n[1] + n[2]
	for i, want := range []int{20, 60, 20} {
		if got := n[i] * 100 / max(1, whole); got < want-2 || got > want+2 {
			t.Errorf("part %d takes %d%% of the bar, want %d%% (%v of a bar in line %d)", i, got, want, n, y)
		}
	}
	f.Rows = f.Rows[1:]
	if _, err := DrawFigures(f, In); err != ErrNothing {
		t.Errorf("nothing was drawn: %v", err)
	}
}

// In a window the chart stands on the window's ground, in colours that are seen on
// it, and its groups fit a low place before one has to scroll.
func TestChartInAWindowFollowsIt(t *testing.T) {
	ground, ink := color.NRGBA{0x1d, 0x21, 0x26, 255}, color.NRGBA{0xe6, 0xe9, 0xec, 255}
	shown := func(s *review.Stats, k Kind, z Size) image.Image {
		t.Helper()
		b, err := Show(s, k, z, ground, ink)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	for _, k := range []Kind{Bar, Pie} {
		img := shown(heads(5, 4, 3), k, Size{720, 300, 1})
		all := img.Bounds().Dx() * img.Bounds().Dy()
		if dark := pixels(img, opaque(ground)); dark < all/3 || pixels(img, charts.ColorWhite) > 0 {
			t.Errorf("%s: %d of %d pixels are the window's, %d white", k, dark, all, pixels(img, charts.ColorWhite))
		}
		if pixels(decoded(t, heads(5, 4, 3), k, Size{720, 300, 1}), charts.ColorWhite) < all/3 {
			t.Errorf("%s: the one to be printed is not white", k)
		}
	}
	light := func(c charts.Color) float64 {
		sum := 0.0
		for i, v := range []uint8{c.R, c.G, c.B} {
			x := float64(v) / 255
			if x > 0.03928 {
				x = math.Pow((x+0.055)/1.055, 2.4)
			} else {
				x /= 12.92
			}
			sum += x * []float64{0.2126, 0.7152, 0.0722}[i]
		}
		return sum
	}
	for i := range darkSeries {
		c := onScreen(ground, ink).theme.GetSeriesColor(i)
		if ratio := (light(c) + 0.05) / (light(opaque(ground)) + 0.05); ratio < 3 {
			t.Errorf("colour %d differs from the ground by %.1f", i, ratio)
		}
	}
	six := heads(11, 7, 6, 5, 4, 3)
	for i := range six.Rows {
		six.Rows[i].Name = "计算机与信息学院党总支"
	}
	if h := shown(six, Bar, Size{654, 220, 1.5}).Bounds().Dy(); h != 220 {
		t.Errorf("six groups in a place of 220 take %d", h)
	}
	if h := shown(six, Bar, Size{654, 120, 1.5}).Bounds().Dy(); h < 6*barRoom {
		t.Errorf("six groups in a place of 120 take %d", h)
	}
}
