package cadres

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
)

func listOn(d *desk.Desk) *List {
	l := NewList(d)
	d.Win.SetContent(l.Content())
	l.Reload()
	return l
}

func TestListFiltersByStandingAndBranch(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	c, _ := d.Session.FindCadre(ctx, "林知秋")
	c.Probation.FormalDate = c.Probation.Start
	if err := d.Session.SaveCadre(ctx, c, nil); err != nil {
		t.Fatal(err)
	}
	l := listOn(d)
	l.bar.Pick(colStanding, string(cadre.Formal))
	if len(l.rows) != 2 || !slices.ContainsFunc(l.rows, func(r *row) bool { return r.text(0) == "林知秋" }) || !strings.HasPrefix(l.cell(0, colStanding).Text, "√") {
		t.Fatalf("%d persons are 已转正", len(l.rows))
	}
	l.bar.Pick(colStanding, "")
	l.bar.Pick(colBranch, c.Branch)
	for _, r := range l.rows {
		if r.text(colBranch) != c.Branch {
			t.Errorf("%s is of %s", r.text(0), r.text(colBranch))
		}
	}
	f, n := l.filter()
	if len(f.IDs) != len(l.rows) || n != len(l.rows) || n == 36 {
		t.Errorf("the export takes %d of %d", n, len(l.rows))
	}
	l.bar.Clear()
	l.bar.Search.SetText(c.IDNumber)
	if len(l.rows) != 1 || l.cell(0, colID).Text == c.IDNumber || strings.Contains(l.table.TSV(), c.IDNumber) {
		t.Errorf("by ID number %d persons, shown %s", len(l.rows), l.cell(0, colID).Text)
	}
	l.bar.Search.SetText("没有这个人")
	if found := textsIn(l.middle); !strings.Contains(found, "没有符合条件的干部") {
		t.Errorf("nobody found says %s", found)
	}
}

func textsIn(o fyne.CanvasObject) string {
	var b strings.Builder
	desktest.Walk(o, func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok {
			b.WriteString(l.Text + "\n")
		}
	})
	return b.String()
}

func TestEmptyRegisterSaysHowToBegin(t *testing.T) {
	s := desktest.Session(t)
	d := desktest.New(t, s)
	d.Shell = &desktest.Shell{}
	if text := textsIn(listOn(d).middle); !strings.Contains(text, "干部库还是空的") || !strings.Contains(text, "拖进窗口") {
		t.Errorf("says %q", text)
	}
}

// choose takes an item of the list's menu.
func choose(t *testing.T, l *List, text string) {
	t.Helper()
	for _, m := range l.menu() {
		if m.Label == text {
			if m.Disabled {
				t.Fatalf("%s cannot be chosen", text)
			}
			m.Action()
			return
		}
	}
	t.Fatalf("no %s in the menu", text)
}

func TestSelectedPersonsJoinARoundAndAreDeleted(t *testing.T) {
	d, sh := desktest.OnSample(t)
	ctx := context.Background()
	for _, n := range []string{"夏无忧", "夏有余"} {
		if err := d.Session.SaveCadre(ctx, &cadre.Cadre{Name: n, Unit: "校史研究室"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	r, err := d.Session.CreateRound(ctx, job.NewRound{Name: "新批次"})
	if err != nil {
		t.Fatal(err)
	}
	l := listOn(d)
	if !l.more.Disabled() {
		t.Error("nobody is marked, yet something can be done")
	}
	l.bar.Search.SetText("校史研究室")
	l.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if l.more.Text != "所选 2 人…" {
		t.Fatalf("button says %s", l.more.Text)
	}
	l.bar.Search.SetText("无此人")
	if l.more.Text != "所选…" || !l.more.Disabled() {
		t.Errorf("with nobody listed the button says %s", l.more.Text)
	}
	l.bar.Search.SetText("校史研究室")
	l.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	choose(t, l, "加入批次…")
	inTop[*widget.RadioGroup](d)[0].SetSelected("新批次")
	tapOnTop(t, d, "加入")
	if subs, _ := d.Session.Store.Subjects(ctx, r.ID); len(subs) != 2 || sh.Toasts[len(sh.Toasts)-1] != "“新批次”加入了 2 人" {
		t.Fatalf("%d subjects, toasts %v", len(subs), sh.Toasts)
	}
	l.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	choose(t, l, "删除…")
	tapOnTop(t, d, "删除 2 人")
	if onTop(d, "复制详情") == nil {
		t.Fatal("subjects of a round are deleted")
	}
	d.Escape()
	if _, err := d.Session.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	choose(t, l, "删除…")
	if text := textsIn(d.Win.Canvas().Overlays().Top()); !strings.Contains(text, "夏无忧") || !strings.Contains(text, "夏有余") {
		t.Errorf("the question names %s", text)
	}
	tapOnTop(t, d, "删除 2 人")
	if _, err := d.Session.FindCadre(ctx, "夏无忧"); err == nil {
		t.Error("not deleted")
	}
	if _, err := d.Session.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Session.FindCadre(ctx, "夏有余"); err != nil {
		t.Error("undo does not bring them back")
	}
}

// T35: no program for PDF files is told with where the file lies.
func TestPrintingWithoutAPDFProgramSaysWhereTheFileIs(t *testing.T) {
	d, _ := desktest.OnSample(t)
	t.Setenv("PATH", t.TempDir())
	l := listOn(d)
	l.bar.Search.SetText("lzq")
	l.table.Mark(0)
	l.Print()
	tapOnTop(t, d, "下一步")
	if text := textsIn(d.Win.Canvas().Overlays().Top()); !strings.Contains(text, "lp") {
		t.Errorf("no way to print is not told: %s", text)
	}
	tapOnTop(t, d, "用 PDF 程序打开")
	dir, err := job.PrintFolder()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "干部情况登记表 林知秋.pdf")
	if b, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(b), "%PDF") {
		t.Fatalf("no PDF: %v", err)
	}
	if text := textsIn(d.Win.Canvas().Overlays().Top()); !strings.Contains(text, "系统里没有能打开它的程序") || !strings.Contains(text, path) {
		t.Errorf("says %s", text)
	}
}

// T33: more than the form holds stays inside it, and is told.
func TestOverlongPersonStaysInsideTheForm(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	var resume, family []string
	for i := range 60 {
		resume = append(resume, cadre.Date{Year: 1950 + i, Month: 1}.Dotted()+"--"+cadre.Date{Year: 1951 + i, Month: 1}.Dotted()+"  某大学某学院某办公室工作人员")
	}
	for range 12 {
		family = append(family, "兄弟｜某某某｜1980.01｜群众｜某省某市某县某单位职工")
	}
	p.stored.PhotoHash, p.photo = "", nil
	p.editorOf("简历").set(strings.Join(resume, "\n"))
	p.editorOf("家庭成员").set(strings.Join(family, "\n"))
	p.editorOf("现任职务").set(strings.Repeat("某大学某学院办公室主任", 11))
	if p.pages.Count() < 2 {
		t.Fatalf("%d pages", p.pages.Count())
	}
	for i, pg := range p.shown {
		for _, g := range pg.Glyphs {
			if g.X < 0 || g.X > pg.W || g.Y < 0 || g.Y > pg.H {
				t.Fatalf("page %d: %c at %.0f %.0f is off the sheet", i+1, g.R, g.X, g.Y)
			}
		}
	}
	if text := textsIn(p.issues); !strings.Contains(text, "放不下") {
		t.Errorf("what does not fit is not told: %s", text)
	}
}
