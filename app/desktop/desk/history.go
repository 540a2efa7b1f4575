package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// allParts is the choice that leaves nothing out.
const allParts = "全部内容"

// History compares a record with what it was and brings back what is wanted.
type History struct {
	d       *Desk
	records []job.Record
	record  job.Record
	part    string // "" for all
	h       *job.History
	shown   []int // the versions that are listed, by their place in h
	at      int64 // the step that is compared, 0 for the one before the latest

	Table *widgets.Grid
	Diff  *fyne.Container
	which *widget.Select
	parts *widget.Select
}

// ShowHistory lists who changed what of some records, the first of them first
// on show, with the part that is meant ("" for all): 谈话记录.
func (d *Desk) ShowHistory(title, part string, records ...job.Record) {
	h := d.NewHistory(part, records...)
	h.load(func() { h.show(title) })
}

// NewHistory is the content of ShowHistory, empty until Load.
func (d *Desk) NewHistory(part string, records ...job.Record) *History {
	h := &History{d: d, records: records, record: records[0], part: part, Diff: container.NewVBox()}
	h.Table = widgets.NewGrid([]widgets.Column{{Title: "时间", Width: 132}, {Title: "操作人", Width: 84}, {Title: "做了什么", Width: 150, Grow: true}},
		func() int { return len(h.shown) }, h.cell)
	h.Table.OnMarked = func() {
		if m := h.Table.Marked(); len(m) == 1 && m[0] < len(h.shown) && h.h.Versions[h.shown[m[0]]].Action.ID != h.at {
			h.compare(h.shown[m[0]])
		}
	}
	var names []string
	for _, r := range records {
		names = append(names, r.Name)
	}
	h.which = widgets.NewSelect(names, nil)
	h.which.SetSelectedIndex(0)
	h.which.OnChanged = func(string) {
		h.record, h.part, h.at = records[h.which.SelectedIndex()], "", 0
		h.load(nil)
	}
	h.parts = widgets.NewSelect(nil, nil)
	return h
}

func (h *History) cell(r, c int) widgets.Cell {
	if r >= len(h.shown) {
		return widgets.Cell{}
	}
	a := h.h.Versions[h.shown[r]].Action
	return widgets.Cell{Text: [...]string{a.At.Local().Format("2006.01.02 15:04"), a.User, a.Label}[c]}
}

// Load reads the versions.
func (h *History) Load() { h.load(nil) }

func (h *History) load(then func()) {
	var read *job.History
	record := h.record
	h.d.Do("读取历史", func(ctx context.Context) (err error) { read, err = h.d.Session.History(ctx, record); return err }, func() {
		h.h = read
		h.offerParts()
		h.list()
		if then != nil {
			then()
		}
	})
}

// offerParts offers the parts that were ever changed.
func (h *History) offerParts() {
	parts := []string{allParts}
	for _, v := range h.h.Versions {
		for _, g := range v.Groups {
			if !slices.Contains(parts, g) {
				parts = append(parts, g)
			}
		}
	}
	if h.part != "" && !slices.Contains(parts, h.part) {
		parts = append(parts, h.part)
	}
	slices.Sort(parts[1:])
	h.parts.OnChanged = nil
	h.parts.SetOptions(parts)
	h.parts.SetSelected(allParts)
	if h.part != "" {
		h.parts.SetSelected(h.part)
	}
	h.parts.OnChanged = func(s string) {
		if h.part = s; s == allParts {
			h.part = ""
		}
		h.at = 0
		h.list()
	}
}

// list shows the versions that changed the part, the latest and the first too.
func (h *History) list() {
	h.shown = nil
	place := -1
	for i, v := range h.h.Versions {
		if h.part != "" && i > 0 && v.What == "修改" && !slices.Contains(v.Groups, h.part) {
			continue
		}
		if v.Action.ID == h.at {
			place = len(h.shown)
		}
		h.shown = append(h.shown, i)
	}
	if place < 0 {
		place = h.firstOther()
	}
	h.Table.Refresh()
	h.Table.Mark(place)
	h.compare(h.shown[place])
}

// firstOther is the latest version in which the part was otherwise than now.
func (h *History) firstOther() int {
	for n := 1; n < len(h.shown) && !h.h.Deleted(); n++ {
		if changes, err := h.since(h.shown[n]); err != nil || len(changes) > 0 {
			return n
		}
	}
	return min(1, len(h.shown)-1)
}

// since lists the fields of the part that were otherwise at a version.
func (h *History) since(i int) ([]job.Change, error) {
	changes, err := h.h.Since(i)
	if h.part != "" {
		changes = slices.DeleteFunc(changes, func(c job.Change) bool { return c.Group != h.part })
	}
	return changes, err
}

