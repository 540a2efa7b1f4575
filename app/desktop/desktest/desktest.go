// Package desktest lets screens be tested on the sample, without a window of
// the system.
package desktest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/job"
	"kaocha/app/sample"
)

// Shell stands in for the window around the screens and keeps what it was told.
type Shell struct {
	Opened   []desk.Screen
	Toasts   []string
	Received []string
	Backs    int
}

// Open, Back, Retitle, Toast and Receive are the shell's side of desk.Shell.
func (s *Shell) Open(c desk.Screen)     { s.Opened = append(s.Opened, c) }
func (s *Shell) Back()                  { s.Backs++ }
func (s *Shell) Retitle()               {}
func (s *Shell) Toast(t string, _ bool) { s.Toasts = append(s.Toasts, t) }
func (s *Shell) Receive(paths []string) { s.Received = paths }

// Last is the screen opened last.
func (s *Shell) Last() desk.Screen { return s.Opened[len(s.Opened)-1] }

// Session opens a new database in a folder of its own, on the sample's day.
func Session(t testing.TB) *job.Session { t.Helper(); return session(t, nil) }

const user = "测试员"

// session is Session on what stands in a database file, nil for none.
func session(t testing.TB, raw []byte) *job.Session {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	path := filepath.Join(t.TempDir(), "测试.db")
	if raw != nil {
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := job.Open(path, user)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.Now = func() time.Time { return sample.Today.Time().Add(10 * time.Hour) }
	return s
}

// shared is the app of all tests of a package: each new one, and each theme set,
// has Fyne read the large Chinese fonts again and keep them.
var shared = sync.OnceValue(test.NewApp)

// app gives a test the shared app as a new one would be.
func app() fyne.App {
	a := shared()
	fyne.SetCurrentApp(a)
	a.Preferences().(interface{ WriteValues(func(map[string]any)) }).WriteValues(func(m map[string]any) { clear(m) })
	a.Clipboard().SetContent("")
	if usual := theme.New(false); a.Settings().Theme() != usual {
		a.Settings().SetTheme(usual)
	}
	return a
}

// New opens a desk over a session in a test window of the first size.
func New(t testing.TB, s *job.Session) *desk.Desk {
	t.Helper()
	a := app()
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(1200, 700))
	return desk.New(s, a, w, false)
}

// sampled is the sample's database file. Its portraits and pages take longer to
// make than most tests, so each test has a copy.
var sampled = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "示例.db")
	s, err := job.Open(path, user)
	if err != nil {
		return nil, err
	}
	err = sample.Install(context.Background(), s.Store)
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// Sampled is Session with the sample in it.
func Sampled(t testing.TB) *job.Session {
	t.Helper()
	raw, err := sampled()
	if err != nil {
		t.Fatal(err)
	}
	return session(t, raw)
}

// OnSample opens a desk over the sample, with a Shell around it.
func OnSample(t testing.TB) (*desk.Desk, *Shell) {
	t.Helper()
	d, sh := New(t, Sampled(t)), &Shell{}
	d.Shell = sh
	return d, sh
}

// OneGoroutine leaves a long test out of short runs: it draws screen after screen on
// one goroutine, where the race detector finds nothing.
func OneGoroutine(t testing.TB) {
	if testing.Short() {
		t.Helper()
		t.Skip("draws on one goroutine only")
	}
}

// Walk calls do for an object and all that is visible in it.
func Walk(o fyne.CanvasObject, do func(fyne.CanvasObject)) { walk(o, do, true) }

// WalkAll is Walk with what is hidden, as on a tab that is not open.
func WalkAll(o fyne.CanvasObject, do func(fyne.CanvasObject)) { walk(o, do, false) }

func walk(o fyne.CanvasObject, do func(fyne.CanvasObject), visible bool) {
	if o == nil || visible && !o.Visible() {
		return
	}
	do(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			walk(c, do, visible)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			walk(c, do, visible)
		}
	}
}

// Button is the button that an object is, nil for another object.
func Button(o fyne.CanvasObject) *widget.Button {
	if b, ok := o.(*desk.Push); ok {
		return &b.Button
	}
	return nil
}

// Blank is a screen that shows nothing.
type Blank struct{}

// Title, Content and Reload make it a desk.Screen.
func (Blank) Title() string              { return "空白" }
func (Blank) Content() fyne.CanvasObject { return widget.NewLabel("") }
func (Blank) Reload()                    {}
