package rounds

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// The candidates for one post stand on one ballot: each mark goes to its own.
func TestJointBallotsOfAPollAreCountedFromTheRound(t *testing.T) {
	desktest.OneGoroutine(t)
	p, sh := assessment(t, "leading-cadres")
	p.d.Win.SetContent(p.Content())
	for _, r := range p.rows {
		f := *p.file(r.subject)
		if f.Subject.PollTally("nomination") == nil {
			continue
		}
		if err := p.w.Edit(p.d.Context(), &f, "清空", func(s *review.Subject) error { *s.NeedPollTally("nomination") = review.Tally{}; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	p.Reload()
	p.askPollCount()
	desktest.Walk(p.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if s, ok := o.(*widget.Select); ok && len(s.Options) > 0 && s.Options[0] == "民主推荐" {
			s.SetSelected("干部民主测评")
			s.SetSelected("民主推荐")
		}
	})
	p.d.Enter()
	desktest.Walk(p.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok && e.PlaceHolder == "姓名" {
			e.SetText("计票甲")
		}
	})
	p.d.Enter()
	if len(sh.Opened) == 0 {
		t.Fatal("no count was opened: " + texts(p.d.Win.Canvas().Overlays().Top()))
	}
	b, ok := sh.Last().(*Ballots)
	if !ok || strings.Join(b.k.Count.Rows, "、") != "唐见微、陆怀瑾" {
		t.Fatalf("opened %T: %s", sh.Last(), texts(p.d.Win.Canvas().Overlays().Top()))
	}
	p.d.Win.SetContent(b.Content())
	b.Reload()
	press(t, b, "11\n10\n10\n00\n")
	if err := b.k.Finish(p.d.Context()); err != nil {
		t.Fatal(err)
	}
	p.Reload()
	want := map[string]int{"唐见微": 3, "陆怀瑾": 1}
	for _, r := range p.rows {
		if n, ok := want[r.name]; ok {
			if got := p.file(r.subject).Subject.PollTally("nomination").Groups[0].Grades["推荐"]; got != n {
				t.Errorf("%s has %d votes, want %d", r.name, got, n)
			}
		}
	}
}

// Totals over a poll that has numbers are taken only when the clerk has seen what
// they change.
func TestTotalsOverATallyAreAskedFirst(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := assessment(t, "party-appraisal")
	s := assessedSubject(t, p, "李建国")
	poll := s.w.Scheme.PollOf("group")
	was := *s.file.Subject.PollTally("group").Groups[0].Issued
	s.assess.askPoll(poll)
	dialogEntries(t, s.d)[2].SetText("99")
	p.d.Enter()
	if got := texts(p.d.Win.Canvas().Overlays().Top()); !p.d.Busy() || !strings.Contains(got, fmt.Sprintf("发出：%d → 99", was)) || !strings.Contains(got, "再按一次“保存”") {
		t.Fatalf("the change is not asked: %s", got)
	}
	if got := *s.file.Subject.PollTally("group").Groups[0].Issued; got != was {
		t.Fatalf("it was taken all the same: %d", got)
	}
	p.d.Enter()
	s.Reload()
	if got := *s.file.Subject.PollTally("group").Groups[0].Issued; p.d.Busy() || got != 99 {
		t.Errorf("after the second 保存 it is %d", got)
	}
}

// A thought report that is copied is warned of over the entries, with both texts
// side by side.
func TestCopiedEntriesAreComparedInTheWindow(t *testing.T) {
	desktest.OneGoroutine(t)
	p, _ := assessment(t, "party-candidates")
	warned := 0
	for _, r := range p.rows {
		s := assessedSubject(t, p, r.name)
		text := shown(s.assess.tab[2])
		if !strings.Contains(text, "雷同提醒：思想汇报与") {
			continue
		}
		warned++
		pressTop := func() {
			desktest.WalkAll(s.assess.tab[2], func(o fyne.CanvasObject) {
				if b := desktest.Button(o); b != nil && b.Text == "对照…" {
					b.OnTapped()
				}
			})
		}
		pressTop()
		common := ""
		desktest.WalkAll(p.d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if x, ok := o.(*widgets.Rich); ok {
				for _, seg := range x.Segments {
					if seg, ok := seg.(*widget.TextSegment); ok && seg.Style.TextStyle.Bold {
						common += strings.ReplaceAll(seg.Text, "\n", "")
					}
				}
			}
		})
		if len([]rune(common)) < 60 {
			t.Errorf("%s: only %q is marked", r.name, common)
		}
		p.d.Escape()
	}
	if warned < 2 {
		t.Errorf("%d people are warned of", warned)
	}
}
