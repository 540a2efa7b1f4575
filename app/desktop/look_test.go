package desktop

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	lib "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/store"
)

// lookEnv names a folder that gets a picture of every screen and dialog in every
// size and colour; without it the screens are only measured, in large type on
// the smallest screen. lookOnly, a pattern, chooses screens by their name.
const lookEnv, lookOnly = "KAOCHA_LOOK", "KAOCHA_LOOK_ONLY"

// look is a size and colour of the window: the whole screen less the title, the
// menu and the system's bar.
type look struct {
	name    string
	size    fyne.Size
	dark    bool
	percent int
}

var (
	tightest = look{"small-light-150", fyne.NewSize(1366, 660), false, 150}
	looks    = []look{
		tightest,
		{"small-dark-100", fyne.NewSize(1366, 660), true, 100},
		{"large-light-100", fyne.NewSize(1920, 974), false, 100},
		{"large-dark-150", fyne.NewSize(1920, 974), true, 150},
	}
)

// looker goes through the window's screens in one look.
type looker struct {
	t      *testing.T
	sh     *shell
	look   look
	folder string // for pictures, "" for none
	only   *regexp.Regexp
	seen   int

	numbers []string // the ID numbers of the sample's persons: no screen shows one unasked
}

// lookAt opens the sample in a look.
func lookAt(t *testing.T, with look, withSample bool) *looker {
	sh, _ := window(t, withSample)
	l := &looker{t: t, sh: sh, look: with}
	l.only, l.folder = chosen(t, with)
	l.dress()
	list, _, err := sh.d.Session.Store.Cadres(context.Background(), store.CadreFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if c.IDNumber != "" {
			l.numbers = append(l.numbers, c.IDNumber)
		}
	}
	return l
}

// chosen are the screens to be looked at and the folder for their pictures, "" for
// none.
func chosen(t *testing.T, with look) (only *regexp.Regexp, folder string) {
	if folder = os.Getenv(lookEnv); folder != "" {
		folder = filepath.Join(folder, with.name)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return regexp.MustCompile(os.Getenv(lookOnly)), folder
}

func (l *looker) dress() {
	l.sh.d.App.Settings().SetTheme(theme.Sized(l.look.dark, l.look.percent))
	l.sh.d.Win.Resize(l.look.size)
}

// see measures what the window shows and keeps a picture of it.
func (l *looker) see(name string) {
	l.t.Helper()
	l.seen++
	c := l.sh.d.Win.Canvas()
	c.Content().Refresh()
	for _, o := range c.Overlays().List() {
		o.Refresh() // as a real window lays out what has grown
	}
	for _, fault := range cut(c) {
		l.t.Errorf("%s, %s: %s", l.look.name, name, fault)
	}
	for _, root := range append(c.Overlays().List(), c.Content()) {
		desktest.Walk(root, func(o fyne.CanvasObject) {
			if s, ok := o.(*widget.Select); ok && s.Selected == "" && s.PlaceHolder == "(Select one)" {
				l.t.Errorf("%s, %s: a list to choose from says %q", l.look.name, name, s.PlaceHolder)
			}
		})
	}
	asked := strings.HasPrefix(name, "身份证号-显示")
	for _, text := range wholeNumbers(c, l.numbers) {
		if asked {
			break
		}
		l.t.Errorf("%s, %s: an ID number is shown in full: %.40q", l.look.name, name, text)
	}
	if l.folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(l.folder, strings.NewReplacer("/", "-", "…", "", " ", "").Replace(name)+".png"))
	if err != nil {
		l.t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, c.Capture()); err != nil {
		l.t.Fatal(err)
	}
}

// close takes away everything that lies over the window.
func (l *looker) close() {
	for n := 0; n < 9 && l.sh.d.Busy(); n++ {
		l.sh.d.Escape()
	}
	if l.sh.toast != nil {
		l.sh.toast.box.Hide()
	}
	o := l.sh.d.Win.Canvas().Overlays()
	for o.Top() != nil {
		o.Remove(o.Top())
	}
}

// buttons are the texts of the visible buttons that only ask or show something,
// in the screen, or in what lies over it.
func (l *looker) buttons() (out []string) {
	in := l.sh.center.Objects[0]
	if top := l.sh.d.Win.Canvas().Overlays().Top(); top != nil {
		in = top
	}
	desktest.Walk(in, func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && !b.Disabled() && (strings.HasSuffix(b.Text, "…") || asking[b.Text]) && !strings.HasPrefix(b.Text, "选择文件") {
			out = append(out, b.Text)
		}
	})
	return out
}

// asking are further buttons that change nothing by themselves.
var asking = map[string]bool{"历史": true, "查看": true, "可用的记号": true, "打印": true, "按总数录入": true, "归档": true, "表里只列这些人": true}

// tap presses the n-th of buttons().
func (l *looker) tap(n int) {
	in, k := l.sh.center.Objects[0], 0
	var hit *widget.Button
	desktest.Walk(in, func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && !b.Disabled() && (strings.HasSuffix(b.Text, "…") || asking[b.Text]) && !strings.HasPrefix(b.Text, "选择文件") {
			if k == n {
				hit = b
			}
			k++
		}
	})
	if hit != nil {
		test.Tap(hit)
	}
}

