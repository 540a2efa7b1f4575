package job

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// A report handed in again a quarter later is found, with both passages; the
// quarter before is not told of what came after it.
func TestTextsOfFormerRoundsAreCompared(t *testing.T) {
	ctx := context.Background()
	s, err := Open(filepath.Join(t.TempDir(), "x.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	r, err := s.CreateRound(ctx, NewRound{Name: "第三季度", Scheme: "party-candidates", Assessed: cadre.Date{Year: 2025, Month: 9, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	first, err := s.WorkOn(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.AddNamed(ctx, []NamedSubject{{Name: "甲某", Kind: "applicant"}, {Name: "乙某", Kind: "applicant"}}); err != nil {
		t.Fatal(err)
	}
	next, err := first.NextPeriod(ctx, "第四季度")
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.WorkOn(next)
	if err != nil {
		t.Fatal(err)
	}
	const text = "这个季度我在实验室里承担了信号采集电路的调试任务遇到困难时主动向同学请教认识到成果来自一点一滴的积累" +
		"今后要在学习上更加刻苦在生活中更多帮助别人每周抽出半天参加社区服务并坚持写读书笔记把所学落实到行动"
	log := func(w *Work, name, text string) {
		t.Helper()
		f, err := w.Find(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.LogEvent(ctx, f, review.Event{Log: "thought", Date: w.Round.Assessed, Fields: map[string]string{"mentor": "某某", "text": text}}); err != nil {
			t.Fatal(err)
		}
	}
	copies := func(w *Work) (out []review.Finding) {
		t.Helper()
		list, err := w.Check(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if f.Rule == "copy.event" {
				out = append(out, f)
			}
		}
		return out
	}
	log(first, "甲某", "尊敬的党支部。"+text)
	log(second, "乙某", "敬爱的党组织。"+text)
	got := copies(second)
	if len(got) != 1 || got[0].Person != "乙某" || !strings.Contains(got[0].Message, "与甲某在“第三季度”的有 ") {
		t.Fatalf("%+v", got)
	}
	for _, want := range []string{"乙某写的是“敬爱的党组织。这个季度", "甲某在“第三季度”写的是“尊敬的党支部。这个季度"} {
		if !strings.Contains(got[0].Action, want) {
			t.Errorf("no %q in %s", want, got[0].Action)
		}
	}
	if got := copies(first); len(got) != 0 {
		t.Errorf("the earlier round: %+v", got)
	}
	log(second, "甲某", text)
	own := false
	for _, f := range copies(second) {
		own = own || f.Person == "甲某" && strings.Contains(f.Message, "与本人在“第三季度”的有 ")
	}
	if !own {
		t.Errorf("handed in again by the same person: %+v", copies(second))
	}
}
