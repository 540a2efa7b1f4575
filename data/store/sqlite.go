package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// engine is what differs between database systems; everything else in this
// package is portable SQL.
type engine interface {
	// open gives a handle; write handles begin transactions with the write lock.
	open(path string, mode openMode) (*bun.DB, error)
	// openFor is open for reading by a branch's user; branch "" is everything.
	openFor(path string, mode openMode, branch, user string) (*bun.DB, error)
	// copyTo writes a consistent copy of the whole database to a new file.
	copyTo(ctx context.Context, db bun.IDB, path string) error
	// check verifies the named tables, or all that is there for none.
	check(ctx context.Context, db bun.IDB, tables ...string) error
	// stamp marks a new database as this program's own.
	stamp(ctx context.Context, db bun.IDB) error
	// stamped tells whether it is.
	stamped(ctx context.Context, db bun.IDB) (bool, error)
	// release fails with ErrBusy when another process has the database open,
	// and folds side files into the database.
	release(ctx context.Context, db bun.IDB) error
	// overwrite lets what is deleted from now on be overwritten.
	overwrite(ctx context.Context, db bun.IDB) error
	// scrub rewrites the database without unused pages, its log included.
	scrub(ctx context.Context, db bun.IDB) error
	// explain turns the engine's errors into an *Error.
	explain(path string, err error) error
}

type openMode int

const (
	readWrite openMode = iota
	readOnly
	frozen // nothing beside the file is read or made: read-only media, shares
)

// sqliteEngine is SQLite through modernc.org/sqlite: no C compiler needed.
type sqliteEngine struct{}

func init() {
	// POSIX locks end when any part of the program closes any handle of the file,
	// as a look at its first bytes does; these do not. Other systems have no such
	// trap and refuse.
	_, _ = sqlite.OFDLocking(true)
}

// EngineVersion is the version of SQLite in use.
const EngineVersion = lib.SQLITE_VERSION

// applicationID is "KaoC" in the database header.
const applicationID = 0x4b616f43

// busyMillis is how long a statement waits for another process's write.
const busyMillis = 5000

func (sqliteEngine) dsn(path string, mode openMode) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // C:/… on Windows
	}
	u := url.URL{Scheme: "file", Path: abs}
	// busy_timeout first: the pragmas after it may already have to wait.
	q := fmt.Sprintf("_pragma=busy_timeout(%d)", busyMillis)
	switch mode {
	case readWrite:
		q += "&mode=rw&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)" +
			"&_pragma=synchronous(FULL)&_pragma=journal_size_limit(67108864)&_txlock=immediate"
	case readOnly:
		q += "&mode=ro" // not query_only: that forbids VACUUM INTO too
	case frozen:
		q += "&mode=ro&immutable=1"
	}
	return u.String() + "?" + q
}

func (e sqliteEngine) open(path string, mode openMode) (*bun.DB, error) {
	raw, err := sql.Open("sqlite", e.dsn(path, mode))
	if err != nil {
		return nil, err
	}
	if mode == readWrite {
		raw.SetMaxOpenConns(1)
	}
	db := bun.NewDB(raw, sqlitedialect.New())
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func (sqliteEngine) copyTo(ctx context.Context, db bun.IDB, path string) error {
	_, err := db.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}

func (sqliteEngine) check(ctx context.Context, db bun.IDB, tables ...string) error {
	queries := []string{"PRAGMA quick_check(1)"}
	if len(tables) > 0 {
		queries = nil
		for _, t := range tables { // an older or newer database lacks some
			var n int
			err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?", t).Scan(&n)
			if err != nil {
				return err
			}
			if n > 0 {
				queries = append(queries, "PRAGMA quick_check('"+t+"')")
			}
		}
	}
	for _, q := range queries {
		var said string
		if err := db.QueryRowContext(ctx, q).Scan(&said); err != nil {
			return err
		}
		if said != "ok" {
			return &Error{Kind: ErrDamaged, Text: "文件内容已损坏", Err: errors.New(said)}
		}
	}
	return nil
}

func (sqliteEngine) stamp(ctx context.Context, db bun.IDB) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return err
}

