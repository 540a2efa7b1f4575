package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kaocha/data/safefile"

	"github.com/uptrace/bun"
)

// hotTables are verified at every opening; photos and files carry their own
// hash and are verified when they are read, and by every backup.
var hotTables = []string{"cadre", "source", "round", "branch", "panel", "subject", "waiver", "setting", "action", "change", "chain", "migration"}

// Open opens the database at path and brings it up to date (with a copy made
// beforehand), or makes a new one where there is no file. A file that is not
// one of ours or is damaged is left as it is; the error names the newest good
// backup. A database of a newer program, on a share or in a synchronised
// folder, opens for reading only: see ReadOnly.
func Open(path string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.migrations == nil {
		ms, err := loadMigrations(embedded)
		if err != nil {
			return nil, err
		}
		o.migrations = ms
	}
	s := &Store{path: path, o: o, eng: sqliteEngine{}, turn: make(chan struct{}, 1), listeners: map[int]func(Event){}}
	err := s.open(context.Background())
	if err == nil {
		s.floor, err = s.undoFloor(context.Background())
	}
	if err != nil {
		s.shut()
		return nil, s.explain(err)
	}
	s.remember()
	return s, nil
}

func (s *Store) shut() {
	for _, db := range []*bun.DB{s.read, s.write} {
		if db != nil {
			db.Close()
		}
	}
	s.endNotes()
	s.hold.release()
}

func (s *Store) open(ctx context.Context) error {
	place := CheckLocation(s.path)
	if _, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) {
		if s.o.ReadOnly {
			return fail(ErrNotFound, "找不到数据文件“%s”，请检查路径，或磁盘、U 盘是否已连接", s.path)
		}
		if place != nil {
			return place
		}
		if err := s.create(ctx); err != nil {
			return err
		}
	}
	have, err := s.examine(ctx)
	if err != nil {
		return err
	}
	s.reason = s.refusal(place, have)
	if s.reason == "" {
		if err := s.reserve(ctx); err != nil {
			return err
		}
		if err := s.openWriter(ctx, have); err != nil {
			return err
		}
	}
	// No side files where none can or should be made; elsewhere the reader must
	// see what another program writes meanwhile.
	still := s.reason != "" && !exists(s.path+"-wal")
	if still && (place != nil || !writable(s.path)) {
		return s.openReader(ctx, frozen)
	}
	err = s.openReader(ctx, readOnly)
	if err != nil && still { // the folder may be closed to us
		err = s.openReader(ctx, frozen)
	}
	return err
}

// reserve does what comes before the first write: a window takes the database
// for itself, and what a forced end has cost is found out.
func (s *Store) reserve(ctx context.Context) (err error) {
	if s.o.Hold {
		// Where the mark cannot be made for another reason, SQLite's own locks
		// still keep every save whole.
		if s.hold, err = takeHold(s.path, s.o.User, s.o.Now()); errors.Is(err, errHeld) {
			return heldError(s.path)
		}
	}
	return s.missing(ctx)
}

func (s *Store) openReader(ctx context.Context, mode openMode) error {
	db, err := s.eng.open(s.path, mode)
	if err != nil {
		return err
	}
	if _, err := schemaVersion(ctx, db); err != nil {
		db.Close()
		return err
	}
	s.read, s.Reader = db, Reader{db}
	return nil
}

// refusal is why the file must not be written, "" when it may.
func (s *Store) refusal(place error, have int) string {
	switch {
	case have > latest(s.o.migrations):
		return fmt.Sprintf("数据文件由更新版本的考察通建立（数据版本 %d，本程序支持到 %d），只能查看；请升级程序后再修改", have, latest(s.o.migrations))
	case place != nil:
		return place.Error() + "。现在只能查看"
	case s.o.ReadOnly && s.o.Why != "":
		return s.o.Why
	case s.o.ReadOnly:
		return "数据文件以只读方式打开，不能修改"
	}
	if !writable(s.path) {
		return fmt.Sprintf("数据文件“%s”是只读的，只能查看；如需修改，请取消其只读属性，或复制到本机硬盘后再打开", s.path)
	}
	return ""
}

func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	f.Close()
	return true
}

