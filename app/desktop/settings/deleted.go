package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/store"
)

// deleted lists the records that were deleted, to be brought back.
type deleted struct {
	d    *desk.Desk
	rows []store.AuditLine
	grid *widgets.Grid
	dlg  *dialog.CustomDialog
}

func showDeleted(d *desk.Desk) {
	s := &deleted{d: d}
	s.grid = widgets.NewGrid([]widgets.Column{{Title: "时间", Width: 160}, {Title: "操作人", Width: 90}, {Title: "种类", Width: 90}, {Title: "名称", Width: 160}, {Title: "做了什么", Width: 200, Grow: true}},
		func() int { return len(s.rows) }, func(r, c int) widgets.Cell {
			if r >= len(s.rows) {
				return widgets.Cell{}
			}
			x := &s.rows[r]
			return widgets.Cell{Text: [...]string{x.At.Local().Format("2006.01.02 15:04"), x.User, store.KindName(x.Kind), x.Name, x.Label}[c]}
		})
	s.grid.OnOpen = func(r, _ int) { s.ask(r) }
	s.load(s.show)
}

func (s *deleted) load(then func()) {
	var list []store.AuditLine
	s.d.Do("读取已删除的记录", func(ctx context.Context) (err error) { list, err = s.d.Session.Deleted(ctx); return err }, func() {
		s.rows = list
		s.grid.Refresh()
		if then != nil {
			then()
		}
	})
}

func (s *deleted) show() {
	if len(s.rows) == 0 {
		s.d.Tell("已删除的记录", "没有删除过干部、批次、考察对象、党总支或考察组，或者都已经取回。")
		return
	}
	hint := widgets.Wrapped("双击一行（或按回车）取回。批次连同它的考察对象、党总支和考察组一起取回。")
	s.dlg = dialog.NewCustomWithoutButtons("已删除的记录", container.NewBorder(hint, nil, nil, nil, s.grid), s.d.Win)
	back := desk.Primary("取回选中的", nil, func() {
		if m := s.grid.Marked(); len(m) > 0 {
			s.ask(m[0])
		}
	})
	s.dlg.SetButtons([]fyne.CanvasObject{desk.Button("关闭", nil, s.dlg.Dismiss), back})
	c := s.d.Win.Canvas().Size()
	s.dlg.Resize(fyne.NewSize(min(860, c.Width-40), min(520, c.Height-40)))
	s.d.Show(s.dlg)
	s.grid.Mark(0)
	s.d.Win.Canvas().Focus(s.grid)
}

// ask names the record before it is brought back.
func (s *deleted) ask(r int) {
	if r >= len(s.rows) {
		return
	}
	x := s.rows[r]
	name := fmt.Sprintf("%s“%s”", store.KindName(x.Kind), x.Name)
	s.d.Confirm("取回", "取回"+name+"，和删除以前一样。取回以后也能撤销。", "取回", func() {
		s.d.Do("取回", func(ctx context.Context) error { return s.d.Session.BringBack(ctx, x) }, func() {
			s.d.Shell.Toast("已取回"+name, true)
			s.load(nil)
		})
	})
}
