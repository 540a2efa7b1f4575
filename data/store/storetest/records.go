// Package storetest lets tests of other packages look at a database as it is kept,
// past the store's own reading.
package storetest

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// tables hold the records; the log of what was done to them is not among them.
var tables = []string{"cadre", "source", "round", "branch", "panel", "subject", "waiver", "setting", "peer", "handover"}

// Records are all records of a database, by table and id, without the numbers
// that only count changes.
func Records(t testing.TB, path string) map[string]string {
	t.Helper()
	db := open(t, path)
	defer db.Close()
	out := map[string]string{}
	for _, table := range tables {
		if err := read(db, table, out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func read(db *sql.DB, table string, out map[string]string) error {
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		cells, to := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		key, text := "", ""
		for i, n := range names {
			switch n {
			case "id":
				key = fmt.Sprint(table, " ", cells[i])
			case "version":
			default:
				text += fmt.Sprintf("%s=%v\n", n, cells[i])
			}
		}
		out[key] = text
	}
	return rows.Err()
}

// Steps is how many steps of work a database knows.
func Steps(t testing.TB, path string) (n int) {
	t.Helper()
	db := open(t, path)
	defer db.Close()
	if err := db.QueryRow("SELECT COUNT(*) FROM action WHERE kind = 'do'").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// open opens a database only to read; the store registers the driver.
func open(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path)+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	return db
}
