package rounds

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// autoKey is the preference for taking a ballot with its last mark.
const autoKey = "ballots.auto"

// Ballots is the screen where ballots are entered one by one, one key a mark.
// Each ballot is kept as soon as it is taken; only the finished count becomes a
// step of the records.
type Ballots struct {
	d      *desk.Desk
	w      *job.Work
	k      *job.Counting
	sit    *review.Sitting
	done   bool   // finished or thrown away
	failed error  // why the last ballot is not kept
	seq    int    // of snapshots
	then   func() // after the count is finished

	before    string // what was said before the keys went elsewhere
	beforeHow widget.Importance

	pad    *ballotPad
	number *canvas.Text
	bar    *widgets.Progress
	far    *widget.Label // how far the count is
	said   *widget.Label // what the last key did
	kept   *widget.Label // state of the draft
	totals *ballotTotals
	body   fyne.CanvasObject
}

func newBallots(d *desk.Desk, w *job.Work, k *job.Counting, then func()) *Ballots {
	b := &Ballots{d: d, w: w, k: k, then: then, number: canvas.NewText("", nil), bar: widgets.NewProgress(), far: widget.NewLabel(""),
		said: widget.NewLabel(""), kept: widget.NewLabel("")}
	b.sit = review.NewSitting(w.Scheme, k.Count, d.App.Preferences().Bool(autoKey))
	b.pad = newBallotPad(w.Scheme, b.sit)
	b.pad.onRune, b.pad.onKey = b.typed, b.key
	b.pad.onFocus, b.pad.onTheme = b.focused, b.paintNumber
	b.pad.onPut = func(row, digit int) { b.did(b.sit.Put(row, digit)) }
	b.totals = newBallotTotals(w.Scheme, k.Count)
	b.said.Truncation, b.kept.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	b.said.TextStyle.Bold = true
	b.number.TextStyle.Bold = true
	b.far.Truncation = fyne.TextTruncateEllipsis
	b.body = b.layout()
	b.show()
	if n := k.Count.N(); k.Found && n > 0 {
		b.say(fmt.Sprintf("√ 接着上次录，已有 %d 张", n), widget.SuccessImportance)
	} else {
		b.say("按票面从上到下录入，一行一个键", widget.MediumImportance)
	}
	return b
}

// layout: the ballot left, running totals and keys right.
func (b *Ballots) layout() fyne.CanvasObject {
	head := widgets.Wrapped(b.about())
	auto := widget.NewCheck("录完最后一行自动收下", func(on bool) {
		b.sit.Auto = on
		b.d.App.Preferences().SetBool(autoKey, on)
		b.focus()
	})
	auto.Checked = b.sit.Auto
	take := desk.Primary("收下这张（回车）", theme.ConfirmIcon(), func() { b.take() })
	back := desk.Button("退一步（退格）", theme.ContentUndoIcon(), func() { b.back() })
	void := desk.Button("整张作废（X）", theme.CancelIcon(), func() { b.did(b.sit.Cancel()) })
	buttons := container.NewHBox(take, back, void)
	number := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 6, 12), b.number), nil, container.NewVBox(layout.NewSpacer(), container.New(tight, b.far, container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), theme.InnerPadding()), b.bar)), layout.NewSpacer()))
	left := container.NewBorder(container.NewVBox(head, number, b.said), buttons, nil, nil, b.pad)
	right := container.NewBorder(widgets.Heading("累计"), b.legend(), nil, nil, container.NewVScroll(b.totals.box))
	finish := desk.Button("完成计票…", theme.ConfirmIcon(), b.askFinish)
	later := desk.Button("先放下，下次接着录", theme.NavigateBackIcon(), b.d.Shell.Back)
	again := desk.Button("清空重来…", theme.DeleteIcon(), b.askDrop)
	foot := container.NewBorder(widget.NewSeparator(), nil, container.NewHBox(finish, later, again), auto, b.kept)
	split := container.NewHSplit(left, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), right))
	split.SetOffset(0.58)
	return container.NewBorder(nil, foot, nil, nil, split)
}

