package review

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// By hand: “甲乙丙丁戊己庚” has the runs 甲乙丙丁戊, 乙丙丁戊己, 丙丁戊己庚; the
// second text has 乙丙丁戊己, 丙丁戊己庚, 丁戊己庚辛: two common of four.
func TestSimilarity(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"甲乙丙丁戊己庚", "乙丙丁戊己庚辛", 0.5},
		{"甲乙丙丁戊", "甲、乙丙 丁\n戊ABC1", 1}, // only Han characters count
		{"甲乙丙丁", "甲乙丙丁", 0},           // too short for a run
		{"", "", 0},
		{"甲乙丙丁戊", "己庚辛壬癸", 0},
		{"甲乙丙丁戊甲乙丙丁戊", "甲乙丙丁戊", 0.2}, // a set: five different runs, one common
	} {
		if got := Similarity(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestCopies(t *testing.T) {
	han := func(seed int) string { return strings.NewReplacer("。", "", "\n", "").Replace(prose(seed, 1000)) }
	a, b := han(1), han(2)
	half := string([]rune(a)[:500]) + string([]rune(b)[:500])
	texts := []string{a, b, "短文", half, prose(3, 1000), a + "。"}
	var got []string
	for _, c := range Copies(texts, 0.3) {
		got = append(got, fmt.Sprintf("%d<%d %.2f", c.Earlier, c.Later, c.Similarity))
	}
	// half shares 496 runs with each of a and b, of 996 + 996 - 496 = 1496.
	if strings.Join(got, ", ") != "0<3 0.33, 0<5 1.00" {
		t.Errorf("%v", got)
	}
	if len(Copies(texts, 0.9)) != 1 || len(Copies(nil, 0.3)) != 0 {
		t.Error("limit")
	}
	// short stock sentences are no copy
	if c := Copies([]string{"同意转为正式任职。", "同意转为正式任职。"}, 0.3); len(c) != 0 {
		t.Errorf("%v", c)
	}
}

// One text handed in by everybody is found for everybody but the first, and a
// collection large enough to be sampled loses none of them.
func TestCopiesOfOne(t *testing.T) {
	var texts []string
	for i := range 300 {
		if i%3 == 0 {
			texts = append(texts, prose(7, 1500)+fmt.Sprint(i))
		} else {
			texts = append(texts, prose(100+i, 1500))
		}
	}
	got := Copies(texts, 0.3)
	if len(got) != 99 {
		t.Fatalf("%d copies, want 99", len(got))
	}
	for _, c := range got {
		if c.Later%3 != 0 || c.Earlier%3 != 0 || c.Similarity != 1 {
			t.Errorf("%+v", c)
		}
	}
}

func BenchmarkCheck1000(b *testing.B) {
	d := fullRound(b, "fafu-probation", 1000)
	b.ResetTimer()
	for b.Loop() {
		Check(d)
	}
}

func BenchmarkCheck100(b *testing.B) {
	d := fullRound(b, "fafu-probation", 100)
	b.ResetTimer()
	for b.Loop() {
		Check(d)
	}
}

// Everybody handed in the same text with small changes: the worst case.
func BenchmarkCopiesAllAlike(b *testing.B) {
	texts := make([]string, 1000)
	for i := range texts {
		texts[i] = prose(7, 1900) + prose(1000+i, 100)
	}
	b.ResetTimer()
	for b.Loop() {
		Copies(texts, 0.3)
	}
}

func BenchmarkLoadScheme(b *testing.B) {
	_, text, err := ShippedByKey("fafu-probation")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := LoadScheme("b", text); err != nil {
			b.Fatal(err)
		}
	}
}
