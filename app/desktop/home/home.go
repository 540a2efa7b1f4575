// Package home is the first screen: what is due, which rounds are open, what
// blocks them and what to do next.
package home

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/cadre"
)

// remindDays is how far ahead the first screen looks.
const remindDays = cadre.SoonDays

// sampleNear is how many days around its own day the sample's dates mean
// something; later all of it is long over.
const sampleNear = 60

// Home is the first screen.
type Home struct {
	d     *desk.Desk
	loads desk.Loader
	due   *dueList
	list  *fyne.Container    // the rounds' cards
	next  *fyne.Container    // what to do next
	calm  *widgets.Paragraph // about the sample's dates
	saved *widget.Label      // the last backup
	body  *fyne.Container
	full  fyne.CanvasObject
}

// New makes the screen.
func New(d *desk.Desk) *Home {
	h := &Home{d: d, list: container.NewVBox(), next: container.NewStack(), calm: widgets.Wrapped(""), saved: widget.NewLabel(""), body: container.NewStack()}
	h.due = newDueList(d)
	h.saved.Importance, h.saved.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	right := container.NewBorder(container.NewVBox(h.next, widgets.Heading("进行中的批次")), nil, nil, nil, container.NewVScroll(h.list))
	split := container.NewHSplit(h.due.body, right)
	split.SetOffset(0.46)
	h.full = container.NewBorder(h.calm, h.saved, nil, nil, split)
	return h
}

// Title names the screen.
func (h *Home) Title() string { return "首页" }

// Content is what it shows.
func (h *Home) Content() fyne.CanvasObject { return h.body }

// Reload reads what is due and the rounds.
func (h *Home) Reload() {
	h.loads.Load(h.d, "读取首页", func(ctx context.Context) (func(), error) {
		s := h.d.Session
		o, err := s.Overview(ctx, remindDays)
		if err != nil {
			return nil, err
		}
		only, err := sample.Only(ctx, s.Store)
		if err != nil {
			return nil, err
		}
		backup := backupLine(s)
		return func() { h.apply(o, only, backup) }, nil
	})
}

// BackedUp names the new backup.
func (h *Home) BackedUp() { h.saved.SetText(backupLine(h.d.Session)) }

// backupLine says when the newest backup was made and where it lies.
func backupLine(s *job.Session) string {
	list := s.Backups()
	if len(list) == 0 {
		return "还没有备份。有修改时程序会自动备份。"
	}
	return "上次备份：" + ago(s.Now(), list[0].At) + "　" + list[0].Path
}

// ago is a time as one says it.
func ago(now, at time.Time) string {
	day := func(t time.Time) time.Time { return cadre.FromTime(t.Local()).Time() }
	switch days := int(day(now).Sub(day(at)).Hours() / 24); days {
	case 0:
		return "今天 " + at.Local().Format("15:04")
	case 1:
		return "昨天 " + at.Local().Format("15:04")
	default:
		return at.Local().Format("2006年1月2日") + fmt.Sprintf("（%d 天前）", days)
	}
}

func (h *Home) apply(o *job.Overview, only bool, backup string) {
	today := h.d.Session.Today()
	away := job.DaysTo(sample.Today, today)
	calm := only && (away > sampleNear || away < -sampleNear)
	h.calm.Hidden = !calm
	h.calm.SetText(fmt.Sprintf("现在只有示例数据，示例日期固定为 %d 年 %d 月，所以下面不按今天计算天数。换成自己的数据后，这里显示还有几天、已超过几天。", sample.Today.Year, sample.Today.Month))
	h.due.apply(o.Due, calm)
	first := nextOf(o, calm)
	h.next.Objects = []fyne.CanvasObject{h.nextCard(first)}
	h.next.Refresh()
	h.list.RemoveAll()
	for i := range o.Rounds {
		h.list.Add(h.card(&o.Rounds[i], first, today, calm))
	}
	if len(o.Rounds) == 0 {
		h.list.Add(widgets.Wrapped("还没有进行中的批次。新建批次时，系统会按试用期届满日期推荐考察对象。"))
	}
	h.saved.SetText(backup)
	if o.Cadres == 0 && len(o.Rounds) == 0 {
		h.body.Objects = []fyne.CanvasObject{h.beginning()}
	} else {
		h.body.Objects = []fyne.CanvasObject{h.full}
	}
	h.body.Refresh()
}

// beginning is what a database without records shows.
func (h *Home) beginning() fyne.CanvasObject {
	steps := "1. 把干部任免审批表文件（.lrmx、.lrm）或花名册（Excel、CSV）导入干部库，也可以直接拖到窗口里。\n" +
		"2. 新建一个考察批次，按试用期届满日期选考察对象。\n" +
		"3. 登记收到的材料、录入测评票数和谈话记录，写考察报告。\n" +
		"4. 一次做出成套考察材料。\n" +
		"党总支收到组织部的邀请文件的，不用做 1、2：双击邀请文件，或把它拖到窗口里。"
	return widgets.Empty("从这里开始", steps, true, desk.Primary("导入…", theme.FolderOpenIcon(), func() { cadres.AskImport(h.d) }),
		desk.Button("新建批次…", theme.ContentAddIcon(), func() { rounds.AskNew(h.d) }))
}
