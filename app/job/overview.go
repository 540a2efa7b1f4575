package job

import (
	"context"
	"slices"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// Overview is what the first screen shows: who is due, which rounds are open and
// what blocks them.
type Overview struct {
	Cadres int // in the register
	Due    []DuePerson
	Rounds []RoundView // that are not closed, the newest first
}

// DuePerson is a person whose probation is over or ends soon.
type DuePerson struct {
	Cadre cadre.Cadre
	End   cadre.Date
	Days  int    // until the end; negative: over
	Round string // name of the open round the person is in, "" for none
}

// RoundView is an open round and how far it is.
type RoundView struct {
	*Work
	Subjects int
	Progress *review.Progress
}

// Overview reads it; ahead is how many days before its end a probation is listed.
func (s *Session) Overview(ctx context.Context, ahead int) (*Overview, error) {
	o := &Overview{}
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	in := map[string]string{}
	for i := range rounds {
		if rounds[i].Closed {
			continue
		}
		v, err := s.view(ctx, &rounds[i], in)
		if err != nil {
			return nil, err
		}
		o.Rounds = append(o.Rounds, *v)
	}
	if o.Cadres, err = s.Store.CountCadres(ctx); err != nil {
		return nil, err
	}
	o.Due, err = s.due(ctx, ahead, in)
	return o, err
}

func (s *Session) view(ctx context.Context, r *review.Round, in map[string]string) (*RoundView, error) {
	w, err := s.WorkOn(r)
	if err != nil {
		return nil, err
	}
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range d.Files {
		in[f.Subject.CadreID] = r.Name
	}
	return &RoundView{w, len(d.Files), review.ProgressOf(d)}, nil
}

func (s *Session) due(ctx context.Context, ahead int, in map[string]string) ([]DuePerson, error) {
	today := s.Today()
	usual := &review.Scheme{Probing: review.Probing{Months: cadre.UsualProbation}}
	list, err := (&Work{Session: s, Scheme: usual}).Due(ctx, today.AddDays(ahead+1))
	if err != nil {
		return nil, err
	}
	var out []DuePerson
	for _, c := range list {
		end := c.Probation.EndDate(cadre.UsualProbation)
		out = append(out, DuePerson{*c, end, DaysTo(today, end), in[c.ID]})
	}
	slices.SortStableFunc(out, func(a, b DuePerson) int { return a.End.Compare(b.End) })
	return out, nil
}

// DaysTo is how many days from one date to another; negative when it is past.
func DaysTo(from, to cadre.Date) int {
	return int(to.Time().Sub(from.Time()) / (24 * time.Hour))
}
