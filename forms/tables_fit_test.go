package forms

import (
	"slices"
	"strings"
	"testing"
)

// The name and the empty 备注 keep what they need, 3+1 and 2+1. Texts of 40 in two
// rows and one of 40 in another share what is left so that none is higher: two
// like texts get the same, and a text twice as long in the same number of rows
// gets 2^(3/4) = 1.68 times as much (the least of 40³/a³ + 80³/b³ with a+b given).
func TestColumnsFitTheirTexts(t *testing.T) {
	long := func(n int) string { return strings.Repeat("字", n) }
	fit := func(line int, one, other string) (out []float64) {
		x := Table{
			Columns: []TableColumn{{Label: "姓名", Width: 1}, {Label: "短文", Width: 1}, {Label: "长文", Width: 1}, {Label: "备注", Width: 1}},
			Rows:    [][]string{{"霍青禾", one, "", ""}, {"文竹", "", other, ""}},
		}
		x.fit(line)
		for _, c := range x.Columns {
			out = append(out, c.Width)
		}
		return out
	}
	for _, c := range []struct {
		line       int
		one, other string
		want       []float64
	}{
		{47, long(40), long(40), []float64{16, 80, 80, 12}},
		{62, long(40), long(80), []float64{16, 84, 136, 12}}, // 53 for the texts: 19.8 and 33.2
		{20, long(40), long(80), []float64{1, 1, 1, 1}},      // too narrow: as they were
		{90, long(12), "ABCDE", []float64{16, 52, 16, 12}},   // enough: nothing is broken
	} {
		if got := fit(c.line, c.one, c.other); !slices.Equal(got, c.want) {
			t.Errorf("of %d: %v, want %v", c.line, got, c.want)
		}
	}
}
