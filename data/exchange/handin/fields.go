package handin

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// Groups of fields, as the plan shows them.
const (
	groupPerson = "登记表"
	groupStage  = "环节"
	groupItem   = "材料"
	groupTally  = "民主测评"
	groupTalk   = "谈话记录"
	groupReport = "考察报告"
	groupWord   = "意见与决定"
	groupScore  = "考核"
	groupWaiver = "问题说明"
)

// idField is the field that says who a person is.
const idField = "身份证号"

// field is one thing that is compared and taken as a whole.
type field struct {
	group, label string
	secret       bool                   // masked on lists
	above        bool                   // filled in by the department or above
	held         bool                   // stays with whoever assesses: no side is asked for it
	same         func(p *Person) any    // what is compared
	show         func(p *Person) string // "" for nothing there
	take         func(to, from *Person)
}

// equal compares the field of two persons as it is stored: an empty list is
// nothing.
func (f *field) equal(a, b *Person) bool {
	x, err1 := json.Marshal(f.same(a))
	y, err2 := json.Marshal(f.same(b))
	return err1 == nil && err2 == nil && plain(x) == plain(y)
}

func plain(b []byte) string {
	if s := string(b); s != "[]" && s != "{}" && s != `""` {
		return s
	}
	return "null"
}

// fieldsOf lists the fields of some states of one person, in the order of the
// forms. panels adds the panel, which only the department gives.
func fieldsOf(s *review.Scheme, panels map[string]string, states ...*Person) []field {
	var out []field
	if !slices.ContainsFunc(states, func(p *Person) bool { return p != nil && p.Subject.ID != "" && p.Subject.CadreID == "" }) {
		out = personFields()
	}
	out = append(out, stageField(s))
	if panels != nil && !s.Assesses() {
		out = append(out, field{group: groupStage, label: "考察组",
			same: func(p *Person) any { return p.Subject.PanelID },
			show: func(p *Person) string { return panels[p.Subject.PanelID] },
			take: func(to, from *Person) { to.Subject.PanelID = from.Subject.PanelID }})
	}
	for _, it := range s.Material {
		out = append(out, itemField(it.Key, it.Name))
	}
	out = append(out, field{group: groupTally, label: "测评汇总",
		same: func(p *Person) any { return p.Subject.Tally },
		show: func(p *Person) string { return tallyText(p.Subject.Tally, s.Vote) },
		take: func(to, from *Person) { to.Subject.Tally = from.Subject.Tally }})
	for _, id := range talkIDs(states) {
		out = append(out, talkField(id, states))
	}
	out = append(out, reportFields(s)...)
	for _, o := range s.Opinions {
		f := opinionField(o)
		f.above = !s.FilledByBranch(o.Key)
		out = append(out, f)
	}
	out = append(out, assessFields(s, states)...)
	out = append(out, waiverFields(states)...)
	return append(out, field{group: groupWord, label: "决定", above: true,
		same: func(p *Person) any { return p.Subject.Decision },
		show: func(p *Person) string {
			d := p.Subject.Decision
			if d == nil {
				return ""
			}
			return words(d.Outcome, d.Date.String(), d.DocNo, d.Meeting, d.Note)
		},
		take: func(to, from *Person) { to.Subject.Decision = from.Subject.Decision }},
		field{group: groupWord, label: "备注", held: s.Assesses(),
			same: func(p *Person) any { return p.Subject.Note },
			show: func(p *Person) string { return p.Subject.Note },
			take: func(to, from *Person) { to.Subject.Note = from.Subject.Note }})
}

func personFields() (out []field) {
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		out = append(out, field{group: groupPerson, label: f.Key, secret: f.Secret,
			same: func(p *Person) any { return f.Get(&p.Cadre) },
			show: func(p *Person) string { return f.Get(&p.Cadre) },
			take: func(to, from *Person) { cadre.Take(&to.Cadre, &from.Cadre, f.Key) }})
	}
	return append(out, field{group: groupPerson, label: cadre.PhotoKey,
		same: func(p *Person) any { return p.Cadre.PhotoHash },
		show: func(p *Person) string {
			if h := p.Cadre.PhotoHash; h != "" {
				return "照片（" + h[:min(8, len(h))] + "）"
			}
			return ""
		},
		take: func(to, from *Person) { to.Cadre.PhotoHash = from.Cadre.PhotoHash }})
}

func stageField(s *review.Scheme) field {
	return field{group: groupStage, label: "环节",
		same: func(p *Person) any { return p.Subject.Stage },
		show: func(p *Person) string { return s.StageName(p.Subject.Stage) },
		take: func(to, from *Person) { to.Subject.Stage, to.Subject.Moves = from.Subject.Stage, from.Subject.Moves }}
}

func itemField(key, name string) field {
	has := func(p *Person) *review.Material {
		if i := slices.IndexFunc(p.Subject.Materials, func(m review.Material) bool { return m.Key == key }); i >= 0 {
			return &p.Subject.Materials[i]
		}
		return nil
	}
	return field{group: groupItem, label: name,
		same: func(p *Person) any { return has(p) },
		show: func(p *Person) string {
			m := has(p)
			if m == nil {
				return ""
			}
			pages, typed := "", ""
			if m.Pages > 0 {
				pages = fmt.Sprintf("%d 页", m.Pages)
			}
			if m.Text != "" {
				typed = fmt.Sprintf("文字 %d 字", len([]rune(m.Text)))
			}
			return words(review.StateNames[m.State], m.FileName, mark(m.FileHash), pages, typed, m.Date.String(), strings.Join(m.SignedBy, "、"), m.Note)
		},
		take: func(to, from *Person) {
			if m := has(from); m != nil {
				to.Subject.SetMaterial(*m)
				return
			}
			to.Subject.Materials = slices.DeleteFunc(to.Subject.Materials, func(m review.Material) bool { return m.Key == key })
		}}
}

