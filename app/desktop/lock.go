package desktop

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/resources/icons"
)

// errTwice tells that a new password was written differently.
var errTwice = errors.New("两遍写的密码不一样，请再写一遍")

// lockSays is what a lock is good for and what not.
const lockSays = "登录只防别人在这台电脑上随手翻看。数据文件没有因此加密：拿走硬盘或文件的人仍能读。请给磁盘加密，办法见帮助“数据安全与隐私”。"

// gate is a screen over everything, dialogs too, until somebody has signed in.
type gate struct {
	d     *desk.Desk
	name  *widgets.Entry
	word  *widgets.Entry
	fault *widgets.Paragraph
	body  fyne.CanvasObject
	enter func(ctx context.Context, name, word string) error
	then  func()
}

// newGate makes it; name "" lets the name be typed, else it is the one who works.
func newGate(d *desk.Desk, title, name string, enter func(ctx context.Context, name, word string) error, then func()) *gate {
	g := &gate{d: d, enter: enter, then: then, name: widgets.NewEntry(), word: widgets.NewPassword(), fault: widgets.ErrorLine()}
	g.word.OnSubmitted = func(string) { g.try() }
	form := container.NewVBox(gateHead(title))
	if name == "" {
		form.Add(widgets.Row("姓名", g.name))
	} else {
		g.name.SetText(name)
		form.Add(widgets.Row("姓名", widget.NewLabel(name)))
	}
	form.Add(widgets.Row("密码", g.word))
	form.Add(g.fault)
	form.Add(container.NewHBox(desk.Primary("进入", theme.LoginIcon(), g.try), desk.Button("忘记密码…", nil, g.recover), desk.Button("退出程序", theme.LogoutIcon(), d.Win.Close)))
	note := widgets.Wrapped(lockSays)
	note.Importance = widget.LowImportance
	form.Add(note)
	g.body = cover(form)
	return g
}

// The width of what a gate asks, and of the program's sign over it.
const gateWidth, gateIcon = 480, 32

func gateHead(title string) fyne.CanvasObject {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("kaocha.png", icons.Program))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(own.Scaled(gateIcon)))
	return container.NewHBox(icon, container.NewCenter(widgets.Heading(title)))
}

// cover hides the window behind a form in its middle.
func cover(form fyne.CanvasObject) *fyne.Container {
	return container.NewStack(widgets.Tinted(theme.ColorNameBackground, container.NewCenter(widgets.Wide(gateWidth, form))))
}

// focus puts the cursor where one types first.
func (g *gate) focus() {
	if g.name.Text == "" {
		g.d.Win.Canvas().Focus(g.name)
		return
	}
	g.d.Win.Canvas().Focus(g.word)
}

func (g *gate) try() {
	name, word := g.name.Text, g.word.Text
	g.word.SetText("")
	g.run(func(ctx context.Context) error { return g.enter(ctx, name, word) })
}

func (g *gate) run(enter func(ctx context.Context) error) {
	g.d.Run(func() func() {
		err := enter(g.d.Context())
		return func() {
			g.show(g.fault, err)
			if err == nil {
				g.then()
			}
		}
	})
}

// show tells what is wrong, without the marks of a wrong use: that one must sign
// in stands above it already.
func (g *gate) show(line *widgets.Paragraph, err error) {
	if err != nil {
		text := strings.TrimPrefix(err.Error(), job.ErrLogin.Error()+"：")
		err = errors.New(strings.TrimPrefix(text, job.ErrUse.Error()+"："))
	}
	widgets.ShowError(line, err)
}

