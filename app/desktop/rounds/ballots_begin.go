package rounds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// counter leads from a subject's page to the counting of one of its ballots: the
// review's own, or a poll's.
type counter struct {
	d     *desk.Desk
	at    func() (*job.Work, *review.File) // as they are now, as the ballot's poll sees them
	ready func(then func())                // saves what is open on the page first
	again func(look func())                // keeps what looks for half a count anew, nil when lines are made anew
}

// counter is for the review's own ballot.
func (s *Subject) counter() counter {
	return counter{s.d, func() (*job.Work, *review.File) { return s.w, s.file }, s.saveThen, func(look func()) { s.counts = append(s.counts, look) }}
}

// lines tell what was counted by whom of a voter group, with the way to go on.
func (c counter) lines(group string) fyne.CanvasObject {
	w, f := c.at()
	t := f.Subject.Tally
	first, second := t.CountOf(group, false), t.CountOf(group, true)
	line := widgets.Wrapped("")
	text, how := countState(w.Scheme, t, group)
	line.Importance = how
	line.SetText(text)
	buttons := container.NewHBox()
	begin := func(second bool) func() {
		return func() { c.ask(group, second) }
	}
	compare := func() { c.ready(func() { c.compare(group) }) }
	switch {
	case first == nil:
		b := desk.Primary("逐票录入…", theme.DocumentCreateIcon(), begin(false))
		buttons.Add(b)
		c.showDraft(group, false, line, b)
	case second == nil:
		b := desk.Button("第二次计票…", theme.DocumentCreateIcon(), begin(true))
		buttons.Add(b)
		buttons.Add(desk.Button("重新计…", theme.ViewRefreshIcon(), compare))
		c.showDraft(group, true, line, b)
	default:
		buttons.Add(desk.Button("两次计票对比…", theme.SearchIcon(), compare))
	}
	return container.NewVBox(line, buttons)
}

// countState says in a line how far the counting of a group is.
func countState(s *review.Scheme, t *review.Tally, group string) (string, widget.Importance) {
	first, second := t.CountOf(group, false), t.CountOf(group, true)
	if first == nil {
		return "○ 还没有逐票计票。", widget.MediumImportance
	}
	if second == nil {
		return fmt.Sprintf("√ 第一次计票：%s，%d 张。还没有第二次计票。", first.By, first.N()), widget.SuccessImportance
	}
	n := len(review.Compare(s, first, second))
	x := t.ChoiceOf(s, group)
	switch {
	case n == 0:
		return fmt.Sprintf("√ 两次计票相同：%s、%s，各 %d 张。", first.By, second.By, first.N()), widget.SuccessImportance
	case x == nil:
		return fmt.Sprintf("× 两次计票有 %d 处不同（%s、%s），请对比后决定。", n, first.By, second.By), widget.DangerImportance
	}
	return fmt.Sprintf("√ 两次计票有 %d 处不同，已定%s（%s）。理由：%s", n, review.TakeNames[x.Take], t.Counted(s, group).By, x.Reason), widget.SuccessImportance
}

// showDraft adds to a line what was entered of a count that is not finished; its
// button goes on with it. It looks again when the page is come back to.
func (c counter) showDraft(group string, second bool, line *widgets.Paragraph, b *desk.Push) {
	text, word := line.Text, b.Text
	look := func() {
		w, f := c.at()
		files := []*review.File{f}
		c.d.Run(func() func() {
			draft, err := w.CountDraft(files, group, second)
			return func() {
				said, do := text, word
				switch {
				case err != nil:
					said += "\n× " + err.Error()
				case draft != nil:
					said += fmt.Sprintf("\n△ %s录到一半：%s，已录 %d 张。", draft.Name(), draft.By, draft.N())
					do = "接着录" + draft.Name() + "…"
				}
				if said != line.Text {
					line.SetText(said)
				}
				if do != b.Text {
					b.SetText(do)
				}
			}
		})
	}
	look()
	if c.again != nil {
		c.again(look)
	}
}

// ask begins a count of the subject's ballots.
func (c counter) ask(group string, second bool) {
	c.ready(func() {
		w, f := c.at()
		beginBallots(c.d, w, []*review.File{f}, group, second, func() {
			if second {
				c.compare(group)
			}
		})
	})
}

// compare shows the two counts of a voter group.
func (c counter) compare(group string) {
	w, f := c.at()
	v := newCompare(c.d, w.Round.ID, f.Subject.ID, f.Cadre.Name, group)
	if w.Poll != nil {
		v.poll = w.Poll.Key
	}
	c.d.Shell.Open(v)
}

// beginBallots asks who counts and opens the screen for it; then runs after the
// count was finished.
func beginBallots(d *desk.Desk, w *job.Work, files []*review.File, group string, second bool, then func()) {
	d.Run(func() func() {
		draft, err := w.CountDraft(files, group, second)
		return func() { askCounter(d, w, files, draft, err, review.BallotCount{Group: group, Second: second}, then) }
	})
}

