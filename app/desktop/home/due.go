package home

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/rounds"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// group is a kind of due person that can be listed by itself.
type group struct {
	name string
	fits func(*job.DuePerson) bool
}

// groups of the list; the first is everybody.
var groups = []group{
	{"全部", func(*job.DuePerson) bool { return true }},
	{"还没进批次", func(p *job.DuePerson) bool { return p.Round == "" }},
	{"已超过", func(p *job.DuePerson) bool { return p.Days < 0 }},
	{fmt.Sprintf("%d 天内届满", remindDays), func(p *job.DuePerson) bool { return p.Days >= 0 }},
	{"已在批次里", func(p *job.DuePerson) bool { return p.Round != "" }},
}

// dueList is who is due, with a way into a round.
type dueList struct {
	d     *desk.Desk
	all   []job.DuePerson
	rows  []job.DuePerson
	calm  bool // the sample's dates: told without days
	head  *widget.Label
	pick  *widget.Select
	join  *desk.Push
	table *widgets.Grid
	empty *fyne.Container
	body  fyne.CanvasObject
}

func newDueList(d *desk.Desk) *dueList {
	l := &dueList{d: d, head: widgets.Heading("试用期届满")}
	l.table = widgets.NewGrid([]widgets.Column{{Title: "姓名", Width: 70}, {Title: "单位", Width: 84, Grow: true}, {Title: "届满日期", Width: 90}, {Title: "还有", Width: 104}, {Title: "批次", Width: 72, Grow: true}},
		func() int { return len(l.rows) }, l.cell)
	l.table.OnOpen = func(row, _ int) { cadres.Open(d, l.rows[row].Cadre.ID) }
	l.table.OnMarked = l.marked
	l.table.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	l.table.OnMenu = func(row, _ int) []*fyne.MenuItem {
		return []*fyne.MenuItem{fyne.NewMenuItem("打开 "+l.rows[row].Cadre.Name, func() { cadres.Open(d, l.rows[row].Cadre.ID) }),
			fyne.NewMenuItem("加入批次…", l.askJoin)}
	}
	l.pick = widgets.NewSelect([]string{groups[0].name}, func(string) { l.filter() })
	l.pick.Selected = groups[0].name
	l.join = desk.Button("加入批次…", theme.ContentAddIcon(), l.askJoin)
	l.empty = container.NewCenter(widget.NewLabel("没有人。"))
	bar := container.NewBorder(nil, nil, widgets.Wide(190, l.pick), l.join)
	l.body = container.NewBorder(container.NewVBox(l.head, bar), nil, nil, nil, container.NewStack(l.table, l.empty))
	return l
}

func (l *dueList) cell(row, col int) widgets.Cell {
	if row >= len(l.rows) {
		return widgets.Cell{}
	}
	x := l.rows[row]
	switch col {
	case 0:
		return widgets.Cell{Text: x.Cadre.Name}
	case 1:
		return widgets.Cell{Text: x.Cadre.Unit}
	case 2:
		return widgets.Cell{Text: x.End.String()}
	case 4:
		if x.Round == "" {
			return widgets.Cell{Text: "○ 还没进", Color: own.ColorDraft}
		}
		return widgets.Cell{Text: "● " + x.Round, Color: own.ColorSigned}
	}
	return l.daysCell(&x)
}

func (l *dueList) daysCell(x *job.DuePerson) widgets.Cell {
	switch {
	case l.calm:
		return widgets.Cell{Text: "示例", Color: theme.ColorNamePlaceHolder}
	case x.Days < 0 && x.Round != "":
		return widgets.Cell{Text: fmt.Sprintf("▲ 超过 %d 天", -x.Days), Color: own.ColorDraft}
	case x.Days < 0:
		return widgets.Cell{Text: fmt.Sprintf("▲ 超过 %d 天", -x.Days), Color: own.ColorMissing, Bold: true}
	case x.Days == 0:
		return widgets.Cell{Text: "△ 今天", Color: own.ColorDraft, Bold: true}
	}
	return widgets.Cell{Text: fmt.Sprintf("△ %d 天", x.Days), Color: own.ColorDraft}
}

// apply shows who is due.
func (l *dueList) apply(all []job.DuePerson, calm bool) {
	l.all, l.calm = all, calm
	over, free := 0, 0
	for i := range all {
		if all[i].Days < 0 {
			over++
		}
		if all[i].Round == "" {
			free++
		}
	}
	if calm {
		l.head.SetText(fmt.Sprintf("试用期届满：示例 %d 人", len(all)))
	} else {
		l.head.SetText(fmt.Sprintf("试用期届满：已超过 %d 人，%d 天内 %d 人", over, remindDays, len(all)-over))
	}
	at := max(0, l.pick.SelectedIndex())
	var options []string
	for _, g := range groups {
		n := 0
		for i := range all {
			if g.fits(&all[i]) {
				n++
			}
		}
		options = append(options, fmt.Sprintf("%s（%d 人）", g.name, n))
	}
	l.pick.SetOptions(options)
	l.pick.Selected = options[at]
	l.pick.Refresh()
	l.filter()
}

func (l *dueList) filter() {
	if l.empty == nil {
		return // the list is being made
	}
	fits := groups[max(0, l.pick.SelectedIndex())].fits
	l.rows = nil
	for i := range l.all {
		if fits(&l.all[i]) {
			l.rows = append(l.rows, l.all[i])
		}
	}
	l.empty.Hidden = len(l.rows) > 0
	l.table.Mark(-1)
	l.marked()
}

// free are the marked persons who are in no round yet, or all listed when none
// is marked.
func (l *dueList) free() []string {
	rows := l.table.Marked()
	if len(rows) == 0 {
		for i := range l.rows {
			rows = append(rows, i)
		}
	}
	var ids []string
	for _, i := range rows {
		if i < len(l.rows) && l.rows[i].Round == "" {
			ids = append(ids, l.rows[i].Cadre.ID)
		}
	}
	return ids
}

func (l *dueList) marked() {
	word := "全部加入批次…"
	if n := len(l.table.Marked()); n > 0 {
		word = fmt.Sprintf("选中的加入批次…（%d 人）", len(l.free()))
	}
	l.join.SetText(word)
	if len(l.free()) == 0 {
		l.join.Disable()
	} else {
		l.join.Enable()
	}
}

func (l *dueList) askJoin() {
	ids := l.free()
	if len(ids) == 0 {
		l.d.Shell.Toast("选中的人都已经在批次里", false)
		return
	}
	rounds.AskJoin(l.d, ids)
}
