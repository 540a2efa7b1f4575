package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/job"
	"kaocha/data/review"
)

// copied makes a copy of a scheme with the list's own button and opens its page.
func copied(t *testing.T, key, name string) (*desk.Desk, *desktest.Shell, *Screen, *schemeEditor) {
	t.Helper()
	d, sh, s := open(t, "考核方案")
	g := s.sections[s.at].grid
	all, err := d.Session.Schemes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range all {
		if x.Key == key {
			g.Mark(i)
		}
	}
	test.Tap(button(t, s.Content(), "复制一份…"))
	typePath(t, d, name)
	d.Enter()
	if len(sh.Opened) == 0 {
		t.Fatalf("no page was opened; told %v", sh.Toasts)
	}
	e := sh.Last().(*schemeEditor)
	d.Win.SetContent(e.Content())
	e.Reload()
	return d, sh, s, e
}

// row marks the row of a figure in the table.
func (e *schemeEditor) row(t *testing.T, path string) {
	t.Helper()
	for i, r := range e.figures.rows {
		if e.figures.all[r].Path == path {
			e.figures.grid.Mark(i)
			return
		}
	}
	t.Fatalf("no row for %s", path)
}

// A copy whose weights do not add up is not taken: what is wrong is told by line;
// with the second weight it is, and a round opened with it counts by them:
// 0.5·91 + 0.5·88.5 = 89.75, and not 0.4·91 + 0.6·88.5 = 89.5.
func TestACopyIsChangedInItsTable(t *testing.T) {
	d, sh, s, e := copied(t, "integrity-target", "本市廉政考核")
	change := func(path, value string) {
		e.row(t, path)
		test.Tap(button(t, e.Content(), "改这个数…"))
		typePath(t, d, value)
		d.Enter()
	}
	change("score.terms[0].weight", "五成")
	if !d.Busy() || !says(top(t, d), "应为数字，如 0.4，写的是“五成”") {
		t.Fatal("a word for a number was taken")
	}
	d.Escape()
	change("score.terms[0].weight", "0.5")
	e.save(nil)
	if e.found.Len() != 1 || e.stored == e.text || !strings.Contains(e.bar.State.Text, "没有保存") {
		t.Fatalf("weights of 1.1 were taken; %d faults, %q", e.found.Len(), e.bar.State.Text)
	}
	change("score.terms[1].weight", "0.5")
	test.Tap(button(t, e.Content(), "保存"))
	if e.dirty() || e.found.Len() != 0 {
		t.Fatalf("not saved: %q, told %v", e.bar.State.Text, sh.Toasts)
	}
	s.Reload()
	g := s.sections[s.at].grid
	if last := g.CellAt(g.Rows()-1, 0).Text; last != "本市廉政考核" {
		t.Errorf("the list ends with %q", last)
	}
	sch, _, err := d.Session.FindScheme(ctx, "own.本市廉政考核")
	if err != nil {
		t.Fatal(err)
	}
	sub := &review.Subject{Kind: "county"}
	for _, m := range []struct {
		sheet, item string
		points      float64
	}{{"party", "leading", 15}, {"party", "duty", 15}, {"party", "education", 12}, {"party", "rules", 13}, {"party", "power", 18}, {"party", "check", 18},
		{"discipline", "case", 28.5}, {"discipline", "trial", 15}, {"discipline", "letters", 15}, {"discipline", "inspect", 15}, {"discipline", "team", 15}} {
		if err := sch.GivePoints(sub, m.sheet, m.item, "", &m.points, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := review.ScoreOf(sch, sub).Text; got != "89.75" {
		t.Errorf("the total is %s", got)
	}
	if _, err := d.Session.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	e.Reload()
	if strings.Contains(e.text, "weight: 0.5") || !strings.Contains(e.text, "weight: 0.6") {
		t.Error("undoing the change does not show")
	}
}

// What is wrong in the whole text is listed by line, and leaving keeps it aside
// until it is right; the scheme in use stays as it was.
func TestATextWithFaultsIsKeptAside(t *testing.T) {
	d, sh, _, e := copied(t, "integrity-target", "本市廉政考核")
	stored := e.stored
	e.full.Entry.SetText(strings.NewReplacer("  decimals: 2", "  decimal: 2", "max: 20, office: 监督检查室", "max: 二十, office: 监督检查室").Replace(e.text))
	if e.found.Len() != 4 || !says(e.Content(), "行：不认识的键“decimal”，是否应为“decimals”？") || !says(e.Content(), "“sheets[0].sections[1].items[2].max”应为数字，写的是 二十") {
		t.Fatalf("%d faults are told", e.found.Len())
	}
	left := false
	e.Leave(func() { left = true })
	test.Tap(button(t, top(t, d), "暂存"))
	if !left {
		t.Fatalf("the page was not left; told %v", sh.Toasts)
	}
	if _, text, err := d.Session.FindScheme(ctx, "own.本市廉政考核"); err != nil || string(text) != stored {
		t.Errorf("the scheme in use changed: %v", err)
	}
	again := newSchemeEditor(d, "本市廉政考核")
	again.Reload()
	if again.text == stored || !again.dirty() || again.found.Len() != 4 {
		t.Errorf("what was put aside did not come back: %d faults", again.found.Len())
	}
	again.full.Entry.SetText(stored + "\n# 本市说明\n")
	again.save(nil)
	if draft, err := d.Session.SchemeDraft(ctx, "本市廉政考核"); err != nil || draft != nil {
		t.Errorf("the draft stayed: %v", err)
	}
}

// Copies cannot bear the name of another scheme, and a new name goes with the
// scheme and with the choice of the default.
func TestNamesOfOwnSchemes(t *testing.T) {
	d, _, s := open(t, "考核方案")
	if _, err := d.Session.CopyScheme(ctx, "unit-annual", "科级干部试用期考察"); err == nil {
		t.Error("a copy took the name of a scheme that comes with the program")
	}
	x, err := d.Session.CopyScheme(ctx, "unit-annual", "甲方案")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Session.Set(ctx, job.SetScheme, x.Key); err != nil {
		t.Fatal(err)
	}
	text, err := review.Rename(x.Text, "乙方案")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Session.SaveScheme(ctx, "甲方案", text); err != nil {
		t.Fatal(err)
	}
	if sch, _, err := d.Session.FindScheme(ctx, ""); err != nil || sch.Name != "乙方案" {
		t.Errorf("the default is %v (%v)", sch, err)
	}
	if _, err := d.Session.SaveScheme(ctx, "甲方案", text); err == nil {
		t.Error("a scheme that is gone was changed")
	}
	s.Reload()
}
