package sample

import (
	"fmt"
	"slices"

	"kaocha/data/review"
)

// subject makes a subject of a sample through the same rules that a clerk's entry
// goes through.
func (in *installer) subject(u assessedUnit) (*review.Subject, error) {
	kind := u.Kind
	if kind == "" {
		kind = in.s.Kinds[0].Key
	}
	sub := &review.Subject{Name: u.Name, Kind: kind, Unit: u.Unit, Group: u.Group, Roles: u.Roles}
	for _, r := range u.Roles {
		if in.s.RoleOf(r) == nil {
			return nil, fmt.Errorf("没有身份“%s”", r)
		}
	}
	for _, step := range []func(*review.Subject, assessedUnit) error{in.scores, in.evidence, in.polls, in.facts} {
		if err := step(sub, u); err != nil {
			return nil, err
		}
	}
	for _, e := range u.Events {
		ev, err := in.event(e, kind)
		if err != nil {
			return nil, err
		}
		sub.Events = append(sub.Events, ev)
	}
	for _, key := range u.Materials {
		sub.SetMaterial(review.Material{Key: key, State: review.Checked, Paper: true, Electronic: true})
	}
	if u.Grade == "" && len(u.Awards) == 0 && u.Conclusion == "" {
		return sub, nil
	}
	return sub, in.s.Conclude(sub, review.Conclusion{Grade: u.Grade, Awards: u.Awards, Reason: u.Conclusion, Date: in.round.Assessed})
}

func (in *installer) scores(sub *review.Subject, u assessedUnit) error {
	give := func(sheet, who string, points []float64) error {
		x := in.s.SheetOf(sheet)
		if x == nil || len(points) != len(x.Items()) {
			return fmt.Errorf("计分表“%s”与 %d 个得分对不上", sheet, len(points))
		}
		for i, it := range x.Items() {
			if err := in.s.GivePoints(sub, sheet, it.Key, who, &points[i], u.Reasons[it.Key]); err != nil {
				return err
			}
			if proof := u.Proofs[it.Key]; proof != "" {
				if err := in.s.Prove(sub, sheet, it.Key, proof); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for i := range in.s.Sheets { // in the scheme's order: maps have none
		sheet := in.s.Sheets[i].Key
		if points, ok := u.Scores[sheet]; ok {
			if err := give(sheet, "", points); err != nil {
				return err
			}
		}
		for _, e := range u.Scorers[sheet] {
			if err := give(sheet, e.Name, e.Points); err != nil {
				return err
			}
		}
	}
	return nil
}

// evidence writes the files as they were handed in and takes them in.
func (in *installer) evidence(sub *review.Subject, u assessedUnit) error {
	l := look{paper: "A4", font: "仿宋", size: 16, exact: 28}
	for _, x := range u.Evidence {
		l.title = x.Name
		name := x.Name + ".docx"
		h, err := in.tx.PutFile(name, summaryFile(l, x.Lines, u.Name))
		if err != nil {
			return err
		}
		if err := in.s.AddEvidence(sub, review.Evidence{Sheet: x.Sheet, Item: x.Item, FileHash: h, FileName: name}); err != nil {
			return err
		}
	}
	return nil
}

func (in *installer) polls(sub *review.Subject, u assessedUnit) error {
	for i := range in.s.Polls {
		p := &in.s.Polls[i]
		groups, ok := u.Polls[p.Key]
		if !ok {
			continue
		}
		t := sub.NeedPollTally(p.Key)
		t.Date, t.Counters, t.Scrutineers = in.round.Assessed, []string{"计票员"}, []string{"监票员"}
		for _, g := range groups {
			c, err := pollGroup(p, g)
			if err != nil {
				return err
			}
			t.Groups = append(t.Groups, c)
		}
		if view := in.s.PollView(p); !review.TallyOK(view, t) {
			return fmt.Errorf("%s的票数不平：%v", p.Name, review.Reconcile(view, t))
		}
	}
	return nil
}

// pollGroup is a voter group's count with what follows from the votes.
func pollGroup(p *review.Poll, g pollSample) (review.GroupCount, error) {
	answers := make([]string, 0, len(p.Grades)+1)
	for _, x := range p.Grades {
		answers = append(answers, x.Key)
	}
	if p.Abstain != "" {
		answers = append(answers, p.Abstain)
	}
	c := review.GroupCount{Group: g.Group, Items: map[string]map[string]int{}}
	items := p.Items[len(p.Items)-len(g.Rows):]
	valid := 0
	for i, row := range g.Rows {
		if len(row) != len(answers) {
			return c, fmt.Errorf("%s的“%s”要有 %d 个数", p.Name, items[i], len(answers))
		}
		votes := map[string]int{}
		valid = 0
		for k, n := range row {
			votes[answers[k]] = n
			valid += n
		}
		if i == len(g.Rows)-1 {
			c.Grades = votes
		} else {
			c.Items[items[i]] = votes
		}
	}
	returned := valid + g.Invalid
	issued, expected := max(g.Issued, returned), max(g.Expected, g.Issued, returned)
	c.Valid, c.Invalid, c.Returned, c.Issued, c.Present, c.Expected = &valid, &g.Invalid, &returned, &issued, &issued, &expected
	return c, nil
}

func (in *installer) facts(sub *review.Subject, u assessedUnit) error {
	for _, x := range u.Extras {
		if err := in.s.GiveExtra(sub, review.Given{Extra: x.Key, Times: x.Times, Reason: x.Reason, DocNo: x.Doc, Date: in.round.Assessed}); err != nil {
			return err
		}
	}
	keys := make([]string, 0, len(u.Bars))
	for k := range u.Bars {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if err := in.s.Shut(sub, review.Barred{Bar: k, Reason: u.Bars[k], Date: in.round.Assessed}); err != nil {
			return err
		}
	}
	return nil
}
