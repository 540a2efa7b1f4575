package job

import (
	"context"
	"slices"
	"strings"

	"kaocha/data/review"
)

// Standings ranks the round's subjects and applies the scheme's rules.
func (w *Work) Standings(ctx context.Context) (*review.Standings, *review.Dossier, error) {
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, nil, err
	}
	return review.StandingsOf(d), d, nil
}

// earlier tells who was low in the former rounds of the same scheme: the rounds
// assessed in other years. Nothing for a scheme that does not ask.
func (w *Work) earlier(ctx context.Context) ([]review.Earlier, error) {
	low := w.Scheme.Low
	if low.Last == 0 && len(low.Grades) == 0 {
		return nil, nil
	}
	rounds, err := w.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	var out []review.Earlier
	for i := range rounds {
		r := &rounds[i]
		if r.ID == w.Round.ID || r.SchemeKey != w.Round.SchemeKey || r.Assessed.IsZero() || r.Assessed.Year >= w.Round.Assessed.Year {
			continue
		}
		o, err := w.WorkOn(r)
		if err != nil {
			return nil, err
		}
		d, err := w.Store.Dossier(ctx, r, o.Scheme, w.Today())
		if err != nil {
			return nil, err
		}
		e := review.Earlier{Name: r.Name, Year: r.Assessed.Year, Low: map[string]bool{}}
		for _, x := range review.StandingsOf(d).List {
			if x.IsLow {
				e.Low[strings.Join(strings.Fields(x.File.Cadre.Name), "")] = true
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// former are the rounds of the same scheme assessed before this one, whose texts
// this one's are compared with. Nothing for a scheme that does not repeat or
// does not look for copies.
func (w *Work) former(ctx context.Context) ([]review.Former, error) {
	if w.Scheme.Every == 0 || w.Scheme.Checks.CopySimilarity <= 0 || w.Round.Assessed.IsZero() {
		return nil, nil
	}
	rounds, err := w.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rounds, func(a, b review.Round) int { return a.Assessed.Compare(b.Assessed) })
	var out []review.Former
	for i := range rounds {
		r := &rounds[i]
		if r.SchemeKey != w.Round.SchemeKey || r.Assessed.IsZero() || !r.Assessed.Earlier(w.Round.Assessed) {
			continue
		}
		o, err := w.WorkOn(r)
		if err != nil {
			return nil, err
		}
		d, err := w.Store.Dossier(ctx, r, o.Scheme, w.Today())
		if err != nil {
			return nil, err
		}
		out = append(out, review.Former{Round: r.Name, Files: d.Files})
	}
	return out, nil
}
