// Package desk is what every screen of the window works with: the open session,
// the window, background work, messages, and the way from screen to screen.
package desk

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// Screen is one page of the window.
type Screen interface {
	Title() string
	Content() fyne.CanvasObject
	Reload() // reads the records again; called after every change of them
}

// Holder is a screen that may hold back whoever leaves it: it calls then when
// leaving is all right, now or after asking.
type Holder interface{ Leave(then func()) }

// Keyed is a screen whose table or list takes the keys when it is shown, nil for
// none: the arrows and Enter work at once.
type Keyed interface{ Keys() fyne.Focusable }

// Saver is a screen with something to save (Ctrl+S).
type Saver interface{ Save() }

// Finder is a screen with a search field (Ctrl+F).
type Finder interface{ Find() }

// Maker is a screen where something new can be begun (Ctrl+N).
type Maker interface{ New() }

// Printer is a screen with something to print or export (Ctrl+P).
type Printer interface{ Print() }

// Helper is a screen with a page of its own in the manual (F1).
type Helper interface{ HelpPage() string }

// BackedUp is a screen that tells of the last backup: one was made.
type BackedUp interface{ BackedUp() }

// Dropper is a screen that takes dropped files itself, by where they fell; it
// tells whether it did. Else they are imported.
type Dropper interface {
	Dropped(at fyne.Position, paths []string) bool
}

// Shell is what the desk needs of the window around the screens.
type Shell interface {
	Open(Screen) // shows a screen on top of the present one
	Back()
	Retitle() // the present screen has learnt its title
	Toast(text string, undo bool)
	Receive(paths []string) // files to import
}

// Desk is shared by all screens.
type Desk struct {
	Session *job.Session
	App     fyne.App
	Win     fyne.Window
	Shell   Shell
	// Async tells that reading goes on beside the window; without it (tests)
	// everything happens at once on the caller's goroutine.
	Async bool
	// Locked tells that somebody must sign in before anything goes on.
	Locked bool
	// Planned is what would be done after a while, without Async.
	Planned []func()

	ctx    context.Context
	cancel context.CancelFunc
	works  sync.WaitGroup  // work beside the window
	open   []dialog.Dialog // the last is on top
	accept map[dialog.Dialog]func()
	// lastAsked is the file that was last asked for and how to ask again.
	lastAsked struct {
		path  string
		again func()
	}
	long dialog.Dialog // a job with its own 取消, which Escape does not close
	why  string        // what personal data is taken out for, while that is begun

	secret string // that was copied and is not wiped yet
}

// New makes a desk; Close ends its background work.
func New(s *job.Session, a fyne.App, w fyne.Window, async bool) *Desk {
	d := &Desk{Session: s, App: a, Win: w, Async: async, accept: map[dialog.Dialog]func(){}}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	return d
}

// tidyTime is how long closing waits for work to take its half-done files away.
const tidyTime = 10 * time.Second

// Close ends the background work and waits until it has tidied up.
func (d *Desk) Close() {
	d.cancel()
	done := make(chan struct{})
	go func() { d.works.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(tidyTime):
	}
}

// Show shows a dialog; until it is closed the window's own keys rest.
func (d *Desk) Show(dlg dialog.Dialog) {
	d.open = append(d.open, dlg)
	dlg.SetOnClosed(func() { d.forget(dlg) })
	dlg.Show()
}

func (d *Desk) forget(dlg dialog.Dialog) {
	delete(d.accept, dlg)
	d.open = slices.DeleteFunc(d.open, func(o dialog.Dialog) bool { return o == dlg })
}

// OnClosed calls f when a dialog that was shown is closed.
func (d *Desk) OnClosed(dlg dialog.Dialog, f func()) {
	dlg.SetOnClosed(func() {
		d.forget(dlg)
		f()
	})
}

// Busy tells that a dialog is open.
func (d *Desk) Busy() bool { return d.Locked || len(d.open) > 0 }

// OnTop tells that a dialog is open and none lies over it.
func (d *Desk) OnTop(dlg dialog.Dialog) bool { return d.Busy() && d.open[len(d.open)-1] == dlg }

