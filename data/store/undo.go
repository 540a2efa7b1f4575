package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Undo takes back the latest action that still stands, as an action of its own
// in the history, and gives its label. It refuses with ErrConflict when one of
// its records was changed since, and with ErrNothing when there is none.
func (s *Store) Undo(ctx context.Context) (label string, err error) {
	a, err := s.undoable(ctx)
	if err != nil {
		return "", err
	}
	if a == nil {
		return "", fail(ErrNothing, "没有可以撤销的操作")
	}
	return a.Label, s.reverse(ctx, undoAction, a)
}

// Redo does again what the latest Undo took back; a new action since then ends
// that possibility (ErrNothing).
func (s *Store) Redo(ctx context.Context) (label string, err error) {
	a, err := s.redoable(ctx)
	if err != nil {
		return "", err
	}
	if a == nil {
		return "", fail(ErrNothing, "没有可以重做的操作")
	}
	return a.Label, s.reverse(ctx, redoAction, a)
}

// UndoAction takes back one action out of turn, when nothing that it changed
// was changed since.
func (s *Store) UndoAction(ctx context.Context, id int64) error {
	a, err := s.action(ctx, "WHERE a.id = ?", id)
	if err != nil {
		return err
	}
	switch {
	case a == nil:
		return fail(ErrNotFound, "找不到第 %d 号操作", id)
	case id <= s.floor:
		return fail(ErrInvalid, "“%s”在抢救损坏的数据文件以前，操作记录有丢失，不能再撤销；可以在那条记录的历史里恢复以前的内容", a.Label)
	case a.Kind != doAction:
		return fail(ErrInvalid, "“%s”本身是撤销或重做，不能单独撤销", a.Label)
	case a.Undone:
		return fail(ErrInvalid, "“%s”已经撤销过了", a.Label)
	}
	return s.reverse(ctx, undoAction, a)
}

// CanUndo and CanRedo name what the next Undo or Redo would act on, "" for
// nothing: for menus.
func (s *Store) CanUndo(ctx context.Context) (label string, err error) {
	return labelOf(s.undoable(ctx))
}

// CanRedo: see CanUndo.
func (s *Store) CanRedo(ctx context.Context) (label string, err error) {
	return labelOf(s.redoable(ctx))
}

// undoable is what the next Undo takes back, redoable what the next Redo does
// again; nil for nothing.
func (s *Store) undoable(ctx context.Context) (*Action, error) {
	return s.action(ctx, "WHERE a.kind = 'do' AND a.undone = 0 AND a.id > ? ORDER BY a.id DESC LIMIT 1", s.floor)
}

func (s *Store) redoable(ctx context.Context) (*Action, error) {
	return s.action(ctx, `WHERE a.kind = 'do' AND a.undone <> 0 AND a.id > ?
AND NOT EXISTS (SELECT 1 FROM action n WHERE n.kind = 'do' AND n.id > a.undone) ORDER BY a.undone DESC LIMIT 1`, s.floor)
}

func labelOf(a *Action, err error) (string, error) {
	if a == nil {
		return "", err
	}
	return a.Label, err
}

// change is one row of the history.
type change struct {
	kind, id      string
	before, after sql.NullString
}

// reverse undoes an action, or redoes it, as an action of its own.
func (s *Store) reverse(ctx context.Context, kind string, a *Action) error {
	label, verb := "撤销："+a.Label, "撤销"
	if kind == redoAction {
		label, verb = "重做："+a.Label, "重做"
	}
	takes, err := s.tookParcel(ctx, a)
	if err != nil {
		return err
	}
	return s.do(ctx, head{label: label, kind: kind, target: a.ID, takes: takes}, func(tx *Tx) error {
		order := "DESC"
		if kind == redoAction {
			order = "ASC"
		}
		list, err := collect(ctx, tx.Reader, "SELECT kind, entity_id, before_body, after_body FROM change WHERE action_id = ? ORDER BY seq "+order, 0,
			func(rows *sql.Rows) (c change, err error) {
				return c, rows.Scan(&c.kind, &c.id, &c.before, &c.after)
			}, a.ID)
		if err != nil {
			return err
		}
		for _, c := range list {
			from, to := c.after, c.before
			if kind == redoAction {
				from, to = to, from
			}
			if err := tx.move(c.kind, c.id, from, to); err != nil {
				return fmt.Errorf("不能%s“%s”：%w", verb, a.Label, err)
			}
		}
		return nil
	})
}

// tookParcel tells that an action of whoever works took a parcel: she may take
// back all of what she could take.
func (s *Store) tookParcel(ctx context.Context, a *Action) (bool, error) {
	if s.write == nil || a.User != s.User() {
		return false, nil
	}
	var n int
	err := s.write.QueryRowContext(ctx, "SELECT COUNT(*) FROM change WHERE action_id = ? AND kind = ? AND before_body IS NULL", a.ID, KindHandover).Scan(&n)
	return n > 0, err
}

// move brings a record from one known state to another.
func (tx *Tx) move(key, id string, from, to sql.NullString) error {
	body, version, err := tx.current(key, id)
	if err != nil {
		return err
	}
	if (version > 0) != from.Valid || body != from.String {
		k := kinds[key]
		title := ""
		for _, b := range []string{body, from.String, to.String} {
			if title == "" && b != "" {
				title = titleOf(key, b)
			}
		}
		return fail(ErrConflict, "%s“%s”%s", k.label, title, tx.lastTouch(key, id))
	}
	return tx.set(key, id, to)
}

// set makes a record what an earlier body says.
func (tx *Tx) set(key, id string, to sql.NullString) error {
	if !to.Valid {
		if key == KindCadre {
			if err := tx.notSubject(id, "这名干部"); err != nil {
				return err
			}
		}
		return tx.remove(key, id)
	}
	k := kinds[key]
	v := k.fresh()
	if err := json.Unmarshal([]byte(to.String), v); err != nil {
		return err
	}
	return tx.write(k, v, to.String)
}

// RestoreVersion makes a record what it was right after the given action, as a
// new action. A record that the action deleted becomes what it was before. name
// is what the log calls it, "" for the name that the record has.
func (s *Store) RestoreVersion(ctx context.Context, kind, id string, actionID int64, name string) error {
	versions, err := s.History(ctx, kind, id)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v.Action.ID != actionID {
			continue
		}
		body := v.After
		if body == nil {
			body = v.Before
		}
		label := fmt.Sprintf("恢复%s“%s”到 %s 的内容", KindName(kind), cmp.Or(name, titleOf(kind, string(body))), v.Action.At.Format("2006-01-02 15:04"))
		return s.Do(ctx, label, func(tx *Tx) error {
			return tx.set(kind, id, sql.NullString{String: string(body), Valid: true})
		})
	}
	return fail(ErrNotFound, "找不到这条记录在第 %d 号操作时的内容", actionID)
}
