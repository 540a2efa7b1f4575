package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	"kaocha/data/safefile"
	"kaocha/data/store/pages"

	"github.com/uptrace/bun"
)

// Counts says how much is in a database.
type Counts struct {
	Cadres, Rounds, Subjects int
	Steps                    int64 // the number of the last step of work
}

// Salvaged is what Salvage could get out of a damaged database.
type Salvaged struct {
	Counts
	FromHistory int // records taken from the history because their own row was gone
	Dropped     int // records given up because what they belong to is lost
	Loosened    int // records that lost their photo, branch or panel
	Pages, Rows int // places that could not be read
	// Whole tells that the steps of work are all there, so that they can still
	// be undone; after a loss among them the undoing begins anew.
	Whole bool
	Log   SalvagedLog `json:",omitzero"`
}

// Salvage reads whatever can be read of a damaged database and writes it as a
// new, verified one to path, which must not exist; "" only counts. The damaged
// file is not changed. Rows come page by page, without SQLite; what is missing
// is taken from the history where that is left. The log of the new one tells of
// the salvage, with what was lost, and that it was done by who.
func Salvage(ctx context.Context, damaged, path, who string) (Salvaged, error) {
	dir := filepath.Dir(damaged)
	if path != "" {
		dir = filepath.Dir(path)
		if exists(path) {
			return Salvaged{}, fail(ErrInvalid, "“%s”已经存在，为免覆盖没有写入；请换一个名称", path)
		}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return Salvaged{}, safefile.Explain(path, err)
		}
	}
	hold, err := safefile.TempDir(dir)
	if err != nil {
		return Salvaged{}, err
	}
	defer os.RemoveAll(hold)
	copied := filepath.Join(hold, "damaged.db")
	if err := foldedCopy(damaged, copied); err != nil {
		return Salvaged{}, err
	}
	s := &salvage{ctx: ctx, eng: sqliteEngine{}, path: filepath.Join(hold, "salvaged.db")}
	defer s.close()
	if err := s.run(copied, damaged, who); err != nil {
		if ctx.Err() != nil {
			return Salvaged{}, cancelled(ctx.Err())
		}
		return Salvaged{}, fmt.Errorf("“%s”里找不到可以救出的记录：%w", damaged, err)
	}
	s.close()
	if _, err := inspect(ctx, s.eng, s.path); err != nil {
		return s.out, fmt.Errorf("救出的数据没有通过检查，没有保留：%w", err)
	}
	if path == "" {
		return s.out, nil
	}
	return s.out, settle(s.path, path)
}

// foldedCopy copies a database and plays its log into the copy where SQLite
// still can.
func foldedCopy(from, to string) error {
	for _, tail := range []string{"", "-wal"} {
		if !exists(from + tail) {
			continue
		}
		if err := copyFile(from+tail, to+tail); err != nil {
			return err
		}
	}
	if !exists(to + "-wal") {
		return nil
	}
	if db, err := (sqliteEngine{}).open(to, readWrite); err == nil {
		_, _ = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)") // a log beyond help leaves the file as it is
		db.Close()
	}
	return nil
}

// CountsOf says how much a good database holds.
func CountsOf(ctx context.Context, path string) (Counts, error) {
	mode := readOnly
	if !exists(path + "-wal") {
		mode = frozen
	}
	db, err := sqliteEngine{}.open(path, mode)
	if err != nil {
		return Counts{}, sqliteEngine{}.explain(path, err)
	}
	defer db.Close()
	return countsOf(ctx, db)
}