// compare tells of a version what its step did, and lists the fields that are
// otherwise now.
func (h *History) compare(i int) {
	v := h.h.Versions[i]
	h.at = v.Action.ID
	h.Diff.RemoveAll()
	defer h.Diff.Refresh()
	head := fmt.Sprintf("第 %d 号　%s　%s　%s", v.Action.ID, v.Action.At.Local().Format("2006.01.02 15:04:05"), v.Action.User, v.Action.Label)
	if v.Action.Source != "" {
		head += "\n数据来自：" + v.Action.Source
	}
	if v.What != "修改" {
		head += "\n这一步" + v.What + "了这条记录"
	} else if len(v.Changed) > 0 {
		head += "\n这一步改动：" + fewWords(v.Changed)
	}
	h.Diff.Add(widgets.Wrapped(head))
	h.Diff.Add(widget.NewSeparator())
	switch {
	case i > 0 || h.h.Deleted():
	case len(h.shown) == 1:
		h.Diff.Add(widgets.Wrapped("这一行就是现在的内容；此前没有改过。"))
		return
	default:
		h.Diff.Add(widgets.Wrapped("这一行就是现在的内容。选下面的一行，看那时和现在有什么不同。"))
		return
	}
	changes, err := h.since(i)
	if err != nil {
		h.d.Fail("比较", err)
		return
	}
	switch {
	case h.h.Deleted():
		h.Diff.Add(widgets.Wrapped("这条记录现在已经删除。"))
		h.Diff.Add(container.NewHBox(Button("恢复整条记录到这时", theme.HistoryIcon(), func() { h.Restore(v.Action.ID) })))
	case len(changes) == 0:
		h.Diff.Add(widgets.Wrapped("那时的内容和现在一样。"))
		return
	case h.part != "":
		h.Diff.Add(container.NewHBox(Button(fmt.Sprintf("恢复“%s”到这时（%d 项）", h.part, len(changes)), theme.HistoryIcon(), func() { h.Restore(v.Action.ID, changes...) })))
	default:
		h.Diff.Add(container.NewHBox(Button(fmt.Sprintf("全部恢复到这时（%d 项）", len(changes)), theme.HistoryIcon(), func() { h.Restore(v.Action.ID) })))
	}
	for _, c := range changes {
		h.Diff.Add(widget.NewSeparator())
		label := c.Label
		if h.part == "" && !strings.HasPrefix(label, c.Group) {
			label = c.Group + " · " + label
		}
		name := widgets.Wrapped(label)
		name.TextStyle.Bold = true
		var one fyne.CanvasObject
		if !h.h.Deleted() {
			one = container.NewVBox(Button("恢复这一项", nil, func() { h.Restore(v.Action.ID, c) }))
		}
		h.Diff.Add(container.NewBorder(nil, nil, nil, one, name))
		h.Diff.Add(widgets.Wrapped("那时：" + orBlank(c.Then) + "\n现在：" + orBlank(c.Now)))
	}
}

// Restore brings fields back to what they were after a step, the whole record
// when none is named; the comparison stays open.
func (h *History) Restore(action int64, changes ...job.Change) {
	h.d.Do("恢复", func(ctx context.Context) error {
		if len(changes) == 0 {
			return h.d.Session.RestoreVersion(ctx, h.h, action)
		}
		return h.d.Session.RestoreFields(ctx, h.h, action, changes...)
	}, func() {
		h.load(nil)
		h.d.Shell.Toast("已恢复", true)
	})
}

// nameWidth is what the longest of the records' names needs, so that batches that
// begin alike are told apart.
func (h *History) nameWidth() float32 {
	longest := float32(0)
	for _, r := range h.records {
		longest = max(longest, widgets.Em(r.Name))
	}
	return min(460, max(220, longest*14+54))
}

func (h *History) show(title string) {
	choice := []fyne.CanvasObject{widget.NewLabel("看"), widgets.Wide(180, h.parts)}
	if len(h.records) > 1 {
		choice = append([]fyne.CanvasObject{widgets.Wide(h.nameWidth(), h.which)}, choice...)
	}
	split := container.NewHSplit(h.Table, container.NewVScroll(h.Diff))
	split.SetOffset(0.48)
	dlg := dialog.NewCustomWithoutButtons(title, container.NewBorder(container.NewHBox(choice...), nil, nil, nil, split), h.d.Win)
	dlg.SetButtons([]fyne.CanvasObject{Button("关闭", nil, dlg.Dismiss)})
	dlg.Resize(h.d.fit(fyne.NewSize(1080, 640)))
	h.d.Show(dlg)
	h.d.Win.Canvas().Focus(h.Table)
}

func orBlank(s string) string {
	switch {
	case s == "":
		return "（空）"
	case strings.Contains(s, "\n"):
		return "\n" + s
	}
	return s
}

// fewWords names a list, cut short.
func fewWords(list []string) string {
	const most = 6
	if len(list) > most {
		return strings.Join(list[:most], "、") + fmt.Sprintf("等 %d 项", len(list))
	}
	return strings.Join(list, "、")
}
