package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uptrace/bun"
)

// filled makes a database with some persons and closes it.
func filled(t *testing.T, dir string, persons int) string {
	t.Helper()
	path := filepath.Join(dir, "考察通.db")
	s := openAt(t, path)
	do(t, s, "名册", func(tx *Tx) error {
		for range persons {
			c := person("某某")
			c.Remarks = strings.Repeat("备注", 300)
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	es, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range es {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// CASES T06: what is no database of ours is refused and left as it is.
func TestWrongFilesAreRefusedUntouched(t *testing.T) {
	good := bytesOf(t, filled(t, t.TempDir(), 200))
	random := make([]byte, 50000)
	rand.New(rand.NewSource(1)).Read(random)
	flipped := bytes.Clone(good)
	page := 4096
	for i := range page { // a page in the middle of the persons
		flipped[len(good)/2/page*page+i] ^= 0xff
	}
	foreign := filepath.Join(t.TempDir(), "other.db")
	makeForeign(t, foreign)
	cut := bytes.Clone(good[:len(good)/2/page*page])
	for name, content := range map[string][]byte{
		"0 bytes": {}, "text": []byte("考察材料清单\n"), "random": random, "half": good[:len(good)/2],
		"half on a page": cut, "flipped page": flipped, "header only": good[:100], "other program": bytesOf(t, foreign),
		"random after header": append([]byte(sqliteMagic), random...),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "考察通.db")
			backup := filepath.Join(BackupFolder(path), "考察通-备份-000007-20260101-080000.db")
			broken := filepath.Join(BackupFolder(path), "考察通-备份-000008-20260102-080000.db")
			if err := errors.Join(os.MkdirAll(BackupFolder(path), 0o755), os.WriteFile(path, content, 0o600),
				os.WriteFile(backup, good, 0o600), os.WriteFile(broken, random, 0o600)); err != nil {
				t.Fatal(err)
			}
			for _, ro := range []bool{false, true} {
				s, err := Open(path, Options{ReadOnly: ro})
				if err == nil {
					s.Close()
					t.Fatal("opened")
				}
				if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), backup) || !strings.Contains(err.Error(), path) {
					t.Errorf("message %v", err)
				}
				if strings.ContainsAny(err.Error(), "\n*") || strings.Contains(err.Error(), "btree") {
					t.Errorf("the message shows the engine's own words: %v", err)
				}
			}
			if !bytes.Equal(bytesOf(t, path), content) || listing(t, dir) != "备份 考察通.db" {
				t.Errorf("touched: %s", listing(t, dir))
			}
			if ok, reason := CheckFile(path); ok || reason == "" {
				t.Error("CheckFile finds it good")
			}
		})
	}
}

// makeForeign makes an SQLite database of another program.
func makeForeign(t *testing.T, path string) {
	t.Helper()
	os.WriteFile(path, nil, 0o600)
	db, err := sqliteEngine{}.open(path, readWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE cadre (x)"); err != nil {
		t.Fatal(err)
	}
}

func TestMissingFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "新", "层", "考察通.db")
	if _, err := Open(path, Options{ReadOnly: true}); !errors.Is(err, ErrNotFound) || exists(filepath.Dir(path)) {
		t.Fatalf("read-only: %v", err)
	}
	s := openAt(t, path)
	saved(t, s, "甲")
	s.Close()
	if got := listing(t, filepath.Dir(path)); got != "考察通.db" {
		t.Errorf("beside the database: %s", got)
	}
	if st, _ := os.Stat(path); st.Mode().Perm() != 0o600 {
		t.Errorf("others may read the register: %v", st.Mode())
	}
}

// shipped is the version of a database made by this program.
func shipped(t *testing.T) int {
	t.Helper()
	ms, err := loadMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	return latest(ms)
}

// twoSteps are migrations of a later program: table extra comes after ours.
func twoSteps(t *testing.T, second string) []migration {
	t.Helper()
	ms, err := loadMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	return append(ms, migration{len(ms) + 1, "more", second})
}

const addExtra = "ALTER TABLE cadre ADD COLUMN extra TEXT; CREATE TABLE more (x TEXT); UPDATE cadre SET extra = name"

