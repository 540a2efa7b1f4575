package desktop

import (
	"context"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/rounds"
	"kaocha/data/store"
)

// help shows the manual's page of the present screen (F1).
func (s *shell) help() {
	page := ""
	if c, ok := s.current().(desk.Helper); ok {
		page = c.HelpPage()
	}
	if h, ok := s.current().(*help.Screen); ok {
		h.Show(page)
		return
	}
	s.Open(help.New(s.d, page))
}

// tourGo shows a place of the tour over the sample.
func (s *shell) tourGo(place string) {
	switch place {
	case help.PlaceHome:
		s.goTo(atHome)
	case help.PlaceCadres:
		s.goTo(atCadres)
	case help.PlaceSettings:
		s.goTo(atSettings)
	case help.PlacePerson:
		s.goTo(atCadres)
		s.firstPerson()
	default:
		s.goTo(atRounds)
		s.firstRound(place == help.PlaceSubject)
	}
}

func (s *shell) firstPerson() {
	var id string
	s.d.Do("演示", func(ctx context.Context) error {
		list, _, err := s.d.Session.Store.Cadres(ctx, store.CadreFilter{Sort: "strokes", Limit: 1})
		if len(list) > 0 {
			id = list[0].ID
		}
		return err
	}, func() {
		if id != "" {
			cadres.Open(s.d, id)
		}
	})
}

// firstRound opens the first round, and on it its first subject when asked for.
func (s *shell) firstRound(subject bool) {
	var round, id, name string
	s.d.Do("演示", func(ctx context.Context) error {
		list, err := s.d.Session.Store.Rounds(ctx)
		if err != nil || len(list) == 0 {
			return err
		}
		round = list[0].ID
		subs, err := s.d.Session.Store.Subjects(ctx, round)
		if err != nil || len(subs) == 0 {
			return err
		}
		f, err := s.d.Session.Store.SubjectFile(ctx, subs[0].ID)
		if err == nil {
			id, name = subs[0].ID, f.Cadre.Name
		}
		return err
	}, func() {
		if round == "" {
			return
		}
		s.Open(rounds.NewPage(s.d, round))
		if subject && id != "" {
			rounds.OpenSubject(s.d, round, id, name)
		}
	})
}
