package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"kaocha/data/store/pages"
)

// nowFunc is the clock where no store brings its own.
var nowFunc = time.Now

// take puts one row that was read into the new database; what contradicts
// itself is counted as lost, and perhaps brought back by the history.
func (s *salvage) take(r pages.Row) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if r.Table != "" {
		t := s.tables[r.Table]
		if t == nil {
			return nil
		}
		args, ok := t.args(r)
		if !ok || !s.sound(t, args, false) || s.insert("INSERT OR REPLACE", t, args) != nil {
			s.out.Rows++
			s.gaps[t.name] = true
		}
		return nil
	}
	for _, t := range s.tables {
		if args, ok := t.args(r); ok && s.sound(t, args, true) {
			s.takeStray(t, args)
			return nil
		}
	}
	return nil // a row of an index or of nothing we know
}

// takeStray takes a row of a page nobody leads to. It may be outdated: one that
// a table leads to stands, and of several the latest version.
func (s *salvage) takeStray(t *table, args []any) {
	if kinds[t.name] == nil {
		_ = s.insert("INSERT OR IGNORE", t, args) // one that does not fit is not missed
		return
	}
	key := t.name + "\x00" + args[0].(string)
	version := args[1].(int64)
	var have int
	err := s.db.QueryRow(fmt.Sprintf("SELECT COUNT(*) FROM %s WHERE id = ?", t.name), args[0]).Scan(&have)
	before, stray := s.stray[key]
	if err != nil || have > 0 && (!stray || before >= version) {
		return
	}
	if s.insert("INSERT OR REPLACE", t, args) == nil {
		s.stray[key] = version
	}
}

// args are a row's values for the table's columns, false when they are not of
// its kind. Columns that a later version added keep their default.
func (t *table) args(r pages.Row) ([]any, bool) {
	if len(r.Values) > len(t.columns) || len(r.Values) == 0 {
		return nil, false
	}
	if r.Table == "" && len(r.Values) != len(t.columns) {
		return nil, false
	}
	out := slices.Clone(r.Values)
	for i, v := range out {
		c := t.columns[i]
		if v == nil && c.key && c.decl == "INTEGER" {
			out[i] = r.ID
			continue
		}
		ok := false
		switch v.(type) {
		case nil:
			ok = !c.notNull
		case string:
			ok = c.decl == "TEXT"
		case int64:
			ok = c.decl == "INTEGER"
		case []byte:
			ok = c.decl == "BLOB"
		}
		if !ok {
			return nil, false
		}
	}
	return out, true
}

func (s *salvage) insert(verb string, t *table, args []any) error {
	var names []string
	for _, c := range t.columns[:len(args)] {
		names = append(names, `"`+c.name+`"`)
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(args)), ", ")
	_, err := s.db.DB.ExecContext(s.ctx, verb+" INTO "+t.name+" ("+strings.Join(names, ", ")+") VALUES ("+marks+")", args...)
	return err
}

// sound tells whether a row agrees with itself: a record's text with its
// number, bytes with their hash.
func (s *salvage) sound(t *table, args []any, stray bool) bool {
	switch k := kinds[t.name]; {
	case k != nil:
		body, _ := t.value(args, "body").(string)
		id, _ := args[0].(string)
		return k.reads(id, body, stray)
	case t.name == "photo" || t.name == "file":
		hash, _ := args[0].(string)
		bytes, _ := t.value(args, "bytes").([]byte)
		return hashOf(bytes) == hash
	case t.name == "change":
		for _, body := range args[4:] {
			if text, ok := body.(string); ok && !json.Valid([]byte(text)) {
				return false
			}
		}
	case t.name == "action":
		at, _ := args[1].(string)
		_, err := parseStamp(at)
		return err == nil
	}
	return true
}

// value is what stands in a named column, nil when the row is shorter.
func (t *table) value(args []any, name string) any {
	for i, c := range t.columns[:len(args)] {
		if c.name == name {
			return args[i]
		}
	}
	return nil
}

// reads tells whether a body is a record of the kind with the id; strictly: and
// has nothing that such a record does not have.
func (k *kind) reads(id, body string, strictly bool) bool {
	v := k.fresh()
	d := json.NewDecoder(strings.NewReader(body))
	if strictly {
		d.DisallowUnknownFields()
	}
	return d.Decode(v) == nil && k.ident(v) == id
}

// heal makes the rows agree with each other: the history fills gaps, what
// belongs to something lost goes.
func (s *salvage) heal() error {
	if err := s.fromHistory(); err != nil {
		return err
	}
	if err := s.steps(); err != nil {
		return err
	}
	for range 10 { // what went may take others with it
		n, err := s.prune()
		if err != nil || n == 0 {
			return err
		}
	}
	return nil
}

