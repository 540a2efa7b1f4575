package parcels

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre/idnum"
	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
)

// planView lets a clerk look over what taking a file would do, and choose.
type planView struct {
	x      *opening
	o      *job.Opened
	kind   handin.Kind // listed alone, "" for all
	order  []*handin.Item
	table  *widgets.Grid
	detail *fyne.Container
	ok     *desk.Push
	dlg    *dialog.CustomDialog
	unit   string // 人, or 个对象 in an assessment
}

// assesses tells that a parcel is about an assessment.
func assesses(o *job.Opened) bool { return o.Scheme != nil && o.Scheme.Assesses() }

// nameTitle heads the column of names.
func nameTitle(assesses bool) string {
	if assesses {
		return "对象"
	}
	return "姓名"
}

func newPlan(x *opening, o *job.Opened) *planView {
	v := &planView{x: x, o: o, detail: container.NewVBox(), unit: "人"}
	if assesses(o) {
		v.unit = "个对象"
	}
	v.sort()
	v.table = widgets.NewGrid([]widgets.Column{{Title: "接收", Width: 50}, {Title: "情况", Width: 92}, {Title: nameTitle(assesses(o)), Width: 96}, {Title: "说明", Width: 220, Grow: true}},
		func() int { return len(v.order) }, v.cell)
	v.table.OnTap = func(row, col int) {
		if col == 0 {
			v.toggle(v.order[row])
		}
		v.showItem(v.order[row])
	}
	v.table.OnOpen = func(row, _ int) { v.toggle(v.order[row]); v.showItem(v.order[row]) }
	v.ok = desk.Primary("接收", theme.ConfirmIcon(), func() { v.dlg.Dismiss(); x.take(o) })
	return v
}

// sort lists the items of the kind that is looked at, what needs a person first.
func (v *planView) sort() {
	v.order = v.order[:0]
	for _, k := range handin.Kinds {
		for _, it := range v.o.Plan.Items {
			if it.Kind == k && (v.kind == "" || v.kind == k) {
				v.order = append(v.order, it)
			}
		}
	}
}

func (v *planView) cell(row, col int) widgets.Cell {
	if row >= len(v.order) {
		return widgets.Cell{}
	}
	it := v.order[row]
	switch col {
	case 0:
		if it.Takes() {
			return widgets.Cell{Text: "√", Bold: true, Color: own.ColorDone}
		}
		return widgets.Cell{Text: "—"}
	case 1:
		return widgets.Cell{Text: kindMarks[it.Kind] + string(it.Kind), Color: kindColors[it.Kind]}
	case 2:
		return widgets.Cell{Text: it.Name}
	}
	text := v.o.Said(it.Reason)
	if n, c := len(it.Fields), conflicts(it); n > 0 {
		text = strings.Trim(fmt.Sprintf("不同 %d 项，其中冲突 %d 项；%s", n, c, text), "；")
	}
	return widgets.Cell{Text: text}
}

// kindMarks give each kind a shape of its own beside its colour and word.
var kindMarks = map[handin.Kind]string{handin.Conflict: "▲ ", handin.Doubtful: "？", handin.Removed: "× ", handin.New: "＋", handin.Changed: "● ", handin.Unchanged: "○ "}

var kindColors = map[handin.Kind]fyne.ThemeColorName{handin.Conflict: own.ColorMissing, handin.Doubtful: own.ColorMissing, handin.Removed: own.ColorDraft,
	handin.New: own.ColorDone, handin.Changed: own.ColorSigned}

func conflicts(it *handin.Item) (n int) {
	for _, f := range it.Fields {
		if f.Conflict {
			n++
		}
	}
	return n
}

// toggle takes an item or leaves it out.
func (v *planView) toggle(it *handin.Item) {
	if it.Kind != handin.Doubtful && it.Kind != handin.Unchanged {
		it.Skip = !it.Skip
	}
	v.update()
}

// takeAll takes theirs in every field of everybody. Nobody is taken out of the
// round by it, nor back in.
func (v *planView) takeAll() {
	v.o.Plan.TakeAll()
	v.first()
	v.update()
}

func (v *planView) update() {
	n := 0
	for _, it := range v.o.Plan.Items {
		if it.Takes() {
			n++
		}
	}
	v.ok.SetText(fmt.Sprintf("接收（写入 %d %s）", n, v.unit))
	v.table.Refresh()
}

// showItem lists what differs for one person, each field to be taken or not.
func (v *planView) showItem(it *handin.Item) {
	v.detail.RemoveAll()
	v.detail.Add(widgets.Heading(it.Name + "：" + string(it.Kind)))
	if it.Reason != "" {
		v.detail.Add(widgets.Wrapped(v.o.Said(it.Reason)))
	}
	v.addCandidates(it)
	if it.Kind == handin.New && len(it.Fields) == 0 {
		v.detail.Add(widgets.Wrapped(v.o.Said("这个人在本库的批次里还没有，接收后成为考察对象。")))
	}
	all := func(theirs bool) func() {
		return func() { it.AcceptAll(theirs); v.showItem(it); v.update() }
	}
	if len(it.Fields) > 0 || it.Kind == handin.Removed || it.Kind == handin.Conflict {
		v.detail.Add(container.NewHBox(desk.Button("全部取对方的", nil, all(true)), desk.Button("冲突都保留本库的", nil, all(false))))
	}
	for i := range it.Fields {
		v.addField(it, &it.Fields[i])
	}
	v.detail.Refresh()
}

