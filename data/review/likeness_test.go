package review

import (
	"math"
	"strings"
	"testing"
)

func han(seed, n int) string {
	return strings.NewReplacer("。", "", "\n", "").Replace(prose(seed, n))
}

// Half of the other's text: 246 runs in common, of 496 + 496 - 246 = 746.
func TestLikenessNamesTheMostSimilarOther(t *testing.T) {
	d := fullRound(t, "fafu-probation", 4)
	a, b := han(1, 500), han(2, 500)
	d.Files[1].Subject.Report.Texts = map[string]string{"merits": string([]rune(a)[:250]) + string([]rune(b)[:250])}
	d.Files[2].Subject.Report.Texts = map[string]string{"merits": string([]rune(a)[:200]) + string([]rune(b)[:300])}
	mine := *d.Files[0].Subject
	mine.Report.Texts = map[string]string{"merits": a}
	others := NewOthers(d, mine.ID)
	got := others.Like(&mine)
	if len(got) != 1 || got[0].Person != person(d.Files[1]) || got[0].Subject != "s1" || math.Abs(got[0].Share-246.0/746) > 1e-9 || got[0].Form != "考察报告" {
		t.Fatalf("%+v", got)
	}
	mine.Report.Texts = map[string]string{"merits": han(9, 500)}
	if got := others.Like(&mine); len(got) > 0 {
		t.Errorf("a text of one's own is like %s's", got[0].Person)
	}
	mine.Materials = append([]Material{}, mine.Materials...)
	for i := range mine.Materials {
		if mine.Materials[i].Key == "summary" {
			m := *d.Files[3].Subject.MaterialOf("summary")
			mine.Materials[i].Facts, mine.Materials[i].Text = nil, m.Facts.Text
		}
	}
	if got := others.Like(&mine); len(got) != 1 || got[0].Subject != "s3" || got[0].Share != 1 || got[0].Form == "考察报告" {
		t.Errorf("a copied summary: %+v", got)
	}
	s := *d.Scheme // the fixture shares it
	s.Checks.CopySimilarity = 0
	d.Scheme = &s
	if len(others.Like(&mine)) > 0 {
		t.Error("compared without a limit")
	}
}

func TestCommonPassagesAreMarkedInBoth(t *testing.T) {
	a, b := CommonPassages("他甲乙，丙丁戊己好", "甲乙丙丁戊己。坏坏坏坏")
	show := func(list []Passage) (s string) {
		for _, p := range list {
			if p.Common {
				s += "[" + p.Text + "]"
			} else {
				s += p.Text
			}
		}
		return s
	}
	if show(a) != "他[甲乙，丙丁戊己]好" || show(b) != "[甲乙丙丁戊己]。坏坏坏坏" {
		t.Errorf("%s / %s", show(a), show(b))
	}
	if a, b = CommonPassages("", "甲乙丙丁戊"); len(a) != 0 || len(b) != 1 || b[0].Common {
		t.Errorf("%v %v", a, b)
	}
}
