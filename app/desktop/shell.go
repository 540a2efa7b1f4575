package desktop

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/home"
	"kaocha/app/desktop/parcels"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/settings"
	"kaocha/app/desktop/stats"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/store"
)

// shell is the window around the screens: navigation left, the present screen,
// banners above and the status bar below.
type shell struct {
	d     *desk.Desk
	main  []place // the navigation's entries
	stack []desk.Screen

	nav     *fyne.Container
	back    *desk.Push // before the trail, so that a long way does not hide it
	trail   *fyne.Container
	top     *fyne.Container   // back and the way
	way     *container.Scroll // around the trail, which may be longer than its room
	center  *fyne.Container
	banners *fyne.Container
	status  *widget.Label
	undo    *desk.Push
	redo    *desk.Push
	toast   *toast
	finder  *finder

	backupNote string    // of the last backup, for the status bar
	gone       string    // why nothing can be saved now: the file is not there
	seen       time.Time // when somebody was last seen at work
	lastSign   sign
	loads      desk.Loader
	dirty      atomic.Bool
	stop       func()
}

// Places of the navigation, by their order.
const (
	atHome = iota
	atCadres
	atRounds
	atStats
	atSettings
	atHelp
)

// place is an entry of the navigation.
type place struct {
	name   string
	icon   fyne.Resource
	make   func() desk.Screen
	button *desk.Push
}

func newShell(d *desk.Desk) *shell {
	s := &shell{d: d, stop: func() {}}
	d.Shell = s
	s.main = []place{
		{name: "首页", icon: theme.HomeIcon(), make: func() desk.Screen { return home.New(d) }},
		{name: "干部", icon: theme.AccountIcon(), make: func() desk.Screen { return cadres.NewList(d) }},
		{name: "考察批次", icon: theme.ListIcon(), make: func() desk.Screen { return rounds.NewList(d) }},
		{name: "统计", icon: theme.GridIcon(), make: func() desk.Screen { return stats.New(d) }},
		{name: "设置", icon: theme.SettingsIcon(), make: func() desk.Screen { return settings.New(d) }},
		{name: "帮助", icon: theme.HelpIcon(), make: func() desk.Screen { return help.New(d, "") }},
	}
	settings.OnLook, help.Go = s.look, s.tourGo
	widgets.Today = d.Session.Today
	s.build()
	d.Win.SetMainMenu(s.menu())
	d.Win.SetContent(s.layout())
	s.shortcuts()
	d.Win.SetOnDropped(func(at fyne.Position, uris []fyne.URI) {
		if d.Locked {
			return
		}
		var paths []string
		for _, u := range uris {
			paths = append(paths, u.Path())
		}
		s.dropped(at, paths)
	})
	return s
}

func (s *shell) build() {
	s.nav = container.NewVBox()
	for i := range s.main {
		p := &s.main[i]
		p.button = desk.Button(p.name, p.icon, func() { s.goTo(i) })
		p.button.Alignment, p.button.Importance = widget.ButtonAlignLeading, widget.LowImportance
		s.nav.Add(p.button)
	}
	s.back = desk.Button("返回", theme.NavigateBackIcon(), s.Back)
	s.back.Hide()
	s.trail, s.banners, s.center = container.NewHBox(), container.NewVBox(), container.NewStack()
	s.status = widget.NewLabel("")
	s.status.Truncation = fyne.TextTruncateEllipsis
	s.undo = desk.Button("撤销", theme.ContentUndoIcon(), s.undoStep)
	s.redo = desk.Button("重做", theme.ContentRedoIcon(), s.redoStep)
	s.undo.Importance, s.redo.Importance = widget.LowImportance, widget.LowImportance
	s.toast = newToast(s.undoStep)
	s.finder = newFinder(s.d, s.openFrom)
	s.way = container.NewHScroll(s.trail)
	s.top = container.NewBorder(nil, nil, s.back, nil, container.New(&wayRoom{s: s}, s.way))
}

