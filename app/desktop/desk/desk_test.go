package desk

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/safefile"
)

type shell struct{ toasts []string }

func (s *shell) Open(Screen)            {}
func (s *shell) Back()                  {}
func (s *shell) Retitle()               {}
func (s *shell) Toast(t string, _ bool) { s.toasts = append(s.toasts, t) }
func (s *shell) Receive([]string)       {}

func desk(t *testing.T) (*Desk, *shell) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(false))
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(1000, 650))
	d, sh := New(&job.Session{}, a, w, false), &shell{}
	d.Shell = sh
	return d, sh
}

// inDialog finds what the dialog on top holds.
func inDialog[T fyne.CanvasObject](d *Desk, fit func(T) bool) (found T) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if x, ok := o.(T); ok && fit(x) {
			found = x
		}
		switch x := o.(type) {
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				walk(c)
			}
		}
	}
	if top := d.Win.Canvas().Overlays().Top(); top != nil {
		walk(top)
	}
	return found
}

func button(t *testing.T, d *Desk, text string) *Push {
	t.Helper()
	b := inDialog(d, func(b *Push) bool { return b.Text == text })
	if b == nil {
		t.Fatalf("no button %s in the dialog", text)
	}
	return b
}

func TestPickersOpenAndCloseWithEscape(t *testing.T) {
	d, _ := desk(t)
	for name, pick := range map[string]func(func(string)){"file": func(f func(string)) { d.pickFile(f, []string{".lrmx"}) }, "folder": d.pickFolder} {
		pick(func(string) {})
		if !d.Busy() || d.Win.Canvas().Overlays().Top() == nil {
			t.Fatalf("the %s picker did not open", name)
		}
		if l := inDialog(d, func(l *widget.Label) bool { return l.Text == "Home" || l.Text == "Computer" }); l != nil {
			t.Errorf("the %s picker says %s", name, l.Text)
		}
		if inDialog(d, func(l *widget.Label) bool { return l.Text == "主目录" }) == nil {
			t.Errorf("the %s picker has no 主目录", name)
		}
		d.Escape()
		if d.Busy() || d.Win.Canvas().Overlays().Top() != nil {
			t.Errorf("Escape did not close the %s picker", name)
		}
	}
}

// The picker's buttons lie at its lower edge: it must end inside the window.
func TestPickersLieWithinTheWindow(t *testing.T) {
	d, _ := desk(t)
	for _, percent := range []int{90, 100, 150} {
		d.App.Preferences().SetInt(theme.ScaleKey, percent)
		d.App.Settings().SetTheme(theme.Chosen(d.App.Preferences()))
		for _, size := range []fyne.Size{{Width: 900, Height: 560}, {Width: 1024, Height: 700}, {Width: 1366, Height: 720}, {Width: 1920, Height: 1040}} {
			d.Win.Resize(size.AddWidthHeight(300, 120))
			d.pickFolder(func(string) {})
			b := inDialog(d, func(b *widget.Button) bool { return b.Text == "选这个文件夹" })
			if b == nil {
				t.Fatal("the picker has no button to confirm")
			}
			d.Win.Resize(size) // smaller, with the picker open
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
			if at.X < 0 || at.Y < 0 || at.X+b.Size().Width > size.Width || at.Y+b.Size().Height > size.Height {
				t.Errorf("%d %%, window %v: the button is at %v, %v large", percent, size, at, b.Size())
			}
			d.Escape()
		}
	}
}

// Enter presses the button that has the keyboard; Ctrl+Enter confirms from a
// field for several lines.
func TestEnterInDialogs(t *testing.T) {
	d, _ := desk(t)
	accepted := 0
	e := widgets.NewLong(3)
	d.Win.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyReturn && d.Busy() {
			d.Enter()
		}
	})
	ask := func() { d.Ask("问", "好", e, fyne.NewSize(400, 300), func() error { accepted++; return nil }) }
	ask()
	inDialog(d, func(p *Push) bool { return p.Text == "取消" }).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.Busy() || accepted != 0 {
		t.Fatalf("Enter on 取消: open %v, accepted %d", d.Busy(), accepted)
	}
	ask()
	d.Win.Canvas().Focus(e)
	e.SetText("一行")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if accepted != 0 || !strings.Contains(e.Text, "\n") {
		t.Fatalf("Enter in a long field: accepted %d, %q", accepted, e.Text)
	}
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if accepted != 1 || d.Busy() {
		t.Errorf("Ctrl+Enter: accepted %d, open %v", accepted, d.Busy())
	}
}

