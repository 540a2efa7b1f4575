package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// Action is one thing a person did.
type Action struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at"`
	User    string    `json:"user"`
	Label   string    `json:"label"`
	Kind    string    `json:"kind"`             // do, undo, redo, or one of the Log kinds
	Target  int64     `json:"target,omitempty"` // the action undone or redone
	Undone  bool      `json:"undone,omitempty"`
	Source  string    `json:"source,omitempty"` // the files it took data from
	Changes int       `json:"changes"`          // records changed
}

// Version is one state change of a record: whole before and after, nil where
// it did not exist.
type Version struct {
	Action Action          `json:"action"`
	Kind   string          `json:"kind"`
	ID     string          `json:"id"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// AuditLine says who did what to which record when.
type AuditLine struct {
	ActionID int64     `json:"actionId"`
	At       time.Time `json:"at"`
	User     string    `json:"user"`
	Label    string    `json:"label"`
	Kind     string    `json:"kind"`
	ID       string    `json:"id"`
	Name     string    `json:"name"` // the record's name at that time
	What     string    `json:"what"` // 新增, 修改 or 删除
}

// actionColumns are those of scanAction and the detail; a database that is only
// read may be from before there was a chain.
func (r Reader) actionColumns(ctx context.Context) (columns, detail string) {
	columns = `a.id, a.at, a.by_user, a.label, a.kind, a.target, a.undone, `
	if r.chained(ctx) {
		return columns + "a.source", "a.detail"
	}
	return columns + "''", "''"
}

// chained tells that the log is a chain; when it cannot be read it is taken for
// one, and the reading that follows says why.
func (r Reader) chained(ctx context.Context) bool {
	var n int
	err := r.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM migration WHERE name LIKE '%_audit'").Scan(&n)
	return err != nil || n > 0
}

func scanAction(scan func(...any) error, more ...any) (a Action, err error) {
	var at string
	var undone int64
	if err = scan(append([]any{&a.ID, &at, &a.User, &a.Label, &a.Kind, &a.Target, &undone, &a.Source}, more...)...); err != nil {
		return a, err
	}
	a.Undone = undone != 0
	a.At, err = parseStamp(at)
	return a, err
}

// Actions lists what was done, the latest first; limit 0 is all.
func (r Reader) Actions(ctx context.Context, limit int) ([]Action, error) {
	columns, _ := r.actionColumns(ctx)
	q := "SELECT " + columns + ", (SELECT COUNT(*) FROM change c WHERE c.action_id = a.id) FROM action a ORDER BY a.id DESC"
	return collect(ctx, r, q, limit, func(rows *sql.Rows) (Action, error) {
		var n int
		a, err := scanAction(rows.Scan, &n)
		a.Changes = n
		return a, err
	})
}

// History lists the versions of one record, the latest first.
func (r Reader) History(ctx context.Context, kind, id string) ([]Version, error) {
	columns, _ := r.actionColumns(ctx)
	q := "SELECT " + columns + ", c.before_body, c.after_body FROM change c JOIN action a ON a.id = c.action_id WHERE c.kind = ? AND c.entity_id = ? ORDER BY c.action_id DESC, c.seq DESC"
	return collect(ctx, r, q, 0, func(rows *sql.Rows) (Version, error) {
		var before, after sql.NullString
		a, err := scanAction(rows.Scan, &before, &after)
		return Version{Action: a, Kind: kind, ID: id, Before: message(before), After: message(after)}, err
	}, kind, id)
}

func message(s sql.NullString) json.RawMessage {
	if !s.Valid {
		return nil
	}
	return json.RawMessage(s.String)
}

// Audit lists the audit lines, the latest first; limit 0 is all.
func (r Reader) Audit(ctx context.Context, limit int) ([]AuditLine, error) {
	q := `SELECT v.action_id, v.at, v.by_user, v.label, v.kind, v.entity_id, v.what, COALESCE(c.after_body, c.before_body)
FROM audit v JOIN change c ON c.action_id = v.action_id AND c.seq = v.seq ORDER BY v.action_id DESC, v.seq DESC`
	return collect(ctx, r, q, limit, func(rows *sql.Rows) (l AuditLine, err error) {
		var at, what, body string
		if err = rows.Scan(&l.ActionID, &at, &l.User, &l.Label, &l.Kind, &l.ID, &what, &body); err != nil {
			return l, err
		}
		l.What = map[string]string{"new": "新增", "changed": "修改", "deleted": "删除"}[what]
		l.Name = titleOf(l.Kind, body)
		l.At, err = parseStamp(at)
		return l, err
	})
}

// Deleted lists the persons, rounds, subjects, branches and panels that are not
// there any more, the latest deletion first; not those that were never more than
// a step that was undone. What went with its round is not listed beside it.
func (r Reader) Deleted(ctx context.Context) ([]AuditLine, error) {
	q := `SELECT c.action_id, a.at, a.by_user, a.label, c.kind, c.entity_id, c.before_body
FROM change c JOIN action a ON a.id = c.action_id WHERE c.after_body IS NULL AND a.kind IN ('do', 'redo') AND c.kind IN ('cadre', 'round', 'subject', 'branch', 'panel')
AND (c.kind IN ('cadre', 'round') OR NOT EXISTS (SELECT 1 FROM change r WHERE r.action_id = c.action_id AND r.kind = 'round' AND r.after_body IS NULL))
AND NOT EXISTS (SELECT 1 FROM change n WHERE n.kind = c.kind AND n.entity_id = c.entity_id
 AND (n.action_id > c.action_id OR n.action_id = c.action_id AND n.seq > c.seq)) ORDER BY c.action_id DESC, c.seq DESC`
	return collect(ctx, r, q, 0, func(rows *sql.Rows) (l AuditLine, err error) {
		var at, body string
		if err = rows.Scan(&l.ActionID, &at, &l.User, &l.Label, &l.Kind, &l.ID, &body); err != nil {
			return l, err
		}
		l.What, l.Name = "删除", titleOf(l.Kind, body)
		l.At, err = parseStamp(at)
		return l, err
	})
}

// titleOf is the name of a record as its body has it.
func titleOf(key, body string) string {
	k := kinds[key]
	if k == nil {
		return ""
	}
	v := k.fresh()
	if json.Unmarshal([]byte(body), v) != nil {
		return ""
	}
	return k.title(v)
}

// collect reads the rows of a query, at most limit when it is not 0.
func collect[T any](ctx context.Context, r Reader, query string, limit int, scan func(*sql.Rows) (T, error), args ...any) ([]T, error) {
	if limit > 0 {
		query += " LIMIT ?"
		args = append(args, limit)
	}
	rows, err := r.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explainRead(err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, explainRead(err)
		}
		out = append(out, v)
	}
	return out, explainRead(rows.Err())
}

// LastAction is the number of the latest action, 0 when there is none: it
// grows with every change, by whichever program.
func (r Reader) LastAction(ctx context.Context) (n int64, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT COALESCE(MAX(id), 0) FROM action").Scan(&n)
	return n, explainRead(err)
}

// action reads one action, nil when the query finds none.
func (r Reader) action(ctx context.Context, condition string, args ...any) (*Action, error) {
	columns, _ := r.actionColumns(ctx)
	row := r.db.QueryRowContext(ctx, "SELECT "+columns+" FROM action a "+condition, args...)
	a, err := scanAction(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &a, explainRead(err)
}
