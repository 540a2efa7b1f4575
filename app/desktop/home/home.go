// Package home is the first screen: what is due, which rounds are open and what
// to do next.
package home

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/rounds"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

// remindDays is how far ahead the first screen looks.
const remindDays = 30

// due is a person whose probation is over or ends soon.
type due struct {
	id, name, unit string
	end            cadre.Date
	days           int // until the end; negative: overdue
}

// open is a round under way.
type open struct {
	round  review.Round
	total  int
	stages []string // 材料收集 5 人 …
}

// Home is the first screen.
type Home struct {
	d     *desk.Desk
	loads desk.Loader
	due   []due
	table *widgets.Grid
	head  *widget.Label
	list  *fyne.Container
	body  *fyne.Container
	full  fyne.CanvasObject
}

// New makes the screen.
func New(d *desk.Desk) *Home {
	h := &Home{d: d, head: widgets.Heading("试用期届满"), list: container.NewVBox(), body: container.NewStack()}
	h.table = widgets.NewGrid([]widgets.Column{{Title: "姓名", Width: 100}, {Title: "单位", Width: 150, Grow: true}, {Title: "届满日期", Width: 96}, {Title: "还有", Width: 100}},
		func() int { return len(h.due) }, h.cell)
	h.table.OnOpen = func(row, _ int) { cadres.Open(d, h.due[row].id) }
	left := container.NewBorder(h.head, nil, nil, nil, h.table)
	right := container.NewBorder(widgets.Heading("进行中的批次"), nil, nil, nil, container.NewVScroll(h.list))
	split := container.NewHSplit(left, right)
	split.SetOffset(0.46)
	h.full = split
	return h
}

// Title names the screen.
func (h *Home) Title() string { return "首页" }

// Content is what it shows.
func (h *Home) Content() fyne.CanvasObject { return h.body }

func (h *Home) cell(row, col int) widgets.Cell {
	if row >= len(h.due) {
		return widgets.Cell{}
	}
	x := h.due[row]
	switch col {
	case 0:
		return widgets.Cell{Text: x.name}
	case 1:
		return widgets.Cell{Text: x.unit}
	case 2:
		return widgets.Cell{Text: x.end.String()}
	}
	if x.days < 0 {
		return widgets.Cell{Text: fmt.Sprintf("超过 %d 天", -x.days), Color: own.ColorMissing, Bold: true}
	}
	return widgets.Cell{Text: fmt.Sprintf("%d 天", x.days), Color: own.ColorDraft}
}

// Reload reads what is due and the rounds.
func (h *Home) Reload() {
	h.loads.Load(h.d, "读取首页", func(ctx context.Context) (func(), error) {
		list, err := h.readDue(ctx)
		if err != nil {
			return nil, err
		}
		open, err := h.readRounds(ctx)
		if err != nil {
			return nil, err
		}
		_, total, err := h.d.Session.Store.Cadres(ctx, store.CadreFilter{Limit: 1})
		return func() { h.apply(list, open, total) }, err
	})
}

func (h *Home) readDue(ctx context.Context) ([]due, error) {
	today := h.d.Session.Today()
	list, _, err := h.d.Session.Store.Cadres(ctx, store.CadreFilter{DueBefore: today.AddDays(remindDays + 1), DefMonths: cadre.UsualProbation})
	var out []due
	for i := range list {
		c := &list[i]
		end := c.Probation.EndDate(cadre.UsualProbation)
		out = append(out, due{c.ID, c.Name, c.Unit, end, int(end.Time().Sub(today.Time()).Hours() / 24)})
	}
	return out, err
}

func (h *Home) readRounds(ctx context.Context) ([]open, error) {
	list, err := h.d.Session.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	var out []open
	for _, r := range list {
		if r.Closed {
			continue
		}
		w, err := h.d.Session.WorkOn(&r)
		if err != nil {
			return nil, err
		}
		subs, err := h.d.Session.Store.Subjects(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		n := map[int]int{}
		for i := range subs {
			n[w.Scheme.StageIndex(subs[i].Stage)]++
		}
		o := open{round: r, total: len(subs)}
		for i, st := range w.Scheme.Stages {
			if n[i] > 0 {
				o.stages = append(o.stages, fmt.Sprintf("%s %d 人", st.Name, n[i]))
			}
		}
		out = append(out, o)
	}
	return out, nil
}

func (h *Home) apply(list []due, rs []open, total int) {
	h.due = list
	over := 0
	for _, x := range list {
		if x.days < 0 {
			over++
		}
	}
	h.head.SetText(fmt.Sprintf("试用期届满：已超过 %d 人，%d 天内 %d 人", over, remindDays, len(list)-over))
	h.table.Refresh()
	h.list.RemoveAll()
	for _, r := range rs {
		h.list.Add(h.card(r))
	}
	if len(rs) == 0 {
		h.list.Add(widgets.Wrapped("还没有进行中的批次。新建批次时，系统会按试用期届满日期推荐考察对象。"))
		h.list.Add(container.NewHBox(desk.Primary("新建批次", theme.ContentAddIcon(), func() { rounds.AskNew(h.d) })))
	}
	if total == 0 && len(rs) == 0 {
		h.body.Objects = []fyne.CanvasObject{h.beginning()}
	} else {
		h.body.Objects = []fyne.CanvasObject{h.full}
	}
	h.body.Refresh()
}

func (h *Home) card(r open) fyne.CanvasObject {
	name := r.round.Name
	if r.round.Sample && !strings.Contains(name, "示例") {
		name += "（示例）"
	}
	title := widget.NewLabelWithStyle(name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.Truncation = fyne.TextTruncateEllipsis
	dates := fmt.Sprintf("考察对象 %d 人　考察日期 %s　报送截止 %s", r.total, orDash(r.round.Assessed), orDash(r.round.Deadline))
	box := container.NewVBox(title, widgets.Wrapped(dates), widgets.Wrapped(strings.Join(r.stages, "　→　")))
	word := "继续办理"
	if r.total == 0 {
		word = "选择考察对象"
	}
	id := r.round.ID
	box.Add(container.NewHBox(desk.Primary(word, theme.NavigateNextIcon(), func() { h.d.Shell.Open(rounds.NewPage(h.d, id)) })))
	return widgets.Tinted(theme.ColorNameInputBackground, container.NewPadded(box))
}

func orDash(d cadre.Date) string {
	if d.IsZero() {
		return "未定"
	}
	return d.String()
}

// beginning is what a database without records shows.
func (h *Home) beginning() fyne.CanvasObject {
	steps := widgets.Wrapped("1. 把干部任免审批表文件（.lrmx、.lrm）或花名册（Excel、CSV）导入干部库，也可以直接拖到窗口里。\n" +
		"2. 新建一个考察批次，按试用期届满日期选考察对象。\n" +
		"3. 登记收到的材料、录入测评票数和谈话记录，写考察报告。\n" +
		"4. 一次做出成套考察材料。")
	buttons := container.NewHBox(desk.Primary("导入…", theme.FolderOpenIcon(), func() { cadres.AskImport(h.d) }),
		desk.Button("新建批次", theme.ContentAddIcon(), func() { rounds.AskNew(h.d) }))
	return container.NewVBox(widgets.Heading("从这里开始"), steps, buttons)
}
