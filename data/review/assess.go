package review

import (
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// Mark (得分) is what one scorer gave an item of a sheet.
type Mark struct {
	Sheet  string  `json:"sheet"`
	Item   string  `json:"item"`
	Scorer string  `json:"scorer,omitempty"` // "" where a sheet has one
	Points float64 `json:"points"`
	Note   string  `json:"note,omitempty"` // why points were taken off
	Proof  string  `json:"proof,omitempty"`
}

// Polled is what a poll about a subject came to.
type Polled struct {
	Poll  string `json:"poll"`
	Tally Tally  `json:"tally"`
}

// Given (加分、扣分) is an extra with its reason and document.
type Given struct {
	Extra  string     `json:"extra"`
	Times  int        `json:"times"`
	Reason string     `json:"reason,omitempty"`
	DocNo  string     `json:"docNo,omitempty"`
	Date   cadre.Date `json:"date,omitzero"`
}

// Barred (否决、失去资格) is a fact that shuts a subject out.
type Barred struct {
	Bar    string     `json:"bar"`
	Reason string     `json:"reason"`
	Date   cadre.Date `json:"date,omitzero"`
}

// Event (事项) is one entry of a log.
type Event struct {
	ID     string            `json:"id"`
	Log    string            `json:"log"`
	Date   cadre.Date        `json:"date,omitzero"`
	Title  string            `json:"title,omitempty"`
	People []string          `json:"people,omitempty"`
	Place  string            `json:"place,omitempty"`
	Fields map[string]string `json:"fields,omitempty"`
	State  string            `json:"state,omitempty"` // of the log's states
	Back   bool              `json:"back,omitempty"`  // what was given out is collected again
}

// Conclusion (考核结论) is what was decided; the program only proposes.
type Conclusion struct {
	Grade   string     `json:"grade,omitempty"`
	Awards  []string   `json:"awards,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	Meeting string     `json:"meeting,omitempty"` // who decided: 常委会, 支部委员会
	Date    cadre.Date `json:"date,omitzero"`
}

// MarkOf finds a scorer's mark for an item, nil when there is none.
func (s *Subject) MarkOf(sheet, item, scorer string) *Mark {
	return find(s.Marks, func(m *Mark) bool { return m.Sheet == sheet && m.Item == item && sameName(m.Scorer, scorer) })
}

// SetMark puts a mark in the place of the same scorer's former one.
func (s *Subject) SetMark(m Mark) {
	if old := s.MarkOf(m.Sheet, m.Item, m.Scorer); old != nil {
		*old = m
		return
	}
	s.Marks = append(s.Marks, m)
}

// DropMark takes a mark away.
func (s *Subject) DropMark(sheet, item, scorer string) {
	s.Marks = slices.DeleteFunc(s.Marks, func(m Mark) bool { return m.Sheet == sheet && m.Item == item && sameName(m.Scorer, scorer) })
}

// Scorers are those who scored a sheet, in the order they began.
func (s *Subject) Scorers(sheet string) []string {
	var out []string
	for _, m := range s.Marks {
		if m.Sheet == sheet && !slices.ContainsFunc(out, func(n string) bool { return sameName(n, m.Scorer) }) {
			out = append(out, m.Scorer)
		}
	}
	return out
}

// PollTally is the tally of a poll, nil when nothing was entered.
func (s *Subject) PollTally(poll string) *Tally {
	if p := find(s.Polls, func(p *Polled) bool { return p.Poll == poll }); p != nil {
		return &p.Tally
	}
	return nil
}

// NeedPollTally is the tally of a poll, made when there is none.
func (s *Subject) NeedPollTally(poll string) *Tally {
	if t := s.PollTally(poll); t != nil {
		return t
	}
	s.Polls = append(s.Polls, Polled{Poll: poll})
	return &s.Polls[len(s.Polls)-1].Tally
}

// EventsOf are the entries of a log, in the order of their dates.
func EventsOf(list []Event, log string) []Event {
	var out []Event
	for _, e := range list {
		if e.Log == log {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int { return a.Date.Compare(b.Date) })
	return out
}

// HasRole tells that the subject bears a role.
func (s *Subject) HasRole(key string) bool { return slices.Contains(s.Roles, key) }

// ViewOf is a file as a poll sees it: the poll's tally in the place of the
// review's own.
func ViewOf(f *File, poll string) *File {
	sub := *f.Subject
	sub.Tally = sub.PollTally(poll)
	out := *f
	out.Subject = &sub
	return &out
}

// Concluded is the grade that stands: what was decided, else the report's.
func (s *Subject) Concluded() string {
	if s.Conclusion != nil && s.Conclusion.Grade != "" {
		return s.Conclusion.Grade
	}
	return s.Report.Grade
}

// barsOf are the facts against a subject that the scheme knows.
func (s *Scheme) barsOf(sub *Subject) []Barred {
	return slices.DeleteFunc(slices.Clone(sub.Bars), func(b Barred) bool {
		bar := s.BarOf(b.Bar)
		return bar == nil || !concerns(bar.For, sub.Kind)
	})
}

// barText names what shuts a subject out, with the reason.
func (s *Scheme) barText(b Barred) string {
	text := s.BarOf(b.Bar).Name
	if r := strings.TrimSpace(b.Reason); r != "" {
		text += "（" + r + "）"
	}
	return text
}
