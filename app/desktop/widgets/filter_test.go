package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
)

var filterRows = [][]string{
	{"曾小雨", "党委办公室", "1985.07"},
	{"万俟云", "林学院", "1990.01"},
	{"张\u200b三", "林学院", "1985.12"},
	{"\u202e李㛃𠮷", "ＩＴ 中心", ""},
	{"Zoe Li", "党委办公室", "1979.03"},
}

func filterOf(rows [][]string) *Filter {
	return NewFilter(len(rows), len(rows[0]), 0, func(r, c int) string { return rows[r][c] })
}

func TestFilterFindsByTextPinyinAndChoice(t *testing.T) {
	f := filterOf(filterRows)
	for _, c := range []struct {
		text string
		only map[int]string
		want []int
	}{
		{"", nil, []int{0, 1, 2, 3, 4}},
		{"小雨", nil, []int{0}},
		{"zxy", nil, []int{0}},
		{"zengx", nil, []int{0}},
		{"mqy", nil, []int{1}},
		{"lxy", nil, []int{1, 2}},
		{"林学院 1985", nil, []int{2}},
		{"1985 dw", nil, []int{0}},
		{"张三", nil, []int{2}}, // CASES T21: a zero-width character between
		{"zs", nil, []int{2}},
		{"㛃", nil, []int{3}}, {"𠮷", nil, []int{3}}, {"李㛃", nil, []int{3}},
		{"it中心", nil, []int{3}}, {"IT", nil, []int{3}},
		{"zoe", nil, []int{4}},
		{"1985.0", nil, []int{0}},
		{"没有", nil, nil}, {"\u3000", nil, []int{0, 1, 2, 3, 4}},
		{"", map[int]string{1: "党委办公室"}, []int{0, 4}},
		{"z", map[int]string{1: "林学院"}, []int{2}},
		{"", map[int]string{1: "没有的单位"}, nil},
	} {
		if got := f.Find(c.text, c.only); !slices.Equal(got, c.want) {
			t.Errorf("%q %v finds %v, want %v", c.text, c.only, got, c.want)
		}
	}
	if v := f.Values(2); !slices.Equal(v, []string{"1985.07", "1990.01", "1985.12", "1979.03"}) {
		t.Errorf("values %v", v)
	}
}

func TestFilterBarCountsChoosesAndClears(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	b := NewFilterBar("姓名、单位", "人")
	b.Choose(1, "全部单位")
	var found []int
	told := 0
	b.OnFound = func(rows []int) { found, told = rows, told+1 }
	w := test.NewTempWindow(t, b)
	w.Resize(fyne.NewSize(900, 60))
	test.Type(b.Search, "x") // before there are rows
	b.Search.SetText("")
	b.SetFilter(filterOf(filterRows))
	if b.count.Text != "5 人" || len(found) != 5 || told != 1 {
		t.Errorf("all: %q %v, told %d times", b.count.Text, found, told)
	}
	test.Type(b.Search, "z")
	if b.count.Text != "4 / 5 人" || !slices.Equal(found, []int{0, 2, 3, 4}) || !b.clear.Visible() {
		t.Errorf("z: %q %v", b.count.Text, found)
	}
	b.Pick(1, "林学院")
	if !slices.Equal(found, []int{2}) {
		t.Errorf("z in 林学院: %v", found)
	}
	test.AssertRendersToMarkup(t, "filterbar.xml", w.Canvas())
	b.SetFilter(filterOf(filterRows[:2]))
	if len(found) != 0 || b.picks[0].sel.Selected != "林学院" {
		t.Errorf("other rows: %v, choice %s", found, b.picks[0].sel.Selected)
	}
	b.SetFilter(filterOf(filterRows[:1])) // the choice is no more
	if !slices.Equal(found, []int{0}) || b.picks[0].sel.Selected != "全部单位" {
		t.Errorf("without that unit: %v, choice %s", found, b.picks[0].sel.Selected)
	}
	b.Clear()
	if b.Active() || b.count.Text != "1 人" || b.clear.Visible() {
		t.Errorf("cleared: %q", b.count.Text)
	}
}

// CASES T39: the wheel over a choice changes nothing.
func TestFilterBarWheelChangesNothing(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false))
	b := NewFilterBar("", "人")
	b.Choose(1, "全部单位")
	w := test.NewTempWindow(t, b)
	w.Resize(fyne.NewSize(900, 60))
	b.SetFilter(filterOf(filterRows))
	b.Pick(1, "林学院")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.picks[0].sel).AddXY(20, 10)
	for _, dy := range []float32{-120, 120} {
		test.Scroll(w.Canvas(), at, 0, dy)
	}
	if got := b.picks[0].sel.Selected; got != "林学院" {
		t.Errorf("the wheel chose %s", got)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1500: "-1,500", -150: "-150"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func BenchmarkFilterMake100000(b *testing.B) {
	rows := people(100_000)
	for b.Loop() {
		filterOf(rows)
	}
}

func BenchmarkFilterKey100000(b *testing.B) {
	f := filterOf(people(100_000))
	for _, text := range []string{"w", "wz", "王", "zs 学院", strings.Repeat("z", 12)} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				clear(f.words)
				f.Find(text, map[int]string{1: "男"})
			}
		})
	}
}
