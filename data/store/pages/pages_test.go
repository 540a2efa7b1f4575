package pages

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"
)

// sample is a database SQLite wrote: whole numbers of every size, a real
// number, bytes, a text over several pages, deleted rows on free pages.
func sample(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(`PRAGMA page_size = 512; CREATE TABLE a (id INTEGER PRIMARY KEY, x); CREATE TABLE b (k TEXT PRIMARY KEY, v BLOB);
INSERT INTO a (x) VALUES (0), (1), (-1), (127), (-32768), (8388607), (-2147483648), (140737488355327), (9223372036854775807), (2.5), (NULL), (x'00ff');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO b SELECT '键' || i, printf('%.*c', i * 7, 'x') FROM n;
DELETE FROM b WHERE k > '键2'`)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRowsAreThoseSQLiteWrote(t *testing.T) {
	b := sample(t)
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	want := []any{int64(0), int64(1), int64(-1), int64(127), int64(-32768), int64(8388607), int64(-2147483648), int64(140737488355327),
		int64(9223372036854775807), 2.5, nil, []byte{0, 255}}
	var got []any
	long := map[string]int{}
	lost, err := f.Rows(func(r Row) error {
		switch r.Table {
		case "a":
			got = append(got, r.Values[1])
		case "b":
			long[r.Values[0].(string)] = len(r.Values[1].(string))
		}
		return nil
	})
	if err != nil || lost.Pages+lost.Rows != 0 || len(got) != len(want) {
		t.Fatalf("%d rows, lost %+v, %v", len(got), lost, err)
	}
	for i := range want {
		x, isBytes := want[i].([]byte)
		if isBytes && !bytes.Equal(x, got[i].([]byte)) || !isBytes && want[i] != got[i] {
			t.Errorf("row %d: %v, want %v", i+1, got[i], want[i])
		}
	}
	// 1, 2, 10 to 19 and 100 to 199 are left.
	if len(long) != 112 || long["键1"] != 7 || long["键199"] != 199*7 {
		t.Errorf("%d long rows", len(long))
	}
}

// No file makes the reader fail or run away.
func FuzzRows(f *testing.F) {
	b := sample(f)
	f.Add(b[:4096])
	f.Add([]byte("SQLite format 3\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		if _, err := file.Rows(func(r Row) error {
			if len(r.Values) == 0 {
				t.Error("an empty row")
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
}