// screen shows a screen, its tabs and what each of its buttons opens.
func (l *looker) screen(name string, open func()) {
	if !l.only.MatchString(name) {
		return
	}
	l.t.Helper()
	open()
	l.see(name)
	if l.scrollDown() {
		l.see(name + "-2")
	}
	tabs := find[*container.AppTabs](l.sh.center.Objects[0])
	if len(tabs) == 0 {
		l.press(name, open)
		return
	}
	for i := range tabs[0].Items {
		again := func() {
			open()
			if tabs := find[*container.AppTabs](l.sh.center.Objects[0]); len(tabs) > 0 {
				tabs[0].SelectIndex(i)
			}
		}
		again()
		sub := fmt.Sprintf("%s-%d-%s", name, i+1, tabs[0].Items[i].Text)
		l.see(sub)
		if l.scrollDown() {
			l.see(sub + "-2")
		}
		l.press(sub, again)
	}
}

// pressed are the buttons whose dialog was seen; alike are those whose dialog is
// the same in every round.
var (
	pressed = map[string]bool{}
	alike   = map[string]bool{"收文件…": true, "报送与回执…": true, "党总支…": true, "考察组…": true, "导出Excel…": true, "导出 Excel…": true, "打印…": true, "打印（PDF）…": true}
)

// press presses each button of a screen once and looks at what it opens.
func (l *looker) press(name string, open func()) {
	for n, text := range l.buttons() {
		key := l.look.name + strings.SplitN(name, "-", 2)[0] + text
		if alike[text] {
			key = l.look.name + text
		}
		if pressed[key] {
			continue
		}
		pressed[key] = true
		open()
		depth := len(l.sh.stack)
		l.tap(n)
		if l.sh.d.Win.Canvas().Overlays().Top() == nil && len(l.sh.stack) == depth {
			continue
		}
		l.see(name + "-" + text)
		l.close()
		for len(l.sh.stack) > depth {
			l.sh.stack = l.sh.stack[:len(l.sh.stack)-1]
		}
	}
}

// scrollDown moves the largest field of the screen to its end; it tells whether
// there was more to see.
func (l *looker) scrollDown() bool {
	var best *container.Scroll
	for _, s := range find[*container.Scroll](l.sh.center.Objects[0]) {
		if s.Content.MinSize().Height > s.Size().Height+30 && (best == nil || s.Size().Width*s.Size().Height > best.Size().Width*best.Size().Height) {
			best = s
		}
	}
	if best != nil {
		best.ScrollToBottom()
	}
	return best != nil
}

func find[T fyne.CanvasObject](in fyne.CanvasObject) (out []T) {
	desktest.Walk(in, func(o fyne.CanvasObject) {
		if x, ok := o.(T); ok {
			out = append(out, x)
		}
	})
	return out
}

// cut lists what is larger than its room: the window's content, what lies over
// it, and every word and control.
func cut(c fyne.Canvas) (out []string) {
	if m, s := c.Content().MinSize(), c.Size(); m.Width > s.Width || m.Height > s.Height {
		out = append(out, fmt.Sprintf("the screen needs %v of %v", m, s))
	}
	for _, o := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		typed := map[fyne.CanvasObject]bool{} // Fyne breaks what is being written
		for _, e := range find[*widgets.Entry](o) {
			desktest.WalkAll(e, func(o fyne.CanvasObject) { typed[o] = true })
		}
		desktest.Walk(o, func(o fyne.CanvasObject) {
			text := ""
			switch x := o.(type) {
			case *widget.Label:
				if text = x.Text; x.Truncation != fyne.TextTruncateOff {
					return
				}
			case *widgets.Paragraph:
				text = x.Text
			case *canvas.Text: // · and ！are signs of a state where they stand first
				if !typed[o] && x.Position().X <= lib.InnerPadding() && !strings.ContainsRune("·！", []rune(x.Text + " ")[0]) && strings.ContainsRune(widgets.NoLineStart, []rune(x.Text + " ")[0]) {
					out = append(out, fmt.Sprintf("a line begins with %.20q", x.Text))
				}
				return
			case *widget.Button:
				if text = x.Text; text == "" {
					return // an arrow inside a field
				}
			case *desk.Push:
				text = x.Text
			case *widget.Check:
				text = x.Text
			case *widget.Select:
				text = x.Selected
			case *widget.PopUpMenu:
				if at, s := x.Position().Add(x.Size()), c.Size(); at.X > s.Width || at.Y > s.Height {
					out = append(out, fmt.Sprintf("a menu of %v ends at %v of %v", x.Size(), at, s))
				}
			case *widget.PopUp:
				if m, s := x.Content.MinSize(), c.Size(); m.Width > s.Width || m.Height > s.Height {
					out = append(out, fmt.Sprintf("what lies over it needs %v of %v", m, s))
				}
				return
			default:
				return
			}
			if m, s := o.MinSize(), o.Size(); !s.IsZero() && (m.Width > s.Width+1 || m.Height > s.Height+1) {
				out = append(out, fmt.Sprintf("%T %.30q needs %v of %v", o, text, m, s))
			}
		})
	}
	return out
}

// TestEveryScreenHasRoom opens every screen and dialog of the window and looks
// for what is cut.
func TestEveryScreenHasRoom(t *testing.T) {
	desktest.OneGoroutine(t)
	all := []look{tightest}
	if os.Getenv(lookEnv) != "" {
		all = looks
	}
	for _, with := range all {
		t.Run(with.name, func(t *testing.T) {
			l := lookAt(t, with, true)
			l.goThrough()
			l.states()
			n := l.seen
			l = lookAt(t, with, false)
			l.bare()
			t.Logf("%d views", n+l.seen)
			troubles(t, with)
		})
	}
}
