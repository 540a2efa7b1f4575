package settings

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// data is 数据与备份.
type data struct {
	d      *desk.Desk
	rows   []job.BackupFile
	grid   *widgets.Grid
	where  *widgets.Paragraph
	second *widgets.Paragraph // how the second place stands
}

func (s *data) section() *section {
	d := s.d
	s.where, s.second = widgets.Wrapped(""), widgets.Wrapped("")
	s.grid = widgets.NewGrid([]widgets.Column{{Title: "备份时间", Width: 170}, {Title: "种类", Width: 90}, {Title: "大小", Width: 90}, {Title: "文件", Width: 270, Grow: true}},
		func() int { return len(s.rows) }, s.cell)
	s.grid.OnOpen = func(r, _ int) { s.askRestore(s.rows[r]) }
	s.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	folder := func() { d.OpenFolder(filepath.Dir(d.Session.Store.Path())) }
	place := container.NewHBox(desk.Button("打开数据文件夹", fynetheme.FolderOpenIcon(), folder), desk.Button("移到别处…", fynetheme.MoveDownIcon(), s.askMove),
		desk.Button("用另一个数据文件…", fynetheme.FileIcon(), s.askOther))
	bar := container.NewVBox(s.where, container.NewHScroll(place),
		container.NewHScroll(container.NewHBox(
			desk.Primary("立即备份", fynetheme.DocumentSaveIcon(), s.backup),
			desk.Button("备份到 U 盘…", fynetheme.StorageIcon(), s.backupTo),
			desk.Button("恢复选中的…", fynetheme.HistoryIcon(), func() {
				selected(d, s.grid, "份备份", func(r int) { s.askRestore(s.rows[r]) })
			}),
			desk.Button("从别处的文件恢复…", fynetheme.FileIcon(), s.restoreFrom),
			desk.Button("撤销上次恢复…", fynetheme.ContentUndoIcon(), s.undoRestore))),
		container.NewBorder(nil, nil, nil, container.NewVBox(container.NewHBox(
			desk.Button("备份到第二处", fynetheme.DocumentSaveIcon(), s.backupSecond), desk.Button("设第二处…", fynetheme.SettingsIcon(), s.askSecond))), s.second))
	return &section{name: "数据与备份", icon: fynetheme.StorageIcon(), load: s.load, grid: s.grid,
		content: titled("数据与备份", "全部记录都在这一个数据文件里，不联网。程序开着的时候会自动备份；另外请常常备份一份到 U 盘，和电脑分开放。", bar,
			s.grid.Or("还没有备份。点“立即备份”做第一份。"))}
}

func (s *data) cell(r, c int) widgets.Cell {
	if r >= len(s.rows) {
		return widgets.Cell{}
	}
	x := s.rows[r]
	return widgets.Cell{Bold: c == 0, Text: []string{x.At.Local().Format("2006.01.02 15:04"), x.Kind, job.SizeText(x.Size), filepath.Base(x.Path)}[c]}
}

func (s *data) load(ctx context.Context) (func(), error) {
	second, err := s.d.Session.SecondPlace(ctx)
	if err != nil {
		return nil, err
	}
	path := s.d.Session.Store.Path()
	rows := s.d.Session.Backups()
	var bytes int64
	for _, tail := range []string{"", "-wal"} { // what was written last is still in the side file
		if st, err := os.Stat(path + tail); err == nil {
			bytes += st.Size()
		}
	}
	where := s.d.Session.PlaceText()
	size := "（" + job.SizeText(bytes) + "）"
	return func() {
		s.rows = rows
		s.where.SetText("数据文件" + size + "：" + where)
		s.second.SetText(secondText(second, s.d.Session.Now()))
		s.grid.Refresh()
	}, nil
}

// show reads the list again after a backup: no record was changed by it.
func (s *data) show() {
	if apply, err := s.load(s.d.Context()); err == nil {
		apply()
	}
}

func (s *data) backup() { s.write("") }

func (s *data) write(to string) {
	s.run("备份数据", "已备份", func(ctx context.Context) (string, error) { return s.d.Session.Backup(ctx, to) })
}

// run makes a backup and tells where it lies.
func (s *data) run(what, done string, do func(ctx context.Context) (string, error)) {
	s.d.Long(what, func(ctx context.Context, _ func(int, int, string)) (func(), error) {
		path, err := do(ctx)
		return func() {
			s.show()
			s.d.Written(done, "备份已经核对过，可以用来恢复。", path)
		}, err
	})
}