// addCandidates lets a doubtful person be settled.
func (v *planView) addCandidates(it *handin.Item) {
	if it.Kind != handin.Doubtful || len(it.Candidates) == 0 {
		return
	}
	settle := func(id string) func() {
		return func() {
			if err := it.Resolve(id); err != nil {
				v.x.d.Fail("确定是哪个人", err)
				return
			}
			v.showItem(it)
			v.update()
		}
	}
	for _, c := range it.Candidates {
		v.detail.Add(desk.Button("就是库里的 "+c.Name+"（"+c.Birth.Dotted()+" "+c.Unit+"）", nil, settle(c.ID)))
	}
	v.detail.Add(desk.Button(v.o.Said("另外一个人，作为新人接收"), nil, settle(handin.AsNew)))
}

func (v *planView) addField(it *handin.Item, f *handin.Field) {
	title := f.Group + " · " + f.Label
	if f.Conflict {
		title = "▲ " + title + "（冲突）"
	}
	check := widget.NewCheck(widgets.Cut(title, maxTitle), nil)
	check.SetChecked(f.Accept)
	check.OnChanged = func(on bool) { f.Accept = on; v.update() }
	v.detail.Add(check)
	ours := "　　本库：" + value(f, f.Ours)
	if f.OursBy.By != "" {
		ours += "（" + f.OursBy.By + " " + f.OursBy.At.Local().Format("01-02 15:04") + " 改）"
	}
	theirs := "　　对方：" + value(f, f.Theirs)
	if t := it.Theirs.Touched; f.Conflict && t.By != "" {
		theirs += "（" + t.By + " " + t.At.Local().Format("01-02 15:04") + " 改）"
	}
	lines := ours + "\n" + theirs
	if len([]rune(title)) > maxTitle { // a check does not wrap
		lines = "　　" + f.Label + "\n" + lines
	}
	if f.Why != "" && f.Conflict {
		lines += "\n　　" + v.o.Said(f.Why) + "；不勾选就保留本库的"
	}
	v.detail.Add(widgets.Wrapped(lines))
}

// maxTitle is how much of a field's name stands beside its check, in characters.
const maxTitle = 26

// maxShown is how much of a long text stands in the plan, in characters.
const maxShown = 160

// value shows a field's text. ID numbers are masked unless somebody has to
// decide between two of them.
func value(f *handin.Field, s string) string {
	if s == "" {
		return "（空）"
	}
	if f.Secret && !f.Conflict {
		return idnum.Mask(s)
	}
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown]) + "…（共 " + fmt.Sprint(len(r)) + " 字）"
	}
	return s
}

// head tells whose file it is and what it holds.
func (v *planView) head() fyne.CanvasObject {
	m := &v.o.Manifest
	text := fmt.Sprintf("%s · “%s” · 批次“%s” · 第 %d 号，%s 由%s写出。签名正确，内容完整：%s。", m.Kind.Name(), m.Branch, m.Round, m.Seq,
		m.At.Local().Format("2006.01.02 15:04"), who(m.By), countText(m.Counts))
	box := container.NewVBox(widgets.Wrapped(v.o.Said(text)))
	if m.Kind == parcel.Invitation && (v.o.Changed || v.o.Round == nil) {
		warn := v.o.Said("请在电话里与组织部核对签名指纹，相同再接收：")
		if v.o.Changed {
			warn = v.o.Said("签名密钥与以前打开的邀请不同！请与组织部核对指纹，相同再接收：")
		}
		l := widgets.Wrapped(warn)
		l.Importance = widget.WarningImportance
		box.Add(l)
		box.Add(spelled(v.o.Fingerprint()))
	}
	return box
}

func who(by string) string {
	if by == "" {
		return "（未写姓名的人）"
	}
	return by
}

// countText tells the counts of a manifest.
func countText(n map[string]int) string {
	var out []string
	for _, k := range handin.CountNames {
		if n[k] > 0 {
			out = append(out, fmt.Sprintf("%s %d", k, n[k]))
		}
	}
	return strings.Join(out, "，")
}

// kinds is the choice of a kind, with how many there are.
func (v *planView) kinds() fyne.CanvasObject {
	byName := map[string]handin.Kind{}
	all := fmt.Sprintf("全部 %d", len(v.o.Plan.Items))
	names := []string{all}
	for _, k := range handin.Kinds {
		if n := v.o.Plan.Count(k); n > 0 {
			name := fmt.Sprintf("%s %d", k, n)
			names, byName[name] = append(names, name), k
		}
	}
	pick := widget.NewRadioGroup(names, nil)
	pick.Horizontal, pick.Required, pick.Selected = true, true, all
	pick.OnChanged = func(n string) { v.only(byName[n]) }
	return pick
}

func (v *planView) only(k handin.Kind) {
	v.kind = k
	v.sort()
	v.detail.RemoveAll()
	v.table.Mark(-1)
	v.first()
	v.table.Refresh()
}

func (v *planView) first() {
	if len(v.order) > 0 {
		v.table.Mark(0)
		v.showItem(v.order[0])
	}
}

func (v *planView) show() {
	split := container.NewHSplit(v.table, container.NewVScroll(v.detail))
	split.SetOffset(0.45)
	v.dlg = dialog.NewCustomWithoutButtons("接收计划（还没有写入）", container.NewBorder(container.NewVBox(v.head(), v.kinds()), nil, nil, nil, split), v.x.d.Win)
	buttons := []fyne.CanvasObject{desk.Button("取消", nil, v.dlg.Dismiss), v.ok}
	if v.o.Plan.Count(handin.Conflict) > 1 {
		buttons = append([]fyne.CanvasObject{desk.Button("所有冲突都取对方的", nil, v.takeAll)}, buttons...)
	}
	v.dlg.SetButtons(buttons)
	v.first()
	v.update()
	c := v.x.d.Win.Canvas().Size()
	v.dlg.Resize(fyne.NewSize(min(1100, c.Width-40), min(680, c.Height-40)))
	v.x.d.Show(v.dlg)
}
