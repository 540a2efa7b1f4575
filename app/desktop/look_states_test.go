package desktop

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// states goes through what only some records or a few steps of work bring up.
func (l *looker) states() {
	l.steps("新建批次各步", l.wizard)
	l.steps("逐票录入", l.counting)
	l.steps("合并", l.merging)
	l.steps("身份证号", l.number)
	l.steps("照片裁剪", l.crop)
	l.steps("菜单", l.menus)
	l.steps("恢复备份", l.restoring)
	l.steps("用户", l.users) // last: from here on somebody has signed in
}

// steps does a piece of work that looks at its screens by itself.
func (l *looker) steps(name string, work func(name string)) {
	if !l.only.MatchString(name) {
		return
	}
	l.close()
	l.sh.finder.entry.SetText("")
	l.sh.show(atHome)
	work(name)
	l.close()
	l.sh.show(atHome)
}

// push presses a button of the screen, or of what lies over it, by the beginning
// of its text.
func (l *looker) push(text string) {
	l.t.Helper()
	press(l.t, l.sh, text)
}

// fields are the one-line and longer fields of the screen, or of what lies over it.
func (l *looker) fields() []*widgets.Entry {
	if top := l.sh.d.Win.Canvas().Overlays().Top(); top != nil {
		return find[*widgets.Entry](top)
	}
	return find[*widgets.Entry](l.sh.center.Objects[0])
}

func (l *looker) keys(text string) {
	l.t.Helper()
	f := l.sh.d.Win.Canvas().Focused()
	if f == nil {
		l.t.Fatal("the keys go nowhere")
	}
	for _, r := range text {
		if r == '\n' {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		} else {
			f.TypedRune(r)
		}
	}
}

// wizard goes through the steps of a new round, with the calendar of a date.
func (l *looker) wizard(name string) {
	rounds.AskNew(l.sh.d)
	for _, e := range l.fields() {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		if l.sh.d.Win.Canvas().Overlays().Top() != nil {
			l.see(name + "-日历")
			break
		}
	}
	l.close()
	l.fields()[0].SetText("")
	l.push("下一步")
	l.see(name + "-没有名称")
	l.fields()[0].SetText("2026年科级干部试用期考察")
	l.push("下一步")
	l.see(name + "-2")
	l.push("下一步")
	l.see(name + "-3没有对象")
	l.push("上一步")
	l.grid().TypedShortcut(&fyne.ShortcutSelectAll{})
	l.grid().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	l.see(name + "-2已选")
	l.push("下一步")
	l.see(name + "-3")
	l.push("设考察组")
	l.see(name + "-3考察组")
	l.fields()[0].SetText("顾长风")
	l.sh.d.Enter()
	l.push("下一步")
	l.see(name + "-4")
	l.sh.Back()
	l.see(name + "-放弃")
}

// grid is the table of the screen.
func (l *looker) grid() *widgets.Grid {
	l.t.Helper()
	g := find[*widgets.Grid](l.sh.center.Objects[0])
	if len(g) == 0 {
		l.t.Fatal("the screen has no table")
	}
	return g[0]
}

