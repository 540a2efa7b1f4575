package rounds

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/pack"
)

func page(t *testing.T) (*Page, *desktest.Shell) {
	t.Helper()
	d, sh := desktest.OnSample(t)
	p := NewPage(d, sample.RoundID)
	d.Win.SetContent(p.Content())
	p.Reload()
	return p, sh
}

func rowOf(t *testing.T, p *Page, name string) int {
	t.Helper()
	for i, r := range p.rows {
		if r.name == name {
			return i
		}
	}
	t.Fatalf("no row for %s", name)
	return 0
}

func subject(t *testing.T, p *Page, name string) *Subject {
	t.Helper()
	s := newSubject(p.d, p.id, p.rows[rowOf(t, p, name)].subject, name)
	p.d.Win.SetContent(s.Content())
	s.Reload()
	return s
}

func printed(p *widgets.Pages) string {
	var b strings.Builder
	for i := range p.Count() {
		p.Show1(i)
		for _, g := range p.Current().Glyphs {
			b.WriteRune(g.R)
		}
	}
	return b.String()
}

func TestMatrixShowsEveryMaterialAndFilters(t *testing.T) {
	p, _ := page(t)
	if len(p.rows) != 24 {
		t.Fatalf("%d subjects, want 24", len(p.rows))
	}
	if n := len(p.table.Columns); n != fixedColumns+7+3 {
		t.Errorf("%d columns", n)
	}
	row := rowOf(t, p, "花千树")
	report := -1
	for i, it := range p.w.Scheme.Material {
		if it.Key == "report" {
			report = i
		}
	}
	if got := p.cell(row, fixedColumns+report); got.Text != "○ 未交" {
		t.Errorf("花千树's report shows %q", got.Text)
	}
	p.branch.SetSelected("林学院党总支")
	if len(p.rows) == 0 || len(p.rows) == 24 {
		t.Errorf("%d rows of one branch", len(p.rows))
	}
	for _, r := range p.rows {
		if r.branch != "林学院党总支" {
			t.Errorf("%s belongs to %s", r.name, r.branch)
		}
	}
}

func TestEveryStateHasAMarkOfItsOwn(t *testing.T) {
	seen := map[rune]bool{}
	for _, s := range review.States {
		m := []rune(marks[s].Text)
		if len(m) < 4 || seen[m[0]] || !strings.HasSuffix(marks[s].Text, review.StateNames[s]) {
			t.Errorf("%s is shown as %q", s, marks[s].Text)
		}
		seen[m[0]] = true
	}
}

func TestRecordingAMaterial(t *testing.T) {
	p, sh := page(t)
	row := rowOf(t, p, "花千树")
	it, err := p.w.ItemOf("report")
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	record(p.d, p.w, p.rows[row].subject, it, job.Receipt{Paper: &yes, Pages: 2})
	p.Reload()
	m := p.file(p.rows[row].subject).Subject.MaterialOf("report")
	if m.State != review.Received || !m.Paper || m.Pages != 2 || len(sh.Toasts) != 1 || sh.Toasts[0] != "花千树 · 考察报告：已收" {
		t.Errorf("recorded %+v, told %v", m, sh.Toasts)
	}
}

func TestReportTextIsCountedPrintedAndSaved(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "花千树")
	s.tabs.SelectIndex(3)
	if s.form.Key != "report" {
		t.Fatalf("tab 报告 shows %s", s.form.Key)
	}
	before := s.length.Text
	s.draft.Report.Texts = map[string]string{"merits": strings.Repeat("稳", 1500)}
	s.changed()
	if s.length.Text == before || !strings.Contains(s.length.Text, "上限 1500 字，超过 ") {
		t.Errorf("length says %q", s.length.Text)
	}
	if strings.Count(printed(s.pages), "稳") != 1500 {
		t.Error("the page lacks what was typed")
	}
	s.Save()
	sub, err := p.d.Session.Store.Subject(context.Background(), s.id)
	if err != nil || review.Chars(sub.Report.Texts["merits"]) != 1500 || s.dirty() {
		t.Errorf("saved %v, dirty %v, %v", len(sub.Report.Texts), s.dirty(), err)
	}
}

func TestTallyExplainsAndRefusesToBalance(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "谷雨")
	s.tabs.SelectIndex(1)
	if s.dirty() {
		t.Fatal("looking at the ballots is a change")
	}
	if !strings.Contains(s.result.Text, "各数平衡") || !strings.Contains(s.result.Text, "÷") {
		t.Errorf("result: %s", s.result.Text)
	}
	n := 999
	s.draft.Tally.Groups[0].Valid = &n
	s.changed()
	if !strings.Contains(s.result.Text, "× 错误") || strings.Contains(s.result.Text, "各数平衡") {
		t.Errorf("999 valid ballots: %s", s.result.Text)
	}
}

