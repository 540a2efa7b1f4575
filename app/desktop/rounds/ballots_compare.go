package rounds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/store"
)

// compareView sets two counts side by side and takes the decision over them.
type compareView struct {
	d                    *desk.Desk
	round, subject, name string
	group, poll          string // poll is "" for the review's own ballot
	loads                desk.Loader

	w     *job.Work
	file  *review.File
	lines []review.CountDifference

	head   *widgets.Paragraph
	state  *widgets.Paragraph
	table  *widgets.Grid
	only   *widget.Check
	take   *widget.RadioGroup
	reason *widgets.Entry
	ok     *desk.Push
	past   *widgets.Paragraph
	body   fyne.CanvasObject
}

// reasonWidth keeps 确定 near the reason on a wide screen.
const reasonWidth = 900

func newCompare(d *desk.Desk, round, subject, name, group string) *compareView {
	v := &compareView{d: d, round: round, subject: subject, name: name, group: group,
		head: widgets.Wrapped(""), state: widgets.Wrapped(""), past: widgets.Wrapped(""), reason: widgets.NewEntry()}
	v.table = widgets.NewGrid(nil, func() int { return len(v.shown()) }, v.cell)
	v.only = widget.NewCheck("只看不同的行", func(bool) { v.table.Refresh() })
	v.take = widget.NewRadioGroup(nil, nil)
	v.take.Horizontal = true
	v.reason.SetPlaceHolder("写明理由，如“复看原票，第一次看错一张”；留在记录里")
	v.ok = desk.Primary("确定", theme.ConfirmIcon(), v.decide)
	v.state.TextStyle.Bold = true
	choose := container.NewVBox(widget.NewSeparator(), widgets.Row("决定", v.take),
		widgets.AtMost(reasonWidth, widgets.Row("理由", container.NewBorder(nil, nil, nil, v.ok, v.reason))), v.past)
	v.body = container.NewBorder(container.NewVBox(v.head, container.NewBorder(nil, nil, nil, v.only, v.state)), choose, nil, nil, v.table)
	return v
}

// Title names the screen.
func (v *compareView) Title() string { return "两次计票对比" }

// Content is what it shows.
func (v *compareView) Content() fyne.CanvasObject { return v.body }

// Reload reads the counts.
func (v *compareView) Reload() {
	v.loads.Load(v.d, "读取计票", func(ctx context.Context) (func(), error) {
		w, err := v.d.Session.Work(ctx, v.round)
		if err == nil {
			var f *review.File
			if f, err = w.Find(ctx, v.subject); err == nil {
				return func() { v.apply(w, f) }, nil
			}
		}
		if errors.Is(err, store.ErrNotFound) {
			return v.d.Shell.Back, nil
		}
		return nil, err
	})
}

func (v *compareView) apply(w *job.Work, f *review.File) {
	w = w.OfPoll(w.Scheme.PollOf(v.poll))
	f = w.View(f)
	v.w, v.file = w, f
	t := f.Subject.Tally
	first, second := t.CountOf(v.group, false), t.CountOf(v.group, true)
	head := v.name
	if w.Poll != nil {
		head += "　·　" + w.Poll.Name
	}
	if n := groupTitle(w.Scheme, v.group); n != "" {
		head += "　·　投票人：" + n
	}
	v.head.SetText(head)
	v.lines = nil
	cols := []widgets.Column{{Title: "票面的行", Width: 150}, {Title: "等次", Width: 110}}
	var takes []string
	switch {
	case first == nil:
		v.say("○ 还没有逐票计票。回到测评页，点“逐票录入”。", widget.MediumImportance)
	case second == nil:
		v.say(fmt.Sprintf("○ 只有第一次计票（%s，%d 张）。由另一个人做第二次计票后在这里对比；第一次有误的可以重新计。", first.By, first.N()), widget.MediumImportance)
		takes = []string{review.TakeAgain}
	default:
		text, how := countState(w.Scheme, t, v.group)
		v.say(text, how)
		v.lines = review.CompareLines(w.Scheme, first, second)
		cols = append(cols, widgets.Column{Title: "第一次（" + first.By + "）", Width: 170}, widgets.Column{Title: "第二次（" + second.By + "）", Width: 170},
			widgets.Column{Title: "对比", Width: 150, Grow: true})
		takes = []string{review.TakeFirst, review.TakeSecond, review.TakeAgain}
		if len(review.Compare(w.Scheme, first, second)) == 0 {
			takes = []string{review.TakeAgain}
		}
	}
	v.setTakes(takes)
	v.table.SetColumns(cols)
	v.table.Refresh()
	v.past.SetText(v.pastText(t))
}

