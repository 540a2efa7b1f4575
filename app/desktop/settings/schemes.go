package settings

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/safefile"
)

// schemes is 考核方案: what rounds can be opened with.
type schemes struct {
	d       *desk.Desk
	rows    []job.SchemeChoice
	about   []string // stages and materials, by row
	current string   // key of the default
	grid    *widgets.Grid
}

func newSchemes(d *desk.Desk) *section {
	s := &schemes{d: d}
	s.grid = widgets.NewGrid([]widgets.Column{{Title: "方案", Width: 190, Grow: true}, {Title: "来源", Width: 150}, {Title: "新批次默认", Width: 110}, {Title: "内容", Width: 200, Grow: true}},
		func() int { return len(s.rows) }, s.cell)
	s.grid.OnOpen = func(r, _ int) { s.view(s.rows[r]) }
	s.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	on := func(do func(job.SchemeChoice)) func() {
		return func() { selected(d, s.grid, "个方案", func(r int) { do(s.rows[r]) }) }
	}
	bar := container.NewHBox(desk.Button("查看", fynetheme.VisibilityIcon(), on(s.view)),
		desk.Button("另存一份…", fynetheme.DocumentSaveIcon(), on(s.save)),
		desk.Button("设为默认", fynetheme.ConfirmIcon(), on(s.setDefault)),
		desk.Button("检查文件…", fynetheme.SearchIcon(), s.check),
		desk.Button("加入自己的…", fynetheme.ContentAddIcon(), s.use),
		desk.Button("移出", fynetheme.ContentRemoveIcon(), on(s.drop)))
	return &section{name: "考核方案", icon: fynetheme.ListIcon(), load: s.load, grid: s.grid,
		content: titled("考核方案", "方案写明等次、环节、材料、票数规则和表。想改：选一个 → 另存一份 → 用记事本改（先改名称）→ 检查文件 → 加入自己的。批次开了以后一直用开时的方案，不受这里影响。", bar, s.grid)}
}

func (s *schemes) cell(r, c int) widgets.Cell {
	if r >= len(s.rows) {
		return widgets.Cell{}
	}
	x := s.rows[r]
	switch {
	case c == 0:
		return widgets.Cell{Text: x.Name, Bold: true}
	case c == 1 && x.Own:
		return widgets.Cell{Text: "● 自己的：" + x.From, Color: theme.ColorSigned}
	case c == 1:
		return widgets.Cell{Text: "○ 自带"}
	case c == 2 && x.Key == s.current:
		return widgets.Cell{Text: "√ 默认", Color: theme.ColorDone}
	case c == 2:
		return widgets.Cell{}
	}
	return widgets.Cell{Text: s.about[r]}
}

func (s *schemes) load(ctx context.Context) (func(), error) {
	rows, err := s.d.Session.Schemes(ctx)
	if err != nil {
		return nil, err
	}
	current, _, err := s.d.Session.Store.Setting(ctx, job.SetScheme)
	if err != nil {
		return nil, err
	}
	if current == "" && len(rows) > 0 {
		current = rows[0].Key
	}
	var about []string
	for _, x := range rows {
		sch, err := review.LoadScheme(x.Name, x.Text)
		if err != nil {
			return nil, err
		}
		about = append(about, fmt.Sprintf("%d 个环节，%d 项材料，%d 个等次", len(sch.Stages), len(sch.Material), len(sch.Grades)))
	}
	return func() {
		s.rows, s.about, s.current = rows, about, current
		s.grid.Refresh()
	}, nil
}

// view shows the scheme's text with the numbers of its lines, which faults name.
func (s *schemes) view(x job.SchemeChoice) {
	lines := strings.Split(strings.TrimRight(string(x.Text), "\n"), "\n")
	for i := range lines {
		lines[i] = fmt.Sprintf("%d　%s", i+1, lines[i])
	}
	showText(s.d, "考核方案："+x.Name+"（只能看；要改请另存一份）", strings.Join(lines, "\n"))
}

func (s *schemes) save(x job.SchemeChoice) {
	s.d.AskSave("另存考核方案", x.Name, ".yaml", func(path string) {
		s.d.Do("另存考核方案", func(context.Context) error { return safefile.WriteBytes(path, x.Text) }, func() {
			s.d.Written("已另存", "用记事本打开修改。先把 name 那一行的名称改掉，以免和原来的混淆。", path)
		})
	})
}

func (s *schemes) setDefault(x job.SchemeChoice) {
	s.d.Do("设置默认考核方案", func(ctx context.Context) error {
		_, err := s.d.Session.Set(ctx, job.SetScheme, x.Key)
		return err
	}, func() { s.d.Shell.Toast("新建批次默认用“"+x.Name+"”", true) })
}

func (s *schemes) ask(title, yes, about string, then func(path string)) {
	s.d.AskOpen(title, yes, about, false, func(paths []string) {
		if len(paths) != 1 {
			s.d.Fail(title, errors.New("一次只能选一个文件"))
			return
		}
		then(paths[0])
	}, ".yaml", ".yml")
}

func (s *schemes) check() {
	s.ask("检查考核方案文件", "检查", "选改好的方案文件（.yaml）。只检查，不加入。", func(path string) {
		var sch *review.Scheme
		var faults []string
		s.d.Do("检查方案", func(context.Context) (err error) { sch, faults, err = job.CheckScheme(path); return err }, func() {
			if len(faults) > 0 {
				showText(s.d, fmt.Sprintf("还不能使用，有 %d 处要改", len(faults)), strings.Join(faults, "\n"))
				return
			}
			s.d.Tell("可以使用", fmt.Sprintf("方案“%s”可以使用：%d 个环节，%d 项材料。", sch.Name, len(sch.Stages), len(sch.Material)))
		})
	})
}

func (s *schemes) use() {
	s.ask("加入自己的考核方案", "加入", "选改好的方案文件（.yaml）。有错的不会加入；同名的旧文件会换成新的，已经开了的批次不变。", func(path string) {
		var x job.SchemeChoice
		s.d.Do("加入方案", func(ctx context.Context) (err error) { x, err = s.d.Session.UseScheme(ctx, path); return err },
			func() { s.d.Shell.Toast("已加入方案“"+x.Name+"”，新建批次时可以选", true) })
	})
}

func (s *schemes) drop(x job.SchemeChoice) {
	if !x.Own {
		s.d.Shell.Toast("自带的方案不能移出", false)
		return
	}
	s.d.Confirm("移出方案", "新建批次时不再能选“"+x.Name+"”。用它开的批次不受影响；移出后可以撤销。", "移出这个方案", func() {
		s.d.Do("移出方案", func(ctx context.Context) error { return s.d.Session.DropScheme(ctx, x.Key) },
			func() { s.d.Shell.Toast("已移出方案“"+x.Name+"”", true) })
	})
}
