package rounds

import (
	"fyne.io/fyne/v2"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// counter is for the ballots of a poll.
func (a *assessed) counter(p *review.Poll) counter {
	s := a.s
	return counter{s.d, func() (*job.Work, *review.File) {
		w := s.w.OfPoll(p)
		return w, w.View(s.file)
	}, func(then func()) { then() }, nil}
}

// counting tells how far the ballots of a poll are counted one by one, with the
// way to go on, for each voter group. A poll whose answers have no keys is
// entered by totals alone.
func (a *assessed) counting(box *fyne.Container, p *review.Poll) {
	if a.s.w.Scheme.PollView(p).Countable() != nil {
		return
	}
	groups := p.Vote.Groups
	if len(groups) == 0 {
		groups = []review.Group{{}}
	}
	c := a.counter(p)
	for _, g := range groups {
		if g.Name != "" {
			box.Add(widgets.Wrapped("测评人：" + g.Name))
		}
		box.Add(c.lines(g.Key))
	}
}
