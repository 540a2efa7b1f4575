package handin

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kaocha/data/review"
)

// assessFields are what the assessments by points, polls and events collect:
// each mark, poll, extra, fact and entry is taken or left by itself.
func assessFields(s *review.Scheme, states []*Person) []field {
	if !s.Assesses() {
		return nil
	}
	out := nameFields(s)
	out = append(out, markFields(s, states)...)
	out = append(out, evidenceFields(s, states)...)
	out = append(out, pollFields(s, states)...)
	out = append(out, factFields(s, states)...)
	out = append(out, eventFields(s, states)...)
	return append(out, field{group: groupScore, label: "考核结论", above: !s.Exchanged().Grade(), held: !s.Exchanged().Grade(),
		same: func(p *Person) any { return p.Subject.Conclusion },
		show: func(p *Person) string {
			c := p.Subject.Conclusion
			if c == nil {
				return ""
			}
			return words(c.Grade, strings.Join(c.Awards, "、"), c.Reason, c.Meeting, c.Date.String())
		},
		take: func(to, from *Person) { to.Subject.Conclusion = from.Subject.Conclusion }})
}

// textField is a field of one text of the subject.
func textField(label string, of func(*review.Subject) *string) field {
	return field{group: groupScore, label: label,
		same: func(p *Person) any { return *of(&p.Subject) },
		show: func(p *Person) string { return *of(&p.Subject) },
		take: func(to, from *Person) { *of(&to.Subject) = *of(&from.Subject) }}
}

func nameFields(s *review.Scheme) []field {
	return []field{
		textField("名称", func(x *review.Subject) *string { return &x.Name }),
		textField("所在单位", func(x *review.Subject) *string { return &x.Unit }),
		{group: groupScore, label: "种类和身份",
			same: func(p *Person) any { return []any{p.Subject.Kind, append([]string{}, p.Subject.Roles...)} },
			show: func(p *Person) string {
				var out []string
				if k := s.KindOf(p.Subject.Kind); k != nil {
					out = append(out, k.Name)
				}
				for _, r := range p.Subject.Roles {
					if x := s.RoleOf(r); x != nil {
						out = append(out, x.Name)
					}
				}
				return strings.Join(out, "、")
			},
			take: func(to, from *Person) { to.Subject.Kind, to.Subject.Roles = from.Subject.Kind, from.Subject.Roles }},
		textField(cmp.Or(s.Division.Name, "分组"), func(x *review.Subject) *string { return &x.Group }),
	}
}

// listField is a field of those entries of a list that belong together.
func listField[T any](group, label string, list func(*review.Subject) *[]T, is func(T) bool, text func(T) string) field {
	of := func(p *Person) (out []T) {
		for _, x := range *list(&p.Subject) {
			if is(x) {
				out = append(out, x)
			}
		}
		return out
	}
	return field{group: group, label: label,
		same: func(p *Person) any { return of(p) },
		show: func(p *Person) string {
			var out []string
			for _, x := range of(p) {
				out = append(out, text(x))
			}
			return strings.Join(out, "；")
		},
		take: func(to, from *Person) {
			l := list(&to.Subject)
			at := slices.IndexFunc(*l, is)
			rest := slices.DeleteFunc(slices.Clone(*l), is)
			if at < 0 || at > len(rest) {
				at = len(rest)
			}
			*l = slices.Insert(rest, at, of(from)...)
		}}
}