// fromHistory brings back records that the history knows and no row has, and
// takes away stray ones that it knows as deleted.
func (s *salvage) fromHistory() error {
	list, err := collect(s.ctx, Reader{s.db}, `SELECT c.kind, c.entity_id, c.after_body, c.after_body FROM change c
WHERE NOT EXISTS (SELECT 1 FROM change n WHERE n.kind = c.kind AND n.entity_id = c.entity_id
 AND (n.action_id > c.action_id OR n.action_id = c.action_id AND n.seq > c.seq))`, 0,
		func(rows *sql.Rows) (c change, err error) {
			return c, rows.Scan(&c.kind, &c.id, &c.before, &c.after)
		})
	if err != nil {
		return err
	}
	for _, c := range list {
		k := kinds[c.kind]
		if k == nil || !s.gaps[c.kind] {
			continue // complete, whatever the history still knows
		}
		var body sql.NullString
		err := s.db.QueryRowContext(s.ctx, fmt.Sprintf("SELECT MAX(body) FROM %s WHERE id = ?", c.kind), c.id).Scan(&body)
		if err != nil {
			return err
		}
		_, stray := s.stray[c.kind+"\x00"+c.id]
		if body.Valid && (!stray || c.after.Valid && c.after.String == body.String) || !body.Valid && !c.after.Valid {
			continue
		}
		if _, err := s.db.ExecContext(s.ctx, fmt.Sprintf("DELETE FROM %s WHERE id = ?", c.kind), c.id); err != nil {
			return err
		}
		if !c.after.Valid || !k.reads(c.id, c.after.String, false) {
			continue
		}
		if s.write(k, c.id, c.after.String) == nil {
			s.out.FromHistory++
		}
	}
	return nil
}

// write puts a record in by its body alone.
func (s *salvage) write(k *kind, id, body string) error {
	v := k.fresh()
	if err := json.Unmarshal([]byte(body), v); err != nil {
		return err
	}
	row := k.columns(v)
	row["id"], row["version"], row["body"] = id, 1, body
	_, err := s.db.NewInsert().Model(&row).TableExpr(k.key).Exec(s.ctx)
	return err
}

// steps gives changes whose step is lost a step to belong to, and the steps that
// were undone or redone too. After such a loss no older step can be undone: half
// of it might be missing (see undoFloor).
func (s *salvage) steps() error {
	if s.out.Whole {
		return nil
	}
	for _, named := range []string{"SELECT action_id AS n FROM change", "SELECT target AS n FROM action WHERE target <> 0"} {
		if _, err := s.db.ExecContext(s.ctx, `INSERT INTO action (id, at, by_user, label, kind, target, undone)
SELECT DISTINCT x.n, COALESCE((SELECT MAX(a.at) FROM action a WHERE a.id < x.n), ?), '', '（说明已损坏）', ?, 0, 0
FROM (`+named+`) x WHERE NOT EXISTS (SELECT 1 FROM action a WHERE a.id = x.n)`, stamp(nowFunc()), LogPartial); err != nil {
			return err
		}
	}
	return s.marks()
}

// prune removes what refers to something that is lost, or the reference where
// the record can do without, and tells how much it was.
func (s *salvage) prune() (int, error) {
	type orphan struct {
		table, parent string
		row           int64
	}
	list, err := collect(s.ctx, Reader{s.db}, `SELECT "table", rowid, parent FROM pragma_foreign_key_check`, 0,
		func(rows *sql.Rows) (o orphan, err error) { return o, rows.Scan(&o.table, &o.row, &o.parent) })
	if err != nil {
		return 0, err
	}
	for _, o := range list {
		if kinds[o.table] != nil {
			var id string
			if err := s.db.QueryRowContext(s.ctx, fmt.Sprintf("SELECT COALESCE(MAX(id), '') FROM %s WHERE rowid = ?", o.table), o.row).Scan(&id); err != nil {
				return 0, err
			}
			s.cut[o.table+"/"+id] = true
		}
		column, field := "", ""
		switch o.table + "/" + o.parent {
		case "cadre/photo":
			column, field = "photo_hash", "$.photoHash"
		case "subject/branch":
			column, field = "branch_id", "$.branchId"
		case "subject/panel":
			column, field = "panel_id", "$.panelId"
		}
		query := fmt.Sprintf("DELETE FROM %s WHERE rowid = ?", o.table)
		if column != "" {
			s.out.Loosened++
			query = fmt.Sprintf("UPDATE %s SET %s = NULL, body = json_set(body, '%s', '') WHERE rowid = ?", o.table, column, field)
		} else {
			s.out.Dropped++
		}
		if _, err := s.db.ExecContext(s.ctx, query, o.row); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}
