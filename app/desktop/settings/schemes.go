package settings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
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
	s.grid.OnOpen = func(r, _ int) { s.open(s.rows[r]) }
	s.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	on := func(do func(job.SchemeChoice)) func() {
		return func() { selected(d, s.grid, "个方案", func(r int) { do(s.rows[r]) }) }
	}
	bar := container.NewHBox(desk.Primary("复制一份…", fynetheme.ContentCopyIcon(), on(s.copy)),
		desk.Button("修改…", fynetheme.DocumentCreateIcon(), on(s.change)),
		desk.Button("查看", fynetheme.VisibilityIcon(), on(s.view)),
		desk.Button("设为默认", fynetheme.ConfirmIcon(), on(s.setDefault)),
		desk.Button("移出", fynetheme.ContentRemoveIcon(), on(s.drop)))
	files := container.NewHBox(desk.Button("存成文件…", fynetheme.DocumentSaveIcon(), on(s.save)),
		desk.Button("检查文件…", fynetheme.SearchIcon(), s.check),
		desk.Button("加入文件…", fynetheme.ContentAddIcon(), s.use))
	return &section{name: "考核方案", icon: fynetheme.ListIcon(), load: s.load, grid: s.grid,
		content: titled("考核方案", "方案写明等次、环节、材料、计分、票数规则和表。想改：选一个 → 复制一份 → 改权重、名额和别的内容 → 保存，新建批次时就能选。批次开了以后一直用开时的方案，不受这里影响。", container.NewVBox(bar, files), s.grid)}
}

// open shows a scheme that comes with the program, and changes an own one.
func (s *schemes) open(x job.SchemeChoice) {
	if x.Own {
		s.change(x)
		return
	}
	s.view(x)
}

// copy asks for the name of a copy and opens it for changes.
func (s *schemes) copy(x job.SchemeChoice) {
	name := widgets.NewEntry()
	name.SetText(s.freeName(x.Name))
	var made job.SchemeChoice
	form := container.NewVBox(widgets.Wrapped("从“"+x.Name+"”复制一份。复制的可以改权重、名额、期限和别的内容；原来的不变。"), widgets.Row("新方案的名称", name))
	s.d.AskThen("复制考核方案", "复制", form, fyne.NewSize(620, 0), func() (_ func(), err error) {
		made, err = s.d.Session.CopyScheme(s.d.Context(), x.Key, name.Text)
		return func() { s.change(made) }, plain(err)
	})
	s.d.Win.Canvas().Focus(name)
	name.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// freeName is a name for a copy that no scheme bears.
func (s *schemes) freeName(of string) string {
	for n := 1; ; n++ {
		name := of + "（本单位）"
		if n > 1 {
			name = fmt.Sprintf("%s（本单位%d）", of, n)
		}
		if !slices.ContainsFunc(s.rows, func(x job.SchemeChoice) bool { return x.Name == name }) {
			return name
		}
	}
}

// change opens the page of an own scheme; of another one a copy is offered.
func (s *schemes) change(x job.SchemeChoice) {
	if !x.Own {
		s.copy(x)
		return
	}
	s.d.Shell.Open(newSchemeEditor(s.d, x.Name))
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
		if err != nil { // taken when an earlier program found nothing wrong with it
			about = append(about, "× 现在不能用：点“修改…”看要改哪里")
			continue
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
	showText(s.d, "考核方案："+x.Name+"（只能看；要改请复制一份）", strings.Join(lines, "\n"))
}

func (s *schemes) save(x job.SchemeChoice) {
	s.d.AskSave("方案存成文件", x.Name, ".yaml", func(path string) {
		s.d.Do("方案存成文件", func(context.Context) error { return safefile.WriteBytes(path, x.Text) }, func() {
			s.d.Written("已存成文件", "可以交给别的单位，在 设置 → 考核方案 里加入。", path)
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