func (sqliteEngine) stamped(ctx context.Context, db bun.IDB) (bool, error) {
	var id int
	err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	return id == applicationID, err
}

func (e sqliteEngine) release(ctx context.Context, db bun.IDB) error {
	// Leaving WAL needs the database to itself, which is just the question.
	var mode string
	err := db.QueryRowContext(ctx, "PRAGMA journal_mode(DELETE)").Scan(&mode)
	if err == nil && mode == "delete" {
		return nil
	}
	if code := sqliteCode(err); err == nil || code == lib.SQLITE_BUSY || code == lib.SQLITE_LOCKED {
		return fail(ErrBusy, "数据文件正被另一个窗口或程序使用，请先关闭它再试")
	}
	return err
}

func (sqliteEngine) overwrite(ctx context.Context, db bun.IDB) error {
	_, err := db.ExecContext(ctx, "PRAGMA secure_delete = 1")
	return err
}

func (sqliteEngine) scrub(ctx context.Context, db bun.IDB) error {
	for _, q := range []string{"PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// sqliteCode is the primary result code of an SQLite error, 0 for others.
func sqliteCode(err error) int {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return se.Code() & 0xff
	}
	return 0
}

func (sqliteEngine) explain(path string, err error) error {
	var done *Error
	if err == nil || errors.As(err, &done) {
		return err
	}
	wrap := func(kind error, format string) error {
		return &Error{Kind: kind, Text: fmt.Sprintf(format, path), Err: err}
	}
	switch sqliteCode(err) {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return wrap(ErrBusy, "数据文件“%s”正被另一个程序占用，请稍后再试，或先关闭另一个窗口")
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return wrap(ErrDamaged, "数据文件“%s”已损坏，请用最近的备份恢复")
	case lib.SQLITE_FULL:
		return wrap(ErrInvalid, "磁盘空间不足，没有保存，原有数据未动；请清理“%s”所在的磁盘后再试")
	case lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return wrap(ErrReadOnly, "没有写入数据文件“%s”的权限，没有保存")
	case lib.SQLITE_IOERR:
		return wrap(ErrInvalid, "读写数据文件“%s”失败，没有保存；请检查磁盘、U 盘是否仍然连接")
	case lib.SQLITE_CANTOPEN:
		return wrap(ErrInvalid, "无法打开数据文件“%s”，请检查文件夹是否存在、是否有权限")
	}
	return err
}

// isForeignKey and isUnique tell constraint failures apart.
func isForeignKey(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && se.Code() == lib.SQLITE_CONSTRAINT_FOREIGNKEY
}

func isUnique(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && se.Code() == lib.SQLITE_CONSTRAINT_UNIQUE
}

const sqliteMagic = "SQLite format 3\x00"

// header looks at a file's first bytes without opening it as a database: the
// reason why it cannot be one, "" when it may. walSize is that of its -wal.
func header(path string) (reason string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return "", err
	}
	if st.IsDir() {
		return "这是一个文件夹，不是数据文件", nil
	}
	if st.Size() == 0 {
		return "文件是空的（0 字节）", nil
	}
	h := make([]byte, 100)
	if n, _ := f.ReadAt(h, 0); n < len(h) || string(h[:16]) != sqliteMagic {
		return "这不是考察通的数据文件", nil
	}
	page := int64(binary.BigEndian.Uint16(h[16:]))
	if page == 1 {
		page = 65536
	}
	want := page * int64(binary.BigEndian.Uint32(h[28:]))
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		return "", nil // the log may hold what the file still lacks
	}
	if st.Size() < want {
		return fmt.Sprintf("文件不完整：应有 %d 字节，只有 %d 字节", want, st.Size()), nil
	}
	return "", nil
}
