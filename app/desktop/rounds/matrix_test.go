package rounds

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/sample"
	"kaocha/data/review"
)

func TestTrackCountsAndShowsWhoIsHeld(t *testing.T) {
	p, sh := page(t)
	if n := len(p.track.row.Objects); n != len(p.w.Scheme.Stages) {
		t.Fatalf("%d steps", n)
	}
	at := p.w.Scheme.StageIndex("writing")
	step := p.track.row.Objects[at].(*trackStep)
	if step.count != 3 || step.held != 3 || !step.worst {
		t.Errorf("撰写报告: %d, %d held, worst %v", step.count, step.held, step.worst)
	}
	if !strings.HasPrefix(p.track.line.Text, "卡得最多：撰写报告 3 人，▲ 3 人不能往下走") {
		t.Errorf("line: %s", p.track.line.Text)
	}
	first := p.track.row.Objects[0].(*trackStep)
	first.FocusGained()
	if !strings.HasPrefix(p.track.line.Text, "待启动 1 人") {
		t.Errorf("with the keyboard on the first step: %s", p.track.line.Text)
	}
	first.FocusLost()
	step.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !p.d.Busy() {
		t.Fatal("Enter shows nothing")
	}
	p.d.Enter() // opens the first person
	s, ok := sh.Last().(*Subject)
	if !ok || p.d.Busy() {
		t.Fatalf("Enter in the list opened %T", sh.Last())
	}
	if s.want == nil || s.want.tab != tabReport {
		t.Errorf("goes to %+v, what is missing is in the report", s.want)
	}
	step.Tapped(nil)
	test.Tap(dialogWith(t, p.d, func(b *widgets.Push) bool { return b.Text == "表里只列这些人" }))
	if len(p.rows) != 3 || p.d.Busy() {
		t.Errorf("%d rows of the stage", len(p.rows))
	}
}

func TestGoingBackNeedsAReasonThatIsKept(t *testing.T) {
	p, _ := page(t)
	row := p.rows[rowOf(t, p, "谷雨")]
	p.askStageOf([]matrixRow{row}, "谷雨")
	to := dialogWith(t, p.d, func(s *widget.Select) bool { return slices.Contains(s.Options, nextStep) })
	to.SetSelected("材料收集")
	p.d.Enter()
	if !p.d.Busy() {
		t.Fatal("went back without a reason")
	}
	reason := dialogWith(t, p.d, func(e *widgets.Entry) bool { return strings.HasPrefix(e.PlaceHolder, "退回") })
	reason.SetText("材料补交")
	p.d.Enter()
	sub, err := p.d.Session.Store.Subject(context.Background(), row.subject)
	if err != nil || sub.Stage != "collecting" || sub.Moves[len(sub.Moves)-1].Reason != "材料补交" {
		t.Errorf("at %s, %v, %v", sub.Stage, sub.Moves, err)
	}
}

func TestMenuActsOnTheSelection(t *testing.T) {
	p, _ := page(t)
	if !p.bulk.Disabled() || p.bulkItems(-1) != nil {
		t.Error("something can be done for nobody")
	}
	p.table.Mark(rowOf(t, p, "花千树"))
	p.marked()
	items := p.bulkItems(-1)
	if p.bulk.Disabled() || len(items) != 9 {
		t.Fatalf("%d items", len(items))
	}
	p.showBulk()
	if p.d.Win.Canvas().Overlays().Top() == nil {
		t.Error("the button opens no menu")
	}
	p.d.Win.Canvas().Overlays().Remove(p.d.Win.Canvas().Overlays().Top())
	items[2].Action() // 登记材料
	p.d.Enter()
	if !p.d.Busy() {
		t.Fatal("registered without a material")
	}
	which := dialogWith(t, p.d, func(s *widget.Select) bool { return s.PlaceHolder == "选一项材料" })
	which.SetSelected("考察报告")
	p.d.Enter()
	if !p.d.Busy() {
		t.Fatal("registered nothing at all")
	}
	state := dialogWith(t, p.d, func(r *widget.RadioGroup) bool { return slices.Contains(r.Options, review.StateNames[review.Signed]) })
	state.SetSelected(review.StateNames[review.Signed])
	p.d.Enter()
	p.Reload()
	if m := p.file(p.rows[rowOf(t, p, "花千树")].subject).Subject.MaterialOf("report"); m.State != review.Signed {
		t.Errorf("state %s", m.State)
	}
}

func TestRemovingNamesWhomAndComesBack(t *testing.T) {
	p, _ := page(t)
	p.askRemove([]matrixRow{p.rows[rowOf(t, p, "花千树")]})
	l := dialogWith(t, p.d, func(l *widgets.Paragraph) bool {
		return strings.Contains(l.Text, "移出批次") && strings.Contains(l.Text, "花千树")
	})
	if !strings.Contains(l.Text, "干部库里的人不受影响") {
		t.Error(l.Text)
	}
	test.Tap(dialogWith(t, p.d, func(b *widgets.Push) bool { return b.Text == "移出 花千树" }))
	p.Reload()
	if len(p.rows) != 23 {
		t.Errorf("%d rows", len(p.rows))
	}
	if _, err := p.d.Session.Store.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	p.Reload()
	if len(p.rows) != 24 {
		t.Errorf("%d rows after undo", len(p.rows))
	}
}