func (v *compareView) say(text string, how widget.Importance) {
	v.state.Importance = how
	v.state.SetText(text)
}

func (v *compareView) setTakes(keys []string) {
	var names []string
	for _, k := range keys {
		names = append(names, review.TakeNames[k])
	}
	v.take.Options = names
	if !slices.Contains(names, v.take.Selected) {
		v.take.Selected = ""
	}
	v.take.Refresh()
	if len(keys) == 0 {
		v.ok.Disable()
		v.reason.Disable()
	} else {
		v.ok.Enable()
		v.reason.Enable()
	}
}

// pastText lists what was decided before.
func (v *compareView) pastText(t *review.Tally) string {
	if t == nil {
		return ""
	}
	text := ""
	for _, x := range t.Choices {
		if x.Group == v.group {
			text += fmt.Sprintf("%s　%s（%s）　当时有 %d 处不同。理由：%s\n", x.Date, review.TakeNames[x.Take], x.By, len(x.Differences), x.Reason)
		}
	}
	if text != "" {
		text = "已作的决定：\n" + text
	}
	return text
}

// shown are the lines the table lists.
func (v *compareView) shown() []review.CountDifference {
	if !v.only.Checked {
		return v.lines
	}
	return slices.DeleteFunc(slices.Clone(v.lines), func(d review.CountDifference) bool { return d.First == d.Second })
}

func (v *compareView) cell(row, col int) widgets.Cell {
	list := v.shown()
	if row >= len(list) {
		return widgets.Cell{}
	}
	d := list[row]
	differs := d.First != d.Second
	c := widgets.Cell{Bold: differs}
	if differs {
		c.Color = own.ColorMissing
	}
	switch col {
	case 0:
		if c.Text = d.Row; d.Row == "" {
			c.Text = "张数"
		}
	case 1:
		c.Text = d.Grade
	case 2:
		c.Text = fmt.Sprint(d.First)
	case 3:
		c.Text = fmt.Sprint(d.Second)
	case 4:
		c.Text = "√ 相同"
		if differs {
			c.Text = fmt.Sprintf("≠ 差 %+d", d.Second-d.First)
		} else {
			c.Color = own.ColorDone
		}
	}
	return c
}

// decide carries out what was chosen.
func (v *compareView) decide() {
	take := ""
	for k, n := range review.TakeNames {
		if n == v.take.Selected {
			take = k
		}
	}
	if take == "" {
		v.d.Fail("决定", errors.New("请先选以哪一次为准，或重新计"))
		return
	}
	x := review.CountChoice{Group: v.group, Take: take, Reason: strings.TrimSpace(v.reason.Text)}
	if x.Reason == "" {
		v.d.Fail("决定", fmt.Errorf("“%s”要写明理由", v.take.Selected))
		return
	}
	do := func() {
		w, f := v.w, v.file
		v.d.Do(review.TakeNames[take], func(ctx context.Context) error { return w.ChooseCount(ctx, f, x) }, func() {
			v.reason.SetText("")
			v.take.SetSelected("")
			v.d.Shell.Toast("已记入测评记录："+review.TakeNames[take], true)
			v.Reload()
		})
	}
	if take != review.TakeAgain {
		do()
		return
	}
	v.d.Confirm("重新计", "已完成的计票和由它得出的票数将清空，从第一次计票重新做起；理由和两次的差异留在记录里。可以撤销。", "重新计", do)
}
