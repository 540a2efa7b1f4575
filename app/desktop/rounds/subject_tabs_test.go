package rounds

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// tapOn presses the button with a text somewhere in an object.
func tapOn(t *testing.T, in fyne.CanvasObject, text string) {
	t.Helper()
	var b *widget.Button
	desktest.Walk(in, func(o fyne.CanvasObject) {
		if x := desktest.Button(o); x != nil && x.Text == text && b == nil {
			b = x
		}
	})
	if b == nil {
		t.Fatalf("no button %s", text)
	}
	if b.Disabled() {
		t.Fatalf("%s cannot be pressed", text)
	}
	test.Tap(b)
}

// words are all texts of labels and checks that can be seen.
func words(in fyne.CanvasObject) string {
	var b strings.Builder
	desktest.Walk(in, func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widget.Label:
			b.WriteString(x.Text + "\n")
		case *widgets.Paragraph:
			b.WriteString(x.Text + "\n")
		case *widget.Check:
			b.WriteString(x.Text + "\n")
		}
	})
	return b.String()
}

func field(t *testing.T, s *Subject, tab int, name string) *widgets.Entry {
	t.Helper()
	e, ok := s.fields[fieldKey(tab, name)].(*widgets.Entry)
	if !ok {
		t.Fatalf("no field %s", name)
	}
	return e
}

func TestBiographyIsTakenOverAndGivenBack(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabReport)
	derived := review.Biography(s.file.Cadre, s.assessed())
	if !strings.Contains(words(s.tab[tabReport]), derived) || s.draft.Report.Biography != "" {
		t.Fatal("the derived paragraph is not shown")
	}
	tapOn(t, s.tab[tabReport], "接过来修改")
	e := field(t, s, tabReport, "简历段")
	if e.Text != derived || s.d.Win.Canvas().Focused() != fyne.Focusable(e) {
		t.Fatalf("taken over %q", e.Text)
	}
	e.SetText("谷雨，女。")
	if storedSubject(t, s).Report.Biography != "谷雨，女。" || !strings.Contains(printed(s.pages), "谷雨，女。") {
		t.Error("the edited paragraph is not printed")
	}
	tapOn(t, s.tab[tabReport], "恢复自动生成")
	if storedSubject(t, s).Report.Biography != "" || !strings.Contains(words(s.tab[tabReport]), derived) {
		t.Error("not given back")
	}
}

func TestSectionsCountAndRemind(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabReport)
	e := field(t, s, tabReport, "不足之处")
	for text, want := range map[string]string{"没有发现。": "只写了“没有发现。”", "": "还没有写“不足之处”", "有时 急躁": "4 字\n"} {
		e.SetText(text)
		if got := words(s.tab[tabReport]); !strings.Contains(got, want) {
			t.Errorf("%q: %s", text, got)
		}
	}
	e.SetText("有时急躁")
	if strings.Contains(words(s.tab[tabReport]), "只写了") {
		t.Error("the reminder stays")
	}
}

func TestLikenessNamesTheOtherAndShowsThePassages(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := page(t)
	other := subject(t, p, "谷雨")
	copied := other.draft.Report.Texts["merits"]
	s := subject(t, p, "花千树")
	s.tabs.SelectIndex(tabReport)
	if len(s.likeReport.Objects) > 0 {
		t.Fatal("an empty report is like another")
	}
	field(t, s, tabReport, "德才表现与工作实绩").SetText(copied)
	if got := words(s.likeReport); !strings.Contains(got, "雷同提醒：考察报告与谷雨的有 ") {
		t.Fatalf("says %q", got)
	}
	tapOn(t, s.likeReport, "对照…")
	var common strings.Builder
	desktest.Walk(s.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if r, ok := o.(*widgets.Rich); ok {
			for _, seg := range r.Segments {
				if x, ok := seg.(*widget.TextSegment); ok && x.Style.TextStyle.Bold {
					common.WriteString(strings.ReplaceAll(x.Text, "\n", ""))
				}
			}
		}
	})
	if strings.Count(common.String(), string([]rune(copied)[10:40])) != 2 {
		t.Errorf("passages: %.60q", common.String())
	}
	s.d.Escape()
	field(t, s, tabReport, "德才表现与工作实绩").SetText("他自己写的几句话。")
	if len(s.likeReport.Objects) > 0 {
		t.Error("the warning stays")
	}
}