// about says whose ballots are counted, by whom.
func (b *Ballots) about() string {
	c := b.k.Count
	who := b.k.Files[0].Cadre.Name
	if len(b.k.Files) > 1 {
		who = fmt.Sprintf("%s合票（%d 人）", b.k.Files[0].Branch.Name, len(b.k.Files))
	}
	text := []string{who, c.Name(), "计票人：" + c.By}
	if p := b.w.Poll; p != nil {
		text = append([]string{who, p.Name}, text[1:]...)
	}
	if n := groupTitle(b.w.Scheme, c.Group); n != "" {
		text = append(text, "投票人："+n)
	}
	if c.Second {
		text = append(text, "不显示第一次的结果")
	}
	return strings.Join(text, "　·　")
}

// groupTitle is the name of a voter group, "" where there is only one.
func groupTitle(s *review.Scheme, key string) string {
	for _, g := range s.Vote.Groups {
		if g.Key == key {
			return g.Name
		}
	}
	return ""
}

// legend lists the keys.
func (b *Ballots) legend() fyne.CanvasObject {
	box := container.New(tight)
	add := func(key, what string) {
		k := widget.NewLabelWithStyle(key, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		l := widget.NewLabel(what)
		l.Truncation = fyne.TextTruncateEllipsis
		left := widgets.Wide(76, k)
		box.Add(container.NewBorder(nil, nil, left, nil, l))
	}
	var grades []string
	for i, m := range b.w.Scheme.BallotMarks() {
		grades = append(grades, fmt.Sprintf("%d %s", i+1, m))
	}
	add(fmt.Sprintf("1～%d", len(grades)), strings.Join(grades, "　"))
	if b.w.Scheme.Abstain != "" {
		add("0 或空格", b.w.Scheme.Abstain+"：这一行没有打勾")
	}
	add("X", "整张作废：一行打了两个勾，或票面划掉")
	add("回车", "收下这张，录下一张")
	add("退格", "退一步；收下的票也能退回来改")
	return container.NewVBox(widgets.Heading("按键"), box)
}

// Title names the screen.
func (b *Ballots) Title() string { return "逐票录入" }

// Content is what it shows.
func (b *Ballots) Content() fyne.CanvasObject { return b.body }

// Reload only brings the keys to the ballot: what is entered here is nobody
// else's.
func (b *Ballots) Reload() { b.focus() }

func (b *Ballots) focus() {
	if !b.d.Busy() {
		b.d.Win.Canvas().Focus(b.pad)
	}
}

// focused tells when the keys no longer go to the ballot.
func (b *Ballots) focused(on bool) {
	if on {
		if b.before != "" {
			b.say(b.before, b.beforeHow)
		}
		b.before = ""
	} else if b.before == "" {
		b.before, b.beforeHow = b.said.Text, b.said.Importance
		b.say("！按键现在不录票：点一下票面接着录", widget.WarningImportance)
	}
}

// typed takes a mark.
func (b *Ballots) typed(r rune) {
	switch {
	case r >= '0' && r <= '9':
		b.did(b.sit.Mark(int(r - '0')))
	case r == ' ':
		b.did(b.sit.Mark(0))
	case r == 'x' || r == 'X' || r == '*':
		b.did(b.sit.Cancel())
	default:
		b.refuse(fmt.Errorf("“%c”不是录票的键；请看右边的按键", r))
	}
}

func (b *Ballots) key(k fyne.KeyName) {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.take()
	case fyne.KeyBackspace:
		b.back()
	}
}

// did shows what a mark has done.
func (b *Ballots) did(taken bool, err error) {
	switch {
	case err != nil:
		b.refuse(err)
	case taken:
		b.took()
	default:
		b.next()
	}
	b.focus()
}

// next says what is to be entered now.
func (b *Ballots) next() {
	b.show()
	switch {
	case b.sit.IsVoid():
		b.say("作废：按回车收下这张作废票，退格取消", widget.WarningImportance)
	case b.sit.Full():
		b.say("各行已录完：与票面核对后按回车收下", widget.MediumImportance)
	default:
		b.say("下一行："+b.k.Count.Rows[len(b.sit.Marks())], widget.MediumImportance)
	}
}