func (s *shell) layout() fyne.CanvasObject {
	left := container.New(layout.NewCustomPaddedLayout(8, 8, 6, 6), container.NewBorder(nil, nil, nil, nil, s.nav))
	side := widgets.Tinted(theme.ColorNameHeaderBackground, container.NewHBox(left, widget.NewSeparator()))
	top := container.NewBorder(nil, nil, nil, container.NewHBox(widgets.Wide(250, s.finder.entry), s.undo, s.redo), s.top)
	foot := widgets.Tinted(theme.ColorNameHeaderBackground, container.New(foot{s.toast}, s.status))
	body := container.NewBorder(container.NewVBox(s.banners, container.NewPadded(top)), nil, nil, nil, container.NewPadded(s.center))
	return container.NewStack(container.NewBorder(nil, foot, side, nil, body), s.finder.layer(), s.toast.layer)
}

// start shows the first screen and listens to the records.
func (s *shell) start() {
	s.stop = s.d.Session.Store.Subscribe(func(store.Event) { s.changed() })
	s.show(atHome)
	s.refreshFrame()
	if s.d.Async {
		s.seen = time.Now()
		go s.idle()
		go s.watch()
	}
}

// changed reloads once for all the events of an action.
func (s *shell) changed() {
	if !s.dirty.CompareAndSwap(false, true) {
		return
	}
	later := func() {
		s.dirty.Store(false)
		s.reload()
	}
	if !s.d.Async {
		later()
		return
	}
	fyne.Do(later)
}

// watchEvery is how soon another program's change of the same file is seen.
const watchEvery = 3 * time.Second

// watch sees what another program wrote to the same file: it sends no events.
func (s *shell) watch() {
	ctx := s.d.Context()
	last, _ := s.d.Session.Store.LastAction(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(watchEvery):
		}
		s.seePresent(ctx)
		if n, err := s.d.Session.Store.LastAction(ctx); err == nil && n != last {
			last = n
			s.changed()
		}
	}
}

func (s *shell) reload() {
	s.refreshFrame()
	if c := s.current(); c != nil {
		c.Reload()
	}
}

// reread is reload as asked for, and says so: often nothing else is seen of it.
func (s *shell) reread() {
	s.reload()
	s.Toast("已重新读取", false)
}

func (s *shell) current() desk.Screen {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1]
}

// leave asks the present screen whether it may be left.
func (s *shell) leave(then func()) {
	if h, ok := s.current().(desk.Holder); ok {
		h.Leave(then)
		return
	}
	then()
}

func (s *shell) goTo(i int) { s.leave(func() { s.show(i) }) }

func (s *shell) show(i int) {
	for k := range s.main {
		s.main[k].button.Importance = widget.LowImportance
		if k == i {
			s.main[k].button.Importance = widget.HighImportance
		}
		s.main[k].button.Refresh()
	}
	s.stack = []desk.Screen{s.main[i].make()}
	s.present()
}

// openFrom opens something on top of a place of the navigation, so that the way
// back leads there.
func (s *shell) openFrom(place int, open func()) {
	s.leave(func() {
		s.show(place)
		open()
	})
}

// Open shows a screen on top of the present one.
func (s *shell) Open(c desk.Screen) {
	s.leave(func() {
		s.stack = append(s.stack, c)
		s.present()
	})
}

// Back goes to the screen below.
func (s *shell) Back() { s.leave(func() { s.backTo(len(s.stack) - 2) }) }

func (s *shell) backTo(i int) {
	if i < 0 || i >= len(s.stack) {
		return
	}
	s.stack = s.stack[:i+1]
	s.present()
}

func (s *shell) present() {
	c := s.current()
	s.d.Win.Canvas().Unfocus() // a field that is gone would go on taking the keys
	s.center.Objects = []fyne.CanvasObject{c.Content()}
	s.center.Refresh()
	s.showTrail()
	if k, ok := c.(desk.Keyed); ok && !s.d.Busy() {
		if f := k.Keys(); f != nil {
			s.d.Win.Canvas().Focus(f)
		}
	}
	c.Reload()
}

