package settings

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// fonts is 字体: what the forms ask for and what it is set in.
type fonts struct {
	d     *desk.Desk
	rows  []job.FontUse
	grid  *widgets.Grid
	state *widget.Label
	about *widgets.Paragraph
}

func newFonts(d *desk.Desk) *section {
	f := &fonts{d: d, state: widget.NewLabel("正在查找字体…"), about: widgets.Wrapped("")}
	f.grid = widgets.NewGrid([]widgets.Column{{Title: "表要用的字体", Width: 160}, {Title: "情况", Width: 120}, {Title: "实际用的", Width: 230, Grow: true}, {Title: "用它的表", Width: 240, Grow: true}},
		func() int { return len(f.rows) }, f.cell)
	f.grid.OnTap = func(r, _ int) { f.tell(r) }
	f.grid.OnOpen = f.grid.OnTap
	f.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	bar := container.NewHBox(desk.Button("打开自己的字体文件夹", fynetheme.FolderOpenIcon(), f.openFolder), f.state)
	return &section{name: "字体", icon: fynetheme.DocumentIcon(), load: f.load, grid: f.grid,
		content: container.NewBorder(nil, f.about, nil, nil, titled("字体",
			"Word 文件里始终写着原来的字体名；这里说的是预览和 PDF 实际用哪个字体文件。缺的字体从装有它的电脑拷来，放进自己的字体文件夹，再重新打开程序。", bar, f.grid))}
}

func (f *fonts) cell(r, c int) widgets.Cell {
	if r >= len(f.rows) {
		return widgets.Cell{}
	}
	x := f.rows[r]
	switch c {
	case 0:
		return widgets.Cell{Text: x.Family, Bold: true}
	case 1:
		if x.Missing() {
			return widgets.Cell{Text: "△ 缺，已代替", Color: theme.ColorDraft}
		}
		return widgets.Cell{Text: "√ 有", Color: theme.ColorDone}
	case 2:
		if filepath.IsAbs(x.From) {
			return widgets.Cell{Text: filepath.Base(x.From)}
		}
		return widgets.Cell{Text: x.From}
	}
	return widgets.Cell{Text: fmt.Sprintf("%d 种：%s", len(x.Forms), strings.Join(x.Forms, "、"))}
}

func (f *fonts) load(context.Context) (func(), error) {
	rows, err := f.d.Session.FontUses()
	if err != nil {
		return nil, err
	}
	missing := 0
	for _, x := range rows {
		if x.Missing() {
			missing++
		}
	}
	return func() {
		f.rows = rows
		f.state.SetText(fmt.Sprintf("表共用 %d 种字体，缺 %d 种", len(rows), missing))
		f.grid.Refresh()
		if len(rows) > 0 {
			f.tell(0)
		}
	}, nil
}

// tell says of one font what stands in for it and what to do.
func (f *fonts) tell(r int) {
	x := f.rows[r]
	text := "“" + x.Family + "”：用的是 " + x.From
	if x.Missing() {
		text = x.Note + "。\n" + x.Todo() + "。"
	}
	f.about.SetText(text)
}

func (f *fonts) openFolder() {
	dir, err := job.FontFolder()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		f.d.Fail("打开字体文件夹", err)
		return
	}
	f.d.OpenFolder(dir)
}