// each gives what the states hold, each key once, in the order it is met.
func each[T any](states []*Person, list func(*Person) []T, key func(T) string) (out []T) {
	seen := map[string]bool{}
	for _, p := range states {
		if p == nil {
			continue
		}
		for _, x := range list(p) {
			if k := key(x); !seen[k] {
				seen[k] = true
				out = append(out, x)
			}
		}
	}
	return out
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func markFields(s *review.Scheme, states []*Person) (out []field) {
	x := s.Exchanged()
	key := func(m review.Mark) string { return m.Sheet + "\x00" + m.Item + "\x00" + m.Scorer }
	for _, m := range each(states, func(p *Person) []review.Mark { return p.Subject.Marks }, key) {
		group, label := m.Sheet, m.Item
		if sheet := s.SheetOf(m.Sheet); sheet != nil {
			group = sheet.Name
			if it := sheet.ItemOf(m.Item); it != nil {
				label = it.Name
			}
		}
		if m.Scorer != "" {
			label += "（" + m.Scorer + "）"
		}
		k := key(m)
		f := listField(group, label, func(u *review.Subject) *[]review.Mark { return &u.Marks }, func(o review.Mark) bool { return key(o) == k },
			func(o review.Mark) string {
				return words(number(o.Points)+" 分", prefixed("理由：", o.Note), prefixed("佐证：", o.Proof))
			})
		f.held = !x.Sheet(m.Sheet)
		out = append(out, f)
	}
	return out
}

// evidenceFields are the files that prove an item, one by one: a branch's file and
// one of the department's own to the same item do not contradict each other.
func evidenceFields(s *review.Scheme, states []*Person) (out []field) {
	key := func(e review.Evidence) string {
		return e.Sheet + "\x00" + e.Log + "\x00" + e.Item + "\x00" + e.FileHash
	}
	for _, e := range each(states, func(p *Person) []review.Evidence { return p.Subject.Evidence }, key) {
		group, label := "佐证材料", e.Item
		if sheet := s.SheetOf(e.Sheet); sheet != nil {
			group = "佐证材料（" + sheet.Name + "）"
			if it := sheet.ItemOf(e.Item); it != nil {
				label = it.Name
			}
		}
		if l := s.LogOf(e.Log); l != nil {
			group, label = "佐证材料（事项）", l.Name
		}
		k := key(e)
		out = append(out, listField(group, words(label, e.FileName), func(u *review.Subject) *[]review.Evidence { return &u.Evidence },
			func(o review.Evidence) bool { return key(o) == k }, func(o review.Evidence) string { return o.FileName + mark(o.FileHash) }))
	}
	return out
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func pollFields(s *review.Scheme, states []*Person) (out []field) {
	x := s.Exchanged()
	for _, p := range each(states, func(p *Person) []review.Polled { return p.Subject.Polls }, func(p review.Polled) string { return p.Poll }) {
		group, vote := p.Poll, review.Vote{}
		if poll := s.PollOf(p.Poll); poll != nil {
			group, vote = poll.Name, poll.Vote
		}
		f := listField(group, "票数", func(u *review.Subject) *[]review.Polled { return &u.Polls }, func(o review.Polled) bool { return o.Poll == p.Poll },
			func(o review.Polled) string { return words(o.Tally.Date.String(), tallyText(&o.Tally, vote)) })
		f.held = !x.Poll(p.Poll)
		out = append(out, f)
	}
	return out
}

// factFields are bonuses and penalties, and the facts that shut out.
func factFields(s *review.Scheme, states []*Person) (out []field) {
	x := s.Exchanged()
	for _, g := range each(states, func(p *Person) []review.Given { return p.Subject.Extras }, func(g review.Given) string { return g.Extra }) {
		label := g.Extra
		if e := s.ExtraOf(g.Extra); e != nil {
			label = e.Name
		}
		f := listField("加分扣分", label, func(u *review.Subject) *[]review.Given { return &u.Extras }, func(o review.Given) bool { return o.Extra == g.Extra },
			func(o review.Given) string {
				return words(fmt.Sprintf("%d 次", o.Times), o.Reason, o.DocNo, o.Date.String())
			})
		f.held = !x.Extra(g.Extra)
		out = append(out, f)
	}
	for _, b := range each(states, func(p *Person) []review.Barred { return p.Subject.Bars }, func(b review.Barred) string { return b.Bar }) {
		label := b.Bar
		if bar := s.BarOf(b.Bar); bar != nil {
			label = bar.Name
		}
		f := listField("否决情形", label, func(u *review.Subject) *[]review.Barred { return &u.Bars }, func(o review.Barred) bool { return o.Bar == b.Bar },
			func(o review.Barred) string { return words("有", o.Reason, o.Date.String()) })
		f.held = !x.Bar(b.Bar)
		out = append(out, f)
	}
	return out
}

func eventFields(s *review.Scheme, states []*Person) (out []field) {
	x := s.Exchanged()
	for _, e := range each(states, func(p *Person) []review.Event { return p.Subject.Events }, func(e review.Event) string { return e.ID }) {
		group, log := e.Log, s.LogOf(e.Log)
		if log != nil {
			group = log.Name
		}
		label := cmp.Or(words(e.Date.String(), e.Title), "没有日期的一条")
		f := listField(group, label, func(u *review.Subject) *[]review.Event { return &u.Events }, func(o review.Event) bool { return o.ID == e.ID },
			func(o review.Event) string { return eventText(log, o) })
		f.held = !x.Log(e.Log)
		out = append(out, f)
	}
	return out
}

func eventText(l *review.Log, e review.Event) string {
	out := []string{e.Date.String(), e.Title, strings.Join(e.People, "、"), e.Place, e.State}
	if l != nil {
		for _, f := range l.Fields {
			out = append(out, prefixed(f.Name+"：", strings.TrimSpace(e.Fields[f.Key])))
		}
	}
	if e.Back {
		out = append(out, "已收回")
	}
	return words(out...)
}

// maxFinding is how much of a finding names its explanation, in characters.
const maxFinding = 40

// waiverFields are the findings that somebody explained.
func waiverFields(states []*Person) (out []field) {
	for _, w := range each(states, func(p *Person) []review.Waiver { return p.Waivers }, func(w review.Waiver) string { return w.Key }) {
		label := cmp.Or(w.Finding, "编号 "+w.Key)
		if r := []rune(label); len(r) > maxFinding {
			label = string(r[:maxFinding]) + "…"
		}
		has := func(p *Person) *review.Waiver {
			if i := slices.IndexFunc(p.Waivers, func(o review.Waiver) bool { return o.Key == w.Key }); i >= 0 {
				return &p.Waivers[i]
			}
			return nil
		}
		reason := func(p *Person) string {
			if x := has(p); x != nil {
				return x.Reason
			}
			return ""
		}
		out = append(out, field{group: groupWaiver, label: label,
			same: func(p *Person) any { return reason(p) },
			show: func(p *Person) string {
				if x := has(p); x != nil {
					return x.Reason + prefixed("——", x.By)
				}
				return ""
			},
			take: func(to, from *Person) {
				to.Waivers = slices.DeleteFunc(slices.Clone(to.Waivers), func(o review.Waiver) bool { return o.Key == w.Key })
				if x := has(from); x != nil {
					to.Waivers = append(to.Waivers, *x)
				}
			}})
	}
	return out
}
