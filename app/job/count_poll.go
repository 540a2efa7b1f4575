package job

import (
	"fmt"
	"slices"

	"kaocha/data/review"
)

// OfPoll is the work as a poll of an assessment sees it: its ballot is counted,
// compared and decided over like the review's own. nil gives the work itself.
func (w *Work) OfPoll(p *review.Poll) *Work {
	if p == nil {
		return w
	}
	out := *w
	out.Poll, out.Scheme = p, w.Scheme.PollView(p)
	return &out
}

// View is a file as the poll of the work sees it.
func (w *Work) View(f *review.File) *review.File {
	if w.Poll == nil {
		return f
	}
	return review.ViewOf(f, w.Poll.Key)
}

// mayPoll tells that the ballot at hand is not about a subject.
func (w *Work) mayPoll(f *review.File) error {
	switch {
	case w.Poll != nil && !slices.ContainsFunc(w.Scheme.PollsFor(f.Subject), func(p *review.Poll) bool { return p.Key == w.Poll.Key }):
		return fmt.Errorf("%s不在“%s”的范围内；请核对测评和考核对象", f.Cadre.Name, w.Poll.Name)
	case w.Poll == nil && len(w.Scheme.Items) == 0 && len(w.Scheme.Polls) > 0:
		return use("请写明是哪一种测评")
	}
	return nil
}

// ballotTally is the tally of the ballot at hand, made when there is none. A
// poll's day is the round's until another is entered, as with totals.
func (w *Work) ballotTally(s *review.Subject) *review.Tally {
	if w.Poll != nil {
		t := s.NeedPollTally(w.Poll.Key)
		if t.Date.IsZero() {
			t.Date = w.Round.Assessed
		}
		return t
	}
	if s.Tally == nil {
		s.Tally = &review.Tally{}
	}
	return s.Tally
}

// PollFiles are the subjects on the joint ballot of a poll, where each row is a
// person or unit: all that the poll is about, or those of a unit alone. The files
// are as the poll sees them.
func (w *Work) PollFiles(d *review.Dossier, unit string) ([]*review.File, error) {
	switch {
	case w.Poll == nil:
		return nil, use("请写明是哪一种测评")
	case len(w.Poll.Items) != 1:
		return nil, use("“%s”的票面有 %d 行，每个对象一张票，不能合成一张；请逐个对象录入", w.Poll.Name, len(w.Poll.Items))
	}
	var out []*review.File
	for _, f := range d.Files {
		if (unit == "" || f.Subject.Unit == unit) && w.mayPoll(f) == nil {
			out = append(out, w.View(f))
		}
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("“%s”的合票要有两个以上的对象，现在有 %d 个；一个对象的按每人一张票录入", w.Poll.Name, len(out))
	}
	return out, nil
}
