package job

import (
	"context"
	"fmt"
	"slices"

	"kaocha/data/review"
)

// Cautions are what still follows from grades in other rounds for the cadres with
// these IDs, as the schemes of those rounds say (结果运用): told when somebody is
// taken into a round. One line each.
func (s *Session) Cautions(ctx context.Context, ids []string) ([]string, error) {
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for i := range rounds {
		w, err := s.WorkOn(&rounds[i])
		if err != nil {
			return nil, err
		}
		if len(w.Scheme.Consequences) == 0 {
			continue
		}
		err = s.Store.EachFile(ctx, rounds[i].ID, func(f *review.File) error {
			if f.Subject.CadreID != "" && slices.Contains(ids, f.Subject.CadreID) {
				for _, c := range w.Scheme.ConsequencesOf(f.Subject, rounds[i].Assessed, s.Today()) {
					out = append(out, fmt.Sprintf("%s：在“%s”中为“%s”，%s", f.Cadre.Name, rounds[i].Name, f.Subject.Concluded(), c.Text))
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