// recover lets in whoever has the recovery code: the form takes two more fields.
func (g *gate) recover() {
	name, code := widgets.NewEntry(), widgets.NewEntry()
	first, again := widgets.NewPassword(), widgets.NewPassword()
	name.SetText(g.name.Text)
	form := container.NewVBox(gateHead("忘记密码"), widgets.Wrapped("恢复码在封存的《恢复码登记卡》上，用一次就作废，程序会给出新的。"),
		widgets.Row("姓名", name), widgets.Row("恢复码", code), widgets.Row("新密码", first), widgets.Row("再写一遍", again))
	var next string
	ask := cover(form)
	fault := widgets.ErrorLine()
	done := func() { g.d.Win.Canvas().Overlays().Remove(ask) }
	ok := desk.Primary("另设密码", nil, func() {
		if first.Text != again.Text {
			widgets.ShowError(fault, errTwice)
			return
		}
		g.d.Run(func() func() {
			var err error
			next, err = g.d.Session.Recover(g.d.Context(), name.Text, code.Text, first.Text)
			return func() {
				g.show(fault, err)
				if err == nil {
					done()
					g.then()
					g.d.Tell("新的恢复码", "恢复码："+next+"\n只显示这一次，请抄下来，封好保管。原来的已经作废。")
				}
			}
		})
	})
	form.Add(fault)
	form.Add(container.NewHBox(ok, desk.Button("返回", nil, done)))
	ask.Resize(g.d.Win.Canvas().Size())
	g.d.Win.Canvas().Overlays().Add(ask)
	g.d.Win.Canvas().Focus(code)
}

// lock covers the window, dialogs and all, until the one who works has signed in
// again. Nothing of what was begun is lost.
func (s *shell) lock() {
	if s.d.Locked || s.d.Session.Store.Allowed().Role == "" {
		return
	}
	s.keepDraft()
	s.d.WipeSecret()
	s.d.Locked = true
	c := s.d.Win.Canvas()
	was := c.Focused()
	var g *gate
	g = newGate(s.d, "已锁定", s.d.Session.Store.User(), func(ctx context.Context, _, word string) error { return s.d.Session.Unlock(ctx, word) }, func() {
		c.Overlays().Remove(g.body)
		s.d.Locked = false
		s.seen = time.Now()
		if was != nil {
			c.Focus(was)
		}
	})
	g.body.Resize(c.Size())
	c.Overlays().Add(g.body)
	g.focus()
}

// keepDraft saves a draft before the window is locked.
func (s *shell) keepDraft() {
	if c, ok := s.current().(desk.Saver); ok && !s.d.Busy() {
		c.Save()
	}
}

// idleEvery is how often it is looked whether anybody works.
const idleEvery = 5 * time.Second

// idle locks the window when nobody has worked for as long as the setting says.
func (s *shell) idle() {
	ctx := s.d.Context()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(idleEvery):
		}
		minutes, err := s.d.Session.LockMinutes(ctx)
		if err != nil || minutes == 0 {
			continue
		}
		fyne.Do(func() { s.watchHands(time.Duration(minutes) * time.Minute) })
	}
}

// watchHands compares what is on the screen with what was: the field with the cursor,
// its text, the place, the open dialogs.
func (s *shell) watchHands(after time.Duration) {
	now := s.sign()
	if now != s.lastSign {
		s.lastSign, s.seen = now, time.Now()
	}
	if d, ok := systemIdle(); ok && d < after { // the system knows of the mouse too
		s.seen = time.Now().Add(-d)
	}
	if time.Since(s.seen) >= after {
		s.lock()
	}
}

type sign struct {
	focused fyne.Focusable
	text    string
	column  int
	screen  desk.Screen
	depth   int
}

func (s *shell) sign() sign {
	x := sign{focused: s.d.Win.Canvas().Focused(), screen: s.current(), depth: len(s.stack)}
	if s.d.Busy() {
		x.depth += 1000
	}
	if e, ok := x.focused.(*widgets.Entry); ok {
		x.text, x.column = e.Text, e.CursorColumn+1000*e.CursorRow
	}
	return x
}

// signIn asks who works before anything is shown; then builds the screens.
func (r *running) signIn(s *job.Session, w fyne.Window, then func()) bool {
	must, err := s.MustSignIn(context.Background())
	if err != nil || !must {
		return false
	}
	g := newGate(r.d, "登录考察通", "", s.Login, then)
	if name := r.user; name != "" {
		g.name.SetText(name)
	}
	w.SetContent(g.body)
	g.focus()
	return true
}
