package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/review"
	"kaocha/data/store"
)

// Record names a record whose history is asked for.
type Record struct {
	Kind string // store.KindCadre, KindSubject, KindRound and so on
	ID   string
	Name string // for people
}

// History is what a record was, step by step.
type History struct {
	Record
	Versions []Version // the latest first
	compare  review.Comparing
}

// Version is a record as one step left it; a step that deleted it has what it
// was before.
type Version struct {
	Action  store.Action
	What    string   // 新增, 修改 or 删除
	Changed []string // the fields the step changed
	Groups  []string // and the parts they are of

	body json.RawMessage
}

// Change is a field that was otherwise at a version than it is now.
type Change struct {
	Path      []string // for RestoreFields
	Group     string
	Label     string
	Then, Now string // numbers of identity cards are masked
}

// History reads all versions of a record. It gives ErrNotFound for one that
// nothing is known of.
func (s *Session) History(ctx context.Context, r Record) (*History, error) {
	list, err := s.Store.History(ctx, r.Kind, r.ID)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%w：没有%s“%s”的修改记录", store.ErrNotFound, store.KindName(r.Kind), r.Name)
	}
	h := &History{Record: r}
	if err := s.nameThings(ctx, h, list); err != nil {
		return nil, err
	}
	for _, v := range list {
		x := Version{Action: v.Action, What: "修改", body: v.After}
		switch {
		case v.Before == nil:
			x.What = "新增"
		case v.After == nil:
			x.What, x.body = "删除", v.Before
		default:
			changes, err := h.differences(v.Before, v.After)
			if err != nil {
				return nil, err
			}
			for _, c := range changes {
				x.Changed = appendNew(x.Changed, c.Label)
				x.Groups = appendNew(x.Groups, c.Group)
			}
		}
		h.Versions = append(h.Versions, x)
	}
	return h, nil
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// nameThings reads what the comparison calls by name: the scheme, branches,
// panels and the person.
func (s *Session) nameThings(ctx context.Context, h *History, list []store.Version) error {
	var of struct {
		RoundID string `json:"roundId"`
		CadreID string `json:"cadreId"`
	}
	latest := list[0].After
	if latest == nil {
		latest = list[0].Before
	}
	if err := json.Unmarshal(latest, &of); err != nil {
		return err
	}
	if h.Kind == store.KindRound {
		of.RoundID = h.ID
	}
	h.compare.Names = map[string]string{}
	if c, err := s.Store.Cadre(ctx, of.CadreID); err == nil && of.CadreID != "" {
		h.compare.Names[of.CadreID] = c.Name
	}
	if of.RoundID == "" {
		return nil
	}
	// Without the round, or with a scheme that does not load, keys stand for names.
	if w, err := s.Work(ctx, of.RoundID); err == nil {
		h.compare.Scheme = w.Scheme
	}
	branches, err := s.Store.Branches(ctx, of.RoundID)
	if err != nil {
		return err
	}
	for _, b := range branches {
		h.compare.Names[b.ID] = b.Name
	}
	panels, err := s.Store.Panels(ctx, of.RoundID)
	for _, p := range panels {
		h.compare.Names[p.ID] = p.Name
	}
	return err
}

// Deleted tells that the record is not there now.
func (h *History) Deleted() bool { return len(h.Versions) > 0 && h.Versions[0].What == "删除" }

// Since lists the fields in which a version, by its place in the list, differs
// from how the record is now.
func (h *History) Since(i int) ([]Change, error) {
	return h.differences(h.Versions[i].body, h.Versions[0].body)
}

// Find gives the place of the version that an action left, -1 for none.
func (h *History) Find(action int64) int {
	return slices.IndexFunc(h.Versions, func(v Version) bool { return v.Action.ID == action })
}

func (h *History) differences(old, new json.RawMessage) ([]Change, error) {
	a, err := decodeRecord(h.Kind, old)
	if err != nil {
		return nil, err
	}
	b, err := decodeRecord(h.Kind, new)
	if err != nil {
		return nil, err
	}
	var out []Change
	switch x := a.(type) {
	case *cadre.Cadre:
		for _, d := range cadre.Diff(x, b.(*cadre.Cadre)) {
			c := Change{Path: []string{d.Key}, Group: "登记表", Label: d.Key, Then: d.Old, Now: d.New}
			if f := cadre.FieldByKey(d.Key); f != nil && f.Secret {
				c.Then, c.Now = idnum.Mask(d.Old), idnum.Mask(d.New)
			}
			out = append(out, c)
		}
	case json.RawMessage:
		if string(x) != string(b.(json.RawMessage)) {
			out = append(out, Change{Group: store.KindName(h.Kind), Label: "内容", Then: string(x), Now: string(b.(json.RawMessage))})
		}
	default:
		for _, d := range h.compare.Differences(a, b) {
			if d.Group == "" {
				d.Group = store.KindName(h.Kind)
			}
			out = append(out, Change{Path: d.Path, Group: d.Group, Label: d.Label, Then: d.Old, Now: d.New})
		}
	}
	return out, nil
}

