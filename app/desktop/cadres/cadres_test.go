package cadres

import (
	"archive/zip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/exchange"
	"kaocha/data/store"
)

func person(t *testing.T, d *desk.Desk, name string) *Person {
	t.Helper()
	c, err := d.Session.FindCadre(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	p := newPerson(d, c)
	d.Win.SetContent(p.Content())
	return p
}

// printed is the text of the pages that are shown.
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

func TestListSearchesSortsAndOpens(t *testing.T) {
	d, sh := desktest.OnSample(t)
	l := NewList(d)
	d.Win.SetContent(l.Content())
	l.Reload()
	if len(l.rows) != 36 {
		t.Fatalf("%d persons, want 36", len(l.rows))
	}
	if l.rows[0].text(0) != "丁冬" {
		t.Errorf("first by strokes is %s, want 丁冬 (2 strokes)", l.rows[0].text(0))
	}
	l.sortBy(2)
	for i := 1; i < len(l.rows); i++ {
		if l.rows[i-1].text(2) > l.rows[i].text(2) {
			t.Fatalf("not by birth: %s before %s", l.rows[i-1].text(2), l.rows[i].text(2))
		}
	}
	l.sortBy(2)
	if l.rows[0].text(2) < l.rows[35].text(2) {
		t.Error("the second click does not turn the order")
	}
	l.sortBy(2)
	if l.rows[0].text(0) != "丁冬" {
		t.Error("the third click does not go back to 姓氏笔画")
	}
	l.bar.Search.SetText("lzq")
	if len(l.rows) != 1 || l.rows[0].text(0) != "林知秋" {
		t.Fatalf("lzq finds %v", l.rows)
	}
	if tsv := l.table.TSV(); !strings.HasPrefix(tsv, "姓名\t性别\t") || strings.Count(tsv, "\n") != 2 || !strings.Contains(tsv, "林知秋\t女\t1987.09") {
		t.Errorf("copied: %q", tsv)
	}
	l.bar.OnSubmit()
	if p, ok := sh.Last().(*Person); !ok || p.Title() != "林知秋" {
		t.Errorf("Enter opened %v", sh.Opened)
	}
}

func TestEditingChangesThePageAndSaves(t *testing.T) {
	d, sh := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	if p.pages.Count() != 2 || !strings.Contains(printed(p.pages), "林知秋") {
		t.Fatalf("the form is not shown: %d pages", p.pages.Count())
	}
	e := p.editorOf("现任职务").focus.(*widgets.Entry)
	e.SetText("校史研究室临时负责人")
	if !strings.Contains(printed(p.pages), "校史研究室临时负责人") {
		t.Error("the page does not follow the field")
	}
	c, _ := d.Session.FindCadre(context.Background(), "林知秋")
	if c.Position != "校史研究室临时负责人" || !p.bar.Save.Disabled() || len(sh.Toasts) > 0 || !strings.HasPrefix(p.bar.State.Text, "已自动保存") {
		t.Errorf("saved %q, toasts %v, %s", c.Position, sh.Toasts, p.bar.State.Text)
	}
	if _, err := d.Session.Store.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	p.Reload()
	if e.Text != "林学院学生工作办公室主任" || strings.Contains(printed(p.pages), "校史研究室") {
		t.Errorf("after undo the field says %q", e.Text)
	}
}

func TestDatesAreReadAndRefused(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	ed := p.editorOf("参加工作时间")
	e := ed.focus.(*widgets.Entry)
	for _, c := range [][2]string{{"2024-5-1", "2024.05.01"}, {"2024.05", "2024.05"}, {"20240501", "2024.05.01"}, {"2024年5月", "2024.05"}} {
		e.SetText(c[0])
		e.FocusLost()
		if e.Text != c[1] || ed.fault.Visible() {
			t.Errorf("%s became %q, fault %v", c[0], e.Text, ed.fault.Visible())
		}
	}
	e.SetText("2024.13")
	e.FocusLost()
	if !ed.fault.Visible() || e.Text != "2024.13" {
		t.Error("month 13 was taken")
	}
	p.Save()
	if c, _ := d.Session.FindCadre(context.Background(), "林知秋"); c.WorkStart.String() != "2024.05" {
		t.Errorf("a wrong date was saved as %s", c.WorkStart)
	}
}

func TestChoiceIsFoundByPinyin(t *testing.T) {
	d, _ := desktest.OnSample(t)
	c := person(t, d, "林知秋").editorOf("民族").focus.(*widgets.Choice)
	for typed, want := range map[string]string{"zhuang": "壮族", "zz": "zz", "汉": "汉族"} {
		c.SetText(typed)
		c.FocusLost()
		if c.Text != want {
			t.Errorf("%s became %q, want %q", typed, c.Text, want)
		}
	}
}

func TestSomebodyElsesChangeIsNotOverwritten(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	c, _ := d.Session.FindCadre(context.Background(), "林知秋")
	c.Mobile = "000-1"
	if err := d.Session.SaveCadre(context.Background(), c, nil); err != nil {
		t.Fatal(err)
	}
	p.editorOf("籍贯").set("别处")
	now, _ := d.Session.FindCadre(context.Background(), "林知秋")
	if now.NativePlace != "别处" || now.Mobile != "000-1" || p.editorOf("手机").text() != "000-1" {
		t.Errorf("stored %s %s, shown %s", now.NativePlace, now.Mobile, p.editorOf("手机").text())
	}
	now.NativePlace = "又一处"
	if err := d.Session.SaveCadre(context.Background(), now, nil); err != nil {
		t.Fatal(err)
	}
	p.editorOf("籍贯").set("本处")
	if now, _ = d.Session.FindCadre(context.Background(), "林知秋"); now.NativePlace != "又一处" || !strings.Contains(p.bar.State.Text, "别处改过") {
		t.Errorf("overwritten with %s: %s", now.NativePlace, p.bar.State.Text)
	}
	p.Save()
	tapOnTop(t, d, "保存我的修改")
	if now, _ = d.Session.FindCadre(context.Background(), "林知秋"); now.NativePlace != "本处" || p.dirty() {
		t.Errorf("not saved: %s", now.NativePlace)
	}
}

func TestImportShowsAPlanFirst(t *testing.T) {
	d, sh := desktest.OnSample(t)
	ctx := context.Background()
	dir := t.TempDir()
	csv := "姓名,性别,出生年月,单位\n夏无忧,男,1990.01,校史研究室\n"
	if err := os.WriteFile(filepath.Join(dir, "新人.csv"), []byte(csv), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, batch, err := d.Session.PlanImport(ctx, []string{dir}, exchange.RosterOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	v := newPlanView(d, plan, batch)
	v.show()
	if !strings.Contains(v.summary(), "新增 1 人") || v.ok.Text != "导入 1 人" {
		t.Fatalf("%s / %s", v.summary(), v.ok.Text)
	}
	if _, n, _ := d.Session.Store.Cadres(ctx, store.CadreFilter{}); n != 36 {
		t.Errorf("%d persons before the plan is accepted", n)
	}
	v.toggle(v.item(0))
	if !v.ok.Disabled() {
		t.Error("a person left out would still be imported")
	}
	v.toggle(v.item(0))
	v.accept()
	if _, n, _ := d.Session.Store.Cadres(ctx, store.CadreFilter{}); n != 37 || len(sh.Toasts) == 0 || sh.Toasts[0] != "已导入 1 人" {
		t.Errorf("%d persons after, toasts %v", n, sh.Toasts)
	}
}

func TestExportWritesTheListedPersons(t *testing.T) {
	d, _ := desktest.OnSample(t)
	l := NewList(d)
	l.Reload()
	l.bar.Search.SetText("lzq")
	f, n := l.filter()
	if n != 1 {
		t.Fatalf("%d persons", n)
	}
	dir := filepath.Join(t.TempDir(), "出")
	l.export(asLRMX, dir, f, n)
	files, _ := filepath.Glob(filepath.Join(dir, "*.lrmx"))
	if len(files) != 1 || filepath.Base(files[0]) != "林知秋.lrmx" {
		t.Errorf("written: %v", files)
	}
}

func TestPrintedFileHasWhatIsTyped(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	p.editorOf("籍贯").set("还没有保存的地方")
	path := filepath.Join(t.TempDir(), "表.docx")
	p.print(path)
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if xml, err := io.ReadAll(f); err != nil || !strings.Contains(string(xml), "还没有保存的地方") {
		t.Errorf("the file lacks what was typed (%d bytes, %v)", len(xml), err)
	}
}
