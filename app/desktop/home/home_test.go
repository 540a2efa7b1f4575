package home

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

func home(t *testing.T) (*Home, *desktest.Shell) {
	t.Helper()
	d, sh := desktest.OnSample(t)
	h := New(d)
	d.Win.SetContent(h.Content())
	h.Reload()
	return h, sh
}

// words is all that can be read in an object.
func words(o fyne.CanvasObject) string {
	var b strings.Builder
	desktest.Walk(o, func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widget.Label:
			b.WriteString(x.Text + "\n")
		case *widgets.Paragraph:
			b.WriteString(x.Text + "\n")
		case *widgets.Push:
			b.WriteString("[" + x.Text + "]\n")
		}
	})
	return b.String()
}

func button(t *testing.T, o fyne.CanvasObject, text string) *widget.Button {
	t.Helper()
	var found *widget.Button
	desktest.Walk(o, func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && b.Text == text && found == nil {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %s in\n%s", text, words(o))
	}
	return found
}

func TestHomeCountsTheDaysOnTheSamplesDay(t *testing.T) {
	h, _ := home(t)
	text := words(h.Content())
	for _, want := range []string{"试用期届满：已超过 21 人，30 天内 0 人", "△ 7 天后　报送截止　2025.12.19", "▲ ", "下一步：“撰写报告”里 3 人卡住", "已收 128 / 168 份（76%）", "待启动 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "示例日期固定") {
		t.Error("excuses itself on the sample's own day")
	}
	for i, r := range h.due.rows {
		if r.Cadre.Name == "谷雨" && h.due.cell(i, 3).Text != "▲ 超过 20 天" {
			t.Errorf("谷雨: %q", h.due.cell(i, 3).Text)
		}
	}
}

func TestLaterTheSampleDoesNotShout(t *testing.T) {
	h, _ := home(t)
	h.d.Session.Now = func() time.Time { return sample.Today.Time().AddDate(1, 0, 0) }
	h.Reload()
	text := words(h.Content())
	if !strings.Contains(text, "示例日期固定为 2025 年 12 月") || strings.Contains(text, "超过 3") || strings.Contains(text, "已过") {
		t.Errorf("a year later:\n%s", text)
	}
	for i := range h.due.rows {
		if got := h.due.cell(i, 3).Text; got != "示例" {
			t.Errorf("shows %q", got)
		}
	}
}

func TestOwnDataAreCountedAndJoinARound(t *testing.T) {
	h, sh := home(t)
	ctx := context.Background()
	today := h.d.Session.Today()
	c := &cadre.Cadre{Name: "郁金", Unit: "图书馆", Branch: "机关党总支", Probation: cadre.Probation{Start: today.AddMonths(-12).AddDays(5)}}
	if err := h.d.Session.Store.Do(ctx, "新增", func(tx *store.Tx) error { return tx.SaveCadre(c) }); err != nil {
		t.Fatal(err)
	}
	h.Reload()
	if got := words(h.Content()); !strings.Contains(got, "下一步：1 人试用期届满或快届满，还没有进批次。") {
		t.Errorf("next step:\n%s", got)
	}
	h.due.pick.SetSelectedIndex(1)
	if len(h.due.rows) != 1 || h.due.rows[0].Cadre.ID != c.ID {
		t.Fatalf("%d rows without a round", len(h.due.rows))
	}
	if got := h.due.cell(0, 4).Text; got != "○ 还没进" {
		t.Errorf("round column %q", got)
	}
	h.due.table.Mark(0)
	h.due.marked()
	test.Tap(h.due.join)
	if !h.d.Busy() {
		t.Fatal("nothing asked")
	}
	h.d.Enter()
	subs, err := h.d.Session.Store.Subjects(ctx, sample.RoundID)
	if err != nil || len(subs) != 25 || len(sh.Toasts) == 0 {
		t.Errorf("%d subjects, %v, told %v", len(subs), err, sh.Toasts)
	}
	h.Reload()
	if len(h.due.rows) != 0 || !h.due.join.Disabled() {
		t.Error("who joined is still offered")
	}
}

func TestNextStepLeadsToTheStage(t *testing.T) {
	h, sh := home(t)
	test.Tap(button(t, h.next, "看谁缺什么…"))
	p, ok := sh.Last().(*rounds.Page)
	if !ok {
		t.Fatalf("opened %T", sh.Last())
	}
	p.Reload()
	if !h.d.Busy() {
		t.Error("the stage is not shown")
	}
}

func TestNextStepOfARound(t *testing.T) {
	s := &review.Scheme{Stages: []review.Stage{{Key: "a", Name: "甲"}, {Key: "b", Name: "乙"}}}
	v := func(n, ended, bottleneck int, held ...review.Held) *job.RoundView {
		p := &review.Progress{Bottleneck: bottleneck, Ended: ended}
		for _, st := range s.Stages {
			p.Stages = append(p.Stages, review.StageState{Stage: st, Held: held})
		}
		return &job.RoundView{Work: &job.Work{Round: &review.Round{ID: "r"}, Scheme: s}, Subjects: n, Progress: p}
	}
	for want, x := range map[nextKind]*job.RoundView{
		nextAdd: v(0, 0, -1), nextPack: v(2, 2, -1), nextRound: v(2, 1, -1),
		nextUnblock: v(2, 0, 1, review.Held{Unmet: []review.Unmet{{Text: "缺"}}}),
	} {
		if got := nextIn(x); got.kind != want || got.text == "" || got.button == "" {
			t.Errorf("got %+v, want kind %d", got, want)
		}
	}
}

func TestEmptyDatabaseSaysHowToBegin(t *testing.T) {
	d := desktest.New(t, desktest.Session(t))
	d.Shell = &desktest.Shell{}
	h := New(d)
	d.Win.SetContent(h.Content())
	h.Reload()
	button(t, h.Content(), "导入…")
	button(t, h.Content(), "新建批次…")
}

func TestDaysInWords(t *testing.T) {
	for days, want := range map[int]string{-2: "▲ 已过 2 天", 0: "△ 今天截止", 3: "△ 3 天后", 20: "· 20 天后"} {
		if got, _ := daysWord(days); got != want {
			t.Errorf("%d: %s", days, got)
		}
	}
	now := time.Date(2025, 12, 12, 9, 0, 0, 0, time.Local)
	for h, want := range map[int]string{1: "今天 08:00", 20: "昨天 13:00", 24 * 10: "2025年12月2日（10 天前）"} {
		if got := ago(now, now.Add(-time.Duration(h)*time.Hour)); got != want {
			t.Errorf("%d hours: %s, want %s", h, got, want)
		}
	}
}

// Who only assesses units is not sent to import cadres.
func TestNextStepWithoutCadres(t *testing.T) {
	s := &review.Scheme{Kinds: []review.SubjectKind{{Key: "county"}}, Stages: []review.Stage{{Key: "a"}}}
	v := job.RoundView{Work: &job.Work{Round: &review.Round{ID: "r"}, Scheme: s}, Subjects: 2, Progress: &review.Progress{Bottleneck: -1, Ended: 1}}
	if n := nextOf(&job.Overview{Rounds: []job.RoundView{v}}, false); n.kind != nextRound || n.text != "没有对象被卡住，可以往下走。" {
		t.Errorf("next is %q", n.text)
	}
	if n := nextOf(&job.Overview{}, false); n.kind != nextImport {
		t.Errorf("in an empty database next is %q", n.text)
	}
}

// In a window as it first opens no name and no number of days in the list of those
// who are due is cut, also when days come to be counted that were not before.
func TestDueListIsReadWhole(t *testing.T) {
	d, _ := desktest.OnSample(t)
	now := d.Session.Now
	d.Session.Now = func() time.Time { return sample.Today.Time().AddDate(1, 0, 0) } // the sample does not shout
	h := New(d)
	d.Win.SetContent(h.Content())
	d.Win.Resize(fyne.NewSize(1080, 700)) // of 1200, without what stands beside the screen
	h.Reload()
	d.Session.Now = now
	h.Reload()
	cut := ""
	desktest.Walk(h.due.table, func(o fyne.CanvasObject) {
		if x, ok := o.(*canvas.Text); ok {
			cut += x.Text + "\n"
		}
	})
	for _, want := range []string{"▲ 超过 204 天\n", "霍青禾\n", "阿依穗·麦力克\n"} {
		if !strings.Contains(cut, want) {
			t.Errorf("%q is cut in\n%s", want, cut)
		}
	}
}
