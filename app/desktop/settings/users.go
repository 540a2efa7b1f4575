package settings

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// users is 用户: who may work here and what they may do.
type users struct {
	d     *desk.Desk
	rows  []job.User
	grid  *widgets.Grid
	state *widgets.Paragraph
	again func()
}

func newUsers(d *desk.Desk, again func()) *section {
	s := &users{d: d, again: again, state: widgets.Wrapped("")}
	s.grid = widgets.NewGrid([]widgets.Column{{Title: "姓名", Width: 140}, {Title: "身份", Width: 300, Grow: true}},
		func() int { return len(s.rows) }, func(r, c int) widgets.Cell {
			if r >= len(s.rows) {
				return widgets.Cell{}
			}
			return widgets.Cell{Text: []string{s.rows[r].Name, s.rows[r].RoleText()}[c], Bold: c == 0}
		})
	pick := func(do func(u job.User)) func() {
		return func() { selected(d, s.grid, "个用户", func(r int) { do(s.rows[r]) }) }
	}
	bar := container.NewVBox(s.state, container.NewHScroll(container.NewHBox(
		desk.Primary("新增用户…", fynetheme.ContentAddIcon(), s.askAdd),
		desk.Button("另设密码…", fynetheme.AccountIcon(), pick(s.askPassword)),
		desk.Button("删除…", fynetheme.DeleteIcon(), pick(s.askDrop)))))
	return &section{name: "用户", icon: fynetheme.AccountIcon(), load: s.load, grid: s.grid,
		content: titled("用户", "不设用户，打开程序就能用，和从前一样。几个人合用一个数据文件时才要设：部门用户什么都能做，党总支用户只看得到、改得了自己总支的人，只读用户只看不改。登录不等于加密：给磁盘加密的办法见帮助“数据安全与隐私”。", bar, s.grid.Or("还没有用户。"))}
}

func (s *users) load(ctx context.Context) (func(), error) {
	rows, err := s.d.Session.Users(ctx)
	if err != nil {
		return nil, err
	}
	return func() {
		s.rows = rows
		text := "现在没有设用户。第一个用户要设成部门用户；设了以后，下次打开程序要登录。"
		if len(rows) > 0 {
			text = fmt.Sprintf("用户 %d 个。离开多少分钟后锁定，在“学校与纸张”里设；随时按 Ctrl+L 锁定。", len(rows))
		}
		s.state.SetText(text)
		s.grid.Refresh()
	}, nil
}

// secrets are the two fields of a new password.
func secrets() (form *fyne.Container, read func() (string, error)) {
	first, again := widgets.NewPassword(), widgets.NewPassword()
	return container.NewVBox(widgets.Row("密码", first), widgets.Row("再写一遍", again)), func() (string, error) {
		if first.Text != again.Text {
			return "", errors.New("两遍写的密码不一样，请再写一遍")
		}
		return first.Text, nil
	}
}

func (s *users) askAdd() {
	name, branch := widgets.NewEntry(), widgets.NewEntry()
	names := []string{store.RoleNames[store.RoleDepartment], store.RoleNames[store.RoleBranch], store.RoleNames[store.RoleReview]}
	keys := []string{store.RoleDepartment, store.RoleBranch, store.RoleReview}
	role := widget.NewRadioGroup(names, nil)
	role.Horizontal, role.Required = true, true
	role.SetSelected(names[0])
	branch.SetPlaceHolder("和登记表上的“党总支”写得一样")
	where := widgets.Row("党总支", branch)
	where.Hide()
	role.OnChanged = func(n string) { where.Hidden = n != names[1]; where.Refresh() }
	words, read := secrets()
	form := container.NewVBox(widgets.Row("姓名", name), widgets.Row("身份", role), where, words)
	s.d.AskThen("新增用户", "新增", form, fyne.NewSize(560, 380), func() (func(), error) {
		word, err := read()
		if err != nil {
			return nil, err
		}
		u := job.User{Name: name.Text}
		for i, n := range names {
			if n == role.Selected {
				u.Role = keys[i]
			}
		}
		if u.Role == store.RoleBranch {
			u.Branch = branch.Text
		}
		code, err := s.d.Session.AddUser(s.d.Context(), u, word)
		if err != nil {
			return nil, plain(err)
		}
		return func() { s.tell(u.Name, code) }, nil
	})
}

func (s *users) askPassword(u job.User) {
	old := widgets.NewPassword()
	words, read := secrets()
	form := container.NewVBox(widgets.Wrapped("给“" + u.Name + "”另设密码；原来的恢复码作废，会给出新的。"))
	own := u.Name == s.d.Session.Store.User() && s.d.Session.Store.Allowed().Role != ""
	if own {
		form.Add(widgets.Row("原密码", old))
	}
	form.Add(words)
	s.d.AskThen("另设密码", "确定", form, fyne.NewSize(560, 320), func() (func(), error) {
		word, err := read()
		if err != nil {
			return nil, err
		}
		code, err := s.d.Session.SetPassword(s.d.Context(), u.Name, old.Text, word)
		if err != nil {
			return nil, plain(err)
		}
		return func() { s.tell(u.Name, code) }, nil
	})
}

// tell shows a recovery code, the only time, and prints its slip.
func (s *users) tell(name, code string) {
	s.again()
	s.d.Choose("恢复码", "恢复码："+code+"\n忘记密码时用它另设密码。只显示这一次：请抄下来，或者打印登记卡，封进信封，放进保险柜。", []*desk.Push{
		desk.Button("打印登记卡…", fynetheme.DocumentPrintIcon(), func() { s.slip(name, code) }),
		desk.Primary("已经抄好", nil, nil),
	})
}

func (s *users) slip(name, code string) {
	s.d.AskExport("", "登记卡保存到", safefile.Name("恢复码登记卡 "+name), ".pdf", "封存恢复码", func(path string) {
		s.d.Do("打印登记卡", func(ctx context.Context) error {
			f, in, err := s.d.Session.RecoverySlip(ctx, name, code)
			if err != nil {
				return err
			}
			_, _, err = s.d.Session.WriteForm(ctx, f, in, path)
			return err
		}, func() {
			s.d.Written("登记卡做好了", "打印以后请删去这个文件，不要留在电脑里。", path)
		})
	})
}

func (s *users) askDrop(u job.User) {
	s.d.Confirm("删除用户", "删除用户“"+u.Name+"”（"+u.RoleText()+"）。以前的操作记录不变。", "删除", func() {
		s.d.Do("删除用户", func(ctx context.Context) error { return plain(s.d.Session.DropUser(ctx, u.Name)) }, s.again)
	})
}
