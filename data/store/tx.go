package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Kinds of actions.
const (
	doAction   = "do"
	undoAction = "undo"
	redoAction = "redo"
)

// head is the action a transaction belongs to.
type head struct {
	label  string
	kind   string
	target int64
	grows  bool // may become one with the action before it: see Continue
	takes  bool // takes a parcel from elsewhere: see Store.Take
}

// Tx is one action under way: it has the reading methods (seeing its own
// changes) and the writing ones. It ends with the function given to Do.
type Tx struct {
	Reader
	ctx   context.Context
	tx    bun.Tx
	store *Store
	head  head
	at    time.Time

	id      int64 // of the action, 0 until something changed
	seq     int
	joined  bool // the action took the place of the one before: see Continue
	sources []string
	detail  string
	touched []Event
	stmts   map[string]*sql.Stmt
}

// Now is the one time of everything in this action.
func (tx *Tx) Now() time.Time { return tx.at }

// newID gives a fresh identifier; later ones sort after earlier ones.
func newID() (string, error) {
	u, err := uuid.NewV7()
	return u.String(), err
}

// assign fills an empty identifier.
func assign(id *string) (err error) {
	if *id == "" {
		*id, err = newID()
	}
	return err
}

// save writes a record: nothing happens when it is stored just so already.
func (tx *Tx) save(key string, v any) error {
	body, err := marshal(v)
	if err != nil {
		return err
	}
	return tx.write(kinds[key], v, body)
}

func (tx *Tx) write(k *kind, v any, body string) error {
	id := k.ident(v)
	before, version, err := tx.current(k.key, id)
	if err != nil || (version > 0 && before == body) {
		return err
	}
	row := k.columns(v)
	row["id"], row["version"], row["body"] = id, version+1, body
	if version == 0 {
		_, err = tx.tx.NewInsert().Model(&row).TableExpr(k.key).Exec(tx.ctx)
	} else {
		err = tx.update(k, row, id, version)
	}
	if err != nil {
		return explainWrite(k, k.title(v), err)
	}
	if version == 0 {
		return tx.record(k.key, id, nil, &body)
	}
	return tx.record(k.key, id, &before, &body)
}

func (tx *Tx) update(k *kind, row map[string]any, id string, version int) error {
	res, err := tx.tx.NewUpdate().Model(&row).TableExpr(k.key).
		Where("id = ?", id).Where("version = ?", version).Exec(tx.ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, fail(ErrConflict, "%s在保存时被别人修改，没有保存；请刷新后再试", k.label))
	}
	return nil
}

func explainWrite(k *kind, title string, err error) error {
	switch {
	case isUnique(err):
		return &Error{Kind: ErrInvalid, Text: fmt.Sprintf("%s“%s”已经存在，没有保存", k.label, title), Err: err}
	case isForeignKey(err):
		return &Error{Kind: ErrInvalid, Text: fmt.Sprintf("%s“%s”引用的记录不存在，没有保存；请刷新后再试", k.label, title), Err: err}
	}
	return err
}

// remove deletes a record that nothing refers to.
func (tx *Tx) remove(key, id string) error {
	k := kinds[key]
	before, version, err := tx.current(key, id)
	if err != nil {
		return err
	}
	if version == 0 {
		return fail(ErrNotFound, "%s已不存在，可能已被删除；请刷新后再看", k.label)
	}
	if _, err := tx.tx.NewDelete().TableExpr(key).Where("id = ?", id).Exec(tx.ctx); err != nil {
		if isForeignKey(err) {
			return &Error{Kind: ErrInUse, Text: fmt.Sprintf("%s仍被其他记录引用，不能删除", k.label), Err: err}
		}
		return err
	}
	return tx.record(key, id, &before, nil)
}

// current is the stored body and version; version 0 means there is none.
func (tx *Tx) current(key, id string) (body string, version int, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, "SELECT body, version FROM ? WHERE id = ?", bun.Ident(key), id).Scan(&body, &version)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return body, version, err
}

// record keeps a change for history, audit and undo.
func (tx *Tx) record(key, id string, before, after *string) error {
	if err := tx.mayChange(key, before, after); err != nil {
		return err
	}
	if tx.id == 0 {
		if joined, err := tx.extend(key, id, before, after); joined || err != nil {
			return err
		}
		if err := tx.begin(tx.at); err != nil {
			return err
		}
	}
	tx.seq++
	tx.touch(key, id)
	return tx.exec("INSERT INTO change (action_id, seq, kind, entity_id, before_body, after_body) VALUES (?, ?, ?, ?, ?, ?)",
		tx.id, tx.seq, key, id, before, after)
}