// A dialog is as high as its fields need, but never higher than the window.
func TestDialogGrowsWithItsFields(t *testing.T) {
	d, _ := desk(t)
	for n, whole := range map[int]bool{2: true, 9: true, 60: false} {
		box := container.NewVBox()
		for range n {
			box.Add(widgets.NewEntry())
		}
		column := widgets.FieldColumn(box)
		dlg := d.Ask("问", "好", column, fyne.NewSize(400, 200), func() error { return nil })
		if got := column.Size().Height >= widgets.ColumnHeight(column); got != whole {
			t.Errorf("%d fields of %v in a column of %v: all shown %v", n, widgets.ColumnHeight(column), column.Size().Height, got)
		}
		if h := column.Size().Height; h > 650-40 {
			t.Errorf("%d fields: the column is %v high in a window of 650", n, h)
		}
		dlg.Dismiss()
	}
}

func TestErrorDialogSaysWhatAndCopiesDetails(t *testing.T) {
	d, _ := desk(t)
	d.Fail("保存", errors.New("磁盘满了"))
	test.Tap(button(t, d, "复制详情"))
	for _, want := range []string{"操作：保存", "原因：磁盘满了"} {
		if got := d.App.Clipboard().Content(); !strings.Contains(got, want) {
			t.Errorf("details lack %q: %s", want, got)
		}
	}
	d.Enter()
	if d.Busy() {
		t.Error("Enter did not close the error dialog")
	}
	d.Fail("保存", context.Canceled)
	if d.Busy() {
		t.Error("a cancelled job is shown as a fault")
	}
}

