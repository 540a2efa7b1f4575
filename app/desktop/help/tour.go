package help

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/sample"
)

// Places that the tour goes to.
const (
	PlaceHome     = "home"
	PlaceCadres   = "cadres"
	PlacePerson   = "person" // the first person of the sample
	PlaceRound    = "round"  // the sample's round
	PlaceSubject  = "subject"
	PlaceSettings = "settings"
)

// Go shows a place of the tour; the shell sets it. Without it the tour only
// tells.
var Go func(place string)

// seenKey is the preference that the tour was seen.
const seenKey = "tour.seen"

// step is one stop of the tour. Over a clerk's own records some say it otherwise:
// own, with "" for the same.
type step struct{ place, title, text, own string }

var steps = []step{
	{PlaceHome, "欢迎使用考察通", "现在看到的人和单位都是示例，全部虚构，随便点不会弄坏。跟着走一遍，大约两分钟。不想看就点“跳过”，以后在 帮助 里还能再看。",
		"现在看到的是您自己的数据，演示只翻页，不改任何内容；没有人、没有批次的时候，有几页只说不看。跟着走一遍，大约两分钟。不想看就点“跳过”。"},
	{PlaceHome, "首页：今天先办什么", "蓝条写着下一步做什么。左边是试用期快到和已经到的人，右边是进行中的批次：每个环节有几个人，什么事卡住了谁。", ""},
	{PlaceCadres, "干部：名单在这里", "可以把任免审批表文件（.lrmx）或 Excel 花名册直接拖进窗口导入。找人时输入姓名或拼音首字母，例如“lzq”。双击一行打开这个人。", ""},
	{PlacePerson, "一个人的登记表", "左边填写，右边就是印出来的样子。改了会自动保存；下面列出核对出来的问题，点一个就跳到要改的那一栏。", ""},
	{PlaceRound, "考察批次：一眼看清缺什么", "一行一个人，一列一项材料。○ 没交，△ 草稿，● 已收，√ 已核，★ 已签。双击一格登记收到的材料；收到的文件也可以直接拖到格子上。", ""},
	{PlaceSubject, "一名考察对象", "从左到右五页：材料、测评、谈话、报告、意见与决定。票数、得票率、年龄、简历段都由程序算出来，不用填两遍。", ""},
	{PlaceRound, "最后一步：成套材料", "点“制作成套材料…”，程序按规定的顺序一次做出全部的表、汇总表、交接清单和一个可以直接打印的文件，并列出还缺什么。", ""},
	{PlaceSettings, "开始用之前", "在 设置 里填学校名称和落款，选好纸张。全部记录都在这台电脑上，不联网；请常常备份到 U 盘。示例看够了，点窗口上方的“删除示例”就可以开始自己的工作。按 F1 随时看帮助。",
		"在 设置 里填学校名称和落款，选好纸张。全部记录都在这台电脑上，不联网；请常常备份到 U 盘。按 F1 随时看帮助。"},
}

// FirstTour begins the tour unless it was seen before; it tells whether it did.
func FirstTour(d *desk.Desk) bool {
	if d.App.Preferences().Bool(seenKey) {
		return false
	}
	Tour(d)
	return true
}

// Tour goes through the program over what there is, the sample at the beginning.
func Tour(d *desk.Desk) {
	d.App.Preferences().SetBool(seenKey, true)
	only, err := sample.Only(d.Context(), d.Session.Store)
	t := &tour{d: d, own: err != nil || !only}
	t.title = widgets.Heading("")
	t.text = widgets.Wrapped("")
	t.count = widget.NewLabel("")
	t.count.Importance = widget.LowImportance
	t.prev, t.next, t.skip = newKeyed(t, "上一步", nil), newKeyed(t, "下一步", nil), newKeyed(t, "跳过", t.Dismiss)
	t.prev.OnTapped, t.next.OnTapped = func() { t.show(t.at - 1) }, func() { t.show(t.at + 1) }
	t.next.Importance = widget.HighImportance
	t.build()
	d.Show(t)
	t.show(0)
}

