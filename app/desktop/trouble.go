package desktop

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

// trouble is the page that stands in the program's place while its data file
// cannot be worked on: what is wrong, what each way out would give, and the ways
// out as buttons. A program started from the desktop has no terminal to say it in.
type trouble struct {
	d      *desk.Desk // without a session
	db     string     // "" for the default one
	open   func(db string, way job.Way) (*job.Session, error)
	start  func(s *job.Session, note string) // shows the program and takes this page away
	err    error
	survey *store.Survey

	head    *widget.Label
	text    *widgets.Paragraph
	buttons *fyne.Container
}

func newTrouble(d *desk.Desk, open func(string, job.Way) (*job.Session, error), start func(*job.Session, string)) *trouble {
	t := &trouble{d: d, open: open, start: start, head: widgets.Heading(""), text: widgets.Wrapped(""), buttons: container.NewHBox()}
	d.Win.SetContent(container.NewPadded(container.NewBorder(t.head,
		container.NewHBox(layout.NewSpacer(), t.buttons), nil, nil, container.NewVScroll(t.text))))
	d.Win.Resize(fyne.NewSize(own.Scaled(820), own.Scaled(440)))
	d.Win.CenterOnScreen()
	return t
}

// show tells why the file cannot be opened.
func (t *trouble) show(db string, err error) {
	t.db, t.err, t.survey = db, err, nil
	switch {
	case errors.Is(err, store.ErrHeld):
		t.tell("数据文件正在使用", err.Error()+"。\n\n只读打开时可以查看、查找和输出，对方的修改几秒内就能看到；不能修改。对方的电脑断电或程序异常退出后，占用会自动消失，点“再试一次”即可。",
			t.button("只读打开", true, func() { t.reopen(t.db, job.ForReading, "") }))
	case errors.Is(err, store.ErrDamaged):
		t.tell("数据文件打不开", err.Error()+"。\n\n正在检查能救回多少……")
		t.examine()
	default:
		t.tell("打不开数据文件", err.Error())
	}
}

func (t *trouble) button(text string, primary bool, f func()) *desk.Push {
	if primary {
		return desk.Primary(text, nil, f)
	}
	return desk.Button(text, nil, f)
}

// tell writes the page; the ways that are always there stand around the others.
func (t *trouble) tell(head, text string, ways ...*desk.Push) {
	t.head.SetText(head)
	t.text.SetText(text)
	t.buttons.RemoveAll()
	t.buttons.Add(t.button("复制详情", false, func() { t.d.App.Clipboard().SetContent(t.text.Text) }))
	t.buttons.Add(t.button("打开别的数据文件…", false, t.other))
	t.buttons.Add(t.button("再试一次", false, func() { t.reopen(t.db, job.ForWindow, "") }))
	for _, b := range ways {
		t.buttons.Add(b)
	}
	t.buttons.Add(t.button("退出", len(ways) == 0, t.d.Win.Close))
	t.buttons.Refresh()
}

// examine finds out beside the window what the ways out would give.
func (t *trouble) examine() {
	db := t.db
	t.d.Run(func() func() {
		x, err := job.Examine(t.d.Context(), db)
		return func() {
			if db != t.db {
				return // another file is asked about by now
			}
			if err != nil {
				t.tell("数据文件打不开", t.err.Error()+"。\n\n检查没有做成："+err.Error())
				return
			}
			t.survey = x
			t.offer(x)
		}
	})
}

func (t *trouble) offer(x *store.Survey) {
	if x.Reason == "" { // what failed was something else
		t.tell("打不开数据文件", t.err.Error())
		return
	}
	var ways []*desk.Push
	if x.NoSalvage == nil {
		ways = append(ways, t.button("抢救后打开", x.Backup == "", func() {
			t.ask("抢救数据", "将换上从损坏文件里救出的内容："+job.SalvageText(x.Salvage)+"。\n损坏的文件原样另存在旁边。", "抢救后打开", t.salvage)
		}))
	}
	if x.Backup != "" {
		ways = append(ways, t.button("恢复最近的备份", true, func() {
			t.ask("恢复备份", "将换上备份："+job.CountsText(x.BackupHas)+"；"+job.LossText(x)+"。\n损坏的文件原样另存在旁边。", "恢复备份", t.restore)
		}))
	}
	t.tell("数据文件损坏", "数据文件："+x.Path+"\n"+strings.Join(job.SurveyLines(x), "\n\n"), ways...)
}

func (t *trouble) ask(title, text, yes string, then func()) { t.d.Confirm(title, text, yes, then) }

func (t *trouble) salvage() {
	t.replace("抢救数据", func(ctx context.Context) (string, error) {
		kept, r, err := job.SalvageInPlace(ctx, t.db, "")
		return "已换上救出的内容：" + job.SalvageText(r) + "。\n损坏的文件另存在：\n" + kept, err
	})
}

func (t *trouble) restore() {
	backup := t.survey.Backup
	t.replace("恢复备份", func(context.Context) (string, error) {
		kept, err := job.Restore(backup, t.db)
		return "已恢复备份。\n损坏的文件另存在：\n" + kept, err
	})
}

// replace puts another file in the place of the damaged one and opens it.
func (t *trouble) replace(what string, work func(context.Context) (note string, err error)) {
	t.buttons.RemoveAll()
	t.text.SetText("正在" + what + "……")
	t.d.Run(func() func() {
		note, err := work(t.d.Context())
		return func() {
			if err != nil {
				t.offer(t.survey)
				t.d.Fail(what, err)
				return
			}
			t.reopen(t.db, job.ForWindow, note)
		}
	})
}

// reopen tries to open a file and goes on with it.
func (t *trouble) reopen(db string, way job.Way, note string) {
	t.d.Run(func() func() {
		s, err := t.open(db, way)
		return func() {
			if err != nil {
				t.show(db, err)
				return
			}
			t.start(s, note)
		}
	})
}

func (t *trouble) other() {
	t.d.AskOpen("打开别的数据文件", "打开", "选一个考察通的数据文件（.db）。", false, func(paths []string) {
		if len(paths) != 1 {
			t.d.Fail("打开数据文件", errors.New("一次只能打开一个数据文件"))
			return
		}
		t.reopen(paths[0], job.ForWindow, "")
	})
}
