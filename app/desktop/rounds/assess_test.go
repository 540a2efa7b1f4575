package rounds

import (
	"archive/zip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/sample"
	"kaocha/data/review"
)

// assessment opens the sample round of a scheme of points.
func assessment(t *testing.T, key string) (*Page, *desktest.Shell) {
	t.Helper()
	s := desktest.Session(t)
	r, err := sample.InstallAssessment(context.Background(), s.Store, key)
	if err != nil {
		t.Fatal(err)
	}
	d, sh := desktest.New(t, s), &desktest.Shell{}
	d.Shell = sh
	p := NewPage(d, r.ID)
	p.Reload()
	return p, sh
}

// shown is all text of a tree of objects.
func shown(o fyne.CanvasObject) string {
	var b strings.Builder
	desktest.WalkAll(o, func(x fyne.CanvasObject) {
		switch x := x.(type) {
		case *widget.Label:
			b.WriteString(x.Text + "\n")
		case *widgets.Paragraph:
			b.WriteString(x.Text + "\n")
		case *desk.Push:
			b.WriteString(x.Text + "\n")
		}
	})
	return b.String()
}

func TestResultOfAnAssessmentStandsInTheRound(t *testing.T) {
	desktest.OneGoroutine(t)
	p, sh := assessment(t, "integrity-target")
	if p.tabs.Items[1].Text != "结果" || !p.counts.Visible() || p.extra.Objects[1].Visible() {
		t.Errorf("tab %s, counts %v, groups %v", p.tabs.Items[1].Text, p.counts.Visible(), p.extra.Objects[1].Visible())
	}
	if got := strings.Join(p.result.rows()[0][:2], " "); got != "1 白石县" {
		t.Errorf("first row %s", got)
	}
	if !strings.Contains(p.result.notes.Text, "丹河县、墨水县并列") {
		t.Errorf("notes: %s", p.result.notes.Text)
	}
	for i, r := range p.rows {
		if r.name == "青岚县" && (p.cell(i, 1).Text != "县（市、区）" || r.due != "2　97.20" || r.grade != "优秀？") {
			t.Errorf("row of 青岚县: %+v", r)
		}
	}
	p.result.open(1)
	if s, ok := sh.Last().(*Subject); !ok || s.name != "青岚县" {
		t.Errorf("opened %T", sh.Last())
	}
}

// assessedSubject opens the page of a subject.
func assessedSubject(t *testing.T, p *Page, name string) *Subject {
	t.Helper()
	for _, f := range p.dossier.Files {
		if f.Cadre.Name == name {
			s := newSubject(p.d, p.id, f.Subject.ID, name)
			s.Reload()
			return s
		}
	}
	t.Fatalf("no %s", name)
	return nil
}

// A finding of an assessment leads to the tab where it is mended, not to the
// register, which knows no units.
func TestFindingsOfAnAssessmentLeadToTheirTab(t *testing.T) {
	desktest.OneGoroutine(t)
	p, sh := assessment(t, "unit-annual")
	f := p.dossier.Files[0]
	for rule, tab := range map[string]int{"score.reason": tabScores, "poll.few": tabPolls, "event.date": tabEvents, "conclusion.grade": tabConclusion, "id.number": tabScores} {
		p.mend(review.Finding{Rule: rule, Subject: f.Subject.ID, Person: f.Cadre.Name})
		s, ok := sh.Last().(*Subject)
		if !ok || s.name != f.Cadre.Name {
			t.Fatalf("%s opened %T", rule, sh.Last())
		}
		s.Reload()
		if s.assess.at() != tab {
			t.Errorf("%s shows tab %d, want %d", rule, s.assess.at(), tab)
		}
	}
}

// Points typed into the form of a sheet change the total: 制度建设 15 → 5 takes
// 0.4 × 10 from 97.20. Too many points are refused and nothing is saved.
func TestScoresAreEnteredInTheWindow(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := assessment(t, "integrity-target")
	s := assessedSubject(t, p, "青岚县")
	if text := shown(s.assess.tab[0]); !strings.Contains(text, "总分：97.20") {
		t.Fatalf("scores:\n%s", text)
	}
	s.assess.askScore(s.w.Scheme.SheetOf("party"))
	entries := dialogEntries(t, s.d)
	if len(entries) != 12 || entries[6].Text != "14" {
		t.Fatalf("%d fields, the fourth item says %q", len(entries), entries[6].Text)
	}
	entries[6].SetText("16")
	s.d.Enter()
	if !s.d.Busy() {
		t.Fatal("16 of 15 points were taken")
	}
	entries[6].SetText("4")
	pressTop(t, s.d, "保存")
	s.Reload()
	if text := shown(s.assess.tab[0]); !strings.Contains(text, "总分：93.20") {
		t.Errorf("after the change:\n%s", text)
	}
	if len(s.shownPages) == 0 {
		t.Error("no page of the score sheet")
	}
}