func TestAskSaveNamesTheFileAndStaysOnFaults(t *testing.T) {
	d, _ := desk(t)
	dir := t.TempDir()
	lastFolder = filepath.Join(dir, "没有")
	got := ""
	d.AskSave("保存到", "花名册", ".xlsx", func(p string) { got = p })
	d.Enter()
	if got != "" || !d.Busy() {
		t.Errorf("a folder that does not exist was taken: %s", got)
	}
	d.Escape()
	lastFolder = dir
	d.AskSave("保存到", "花名册", ".xlsx", func(p string) { got = p })
	d.Enter()
	if want := filepath.Join(dir, "花名册.xlsx"); got != want || d.Busy() {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAskOpenTakesPathsLineByLine(t *testing.T) {
	d, _ := desk(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "a.lrmx")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	d.AskOpen("导入", "读取", "", true, func(p []string) { got = p })
	d.Enter()
	if got != nil || !d.Busy() {
		t.Error("nothing chosen was taken")
	}
	d.Escape()
	d.AskOpen("导入", "读取", "", true, func(p []string) { got = p })
	e, ok := d.Win.Canvas().Focused().(interface{ SetText(string) })
	if !ok {
		t.Fatal("the list of paths has no focus")
	}
	e.SetText("\"" + file + "\"\n" + dir)
	d.Enter()
	if len(got) != 2 || got[0] != file || got[1] != dir {
		t.Errorf("got %v", got)
	}
}

func TestLongJobTellsCancellationApartFromFaults(t *testing.T) {
	d, sh := desk(t)
	d.Long("制作", func(context.Context, func(int, int, string)) (func(), error) { return nil, context.Canceled })
	if d.Busy() || len(sh.toasts) != 1 || sh.toasts[0] != "已取消：制作" {
		t.Errorf("busy %v, told %v", d.Busy(), sh.toasts)
	}
	d.Long("制作", func(context.Context, func(int, int, string)) (func(), error) { return nil, errors.New("坏") })
	if !d.Busy() {
		t.Error("a fault was not shown")
	}
}

func TestALaterLoadOvertakes(t *testing.T) {
	d, _ := desk(t)
	var l Loader
	var shown []string
	l.Load(d, "读", func(context.Context) (func(), error) {
		l.Load(d, "读", func(context.Context) (func(), error) {
			return func() { shown = append(shown, "new") }, nil
		})
		return func() { shown = append(shown, "old") }, nil
	})
	if len(shown) != 1 || shown[0] != "new" {
		t.Errorf("shown %v", shown)
	}
}

// One save at a time: what waits is saved after it, and what was missed is read
// after a save that went well only.
func TestDraftSaveGoesOneByOne(t *testing.T) {
	d, _ := desk(t)
	var v DraftSave
	var did []string
	note := func(s string) func() { return func() { did = append(did, s) } }
	fail := func(error) { did = append(did, "failed") }
	v.Missed = true
	v.Store(d, func() (func(), error) {
		if !v.Running() || !v.Wait(note("waited")) {
			t.Error("a save that runs lets another one through")
		}
		return note("done"), nil
	}, fail, note("reload"))
	if got := strings.Join(did, " "); got != "done waited reload" || v.Failed != nil || v.Wait(nil) {
		t.Errorf("after a good save: %s, %v", got, v.Failed)
	}
	did = nil
	bad := errors.New("坏")
	v.Store(d, func() (func(), error) { return note("done"), bad }, fail, note("reload"))
	if got := strings.Join(did, " "); got != "failed" || v.Failed != bad {
		t.Errorf("after a failed save: %s, %v", got, v.Failed)
	}
}

// T35: a file that cannot be replaced is told with the ways on; each of them
// works.
func TestAFileThatCannotBeWrittenCanBeTriedAgain(t *testing.T) {
	d, sh := desk(t)
	dir := t.TempDir()
	lastFolder = dir
	tries := 0
	write := func(path string) {
		d.Do("导出", func(ctx context.Context) error {
			tries++
			if tries < 3 {
				return &safefile.Error{Path: path, Text: "“" + path + "”正被其他程序打开"}
			}
			return nil
		}, func() { sh.toasts = append(sh.toasts, "写好 "+filepath.Base(path)) })
	}
	d.AskSave("保存到", "花名册", ".xlsx", write)
	d.Enter()
	if button(t, d, "打开文件夹") == nil {
		t.Fatal("no way to the folder")
	}
	test.Tap(button(t, d, "重试"))
	if tries != 2 || !d.Busy() {
		t.Fatalf("tried %d times, dialog %v", tries, d.Busy())
	}
	test.Tap(button(t, d, "另存…"))
	e := inDialog(d, func(e *widgets.Entry) bool { return e.Text == "花名册.xlsx" })
	if e == nil {
		t.Fatal("asking again does not begin with the name given")
	}
	e.SetText("花名册2.xlsx")
	d.Enter()
	if tries != 3 || len(sh.toasts) != 1 || sh.toasts[0] != "写好 花名册2.xlsx" || d.Busy() {
		t.Errorf("%d tries, told %v", tries, sh.toasts)
	}
}

// A file that is there is replaced only after asking.
func TestReplacingAFileIsAsked(t *testing.T) {
	d, _ := desk(t)
	dir := t.TempDir()
	lastFolder = dir
	if err := os.WriteFile(filepath.Join(dir, "花名册.xlsx"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := ""
	d.AskSave("保存到", "花名册", ".xlsx", func(p string) { got = p })
	d.Enter()
	if got != "" {
		t.Fatal("replaced without asking")
	}
	test.Tap(button(t, d, "换成新的"))
	if got != filepath.Join(dir, "花名册.xlsx") {
		t.Errorf("got %q", got)
	}
}

// Fyne's own dialog for saving empties the file before anything is written.
func TestNothingIsSavedThroughFyne(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil && (bytes.Contains(b, []byte("NewFileSave")) || bytes.Contains(b, []byte("ShowFileSave")) || bytes.Contains(b, []byte("storage.Writer"))) {
			t.Errorf("%s writes through Fyne", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is only shown is as high as it needs too, and closed by 关闭.
func TestWhatIsShownGrowsAndIsClosed(t *testing.T) {
	d, _ := desk(t)
	box := container.NewVBox()
	for range 9 {
		box.Add(widgets.NewEntry())
	}
	column := widgets.FieldColumn(box)
	d.TellAll("看", column, fyne.NewSize(400, 200))
	if column.Size().Height < widgets.ColumnHeight(column) {
		t.Errorf("%v of %v shown in a window with room", column.Size().Height, widgets.ColumnHeight(column))
	}
	if inDialog(d, func(b *Push) bool { return b.Text == "关闭" }) == nil {
		t.Error("no button says 关闭")
	}
	if d.Enter(); d.Busy() {
		t.Error("Enter leaves it open")
	}
}
