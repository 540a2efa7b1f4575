package rounds

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// allUnits is the choice of everybody on a joint ballot.
const allUnits = "全部对象"

// countedPolls are the polls whose ballots can be counted one by one.
func countedPolls(s *review.Scheme) []*review.Poll {
	var out []*review.Poll
	for i := range s.Polls {
		if s.PollView(&s.Polls[i]).Countable() == nil {
			out = append(out, &s.Polls[i])
		}
	}
	return out
}

// pollCount is the dialog that begins the counting of a poll from the round: of one
// subject's ballots, or of those with a row for each subject.
type pollCount struct {
	p                          *Page
	polls                      []*review.Poll
	poll, subject, unit, group *widget.Select
	paper, turn                *widget.RadioGroup
	subjectRow, unitRow        *fyne.Container
	groupRow                   *fyne.Container
	files                      []*review.File
}

// askPollCount asks which ballots are to be counted.
func (p *Page) askPollCount() {
	if len(p.rows) == 0 {
		p.d.Tell("计票", "批次里还没有考核对象，先用“加入对象”加入。")
		return
	}
	c := &pollCount{p: p, polls: countedPolls(p.w.Scheme)}
	var names []string
	for _, x := range c.polls {
		names = append(names, x.Name)
	}
	c.subject, c.unit, c.group = widgets.NewSelect(nil, nil), widgets.NewSelect(nil, nil), widgets.NewSelect(nil, nil)
	c.subject.PlaceHolder, c.group.PlaceHolder = "选择考核对象", "选择投票人类别"
	c.paper = widget.NewRadioGroup([]string{"每个对象一张票", "合票（一张票上各行为对象）"}, func(string) { c.show() })
	c.turn = widget.NewRadioGroup([]string{"第一次计票", "第二次计票"}, nil)
	c.paper.Required, c.turn.Required, c.turn.Horizontal = true, true, true
	c.turn.SetSelected("第一次计票")
	c.subjectRow, c.unitRow, c.groupRow = widgets.Row("考核对象", c.subject), widgets.Row("哪些对象", c.unit), widgets.Row("投票人", c.group)
	c.poll = widgets.NewSelect(names, func(string) { c.choose() })
	c.poll.SetSelectedIndex(0)
	box := container.NewVBox(widgets.Row("测评", c.poll), widgets.Row("票样", c.paper), c.subjectRow, c.unitRow, c.groupRow, widgets.Row("第几次", c.turn))
	p.d.AskThen("逐票计票", "下一步", box, fyne.NewSize(640, 380), c.begin)
}

// choose fills the choices in for a poll.
func (c *pollCount) choose() {
	poll := c.polls[c.poll.SelectedIndex()]
	c.files = nil
	var names, units, groups []string
	for _, r := range c.p.rows {
		f := c.p.file(r.subject)
		if !slices.Contains(c.p.w.Scheme.PollsFor(f.Subject), poll) {
			continue
		}
		c.files, names = append(c.files, f), append(names, r.name)
		if u := f.Subject.Unit; u != "" && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	for _, g := range poll.Vote.Groups {
		groups = append(groups, g.Name)
	}
	c.subject.SetOptions(names)
	c.subject.ClearSelected()
	c.unit.SetOptions(append([]string{allUnits}, units...))
	c.unit.SetSelected(allUnits)
	c.group.SetOptions(groups)
	c.group.ClearSelected()
	c.groupRow.Hidden = len(groups) == 0
	if c.joint() == nil {
		c.paper.Enable()
		c.paper.SetSelected(c.paper.Options[1])
	} else {
		c.paper.SetSelected(c.paper.Options[0])
		c.paper.Disable()
	}
	c.show()
}

// joint tells why the poll's ballots cannot have a row for each subject.
func (c *pollCount) joint() error {
	_, err := c.p.w.OfPoll(c.polls[c.poll.SelectedIndex()]).PollFiles(c.p.dossier, "")
	return err
}

// show shows the choice of the kind of ballot.
func (c *pollCount) show() {
	together := c.paper.Selected == c.paper.Options[1]
	c.subjectRow.Hidden, c.unitRow.Hidden = together, !together || len(c.unit.Options) < 3
	c.subjectRow.Refresh()
	c.unitRow.Refresh()
	c.groupRow.Refresh()
}

// begin goes on to the count, or tells what is to be chosen.
func (c *pollCount) begin() (func(), error) {
	poll := c.polls[c.poll.SelectedIndex()]
	key := ""
	if len(poll.Vote.Groups) > 0 {
		if c.group.SelectedIndex() < 0 {
			return nil, errors.New("请选择投票人类别")
		}
		key = poll.Vote.Groups[c.group.SelectedIndex()].Key
	}
	w := c.p.w.OfPoll(poll)
	second := c.turn.Selected == c.turn.Options[1]
	if c.paper.Selected == c.paper.Options[0] {
		i := c.subject.SelectedIndex()
		if i < 0 {
			return nil, errors.New("请选择考核对象")
		}
		return func() { beginBallots(c.p.d, w, []*review.File{w.View(c.files[i])}, key, second, nil) }, nil
	}
	unit := c.unit.Selected
	if unit == allUnits {
		unit = ""
	}
	files, err := w.PollFiles(c.p.dossier, unit)
	return func() { beginBallots(c.p.d, w, files, key, second, nil) }, err
}