func (tx *Tx) begin(at time.Time) error {
	if err := tx.tx.QueryRowContext(tx.ctx, "SELECT COALESCE(MAX(id), 0) + 1 FROM action").Scan(&tx.id); err != nil {
		return err
	}
	return tx.exec("INSERT INTO action (id, at, by_user, label, kind, target, undone) VALUES (?, ?, ?, ?, ?, ?, 0)",
		tx.id, stamp(at), tx.store.User(), tx.head.label, tx.head.kind, tx.head.target)
}

// exec runs a statement that is used over and over, prepared once per action;
// bytes go as bytes, not as text in the statement.
func (tx *Tx) exec(query string, args ...any) error {
	st := tx.stmts[query]
	if st == nil {
		var err error
		if st, err = tx.tx.Tx.PrepareContext(tx.ctx, query); err != nil {
			return err
		}
		if tx.stmts == nil {
			tx.stmts = map[string]*sql.Stmt{}
		}
		tx.stmts[query] = st
	}
	_, err := st.ExecContext(tx.ctx, args...)
	return err
}

func (tx *Tx) closeStatements() {
	for _, st := range tx.stmts {
		st.Close()
	}
}

// finish does what closes an action: an undone action is marked as such, and the
// entry takes its place in the chain.
func (tx *Tx) finish() error {
	if tx.id == 0 {
		return nil
	}
	if tx.head.target != 0 {
		by := tx.id
		if tx.head.kind == redoAction {
			by = 0
		}
		if err := tx.exec("UPDATE action SET undone = ? WHERE id = ?", by, tx.head.target); err != nil {
			return err
		}
	}
	return tx.seal()
}

func (tx *Tx) touch(key, id string) {
	i := slices.IndexFunc(tx.touched, func(e Event) bool { return e.Kind == key })
	if i < 0 {
		tx.touched = append(tx.touched, Event{Kind: key, Label: tx.head.label})
		i = len(tx.touched) - 1
	}
	tx.touched[i].IDs = append(tx.touched[i].IDs, id)
}

func (tx *Tx) events() []Event {
	for i := range tx.touched {
		ids := tx.touched[i].IDs
		slices.Sort(ids)
		tx.touched[i].IDs = slices.Compact(ids)
	}
	return tx.touched
}

// Expect refuses with ErrConflict unless the record is still stored as v, the
// value that was read before editing: call it before saving what a person
// edited, so that nobody's change is overwritten unseen. v is a *cadre.Cadre,
// *review.Round, *review.Branch, *review.Panel or *review.Subject.
func (tx *Tx) Expect(v any) error {
	k, err := kindOf(v)
	if err != nil {
		return err
	}
	id := k.ident(v)
	body, version, err := tx.current(k.key, id)
	if err != nil {
		return err
	}
	if version == 0 {
		return fail(ErrConflict, "%s“%s”已被删除，没有保存；请刷新后再看", k.label, k.title(v))
	}
	stored := k.fresh()
	if err := json.Unmarshal([]byte(body), stored); err != nil {
		return err
	}
	same, err := equalBodies(v, stored)
	if err != nil || same {
		return err
	}
	return fail(ErrConflict, "%s“%s”%s，没有保存；请刷新后核对再改", k.label, k.title(v), tx.lastTouch(k.key, id))
}

func kindOf(v any) (*kind, error) {
	for _, k := range kinds {
		if fmt.Sprintf("%T", k.fresh()) == fmt.Sprintf("%T", v) {
			return k, nil
		}
	}
	return nil, fmt.Errorf("store keeps no %T", v)
}

func equalBodies(a, b any) (bool, error) {
	x, err := marshal(a)
	if err != nil {
		return false, err
	}
	y, err := marshal(b)
	return x == y, err
}

// lastTouch says who changed a record last.
func (tx *Tx) lastTouch(key, id string) string {
	var at, by, label string
	err := tx.tx.QueryRowContext(tx.ctx, "SELECT at, by_user, label FROM audit WHERE kind = ? AND entity_id = ? ORDER BY action_id DESC LIMIT 1", key, id).Scan(&at, &by, &label)
	when, perr := parseStamp(at)
	if err != nil || perr != nil {
		return "已被修改"
	}
	if by == "" {
		by = "另一个窗口"
	}
	return fmt.Sprintf("已于 %s 被%s修改（%s）", when.Format("2006-01-02 15:04"), by, label)
}