func TestPhrasesAreKeptAndInserted(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabReport)
	e := field(t, s, tabReport, "不足之处")
	e.SetText("与基层联系不够。")
	place := job.PhrasePlace("report", "shortcomings")
	kept := func() []string {
		list, err := s.d.Session.Phrases(context.Background(), place)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	s.askPhrases(place, "不足之处", e)
	if !strings.Contains(words(s.d.Win.Canvas().Overlays().Top()), "还没有常用语") {
		t.Error("the empty list says nothing")
	}
	if g := dialogWith(t, s.d, func(g *widgets.Grid) bool { return len(g.Columns) == 1 }); g.Size().Height > 400 {
		t.Errorf("the empty list is %v high: the dialog fills the window", g.Size().Height)
	}
	tapDialog(t, s, "新增…")
	top, _ := s.d.Win.Canvas().Focused().(*widgets.Entry)
	top.SetText("  ")
	s.d.Enter()
	if len(kept()) > 0 || !strings.Contains(words(s.d.Win.Canvas().Overlays().Top()), "请写出常用语的内容") {
		t.Fatal("an empty phrase was kept")
	}
	top.SetText("希望加强调研。")
	s.d.Enter()
	if !slices.Equal(kept(), []string{"希望加强调研。"}) {
		t.Fatalf("kept %v", kept())
	}
	e.CursorRow, e.CursorColumn = 0, 2
	s.d.Enter()
	if e.Text != "与基希望加强调研。层联系不够。" || s.d.Busy() || storedSubject(t, s).Report.Texts["shortcomings"] != e.Text {
		t.Errorf("inserted %q, dialog %v", e.Text, s.d.Busy())
	}
	s.askPhrases(place, "不足之处", e)
	tapDialog(t, s, "删除")
	if len(kept()) > 0 {
		t.Error("not deleted")
	}
}

func TestTalksAreCountedAndNamesHidden(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabTalk)
	k := s.draft.Talks[0]
	if c := s.talks.cell(0, 1).Text; c != "谈话对象1" || s.form.Key != "talk" {
		t.Errorf("the list shows %q", c)
	}
	if !strings.Contains(printed(s.pages), "谈话对象1") || strings.Contains(printed(s.pages), k.Interviewee) {
		t.Error("the preview names the interviewee")
	}
	if !strings.Contains(s.talks.counts.Text, "谈话 ") || !strings.Contains(s.talks.counts.Text, "同意 ") {
		t.Errorf("counts %q", s.talks.counts.Text)
	}
	if field(t, s, tabTalk, "谈话对象").Text != k.Interviewee {
		t.Error("the panel's own record lacks the name")
	}
	for _, f := range p.findings {
		if strings.Contains(f.Message+f.Field, "吕素芹") {
			t.Errorf("the round's findings name an interviewee: %s", f.Message)
		}
	}
	t.Cleanup(func() { showNames = false })
	s.talks.names.SetChecked(true)
	if s.talks.cell(0, 1).Text != k.Interviewee || !strings.Contains(printed(s.pages), k.Interviewee) {
		t.Error("the names cannot be shown")
	}
}

func TestTalkIsAddedLikeAnotherDeletedAndBroughtBack(t *testing.T) {
	p, sh := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabTalk)
	n := len(s.draft.Talks)
	first := s.draft.Talks[0]
	tapOn(t, s.tab[tabTalk], "照此新增")
	if got := storedSubject(t, s).Talks; len(got) != n+1 || got[n].Recorder != first.Recorder || got[n].Interviewee != "" || s.talk != n {
		t.Fatalf("%d talks, %+v", len(got), got[len(got)-1])
	}
	if s.d.Win.Canvas().Focused() != fyne.Focusable(field(t, s, tabTalk, "谈话对象")) {
		t.Error("the cursor is not in the first field")
	}
	field(t, s, tabTalk, "谈话对象").SetText("谈某")
	tapOn(t, s.tab[tabTalk], "删除…")
	tapDialog(t, s, "删除这份")
	if len(storedSubject(t, s).Talks) != n || len(s.draft.Talks) != n || len(sh.Toasts) != 1 {
		t.Fatalf("%d talks left, told %v", len(storedSubject(t, s).Talks), sh.Toasts)
	}
	if _, err := s.d.Session.Store.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if len(s.draft.Talks) != n+1 || s.draft.Talks[n].Interviewee != "谈某" {
		t.Errorf("undo: %d talks", len(s.draft.Talks))
	}
}

func TestTalkTimesAreCheckedAndPromptsInserted(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabTalk)
	k := &s.draft.Talks[0]
	from := k.From
	e := holding(t, s.tab[tabTalk], k.From)
	e.SetText("上午")
	if !strings.Contains(s.bar.State.Text, "“开始时间”") || k.From != from {
		t.Errorf("bar %q, kept %q", s.bar.State.Text, k.From)
	}
	e.SetText("23点半")
	e.Settle()
	if k.From != "23:30" || !strings.Contains(words(s.tab[tabTalk]), "应当晚于开始时间 23:30") {
		t.Errorf("from %q", k.From)
	}
	prompt := ""
	for _, sec := range s.w.Scheme.Talks.Sections {
		if len(sec.Prompts) > 0 {
			prompt = sec.Prompts[0]
		}
	}
	text := field(t, s, tabTalk, "不足")
	text.SetText("没有发现")
	if !strings.Contains(words(s.tab[tabTalk]), "只写了“没有发现”") {
		t.Error("no reminder")
	}
	tapOn(t, s.tab[tabTalk], prompt) // the cursor was never in it: behind the text
	if text.Text != "没有发现\n问："+prompt+"？\n答：" || k.Texts["shortcomings"] != text.Text {
		t.Errorf("text %q", text.Text)
	}
}

