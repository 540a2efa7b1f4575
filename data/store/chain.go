package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"github.com/uptrace/bun"
)

// entry is one action with all it changed, as the chain seals it.
type entry struct {
	id, target, undone                          int64
	at, user, label, kind, source, detail, prev string
	hash                                        string // as it is stored
	sum                                         string // as the content and prev give it
	changes                                     int
}

// The chain covers what an action said and did. Not "undone": that mark is set
// later, and follows from the entries that undo and redo.
const chained = `SELECT a.id, a.at, a.by_user, a.label, a.kind, a.target, a.undone, a.source, a.detail, a.prev, a.hash,
c.seq, c.kind, c.entity_id, c.before_body, c.after_body
FROM action a LEFT JOIN change c ON c.action_id = a.id WHERE a.id >= ? ORDER BY a.id, c.seq`

// digest takes parts in such a way that no other parts give the same: each with
// its length before it.
type digest struct{ hash.Hash }

func (d digest) text(s string)  { fmt.Fprintf(d, "%d:", len(s)); d.Write([]byte(s)) }
func (d digest) number(n int64) { fmt.Fprintf(d, "#%d;", n) }
func (d digest) sum() string    { return hex.EncodeToString(d.Sum(nil)) }
func (d digest) body(s sql.NullString) {
	if !s.Valid {
		fmt.Fprint(d, "-;") // nothing is not the same as an empty text
		return
	}
	d.text(s.String)
}

// eachEntry reads the log from an action on, in order: onChange hears of each
// change and then onEntry of the entry it belongs to. With relink the chain is
// made anew: the sum before goes into each entry, not what stands in it.
func eachEntry(ctx context.Context, db bun.IDB, from int64, relink bool, onChange func(*entry, *change), onEntry func(*entry) error) error {
	rows, err := db.QueryContext(ctx, chained, from)
	if err != nil {
		return explainRead(err)
	}
	defer rows.Close()
	var e *entry
	var d digest
	last := ""
	done := func() error {
		if e == nil {
			return nil
		}
		e.sum = d.sum()
		last = e.sum
		return onEntry(e)
	}
	for rows.Next() {
		var n entry
		var seq sql.NullInt64
		var key, id, before, after sql.NullString
		if err := rows.Scan(&n.id, &n.at, &n.user, &n.label, &n.kind, &n.target, &n.undone, &n.source, &n.detail, &n.prev, &n.hash,
			&seq, &key, &id, &before, &after); err != nil {
			return explainRead(err)
		}
		if e == nil || e.id != n.id {
			if err := done(); err != nil {
				return err
			}
			if relink {
				n.prev = last
			}
			e, d = &n, digest{sha256.New()}
			d.text(e.prev)
			d.number(e.id)
			for _, s := range []string{e.at, e.user, e.label, e.kind, e.source, e.detail} {
				d.text(s)
			}
			d.number(e.target)
		}
		if !seq.Valid {
			continue
		}
		e.changes++
		d.number(seq.Int64)
		d.text(key.String)
		d.text(id.String)
		d.body(before)
		d.body(after)
		if onChange != nil {
			onChange(e, &change{kind: key.String, id: id.String, before: before, after: after})
		}
	}
	if err := rows.Err(); err != nil {
		return explainRead(err)
	}
	return done()
}

// seal closes the action with its place in the chain.
func (tx *Tx) seal() error {
	var prev string
	err := tx.tx.QueryRowContext(tx.ctx, "SELECT hash FROM action WHERE id < ? ORDER BY id DESC LIMIT 1", tx.id).Scan(&prev)
	if err != nil && err != sql.ErrNoRows {
		return err
	}
	if err := tx.exec("UPDATE action SET source = ?, detail = ?, prev = ? WHERE id = ?", tx.sourceText(), tx.detail, prev, tx.id); err != nil {
		return err
	}
	var sum string
	if err := eachEntry(tx.ctx, tx.tx, tx.id, false, nil, func(e *entry) error { sum = e.sum; return nil }); err != nil {
		return err
	}
	if err := tx.exec("UPDATE action SET hash = ? WHERE id = ?", sum, tx.id); err != nil {
		return err
	}
	added := 1
	if tx.joined {
		added = 0 // it took the place of the one before
	}
	return tx.exec("UPDATE chain SET head = ?, entries = entries + ? WHERE id = 1", sum, added)
}

// chainAll seals all entries: those that a database has from before there was a
// chain, or those that a salvage left.
func chainAll(ctx context.Context, db bun.IDB) error {
	type link struct {
		id         int64
		prev, hash string
	}
	var links []link
	err := eachEntry(ctx, db, 0, true, nil, func(e *entry) error {
		links = append(links, link{e.id, e.prev, e.sum})
		return nil
	})
	if err != nil {
		return err
	}
	head := ""
	for _, l := range links {
		if _, err := db.ExecContext(ctx, "UPDATE action SET prev = ?, hash = ? WHERE id = ?", l.prev, l.hash, l.id); err != nil {
			return err
		}
		head = l.hash
	}
	_, err = db.ExecContext(ctx, "UPDATE chain SET head = ?, entries = ? WHERE id = 1", head, len(links))
	return err
}

// ChainHead is the seal of the latest entry, "" while there is none. Whoever
// notes it down can tell later that everything up to it is still there.
func (r Reader) ChainHead(ctx context.Context) (head string, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT head FROM chain WHERE id = 1").Scan(&head)
	return head, explainRead(err)
}

// lastSeal is the seal of the latest entry worth a backup: signing in and looking
// at a number are not, or every start would push an older backup out.
func (r Reader) lastSeal(ctx context.Context) (seal string, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT hash FROM action WHERE kind NOT IN (?, ?) ORDER BY id DESC LIMIT 1", LogAccess, LogReveal).Scan(&seal)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seal, explainRead(err)
}

// SealOf is the seal of one entry.
func (r Reader) SealOf(ctx context.Context, id int64) (seal string, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT hash FROM action WHERE id = ?", id).Scan(&seal)
	return seal, explainRead(err)
}