func (b *Ballots) take() {
	defer b.focus()
	if !b.sit.Begun() && b.k.Goal > 0 && b.k.Count.N() >= b.k.Goal {
		b.askFinish()
		return
	}
	if err := b.sit.Take(); err != nil {
		b.refuse(err)
		return
	}
	b.took()
}

// took keeps the count after a ballot was taken.
func (b *Ballots) took() {
	b.keep()
	b.show()
	text := fmt.Sprintf("√ 第 %d 张已收下", b.k.Count.N())
	if b.k.Goal > 0 && b.k.Count.N() == b.k.Goal {
		text += "，全部录完；再按回车完成计票"
	}
	b.say(text, widget.SuccessImportance)
}

func (b *Ballots) back() {
	changed, err := b.sit.Back()
	if err != nil {
		b.refuse(err)
	} else if b.next(); changed {
		b.keep()
		how := "改好后按回车收下"
		if b.sit.Auto {
			how = "录完最后一行自动收下"
		}
		b.say(fmt.Sprintf("第 %d 张退回来了，%s", b.sit.Number(), how), widget.WarningImportance)
	}
	b.focus()
}

func (b *Ballots) refuse(err error) {
	b.pad.refused = true
	b.pad.paint()
	b.said.Importance = widget.DangerImportance
	b.said.SetText("× 没有录入：" + err.Error())
}

func (b *Ballots) say(text string, how widget.Importance) {
	b.said.Importance = how
	b.said.SetText(text)
}

// show brings the screen up to date.
func (b *Ballots) show() {
	b.pad.refused = false
	b.pad.paint()
	b.paintNumber()
	b.bar.Set(b.k.Count.N(), b.k.Goal)
	set(b.far, b.progress())
	b.totals.show()
	b.keptText()
}

// paintNumber writes which ballot is at hand, in the theme's colour.
func (b *Ballots) paintNumber() {
	b.number.Text = fmt.Sprintf("第 %d 张", b.sit.Number())
	if n := b.k.Count.N(); n > 0 && n == b.k.Goal && !b.sit.Begun() {
		b.number.Text = fmt.Sprintf("%d 张录完", n)
	}
	b.number.TextSize, b.number.Color = own.Scaled(30), theme.Color(theme.ColorNamePrimary)
	b.number.Refresh()
}

// progress is the text over the bar.
func (b *Ballots) progress() string {
	n := b.k.Count.N()
	switch {
	case b.k.Goal == 0:
		return fmt.Sprintf("已录 %d 张（收回数还没有登记）", n)
	case n == b.k.Goal:
		return fmt.Sprintf("%s的 %d 张都录完了", b.k.Of, n)
	case n > b.k.Goal:
		return fmt.Sprintf("已录 %d 张，比%s %d 张多 %d 张", n, b.k.Of, b.k.Goal, n-b.k.Goal)
	}
	return fmt.Sprintf("已录 %d / %s %d 张，还有 %d 张", n, b.k.Of, b.k.Goal, b.k.Goal-n)
}

// keep writes the count to its draft beside the window.
func (b *Ballots) keep() {
	b.seq++
	seq, snapshot := b.seq, b.k.Snapshot()
	b.d.Run(func() func() {
		err := b.k.Keep(seq, snapshot)
		return func() { b.failed = err; b.keptText() }
	})
}

func (b *Ballots) keptText() {
	b.kept.Importance = widget.LowImportance
	text := fmt.Sprintf("每收下一张就保存，已存 %d 张", b.k.Count.N())
	if b.failed != nil {
		b.kept.Importance = widget.DangerImportance
		text = "× 没有存上：" + b.failed.Error()
	}
	if b.kept.Text != text {
		b.kept.SetText(text)
	}
}

// Save writes the draft once more (Ctrl+S).
func (b *Ballots) Save() { b.keep() }
