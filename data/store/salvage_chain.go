package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
)

// SalvagedLog is what became of the log in a salvage.
type SalvagedLog struct {
	Head    string  `json:"head,omitempty"`    // the last seal of the damaged file, "" when it is lost too
	Entries int     `json:"entries,omitempty"` // how many it said it had, 0 when that is lost
	Gone    int     `json:"gone,omitempty"`    // entries of which nothing is left
	Partial []int64 `json:"partial,omitempty"` // numbers of the entries that lost a part
	Sealed  bool    `json:"sealed,omitempty"`  // the chain was made anew from the first loss on
	Fitted  int     `json:"fitted,omitempty"`  // records that no longer follow from what is left of it
}

// explains tells that the damage may be why a record is not as the log says.
func (s *salvage) explains(kind, id string) bool {
	return !s.out.Whole || s.gaps[kind] || s.cut[kind+"/"+id]
}

// survey notes how the log of the damaged file stands before anything is mended.
func (s *salvage) survey() error {
	if s.tables["chain"] == nil {
		return nil // from before there was a chain: the next opening makes one
	}
	log := &s.out.Log
	err := s.db.QueryRowContext(s.ctx, "SELECT head, entries FROM chain").Scan(&log.Head, &log.Entries)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if s.out.Whole {
		return nil
	}
	n, last := 0, ""
	err = eachEntry(s.ctx, s.db, 0, false, nil, func(e *entry) error {
		n++
		// The one after a lost entry does not fit either; that is told as its loss.
		if e.hash != e.sum {
			log.Partial = append(log.Partial, e.id)
		}
		last = e.hash
		return s.ctx.Err()
	})
	log.Gone = max(0, log.Entries-n)
	if log.Head == "" {
		log.Head = last
	}
	return err
}

// enter writes the salvage into the log, with the changes that bring the log to
// where the records are now. Only what the damage explains is brought in line:
// where nothing was lost, a record or an entry that was tampered with still shows.
func (s *salvage) enter(damaged, who string) error {
	changes, err := s.unlogged()
	if err != nil {
		return err
	}
	s.out.Log.Fitted = len(changes)
	chain := s.tables["chain"] != nil
	var id int64
	if err := s.db.QueryRowContext(s.ctx, "SELECT COALESCE(MAX(id), 0) + 1 FROM action").Scan(&id); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(s.ctx, "INSERT INTO action (id, at, by_user, label, kind, target, undone) VALUES (?, ?, ?, ?, ?, 0, 0)",
		id, stamp(nowFunc()), who, "抢救损坏的数据文件", LogSalvage); err != nil {
		return err
	}
	for i, c := range changes {
		if _, err := s.db.ExecContext(s.ctx, "INSERT INTO change (action_id, seq, kind, entity_id, before_body, after_body) VALUES (?, ?, ?, ?, ?, ?)",
			id, i+1, c.kind, c.id, c.before, c.after); err != nil {
			return err
		}
	}
	if !chain {
		return nil
	}
	s.out.Log.Sealed = !s.out.Whole
	text, err := json.Marshal(Detail{File: filepath.Base(damaged), Salvage: &s.out})
	if err != nil {
		return err
	}
	if _, err := s.db.ExecContext(s.ctx, "UPDATE action SET detail = ? WHERE id = ?", string(text), id); err != nil {
		return err
	}
	if !s.out.Whole {
		return chainAll(s.ctx, s.db)
	}
	return s.append(id)
}

