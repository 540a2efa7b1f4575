package job

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/store"
)

// MergePlan shows what becomes of two records of the same person.
type MergePlan struct {
	Keep, Other *cadre.Cadre
	Pairs       []cadre.Pair // the fields that differ
	Rounds      []string     // names of the rounds whose subject goes over to Keep
	Warnings    []string     // why they may be two persons after all
}

// PlanMerge compares a record that is to be kept with one that goes up in it.
// Nothing is written. It refuses what cannot be merged, with the reason.
func (s *Session) PlanMerge(ctx context.Context, keepID, otherID string) (*MergePlan, error) {
	if keepID == otherID {
		return nil, use("选的是同一条记录，没有可以合并的；请选两条")
	}
	keep, err := s.Store.Cadre(ctx, keepID)
	if err != nil {
		return nil, err
	}
	other, err := s.Store.Cadre(ctx, otherID)
	if err != nil {
		return nil, err
	}
	p := &MergePlan{Keep: keep, Other: other, Pairs: cadre.Pairs(keep, other)}
	if err := p.addRounds(ctx, s.Store.Reader); err != nil {
		return nil, err
	}
	a, errA := idnum.Parse(keep.IDNumber)
	b, errB := idnum.Parse(other.IDNumber)
	if errA == nil && errB == nil && a.Number != b.Number {
		p.Warnings = append(p.Warnings, "两条记录的身份证号都有效而且不同，多半是两个人")
	}
	if keep.Name != other.Name {
		p.Warnings = append(p.Warnings, "两条记录的姓名不同")
	}
	return p, nil
}

// addRounds finds the rounds of the other record; a round that has both as
// subjects stands in the way.
func (p *MergePlan) addRounds(ctx context.Context, r store.Reader) error {
	mine, err := r.SubjectsOf(ctx, p.Keep.ID)
	if err != nil {
		return err
	}
	theirs, err := r.SubjectsOf(ctx, p.Other.ID)
	if err != nil {
		return err
	}
	in := map[string]bool{}
	for _, s := range mine {
		in[s.RoundID] = true
	}
	for _, s := range theirs {
		round, err := r.Round(ctx, s.RoundID)
		if err != nil {
			return err
		}
		if in[s.RoundID] {
			return fmt.Errorf("两条记录都是批次“%s”的考察对象，不能合并；请先在该批次中移除其中一条", round.Name)
		}
		p.Rounds = append(p.Rounds, round.Name)
	}
	return nil
}

// Sides are the choices the plan begins with: those that need no decision.
func (p *MergePlan) Sides() map[string]cadre.Side {
	out := map[string]cadre.Side{}
	for _, x := range p.Pairs {
		switch {
		case x.Conflict:
		case x.Take:
			out[x.Key] = cadre.OtherSide
		default:
			out[x.Key] = cadre.KeepSide
		}
	}
	return out
}

// Undecided lists the fields that a person still has to decide.
func (p *MergePlan) Undecided(sides map[string]cadre.Side) (keys []string) {
	for _, x := range p.Pairs {
		if sides[x.Key] == "" {
			keys = append(keys, x.Key)
		}
	}
	return keys
}

// Merge writes the plan as one step: the kept record with the chosen values, the
// other's subjects and originals moved to it, the other record deleted. It
// refuses while a field is undecided, and when a record was changed since.
func (s *Session) Merge(ctx context.Context, p *MergePlan, sides map[string]cadre.Side) error {
	if open := p.Undecided(sides); len(open) > 0 {
		return use("还有 %d 项两条记录说法不同，要先决定取哪一条的：%s", len(open), strings.Join(open, "、"))
	}
	for key, side := range sides {
		if !slices.ContainsFunc(p.Pairs, func(x cadre.Pair) bool { return x.Key == key }) {
			return use("“%s”在两条记录里没有不同，不用选择", key)
		}
		if side == cadre.BothSides && !cadre.IsList(key) {
			return use("“%s”只能取一条的；简历和家庭成员才能合在一起", key)
		}
	}
	if err := s.keptBefore(ctx, "合并"); err != nil {
		return err
	}
	joined := cadre.Joined(p.Keep, p.Other, sides)
	return s.Store.Do(ctx, "合并 "+p.Keep.Name+" 的两条记录", func(tx *store.Tx) error {
		for _, c := range []*cadre.Cadre{p.Keep, p.Other} {
			if err := tx.Expect(c); err != nil {
				return err
			}
		}
		if err := tx.SaveCadre(&joined); err != nil {
			return err
		}
		if err := (&MergePlan{Keep: p.Keep, Other: p.Other}).addRounds(ctx, tx.Reader); err != nil {
			return err
		}
		subs, err := tx.SubjectsOf(ctx, p.Other.ID)
		if err != nil {
			return err
		}
		for i := range subs {
			subs[i].CadreID = p.Keep.ID
			if err := tx.SaveSubject(&subs[i]); err != nil {
				return err
			}
		}
		if err := tx.MoveSources(p.Other.ID, p.Keep.ID); err != nil {
			return err
		}
		return tx.DeleteCadre(p.Other.ID)
	})
}
