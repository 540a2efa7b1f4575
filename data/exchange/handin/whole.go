package handin

import (
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// WholeRound is the name under which a plan and a receipt tell of what concerns
// the round as a whole: its meetings, approvals, inspections.
const WholeRound = "整个批次"

// OfRound tells that the item is no subject but the round itself, with the
// entries of its logs.
func (it *Item) OfRound() bool { return it.round }

// wholeRound adds the entries of the round's logs that a branch handed in. An
// invitation brings none: those of one branch are no other's business.
func (p *Plan) wholeRound() {
	if p.in.Above || !p.in.Scheme.Assesses() {
		return
	}
	as := func(events []review.Event) *Person {
		return &Person{Cadre: cadre.Cadre{Name: WholeRound},
			Subject: review.Subject{ID: p.in.Theirs.Round.ID, RoundID: p.in.Theirs.Round.ID, BranchID: p.in.Theirs.Branch.ID, Events: events}}
	}
	theirs, ours := as(p.in.Theirs.Round.Events), as(p.in.Events)
	it := &Item{Name: WholeRound, Theirs: theirs, Ours: &review.File{Subject: &ours.Subject, Cadre: &ours.Cadre}, plan: p, round: true}
	if p.in.Base != nil {
		it.Base = as(p.in.Base.Round.Events)
	}
	if it.compare(); len(it.Fields) > 0 {
		p.Items = append(p.Items, it)
	}
}

func (it *Item) fields(states ...*Person) []field {
	if it.round {
		return eventFields(it.plan.in.Scheme, states)
	}
	return fieldsOf(it.plan.in.Scheme, it.plan.in.Panels, states...)
}
