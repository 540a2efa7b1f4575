package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/app/job"
	"kaocha/data/store"
)

// restoring looks into a backup before it takes the place of the data.
func (l *looker) restoring(name string) {
	l.open("数据与备份")
	l.push("立即备份")
	l.see(name + "-已备份")
	l.close()
	l.grid().Mark(0)
	l.push("恢复选中的")
	l.see(name + "-预览")
}

// users sets up users, signs in and locks the window.
func (l *looker) users(name string) {
	d, sh := l.sh.d, l.sh
	ctx := d.Context()
	for _, u := range []job.User{{Name: "测试员", Role: store.RoleDepartment}, {Name: "欧阳长风", Role: store.RoleBranch, Branch: "图书馆党总支"}, {Name: "只读的人", Role: store.RoleReview}} {
		if _, err := d.Session.AddUser(ctx, u, "parole-12"); err != nil {
			l.t.Fatal(err)
		}
	}
	was := d.Win.Content()
	if !(&running{d: d, user: "测试员"}).signIn(d.Session, d.Win, func() {}) {
		l.t.Fatal("nobody has to sign in")
	}
	l.see(name + "-登录")
	l.push("进入")
	l.see(name + "-登录不对")
	l.push("忘记密码")
	l.see(name + "-恢复码")
	l.push("另设密码")
	l.see(name + "-恢复码不对")
	l.close()
	d.Win.SetContent(was)
	if err := d.Session.Login(ctx, "测试员", "parole-12"); err != nil {
		l.t.Fatal(err)
	}
	sh.lock()
	l.see(name + "-锁定")
	l.close()
	d.Locked = false
	l.open("用户")
	l.see(name + "-有用户")
	for _, b := range []string{"新增用户", "另设密码", "删除"} {
		l.open("用户")
		l.grid().Mark(1)
		l.push(b + "…") // not 删除示例 of the banner
		l.see(name + "-" + b)
		if b == "新增用户" {
			f := l.fields()
			f[0].SetText("新来的人")
			for _, e := range f[len(f)-2:] {
				e.SetText("parole-34")
			}
			d.Enter()
			l.see(name + "-给出恢复码")
		}
		l.close()
	}
}

// open shows a section of the settings.
func (l *looker) open(section string) {
	l.close()
	l.sh.show(atSettings)
	l.sh.current().(interface{ Open(string) }).Open(section)
}

// bare goes through the screens of a database without records.
func (l *looker) bare() {
	for i, p := range l.sh.main {
		l.screen("空库"+p.name, func() { l.close(); l.sh.show(i) })
	}
	for _, name := range []string{"字体", "数据与备份", "操作记录", "用户"} {
		l.screen("空库设置"+name, func() { l.open(name) })
	}
}

// troubles looks at the page in the place of a data file that cannot be opened.
func troubles(t *testing.T, with look) {
	l := &looker{t: t, look: with}
	l.only, l.folder = chosen(t, with)
	at := func(name string, db string) {
		sh, _, _ := troubled(t, db)
		l.sh = sh
		size := sh.d.Win.Canvas().Size()
		l.dress()
		sh.d.Win.Resize(size)
		l.see("打不开-" + name)
	}
	if !l.only.MatchString("打不开") {
		return
	}
	db, _ := damagedSample(t)
	at("损坏", db)
	l.push("抢救后打开")
	l.see("打不开-抢救")
	text := filepath.Join(t.TempDir(), "不是数据.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("这是一个文本文件。\n", 900)), 0o600); err != nil {
		t.Fatal(err)
	}
	at("不是数据文件", text)
	held := filepath.Join(t.TempDir(), "库.db")
	first, err := store.Open(held, store.Options{User: "张三", Hold: true})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	at("正在使用", held)
}
