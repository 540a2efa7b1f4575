package review

import (
	"slices"
	"strings"
)

// FilledByBranch tells that an opinion is given before a submission leaves the
// branch: the panel's and the branch's own. Those of the department and above
// stand after it in the scheme.
func (s *Scheme) FilledByBranch(office string) bool {
	at := func(key string) int { return slices.IndexFunc(s.Opinions, func(o Office) bool { return o.Key == key }) }
	last := at("branch")
	if last < 0 {
		last = slices.IndexFunc(s.Opinions, func(o Office) bool { return o.Advice })
	}
	i := at(office)
	return i >= 0 && i <= last
}

// Exchange (邀请与报送) says what of an assessment goes to whoever hands in and
// comes back filled in: keys of the scheme's parts. Who the subjects are, their
// stages and materials always do, and files of evidence come in with whatever is
// handed in; everything else stays with whoever assesses. A probation review needs none: a branch keeps all of its own
// people's files.
type Exchange struct {
	Sheets []string `yaml:"sheets"`
	Polls  []string `yaml:"polls"`
	Extras []string `yaml:"extras"`
	Bars   []string `yaml:"bars"`
	Logs   []string `yaml:"logs"`  // also those of the round as a whole: they only come in
	Grade  bool     `yaml:"grade"` // the branch concludes: 支部评定等次
}

// Exchanged tells which parts of a subject go to and fro.
type Exchanged struct {
	all, grade bool
	parts      map[string]bool
}

// Exchanged is what the scheme lets go to and fro.
func (s *Scheme) Exchanged() Exchanged {
	x := Exchanged{all: !s.Assesses(), parts: map[string]bool{}}
	if e := s.Exchange; e != nil {
		x.grade = e.Grade
		for part, keys := range map[string][]string{"sheet": e.Sheets, "poll": e.Polls, "extra": e.Extras, "bar": e.Bars, "log": e.Logs} {
			for _, k := range keys {
				x.parts[part+" "+k] = true
			}
		}
	}
	return x
}

// Sheet, Poll, Extra, Bar, Log and Grade tell whether a part goes to and fro.
func (x Exchanged) Sheet(key string) bool { return x.all || x.parts["sheet "+key] }

// Poll: see Sheet.
func (x Exchanged) Poll(key string) bool { return x.all || x.parts["poll "+key] }

// Extra: see Sheet.
func (x Exchanged) Extra(key string) bool { return x.all || x.parts["extra "+key] }

// Bar: see Sheet.
func (x Exchanged) Bar(key string) bool { return x.all || x.parts["bar "+key] }

// Log: see Sheet.
func (x Exchanged) Log(key string) bool { return x.all || x.parts["log "+key] }

// Grade: see Sheet.
func (x Exchanged) Grade() bool { return x.all || x.grade }

// Trim takes out of a subject of its own what stays with whoever assesses, and
// names what was taken out. Its lists are copied, never changed in place.
func (s *Scheme) Trim(sub *Subject) (held []string) {
	if !s.Assesses() {
		return nil
	}
	x := s.Exchanged()
	held = heldBack(held, "打分", trim(&sub.Marks, func(m Mark) bool { return x.Sheet(m.Sheet) }))
	held = heldBack(held, "测评票数", trim(&sub.Polls, func(p Polled) bool { return x.Poll(p.Poll) }))
	held = heldBack(held, "加分扣分", trim(&sub.Extras, func(g Given) bool { return x.Extra(g.Extra) }))
	held = heldBack(held, "否决情形", trim(&sub.Bars, func(b Barred) bool { return x.Bar(b.Bar) }))
	trim(&sub.Evidence, func(e Evidence) bool { return e.Log == "" || x.Log(e.Log) }) // the files of entries go with them
	held = heldBack(held, "事项", trim(&sub.Events, func(e Event) bool { return x.Log(e.Log) }))
	if sub.Conclusion != nil && !x.Grade() {
		held = append(held, "考核结论")
		sub.Conclusion = nil
	}
	if sub.Note != "" {
		held = append(held, "备注")
		sub.Note = ""
	}
	sub.PanelID, sub.Moves, sub.Decision, sub.Opinions, sub.Talks, sub.Tally, sub.Report = "", nil, nil, nil, nil, nil, Narrative{}
	return held
}

// trim keeps of a list what keep says, in a list of its own, and counts the rest.
func trim[T any](list *[]T, keep func(T) bool) int {
	n := len(*list)
	*list = slices.DeleteFunc(slices.Clone(*list), func(x T) bool { return !keep(x) })
	return n - len(*list)
}

func heldBack(held []string, what string, n int) []string {
	if n == 0 {
		return held
	}
	return append(held, what)
}

// ExchangeText says for a clerk what goes to and fro, "" for a probation review.
func (s *Scheme) ExchangeText() string {
	if !s.Assesses() || s.Exchange == nil {
		return ""
	}
	parts := []string{"对象名单", "环节"}
	if len(s.Material) > 0 {
		parts = append(parts, "材料")
	}
	if len(s.Sheets) > 0 {
		parts = append(parts, "佐证材料")
	}
	x := s.Exchanged()
	for i := range s.Sheets {
		if x.Sheet(s.Sheets[i].Key) {
			parts = append(parts, s.Sheets[i].Name)
		}
	}
	for i := range s.Polls {
		if x.Poll(s.Polls[i].Key) {
			parts = append(parts, s.Polls[i].Name)
		}
	}
	for i := range s.Extras {
		if x.Extra(s.Extras[i].Key) {
			parts = append(parts, s.Extras[i].Name)
		}
	}
	for i := range s.Bars {
		if x.Bar(s.Bars[i].Key) {
			parts = append(parts, s.Bars[i].Name)
		}
	}
	for i := range s.Logs {
		if x.Log(s.Logs[i].Key) {
			parts = append(parts, s.Logs[i].Name)
		}
	}
	if x.Grade() {
		parts = append(parts, "等次")
	}
	return strings.Join(parts, "、")
}

// ForBranch leaves of findings those that a branch can do something about: in an
// assessment, what is found in the parts that it fills in.
func (s *Scheme) ForBranch(list []Finding) []Finding {
	if !s.Assesses() {
		return list
	}
	x, its := s.Exchanged(), map[string]bool{"考核对象": true}
	for i := range s.Sheets {
		its[s.Sheets[i].Name] = its[s.Sheets[i].Name] || x.Sheet(s.Sheets[i].Key)
	}
	for i := range s.Polls {
		its[s.Polls[i].Name] = its[s.Polls[i].Name] || x.Poll(s.Polls[i].Key)
	}
	for i := range s.Logs {
		its[s.Logs[i].Name] = its[s.Logs[i].Name] || x.Log(s.Logs[i].Key)
	}
	for i := range s.Material {
		its[s.Material[i].Name] = true
	}
	var out []Finding
	for _, f := range list {
		form, _, _ := strings.Cut(f.Form, "（第 ") // 谈心谈话（附件3）（第 2 条）
		if its[form] {
			out = append(out, f)
		}
	}
	return out
}
