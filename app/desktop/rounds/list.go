// Package rounds is the reviews on screen: the list of rounds, a round's matrix
// of subjects and materials, a subject's page, findings and the pack.
package rounds

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/store"
)

// listRow is a round as the list shows it.
type listRow struct {
	id, name string
	closed   bool
	cells    [6]string
}

// List is all rounds.
type List struct {
	d     *desk.Desk
	loads desk.Loader
	rows  []listRow
	table *widgets.Grid
	full  *fyne.Container // the buttons and the table
	empty *fyne.Container // instead of them
	body  *fyne.Container

	closing *desk.Push // 归档, or 取消归档 on a closed round
}

// NewList makes the screen.
func NewList(d *desk.Desk) *List {
	l := &List{d: d}
	l.table = widgets.NewGrid([]widgets.Column{{Title: "批次", Width: 260, Grow: true}, {Title: "考核方案", Width: 160, Grow: true}, {Title: "考察日期", Width: 110}, {Title: "报送截止", Width: 110}, {Title: "对象", Width: 60}, {Title: "状态", Width: 80}},
		func() int { return len(l.rows) }, func(r, c int) widgets.Cell {
			if r >= len(l.rows) {
				return widgets.Cell{}
			}
			return widgets.Cell{Text: l.rows[r].cells[c]}
		})
	l.table.OnOpen = func(r, _ int) { d.Shell.Open(NewPage(d, l.rows[r].id)) }
	l.table.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	open := desk.Primary("打开", theme.NavigateNextIcon(), func() { l.withMarked(func(r listRow) { d.Shell.Open(NewPage(d, r.id)) }) })
	l.closing = desk.Button("归档", theme.DocumentSaveIcon(), func() { l.withMarked(l.askClose) })
	l.table.OnMarked = l.marked
	bar := container.NewHBox(desk.Button("新建批次…", theme.ContentAddIcon(), func() { AskNew(d) }), open, l.closing, desk.Button("保管期限…", theme.HistoryIcon(), func() { l.withMarked(l.askKeeping) }),
		desk.Button("删除", theme.DeleteIcon(), func() { l.withMarked(l.askDelete) }))
	l.empty = widgets.Empty("还没有考察批次", "新建时选考核方案，程序按试用期届满日期推荐考察对象。收到组织部邀请文件的，双击邀请文件，或把它拖到窗口里。", false,
		desk.Primary("新建批次…", theme.ContentAddIcon(), func() { AskNew(d) }))
	l.full = container.NewBorder(bar, nil, nil, nil, l.table)
	l.body = container.NewStack(l.full, l.empty)
	l.empty.Hide()
	return l
}

// New begins a round.
func (l *List) New() { AskNew(l.d) }

// Title names the screen.
func (l *List) Title() string { return "考察批次" }

// Content is what it shows.
func (l *List) Content() fyne.CanvasObject { return l.body }

func (l *List) withMarked(do func(listRow)) {
	m := l.table.Marked()
	if len(m) == 0 && len(l.rows) == 1 {
		m = []int{0}
	}
	if len(m) != 1 {
		l.d.Shell.Toast("请先在列表里选一个批次", false)
		return
	}
	do(l.rows[m[0]])
}

// Keys is the table.
func (l *List) Keys() fyne.Focusable { return l.table }

// Reload reads the rounds.
func (l *List) Reload() {
	l.loads.Load(l.d, "读取批次", func(ctx context.Context) (func(), error) {
		rs, err := l.d.Session.Store.Rounds(ctx)
		if err != nil {
			return nil, err
		}
		var rows []listRow
		for _, r := range rs {
			subs, err := l.d.Session.Store.Subjects(ctx, r.ID)
			if err != nil {
				return nil, err
			}
			scheme := r.SchemeKey
			if w, err := l.d.Session.WorkOn(&r); err == nil {
				scheme = w.Scheme.Name
			}
			state := "进行中"
			if r.Closed {
				state = "已归档"
			}
			rows = append(rows, listRow{r.ID, r.Name, r.Closed, [6]string{r.Name, scheme, r.Assessed.String(), r.Deadline.String(), fmt.Sprint(len(subs)), state}})
		}
		return func() {
			l.rows = rows
			l.table.Refresh()
			l.marked()
			l.full.Hidden, l.empty.Hidden = len(rows) == 0, len(rows) > 0
			l.body.Refresh()
		}, nil
	})
}

// marked names what the closing button would do.
func (l *List) marked() {
	word := "归档"
	if m := l.table.Marked(); len(m) == 1 && m[0] < len(l.rows) && l.rows[m[0]].closed {
		word = "取消归档"
	}
	l.closing.SetText(word)
}

// askClose ends a round, or opens a closed one again.
func (l *List) askClose(r listRow) {
	var w *job.Work
	var left []string
	change := func(what string, do func(context.Context) error) {
		l.d.Do(what, do, func() { l.d.Shell.Toast("已"+what+" "+r.name, true) })
	}
	l.d.Do("归档", func(ctx context.Context) (err error) {
		if w, err = l.d.Session.Work(ctx, r.id); err == nil && !r.closed {
			left, err = w.Unfinished(ctx)
		}
		return err
	}, func() {
		switch {
		case r.closed:
			change("取消归档", w.ReopenRound)
		case len(left) == 0:
			change("归档", func(ctx context.Context) error { return w.CloseRound(ctx, false) })
		default:
			l.d.Confirm("归档", "批次“"+r.name+"”还没有办完："+people(left, w.Scheme.Each())+"没有到最后环节。归档后不能再改，可以取消归档。", "仍然归档", func() {
				change("归档", func(ctx context.Context) error { return w.CloseRound(ctx, true) })
			})
		}
	})
}

func (l *List) askDelete(r listRow) {
	l.d.Confirm("删除批次", "将删除批次“"+r.name+"”和它的全部材料、测评、谈话和报告；干部库不受影响。删除后可以撤销。", "删除这个批次", func() {
		l.d.Do("删除批次", func(ctx context.Context) error {
			return l.d.Session.Store.Do(ctx, "删除批次 "+r.name, func(tx *store.Tx) error { return tx.DeleteRound(r.id) })
		}, func() { l.d.Shell.Toast("已删除批次 "+r.name, true) })
	})
}

func paperNames() []string {
	var out []string
	for _, p := range review.Papers {
		out = append(out, p.Name)
	}
	return out
}

func paperKey(name string) string {
	for _, p := range review.Papers {
		if p.Name == name {
			return p.Key
		}
	}
	return ""
}