func askCounter(d *desk.Desk, w *job.Work, files []*review.File, draft *review.BallotCount, bad error, c review.BallotCount, then func()) {
	by := widgets.NewEntry()
	by.SetPlaceHolder("姓名")
	t := files[0].Subject.Tally
	box := container.NewVBox()
	if c.Second {
		box.Add(widgets.Wrapped("第二次计票由另一个人从头录一遍，看不到第一次的结果；录完后逐项对比。"))
		if first := t.CountOf(c.Group, false); first != nil {
			by.SetPlaceHolder("不能是第一次的计票人 " + first.By)
		}
	} else if t != nil && len(t.Counters) > 0 {
		by.SetText(t.Counters[0])
	}
	box.Add(widgets.Row("计票人", by))
	told := widgets.NewEntry()
	told.SetPlaceHolder("收回多少张，用来核对录没录全；可不填")
	if n, of := job.CountGoal(t, c.Group); of == "收回" && !c.Second {
		told.SetText(fmt.Sprint(n))
	}
	box.Add(widgets.Row("收回张数", told))
	fresh := widget.NewCheck("", nil)
	switch {
	case bad != nil:
		warn := widgets.Wrapped("× " + bad.Error())
		warn.Importance = widget.DangerImportance
		box.Add(warn)
		fresh.Text = "丢弃读不出来的内容，重新开始"
		box.Add(fresh)
	case draft != nil:
		by.SetText(draft.By)
		if draft.Told > 0 {
			told.SetText(fmt.Sprint(draft.Told))
		}
		box.Add(widgets.Wrapped(fmt.Sprintf("上次由 %s 录了 %d 张，会接着录。", draft.By, draft.N())))
		fresh.Text = fmt.Sprintf("丢弃已录的 %d 张，重新开始", draft.N())
		box.Add(fresh)
	}
	d.Ask(c.Name(), "开始录票", box, fyne.NewSize(560, 220), func() error {
		c.By = strings.TrimSpace(by.Text)
		if err := w.MayCount(files, c.Group, c.Second, c.By); err != nil {
			return err
		}
		n, err := count(told.Text, "收回张数")
		if err != nil {
			return err
		}
		c.Told = n
		if bad != nil && !fresh.Checked {
			return errors.New("上次录的内容读不出来；勾上“重新开始”再录")
		}
		if draft != nil && !fresh.Checked && draft.By != c.By {
			return fmt.Errorf("上次是 %s 录的；请由 %s 接着录，或勾上“重新开始”", draft.By, draft.By)
		}
		openBallots(d, w, files, c, fresh.Checked, then)
		return nil
	})
	if by.Text == "" {
		d.Win.Canvas().Focus(by)
	}
}

func openBallots(d *desk.Desk, w *job.Work, files []*review.File, c review.BallotCount, fresh bool, then func()) {
	var k *job.Counting
	d.Do(c.Name(), func(context.Context) (err error) {
		if fresh {
			if err = w.DropCountDraft(files, c.Group, c.Second); err != nil {
				return err
			}
		}
		if k, err = w.BeginCount(files, c.Group, c.Second, c.By); err == nil && c.Told > 0 {
			k.Told(c.Told)
		}
		return err
	}, func() { d.Shell.Open(newBallots(d, w, k, then)) })
}

// The two kinds of paper (DOMAIN 2.4).
const (
	paperEach  = "每名对象一张票（各行为德、能、勤等项目）"
	paperJoint = "全体对象合一张票（各行为人，只评总体）"
)

// askCount begins a count from the round: of one subject, or of the joint ballot
// of a branch.
func (p *Page) askCount() {
	if len(p.rows) == 0 {
		p.d.Tell("计票", "批次里还没有考察对象，先用“加入对象”加入。")
		return
	}
	paper := widget.NewRadioGroup([]string{paperEach, paperJoint}, nil)
	var who, branches []string
	var files []*review.File
	for _, r := range p.rows {
		files = append(files, p.file(r.subject))
		who = append(who, r.name+"　"+r.branch)
	}
	for _, b := range p.dossier.Branches {
		branches = append(branches, b.Name)
	}
	subject, branch := widgets.NewSelect(who, nil), widgets.NewSelect(branches, nil)
	subject.PlaceHolder, branch.PlaceHolder = "选择考察对象", "选择党总支"
	if at := p.table.Marked(); len(at) > 0 {
		subject.SetSelectedIndex(at[0])
	}
	if p.branchName() != "" {
		branch.SetSelected(p.branchName())
	}
	turn := widget.NewRadioGroup([]string{"第一次计票", "第二次计票"}, nil)
	turn.Horizontal, turn.Required, paper.Required = true, true, true
	turn.SetSelected("第一次计票")
	var names []string
	for _, g := range p.w.Scheme.Vote.Groups {
		names = append(names, g.Name)
	}
	group := widgets.NewSelect(names, nil)
	group.PlaceHolder = "选择投票人类别"
	subjectRow, branchRow := widgets.Row("考察对象", subject), widgets.Row("党总支", branch)
	paper.OnChanged = func(k string) {
		subjectRow.Hide()
		branchRow.Hide()
		if k == paperJoint {
			branchRow.Show()
		} else {
			subjectRow.Show()
		}
	}
	paper.SetSelected(paperEach)
	box := container.NewVBox(widgets.Row("票样", paper), subjectRow, branchRow)
	if len(names) > 0 {
		box.Add(widgets.Row("投票人", group))
	}
	box.Add(widgets.Row("第几次", turn))
	p.d.Ask("逐票计票", "下一步", box, fyne.NewSize(640, 340), func() error {
		key := ""
		if len(names) > 0 {
			if group.SelectedIndex() < 0 {
				return errors.New("请选择投票人类别")
			}
			key = p.w.Scheme.Vote.Groups[group.SelectedIndex()].Key
		}
		second := turn.Selected == "第二次计票"
		if paper.Selected == paperEach {
			i := subject.SelectedIndex()
			if i < 0 {
				return errors.New("请选择考察对象")
			}
			beginBallots(p.d, p.w, files[i:i+1], key, second, nil)
			return nil
		}
		joint, err := job.JointFiles(p.dossier, branch.Selected)
		if err != nil {
			return err
		}
		beginBallots(p.d, p.w, joint, key, second, nil)
		return nil
	})
}
