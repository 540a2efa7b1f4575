package store

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migration is one numbered step of the schema; the number is the version the
// database has after it.
type migration struct {
	number int
	name   string
	sql    string
}

// after are steps that SQL cannot do, by the name of the migration they end.
var after = map[string]func(context.Context, bun.IDB) error{"audit": chainAll}

// loadMigrations reads NNNN_name.sql files: numbers without gaps, from 1.
func loadMigrations(fsys fs.FS) ([]migration, error) {
	paths, err := fs.Glob(fsys, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, p := range paths {
		text, err := fs.ReadFile(fsys, p)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(p, "migrations/"), ".sql")
		digits, _, _ := strings.Cut(name, "_")
		n, err := strconv.Atoi(digits)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", p, err)
		}
		out = append(out, migration{n, name, string(text)})
	}
	slices.SortFunc(out, func(a, b migration) int { return cmp.Compare(a.number, b.number) })
	for i, m := range out {
		if m.number != i+1 {
			return nil, fmt.Errorf("migration %d is missing", i+1)
		}
	}
	return out, nil
}

func latest(ms []migration) int { return len(ms) }

// schemaVersion is the number of the last migration a database has had.
func schemaVersion(ctx context.Context, db bun.IDB) (int, error) {
	var n int
	err := db.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) FROM migration").Scan(&n)
	return n, err
}

// migrate brings the database from version have to the newest. Each step and
// its bookkeeping row are one transaction: an interruption leaves the step
// wholly done or wholly undone, and the next start goes on from there.
func migrate(ctx context.Context, db *bun.DB, ms []migration, have int, now time.Time) error {
	for _, m := range ms[have:] {
		err := db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
			if _, err := tx.Tx.ExecContext(ctx, m.sql); err != nil {
				return err
			}
			_, name, _ := strings.Cut(m.name, "_")
			if step := after[name]; step != nil {
				if err := step(ctx, tx); err != nil {
					return err
				}
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO migration (number, name, at) VALUES (?, ?, ?)",
				m.number, m.name, stamp(now))
			return err
		})
		if err != nil {
			return fmt.Errorf("升级数据文件的第 %d 步（%s）失败，已退回：%w", m.number, m.name, err)
		}
	}
	return nil
}

// createBook makes the table that remembers the migrations.
func createBook(ctx context.Context, db bun.IDB) error {
	_, err := db.ExecContext(ctx, "CREATE TABLE migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)")
	return err
}

// stamp is how times are stored: UTC, sortable as text.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func parseStamp(s string) (time.Time, error) {
	t, err := time.Parse("2006-01-02T15:04:05.000Z", s)
	if err != nil {
		return t, errors.Join(ErrDamaged, err)
	}
	return t.Local(), nil
}
