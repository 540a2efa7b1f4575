package job

import (
	"context"
	"fmt"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/review"
	"kaocha/data/store"
)

// Hit is one thing a search over everything found. A subject's hit carries the
// round too.
type Hit struct {
	Kind  string // store.KindCadre, KindSubject or KindRound
	ID    string
	Round string // the round's id, for a subject
	Name  string
	About string // unit, post, round: what tells namesakes apart
}

// Search looks a text up over everything: persons by name, pinyin, initials,
// the end of the ID number, unit or post, their places in the open rounds, and
// rounds by name. At most limit hits of each kind are given.
func (s *Session) Search(ctx context.Context, text string, limit int) ([]Hit, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	list, _, err := s.Store.Cadres(ctx, store.CadreFilter{Text: text, Sort: "strokes", Limit: limit})
	if err != nil {
		return nil, err
	}
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	for i := range list {
		c := &list[i]
		hits = append(hits, Hit{Kind: store.KindCadre, ID: c.ID, Name: c.Name, About: joined("　", c.Unit, c.Position)})
	}
	subjects, err := s.subjectHits(ctx, text, list, rounds, limit)
	if err != nil {
		return nil, err
	}
	hits = append(hits, subjects...)
	n := 0
	for _, r := range rounds {
		if n < limit && (strings.Contains(r.Name, text) || pinyin.MatchText(text, r.Name)) {
			hits = append(hits, Hit{Kind: store.KindRound, ID: r.ID, Name: r.Name, About: joined("　", "考察日期 "+r.Assessed.String())})
			n++
		}
	}
	return hits, nil
}

// subjectHits are the places of the persons in rounds that are not closed, and the
// subjects there that are entered by name.
func (s *Session) subjectHits(ctx context.Context, text string, list []cadre.Cadre, rounds []review.Round, limit int) ([]Hit, error) {
	byID := map[string]*cadre.Cadre{}
	for i := range list {
		byID[list[i].ID] = &list[i]
	}
	var hits []Hit
	for _, r := range rounds {
		if r.Closed || len(hits) >= limit {
			continue
		}
		w, err := s.WorkOn(&r)
		if err != nil {
			return nil, err
		}
		subs, err := s.Store.Subjects(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		for _, sub := range subs {
			name := ""
			if c := byID[sub.CadreID]; c != nil {
				name = c.Name
			} else if sub.CadreID == "" && pinyin.Match(text, sub.Name) {
				name = sub.Name
			}
			if name != "" && len(hits) < limit {
				hits = append(hits, Hit{Kind: store.KindSubject, ID: sub.ID, Round: r.ID, Name: name,
					About: fmt.Sprintf("%s　%s", r.Name, w.Scheme.StageName(sub.Stage))})
			}
		}
	}
	return hits, nil
}

// joined are the parts that say something.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