func TestSortingFollowsTheMeaning(t *testing.T) {
	p, _ := page(t)
	p.sortBy(2) // stages as the scheme has them
	for i := 1; i < len(p.rows); i++ {
		if p.rank(&p.rows[i-1], 2) > p.rank(&p.rows[i], 2) {
			t.Fatalf("%s stands before %s", p.rows[i-1].stage, p.rows[i].stage)
		}
	}
	p.sortBy(3)
	if p.rows[0].errors == 0 {
		t.Error("who has most faults does not come first")
	}
	p.sortBy(3)
	p.sortBy(3)
	if p.table.Sorted != -1 || p.rows[0].name != p.all[0].name {
		t.Error("the third click does not bring the round's order back")
	}
}

func TestFileDroppedOnACellAndBesideIt(t *testing.T) {
	p, _ := page(t)
	dir := t.TempDir()
	var doc []byte
	for _, f := range sample.Build().Files {
		if f.MaterialKey == "summary" {
			doc = f.Docx
			break
		}
	}
	path := filepath.Join(dir, "说明不了什么.docx")
	named := filepath.Join(dir, "花千树 履职工作总结.docx")
	for _, x := range []string{path, named} {
		if err := os.WriteFile(x, doc, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	row := rowOf(t, p, "谷雨")
	at, ok := cellPlace(p, row, fixedColumns)
	if !ok {
		t.Fatal("the cell is not in view")
	}
	if !p.Dropped(at, []string{path}) {
		t.Fatal("not taken")
	}
	if m := p.file(p.rows[row].subject).Subject.MaterialOf("summary"); m.FileName == "说明不了什么.docx" {
		t.Log("shown already")
	}
	dialogWith(t, p.d, func(l *widgets.Paragraph) bool {
		return strings.Contains(l.Text, "√ 谷雨 · 履职工作总结") && strings.Contains(l.Text, "字")
	})
	p.d.Enter()
	sub, _ := p.d.Session.Store.Subject(context.Background(), p.rows[row].subject)
	if m := sub.MaterialOf("summary"); m.FileName != "说明不了什么.docx" || m.Facts == nil {
		t.Errorf("recorded %+v", m)
	}
	if !p.Dropped(fyne.NewPos(1, 1), []string{path, named}) || !p.d.Busy() {
		t.Fatal("no plan is shown")
	}
	person := dialogWith(t, p.d, func(s *widget.Select) bool { return len(s.Options) == 25 })
	if person.Selected != "" {
		t.Errorf("%q was guessed", person.Selected)
	}
	p.d.Enter()
	p.d.Enter()
	sub, _ = p.d.Session.Store.Subject(context.Background(), p.rows[rowOf(t, p, "花千树")].subject)
	if m := sub.MaterialOf("summary"); m.FileName != filepath.Base(named) {
		t.Errorf("recorded %+v", m)
	}
	p.Dropped(at, []string{named}) // another's name on the cell of 谷雨
	dialogWith(t, p.d, func(l *widgets.Paragraph) bool {
		return strings.Contains(l.Text, "是花千树的材料。仍然作为谷雨的履职工作总结收下吗")
	})
	sub, _ = p.d.Session.Store.Subject(context.Background(), p.rows[row].subject)
	if m := sub.MaterialOf("summary"); m.FileName == filepath.Base(named) {
		t.Error("taken before the answer")
	}
	p.d.Escape()
	if p.Dropped(at, []string{"/x/花名册.lrmx"}) {
		t.Error("a register is not imported but taken as a material")
	}
}

// cellPlace looks for a cell in the window.
func cellPlace(p *Page, row, col int) (fyne.Position, bool) {
	abs := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.table)
	s := p.table.Size()
	for y := float32(4); y < s.Height; y += 8 {
		for x := float32(4); x < s.Width; x += 16 {
			at := abs.AddXY(x, y)
			if r, c, ok := p.table.RowColAt(at); ok && r == row && c == col {
				return at, true
			}
		}
	}
	return fyne.Position{}, false
}

func TestClosingARoundInTheList(t *testing.T) {
	d, _ := desktest.OnSample(t)
	l := NewList(d)
	d.Win.SetContent(l.Content())
	l.Reload()
	l.table.Mark(0)
	test.Tap(l.closing)
	test.Tap(dialogWith(t, d, func(b *widgets.Push) bool { return b.Text == "仍然归档" }))
	l.Reload()
	if !l.rows[0].closed || l.closing.Text != "取消归档" {
		t.Fatalf("closed %v, button %s", l.rows[0].closed, l.closing.Text)
	}
	test.Tap(l.closing)
	l.Reload()
	if l.rows[0].closed {
		t.Error("cannot be opened again")
	}
}

func TestThePageFitsASmallScreen(t *testing.T) {
	p, _ := page(t)
	if w := p.Content().MinSize().Width; w > 900 {
		t.Errorf("the page needs a width of %.0f", w)
	}
}

// A table without rows says why: nobody fits, or nobody is there.
func TestTablesOfARoundSayWhyTheyAreEmpty(t *testing.T) {
	p, _ := assessment(t, "unit-annual")
	p.search.SetText("没有这样的单位")
	if !p.none.Visible() || p.empty.Visible() {
		t.Error("nobody fits, and nothing is said")
	}
	p.search.SetText("")
	if p.none.Visible() || !strings.Contains(shown(p.result.body), "没有可列的对象") || !strings.Contains(shown(p.sum.body), "没有可列的人") {
		t.Error("with rows again it still says that there are none")
	}
}
