package settings

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// askMove asks for the folder that the database is to be moved to.
func (s *data) askMove() {
	d := s.d
	folder := widgets.NewEntry()
	text := widgets.Wrapped("数据文件先复制到新的文件夹，核对无误以后才改用那里的；原来的改个名字留下。完成后程序会关闭，请再打开一次。\n" +
		"请选本机硬盘的文件夹，不要选网络盘和 OneDrive、微云、坚果云这类同步文件夹。自动备份以后也放在新的位置旁边。")
	form := container.NewVBox(text, widgets.Row("移到文件夹", d.FolderField(folder)))
	d.AskNext("移动数据文件", "移动", form, fyne.NewSize(640, 280), func() error {
		if folder.Text == "" {
			return errors.New("请选一个文件夹")
		}
		return nil
	}, func() { s.move(folder.Text) })
}

func (s *data) move(dir string) {
	s.d.Long("移动数据文件", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
		to, kept, closed, err := s.d.Session.MoveInPlace(ctx, dir)
		switch {
		case err != nil && !closed:
			return nil, err
		case err != nil:
			return func() {
				s.end("没有移动", "原因："+err.Error()+"\n原来的数据文件没有动。请关闭程序，再打开一次。")
			}, nil
		}
		return func() {
			s.end("已移动", fmt.Sprintf("数据文件现在在：\n%s\n原来的留在：\n%s\n请关闭程序，再打开一次。", to, kept))
		}, nil
	})
}

// askOther takes another database from the next start on.
func (s *data) askOther() {
	s.d.AskOpen("用另一个数据文件", "下一步", "选考察通的数据文件（.db），例如从另一台电脑拷来的。现在这个不会动，以后可以再换回来。", false, func(paths []string) {
		if len(paths) != 1 {
			s.d.Fail("用另一个数据文件", errors.New("一次只能选一个数据文件"))
			return
		}
		path := paths[0]
		s.d.Do("用另一个数据文件", func(context.Context) error { return job.UsePlace(path) }, func() {
			s.end("下次打开时换用", "下次打开考察通时用：\n"+path+"\n现在这个仍在：\n"+s.d.Session.Store.Path()+"\n请关闭程序，再打开一次。")
		})
	}, ".db")
}
