package cadres

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
)

// onTop finds a button of the dialog on top.
func onTop(d *desk.Desk, text string) (b *widget.Button) {
	if top := d.Win.Canvas().Overlays().Top(); top != nil {
		desktest.Walk(top, func(o fyne.CanvasObject) {
			if x := desktest.Button(o); x != nil && x.Text == text {
				b = x
			}
		})
	}
	return b
}

func tapOnTop(t *testing.T, d *desk.Desk, text string) {
	t.Helper()
	b := onTop(d, text)
	if b == nil {
		t.Fatalf("no button %s on top", text)
	}
	test.Tap(b)
}

func steps(t *testing.T, d *desk.Desk) []store.Action {
	t.Helper()
	list, err := d.Session.Store.Actions(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTypingIsOneStepAndKeepsTheCursor(t *testing.T) {
	d, sh := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	e := p.editorOf("籍贯").focus.(*widgets.Entry)
	old := e.Text
	d.Win.Canvas().Focus(e)
	before := len(steps(t, d))
	for _, r := range "福建省 " {
		e.TypedRune(r)
	}
	c, _ := d.Session.FindCadre(context.Background(), "林知秋")
	if c.NativePlace != "福建省 "+old || e.CursorColumn != 4 || d.Win.Canvas().Focused() != fyne.Focusable(e) || len(sh.Toasts) > 0 {
		t.Errorf("stored %q, cursor %d, toasts %v", c.NativePlace, e.CursorColumn, sh.Toasts)
	}
	if list := steps(t, d); len(list) != before+1 || list[0].Label != "修改 林知秋" {
		t.Errorf("%d steps, %q", len(list)-before, list[0].Label)
	}
	if _, err := d.Session.Store.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	p.Reload()
	if e.Text != old || p.dirty() {
		t.Errorf("after undo %q", e.Text)
	}
}

func TestFieldInErrorHoldsTheRecordAndIsAskedAbout(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	ed := p.editorOf("参加工作时间")
	was := ed.text()
	ed.set("2024.13")
	p.editorOf("籍贯").set("别处")
	stored := func() *cadre.Cadre { c, _ := d.Session.FindCadre(context.Background(), "林知秋"); return c }
	if stored().NativePlace == "别处" || !strings.Contains(p.bar.State.Text, "没有保存：“参加工作时间”") || !ed.fault.Visible() || ed.text() != "2024.13" {
		t.Fatalf("stored %s, bar %s", stored().NativePlace, p.bar.State.Text)
	}
	left := 0
	p.Leave(func() { left++ })
	tapOnTop(t, d, "继续改")
	if left != 0 || d.Win.Canvas().Focused() != ed.focus {
		t.Error("继续改 does not lead to the field")
	}
	p.Leave(func() { left++ })
	tapOnTop(t, d, "放弃这一处")
	if left != 1 || stored().NativePlace != "别处" || stored().WorkStart.String() != was || ed.text() != was {
		t.Errorf("left %d, stored %s %s", left, stored().NativePlace, stored().WorkStart)
	}
}

func TestLeavingSavesWithoutAQuestion(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	left := 0
	p.Leave(func() { left++ })
	p.filling = true // typed, and not at rest yet
	p.editorOf("籍贯").set("别处")
	p.filling = false
	p.Leave(func() { left++ })
	if c, _ := d.Session.FindCadre(context.Background(), "林知秋"); left != 2 || d.Busy() || c.NativePlace != "别处" {
		t.Errorf("left %d, stored %s", left, c.NativePlace)
	}
}

// newOne opens the page of a new person as Ctrl+N does.
func newOne(t *testing.T, d *desk.Desk) *Person {
	t.Helper()
	p := newPerson(d, &cadre.Cadre{})
	d.Win.SetContent(p.Content())
	p.Reload()
	return p
}

func TestNewPersonByNumber(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := newOne(t, d)
	id := p.editorOf(idKey)
	if d.Win.Canvas().Focused() != id.focus {
		t.Fatal("the cursor is not in the number")
	}
	if got := p.bar.State.Text; strings.Contains(got, "已保存") {
		t.Errorf("a page without a word says %q", got)
	}
	id.set("999999198203150011") // check character wrong
	d.Win.Canvas().Unfocus()
	if p.editorOf("出生年月").text() != "" || p.editorOf("性别").text() != "" || !id.under.Visible() {
		t.Error("a wrong number fills fields, or is not told")
	}
	id.set("999999198203150012")
	if b, s := p.editorOf("出生年月").text(), p.editorOf("性别").text(); b != "1982.03" || s != "男" {
		t.Fatalf("filled %q %q", b, s)
	}
	if l := id.under.Objects[0].(*fyne.Container).Objects[0].(*widgets.Paragraph); l.Text != "1982年3月生，男，43 岁" {
		t.Errorf("says %q", l.Text)
	}
	if _, n, _ := d.Session.Store.Cadres(context.Background(), store.CadreFilter{}); n != 36 {
		t.Fatal("saved without a name")
	}
	asked := false
	p.Leave(func() { asked = true })
	tapOnTop(t, d, "继续改")
	p.editorOf("姓名").set("夏无忧")
	if d.Win.Canvas().Focused() == p.editorOf("姓名").focus {
		d.Win.Canvas().Unfocus()
	}
	c, err := d.Session.FindCadre(context.Background(), "夏无忧")
	if err != nil || asked || p.id != c.ID || c.Sex != "男" || p.Title() != "夏无忧" {
		t.Fatalf("%v %v", err, c)
	}
	if list := steps(t, d); list[0].Label != "新增 夏无忧" {
		t.Errorf("step %q", list[0].Label)
	}
}

func TestNumberThatIsThereAlreadyIsTold(t *testing.T) {
	d, sh := desktest.OnSample(t)
	other, _ := d.Session.FindCadre(context.Background(), "林知秋")
	p := newOne(t, d)
	p.editorOf(idKey).set(other.IDNumber)
	d.Win.Canvas().Unfocus()
	p.editorOf("姓名").set("夏无忧")
	if p.id != "" || !strings.Contains(p.bar.State.Text, "与库里的“林知秋”相同") {
		t.Fatalf("a double was saved by itself: %s", p.bar.State.Text)
	}
	p.Leave(func() { t.Error("left with a double unasked") })
	tapOnTop(t, d, "继续改")
	if p.id != "" || !p.past[0].Disabled() {
		t.Error("saved by leaving")
	}
	var open *widget.Button
	desktest.Walk(p.editorOf(idKey).under, func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil {
			open = b
		}
	})
	test.Tap(open)
	if o, ok := sh.Last().(*Person); !ok || o.id != other.ID || p.dirty() {
		t.Error("the person who is there is not opened")
	}
}

func TestPageFollowsTheField(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	for key, want := range map[string]int{"籍贯": 0, "家庭成员": 1, "简历": 0, "奖惩情况": 1} {
		p.pages.Show1(1 - want)
		d.Win.Canvas().Focus(p.editorOf(key).focus)
		if p.pages.Current() != p.shown[want] {
			t.Errorf("%s is not on the page that is shown", key)
		}
	}
	c := p.stored
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		if v := f.Get(&c); v != "" {
			if s, ok := whereOn(p.shown, f, v); ok && (s.w <= 0 || s.h <= 0 || s.x < 0 || s.y < 0) {
				t.Errorf("%s stands at %v", f.Key, s)
			}
		}
	}
	sex, _ := whereOn(p.shown, cadre.FieldByKey("性别"), c.Sex)
	name, _ := whereOn(p.shown, cadre.FieldByKey("姓名"), c.Name)
	if sex.page != 0 || sex.y > name.y+20 || sex.x < name.x {
		t.Errorf("性别 at %v, 姓名 at %v", sex, name)
	}
}

