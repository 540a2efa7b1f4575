package store

import (
	"encoding/json"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/review"
)

// Kinds of records, as history, events and the audit name them.
const (
	KindCadre   = "cadre"
	KindSource  = "source"
	KindRound   = "round"
	KindBranch  = "branch"
	KindPanel   = "panel"
	KindSubject = "subject"
	KindWaiver  = "waiver"
	KindSetting = "setting"
)

// kind says how a record is kept: its table (named as the kind), what it is
// called, and which columns stand beside its JSON body.
type kind struct {
	key     string
	label   string
	fresh   func() any
	ident   func(any) string
	title   func(any) string // for messages
	columns func(any) map[string]any
}

func define[T any](key, label string, ident, title func(*T) string, columns func(*T) map[string]any) *kind {
	return &kind{
		key: key, label: label,
		fresh:   func() any { return new(T) },
		ident:   func(v any) string { return ident(v.(*T)) },
		title:   func(v any) string { return title(v.(*T)) },
		columns: func(v any) map[string]any { return columns(v.(*T)) },
	}
}

// source is where a person's record came from; the bytes are a stored file.
type source struct {
	CadreID string `json:"cadreId"`
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Hash    string `json:"hash"`
}

type setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

var kinds = map[string]*kind{}

func init() {
	for _, k := range []*kind{
		define(KindCadre, "干部",
			func(c *cadre.Cadre) string { return c.ID },
			func(c *cadre.Cadre) string { return c.Name }, cadreColumns),
		define(KindSource, "来源文件", sourceID,
			func(s *source) string { return s.Name },
			func(s *source) map[string]any {
				return map[string]any{"cadre_id": s.CadreID, "kind": s.Kind, "file_hash": s.Hash}
			}),
		define(KindRound, "考察批次",
			func(r *review.Round) string { return r.ID },
			func(r *review.Round) string { return r.Name },
			func(r *review.Round) map[string]any { return map[string]any{"name": clean(r.Name)} }),
		define(KindBranch, "党总支",
			func(b *review.Branch) string { return b.ID },
			func(b *review.Branch) string { return b.Name },
			func(b *review.Branch) map[string]any {
				return map[string]any{"round_id": b.RoundID, "name": clean(b.Name), "ord": b.Order}
			}),
		define(KindPanel, "考察组",
			func(p *review.Panel) string { return p.ID },
			func(p *review.Panel) string { return p.Name },
			func(p *review.Panel) map[string]any {
				return map[string]any{"round_id": p.RoundID, "name": clean(p.Name)}
			}),
		define(KindSubject, "考察对象",
			func(s *review.Subject) string { return s.ID },
			func(s *review.Subject) string { return s.ID }, subjectColumns),
		define(KindWaiver, "问题处理说明", waiverID,
			func(w *review.Waiver) string { return w.Key },
			func(w *review.Waiver) map[string]any { return map[string]any{"round_id": w.RoundID} }),
		define(KindSetting, "设置",
			func(s *setting) string { return s.Key },
			func(s *setting) string { return s.Key },
			func(*setting) map[string]any { return map[string]any{} }),
	} {
		kinds[k.key] = k
	}
}

func sourceID(s *source) string        { return s.CadreID + "/" + s.Kind }
func waiverID(w *review.Waiver) string { return w.RoundID + "/" + w.Key }

// KindName is the Chinese word for a kind of record.
func KindName(key string) string {
	if k := kinds[key]; k != nil {
		return k.label
	}
	return key
}

func subjectColumns(s *review.Subject) map[string]any {
	return map[string]any{"round_id": s.RoundID, "cadre_id": null(s.CadreID), "name": clean(s.Name), "branch_id": null(s.BranchID),
		"panel_id": null(s.PanelID), "ord": s.Order, "stage": s.Stage}
}

func cadreColumns(c *cadre.Cadre) map[string]any {
	full, initials := pinyin.Keys(c.Name)
	p := c.Probation
	return map[string]any{
		"name": clean(c.Name), "name_pinyin": full, "id_number": clean(c.IDNumber),
		"birth": c.Birth.String(), "branch": clean(c.Branch), "unit": clean(c.Unit),
		"position": clean(c.Position), "rank": clean(c.Rank),
		"probation_start": p.Start.String(), "probation_months": p.Months,
		"probation_end": p.End.String(), "probation_formal": p.FormalDate.String(),
		"search":     searchText(full, initials, c.Name, strings.Join(strings.Fields(c.Name), ""), c.StaffNo, c.Unit, c.Branch, c.Position, c.Probation.Position),
		"photo_hash": null(c.PhotoHash),
		"brief":      briefText(c),
	}
}

// searchText joins what the search box looks through, folded for comparison.
func searchText(parts ...string) string {
	return fold(clean(strings.Join(parts, "\n")))
}

// fold makes upper and lower case, full and half width look alike.
func fold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r > '！'-1 && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s))
}

// clean drops NUL, which no SQL text may hold.
func clean(s string) string { return strings.ReplaceAll(s, "\x00", "") }

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func marshal(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
