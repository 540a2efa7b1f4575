package rounds

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/data/review"
)

func TestAnAssessmentSpeaksOfItsOwnSubjects(t *testing.T) {
	p, _ := assessment(t, "integrity-target")
	p.track.at.Bottleneck = -1
	p.track.tell(-1, false)
	said := p.head.Text + p.track.line.Text + p.heads.Text + p.bulk.Text + p.legend.Text + p.search.PlaceHolder + p.found.person.PlaceHolder + p.found.table.Columns[1].Title + strings.Join(p.branch.Options, "")
	for i := range p.track.at.Stages {
		p.track.tell(i, true)
		said += p.track.line.Text
	}
	for _, word := range []string{"党总支", "考察日期", "人被卡住", " 人", "没有人", "选中的人", "姓名"} {
		if strings.Contains(said, word) {
			t.Errorf("it says %q: %s", word, said)
		}
	}
	if !strings.Contains(said, "考核日期：") || p.branch.Visible() {
		t.Errorf("day missing in %s, or a filter with nothing to choose: %v", said, p.branch.Options)
	}
	probation, _ := page(t)
	if got := probation.head.Text + probation.branch.Options[0]; !strings.Contains(got, "考察日期：") || !strings.Contains(got, "全部党总支") {
		t.Errorf("a probation round says %s", got)
	}
}

func TestWizardCallsTheFieldsAsTheSchemeDoes(t *testing.T) {
	w, _, _ := newOne(t)
	if got := shown(w.first.body); !strings.Contains(got, "学校名称") || !strings.Contains(got, "考察日期") {
		t.Errorf("for a school: %s", got)
	}
	w.first.pick.SetSelected("党风廉政目标管理考核")
	if got := shown(w.first.body); strings.Contains(got, "学校") || !strings.Contains(got, "单位名称") || !strings.Contains(got, "考核日期") {
		t.Errorf("for a city: %s", got)
	}
	if w.heads[1].Text != "2 考核对象" {
		t.Errorf("the second step is %s", w.heads[1].Text)
	}
}

func TestOnlyTabsThatTheSchemeHasSomethingFor(t *testing.T) {
	desktest.OneGoroutine(t)
	for key, want := range map[string]string{
		"party-candidates": "事项", "integrity-target": "评分 测评 事项 结论",
		"party-appraisal": "身份、否决情形 测评 事项 结论", "science-progress": "评分 事项 材料 结论",
	} {
		p, _ := assessment(t, key)
		s := assessedSubject(t, p, p.rows[0].name)
		var names []string
		for _, x := range s.assess.tabs.Items {
			names = append(names, x.Text)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s shows %s, want %s", key, s.name, got, want)
		}
	}
	// What was recorded before the scheme was changed can still be looked at.
	p, _ := assessment(t, "party-candidates")
	for i, l := range p.w.Scheme.Logs {
		if l.OfRound() {
			t.Errorf("log %d is of the round", i)
		}
	}
	if p.extra.Objects[0].Visible() {
		t.Error("a button for events of the round, of which there are none")
	}
	s := assessedSubject(t, p, p.rows[0].name)
	s.file.Subject.Polls = []review.Polled{{Poll: "old"}}
	s.assess.offer()
	if len(s.assess.tabs.Items) != 2 || s.assess.tabs.Items[0].Text != "测评" || s.assess.tabs.Selected().Text != "事项" {
		t.Errorf("with an old poll %d tabs, open %s", len(s.assess.tabs.Items), s.assess.tabs.Selected().Text)
	}
}

func TestHeadOfARoundIsNeverCut(t *testing.T) {
	desktest.OneGoroutine(t)
	for _, key := range []string{"integrity-target", "party-candidates", "party-appraisal", "performance"} {
		p, _ := assessment(t, key)
		p.d.Win.SetContent(p.Content())
		p.d.Win.Resize(fyne.NewSize(1366, 700))
		p.w.Round.School = "某某省第一人民医院及其附属单位"
		p.showHead()
		p.d.Win.Resize(fyne.NewSize(1240, 700))
		if need, has := p.headWidth(), p.head.Size().Width; has < need {
			t.Errorf("%s: %q has %.0f of %.0f", key, p.head.Text, has, need)
		}
		at := p.title.Objects[1]
		if at.Position().X < p.head.Position().X+p.head.Size().Width && at.Position().Y < p.head.Size().Height {
			t.Errorf("%s: the buttons lie over the head", key)
		}
		if p.title.Size().Height < at.Position().Y+at.Size().Height {
			t.Errorf("%s: the buttons stick out of the line", key)
		}
	}
}

func TestEventsOfARoundKeepClearOfTheScrollBar(t *testing.T) {
	p, _ := assessment(t, "party-appraisal")
	p.d.Win.SetContent(p.Content())
	p.d.Win.Resize(fyne.NewSize(1366, 700))
	p.askRoundEvents()
	enter := dialogWith(t, p.d, func(b *desk.Push) bool { return b.Text == "登记…" })
	box := dialogWith(t, p.d, func(s *container.Scroll) bool { return s.Direction == container.ScrollVerticalOnly })
	drv := fyne.CurrentApp().Driver()
	right := drv.AbsolutePositionForObject(enter).X + enter.Size().Width
	if end := drv.AbsolutePositionForObject(box).X + box.Size().Width; end-right < 6 {
		t.Errorf("the button ends at %.0f, the list at %.0f", right, end)
	}
}

// A subject of whom the rules say nothing is told so; the pack is named and meant
// for whom the scheme says.
func TestConclusionIsNeverEmptyAndThePackSpeaksOfAssessment(t *testing.T) {
	p, _ := assessment(t, "leading-cadres")
	s := assessedSubject(t, p, "贺知秋")
	if text := shown(s.assess.conclusion()); !strings.Contains(text, "得不出名次和等次") {
		t.Errorf("conclusion:\n%s", text)
	}
	p.askPack()
	var said string
	for _, e := range dialogEntries(t, p.d) {
		said += e.Text + "\n"
	}
	if !strings.Contains(said, "成套考核材料") || strings.Contains(said, "组织部") {
		t.Errorf("the pack:\n%s", said)
	}
}
