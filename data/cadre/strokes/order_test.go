package strokes

import (
	"cmp"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/quick"
	"unicode"
)

// published is a list of invented names in the order of printed name lists,
// worked out by hand; each line says what decides.
const published = `
丁一鸣               2: 丁12
卜成                 2: 卜24
于天佑               3: 于112
才旺·多吉            3: 才123, the part before the dot counts as the surname
万年                 3: 万153; 单名 年6
万志                 单名 志7
万长河               双名 after every 单名, though 长4 < 年6
么小舟               3: 么354
习远帆               3: 习541
马力                 3: 马551; 单名 力2
马超                 单名 超12
马二虎               双名 二2
马三春               三3 111
马大有（女，回族）   大3 134
王岩                 4: 王1121; 单名 岩8
王蕾                 单名 蕾16
王一帆               双名 一1
王文博               文4, then 博12
王文曦               文4, then 曦20
王立新               立5
方正(满族)           4: 方4153
石开                 5: 石13251
叶青                 5: 叶25112; 单名
叶一舟               双名
宁远                 5: 宁44512
司明                 5: 司51251
司马长风             司 before 司马
刘　洋               6: 刘413422
李四平               7: 李1234521
吴起航               7: 吴2511134
阿不都·热合曼        7: 阿5212512
陈大力               7: 陈5215234
欧文杰               8: 欧15343534
欧阳山               欧 before 欧阳; 单名
欧阳一木             双名
曾小雨（女）         12
瞿秋野               18
Smith                no strokes known: last
`

func publishedNames() []string {
	var names []string
	for line := range strings.Lines(published) {
		if name, _, ok := strings.Cut(line, "  "); ok {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}

func TestSortPublishedList(t *testing.T) {
	want := append(publishedNames(), "") // an empty name comes last of all
	if len(want) < 35 {
		t.Fatalf("list not read: %q", want)
	}
	for seed := range int64(50) {
		got := slices.Clone(want)
		rand.New(rand.NewSource(seed)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		Sort(got, func(s string) string { return s })
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d:\n got %q\nwant %q", seed, got, want)
		}
	}
}

func TestCompareIgnoresNotesAndBlanks(t *testing.T) {
	for _, same := range [][2]string{
		{"李 四", "李四"}, {"李　四（女）", "李四"}, {"李四(女，藏族)", "李四"}, {"李四（女", "李四"},
		{" 李四\u200b", "李四"}, {"才旺•多吉", "才旺·多吉"},
		{"\u2f9d四", "身四"},   // Kangxi radical
		{"\uf90a大力", "金大力"}, // compatibility ideograph
	} {
		if got := Compare(same[0], same[1]); got != 0 {
			t.Errorf("Compare(%q, %q) = %d", same[0], same[1], got)
		}
	}
}

func TestSortIsStable(t *testing.T) {
	type row struct {
		name string
		n    int
	}
	rows := []row{{"李四（女）", 1}, {"万一", 2}, {"李 四", 3}, {"李四", 4}}
	Sort(rows, func(r row) string { return r.name })
	if fmt.Sprint(rows) != "[{万一 2} {李四（女） 1} {李 四 3} {李四 4}]" {
		t.Error(rows)
	}
}

func TestSplitName(t *testing.T) {
	for name, want := range map[string]string{
		"欧阳山":       "欧阳|山",
		"欧阳":        "欧|阳", // two characters are never a surname alone
		"乐正明":       "乐|正明",
		"乐正明远":      "乐正|明远",
		"贺兰英":       "贺|兰英",
		"叶赫那拉明":     "叶赫那拉|明",
		"阿不都·热合曼":   "阿不都|热合曼",
		"阿不都.热合曼.甲": "阿不都|热合曼甲",
		"·多吉":       "多|吉",
		"张三（女）":     "张|三",
		"（女）":       "|",
		"":          "|",
	} {
		surname, given := SplitName(name)
		if got := surname + "|" + given; got != want {
			t.Errorf("SplitName(%q) = %q, want %q", name, got, want)
		}
	}
}

// name is a generated name: mostly Chinese, with what real files mix in.
type name string

func (name) Generate(r *rand.Rand, _ int) reflect.Value {
	const pool = "于才万么习马王田由刀力欧阳司马单于阿不都·热合曼（女）() 　Aa9\u2f9d𠮷龘\ufffd"
	runes := []rune(pool)
	var s strings.Builder
	for range r.Intn(7) {
		if r.Intn(6) == 0 {
			s.WriteRune(rune(0x3400 + r.Intn(0x7000)))
		} else {
			s.WriteRune(runes[r.Intn(len(runes))])
		}
	}
	return reflect.ValueOf(name(s.String()))
}

func TestCompareIsATotalOrder(t *testing.T) {
	lawful := func(a, b, c name) bool {
		ab, ba := Compare(string(a), string(b)), Compare(string(b), string(a))
		bc, ac := Compare(string(b), string(c)), Compare(string(a), string(c))
		switch {
		case ab != -ba, Compare(string(a), string(a)) != 0:
			return false
		case ab <= 0 && bc <= 0 && ac > 0, ab >= 0 && bc >= 0 && ac < 0:
			return false
		case ab == 0 && cmp.Compare(bc, 0) != cmp.Compare(ac, 0):
			return false
		}
		return true
	}
	if err := quick.Check(lawful, &quick.Config{MaxCount: 30000}); err != nil {
		t.Error(err)
	}
}

// Sort compares in a way of its own; it must be that of Compare.
func TestSortIsCompare(t *testing.T) {
	agree := func(names []name) bool {
		want := slices.Clone(names)
		slices.SortStableFunc(want, func(a, b name) int { return Compare(string(a), string(b)) })
		Sort(names, func(n name) string { return string(n) })
		return slices.Equal(names, want)
	}
	if err := quick.Check(agree, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("李四（女）", "阿不都·热合曼")
	f.Add("）·（", "\xff\xfe")
	f.Fuzz(func(t *testing.T, a, b string) {
		if Compare(a, b) != -Compare(b, a) {
			t.Errorf("%q and %q", a, b)
		}
	})
}

func BenchmarkSort(b *testing.B) {
	names := publishedNames()
	list := make([]string, 10000)
	for range b.N {
		for i := range list {
			list[i] = names[(i*7919)%len(names)]
		}
		Sort(list, func(s string) string { return s })
	}
}

// The characters that are taken without looking at them are all letters that stand
// for themselves.
func TestOrdinaryCharactersAreKept(t *testing.T) {
	for r := rune(firstIdeograph); r <= lastIdeograph; r++ {
		if !unicode.IsPrint(r) || unified(r) != r {
			t.Errorf("%c (%X) is not kept as it is", r, r)
		}
	}
}