// A file dropped on an item is its evidence; it is shown by its name, and goes
// when it is taken away. Elsewhere on the page the item is asked for.
func TestEvidenceInTheWindow(t *testing.T) {
	p, _ := assessment(t, "monthly-report")
	s := assessedSubject(t, p, "某某学校党委")
	s.d.Win.SetContent(s.Content())
	s.d.Win.Resize(fyne.NewSize(1300, 4000)) // all items are in sight
	if text := shown(s.assess.tab[0]); !strings.Contains(text, "三会一课会议记录.docx") || strings.Count(text, "缺佐证材料") != 1 || !strings.Contains(text, "缺佐证材料：帮扶台账") {
		t.Fatalf("scores:\n%s", text)
	}
	path := filepath.Join(t.TempDir(), "帮扶台账.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.4"), 0o600); err != nil {
		t.Fatal(err)
	}
	last := s.assess.proofs[17]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(last.box).AddXY(20, 10)
	if last.item != "i18" || !s.Dropped(at, []string{path}) || s.d.Busy() {
		t.Fatalf("not taken on %s", last.item)
	}
	s.Reload()
	if text := shown(s.assess.tab[0]); strings.Contains(text, "缺佐证材料") || !strings.Contains(text, "帮扶台账.pdf") {
		t.Fatalf("after the drop:\n%s", text)
	}
	if !s.Dropped(fyne.NewPos(1290, 5), []string{path}) || !s.d.Busy() {
		t.Error("elsewhere the item is not asked for")
	}
	s.d.Enter()
	if !s.d.Busy() {
		t.Error("taken without an item")
	}
	s.d.Escape()
	s.assess.askDrop(s.w.Scheme.SheetOf("checklist"), *s.w.Scheme.SheetOf("checklist").ItemOf("i18"), 0, "帮扶台账.pdf")
	pressTop(t, s.d, "移去")
	s.Reload()
	if text := shown(s.assess.tab[0]); !strings.Contains(text, "缺佐证材料：帮扶台账") {
		t.Errorf("after it was taken away:\n%s", text)
	}
}

// The papers of a round stand by themselves: each is shown, and saved as a file.
func TestPapersOfARoundInTheWindow(t *testing.T) {
	p, sh := assessment(t, "responsibility-check")
	if b := p.extra.Objects[3].(*desk.Push); !b.Visible() {
		t.Fatal("no way to the papers")
	} else {
		b.OnTapped()
	}
	v, ok := sh.Last().(*papersView)
	if !ok {
		t.Fatalf("opened %T", sh.Last())
	}
	v.Reload()
	var names []string
	for _, f := range v.list {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "反馈意见 综合报告 考核结果汇总表 事项登记簿 测评票 考核计分表（空白） 事项记录（空白） 民主测评会签到表" {
		t.Errorf("papers: %s", got)
	}
	v.pick.Select(1)
	if v.form.Name != "综合报告" || v.pages.Count() == 0 {
		t.Errorf("%s, %d pages", v.form.Name, v.pages.Count())
	}
	path := filepath.Join(t.TempDir(), "综合报告.docx")
	if _, _, err := v.w.WriteForm(context.Background(), v.form, v.in, path); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(part); err != nil || !strings.Contains(string(b), "某某县建委党风廉政建设责任制检查综合报告") {
		t.Errorf("the file that was saved: %v", err)
	}
}

// Votes, an event and the conclusion are entered too.
func TestPollsEventsAndConclusionInTheWindow(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := assessment(t, "party-appraisal")
	s := assessedSubject(t, p, "李建国")
	save := func() {
		t.Helper()
		pressTop(t, s.d, "保存")
		if s.d.Busy() {
			t.Fatal("not saved")
		}
		s.Reload()
	}
	s.assess.askPoll(s.w.Scheme.PollOf("group"))
	e := dialogEntries(t, s.d)
	for i, v := range []string{"12", "12", "12", "12", "12", "0", "1", "2", "3", "6", "0"} {
		e[i].SetText(v)
	}
	pressTop(t, s.d, "保存") // other votes were there: what changes is shown first
	save()
	if text := shown(s.assess.tab[1]); !strings.Contains(text, "6 票\n50.0%") {
		t.Errorf("poll:\n%s", text)
	}
	if text := shown(s.assess.tab[4]); !strings.Contains(text, "等次：基本合格") { // 9 of 12
		t.Errorf("conclusion:\n%s", text)
	}
	s.assess.askConclusion()
	desktest.WalkAll(s.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if x, ok := o.(*widget.Select); ok {
			x.SetSelected("基本合格")
		}
	})
	save()
	if c := s.file.Subject.Conclusion; c == nil || c.Grade != "基本合格" {
		t.Errorf("conclusion %+v", c)
	}
	askEvent(s.d, s.w, s.file, s.w.Scheme.LogOf("exam"), review.Event{Log: "exam"})
	dialogEntries(t, s.d)[0].SetText("2025.08.05")
	save()
	if text := shown(s.assess.tab[2]); !strings.Contains(text, "2025.08.05") {
		t.Errorf("events:\n%s", text)
	}
}

