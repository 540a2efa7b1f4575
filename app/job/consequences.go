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
		var asked, graded []*review.File
		err = s.Store.EachFile(ctx, rounds[i].ID, func(f *review.File) error {
			if f.Subject.CadreID != "" && slices.Contains(ids, f.Subject.CadreID) {
				asked = append(asked, f)
			}
			if f.Subject.Concluded() != "" {
				graded = append(graded, f)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, f := range asked {
			for _, c := range w.Scheme.ConsequencesOf(f, graded, rounds[i].Assessed, s.Today()) {
				what := "为“" + c.Grade + "”"
				if c.On != "" {
					what = "“" + c.Of + "”" + what
				}
				out = append(out, fmt.Sprintf("%s：在“%s”中%s，%s", f.Cadre.Name, rounds[i].Name, what, c.Text))
			}
		}
	}
	return out, nil
}