func countsOf(ctx context.Context, db bun.IDB) (c Counts, err error) {
	err = db.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM cadre), (SELECT COUNT(*) FROM round),
 (SELECT COUNT(*) FROM subject), (SELECT COALESCE(MAX(id), 0) FROM action)`).Scan(&c.Cadres, &c.Rounds, &c.Subjects, &c.Steps)
	return c, err
}

// salvage is one under way.
type salvage struct {
	ctx    context.Context
	eng    sqliteEngine
	path   string
	db     *bun.DB
	tables map[string]*table
	stray  map[string]int64 // versions of records from pages nobody leads to
	gaps   map[string]bool  // tables that lost something
	cut    map[string]bool  // kind/id of records that lost what they belong to
	book   int              // the highest migration that was found
	out    Salvaged
}

// table is how rows of the file become rows of the new database.
type table struct {
	name    string
	columns []column
}

type column struct {
	name    string
	decl    string
	notNull bool
	key     bool
}

func (s *salvage) close() {
	if s.db != nil {
		s.db.Close()
		s.db = nil
	}
}

func (s *salvage) run(copied, damaged, who string) error {
	src, err := os.Open(copied)
	if err != nil {
		return err
	}
	defer src.Close()
	st, err := src.Stat()
	if err != nil {
		return err
	}
	if err := s.build(src, st.Size()); err != nil {
		return err
	}
	f, err := pages.Open(src, st.Size())
	if err != nil {
		return err
	}
	// Nothing else can see this file yet: no reference is checked before all is
	// in, and nothing needs to survive a power cut before the end.
	if _, err := s.db.Exec("PRAGMA foreign_keys = 0; PRAGMA synchronous = 0; BEGIN IMMEDIATE"); err != nil {
		return err
	}
	lost, err := f.Rows(s.take)
	if err != nil {
		return err
	}
	s.out.Pages += lost.Pages
	s.out.Rows += lost.Rows
	for name := range s.tables {
		// Damage of the table of tables may hide any table.
		s.gaps[name] = s.gaps[name] || lost.Lost[name]+lost.Lost["sqlite_schema"] > 0
	}
	s.out.Whole = !s.gaps["change"] && !s.gaps["action"]
	if err := s.survey(); err != nil {
		return err
	}
	if err := s.heal(); err != nil {
		return err
	}
	if s.out.Counts, err = countsOf(s.ctx, s.db); err != nil {
		return err
	}
	if s.out.Counts == (Counts{}) {
		return fail(ErrNotFound, "没有干部、批次，也没有操作记录")
	}
	if err := s.enter(damaged, who); err != nil {
		return err
	}
	_, err = s.db.Exec("COMMIT; PRAGMA foreign_keys = 1")
	return err
}

// build makes the new database with the schema the file had, so that the
// program can bring it up to date in its usual way.
func (s *salvage) build(src *os.File, size int64) error {
	f, err := pages.Open(src, size)
	if err != nil {
		return err
	}
	_, err = f.Rows(func(r pages.Row) error {
		if r.Table == "migration" {
			s.book = max(s.book, int(r.ID))
		}
		return s.ctx.Err()
	})
	if err != nil {
		return err
	}
	ms, err := loadMigrations(embedded)
	if err != nil {
		return err
	}
	if s.book == 0 || s.book > latest(ms) {
		s.book = latest(ms)
	}
	fresh := &Store{path: s.path, eng: s.eng, o: Options{Now: nowFunc, migrations: ms[:s.book]}}
	if err := os.WriteFile(s.path, nil, 0o600); err != nil {
		return err
	}
	if err := fresh.build(s.ctx, s.path); err != nil {
		return err
	}
	if s.db, err = s.eng.open(s.path, readWrite); err != nil {
		return err
	}
	return s.layout()
}

// layout reads which tables there are and what their columns take.
func (s *salvage) layout() error {
	s.tables, s.stray, s.gaps, s.cut = map[string]*table{}, map[string]int64{}, map[string]bool{}, map[string]bool{}
	r := Reader{s.db}
	names, err := collect(s.ctx, r, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", 0, func(rows *sql.Rows) (name string, err error) { return name, rows.Scan(&name) })
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == "migration" {
			continue // written by build
		}
		t := &table{name: name}
		rows, err := s.db.QueryContext(s.ctx, `SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid`, name)
		if err != nil {
			return err
		}
		for rows.Next() {
			var c column
			var pk int
			if err := rows.Scan(&c.name, &c.decl, &c.notNull, &pk); err != nil {
				return err
			}
			c.key = pk > 0
			t.columns = append(t.columns, c)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		rows.Close()
		s.tables[name] = t
	}
	return nil
}