// Escape closes the dialog on top, as its 取消 does.
func (d *Desk) Escape() {
	if d.Locked {
		return
	}
	if top := d.open[len(d.open)-1]; top != d.long {
		top.Dismiss()
	}
}

// Enter presses the confirming button of the dialog on top, if it has one.
func (d *Desk) Enter() {
	if d.Locked {
		return
	}
	if ok := d.accept[d.open[len(d.open)-1]]; ok != nil {
		ok()
	}
}

// Context ends with the window.
func (d *Desk) Context() context.Context { return d.ctx }

// Run runs work beside the window and then its result, if any, on the window's
// goroutine.
func (d *Desk) Run(work func() func()) {
	if !d.Async {
		if then := work(); then != nil {
			then()
		}
		return
	}
	d.works.Add(1)
	go func() {
		defer d.works.Done()
		if then := work(); then != nil && d.ctx.Err() == nil {
			fyne.Do(then)
		}
	}()
}

// Do carries out an action on the records and then shows it; what stands in the
// way is told in the error dialog under the name of the action.
func (d *Desk) Do(what string, act func(ctx context.Context) error, then func()) {
	ctx, why := d.reasoned(), d.why
	d.Run(func() func() {
		err := act(ctx)
		return func() {
			if err != nil {
				d.failed(what, err, func() { d.because(why, func() { d.Do(what, act, then) }) })
			} else if then != nil {
				then()
			}
		}
	})
}

// because begins work that takes personal data out, for a reason.
func (d *Desk) because(why string, begin func()) {
	d.why = why
	defer func() { d.why = "" }()
	begin()
}

// Printing begins work that makes a file only to print it.
func (d *Desk) Printing(begin func()) { d.because("打印", begin) }

// reasoned is the context for work that is begun now.
func (d *Desk) reasoned() context.Context { return job.WithReason(d.ctx, d.why) }

// Loader reads what a screen shows. A later reading overtakes an earlier one.
type Loader struct{ latest atomic.Int64 }

// Load runs read beside the window and then apply, unless a later Load began.
func (l *Loader) Load(d *Desk, what string, read func(ctx context.Context) (apply func(), err error)) {
	n := l.latest.Add(1)
	d.Run(func() func() {
		apply, err := read(d.ctx)
		if l.latest.Load() != n || d.ctx.Err() != nil {
			return nil
		}
		return func() {
			if l.latest.Load() != n {
				return
			}
			if err != nil {
				d.Fail(what, err)
				return
			}
			apply()
		}
	})
}

// Later calls a function when nothing new came for a while: for what follows
// typing. Use it on the window's goroutine.
type Later struct{ timer *time.Timer }

// Do plans f; an earlier plan is dropped.
func (l *Later) Do(d *Desk, wait time.Duration, f func()) {
	if !d.Async {
		f()
		return
	}
	if l.timer != nil {
		l.timer.Stop()
	}
	l.timer = time.AfterFunc(wait, func() { fyne.Do(f) })
}

// After calls f on the window's goroutine after a while, unless the program ends
// first. Tests call what it planned by Planned.
func After(d *Desk, wait time.Duration, f func()) {
	if !d.Async {
		d.Planned = append(d.Planned, f)
		return
	}
	time.AfterFunc(wait, func() {
		if d.ctx.Err() == nil {
			fyne.Do(f)
		}
	})
}

// Button is a button with a text.
func Button(text string, icon fyne.Resource, tapped func()) *Push {
	return NewPush(text, icon, widget.MediumImportance, tapped)
}

// Primary is the one button of a screen that is meant to be used.
func Primary(text string, icon fyne.Resource, tapped func()) *Push {
	b := Button(text, icon, tapped)
	b.Importance = widget.HighImportance
	return b
}

// Push is the house's button; see widgets.Push.
type Push = widgets.Push

// NewPush makes one of an importance; icon may be nil.
func NewPush(text string, icon fyne.Resource, importance widget.Importance, tapped func()) *Push {
	return widgets.NewPush(text, icon, importance, tapped)
}