// tour is the small panel; to the desk it is a dialog, so that the window's own
// keys rest and Escape ends it.
type tour struct {
	d                *desk.Desk
	own              bool // there are records of the clerk's own, or none
	at               int
	title            *widget.Label
	text             *widgets.Paragraph
	count            *widget.Label
	prev, next, skip *keyed
	panel            *fyne.Container
	layer            *fyne.Container
	closed           func()
}

// Size of the panel at the usual size of text, and its distance from the corner.
const (
	panelWidth, panelHeight = 440, 210
	panelGap                = 24
)

func (t *tour) build() {
	back := canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	back.StrokeColor, back.StrokeWidth, back.CornerRadius = theme.Color(theme.ColorNamePrimary), 2, 8
	bar := container.NewHBox(t.count, layout.NewSpacer(), t.skip, t.prev, t.next)
	inner := container.NewBorder(t.title, bar, nil, nil, container.NewVScroll(t.text))
	t.panel = container.NewStack(back, container.New(layout.NewCustomPaddedLayout(8, 10, 12, 12), inner))
	t.layer = container.New(corner{}, t.panel)
}

// corner puts the panel into the lower right corner of the window.
type corner struct{}

func (corner) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (corner) Layout(o []fyne.CanvasObject, s fyne.Size) {
	size := fyne.NewSize(panelWidth, panelHeight)
	k := theme.TextSize() / 14
	size = fyne.NewSize(min(size.Width*k, s.Width-2*panelGap), min(size.Height*k, s.Height-2*panelGap))
	o[0].Resize(size)
	o[0].Move(fyne.NewPos(s.Width-size.Width-panelGap, s.Height-size.Height-2*panelGap))
}

// show goes to a stop; after the last the tour ends.
func (t *tour) show(i int) {
	if i >= len(steps) {
		t.Dismiss()
		return
	}
	t.at = max(0, i)
	x := steps[t.at]
	if Go != nil {
		Go(x.place)
	}
	t.title.SetText(x.title)
	t.text.SetText(x.text)
	if t.own && x.own != "" {
		t.text.SetText(x.own)
	}
	t.count.SetText(fmt.Sprintf("%d / %d", t.at+1, len(steps)))
	t.next.SetText("下一步")
	if t.at == len(steps)-1 {
		t.next.SetText("完成")
	}
	if t.at == 0 {
		t.prev.Disable()
	} else {
		t.prev.Enable()
	}
	t.panel.Refresh() // the words in its bar may be longer now
	t.d.Win.Canvas().Focus(t.next)
}

// Show lays the panel over the window; the rest of it stays to be seen.
func (t *tour) Show() {
	c := t.d.Win.Canvas()
	t.layer.Resize(c.Size())
	c.Overlays().Add(t.layer)
}

// Dismiss ends the tour.
func (t *tour) Dismiss() {
	t.Hide()
	if t.closed != nil {
		t.closed()
		t.closed = nil
	}
}

// Hide, SetDismissText, SetOnClosed, Refresh, Resize and MinSize make the panel
// a dialog.
func (t *tour) Hide()                     { t.d.Win.Canvas().Overlays().Remove(t.layer) }
func (t *tour) SetDismissText(s string)   { t.skip.SetText(s) }
func (t *tour) SetOnClosed(closed func()) { t.closed = closed }
func (t *tour) Refresh()                  { t.layer.Refresh() }
func (t *tour) Resize(s fyne.Size)        { t.layer.Resize(s) }
func (t *tour) MinSize() fyne.Size        { return t.panel.MinSize() }

// keyed is a button of the panel that also takes Enter, the arrows and Escape.
type keyed struct {
	widget.Button
	t *tour
}

func newKeyed(t *tour, text string, tapped func()) *keyed {
	b := &keyed{t: t}
	b.Text, b.OnTapped = text, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey moves through the tour.
func (b *keyed) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	case fyne.KeyEscape:
		b.t.Dismiss()
	case fyne.KeyLeft:
		b.t.show(b.t.at - 1)
	case fyne.KeyRight:
		b.t.show(b.t.at + 1)
	default:
		b.Button.TypedKey(k)
	}
}
