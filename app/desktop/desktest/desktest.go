// Package desktest lets screens be tested on the sample, without a window of
// the system.
package desktest

import (
	"context"
	"path/filepath"
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
func Session(t testing.TB) *job.Session {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	s, err := job.Open(filepath.Join(t.TempDir(), "测试.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.Now = func() time.Time { return sample.Today.Time().Add(10 * time.Hour) }
	return s
}

// New opens a desk over a session in a test window of the first size.
func New(t testing.TB, s *job.Session) *desk.Desk {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(false))
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(1200, 700))
	return desk.New(s, a, w, false)
}

// OnSample opens a desk over the sample, with a Shell around it.
func OnSample(t testing.TB) (*desk.Desk, *Shell) {
	t.Helper()
	s := Session(t)
	if err := sample.Install(context.Background(), s.Store); err != nil {
		t.Fatal(err)
	}
	d, sh := New(t, s), &Shell{}
	d.Shell = sh
	return d, sh
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
