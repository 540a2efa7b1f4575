package forms

import (
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/page/pagetest"
)

// Three grades and four, from the same template. Votes by hand: of 20 valid
// ballots 15, 3 and 1 with 1 abstention; the national scheme leaves abstentions
// out of the base (19) and weights three equal groups.
func TestReviewFormVotes(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for scheme, want := range map[string][]string{
		"fafu-probation":     {"优秀", "15", "75.00%", "称职", "3", "15.00%", "不称职", "1", "5.00%", "弃权", "1", "5.00%"},
		"national-probation": {"优秀", "45", "78.9%", "称职", "9", "15.8%", "基本称职", "3", "5.3%", "不称职", "0", "0.0%", "弃权", "3", "—"},
	} {
		doc := reopened(t, mustMake(t, l, "review-form", reviewInput(t, scheme)).Docx)
		all := cells(doc)
		var got []string
		for _, c := range all[slices.Index(all, "得票率")+2:] {
			if c == "个别谈话\n情　　况" {
				break
			}
			if c != "" {
				got = append(got, c)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", scheme, got, want)
		}
		side := all[slices.Index(all, "得票率")+1]
		for _, s := range map[string][]string{
			"fafu-probation":     {"得票率基数：有效票（含弃权）", "优秀率：75.00%", "称职及以上率：90.00%"},
			"national-probation": {"得票率基数：有效票（不含弃权）", "优秀率：78.9%", "称职以上率：94.7%", "加权"},
		}[scheme] {
			if !strings.Contains(side, s) {
				t.Errorf("%s: beside the votes %q lacks %q", scheme, side, s)
			}
		}
	}
}

func TestReviewFormTexts(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := reviewInput(t, "fafu-probation")
	in.Round.School = "虚拟大学"
	in.File.Subject.Decision = &review.Decision{Outcome: "延长试用", Months: 6, Date: cadre.MustDate("2025.12.20"), DocNo: "虚委〔2025〕9号"}
	doc := reopened(t, mustMake(t, l, "review-form", in).Docx)
	if got := textOf(doc); !strings.HasPrefix(got, "虚拟大学科级干部试用期考察表\n单位：党委宣传部\t填表日期：") {
		t.Errorf("head %q", got[:120])
	}
	for label, want := range map[string]string{
		"个别谈话情况": "谈话4人。对是否胜任、正式任职的意见：同意2人，基本同意1人，不同意0人，不便表态0人，未表态1人。",
		"民主测评情况": "应到22人  参加21人  发出21张  收回21张  有效20张  无效1张",
		"试任职务":   "党委宣传部综合科科长", "备注": "延长试用6个月（2025年12月20日，虚委〔2025〕9号）",
		"考察组意见":       "该同志熟悉综合文字工作，完成了岗位目标。\n评价等级：□优秀　■称职　□不称职\n建　　议：■正式任职　□延长试用　□免去试任",
		"所在党总支（单位）意见": "同意考察组意见。",
	} {
		if got := after(t, doc, label); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	if got := textOf(doc); !strings.Contains(got, "组长（签名）：　　　　　　成员（签名）：\n2025年12月12日") || strings.Count(got, "（盖章）") != 3 {
		t.Error("signature lines are missing")
	}
}

// Without a tally the form leaves room to write and asserts no rate.
func TestReviewFormWithoutTally(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := reviewInput(t, "fafu-probation")
	in.File.Subject.Tally, in.File.Subject.Talks = nil, nil
	got := textOf(reopened(t, mustMake(t, l, "review-form", in).Docx))
	if strings.Contains(got, "%") || strings.Contains(got, "—\n") {
		t.Error("a rate without votes")
	}
	if !strings.Contains(got, "应到　　人") || !strings.Contains(got, "谈话　　人") {
		t.Error("no room to write")
	}
}

// Schemes with fewer or more offices keep the form on two pages.
func TestReviewFormOffices(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for n := 1; n <= 6; n++ {
		in := reviewInput(t, "national-probation")
		s := *in.Scheme
		s.Opinions = nil
		for i := range n {
			s.Opinions = append(s.Opinions, review.Office{Key: string(rune('a' + i)), Name: "某某委员会意见", Grade: i == 0, Advice: i == 0})
		}
		in.Scheme = &s
		for _, paper := range []string{"16K", "A4"} {
			in.Paper = paper
			o := mustMake(t, l, "review-form", in)
			if len(o.Pages) != 2 || len(o.Overflow) > 0 {
				t.Errorf("%d offices on %s: %d pages, %v", n, paper, len(o.Pages), o.Overflow)
			}
		}
	}
}

// A unit with a long name pushes the date to a line of its own, at the right
// edge and in one piece, and the form keeps its two pages.
func TestReviewFormLongUnit(t *testing.T) {
	in := reviewInput(t, "fafu-probation")
	for _, unit := range []string{strings.Repeat("处", unitBesideDate), strings.Repeat("处", unitBesideDate+1), strings.Repeat("处", 40)} {
		in.Cadre.Unit = unit
		for paper := range paperTwips {
			in.Paper = paper
			o := mustMake(t, NewLibrary(pagetest.Fonts()), "review-form", in)
			pg, end := o.Pages[0], 0.0
			for i, g := range pg.Glyphs[:len(pg.Glyphs)-1] {
				if g.R == '填' && pg.Glyphs[i+1].R == '表' {
					for _, x := range pg.Glyphs {
						if x.Y == g.Y {
							end = max(end, x.X+x.Size)
						}
					}
				}
			}
			if len(o.Pages) != 2 || len(o.Overflow) > 0 || split(pg, unit) || end < pg.W-pg.W/9 {
				t.Errorf("%d characters on %s: %d pages, cut %v, unit broken %v, the date ends at %.0f of %.0f", len([]rune(unit)), paper, len(o.Pages), o.Overflow, split(pg, unit), end, pg.W)
			}
		}
	}
}