// Units are added by name, one a line.
func TestSubjectsAreAddedByName(t *testing.T) {
	p, _ := assessment(t, "unit-annual")
	p.askAdd()
	dialogEntries(t, p.d)[0].SetText("甲所\n\n 乙所 \n甲所")
	pressTop(t, p.d, "加入")
	p.Reload()
	if len(p.all) != 10 {
		t.Errorf("%d subjects, want 8 and two new ones", len(p.all))
	}
}

// The wizard opens a round of such a scheme without asking for persons.
func TestWizardForSubjectsByName(t *testing.T) {
	d, sh := desktest.OnSample(t)
	AskNew(d)
	w := sh.Last().(*wizard)
	for i, s := range w.known.list {
		if s.Key == "party-appraisal" {
			w.first.pick.SetSelectedIndex(i)
		}
	}
	if !strings.Contains(w.first.about.Text, "考核对象：党员、党员村干部") {
		t.Errorf("about: %s", w.first.about.Text)
	}
	w.forward()
	if w.step != 3 || !strings.Contains(w.check.Text, "考核对象按名称加入") {
		t.Fatalf("step %d: %s", w.step, w.check.Text)
	}
	w.goBack()
	if w.step != 0 {
		t.Errorf("back to step %d", w.step)
	}
	w.forward()
	w.forward()
	if _, ok := sh.Last().(*Page); !ok {
		t.Errorf("opened %T", sh.Last())
	}
}

// dialogEntries are the fields of the dialog on top, in order.
func dialogEntries(t *testing.T, d *desk.Desk) []*widgets.Entry {
	t.Helper()
	var out []*widgets.Entry
	desktest.WalkAll(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if x, ok := o.(*widgets.Entry); ok {
			out = append(out, x)
		}
	})
	if len(out) == 0 {
		t.Fatal("no fields on top")
	}
	return out
}

// pressTop presses a button of the dialog on top.
func pressTop(t *testing.T, d *desk.Desk, text string) {
	t.Helper()
	var b *widget.Button
	desktest.WalkAll(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if x := desktest.Button(o); x != nil && x.Text == text && b == nil {
			b = x
		}
	})
	if b == nil {
		t.Fatalf("no button %s on top", text)
	}
	test.Tap(b)
}

// The ballots of a poll are counted by keyboard, twice, and compared. The pages of
// 党员村干部 (three voter groups) and the numbers are by hand: first 好 2, 差 1, one
// invalid; the second has 好 1, 差 2.
func TestBallotsOfAPollAreCountedByKeyboard(t *testing.T) {
	desktest.OneGoroutine(t)
	p, sh := assessment(t, "party-appraisal")
	var s *Subject
	for _, f := range p.dossier.Files {
		if f.Subject.Kind == "village" {
			s = assessedSubject(t, p, f.Cadre.Name)
		}
	}
	poll := s.w.Scheme.PollOf("assembly")
	s.assess.edit("清空", func(sub *review.Subject) error { *sub.NeedPollTally("assembly") = review.Tally{}; return nil })
	s.Reload()
	if text := shown(s.assess.tab[1]); strings.Count(text, "逐票录入…") != 3 || !strings.Contains(text, "测评人：驻村工作队") {
		t.Fatalf("the ways to count:\n%s", text)
	}
	c := s.assess.counter(poll)
	b := countingOf(t, s, c, "member", sh, false, "计票甲")
	if !strings.Contains(texts(b.Content()), "党员大会测评") {
		t.Error("the screen does not name the poll")
	}
	press(t, b, "1\n1\n4\nX\n")
	b.askFinish()
	b.d.Enter()
	s.Reload()
	if text := shown(s.assess.tab[1]); !strings.Contains(text, "第一次计票：计票甲，4 张") || strings.Count(text, "逐票录入…") != 2 {
		t.Fatalf("after the first count:\n%s", text)
	}
	b = countingOf(t, s, c, "member", sh, true, "计票乙")
	press(t, b, "1\n4\n4\nX\n")
	b.askFinish()
	b.d.Enter()
	v, ok := sh.Last().(*compareView)
	if !ok {
		t.Fatalf("opened %T", sh.Last())
	}
	p.d.Win.SetContent(v.Content())
	v.Reload()
	v.only.SetChecked(true)
	if n := len(v.shown()); n != 2 || !strings.Contains(v.head.Text, "党员大会测评") || !strings.Contains(v.head.Text, "投票人：党员") {
		t.Fatalf("%d differences under %s", n, v.head.Text)
	}
	v.take.SetSelected("以第二次为准")
	v.reason.SetText("复看原票")
	v.decide()
	sub, err := s.d.Session.Store.Subject(context.Background(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	x := sub.PollTally("assembly")
	if g := x.GroupOf("member"); g.Grades["好"] != 1 || g.Grades["差"] != 2 || *g.Invalid != 1 || len(x.Choices) != 1 || sub.Tally != nil {
		t.Errorf("%+v, %+v, the review's own %v", g, x.Choices, sub.Tally)
	}
}