func (s *Store) openWriter(ctx context.Context, have int) (err error) {
	if s.write, err = s.eng.open(s.path, readWrite); err != nil {
		return err
	}
	safefile.Sweep(filepath.Dir(s.path))
	s.noteFrom(ctx)
	if have == latest(s.o.migrations) {
		return nil
	}
	saved := besides(s.path, fmt.Sprintf("升级前-v%d", have), s.o.Now())
	drafts, err := draftsOf(ctx, s.write, s.path)
	if err != nil {
		return err
	}
	if err := copyDatabase(ctx, s.eng, s.write, saved, drafts); err != nil {
		return fmt.Errorf("升级数据文件前的备份没有成功，没有升级：%w", err)
	}
	return migrate(ctx, s.write, s.o.migrations, have, s.o.Now())
}

// examine verifies an existing file without changing a byte and gives its
// version.
func (s *Store) examine(ctx context.Context) (int, error) {
	have, err := inspect(ctx, s.eng, s.path, hotTables...)
	if err == nil {
		return have, nil
	}
	if errors.Is(err, ErrDamaged) || errors.Is(err, ErrInvalid) {
		return 0, s.withBackup(ctx, err)
	}
	return 0, err
}

// withBackup adds the way out to a refusal of the file.
func (s *Store) withBackup(ctx context.Context, err error) error {
	hint := "；没有找到可用的备份，请找出这个文件别处的副本（如 U 盘、另一台电脑）"
	if b := NewestBackup(ctx, s.path); b != "" {
		hint = fmt.Sprintf("；最近的可用备份是“%s”，可以用它恢复", b)
	}
	return &Error{Kind: ErrDamaged, Text: fmt.Sprintf("无法打开数据文件“%s”：%v。文件未作任何改动%s", s.path, err, hint), Err: err}
}

// inspect opens a file for reading and verifies that it is one of our
// databases; tables limits the check, none checks everything.
func inspect(ctx context.Context, eng engine, path string, tables ...string) (version int, err error) {
	reason, err := header(path)
	if err != nil {
		return 0, safefile.ExplainRead(path, err)
	}
	if reason != "" {
		return 0, fail(ErrDamaged, "%s", reason)
	}
	if !exists(path + "-wal") { // nobody has it open: leave no side files behind
		version, err = verify(ctx, eng, path, frozen, tables)
		if err == nil || !exists(path+"-wal") {
			return version, err
		}
	} // a program has begun to write, perhaps while we looked
	return verify(ctx, eng, path, readOnly, tables)
}

func verify(ctx context.Context, eng engine, path string, mode openMode, tables []string) (version int, err error) {
	db, err := eng.open(path, mode)
	if err != nil {
		return 0, damaged(err)
	}
	defer db.Close()
	if ours, err := eng.stamped(ctx, db); err != nil {
		return 0, damaged(err)
	} else if !ours {
		return 0, fail(ErrDamaged, "这不是考察通的数据文件")
	}
	if version, err = schemaVersion(ctx, db); err != nil {
		return 0, damaged(err)
	}
	if err := eng.check(ctx, db, tables...); err != nil {
		return 0, damaged(err)
	}
	return version, nil
}

func damaged(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	if k := (sqliteEngine{}).explain("", err); errors.Is(k, ErrBusy) {
		return k
	}
	return &Error{Kind: ErrDamaged, Text: "文件内容已损坏", Err: err}
}

// create makes a new database beside the path and gives it its name when it is
// complete, so that a crash leaves no half file to stumble over.
func (s *Store) create(ctx context.Context) error {
	dir := filepath.Dir(s.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return safefile.Explain(s.path, err)
	}
	f, err := safefile.TempFile(dir)
	if err != nil {
		return err
	}
	tmp := f.Name()
	f.Close()
	defer removeAll(tmp)
	if err := s.build(ctx, tmp); err != nil {
		return err
	}
	os.Remove(stepsPath(s.path)) // of a file that somebody took away
	if err := settle(tmp, s.path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil // another process was faster: use its file
}

func (s *Store) build(ctx context.Context, path string) error {
	db, err := s.eng.open(path, readWrite)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := s.eng.stamp(ctx, db); err != nil {
		return err
	}
	if err := createBook(ctx, db); err != nil {
		return err
	}
	if err := migrate(ctx, db, s.o.migrations, 0, s.o.Now()); err != nil {
		return err
	}
	return db.Close()
}

func exists(path string) bool { _, err := os.Lstat(path); return err == nil }

// removeAll removes a database with its side files.
func removeAll(path string) {
	for _, tail := range []string{"", "-wal", "-shm", "-journal", "-steps"} {
		os.Remove(path + tail)
	}
}
