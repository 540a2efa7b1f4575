package desktop

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/store"
)

// window opens a shell on a new database in a folder of its own; everything
// happens on the test's goroutine.
func window(t *testing.T, withSample bool) (*shell, *job.Session) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	if err := theme.ForceChinese(); err != nil {
		t.Fatal(err)
	}
	s := desktest.Session(t)
	if withSample {
		if err := firstStart(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	sh := newShell(desktest.New(t, s))
	sh.start()
	t.Cleanup(func() { sh.stop() })
	return sh, s
}

// shown is every text in the window, from all visible objects.
func shown(o fyne.CanvasObject) string {
	var b strings.Builder
	desktest.Walk(o, func(o fyne.CanvasObject) {
		switch x := o.(type) {
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

// press taps the visible button with a text, in the window or its dialog.
func press(t *testing.T, sh *shell, text string) {
	t.Helper()
	var hit *widget.Button
	find := func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && strings.HasPrefix(b.Text, text) {
			hit = b
		}
	}
	c := sh.d.Win.Canvas()
	if top := c.Overlays().Top(); top != nil {
		desktest.Walk(top, find)
	} else {
		desktest.Walk(c.Content(), find)
	}
	if hit == nil {
		t.Fatalf("there is no button %q", text)
	}
	if hit.Disabled() {
		t.Fatalf("button %q is disabled", text)
	}
	test.Tap(hit)
}

func TestFirstStartShowsTheSampleAndTakesItAway(t *testing.T) {
	sh, s := window(t, true)
	text := shown(sh.d.Win.Canvas().Content())
	for _, want := range []string{"现在看到的是示例数据", "2025年度科级干部试用期考察（示例）", "干部 36 人　批次 1 个", "操作人：测试员"} {
		if !strings.Contains(text, want) {
			t.Errorf("the first screen lacks %q:\n%s", want, text)
		}
	}
	press(t, sh, "删除示例")
	press(t, sh, "删除示例") // the confirmation names it
	text = shown(sh.d.Win.Canvas().Content())
	if strings.Contains(text, "现在看到的是示例数据") || !strings.Contains(text, "从这里开始") || !strings.Contains(text, "干部 0 人　批次 0 个") {
		t.Errorf("after removing the sample: %s", text)
	}
	sh.undoStep()
	if _, n, _ := s.Store.Cadres(context.Background(), store.CadreFilter{}); n != 36 {
		t.Errorf("one undo brought %d of 36 persons back", n)
	}
	if text = shown(sh.d.Win.Canvas().Content()); !strings.Contains(text, "现在看到的是示例数据") || !strings.Contains(text, "已撤销：“移除示例”") {
		t.Errorf("after undo: %s", text)
	}
}

func TestWorkedOnDatabaseGetsNoSample(t *testing.T) {
	_, s := window(t, true)
	ctx := context.Background()
	if err := sample.Remove(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	if err := firstStart(ctx, s); err != nil {
		t.Fatal(err)
	}
	if there, _ := sample.Installed(ctx, s.Store); there {
		t.Error("the sample came back after it was removed")
	}
}

func TestReadOnlyDatabaseSaysWhy(t *testing.T) {
	_, s := window(t, true)
	path := s.Store.Path()
	s.Close()
	st, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s.Store = st
	sh := newShell(desk.New(s, fyne.CurrentApp(), test.NewTempWindow(t, widget.NewLabel("")), false))
	sh.start()
	defer sh.stop()
	_, why := st.ReadOnly()
	if text := shown(sh.d.Win.Canvas().Content()); why == "" || !strings.Contains(text, "只能查看，不能修改："+why) {
		t.Errorf("no banner with the reason %q:\n%s", why, text)
	}
}

func TestEveryTextIsChinese(t *testing.T) {
	desktest.OneGoroutine(t)
	for _, l := range []string{"C", "en_US.UTF-8", "zh_TW.UTF-8"} {
		t.Setenv("LC_ALL", l)
		if err := theme.ForceChinese(); err != nil {
			t.Fatal(err)
		}
		for en, zh := range map[string]string{"No": "否", "OK": "确定", "Quit": "退出"} {
			if got := lang.L(en); got != zh {
				t.Errorf("%s: %s reads %q, want %q", l, en, got, zh)
			}
		}
	}
	known := []string{"Ctrl", "F", "K", "Excel", "Word", "PDF", "WPS", "U", "A"} // what clerks call them, and keys
	sh, _ := window(t, true)
	for i := range sh.main {
		sh.show(i)
		for _, line := range strings.Split(shown(sh.d.Win.Canvas().Content()), "\n") {
			if strings.Contains(line, "数据：") {
				continue // a path
			}
			for _, w := range strings.FieldsFunc(line, func(r rune) bool { return r < 'A' || r > 'z' || r > 'Z' && r < 'a' }) {
				if !slices.Contains(known, w) {
					t.Errorf("English on screen %q: %q", sh.main[i].name, line)
				}
			}
		}
	}
}

func TestOtherProgramsChangesAreShown(t *testing.T) {
	sh, s := window(t, true)
	other, err := job.Open(s.Store.Path(), "另一人")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	c, err := other.FindCadre(context.Background(), "林知秋")
	if err != nil {
		t.Fatal(err)
	}
	c.Unit = "校史研究室"
	if err := other.SaveCadre(context.Background(), c, nil); err != nil {
		t.Fatal(err)
	}
	sh.changed()
	if text := shown(sh.d.Win.Canvas().Content()); !strings.Contains(text, "撤销：修改 林知秋") {
		t.Errorf("the undo button does not know the other's change:\n%s", text)
	}
}

func TestNothingIsCutAtTheSmallestScreen(t *testing.T) {
	desktest.OneGoroutine(t)
	sh, _ := window(t, true)
	for i := range sh.main {
		sh.show(i)
		if m := sh.d.Win.Canvas().Content().MinSize(); m.Width > 1340 || m.Height > 700 {
			t.Errorf("screen %q needs %v", sh.main[i].name, m)
		}
	}
}

// In the largest type every screen, the round's page too, fits under the sample's
// banner on 1366 × 768 less the system's bar, the title and the menu.
func TestNothingIsCutInLargeType(t *testing.T) {
	desktest.OneGoroutine(t)
	sh, s := window(t, true)
	sh.d.App.Settings().SetTheme(theme.Sized(false, 150))
	sh.d.Win.Resize(fyne.NewSize(1366, 660))
	fits := func(name string) {
		t.Helper()
		if m := sh.d.Win.Canvas().Content().MinSize(); m.Width > 1366 || m.Height > 660 {
			t.Errorf("%s needs %v", name, m)
		}
	}
	for i := range sh.main {
		sh.show(i)
		fits(sh.main[i].name)
	}
	list, err := s.Store.Rounds(context.Background())
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	sh.Open(rounds.NewPage(sh.d, list[0].ID))
	fits("a round")
}

func TestIconIsThere(t *testing.T) {
	if _, err := os.Stat("../../resources/icons/kaocha.png"); err != nil {
		t.Error(err)
	}
}

// Messages must leave the screen's own buttons free: a clerk goes on at once.
func TestMessagesLieOverTheStatusBar(t *testing.T) {
	sh, _ := window(t, true)
	for _, percent := range []int{100, 150} {
		sh.setScale(percent)
		sh.d.Win.Resize(fyne.NewSize(minWidth, minHight))
		for text, lines := range map[string]float32{"已保存": 1, strings.Repeat("这一页没有可以打印的表。", 12): 2} {
			sh.Toast(text, true)
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(sh.toast.box)
			body := fyne.CurrentApp().Driver().AbsolutePositionForObject(sh.center)
			below := body.Y + sh.center.Size().Height
			if lines == 1 && at.Y < below {
				t.Errorf("%d %%: the message begins at %.0f, the screen ends at %.0f", percent, at.Y, below)
			}
			if lines > 1 && sh.toast.box.Size().Height <= sh.toast.room() || sh.toast.box.Size().Width > minWidth {
				t.Errorf("%d %%: a long message has %v", percent, sh.toast.box.Size())
			}
			if end := at.Y + sh.toast.box.Size().Height; end > sh.d.Win.Canvas().Size().Height {
				t.Errorf("%d %%: the message ends at %.0f, below the window", percent, end)
			}
		}
	}
}

// A field of the page before must not take keys any more.
func TestKeysGoToThePageThatIsShown(t *testing.T) {
	sh, _ := window(t, true)
	sh.goTo(atCadres)
	sh.current().(*cadres.List).Find()
	e := sh.d.Win.Canvas().Focused().(*widgets.Entry)
	test.Type(e, "林知秋")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(sh.stack) != 2 {
		t.Fatalf("Enter shows %d pages", len(sh.stack))
	}
	if f := sh.d.Win.Canvas().Focused(); f == e {
		t.Error("the search field of the list still has the keys")
	}
}

// Lists take the keys as soon as they are shown, also when they are come back to.
func TestListsTakeTheKeysWhenShown(t *testing.T) {
	sh, _ := window(t, true)
	c := sh.d.Win.Canvas()
	press := func(k fyne.KeyName) {
		t.Helper()
		if c.Focused() == nil {
			t.Fatal("the keys go nowhere")
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	sh.goTo(atCadres)
	press(fyne.KeyDown)
	press(fyne.KeyReturn)
	if len(sh.stack) != 2 {
		t.Fatal("Enter opened nobody")
	}
	first := sh.current().Title()
	sh.Back()
	press(fyne.KeyDown)
	press(fyne.KeyReturn)
	if next := sh.current().Title(); len(sh.stack) != 2 || next == first {
		t.Errorf("after %s the down key and Enter opened %s", first, next)
	}
	sh.goTo(atRounds)
	press(fyne.KeyReturn)
	press(fyne.KeyDown)
	press(fyne.KeyReturn)
	if len(sh.stack) != 3 {
		t.Errorf("the keys led %d pages deep", len(sh.stack))
	}
}

// After a click on a button, which has the keys of nobody, those of the table
// still work.
func TestTableKeysWorkAfterAClick(t *testing.T) {
	sh, _ := window(t, true)
	c := sh.d.Win.Canvas()
	sh.goTo(atCadres)
	c.Unfocus()
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
	if c.Focused() == nil {
		t.Error("the down key goes nowhere")
	}
	c.Unfocus()
	sh.inTable(&fyne.ShortcutSelectAll{})
	if text := shown(sh.current().Content()); !strings.Contains(text, "所选 36 人") {
		t.Errorf("Ctrl+A marked nobody: %s", text)
	}
}

// The keys of the menu do on each screen what it is for, and say so when nothing
// is seen of it.
func TestMenuKeysAnswerOnEveryScreen(t *testing.T) {
	sh, _ := window(t, true)
	text := func() string { return shown(sh.d.Win.Canvas().Content()) }
	sh.goTo(atSettings)
	sh.save()
	if !strings.Contains(text(), "马上保存，不用另外保存") {
		t.Error("saving the settings says nothing")
	}
	sh.reread()
	if !strings.Contains(text(), "已重新读取") {
		t.Error("reading again says nothing")
	}
	sh.goTo(atRounds)
	sh.makeNew()
	if !sh.d.Busy() && sh.current().Title() == "新增干部" {
		t.Error("Ctrl+N makes a person among the rounds")
	}
}

// The menus say which key does the same, in a colour that is read, and the key works.
func TestMenusTellTheirKeys(t *testing.T) {
	sh, _ := window(t, true)
	keys := map[string]string{"新增": "Ctrl+N", "导入": "Ctrl+O", "保存": "Ctrl+S", "打印": "Ctrl+P", "锁定": "Ctrl+L", "撤销": "Ctrl+Z", "重做": "Ctrl+Y",
		"在本页查找": "Ctrl+F", "查找全部": "Ctrl+K", "首页": "Ctrl+1", "干部": "Ctrl+2", "返回": "Alt+←", "重新读取": "F5", "本页的帮助": "F1"}
	sh.setScale(125)
	ticked := ""
	for _, m := range sh.d.Win.MainMenu().Items {
		for _, it := range m.Items {
			if it.Checked {
				ticked += it.Label
			}
			if _, faint := it.Shortcut.(fyne.KeyboardShortcut); faint {
				t.Errorf("%s: Fyne writes its key, hardly to be seen", it.Label)
			}
			for name, key := range keys {
				if strings.HasPrefix(it.Label, name) && strings.HasSuffix(it.Label, "　"+key) {
					delete(keys, name)
				}
			}
		}
	}
	if len(keys) > 0 {
		t.Errorf("not told: %v", keys)
	}
	if ticked != "文字大小 125%" {
		t.Errorf("ticked: %q", ticked)
	}
	goTo := func(k fyne.KeyName) {
		want := (&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl}).ShortcutName()
		for _, m := range sh.d.Win.MainMenu().Items {
			for _, it := range m.Items {
				if it.Shortcut != nil && it.Shortcut.ShortcutName() == want {
					it.Action()
				}
			}
		}
	}
	goTo(fyne.Key2)
	if title := sh.current().Title(); title != "干部" {
		t.Errorf("Ctrl+2 leads to %s", title)
	}
}
