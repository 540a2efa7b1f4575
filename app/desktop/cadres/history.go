package cadres

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/store"
)

// history compares a person with what they were.
type history struct {
	d     *desk.Desk
	id    string
	list  []job.CadreVersion // the latest first; the first is how it is now
	table *widgets.Grid
	diff  *fyne.Container
	at    int // the version that is compared
}

// showHistory saves what was typed and then lists who changed what.
func (p *Person) showHistory() {
	if p.id == "" {
		return
	}
	p.write(onSave, func() {
		h := newHistory(p.d, p.id)
		h.load(func() { h.show(p.stored.Name) })
	})
}

func newHistory(d *desk.Desk, id string) *history {
	h := &history{d: d, id: id, diff: container.NewVBox(), at: 1}
	h.table = widgets.NewGrid([]widgets.Column{{Title: "时间", Width: 164}, {Title: "操作人", Width: 90}, {Title: "做了什么", Width: 150, Grow: true}},
		func() int { return len(h.list) }, func(r, c int) widgets.Cell {
			if r >= len(h.list) {
				return widgets.Cell{}
			}
			a := h.list[r].Action
			return widgets.Cell{Text: [...]string{a.At.Local().Format("2006-01-02 15:04"), a.User, a.Label}[c]}
		})
	h.table.OnMarked = func() {
		if m := h.table.Marked(); len(m) == 1 && m[0] != h.at {
			h.compare(m[0])
		}
	}
	return h
}

func (h *history) load(then func()) {
	var list []job.CadreVersion
	h.d.Do("读取历史", func(ctx context.Context) (err error) { list, err = h.d.Session.CadreVersions(ctx, h.id); return err }, func() {
		h.list = list
		h.table.Refresh()
		h.compare(min(h.at, len(list)-1))
		if then != nil {
			then()
		}
	})
}

// compare lists the fields that were otherwise after a version.
func (h *history) compare(at int) {
	h.at = at
	h.diff.RemoveAll()
	defer h.diff.Refresh()
	if at <= 0 {
		h.diff.Add(widgets.Wrapped("这一行就是现在的内容。选下面的一行，看那时和现在有什么不同。"))
		return
	}
	then, now := &h.list[at], &h.list[0].Cadre
	changes := cadre.Diff(&then.Cadre, now)
	if len(changes) == 0 {
		h.diff.Add(widgets.Wrapped("那时的内容和现在一样。"))
		return
	}
	all := desk.Button(fmt.Sprintf("全部恢复到这时（%d 项）", len(changes)), theme.HistoryIcon(), func() { h.restore(then.Action.ID, nil) })
	h.diff.Add(container.NewHBox(all))
	for _, ch := range changes {
		key := ch.Key
		name := widgets.Wrapped(key)
		name.TextStyle.Bold = true
		one := desk.Button("恢复这一项", nil, func() { h.restore(then.Action.ID, []string{key}) })
		h.diff.Add(widget.NewSeparator())
		h.diff.Add(container.NewBorder(nil, nil, nil, one, name))
		h.diff.Add(widgets.Wrapped("那时：" + blank(shown(key, ch.Old)) + "\n现在：" + blank(shown(key, ch.New))))
	}
}

// restore brings fields back, all of them when none is named; the comparison
// stays open.
func (h *history) restore(action int64, keys []string) {
	h.d.Do("恢复", func(ctx context.Context) error {
		if keys == nil {
			return h.d.Session.Store.RestoreVersion(ctx, store.KindCadre, h.id, action)
		}
		return h.d.Session.RestoreFields(ctx, h.id, action, keys)
	}, func() {
		h.at++ // the restoring is the latest now
		h.load(func() { h.table.Mark(h.at) })
		h.d.Shell.Toast("已恢复", true)
	})
}

func (h *history) show(name string) {
	right := container.NewVScroll(h.diff)
	split := container.NewHSplit(h.table, right)
	split.SetOffset(0.48)
	dlg := dialog.NewCustomWithoutButtons(name+"的修改历史", split, h.d.Win)
	dlg.SetButtons([]fyne.CanvasObject{desk.Button("关闭", nil, dlg.Dismiss)})
	c := h.d.Win.Canvas().Size()
	dlg.Resize(fyne.NewSize(min(1040, c.Width-40), min(600, c.Height-40)))
	h.d.Show(dlg)
	h.table.Mark(h.at)
	h.d.Win.Canvas().Focus(h.table)
}