func TestPhotoIsSavedAndABadOneRefused(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	p.takePhoto([]byte("no picture"))
	if !d.Busy() || p.newPic != nil {
		t.Fatal("a text is taken for a photo")
	}
	d.Escape()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 400)), nil); err != nil {
		t.Fatal(err)
	}
	old := p.stored.PhotoHash
	p.takePhoto(b.Bytes())
	c, _ := d.Session.FindCadre(context.Background(), "林知秋")
	if c.PhotoHash == "" || c.PhotoHash == old || p.dirty() {
		t.Errorf("photo %q after %q", c.PhotoHash, old)
	}
}

func TestFindingsAreGoneThroughByOneButton(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	p.editorOf("籍贯").set("")
	p.editorOf("民族").set("")
	if !p.nextOne.Visible() || p.nextOne.Text != "有 2 栏要核对，去下一栏" {
		t.Fatalf("button says %q", p.nextOne.Text)
	}
	var seen []string
	for range 3 {
		test.Tap(p.nextOne)
		seen = append(seen, p.in.field.Key)
	}
	if strings.Join(seen, " ") != "民族 籍贯 民族" {
		t.Errorf("goes to %v", seen)
	}
	p.editorOf("籍贯").set("某地")
	p.editorOf("民族").set("汉族")
	if p.nextOne.Visible() {
		t.Error("the button stays without findings")
	}
}

func TestFindingsOfAPersonLeadToTheirFields(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	if p.issues.Len() != 0 || p.issueHead.Visible() {
		t.Fatalf("%d findings before", p.issues.Len())
	}
	p.editorOf("籍贯").set("")
	p.editorOf("民族").set("")
	if p.issues.Len() != 2 || p.issueHead.Text != "核对：2 处" {
		t.Fatalf("%d findings, head %q", p.issues.Len(), p.issueHead.Text)
	}
	d.Win.Canvas().Focus(p.issues)
	p.issues.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.issues.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.Win.Canvas().Focused() != p.editorOf("籍贯").focus {
		t.Errorf("the second finding leads to %T", d.Win.Canvas().Focused())
	}
}

func TestLongTextsOfAPersonAreCountedAndLeftByTab(t *testing.T) {
	d, _ := desktest.OnSample(t)
	p := person(t, d, "林知秋")
	e := p.editorOf("奖惩情况")
	d.Win.Canvas().Focus(e.focus)
	e.set("获校级先进 一次")
	if text := textsIn(e.row); !strings.Contains(text, "7 字") {
		t.Errorf("the count is not told: %q", text)
	}
	if e.focus.(fyne.Tabbable).AcceptsTab() {
		t.Error("Tab stays in the text")
	}
}
