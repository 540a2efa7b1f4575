package review

import (
	"strings"
	"testing"
)

func TestChangedPartsNamesWhatDiffers(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(s *Subject)
	}{
		{"", func(*Subject) {}},
		{"考察报告", func(s *Subject) { s.Report.Texts = map[string]string{"merits": "好"} }},
		{"谈话记录、决定", func(s *Subject) { s.Talks[0].Place = "会议室"; s.Decision = &Decision{Outcome: "正式任职"} }},
		{"材料、测评、意见", func(s *Subject) {
			s.Materials = append(s.Materials, Material{Key: "x"})
			s.Tally = &Tally{}
			s.Opinions = []Opinion{{Office: "panel"}}
		}},
	} {
		a, b := &Subject{Talks: []Talk{{ID: "1"}}}, &Subject{Talks: []Talk{{ID: "1"}}}
		c.change(b)
		if got := strings.Join(ChangedParts(a, b), "、"); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestMergeDraftKeepsBothSides(t *testing.T) {
	base := func() *Subject {
		return &Subject{ID: "s", Stage: "talking", Talks: []Talk{{ID: "1", Place: "甲"}}, Report: Narrative{Grade: "称职"}}
	}
	mine, now := base(), base()
	mine.Report.Grade, now.Talks[0].Place, now.Stage = "优秀", "乙", "writing"
	both, clash := MergeDraft(base(), mine, now)
	if len(clash) > 0 || both.Report.Grade != "优秀" || both.Talks[0].Place != "乙" || both.Stage != "writing" {
		t.Errorf("different parts: %+v, clash %v", both, clash)
	}
	now.Report.Grade = "不称职"
	if both, clash = MergeDraft(base(), mine, now); strings.Join(clash, "") != "考察报告" || both.Report.Grade != "优秀" {
		t.Errorf("the same part: %+v, clash %v", both, clash)
	}
	now.Report.Grade = "优秀"
	if _, clash = MergeDraft(base(), mine, now); len(clash) > 0 {
		t.Errorf("the same change on both sides clashes: %v", clash)
	}
	mine.Opinions = []Opinion{}
	if got := ChangedParts(base(), mine); strings.Join(got, "") != "考察报告" {
		t.Errorf("an empty list is a change: %v", got)
	}
}
