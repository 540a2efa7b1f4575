package job

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
)

// RoundPlan is a whole round as it is to begin: what it is, whom it reviews and
// by which panels.
type RoundPlan struct {
	NewRound
	Cadres []string // IDs from the register
	Panels []PanelPlan
}

// PanelPlan is a panel and the branches, by name, whose subjects it reviews.
type PanelPlan struct {
	Name, Leader string
	Members      []string
	Branches     []string
}

// SetUp makes a round with its subjects and panels as one step: all of it or
// nothing.
func (s *Session) SetUp(ctx context.Context, p RoundPlan) (*review.Round, error) {
	r, sch, err := s.newRound(ctx, p.NewRound)
	if err != nil {
		return nil, err
	}
	if err := checkPanels(p.Panels); err != nil {
		return nil, err
	}
	w := &Work{Session: s, Round: r, Scheme: sch}
	err = s.Store.Do(ctx, "新建批次 "+r.Name, func(tx *store.Tx) error {
		if err := tx.SaveRound(r); err != nil {
			return err
		}
		of := map[string]string{} // branch name → panel ID
		for _, x := range p.Panels {
			pn := review.Panel{RoundID: r.ID, Name: x.Name, Leader: x.Leader, Members: x.Members}
			if err := tx.SavePanel(&pn); err != nil {
				return err
			}
			for _, b := range x.Branches {
				of[b] = pn.ID
			}
		}
		var branches []review.Branch
		for _, id := range p.Cadres {
			if _, _, err := w.addSubject(ctx, tx, id, &branches, func(b string) string { return of[b] }); err != nil {
				return err
			}
		}
		return nil
	})
	return r, err
}

// checkPanels sees that every panel has a name of its own and a leader, and that
// a branch has one panel.
func checkPanels(panels []PanelPlan) error {
	var names []string
	of := map[string]string{}
	for _, x := range panels {
		if err := checkPanel(x.Name, x.Leader, x.Members); err != nil {
			return err
		}
		if slices.Contains(names, x.Name) {
			return use("有两个考察组都叫“%s”，请改成不同的名称", x.Name)
		}
		names = append(names, x.Name)
		for _, b := range x.Branches {
			if of[b] != "" {
				return use("“%s”同时归“%s”和“%s”，请只留一个", b, of[b], x.Name)
			}
			of[b] = x.Name
		}
	}
	return nil
}

// checkPanel sees that a panel can sign: a name, a leader, nobody twice.
func checkPanel(name, leader string, members []string) error {
	if strings.TrimSpace(name) == "" || strings.TrimSpace(leader) == "" {
		return use("请写明考察组的名称和组长")
	}
	seen := map[string]bool{leader: true}
	for _, m := range members {
		if seen[m] {
			return use("“%s”里“%s”写了两次；成员里不用再写组长", name, m)
		}
		seen[m] = true
	}
	return nil
}

// AssignPanel gives subjects a panel as one step and saves the panel, made when
// the round has none of that name.
func (w *Work) AssignPanel(ctx context.Context, ids []string, p review.Panel) error {
	if w.Round.Closed {
		return errClosed
	}
	if err := checkPanel(p.Name, p.Leader, p.Members); err != nil {
		return err
	}
	panels, err := w.Store.Panels(ctx, w.Round.ID)
	if err != nil {
		return err
	}
	p.RoundID = w.Round.ID
	for _, o := range panels {
		if o.Name == p.Name {
			p.ID = o.ID
		}
	}
	return w.each(ctx, ids, fmt.Sprintf("%d 人归 %s", len(ids), p.Name), func(tx *store.Tx) error { return tx.SavePanel(&p) },
		func(f *review.File) error { f.Subject.PanelID = p.ID; return nil })
}

// Remove takes subjects out of the round as one step; the register is untouched.
func (w *Work) Remove(ctx context.Context, ids []string) error {
	if w.Round.Closed {
		return errClosed
	}
	return w.Store.Do(ctx, fmt.Sprintf("移出考察对象 %d 人", len(ids)), func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.DeleteSubject(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// each changes subjects, as they are stored now, in one step.
func (w *Work) each(ctx context.Context, ids []string, label string, first func(*store.Tx) error, change func(*review.File) error) error {
	return w.Store.Do(ctx, label, func(tx *store.Tx) error {
		if first != nil {
			if err := first(tx); err != nil {
				return err
			}
		}
		for _, id := range ids {
			f, err := tx.SubjectFile(ctx, id)
			if err != nil {
				return err
			}
			if err := change(f); err != nil {
				return fmt.Errorf("%s：%w", f.Cadre.Name, err)
			}
			if err := tx.SaveSubject(f.Subject); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReceiveAll records the same about one material of several subjects as one step.
func (w *Work) ReceiveAll(ctx context.Context, ids []string, it *review.Item, r Receipt) error {
	if r.File != nil {
		return use("收到的文件要按人登记")
	}
	return w.each(ctx, ids, fmt.Sprintf("登记%s %d 人", it.Name, len(ids)), nil, func(f *review.File) error {
		m, err := w.received(f, it, r)
		if err == nil {
			f.Subject.SetMaterial(*m)
		}
		return err
	})
}

// ChangeRound changes a round's name, school, dates and paper as one step; the
// scheme stays. What was changed elsewhere meanwhile is not overwritten.
func (w *Work) ChangeRound(ctx context.Context, n NewRound) error {
	if w.Round.Closed {
		return errClosed
	}
	if strings.TrimSpace(n.Name) == "" {
		return use("请给批次起个名字，如“2025年科级干部试用期考察”")
	}
	if err := KnownPaper(n.Paper); err != nil {
		return err
	}
	next := *w.Round
	next.Name, next.School, next.Paper = strings.TrimSpace(n.Name), strings.TrimSpace(n.School), cmp.Or(n.Paper, w.Scheme.Paper)
	next.Notified, next.Assessed, next.Deadline = n.Notified, n.Assessed, n.Deadline
	return w.Store.Do(ctx, "修改批次 "+next.Name, func(tx *store.Tx) error {
		if err := tx.Expect(w.Round); err != nil {
			return err
		}
		return tx.SaveRound(&next)
	})
}

// SetBranch saves who heads a branch and whom to ask there.
func (w *Work) SetBranch(ctx context.Context, b *review.Branch) error {
	if w.Round.Closed {
		return errClosed
	}
	return w.Store.Do(ctx, "设置党总支 "+b.Name, func(tx *store.Tx) error { return tx.SaveBranch(b) })
}
