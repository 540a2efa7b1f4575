package settings

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

// auditShown is how many entries the list holds; the command lists all.
const auditShown = 2000

// allKinds is the choice that limits nothing.
const allKinds = "全部"

// audit is 操作记录: who did what when, and whether the log is whole.
type audit struct {
	d     *desk.Desk
	rows  []store.LogEntry
	grid  *widgets.Grid
	kind  *widget.Select
	find  *widgets.Entry
	count *widget.Label
	again func()
}

func newAudit(d *desk.Desk, again func()) *section {
	s := &audit{d: d, again: again, count: widget.NewLabel("")}
	s.grid = widgets.NewGrid([]widgets.Column{{Title: "号", Width: 60}, {Title: "时间", Width: 164}, {Title: "操作人", Width: 90}, {Title: "种类", Width: 84}, {Title: "做了什么", Width: 420, Grow: true}},
		func() int { return len(s.rows) }, s.cell)
	s.grid.OnOpen = func(r, _ int) { s.open(r) }
	s.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	names := []string{allKinds}
	for _, k := range job.AuditKinds {
		names = append(names, store.LogKinds[k])
	}
	s.kind = widgets.NewSelect(names, nil)
	s.kind.Selected = allKinds
	s.kind.OnChanged = func(string) { again() }
	s.find = widgets.NewEntry()
	s.find.SetPlaceHolder("姓名、文件、用途")
	s.find.OnSubmitted = func(string) { again() }
	bar := container.NewHScroll(container.NewHBox(desk.Primary("核对记录", fynetheme.ConfirmIcon(), s.check),
		widget.NewLabel("种类"), s.kind, widgets.Wide(190, s.find), desk.Button("查找", fynetheme.SearchIcon(), again),
		desk.Button("已删除的记录…", fynetheme.DeleteIcon(), func() { showDeleted(d) }), s.count))
	return &section{name: "操作记录", icon: fynetheme.HistoryIcon(), load: s.load, grid: s.grid,
		content: titled("操作记录", "谁在什么时候做了什么、数据来自哪个文件、导出给谁用，都记在这里，不能删改。每条记录和前一条连成一串，被人改动过，一核对就知道是哪一条。", bar, s.grid.Or("没有这样的记录。"))}
}

func (s *audit) cell(r, c int) widgets.Cell {
	if r >= len(s.rows) {
		return widgets.Cell{}
	}
	x := &s.rows[r]
	return widgets.Cell{Text: []string{fmt.Sprint(x.ID), x.At.Local().Format("2006.01.02 15:04"), x.User, store.LogKinds[x.Kind], job.AuditLine(x)}[c]}
}

func (s *audit) load(ctx context.Context) (func(), error) {
	name := s.kind.Selected
	if name == allKinds {
		name = ""
	}
	kind, err := job.AuditKind(name)
	if err != nil {
		return nil, err
	}
	rows, err := s.d.Session.AuditEntries(ctx, kind, strings.TrimSpace(s.find.Text), auditShown)
	if err != nil {
		return nil, err
	}
	return func() {
		s.rows = rows
		text := fmt.Sprintf("%d 条", len(rows))
		if len(rows) == auditShown {
			text = fmt.Sprintf("最近 %d 条", auditShown)
		}
		s.count.SetText(text)
		s.grid.Refresh()
	}, nil
}

// open tells all of an entry, every person by name.
func (s *audit) open(r int) {
	x := &s.rows[r]
	lines := []string{fmt.Sprintf("第 %d 号　%s　%s　%s", x.ID, x.At.Local().Format("2006.01.02 15:04:05"), x.User, store.LogKinds[x.Kind]), x.Label}
	for _, p := range [][2]string{{"用途", x.Reason}, {"写出的文件", x.File}, {"数据来自", x.Source}, {"涉及的人", strings.Join(x.People, "、")}, {"说明", x.Note}} {
		if p[1] != "" {
			lines = append(lines, p[0]+"："+p[1])
		}
	}
	for _, f := range x.Erased {
		lines = append(lines, fmt.Sprintf("销毁：%s　%s　%s", f.Name, job.SizeText(f.Size), f.Hash))
	}
	if x.Salvage != nil {
		lines = append(lines, job.SalvageEntry(x))
	}
	if x.Changes > 0 {
		lines = append(lines, fmt.Sprintf("变动 %d 项", x.Changes))
	}
	if x.Undone {
		lines = append(lines, "这一步后来撤销了")
	}
	showText(s.d, "操作记录", strings.Join(lines, "\n"))
}

// check goes through the log and tells what it found.
func (s *audit) check() {
	s.d.Long("核对操作记录", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
		r, err := s.d.Session.CheckAudit(ctx, "")
		if err != nil {
			return nil, err
		}
		return func() { s.tell(r) }, nil
	})
}

func (s *audit) tell(r *store.ChainReport) {
	var salvaged []string
	for i := range r.Salvages {
		salvaged = append(salvaged, "！ 抢救过："+job.SalvageEntry(&r.Salvages[i])+"。")
	}
	told := ""
	if len(salvaged) > 0 {
		told = "\n\n" + strings.Join(salvaged, "\n")
	}
	if len(r.Breaks) == 0 {
		l := widget.NewLabel(fmt.Sprintf("√ 操作记录完整：%d 条，%d 项变动，%d 条数据与记录一致。\n\n现在的校验码：%s\n把它抄在纸上，以后可以证明到今天为止的记录一条也没有换过。", r.Entries, r.Changes, r.Records, job.ShortSeal(r.Head)) + told)
		l.Wrapping, l.Selectable = fyne.TextWrapBreak, true
		s.d.TellAll("核对操作记录", container.NewVScroll(l), fyne.NewSize(560, 240))
		return
	}
	lines := []string{fmt.Sprintf("发现 %d 处不对。请不要再改动数据，先备份一份，再与最近的好备份比对。", len(r.Breaks)), ""}
	for _, b := range r.Breaks {
		lines = append(lines, "× "+job.BreakText(b))
	}
	showText(s.d, "操作记录有不对的地方", strings.Join(lines, "\n")+told)
}
