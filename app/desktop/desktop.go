// Package desktop is the window: it opens the database, shows the screens and
// takes the program down again. What a screen does is done by app/job.
package desktop

import (
	"context"
	"os"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/graphics"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/settings"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/resources/icons"
)

// appID names the program to the system.
const appID = "kaocha.desktop"

// Run opens the window on a database ("" for the default one, which gets the
// sample when it is new) with files to open in it, and comes back when it is
// closed. A window that is there already takes the files instead.
func Run(db, user string, files []string) error {
	crash := prepare()
	if err := graphics.Ready(); err != nil {
		if graphics.Elsewhere() {
			return nil
		}
		graphics.Tell(err.Error())
		return err
	}
	graphics.Guard()
	only, handed, err := claim(db, files)
	if handed {
		return err
	}
	defer only.Close()
	first := db == ""
	s, err := job.Open(db, user)
	if err != nil {
		refuse(err)
		return err
	}
	defer s.Close()
	if first {
		if err := firstStart(context.Background(), s); err != nil {
			return err
		}
	}
	a := program()
	w := a.NewWindow(windowTitle(s))
	if name := settings.Operator(a.Preferences()); name != "" && user == "" {
		s.Store.SetUser(name)
	}
	d := desk.New(s, a, w, true)
	defer d.Close()
	sh := newShell(d)
	w.SetCloseIntercept(sh.quit)
	w.Resize(lastSize(a))
	w.CenterOnScreen()
	sh.start()
	go sh.backups()
	if len(files) > 0 {
		sh.OpenFiles(files)
	}
	only.Serve(sh.called)
	if tellCrash(d, crash); crash == "" && sh.hasSample() {
		help.FirstTour(d)
	}
	w.ShowAndRun()
	return nil
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

// refuse tells in a window why the database cannot be opened: a program started
// from the desktop has no terminal to say it in.
func refuse(err error) {
	a := program()
	w := a.NewWindow("考察通 · 打不开数据文件")
	box := container.NewVScroll(widgets.Wrapped(err.Error()))
	copying := widget.NewButton("复制详情", func() { a.Clipboard().SetContent(err.Error()) })
	w.SetContent(container.NewPadded(container.NewBorder(widgets.Heading("打不开数据文件"),
		container.NewHBox(layout.NewSpacer(), copying, desk.Primary("退出", nil, w.Close)), nil, nil, box)))
	w.Resize(fyne.NewSize(560, 260))
	w.CenterOnScreen()
	w.ShowAndRun()
}

func windowTitle(s *job.Session) string {
	return "考察通 · " + filepath.Base(s.Store.Path())
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

// The window's size is kept from run to run; the smallest that works well.
const (
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
	s.leave(func() { keepSize(s.d.App, s.d.Win); s.d.Win.Close() })
}

func keepSize(a fyne.App, w fyne.Window) {
	s := w.Canvas().Size()
	a.Preferences().SetFloat(widthKey, float64(s.Width))
	a.Preferences().SetFloat(heightKey, float64(s.Height))
}
