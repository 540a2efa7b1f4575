// Package desktop is the window: it opens the database, shows the screens and
// takes the program down again. What a screen does is done by app/job.
package desktop

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/graphics"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/native"
	"kaocha/app/desktop/settings"
	"kaocha/app/desktop/single"
	"kaocha/app/desktop/theme"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/resources/icons"
)

// appID names the program to the system.
const appID = "kaocha.desktop"

// Run opens the window on a database ("" for the default one, which gets the
// sample when it is new) with files to open in it, look: only to look at it, and
// comes back when it is closed. A window that is there already takes the files
// instead. A database that cannot be opened is told in a window of its own, with
// the ways out.
func Run(db, user string, files []string, look bool) error {
	crash := prepare()
	debug.SetGCPercent(50) // half the memory in use on top, not as much again: the PCs are old
	if err := graphics.Ready(); err != nil {
		if graphics.Elsewhere() {
			return nil
		}
		graphics.Tell(err.Error())
		return err
	}
	graphics.Guard()
	defer graphics.Rescue()
	r := &running{user: user, crash: crash, files: files}
	way := job.ForReading
	if !look {
		way = job.ForWindow
		only, handed, err := claim(db, files)
		if handed {
			return err
		}
		defer only.Close()
		r.only = only
	}
	r.app = program()
	s, err := r.open(db, way)
	if err == nil {
		r.start(s, "")
	} else {
		r.err = err
		w := r.app.NewWindow("考察通 · 打不开数据文件")
		d := desk.New(nil, r.app, w, true)
		defer d.Close()
		newTrouble(d, r.open, func(s *job.Session, note string) { r.start(s, note); w.Close() }).show(db, err)
		w.Show()
	}
	r.app.Run()
	r.end()
	return r.err
}

// running is the program while it runs.
type running struct {
	app   fyne.App
	user  string
	crash string         // the record of a crash of the last run
	files []string       // to open
	only  *single.Holder // nil beside another window
	err   error          // why there is no session
	d     *desk.Desk
}

// open opens a database for a window; any goroutine.
func (r *running) open(db string, way job.Way) (*job.Session, error) {
	s, err := job.OpenUnsigned(db, r.user, way)
	if err != nil || db != "" {
		return s, err
	}
	if err := firstStart(context.Background(), s); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// start shows the program on an open database; note is told first.
func (r *running) start(s *job.Session, note string) {
	w := r.app.NewWindow(windowTitle(s))
	if name := settings.Operator(r.app.Preferences()); name != "" && r.user == "" {
		s.Store.SetUser(name)
	}
	r.err, r.d = nil, desk.New(s, r.app, w, true)
	w.Resize(lastSize(r.app))
	w.CenterOnScreen()
	if !r.signIn(s, w, func() { r.work(s, w, note) }) {
		r.work(s, w, note)
	}
	w.Show()
}

// work builds the screens once it is known who works.
func (r *running) work(s *job.Session, w fyne.Window, note string) {
	sh := newShell(r.d)
	w.SetCloseIntercept(sh.quit)
	sh.start()
	follow(r.d)
	go sh.backups()
	if len(r.files) > 0 {
		sh.OpenFiles(r.files)
	}
	if r.only != nil {
		r.only.Serve(sh.called)
	}
	if tellCrash(r.d, r.crash); r.crash == "" && sh.hasSample() {
		help.FirstTour(r.d)
	}
	if text := strings.Trim(note+"\n\n"+s.Store.Notice(), "\n"); text != "" {
		r.d.Tell("关于数据文件", text)
	}
}

func (r *running) end() {
	if r.d != nil {
		r.d.Close()
		r.d.Session.Close()
	}
}

// program is the application with its look.
func program() fyne.App {
	a := fyneapp.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("kaocha.png", icons.Program))
	a.Settings().SetTheme(theme.Chosen(a.Preferences()))
	if err := theme.ForceChinese(); err != nil {
		fyne.LogError("界面文字", err) // Fyne's own words stay; nothing else is lost
	}
	return a
}

func windowTitle(s *job.Session) string {
	title := "考察通 · " + filepath.Base(s.Store.Path())
	if ro, _ := s.Store.ReadOnly(); ro {
		title += "（只读）"
	}
	return title
}

// firstStart puts the sample into an empty default database, so that there is
// something to look at.
func firstStart(ctx context.Context, s *job.Session) error {
	if ro, _ := s.Store.ReadOnly(); ro {
		return nil
	}
	if n, err := s.Store.LastAction(ctx); err != nil || n > 0 {
		return err // somebody has worked here
	}
	if n, err := s.Store.CountCadres(ctx); err != nil || n > 0 {
		return err
	}
	return sample.Install(ctx, s.Store)
}

// prepare sets what must be set before the window system starts: X11 on Linux
// (Fyne has no Chinese input under Wayland) and the file a crash writes to. It
// gives the record of a crash of the last run, "" when there was none.
func prepare() string {
	if runtime.GOOS == "linux" && os.Getenv("FYNE_PLATFORM") == "" {
		os.Setenv("FYNE_PLATFORM", "x11")
	}
	dir, err := job.DataDir()
	if err != nil || os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return watchCrash(dir)
}

// The window's size is kept from run to run, and its place where the system tells
// it; the smallest that works well.
const (
	placeKey              = "window.place"
	widthKey, heightKey   = "window.width", "window.height"
	usualWidth, minWidth  = 1200, 900
	usualHeight, minHight = 700, 560
)

func lastSize(a fyne.App) fyne.Size {
	p := a.Preferences()
	return fyne.NewSize(max(minWidth, float32(p.FloatWithFallback(widthKey, usualWidth))), max(minHight, float32(p.FloatWithFallback(heightKey, usualHeight))))
}

// quit closes the window once its screen may be left.
func (s *shell) quit() {
	s.leave(func() {
		keepSize(s.d.App, s.d.Win)
		s.d.WipeSecret()
		s.d.Win.Close()
	})
}

func keepSize(a fyne.App, w fyne.Window) {
	s := w.Canvas().Size()
	a.Preferences().SetFloat(widthKey, float64(s.Width))
	a.Preferences().SetFloat(heightKey, float64(s.Height))
	if p, ok := native.PlaceOf(desk.HandleOf(w)); ok {
		a.Preferences().SetString(placeKey, p.String())
	}
}