func TestOpinionsAndDecisionAreKept(t *testing.T) {
	p, _ := page(t)
	s := subject(t, p, "花千树")
	var entries []*widgets.Entry
	desktest.WalkAll(s.tab[4], func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok {
			entries = append(entries, e)
		}
	})
	if len(entries) < 6 {
		t.Fatalf("%d fields", len(entries))
	}
	entries[0].SetText("同意转正")
	if got := s.draft.OpinionOf("panel").Text; got != "同意转正" {
		t.Errorf("panel's opinion %q", got)
	}
	entries[0].SetText("")
	if s.dirty() {
		t.Error("an emptied opinion is still a change")
	}
}

func TestFindingIsWaivedAndComesBack(t *testing.T) {
	p, _ := page(t)
	all := p.found.openCount()
	key := p.found.rows[0].Key
	if _, err := p.w.Waive(context.Background(), key, "已核实"); err != nil {
		t.Fatal(err)
	}
	p.Reload()
	if p.found.openCount() != all-1 {
		t.Errorf("%d open of %d after one was explained", p.found.openCount(), all)
	}
	for _, f := range p.found.rows {
		if f.Key == key {
			t.Error("an explained finding is still listed")
		}
	}
	p.found.state.SetSelected(withWaived)
	found := false
	for i, f := range p.found.rows {
		if f.Key == key {
			found = strings.Contains(p.found.cell(i, 4).Text, "已说明：已核实")
		}
	}
	if !found {
		t.Error("the reason is not shown")
	}
}

func TestStageListsWhatBlocks(t *testing.T) {
	p, _ := page(t)
	id := p.rows[rowOf(t, p, "花千树")].subject
	if text := p.blocking([]string{id}, nextStep); !strings.Contains(text, "花千树 → 撰写报告　缺：没有谈话记录") {
		t.Errorf("blocking: %s", text)
	}
	p.advance([]string{id}, nextStep, "")
	if sub, _ := p.d.Session.Store.Subject(context.Background(), id); sub.Stage != "talking" {
		t.Errorf("moved to %s all the same", sub.Stage)
	}
	if !p.d.Busy() {
		t.Error("nothing told about who stayed")
	}
}

func TestNewRoundWithSubjects(t *testing.T) {
	p, _ := page(t)
	ctx := context.Background()
	r, err := p.d.Session.CreateRound(ctx, job.NewRound{Name: "试一试", Scheme: "fafu-probation"})
	if err != nil {
		t.Fatal(err)
	}
	n := NewPage(p.d, r.ID)
	n.Reload()
	list, err := candidates(ctx, p.d.Session, n.w.Scheme, r.ID, cadre.MustDate("2025.12.31"))
	if err != nil || len(list) != 36 {
		t.Fatalf("%d candidates, %v", len(list), err)
	}
	due := 0
	for i, c := range list {
		if c.due {
			due++
			if i > 0 && !list[i-1].due {
				t.Error("who is due does not come first")
			}
		}
	}
	if due == 0 || due == 36 {
		t.Errorf("%d proposed", due)
	}
	n.add([]string{list[0].id, list[1].id})
	n.Reload()
	if len(n.rows) != 2 {
		t.Errorf("%d subjects", len(n.rows))
	}
}

func TestPackButtonWritesTheFolder(t *testing.T) {
	p, sh := page(t)
	dir := filepath.Join(t.TempDir(), "成套")
	p.pack(dir)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 7 {
		t.Fatalf("%d entries, %v", len(files), err)
	}
	v, ok := sh.Last().(*packed)
	if !ok {
		t.Fatalf("%T tells of the pack", sh.Last())
	}
	var b strings.Builder
	desktest.Walk(v.Content(), func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok {
			b.WriteString(l.Text)
		}
	})
	for _, want := range []string{"考察对象 24 人", "缺项与未签：", dir} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the result lacks %q: %s", want, b.String())
		}
	}
	if _, err := os.Stat(filepath.Join(dir, pack.PrintFile)); err != nil {
		t.Error(err)
	}
	if got := p.d.App.Preferences().String(packKey); got != filepath.Dir(dir) {
		t.Errorf("the place kept is %q", got)
	}
	for i, r := range v.rows {
		if r.person == "花千树" {
			v.jump(i)
			break
		}
	}
	if s, ok := sh.Last().(*Subject); !ok || s.name != "花千树" {
		t.Error("no way from what is missing to the person")
	}
}
