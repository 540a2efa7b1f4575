package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"time"

	"github.com/uptrace/bun"
)

// Comparison says what is in a backup and what would be lost by restoring it.
type Comparison struct {
	Backup, Now Counts
	Rounds      []string  // of the backup
	At          time.Time // the backup's last change, zero when it has none
	Label       string    // and what it was

	Lost        []Action // steps of work since then, the latest first
	LostPersons []string // in the register now and not in the backup
	LostRounds  []string
	Changed     int      // records of both that differ
	Back        []string // persons of the backup that are not in the register now
}

// Compare looks at a backup beside the database, both untouched. Without a
// usable database beside it only the backup's side is filled in.
func Compare(ctx context.Context, backup, dbPath string) (*Comparison, error) {
	c := &Comparison{}
	err := withCopy(ctx, backup, func(theirs Reader) (err error) {
		if c.Backup, err = countsOf(ctx, theirs.db); err != nil {
			return err
		}
		rounds, err := theirs.Rounds(ctx)
		for _, r := range rounds {
			c.Rounds = append(c.Rounds, r.Name)
		}
		if err != nil {
			return err
		}
		steps, err := work(ctx, theirs)
		if err != nil {
			return err
		}
		if len(steps) > 0 {
			c.At, c.Label = steps[0].At, steps[0].Label
		}
		if ok, _ := CheckFile(dbPath); !ok {
			return nil
		}
		return withCopy(ctx, dbPath, func(ours Reader) error { return c.against(ctx, theirs, ours, steps) })
	})
	return c, err
}

func withCopy(ctx context.Context, path string, fn func(Reader) error) error {
	if _, err := inspect(ctx, sqliteEngine{}, path); err != nil {
		return err
	}
	mode := readOnly
	if !exists(path + "-wal") {
		mode = frozen
	}
	db, err := sqliteEngine{}.open(path, mode)
	if err != nil {
		return sqliteEngine{}.explain(path, err)
	}
	defer db.Close()
	return fn(Reader{db})
}

// work lists the steps that changed records, the latest first.
func work(ctx context.Context, r Reader) (out []Action, err error) {
	all, err := r.Actions(ctx, 0)
	for _, a := range all {
		if a.Changes > 0 {
			out = append(out, a)
		}
	}
	return out, err
}

func (c *Comparison) against(ctx context.Context, theirs, ours Reader, have []Action) (err error) {
	if c.Now, err = countsOf(ctx, ours.db); err != nil {
		return err
	}
	steps, err := work(ctx, ours)
	if err != nil {
		return err
	}
	type step struct {
		id int64
		at time.Time
	}
	both := map[step]bool{}
	for _, a := range have {
		both[step{a.ID, a.At}] = true
	}
	for _, a := range steps { // back to where the two were one
		if both[step{a.ID, a.At}] {
			break
		}
		c.Lost = append(c.Lost, a)
	}
	for _, key := range []string{KindCadre, KindRound, KindSubject, KindBranch, KindPanel, KindWaiver, KindSetting} {
		if err := c.records(ctx, key, theirs.db, ours.db); err != nil {
			return err
		}
	}
	return nil
}

// records compares one kind of record.
func (c *Comparison) records(ctx context.Context, key string, theirs, ours bun.IDB) error {
	type rec struct {
		sum   [sha256.Size]byte
		title string
	}
	read := func(db bun.IDB, each func(id string, r rec)) error {
		rows, err := db.QueryContext(ctx, "SELECT id, body FROM ?", bun.Ident(key))
		if err != nil {
			return explainRead(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			var body sql.RawBytes
			if err := rows.Scan(&id, &body); err != nil {
				return explainRead(err)
			}
			r := rec{sum: sha256.Sum256(body)}
			if key == KindCadre || key == KindRound {
				r.title = titleOf(key, string(body))
			}
			each(id, r)
		}
		return explainRead(rows.Err())
	}
	old := map[string]rec{}
	if err := read(theirs, func(id string, r rec) { old[id] = r }); err != nil {
		return err
	}
	err := read(ours, func(id string, r rec) {
		was, there := old[id]
		delete(old, id)
		switch {
		case there && was.sum != r.sum:
			c.Changed++
		case !there && key == KindCadre:
			c.LostPersons = append(c.LostPersons, r.title)
		case !there && key == KindRound:
			c.LostRounds = append(c.LostRounds, r.title)
		}
	})
	if key == KindCadre {
		for _, r := range old {
			c.Back = append(c.Back, r.title)
		}
	}
	return err
}
