package forms

import (
	"strings"
	"testing"

	"kaocha/data/review"
	"kaocha/forms/page/pagetest"
)

// A title that needs two lines is broken by its meaning, into lines of like
// length; one that does not is left alone.
func TestTitlesBreakByMeaning(t *testing.T) {
	const a4 = 20.6 // 二号 on A4
	for _, c := range [][3]string{
		{"某某大学电子信息学院学生党支部季度考察汇总", "某某大学电子信息学院", "某某大学电子信息学院\n学生党支部季度考察汇总"},
		{"某某大学党支部季度考察汇总", "某某大学", "某某大学党支部季度考察汇总"},
		{"关于2025年度党风廉政目标管理考核情况的通报", "某某市", "关于2025年度党风廉政\n目标管理考核情况的通报"},
		{"某某区迎接2025年度科技进步考核工作实施方案", "某某区", "某某区迎接2025年度\n科技进步考核工作实施方案"},
		{"关于某某省卫生厅直属单位年度工作考核情况的报告", "某某省卫生厅", "关于某某省卫生厅直属单位\n年度工作考核情况的报告"},
		{"某某省卫生厅关于2025年度厅直单位年度工作考核情况的通报", "某某省卫生厅", "某某省卫生厅关于2025年度\n厅直单位年度工作考核情况的通报"},
		{"专题组织生活会和民主评议党员工作方案审批表", "某某村", "专题组织生活会\n和民主评议党员工作方案审批表"},
	} {
		if got := titleLines(c[0], a4, c[1]); got != c[2] {
			t.Errorf("%q became %q, want %q", c[0], got, c[2])
		}
	}
}

// Whatever the name of the house, no scheme's paper has a title with a line that
// does not fit or a last line of a few characters.
func TestNoPaperEndsItsTitleInAFewCharacters(t *testing.T) {
	shipped, err := review.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, house := range []string{"某某市", "某某省卫生厅", "某某大学电子信息学院", "某某自治州农业农村局机关", "某某某某大学马克思主义学院第一教工党支部"} {
		for _, x := range shipped {
			s, err := review.LoadScheme(x.Key, x.Text)
			if err != nil {
				t.Fatal(err)
			}
			in := &Input{Scheme: s, Round: &review.Round{School: house, Paper: "A4"}}
			for i := range s.Papers {
				in.Number = i + 1
				width := proseTitleWidth("A4")
				lines := strings.Split(paperData(in)["标题"].(string), "\n")
				for _, l := range lines {
					if titleEm(l) > width {
						t.Errorf("%s: %q does not fit", s.Key, l)
					}
				}
				if last := lines[len(lines)-1]; len(lines) > 1 && titleEm(last) < 5 {
					t.Errorf("%s: %q", s.Key, lines)
				}
			}
		}
	}
}

// Official papers set no spaces between Chinese and figures, the window does.
func TestPapersSetFiguresClose(t *testing.T) {
	for in, want := range map[string]string{
		"得分排名：第 1 名白石县（98.80 分），第 2 名青岚县": "得分排名：第1名白石县（98.80分），第2名青岚县",
		"对 6 个县（市、区）2025年度情况进行了考核":        "对6个县（市、区）2025年度情况进行了考核",
		"名额 40% × 6 = 2.4，四舍五入取 2 个":      "名额40% × 6 = 2.4，四舍五入取2个",
		"6 月 1 日至 15 日，U 盘":               "6月1日至15日，U 盘",
	} {
		if got := tight(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// However long a paper is, its signature has some text over it on the page.
func TestNoPaperIsSignedOnAnEmptyPage(t *testing.T) {
	lib := NewLibrary(pagetest.Fonts())
	s := &review.Scheme{Holder: "市纪委监察局", Papers: []review.Letter{{Key: "p", Name: "通报", Title: "关于考核情况的通报"}}}
	for n := range 40 {
		if n > 0 {
			s.Papers[0].Parts = append(s.Papers[0].Parts, review.LetterPart{Text: "第一段话。"})
		} else {
			s.Papers[0].Parts = []review.LetterPart{{Title: "考核结果", Text: "第一段话。"}}
		}
		o, err := lib.Make(paperForm, &Input{Scheme: s, Round: &review.Round{Paper: "A4"}, Paper: "A4", Number: 1})
		if err != nil {
			t.Fatal(err)
		}
		if last := pageText(o.Pages[len(o.Pages)-1]); !strings.Contains(last, "第一段话") {
			t.Fatalf("with %d paragraphs the last page has %q", n+1, last)
		}
	}
}

// Nor is a person's own account of the work.
func TestNoSummaryIsSignedOnAnEmptyPage(t *testing.T) {
	lib := NewLibrary(pagetest.Fonts())
	in := Example()
	m := *in.File.Subject.MaterialOf("summary")
	for n := range 40 {
		m.Text = strings.Repeat("第一段话。\n", n+1)
		in.File.Subject.SetMaterial(m)
		o := mustMake(t, lib, summaryKey, in)
		if last := pageText(o.Pages[len(o.Pages)-1]); !strings.Contains(last, "第一段话") {
			t.Fatalf("with %d paragraphs the last page has %q", n+1, last)
		}
	}
}
