package store

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"kaocha/data/safefile"

	"github.com/uptrace/bun"
)

// DraftFolder is where counts that are not finished are kept, beside the
// database and outside it: its history would keep the order of the ballots.
func DraftFolder(dbPath string) string { return filepath.Join(filepath.Dir(dbPath), "计票草稿") }

// draftLimit bounds a draft, in bytes.
const draftLimit = 8 << 20

// A backup carries the drafts in a table of its own, which no database in use
// has; Restore writes them out again.
const draftTable = "kept_draft"

// draftsOf reads the drafts of a database: other databases may lie in the same
// folder, so a draft is known by the subject or round that its name begins with.
func draftsOf(ctx context.Context, db bun.IDB, dbPath string) (map[string][]byte, error) {
	dir := DraftFolder(dbPath)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, safefile.Explain(dir, err)
	}
	ids, err := firstColumn(ctx, db, "SELECT id FROM subject UNION SELECT id FROM round")
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, e := range entries {
		owned := false
		for _, id := range ids {
			owned = owned || strings.HasPrefix(e.Name(), id+"-")
		}
		if !owned || !e.Type().IsRegular() || filepath.Ext(e.Name()) != ".json" {
			continue
		}
		b, err := safefile.Read(filepath.Join(dir, e.Name()), draftLimit)
		if errors.Is(err, fs.ErrNotExist) {
			continue // finished just now
		}
		if err != nil {
			return nil, err
		}
		out[e.Name()] = b
	}
	return out, nil
}

func firstColumn(ctx context.Context, db bun.IDB, query string) (out []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// packDrafts puts drafts into a copy of a database.
func packDrafts(ctx context.Context, eng engine, path string, drafts map[string][]byte) error {
	if len(drafts) == 0 {
		return nil
	}
	return edit(ctx, eng, path, func(db *bun.DB) error {
		if _, err := db.ExecContext(ctx, "CREATE TABLE "+draftTable+" (name TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL)"); err != nil {
			return err
		}
		for name, b := range drafts {
			if _, err := db.DB.ExecContext(ctx, "INSERT INTO "+draftTable+" (name, body) VALUES (?, ?)", name, b); err != nil {
				return err
			}
		}
		return nil
	})
}

// unpackDrafts takes the drafts out of a copy that is to become the database.
func unpackDrafts(ctx context.Context, eng engine, path string) (drafts map[string][]byte, err error) {
	db, err := eng.open(path, frozen)
	if err != nil {
		return nil, err
	}
	drafts, err = packedDrafts(ctx, db)
	db.Close()
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	return drafts, edit(ctx, eng, path, func(db *bun.DB) error {
		_, err := db.ExecContext(ctx, "DROP TABLE "+draftTable+"; VACUUM")
		return err
	})
}

// packedDrafts reads the drafts that a backup carries.
func packedDrafts(ctx context.Context, db bun.IDB) (map[string][]byte, error) {
	there, err := firstColumn(ctx, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '"+draftTable+"'")
	if err != nil || len(there) == 0 {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, "SELECT name, body FROM "+draftTable)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]byte{}
	for rows.Next() {
		var name string
		var b []byte
		if err := rows.Scan(&name, &b); err != nil {
			return nil, err
		}
		if name == filepath.Base(name) && name != "." && name != ".." { // never outside the folder
			out[name] = b
		}
	}
	return out, rows.Err()
}

// edit changes a database that nobody else has open, and leaves it in one file.
func edit(ctx context.Context, eng engine, path string, change func(*bun.DB) error) error {
	db, err := eng.open(path, readWrite)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := change(db); err != nil {
		return err
	}
	return eng.release(ctx, db)
}

// putDrafts writes restored drafts in the place of those that were there under
// the same names.
func putDrafts(dbPath string, drafts map[string][]byte) error {
	if len(drafts) == 0 {
		return nil
	}
	dir := DraftFolder(dbPath)
	if err := safefile.MakeDir(dir, 0o700); err != nil {
		return err
	}
	for name, b := range drafts {
		if err := safefile.WriteBytes(filepath.Join(dir, name), b); err != nil {
			return err
		}
	}
	return nil
}

// sameDrafts tells whether a backup carries the drafts as they are now.
func sameDrafts(ctx context.Context, backup, now bun.IDB, dbPath string) bool {
	kept, err1 := packedDrafts(ctx, backup)
	have, err2 := draftsOf(ctx, now, dbPath)
	return err1 == nil && err2 == nil && maps.EqualFunc(kept, have, bytes.Equal)
}
