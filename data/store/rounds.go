package store

import (
	"context"
	"fmt"
	"strings"

	"kaocha/data/review"
)

// Rounds lists all rounds, the newest first.
func (r Reader) Rounds(ctx context.Context) ([]review.Round, error) {
	return many[review.Round](ctx, r, "SELECT body FROM round ORDER BY id DESC")
}

// Round finds a round by its ID, its name, or a part of the name that only one
// round has; an ambiguous part is an error listing the rounds.
func (r Reader) Round(ctx context.Context, idOrName string) (*review.Round, error) {
	all, err := r.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	want := strings.TrimSpace(idOrName)
	var hits []*review.Round
	for i := range all {
		if all[i].ID == want || all[i].Name == want {
			return &all[i], nil
		}
		if want != "" && strings.Contains(fold(all[i].Name), fold(want)) {
			hits = append(hits, &all[i])
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return nil, fail(ErrNotFound, "找不到考察批次“%s”%s", want, listNames("；现有批次：", all))
	}
	var names []review.Round
	for _, h := range hits {
		names = append(names, *h)
	}
	return nil, fail(ErrNotFound, "“%s”对应多个考察批次%s，请写全名称", want, listNames("：", names))
}

func listNames(lead string, rounds []review.Round) string {
	if len(rounds) == 0 {
		return "；目前还没有任何批次"
	}
	var b strings.Builder
	b.WriteString(lead)
	for i, r := range rounds {
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(r.Name)
	}
	return b.String()
}

// Branches lists a round's branches in their order.
func (r Reader) Branches(ctx context.Context, roundID string) ([]review.Branch, error) {
	return many[review.Branch](ctx, r, "SELECT body FROM branch WHERE round_id = ? ORDER BY ord, id", roundID)
}

// Branch reads one branch.
func (r Reader) Branch(ctx context.Context, id string) (*review.Branch, error) {
	return one[review.Branch](ctx, r, "这个党总支，可能已被删除", "SELECT body FROM branch WHERE id = ?", id)
}

// Panels lists a round's panels in the order they were made.
func (r Reader) Panels(ctx context.Context, roundID string) ([]review.Panel, error) {
	return many[review.Panel](ctx, r, "SELECT body FROM panel WHERE round_id = ? ORDER BY id", roundID)
}

// Panel reads one panel.
func (r Reader) Panel(ctx context.Context, id string) (*review.Panel, error) {
	return one[review.Panel](ctx, r, "这个考察组，可能已被删除", "SELECT body FROM panel WHERE id = ?", id)
}

// Waivers lists what was set aside in a round, with the reasons.
func (r Reader) Waivers(ctx context.Context, roundID string) ([]review.Waiver, error) {
	return many[review.Waiver](ctx, r, "SELECT body FROM waiver WHERE round_id = ? ORDER BY id", roundID)
}

// Setting reads a setting; ok is false when it was never set.
func (r Reader) Setting(ctx context.Context, key string) (value string, ok bool, err error) {
	list, err := many[setting](ctx, r, "SELECT body FROM setting WHERE id = ?", key)
	if err != nil || len(list) == 0 {
		return "", false, err
	}
	return list[0].Value, true, nil
}

// SettingValue is one setting of the database.
type SettingValue struct{ Key, Value string }

// Settings lists the settings whose key begins with prefix, by key.
func (r Reader) Settings(ctx context.Context, prefix string) ([]SettingValue, error) {
	list, err := many[setting](ctx, r, "SELECT body FROM setting ORDER BY id")
	if err != nil {
		return nil, err
	}
	var out []SettingValue
	for _, s := range list {
		if strings.HasPrefix(s.Key, prefix) {
			out = append(out, SettingValue(s))
		}
	}
	return out, nil
}

// SaveRound stores a round; its name must be unique.
func (tx *Tx) SaveRound(r *review.Round) error {
	if strings.TrimSpace(r.Name) == "" {
		return fail(ErrInvalid, "考察批次的名称不能为空")
	}
	if err := assign(&r.ID); err != nil {
		return err
	}
	if err := assignEvents(r.Events); err != nil {
		return err
	}
	return tx.save(KindRound, r)
}

// DeleteRound removes a round with its subjects, waivers, branches and panels;
// the cadres stay. One Undo brings all of it back.
func (tx *Tx) DeleteRound(id string) error {
	for _, key := range []string{KindSubject, KindWaiver, KindHandover, KindBranch, KindPanel} {
		ids, err := tx.strings(fmt.Sprintf("SELECT id FROM %s WHERE round_id = ? ORDER BY id", key), id)
		if err != nil {
			return err
		}
		for _, e := range ids {
			if err := tx.remove(key, e); err != nil {
				return err
			}
		}
	}
	return tx.remove(KindRound, id)
}

// SaveBranch stores a branch of a round; a new one without Order comes last.
func (tx *Tx) SaveBranch(b *review.Branch) error {
	if strings.TrimSpace(b.Name) == "" {
		return fail(ErrInvalid, "党总支的名称不能为空")
	}
	if err := tx.place(KindBranch, b.RoundID, b.ID, &b.Order); err != nil {
		return err
	}
	if err := assign(&b.ID); err != nil {
		return err
	}
	return tx.save(KindBranch, b)
}

// DeleteBranch removes a branch that has no subjects.
func (tx *Tx) DeleteBranch(id string) error { return tx.removeUnused(KindBranch, "branch_id", id) }

// SavePanel stores a panel of a round.
func (tx *Tx) SavePanel(p *review.Panel) error {
	if strings.TrimSpace(p.Name) == "" {
		return fail(ErrInvalid, "考察组的名称不能为空")
	}
	if err := assign(&p.ID); err != nil {
		return err
	}
	return tx.save(KindPanel, p)
}

// DeletePanel removes a panel that no subject has.
func (tx *Tx) DeletePanel(id string) error { return tx.removeUnused(KindPanel, "panel_id", id) }

func (tx *Tx) removeUnused(key, column, id string) error {
	names, err := tx.strings("SELECT COALESCE(c.name, s.name) FROM subject s LEFT JOIN cadre c ON c.id = s.cadre_id WHERE s."+column+" = ? ORDER BY s.ord, s.id", id)
	if err != nil {
		return err
	}
	if n := len(names); n > 0 {
		return fail(ErrInUse, "这个%s还有 %d 名考察对象（%s等），不能删除；请先改到别处", kinds[key].label, n, names[0])
	}
	return tx.remove(key, id)
}

// place gives a new record without an order the last place in its round.
func (tx *Tx) place(key, roundID, id string, order *int) error {
	if id != "" || *order != 0 {
		return nil
	}
	return tx.tx.QueryRowContext(tx.ctx, "SELECT COALESCE(MAX(ord), 0) + 1 FROM "+key+" WHERE round_id = ?", roundID).Scan(order)
}

// SaveWaiver keeps why a finding is set aside; who and when are filled in when
// empty.
func (tx *Tx) SaveWaiver(w *review.Waiver) error {
	if strings.TrimSpace(w.Reason) == "" {
		return fail(ErrInvalid, "请写明不处理这个问题的理由")
	}
	if w.By == "" {
		w.By = tx.store.User()
	}
	if w.At.IsZero() {
		w.At = tx.at
	}
	return tx.save(KindWaiver, w)
}

// DeleteWaiver brings a finding back.
func (tx *Tx) DeleteWaiver(roundID, key string) error {
	return tx.remove(KindWaiver, waiverID(&review.Waiver{RoundID: roundID, Key: key}))
}

// SetSetting stores a setting of the whole database.
func (tx *Tx) SetSetting(key, value string) error {
	return tx.save(KindSetting, &setting{key, value})
}
