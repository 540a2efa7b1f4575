package settings

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

func (s *data) restoreFrom() {
	s.d.AskOpen("从备份文件恢复", "下一步", "选备份文件（.db，或加密的 .age），例如 U 盘上的。", false, func(paths []string) {
		if len(paths) != 1 {
			s.d.Fail("恢复", errors.New("一次只能选一个备份文件"))
			return
		}
		s.askRestore(job.BackupFile{Path: paths[0]})
	}, ".db", ".age")
}

// undoRestore goes back to what was there before the latest restoring.
func (s *data) undoRestore() {
	path, err := job.LastBefore(s.d.Session.Store.Path())
	if err != nil || path == "" {
		s.d.Tell("撤销上次恢复", "没有找到恢复前留下的数据，没有可撤销的恢复。")
		return
	}
	s.askRestore(job.BackupFile{Path: path})
}

// askRestore asks for the passphrase of an encrypted backup first.
func (s *data) askRestore(x job.BackupFile) {
	if !job.SealedBackup(x.Path) {
		s.preview(x.Path, "")
		return
	}
	word := widgets.NewPassword()
	s.d.AskNext("加密的备份", "下一步", container.NewVBox(widgets.Wrapped(filepath.Base(x.Path)+" 是加密的，请写出备份时定的口令。"), widgets.Row("口令", word)), fyne.NewSize(520, 220),
		func() error {
			if word.Text == "" {
				return errors.New("请写出口令")
			}
			return nil
		}, func() { s.preview(x.Path, word.Text) })
}

// preview tells what is in a backup and what would be lost, and then asks.
func (s *data) preview(path, word string) {
	s.d.Long("查看备份", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
		db := s.d.Session.Store.Path()
		o, err := job.OpenBackup(path, db, word)
		if err != nil {
			return nil, plain(err)
		}
		c, err := o.Compare(ctx, db)
		if err != nil {
			o.Close()
			return nil, err
		}
		return func() { s.confirm(o, job.ComparisonLines(c)) }, nil
	})
}

func (s *data) confirm(o *job.BackupCopy, lines []string) {
	text := widgets.Wrapped(o.Name + "\n" + strings.Join(lines, "\n") + "\n\n现在的数据会先另存一份，以后可以用“撤销上次恢复”回来；已有的备份一份也不会少。完成后程序会关闭，请再打开一次。")
	restored := false
	accepted := func() error { restored = true; return nil }
	dlg := s.d.AskNext("恢复备份", "恢复成备份里的样子", container.NewVScroll(text), fyne.NewSize(640, 400), accepted, func() { s.restore(o) })
	s.d.OnClosed(dlg, func() {
		if !restored {
			o.Close()
		}
	})
}

// restore puts the backup in place and then closes the program: every screen
// has read from the records that are gone.
func (s *data) restore(o *job.BackupCopy) {
	s.d.Run(func() func() {
		saved, closed, err := s.d.Session.RestoreInPlace(o)
		o.Close()
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