func TestDecisionWarnsOfWhatIsMissingAndSignaturesFollow(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "花千树")
	s.tabs.SelectIndex(tabOpinion)
	if s.unmet.Visible() {
		t.Errorf("warns without a decision: %s", s.unmet.Text)
	}
	s.fields[fieldKey(tabOpinion, "决定")].(*widget.Select).SetSelected(s.w.Scheme.Appoint)
	if !s.unmet.Visible() || !strings.Contains(s.unmet.Text, "现在还不能按“"+s.w.Scheme.Appoint+"”办结") {
		t.Errorf("says %q", s.unmet.Text)
	}
	member := s.file.Panel.All()[1]
	marks := func(tab int) (out []*widget.Check) {
		desktest.WalkAll(s.tab[tab], func(o fyne.CanvasObject) {
			if c, ok := o.(*widget.Check); ok && c.Text == member {
				out = append(out, c)
			}
		})
		return out
	}
	marks(tabOpinion)[0].SetChecked(true)
	if !marks(tabReport)[0].Checked || !slices.Equal(storedSubject(t, s).Report.SignedBy, []string{member}) {
		t.Errorf("signed %v", storedSubject(t, s).Report.SignedBy)
	}
}

func TestEveryFindingLeadsToItsField(t *testing.T) {
	desktest.OneGoroutine(t)
	p, sh := page(t)
	led, seen := 0, map[string]bool{}
	for _, f := range p.findings {
		at, ok := placeOf(f)
		if !ok || f.Subject == "" || at.tab == tabTally || seen[f.Rule] {
			continue // one of each rule
		}
		seen[f.Rule] = true
		openFinding(p.d, p.id, f)
		s := sh.Last().(*Subject)
		p.d.Win.SetContent(s.Content())
		s.Reload()
		if s.tabs.SelectedIndex() != at.tab {
			t.Errorf("%s %s·%s opens tab %d", f.Rule, f.Form, f.Field, s.tabs.SelectedIndex())
		}
		if p.d.Win.Canvas().Focused() == nil && f.Field != "谈话人数" && f.Field != "阶段" {
			t.Errorf("%s %s·%s leads to no field", f.Rule, f.Form, f.Field)
		}
		led++
	}
	if led < 5 {
		t.Fatalf("%d findings of the sample", led)
	}
}

func TestFindingsBelowLeadToTheirFields(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := page(t)
	s := subject(t, p, "卫长宁")
	n := s.found.Len()
	for rule, want := range map[string]bool{"resume.order": true, "decision.register": true, "stage.unmet": false, "panel.size": false, "subject.branch": false} {
		if got := inRegister(review.Finding{Rule: rule}); got != want {
			t.Errorf("%s in the register: %v", rule, got)
		}
	}
	s.d.Win.Canvas().Focus(s.found)
	s.found.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n == 0 || s.d.Win.Canvas().Focused() == fyne.Focusable(s.found) || s.d.Win.Canvas().Focused() == nil {
		t.Fatalf("Enter on the first of %d leads nowhere", n)
	}
	s.d.Win.Canvas().Focus(s.found)
	s.found.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	reason, _ := s.d.Win.Canvas().Focused().(*widgets.Entry)
	if reason == nil {
		t.Fatal("the space bar asks for no reason")
	}
	reason.SetText("已核实")
	s.d.Enter()
	s.Reload()
	if s.found.Len() != n-1 {
		t.Errorf("%d of %d findings after one was explained", s.found.Len(), n)
	}
}

func TestPreviewFollowsTheSection(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(tabReport)
	merits := field(t, s, tabReport, "德才表现与工作实绩")
	merits.SetText(strings.Repeat("他办事稳妥。\n", 60))
	if s.pages.Count() < 2 {
		t.Fatalf("%d pages", s.pages.Count())
	}
	shown := func() string {
		var b strings.Builder
		for _, g := range s.pages.Current().Glyphs {
			b.WriteRune(g.R)
		}
		return b.String()
	}
	e := field(t, s, tabReport, "不足之处")
	e.SetText("与基层联系还不够多")
	s.d.Win.Canvas().Focus(merits)
	merits.CursorRow, merits.CursorColumn = 1, 3
	s.follow()
	if !strings.Contains(shown(), "同志试用期考察材料") {
		t.Errorf("the beginning is edited, shown is %.60s", shown())
	}
	s.d.Win.Canvas().Focus(e) // a click is enough
	if !strings.Contains(shown(), "与基层联系还不够多") {
		t.Errorf("shows a page without what is written: %.80s", shown())
	}
	e.SetText("")
	s.pages.Show1(0)
	s.follow()
	if !strings.Contains(shown(), "不足之处") || strings.Contains(shown(), "同志试用期考察材料") {
		t.Errorf("an empty section is not found by its heading: %.60s", shown())
	}
}
