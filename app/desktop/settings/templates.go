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
	"kaocha/data/safefile"
	"kaocha/forms"
	"kaocha/forms/template"
)

// templates is 表格模板: the Word templates of the forms.
type templates struct {
	d    *desk.Desk
	rows []templateRow
	grid *widgets.Grid
}

type templateRow struct {
	form *forms.Form
	own  bool
}

func newTemplates(d *desk.Desk) *section {
	t := &templates{d: d}
	t.grid = widgets.NewGrid([]widgets.Column{{Title: "表", Width: 210}, {Title: "模板", Width: 90}, {Title: "用途", Width: 300, Grow: true}},
		func() int { return len(t.rows) }, t.cell)
	t.grid.OnOpen = func(r, _ int) { t.export(t.rows[r].form) }
	t.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	on := func(do func(*forms.Form)) func() {
		return func() { selected(d, t.grid, "张表", func(r int) { do(t.rows[r].form) }) }
	}
	bar := container.NewHBox(desk.Button("导出…", fynetheme.DocumentSaveIcon(), on(t.export)),
		desk.Button("检查文件…", fynetheme.SearchIcon(), on(t.check)),
		desk.Button("换成自己的…", fynetheme.ContentPasteIcon(), on(t.use)),
		desk.Button("恢复自带", fynetheme.ContentUndoIcon(), on(t.reset)),
		desk.Button("可用的记号", fynetheme.ListIcon(), on(t.tags)))
	return &section{name: "表格模板", icon: fynetheme.FileTextIcon(), load: t.load, grid: t.grid,
		content: titled("表格模板", "想改表的样子：选一张表 → 导出 → 用 WPS 或 Word 改 → 检查文件 → 换成自己的。{{姓名}} 这样的记号会换成内容，位置可以挪，不要拆开。", bar, t.grid)}
}

func (t *templates) cell(r, c int) widgets.Cell {
	if r >= len(t.rows) {
		return widgets.Cell{}
	}
	x := t.rows[r]
	switch {
	case c == 0:
		return widgets.Cell{Text: x.form.Name, Bold: true}
	case c == 2:
		return widgets.Cell{Text: x.form.Use}
	case x.own:
		return widgets.Cell{Text: "● 自己的", Color: theme.ColorSigned}
	}
	return widgets.Cell{Text: "○ 自带"}
}

func (t *templates) load(context.Context) (func(), error) {
	var rows []templateRow
	for _, f := range forms.Catalog() {
		rows = append(rows, templateRow{f, t.d.Session.HasOwnTemplate(f.Key)})
	}
	return func() {
		t.rows = rows
		t.grid.Refresh()
	}, nil
}

func (t *templates) export(f *forms.Form) {
	t.d.AskSave("导出模板："+f.Name, f.Name+"模板", ".docx", func(path string) {
		t.d.Do("导出模板", func(context.Context) error {
			b, err := t.d.Session.TemplateBytes(f, "", "")
			if err != nil {
				return err
			}
			return safefile.WriteBytes(path, b)
		}, func() {
			t.d.Written("已导出", "用 WPS 或 Word 打开修改，改好后点“换成自己的…”。", path)
		})
	})
}

// read asks for one Word file and reads it beside the window.
func (t *templates) read(title, yes, about string, then func(name string, docx []byte)) {
	t.d.AskOpen(title, yes, about, false, func(paths []string) {
		if len(paths) != 1 {
			t.d.Fail(title, errors.New("一次只能选一个文件"))
			return
		}
		var name string
		var b []byte
		t.d.Do(title, func(context.Context) (err error) { name, b, err = job.ReadReceived(paths[0]); return err },
			func() { then(name, b) })
	}, ".docx")
}

func (t *templates) check(f *forms.Form) {
	t.read("检查《"+f.Name+"》的模板", "检查", "选改好的 Word 文件（.docx）。只检查，不换用。", func(_ string, b []byte) {
		var r template.Report
		t.d.Do("检查模板", func(context.Context) (err error) { r, err = job.CheckTemplate(f, b); return err }, func() {
			t.d.Tell("检查《"+f.Name+"》的模板", reportText(r))
		})
	})
}

func (t *templates) use(f *forms.Form) {
	t.read("换成自己的《"+f.Name+"》模板", "换用", "选改好的 Word 文件（.docx）。有错的不会换上；换上以后可以撤销，也可以随时恢复自带。", func(name string, b []byte) {
		var r template.Report
		t.d.Run(func() func() {
			var err error
			r, err = t.d.Session.UseTemplate(t.d.Context(), f, name, b)
			return func() {
				if err != nil {
					t.d.Fail("换用模板", fmt.Errorf("%w\n%s", err, strings.Join(faults(r), "\n")))
					return
				}
				t.d.Shell.Toast("已换用自己的模板："+f.Name, true)
			}
		})
	})
}

func (t *templates) reset(f *forms.Form) {
	if !t.d.Session.HasOwnTemplate(f.Key) {
		t.d.Shell.Toast("《"+f.Name+"》用的就是自带的模板", false)
		return
	}
	t.d.Confirm("恢复自带的模板", "《"+f.Name+"》将改用程序自带的模板。自己的模板文件不会从电脑上删除；恢复后可以撤销。", "恢复自带", func() {
		t.d.Do("恢复自带模板", func(ctx context.Context) error { return t.d.Session.ResetTemplate(ctx, f) },
			func() { t.d.Shell.Toast("已恢复自带的模板："+f.Name, true) })
	})
}

// tags lists what may stand in a form's template, for copying.
func (t *templates) tags(f *forms.Form) {
	var list []string
	for _, x := range job.Tags(f) {
		list = append(list, "{{"+x+"}}")
	}
	showText(t.d, "《"+f.Name+"》可用的记号", strings.Join(list, "\n"))
}

// faults are the lines of a report.
func faults(r template.Report) []string {
	var out []string
	add := func(format string, list []string) {
		for _, x := range list {
			out = append(out, fmt.Sprintf(format, x))
		}
	}
	add("有错：%s", r.Faults)
	add("缺少必需的记号：{{%s}}", r.Missing)
	add("不认识的记号：{{%s}}，请改成“可用的记号”里的", r.Unknown)
	add("不支持：%s", r.Unsupported)
	return out
}

func reportText(r template.Report) string {
	head := "可以使用。"
	if !r.OK() {
		head = "还不能使用，请改正后再检查："
	}
	return strings.Join(append([]string{head}, faults(r)...), "\n")
}