// mark tells two files of one name apart.
func mark(hash string) string {
	if hash == "" {
		return ""
	}
	return "（" + hash[:min(8, len(hash))] + "）"
}

func tallyText(t *review.Tally, v review.Vote) string {
	if t == nil {
		return ""
	}
	var out []string
	for _, g := range t.Groups {
		line := g.Group
		if i := slices.IndexFunc(v.Groups, func(x review.Group) bool { return x.Key == g.Group }); i >= 0 {
			line = v.Groups[i].Name
		}
		for _, n := range []struct {
			name string
			v    *int
		}{{"发出", g.Issued}, {"收回", g.Returned}, {"有效", g.Valid}, {"无效", g.Invalid}} {
			if n.v != nil {
				line += fmt.Sprintf(" %s %d", n.name, *n.v)
			}
		}
		keys := make([]string, 0, len(g.Grades))
		for k := range g.Grades {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			line += fmt.Sprintf(" %s %d", k, g.Grades[k])
		}
		out = append(out, strings.TrimSpace(line))
	}
	if len(t.Counts) > 0 {
		out = append(out, fmt.Sprintf("逐张计票 %d 次", len(t.Counts)))
	}
	return words(append([]string{t.Date.String()}, out...)...)
}

// talkIDs are the interviews of all states, in the order they first occur.
func talkIDs(states []*Person) (ids []string) {
	for _, p := range states {
		if p == nil {
			continue
		}
		for _, t := range p.Subject.Talks {
			if !slices.Contains(ids, t.ID) {
				ids = append(ids, t.ID)
			}
		}
	}
	return ids
}

func talkField(id string, states []*Person) field {
	has := func(p *Person) *review.Talk {
		if i := slices.IndexFunc(p.Subject.Talks, func(t review.Talk) bool { return t.ID == id }); i >= 0 {
			return &p.Subject.Talks[i]
		}
		return nil
	}
	label := "谈话"
	for _, p := range states {
		if p == nil {
			continue
		}
		if t := has(p); t != nil {
			label = words("与"+t.Interviewee, t.Date.String())
		}
	}
	return field{group: groupTalk, label: label,
		same: func(p *Person) any { return has(p) },
		show: func(p *Person) string {
			t := has(p)
			if t == nil {
				return ""
			}
			n := 0
			for _, x := range t.Texts {
				n += len([]rune(x))
			}
			return words("与"+t.Interviewee, t.Date.String(), t.Verdict, fmt.Sprintf("记录 %d 字", n))
		},
		take: func(to, from *Person) {
			talks := slices.DeleteFunc(slices.Clone(to.Subject.Talks), func(t review.Talk) bool { return t.ID == id })
			if t := has(from); t != nil {
				talks = append(talks, *t)
			}
			slices.SortStableFunc(talks, func(a, b review.Talk) int {
				if c := a.Date.Compare(b.Date); c != 0 {
					return c
				}
				return strings.Compare(a.ID, b.ID)
			})
			to.Subject.Talks = talks
		}}
}

func reportFields(s *review.Scheme) (out []field) {
	for _, sec := range s.Report.Sections {
		if sec.Kind == "votes" {
			continue // derived
		}
		key := sec.Key
		if sec.Kind == "biography" {
			out = append(out, field{group: groupReport, label: "简历段",
				same: func(p *Person) any { return p.Subject.Report.Biography },
				show: func(p *Person) string { return p.Subject.Report.Biography },
				take: func(to, from *Person) { to.Subject.Report.Biography = from.Subject.Report.Biography }})
			continue
		}
		out = append(out, field{group: groupReport, label: sec.Title,
			same: func(p *Person) any { return p.Subject.Report.Texts[key] },
			show: func(p *Person) string { return p.Subject.Report.Texts[key] },
			take: func(to, from *Person) {
				if to.Subject.Report.Texts == nil {
					to.Subject.Report.Texts = map[string]string{}
				}
				to.Subject.Report.Texts[key] = from.Subject.Report.Texts[key]
			}})
	}
	return append(out,
		field{group: groupReport, label: "评价等级",
			same: func(p *Person) any { return p.Subject.Report.Grade },
			show: func(p *Person) string { return p.Subject.Report.Grade },
			take: func(to, from *Person) { to.Subject.Report.Grade = from.Subject.Report.Grade }},
		field{group: groupReport, label: "日期和签字",
			same: func(p *Person) any {
				return []any{p.Subject.Report.Date, append([]string{}, p.Subject.Report.SignedBy...)}
			},
			show: func(p *Person) string {
				return words(p.Subject.Report.Date.String(), strings.Join(p.Subject.Report.SignedBy, "、"))
			},
			take: func(to, from *Person) {
				to.Subject.Report.Date, to.Subject.Report.SignedBy = from.Subject.Report.Date, from.Subject.Report.SignedBy
			}})
}

func opinionField(o review.Office) field {
	return field{group: groupWord, label: o.Name,
		same: func(p *Person) any { return p.Subject.OpinionOf(o.Key) },
		show: func(p *Person) string {
			x := p.Subject.OpinionOf(o.Key)
			return words(x.Grade, x.Advice, x.Text, x.Signer, x.Date.String())
		},
		take: func(to, from *Person) { to.Subject.SetOpinion(from.Subject.OpinionOf(o.Key)) }}
}

func words(list ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(list), func(s string) bool { return strings.TrimSpace(s) == "" }), " ")
}