// decodeRecord reads a record of a kind; one without fields of its own to
// compare stays as it is.
func decodeRecord(kind string, body json.RawMessage) (any, error) {
	var v any
	switch kind {
	case store.KindCadre:
		v = &cadre.Cadre{}
	case store.KindSubject:
		v = &review.Subject{}
	case store.KindRound:
		v = &review.Round{}
	case store.KindBranch:
		v = &review.Branch{}
	case store.KindPanel:
		v = &review.Panel{}
	case store.KindWaiver:
		v = &review.Waiver{}
	default:
		return body, nil
	}
	return v, json.Unmarshal(body, v)
}

// RestoreVersion makes a whole record what a step left, also one that was
// deleted since; one step that can be undone.
func (s *Session) RestoreVersion(ctx context.Context, h *History, action int64) error {
	if err := s.open(ctx, h); err != nil {
		return err
	}
	return s.Store.RestoreVersion(ctx, h.Kind, h.ID, action, h.Name)
}

// RestoreFields gives some fields the values they had after a step, as a step
// of its own.
func (s *Session) RestoreFields(ctx context.Context, h *History, action int64, changes ...Change) error {
	i := h.Find(action)
	if i < 0 {
		return fmt.Errorf("找不到第 %d 号操作时的内容；请关上历史再打开一次", action)
	}
	if err := s.open(ctx, h); err != nil {
		return err
	}
	old, err := decodeRecord(h.Kind, h.Versions[i].body)
	if err != nil {
		return err
	}
	var labels []string
	for _, c := range changes {
		labels = append(labels, c.Label)
	}
	return s.Store.Do(ctx, fmt.Sprintf("恢复 %s 的%s", h.Name, few(labels)), func(tx *store.Tx) error {
		now, err := tx.Record(h.Kind, h.ID)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if to, ok := now.(*cadre.Cadre); ok {
				cadre.Take(to, old.(*cadre.Cadre), c.Label)
			} else if err := review.TakeBack(now, old, c.Path); err != nil {
				return fmt.Errorf("没有恢复“%s”：%w", c.Label, err)
			}
		}
		return tx.SaveRecord(now)
	})
}

// few names a list, cut short.
func few(list []string) string {
	const most = 4
	if len(list) > most {
		return strings.Join(list[:most], "、") + fmt.Sprintf("等 %d 项", len(list))
	}
	return strings.Join(list, "、")
}

// open refuses what belongs to a round that is closed.
func (s *Session) open(ctx context.Context, h *History) error {
	if h.Kind == store.KindRound {
		return nil
	}
	var of struct {
		RoundID string `json:"roundId"`
	}
	if err := json.Unmarshal(h.Versions[0].body, &of); err != nil || of.RoundID == "" {
		return err
	}
	switch r, err := s.Store.Round(ctx, of.RoundID); {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("它所属的批次已经删除，不能单独恢复；请先恢复批次")
	case err != nil:
		return err
	case r.Closed:
		return errClosed
	}
	return nil
}

// BranchRecord and PanelRecord find a branch or a panel of the round by name.
func (w *Work) BranchRecord(ctx context.Context, name string) (Record, error) {
	list, err := w.Store.Branches(ctx, w.Round.ID)
	return named(store.KindBranch, name, list, err, func(b *review.Branch) (string, string) { return b.ID, b.Name })
}

// PanelRecord: see BranchRecord.
func (w *Work) PanelRecord(ctx context.Context, name string) (Record, error) {
	list, err := w.Store.Panels(ctx, w.Round.ID)
	return named(store.KindPanel, name, list, err, func(p *review.Panel) (string, string) { return p.ID, p.Name })
}

func named[T any](kind, name string, list []T, err error, of func(*T) (id, name string)) (Record, error) {
	if err != nil {
		return Record{}, err
	}
	var names []string
	for i := range list {
		id, n := of(&list[i])
		if n == name {
			return Record{Kind: kind, ID: id, Name: n}, nil
		}
		names = append(names, n)
	}
	return Record{}, fmt.Errorf("批次里没有%s“%s”；有：%s", store.KindName(kind), name, strings.Join(names, "、"))
}

// Deleted lists the records that were deleted and not brought back, the latest
// first.
func (s *Session) Deleted(ctx context.Context) ([]store.AuditLine, error) {
	list, err := s.Store.Deleted(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Kind == store.KindSubject { // its own name is in the register
			list[i].Name = s.nameOfSubject(ctx, list[i])
		}
	}
	return list, nil
}

// nameOfSubject is who a deleted subject was.
func (s *Session) nameOfSubject(ctx context.Context, l store.AuditLine) string {
	versions, err := s.Store.History(ctx, l.Kind, l.ID)
	if err != nil || len(versions) == 0 {
		return l.Name
	}
	var sub review.Subject
	if json.Unmarshal(versions[0].Before, &sub) != nil {
		return l.Name
	}
	if sub.Name != "" {
		return sub.Name
	}
	if c, err := s.Store.Cadre(ctx, sub.CadreID); err == nil {
		return c.Name
	}
	return l.Name
}

// BringBack brings a deleted record back as it was: with everything that the
// same step deleted, where the step can still be undone, else by itself.
func (s *Session) BringBack(ctx context.Context, d store.AuditLine) error {
	err := s.Store.UndoAction(ctx, d.ActionID)
	if err == nil || !errors.Is(err, store.ErrInvalid) && !errors.Is(err, store.ErrConflict) {
		return err
	}
	return s.Store.RestoreVersion(ctx, d.Kind, d.ID, d.ActionID, d.Name)
}
