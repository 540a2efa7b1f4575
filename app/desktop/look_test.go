package desktop

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/settings"
	"kaocha/app/desktop/theme"
	"kaocha/app/sample"
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
}

// lookAt opens the sample in a look.
func lookAt(t *testing.T, with look, withSample bool) *looker {
	sh, _ := window(t, withSample)
	l := &looker{t: t, sh: sh, look: with, only: regexp.MustCompile(os.Getenv(lookOnly))}
	if dir := os.Getenv(lookEnv); dir != "" {
		l.folder = filepath.Join(dir, with.name)
		if err := os.MkdirAll(l.folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	l.dress()
	return l
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
	for _, fault := range cut(c) {
		l.t.Errorf("%s, %s: %s", l.look.name, name, fault)
	}
	if l.folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(l.folder, strings.NewReplacer("/", "-", "…", "", " ", "").Replace(name)+".png"))
	if err != nil {
		l.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, c.Capture()); err != nil {
		l.t.Fatal(err)
	}
}

// close takes away everything that lies over the window.
func (l *looker) close() {
	for n := 0; n < 9 && l.sh.d.Busy(); n++ {
		l.sh.d.Escape()
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

var pressed = map[string]bool{}

// press presses each button of a screen once and looks at what it opens.
func (l *looker) press(name string, open func()) {
	for n, text := range l.buttons() {
		key := l.look.name + l.t.Name() + strings.SplitN(name, "-", 2)[0] + text
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
		at := o
		desktest.Walk(at, func(o fyne.CanvasObject) {
			text := ""
			switch x := o.(type) {
			case *widget.Label:
				if text = x.Text; x.Truncation != fyne.TextTruncateOff {
					return
				}
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
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	all := []look{tightest}
	if os.Getenv(lookEnv) != "" {
		all = looks
	}
	for _, with := range all {
		t.Run(with.name, func(t *testing.T) {
			l := lookAt(t, with, true)
			l.goThrough()
			t.Logf("%d views", l.seen)
		})
	}
}

func (l *looker) goThrough() {
	sh, ctx := l.sh, context.Background()
	for i, p := range sh.main {
		l.screen(p.name, func() { l.close(); sh.show(i) })
	}
	for _, name := range []string{"林知秋", "谷雨"} {
		if c, err := sh.d.Session.FindCadre(ctx, name); err == nil {
			l.screen("人员"+name, func() { l.close(); sh.show(atCadres); cadres.Open(sh.d, c.ID) })
		}
	}
	l.screen("新增干部", func() { l.close(); sh.show(atCadres); cadres.AskNew(sh.d) })
	l.reviews()
	for _, name := range []string{"学校与纸张", "字体", "表格模板", "考核方案", "数据与备份", "操作记录", "用户", "界面与操作人"} {
		l.settings(name)
	}
	l.ownScheme()
	l.dialogs()
}

func (l *looker) settings(name string) {
	l.screen("设置"+name, func() {
		l.close()
		l.sh.show(atSettings)
		l.sh.current().(*settings.Screen).Open(name)
	})
}

// reviews goes through the sample's round, its subjects, and one round of each
// other kind.
func (l *looker) reviews() {
	sh, ctx := l.sh, context.Background()
	var files []string
	kinds := sample.Assessments()
	if l.folder == "" {
		kinds = kinds[:2] // the measuring of each test run
	}
	for _, key := range kinds {
		if r, err := sample.InstallAssessment(ctx, sh.d.Session.Store, key); err != nil {
			l.t.Error(err)
		} else {
			files = append(files, r.ID)
		}
	}
	list, err := sh.d.Session.Store.Rounds(ctx)
	if err != nil {
		l.t.Fatal(err)
	}
	for i, r := range list {
		key := fmt.Sprintf("批次%d", i)
		l.screen(key, func() { l.close(); sh.show(atRounds); sh.Open(rounds.NewPage(sh.d, r.ID)) })
		w, err := sh.d.Session.Work(ctx, r.ID)
		if err != nil {
			l.t.Fatal(err)
		}
		d, err := w.Dossier(ctx)
		if err != nil {
			l.t.Fatal(err)
		}
		for k, f := range d.Files {
			if k == 0 || len(files) > 0 && k == 8 {
				l.screen(fmt.Sprintf("对象%d.%d", i, k), func() {
					l.close()
					sh.show(atRounds)
					rounds.OpenSubject(sh.d, r.ID, f.Subject.ID, f.Cadre.Name)
				})
			}
		}
	}
}

// dialogs opens what no screen's button opens.
func (l *looker) dialogs() {
	sh, d := l.sh, l.sh.d
	long := strings.Repeat("打不开文件“考察材料/报送件.kcz”：另一个程序正在使用它。请关掉后再试。", 6)
	for name, open := range map[string]func(){
		"关于":   func() { help.About(d) },
		"演示":   func() { help.Tour(d) },
		"出错":   func() { d.Fail("导出汇总表", errors.New(long)) },
		"没有保存": func() { d.AskUnsaved("林知秋", nil, nil) },
		"删除示例": sh.removeSample,
		"故障":   func() { tellCrash(d, "/tmp/crash-20250101.txt") },
		"导入文件": func() { cadres.AskImport(d) },
		"对应列": func() {
			cadres.Import(d, []string{l.roster("姓名,岗位名称,饭卡号,单位\n夏无忧,某科科长,12,校史研究室\n合计,1,,\n")})
		},
		"导入计划": func() {
			cadres.Import(d, []string{l.roster("姓名,现任职务,单位\n夏无忧,某科科长,校史研究室\n林知秋,校长,校史研究室\n")})
		},
		"查找":    func() { sh.finder.entry.SetText("l") },
		"查找不到":  func() { sh.finder.entry.SetText("没有这个人没有这个人没有这个人") },
		"新建批次":  func() { rounds.AskNew(d) },
		"提示有撤销": func() { sh.Toast("已登记 24 人的“民主测评汇总表”为已收", true) },
	} {
		l.screen(name, func() {
			l.close()
			sh.finder.entry.SetText("")
			sh.show(atHome)
			open()
		})
	}
}

func (l *looker) roster(text string) string {
	p := filepath.Join(l.t.TempDir(), "名册.csv")
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		l.t.Fatal(err)
	}
	return p
}