// titleCut is the least that is shown of a title on the way, in characters.
const titleCut = 10

// stepRoom is how much is shown of a screen on the way to the present one.
func (s *shell) stepRoom() float32 {
	return max(titleCut, s.d.Win.Canvas().Size().Width/own.Scaled(90))
}

// titleRoom is how much of the present screen's title is shown: more on a wide
// window.
func (s *shell) titleRoom() float32 {
	return max(2*titleCut, s.d.Win.Canvas().Size().Width/own.Scaled(40))
}

// showTrail writes the way to the present screen; each part leads back. Names are
// cut only when the way has no room for them.
func (s *shell) showTrail() {
	s.back.Hidden = len(s.stack) < 2
	const whole = 99
	s.writeTrail(whole, whole)
	if s.trail.MinSize().Width > s.way.Size().Width {
		s.writeTrail(s.stepRoom(), s.titleRoom())
	}
	s.way.ScrollToOffset(fyne.NewPos(s.trail.MinSize().Width, 0)) // the end tells where one is
}

func (s *shell) writeTrail(step, title float32) {
	s.trail.RemoveAll()
	for i, c := range s.stack {
		if i+1 == len(s.stack) {
			s.trail.Add(widgets.Heading(widgets.Cut(c.Title(), title)))
			break
		}
		b := desk.Button(widgets.Cut(c.Title(), step), nil, func() { s.leave(func() { s.backTo(i) }) })
		b.Importance = widget.LowImportance
		s.trail.Add(b)
		s.trail.Add(widget.NewLabel("›"))
	}
	s.top.Refresh()
	s.way.Refresh()
}

// wayRoom writes the way again when there is more or less room for it.
type wayRoom struct {
	s    *shell
	wide float32
}

func (w *wayRoom) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (w *wayRoom) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	if size.Width != w.wide {
		w.wide = size.Width
		w.s.showTrail()
	}
}

// Retitle writes the way again when the screen has learnt its name.
func (s *shell) Retitle() { s.showTrail() }

// Toast tells of something done, for a short while.
func (s *shell) Toast(text string, undo bool) { s.toast.show(s.d, text, undo) }

// dropped gives files to the screen when they fell on something of it that takes
// them, else they are imported.
func (s *shell) dropped(at fyne.Position, paths []string) {
	if c, ok := s.current().(desk.Dropper); ok && c.Dropped(at, paths) || s.d.Busy() {
		return
	}
	s.Receive(paths)
}

// Receive opens a file of the exchange, or begins an import of files.
func (s *shell) Receive(paths []string) {
	s.unlessBusy(func() {
		if p := parcels.Which(paths); p != "" {
			parcels.Open(s.d, p, "", s.exchanged)
			return
		}
		cadres.Import(s.d, paths)
	})
}

// askParcel asks for a file of the exchange.
func (s *shell) askParcel() {
	parcels.Ask(s.d, "打开邀请、报送或回执", "选择收到的文件：邀请（.kaochayq）、报送（.kaocha）或回执（.kaochahz）。先核对，再列出会有什么变化，确认后才写入。", "", s.exchanged)
}

// exchanged shows the round that a file was taken into.
func (s *shell) exchanged(round string) {
	s.openFrom(atRounds, func() { s.Open(rounds.NewPage(s.d, round)) })
}

// A draft that is not saved yet is saved first, so that undo begins with it.
func (s *shell) undoStep() {
	s.unlessLocked(func() { s.leave(func() { s.step("撤销", s.d.Session.Store.Undo) }) })
}

func (s *shell) redoStep() {
	s.unlessLocked(func() { s.leave(func() { s.step("重做", s.d.Session.Store.Redo) }) })
}

func (s *shell) unlessLocked(f func()) {
	if !s.d.Locked {
		f()
	}
}

func (s *shell) step(what string, do func(context.Context) (string, error)) {
	var label string
	s.d.Do(what, func(ctx context.Context) (err error) { label, err = do(ctx); return err },
		func() { s.Toast("已"+what+"：“"+label+"”", false) })
}