// untallied gives the round of the sample, and whom no votes are recorded of.
func (l *looker) untallied() (round string, who *review.File) {
	l.t.Helper()
	list, err := l.sh.d.Session.Store.Rounds(l.sh.d.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, r := range list {
		w, err := l.sh.d.Session.Work(l.sh.d.Context(), r.ID)
		if err != nil {
			l.t.Fatal(err)
		}
		d, err := w.Dossier(l.sh.d.Context())
		if err != nil {
			l.t.Fatal(err)
		}
		for _, f := range d.Files {
			if !w.Scheme.Assesses() && f.Subject.Tally == nil {
				return r.ID, f
			}
		}
	}
	l.t.Fatal("votes are recorded of everybody")
	return "", nil
}

// counting enters ballots one by one, twice and differently, and compares.
func (l *looker) counting(name string) {
	round, who := l.untallied()
	tally := func() {
		l.sh.show(atRounds)
		rounds.OpenSubject(l.sh.d, round, who.Subject.ID, who.Cadre.Name)
		find[*container.AppTabs](l.sh.center.Objects[0])[0].SelectIndex(1)
	}
	tally()
	l.see(name + "-还没有票")
	l.push("按总数录入")
	l.see(name + "-按总数")
	tally()
	for turn, ballots := range []string{"111111\n111112\nx\n", "111111\n121112\nx\n"} {
		if turn == 0 {
			l.push("逐票录入")
		} else {
			l.push("第二次计票")
		}
		l.see(name + "-计票人")
		l.fields()[0].SetText([]string{"计票甲", "计票乙"}[turn])
		l.sh.d.Enter()
		l.sh.reload() // the keys go to the ballot
		if turn == 0 {
			l.see(name + "-开始")
			l.keys("q")
			l.see(name + "-不是录票的键")
		}
		l.keys(ballots)
		l.keys("121")
		l.see(name + "-录到一半")
		l.keys("x")
		l.see(name + "-整张作废")
		l.keys("\n")
		l.push("清空重来")
		l.see(name + "-清空")
		l.close()
		l.push("完成计票")
		l.see(name + "-完成")
		l.sh.d.Enter()
		if turn == 0 {
			tally()
			l.see(name + "-计过一次")
		}
	}
	l.see(name + "-对比")
	tally()
	l.see(name + "-计过两次")
}

// merging compares two records of one person.
func (l *looker) merging(name string) {
	ctx, s := l.sh.d.Context(), l.sh.d.Session
	keep, err := s.FindCadre(ctx, "林知秋")
	if err != nil {
		l.t.Fatal(err)
	}
	double := &cadre.Cadre{Name: "林知秋", Unit: keep.Unit, Position: "教务处副处长（另一条里的职务写得长一些，要换行）", Mobile: "10000000001",
		OfficePhone: keep.OfficePhone + "1", Remarks: strings.Repeat("另一条的备注。", 12)}
	if err := s.SaveCadre(ctx, double, portrait(l.t)); err != nil {
		l.t.Fatal(err)
	}
	l.sh.show(atCadres)
	cadres.OpenMerge(l.sh.d, keep.ID, double.ID)
	l.see(name + "-比较")
	if l.scrollDown() {
		l.see(name + "-比较-2")
	}
	l.sh.undoStep()
}

// number shows the number of a person covered and uncovered.
func (l *looker) number(name string) {
	c, err := l.sh.d.Session.FindCadre(l.sh.d.Context(), "林知秋")
	if err != nil {
		l.t.Fatal(err)
	}
	l.sh.show(atCadres)
	cadres.Open(l.sh.d, c.ID)
	l.see(name + "-遮住")
	l.push("显示")
	l.see(name + "-显示")
}

// portrait is a picture wider than a photo of the form.
func portrait(t *testing.T) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			c := color.RGBA{uint8(90 + y/6), uint8(140 + x/12), 190, 255}
			if dx, dy := x-320, y-200; dx*dx+dy*dy < 90*90 || y > 320 && dx*dx < 150*150 {
				c = color.RGBA{220, 190, 165, 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// crop takes a picture as a person's photo and cuts out the head.
func (l *looker) crop(name string) {
	p := filepath.Join(l.t.TempDir(), "照片.jpg")
	if err := os.WriteFile(p, portrait(l.t), 0o600); err != nil {
		l.t.Fatal(err)
	}
	c, err := l.sh.d.Session.FindCadre(l.sh.d.Context(), "林知秋")
	if err != nil {
		l.t.Fatal(err)
	}
	l.sh.show(atCadres)
	cadres.Open(l.sh.d, c.ID)
	l.sh.dropped(fyne.NewPos(0, 0), []string{p})
	l.see(name + "-照片")
	l.push("裁剪")
	l.see(name)
}

// menus opens the window's menus and those of the tables.
func (l *looker) menus(name string) {
	c := l.sh.d.Win.Canvas()
	for i, m := range l.sh.menu().Items {
		widget.ShowPopUpMenuAtPosition(m, c, fyne.NewPos(float32(20+80*i), 4))
		l.see(name + "-" + m.Label)
		l.close()
	}
	list, err := l.sh.d.Session.Store.Rounds(l.sh.d.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for what, open := range map[string]func(){
		"干部":   func() { l.sh.show(atCadres) },
		"考察批次": func() { l.sh.show(atRounds) },
		"批次":   func() { l.sh.show(atRounds); l.sh.Open(rounds.NewPage(l.sh.d, list[len(list)-1].ID)) },
	} {
		open()
		g := l.grid()
		g.Mark(0)
		c.Focus(g)
		g.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
		l.see(name + "-表-" + what)
		l.close()
		desktest.Walk(l.sh.center.Objects[0], func(o fyne.CanvasObject) {
			if b := desktest.Button(o); b != nil && strings.HasPrefix(b.Text, "所选") {
				test.Tap(b)
			}
		})
		if c.Overlays().Top() != nil {
			l.see(name + "-所选-" + what)
		}
		l.close()
	}
}