func TestMigrationKeepsDataAndACopy(t *testing.T) {
	path := filled(t, t.TempDir(), 20)
	s, err := Open(path, Options{Now: clock(), migrations: twoSteps(t, addExtra)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var n int
	if err := s.read.QueryRow("SELECT COUNT(*) FROM cadre WHERE extra = name").Scan(&n); err != nil || n != 20 {
		t.Fatalf("%d, %v", n, err)
	}
	copies, _ := filepath.Glob(filepath.Join(filepath.Dir(path), fmt.Sprintf("考察通-升级前-v%d-*.db", shipped(t))))
	if len(copies) != 1 {
		t.Fatalf("copies %v in %s", copies, listing(t, filepath.Dir(path)))
	}
	old := openAt(t, copies[0])
	if _, total, err := old.Cadres(ctx, CadreFilter{}); err != nil || total != 20 {
		t.Errorf("copy has %d, %v", total, err)
	}
}

// CASES T10: a step that fails or is cut off is wholly undone; the next start
// goes on.
func TestInterruptedMigration(t *testing.T) {
	path := filled(t, t.TempDir(), 20)
	_, err := Open(path, Options{Now: clock(), migrations: twoSteps(t, addExtra+"; INSERT INTO nowhere VALUES (1)")})
	if err == nil || !strings.Contains(err.Error(), "已退回") {
		t.Fatalf("got %v", err)
	}
	s := openAt(t, path) // the older program still works
	if _, total, err := s.Cadres(ctx, CadreFilter{}); err != nil || total != 20 {
		t.Fatalf("%d, %v", total, err)
	}
	s.Close()
	s, err = Open(path, Options{Now: clock(), migrations: twoSteps(t, addExtra)})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := schemaVersion(ctx, s.read); v != shipped(t)+1 || err != nil {
		t.Errorf("version %d, %v", v, err)
	}
	s.Close()
}

// Of several steps those before the failing one stay done.
func TestMigrationGoesOnWhereItStopped(t *testing.T) {
	path := filled(t, t.TempDir(), 5)
	steps := func(third string) []migration {
		ms := twoSteps(t, "CREATE TABLE two (x TEXT)")
		return append(ms, migration{len(ms) + 1, "three", third}, migration{len(ms) + 2, "four", "CREATE TABLE four (x TEXT)"})
	}
	if _, err := Open(path, Options{Now: clock(), migrations: steps("CREATE TABLE three (x TEXT); SELECT broken")}); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("第 %d 步", shipped(t)+2)) {
		t.Fatalf("got %v", err)
	}
	db, err := sqliteEngine{}.open(path, readOnly)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := schemaVersion(ctx, db); v != shipped(t)+1 || err != nil {
		t.Errorf("version %d, %v", v, err)
	}
	if _, err := db.Exec("SELECT * FROM three"); err == nil {
		t.Error("half of the failing step stayed")
	}
	db.Close()
	s, err := Open(path, Options{Now: clock(), migrations: steps("CREATE TABLE three (x TEXT)")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if v, err := schemaVersion(ctx, s.read); v != shipped(t)+3 || err != nil || count(t, s) != 5 {
		t.Errorf("version %d, %v", v, err)
	}
}

func TestMigrationNumbersWithoutGaps(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"gap":     {"migrations/0001_a.sql": {}, "migrations/0003_c.sql": {}},
		"twice":   {"migrations/0001_a.sql": {}, "migrations/0001_b.sql": {}},
		"unnamed": {"migrations/first.sql": {}},
	} {
		if _, err := loadMigrations(files); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// CASES T09: a newer program's database is shown and not touched.
func TestNewerDatabaseIsReadOnly(t *testing.T) {
	path := filled(t, t.TempDir(), 20)
	s, err := Open(path, Options{Now: clock(), migrations: twoSteps(t, addExtra)})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	before := bytesOf(t, path)
	s = openAt(t, path)
	ro, reason := s.ReadOnly()
	if !ro || !strings.Contains(reason, "更新版本") || !strings.Contains(reason, "升级程序") {
		t.Errorf("%v %q", ro, reason)
	}
	if page, total, err := s.Cadres(ctx, CadreFilter{Text: "某", Limit: 3}); err != nil || total != 20 || len(page) != 3 {
		t.Errorf("%d, %v", total, err)
	}
	err = s.Do(ctx, "x", func(tx *Tx) error { return tx.SaveCadre(person("甲")) })
	if !errors.Is(err, ErrReadOnly) || err.Error() != reason {
		t.Errorf("writing: %v", err)
	}
	if _, err := s.Undo(ctx); !errors.Is(err, ErrReadOnly) {
		t.Errorf("undo: %v", err)
	}
	if err := s.Backup(ctx, filepath.Join(t.TempDir(), "b.db")); err != nil {
		t.Errorf("backup: %v", err)
	}
	s.Close()
	if !bytes.Equal(before, bytesOf(t, path)) {
		t.Error("file changed")
	}
	if st, err := os.Stat(path + "-wal"); err == nil && st.Size() > 0 {
		t.Error("something was written beside it")
	}
}

func TestReadOnlyOpeningWhileAnotherWrites(t *testing.T) {
	s := openNew(t)
	saved(t, s, "甲")
	r, err := Open(s.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	saved(t, s, "乙")
	if _, n, err := r.Cadres(ctx, CadreFilter{}); err != nil || n != 2 {
		t.Errorf("sees %d, %v", n, err)
	}
	if err := r.Do(ctx, "x", func(*Tx) error { return nil }); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
}

// The reading handle refuses to write whatever it is asked.
func TestReadHandleCannotWrite(t *testing.T) {
	s := openNew(t)
	c := saved(t, s, "甲")
	if _, err := s.read.Exec("DELETE FROM cadre"); err == nil {
		t.Fatal("the reading handle wrote")
	}
	if _, err := s.Cadre(ctx, c.ID); err != nil {
		t.Fatal(err)
	}
}

func TestPragmasHoldOnEveryConnection(t *testing.T) {
	s := openNew(t)
	for _, p := range []struct {
		db   *bun.DB
		q    string
		want string
	}{
		{s.write, "PRAGMA journal_mode", "wal"}, {s.write, "PRAGMA foreign_keys", "1"}, {s.write, "PRAGMA synchronous", "2"},
		{s.write, "PRAGMA busy_timeout", "5000"}, {s.read, "PRAGMA busy_timeout", "5000"},
	} {
		var got string
		if err := p.db.QueryRow(p.q).Scan(&got); err != nil || got != p.want {
			t.Errorf("%s = %q, %v; want %q", p.q, got, err, p.want)
		}
	}
}
