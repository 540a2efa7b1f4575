package settings

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// data is 数据与备份.
type data struct {
	d     *desk.Desk
	rows  []job.BackupFile
	grid  *widgets.Grid
	where *widget.Label
	empty *widget.Label
}

func (s *data) section() *section {
	d := s.d
	s.where = widgets.Wrapped("")
	s.grid = widgets.NewGrid([]widgets.Column{{Title: "备份时间", Width: 170}, {Title: "种类", Width: 90}, {Title: "大小", Width: 90}, {Title: "文件", Width: 270, Grow: true}},
		func() int { return len(s.rows) }, s.cell)
	s.grid.OnOpen = func(r, _ int) { s.askRestore(s.rows[r]) }
	s.grid.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	s.empty = widget.NewLabel("还没有备份。点“立即备份”做第一份。")
	folder := func() { d.OpenFolder(filepath.Dir(d.Session.Store.Path())) }
	bar := container.NewVBox(s.where,
		container.NewHBox(desk.Button("打开数据文件夹", fynetheme.FolderOpenIcon(), folder),
			desk.Primary("立即备份", fynetheme.DocumentSaveIcon(), s.backup),
			desk.Button("备份到 U 盘…", fynetheme.StorageIcon(), s.backupTo),
			desk.Button("恢复选中的…", fynetheme.HistoryIcon(), func() {
				selected(d, s.grid, "份备份", func(r int) { s.askRestore(s.rows[r]) })
			}),
			desk.Button("从别处的文件恢复…", fynetheme.FileIcon(), s.restoreFrom)))
	return &section{name: "数据与备份", icon: fynetheme.StorageIcon(), load: s.load, grid: s.grid,
		content: titled("数据与备份", "全部记录都在这一个数据文件里，不联网。程序开着的时候会自动备份；另外请常常备份一份到 U 盘，和电脑分开放。", bar,
			container.NewStack(s.grid, container.NewCenter(s.empty)))}
}

func (s *data) cell(r, c int) widgets.Cell {
	if r >= len(s.rows) {
		return widgets.Cell{}
	}
	x := s.rows[r]
	return widgets.Cell{Bold: c == 0, Text: []string{x.At.Local().Format("2006.01.02 15:04"), x.Kind, job.SizeText(x.Size), filepath.Base(x.Path)}[c]}
}

func (s *data) load(context.Context) (func(), error) {
	path := s.d.Session.Store.Path()
	rows := s.d.Session.Backups()
	var bytes int64
	for _, tail := range []string{"", "-wal"} { // what was written last is still in the side file
		if st, err := os.Stat(path + tail); err == nil {
			bytes += st.Size()
		}
	}
	size := "（" + job.SizeText(bytes) + "）"
	return func() {
		s.rows = rows
		s.where.SetText("数据文件：" + path + size)
		s.grid.Refresh()
		s.empty.Hidden = len(rows) > 0
		s.empty.Refresh()
	}, nil
}

// show reads the list again after a backup: no record was changed by it.
func (s *data) show() {
	if apply, err := s.load(s.d.Context()); err == nil {
		apply()
	}
}

func (s *data) backup() { s.write("") }

func (s *data) backupTo() {
	s.d.AskSave("备份到 U 盘或别的文件夹", "考察通-"+s.d.Session.Now().Format("20060102-150405"), ".db", s.write)
}

func (s *data) write(to string) {
	s.d.Long("备份数据", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
		path, err := s.d.Session.Backup(ctx, to)
		return func() {
			s.show()
			s.d.Written("已备份", "备份已经核对过，可以用来恢复。", path)
		}, err
	})
}

func (s *data) restoreFrom() {
	s.d.AskOpen("从备份文件恢复", "下一步", "选备份文件（.db），例如 U 盘上的。", false, func(paths []string) {
		if len(paths) != 1 {
			s.d.Fail("恢复", errors.New("一次只能选一个备份文件"))
			return
		}
		x := job.BackupFile{Path: paths[0]}
		if st, err := os.Stat(paths[0]); err == nil {
			x.At, x.Size = st.ModTime(), st.Size()
		}
		s.askRestore(x)
	})
}

func (s *data) askRestore(x job.BackupFile) {
	when := x.At.Local().Format("2006.01.02 15:04")
	s.d.Confirm("恢复备份", "全部记录将回到 "+when+" 的样子，以后的修改不在里面。\n现在的数据会先自动另存一份，还能再恢复回来。\n完成后程序会关闭，请再打开一次。", "恢复到 "+when, func() { s.restore(x) })
}

// restore puts the backup in place and then closes the program: every screen
// has read from the records that are gone.
func (s *data) restore(x job.BackupFile) {
	s.d.Run(func() func() {
		saved, closed, err := s.d.Session.RestoreInPlace(x.Path)
		return func() {
			switch {
			case err != nil && !closed:
				s.d.Fail("恢复备份", err)
			case err != nil:
				s.end("恢复没有完成", "原因："+err.Error()+"\n原来的数据没有丢。请关闭程序，再打开一次。")
			default:
				s.end("已恢复", "恢复前的数据另存在：\n"+saved+"\n请关闭程序，再打开一次。")
			}
		}
	})
}

// end tells how it went; whatever closes the message closes the program.
func (s *data) end(title, text string) {
	l := widgets.Wrapped(text)
	box := container.NewVScroll(l)
	box.SetMinSize(fyne.NewSize(520, 130))
	dlg := newEnding(title, box, s.d)
	s.d.Show(dlg)
	dlg.SetOnClosed(s.d.Win.Close)
}