// append seals the entry behind an unharmed log, whose own seals stay as they
// are.
func (s *salvage) append(id int64) error {
	var prev, sum string
	var n int
	err := s.db.QueryRowContext(s.ctx, "SELECT hash FROM action WHERE id < ? ORDER BY id DESC LIMIT 1", id).Scan(&prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, err := s.db.ExecContext(s.ctx, "UPDATE action SET prev = ? WHERE id = ?", prev, id); err != nil {
		return err
	}
	if err := eachEntry(s.ctx, s.db, id, false, nil, func(e *entry) error { sum = e.sum; return nil }); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(s.ctx, "UPDATE action SET hash = ? WHERE id = ?", sum, id); err != nil {
		return err
	}
	if err := s.db.QueryRowContext(s.ctx, "SELECT COUNT(*) FROM action").Scan(&n); err != nil {
		return err
	}
	if !s.gaps["chain"] {
		n = s.out.Log.Entries + 1 // what it said: entries cut off at the end still show
	}
	_, err = s.db.ExecContext(s.ctx, "UPDATE chain SET head = ?, entries = ? WHERE id = 1", sum, n)
	return err
}

// unlogged are the changes between what is left of the log and the records.
func (s *salvage) unlogged() ([]change, error) {
	type record struct{ kind, id string }
	became := map[record][sha256.Size]byte{}
	err := eachEntry(s.ctx, s.db, 0, false, func(_ *entry, c *change) {
		delete(became, record{c.kind, c.id})
		if c.after.Valid {
			became[record{c.kind, c.id}] = sha256.Sum256([]byte(c.after.String))
		}
	}, func(*entry) error { return s.ctx.Err() })
	if err != nil {
		return nil, err
	}
	var out []change
	for key := range kinds {
		list, err := collect(s.ctx, Reader{s.db}, "SELECT id, body FROM "+key+" ORDER BY id", 0, func(rows *sql.Rows) (c change, err error) {
			c.kind = key
			err = rows.Scan(&c.id, &c.after)
			if want, known := became[record{key, c.id}]; known && want == sha256.Sum256([]byte(c.after.String)) {
				c.kind, c.after.String = "", "" // as the log says
			}
			delete(became, record{key, c.id})
			return c, err
		})
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if c.kind != "" && s.explains(c.kind, c.id) {
				out = append(out, c)
			}
		}
	}
	for r := range became {
		if s.explains(r.kind, r.id) {
			out = append(out, change{kind: r.kind, id: r.id})
		}
	}
	for i := range out {
		if out[i].before, err = s.lastKnown(out[i].kind, out[i].id); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b change) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.id, b.id))
	})
	return out, nil
}

// lastKnown is what the log says that a record became last.
func (s *salvage) lastKnown(kind, id string) (body sql.NullString, err error) {
	err = s.db.QueryRowContext(s.ctx, "SELECT after_body FROM change WHERE kind = ? AND entity_id = ? ORDER BY action_id DESC, seq DESC LIMIT 1", kind, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return body, err
}

// marks sets the marks of undone steps by what is left of the log.
func (s *salvage) marks() error {
	list, err := collect(s.ctx, Reader{s.db}, "SELECT id, target, kind FROM action WHERE kind IN (?, ?) ORDER BY id", 0,
		func(rows *sql.Rows) (e entry, err error) { return e, rows.Scan(&e.id, &e.target, &e.kind) }, undoAction, redoAction)
	if err != nil {
		return err
	}
	if _, err := s.db.ExecContext(s.ctx, "UPDATE action SET undone = 0"); err != nil {
		return err
	}
	for _, e := range list {
		if e.kind == redoAction {
			e.id = 0
		}
		if _, err := s.db.ExecContext(s.ctx, "UPDATE action SET undone = ? WHERE id = ?", e.id, e.target); err != nil {
			return err
		}
	}
	return nil
}

// undoFloor is the number of the last entry that cannot be undone any more: a
// salvage that lost steps, of which half might be missing. 0 for none.
func (r Reader) undoFloor(ctx context.Context) (int64, error) {
	list, err := r.Entries(ctx, LogSalvage, 0)
	if err != nil {
		return 0, err
	}
	for _, e := range list {
		if e.Salvage == nil || !e.Salvage.Whole {
			return e.ID, nil
		}
	}
	return 0, nil
}
