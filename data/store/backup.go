package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kaocha/data/safefile"

	"github.com/uptrace/bun"
)

// BackupFolder is where automatic backups of a database go by default.
func BackupFolder(dbPath string) string { return filepath.Join(filepath.Dir(dbPath), "备份") }

// Backup writes a verified copy of the database to path, which must not exist.
func (s *Store) Backup(ctx context.Context, path string) error {
	db, done, err := s.whole()
	if err != nil {
		return s.explain(err)
	}
	defer done()
	drafts, err := draftsOf(ctx, db, s.path)
	if err != nil {
		return s.explain(err)
	}
	return s.explain(copyDatabase(ctx, s.eng, db, path, drafts))
}

// whole reads everything, whatever whoever works may see: a backup made while a
// branch's user works has all.
func (s *Store) whole() (db *bun.DB, done func() error, err error) {
	if s.Allowed().Role != RoleBranch {
		return s.read, func() error { return nil }, nil
	}
	if db, err = s.eng.open(s.path, readOnly); err != nil {
		return nil, nil, err
	}
	return db, db.Close, nil
}

// copyDatabase copies beside the target, adds the drafts of counts, verifies the
// copy, then names it.
func copyDatabase(ctx context.Context, eng engine, db bun.IDB, path string, drafts map[string][]byte) error {
	if exists(path) {
		return fail(ErrInvalid, "“%s”已经存在，为免覆盖没有备份；请换一个名称", path)
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return safefile.Explain(path, err)
	}
	safefile.Sweep(dir)
	hold, err := safefile.TempDir(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(hold)
	tmp := filepath.Join(hold, "copy.db")
	if err := eng.copyTo(ctx, db, tmp); err != nil {
		if err = eng.explain(path, err); errors.Is(err, ErrDamaged) { // the source, not the file to be written
			return fail(ErrDamaged, "数据文件已损坏，没有备份；请用最近的备份恢复")
		}
		return err
	}
	if err := packDrafts(ctx, eng, tmp, drafts); err != nil {
		return eng.explain(path, err)
	}
	if _, err := inspect(ctx, eng, tmp); err != nil {
		return fmt.Errorf("备份后检查没有通过，没有保留这份备份：%w", err)
	}
	return settle(tmp, path)
}

// settle syncs a finished file and gives it its name, never over another file
// (fs.ErrExist).
func settle(tmp, path string) error {
	f, err := os.OpenFile(tmp, os.O_RDWR, 0)
	if err != nil {
		return safefile.Explain(path, err)
	}
	if err := cmp.Or(f.Sync(), f.Close()); err != nil {
		return safefile.Explain(path, err)
	}
	// A hard link refuses a taken name in one step; not every disk has links.
	err = os.Link(tmp, path)
	switch {
	case err == nil:
		return safefile.Explain(path, os.Remove(tmp))
	case errors.Is(err, fs.ErrExist) || exists(path):
		return &Error{Kind: fs.ErrExist, Text: fmt.Sprintf("“%s”已经存在，为免覆盖没有写入；请换一个名称", path)}
	}
	return safefile.Explain(path, os.Rename(tmp, path))
}

// besides names a copy of a database that stands beside it:
// 考察通-升级前-v1-20261123-183500.db. A name in use gets a number.
func besides(dbPath, what string, now time.Time) string {
	stem := strings.TrimSuffix(dbPath, filepath.Ext(dbPath))
	base := fmt.Sprintf("%s-%s-%s", stem, what, now.Format("20060102-150405"))
	for n := 1; ; n++ {
		p := base + ".db"
		if n > 1 {
			p = fmt.Sprintf("%s-%d.db", base, n)
		}
		if !exists(p) {
			return p
		}
	}
}

// numbered are automatic backups: a running number orders them, so that a
// clock that was moved does not.
var numbered = regexp.MustCompile(`^(.+)-备份-(\d{6,})-(\d{8}-\d{6})\.db$`)

type kept struct {
	path   string
	number int
}

// backups lists the automatic backups of a database in a folder, the newest
// first.
func backups(dir, dbPath string) []kept {
	stem := strings.TrimSuffix(filepath.Base(dbPath), filepath.Ext(dbPath))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []kept
	for _, e := range entries {
		m := numbered.FindStringSubmatch(e.Name())
		if m == nil || m[1] != stem {
			continue
		}
		if n, err := strconv.Atoi(m[2]); err == nil {
			out = append(out, kept{filepath.Join(dir, e.Name()), n})
		}
	}
	slices.SortFunc(out, func(a, b kept) int { return cmp.Compare(b.number, a.number) })
	return out
}

// AutoBackup makes the next numbered backup in dir and gives its path. Only
// when the new one is good others go, as the retention says; files that are not
// numbered backups of this database are not touched.
// When nothing was changed since the newest good backup, that one is returned.
func (s *Store) AutoBackup(ctx context.Context, dir string, keep Retention) (path string, err error) {
	have := backups(dir, s.path)
	next := 1
	if len(have) > 0 {
		next = have[0].number + 1
		if s.covered(ctx, have[0].path) {
			return have[0].path, nil
		}
	}
	stem := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
	path = filepath.Join(dir, fmt.Sprintf("%s-备份-%06d-%s.db", stem, next, s.o.Now().Format("20060102-150405")))
	if err := s.Backup(ctx, path); err != nil {
		return "", err
	}
	keep.prune(dir, s.path)
	return path, nil
}

// prune removes the automatic backups of a database in a folder that need not
// stay.
func (r Retention) prune(dir, dbPath string) {
	have := backups(dir, dbPath)
	stay := r.keeps(have)
	for _, old := range have {
		if !stay[old.path] {
			os.Remove(old.path)
		}
	}
}

// MirrorBackup copies a numbered backup of the database into another folder,
// verifies the copy there, and thins out those that lie there as the retention
// says. A copy that is there and good stays as it is.
func (s *Store) MirrorBackup(backup, dir string, keep Retention) (string, error) {
	to := filepath.Join(dir, filepath.Base(backup))
	if ok, _ := CheckFile(to); ok {
		return to, nil
	}
	if exists(to) { // half a copy: its stick was pulled out
		if err := os.Remove(to); err != nil {
			return "", safefile.Explain(to, err)
		}
	}
	safefile.Sweep(dir)
	if err := copyFile(backup, to); err != nil {
		return "", err
	}
	if ok, why := CheckFile(to); !ok {
		os.Remove(to)
		return "", fail(ErrDamaged, "复制到“%s”的备份没有通过检查，没有保留（%s）；请换一个 U 盘或位置", dir, why)
	}
	keep.prune(dir, s.path)
	return to, nil
}

// covered tells whether a backup is good and has all that the database has.
func (s *Store) covered(ctx context.Context, path string) bool {
	if _, err := inspect(ctx, s.eng, path); err != nil {
		return false
	}
	db, err := s.eng.open(path, frozen)
	if err != nil {
		return false
	}
	defer db.Close()
	// Numbers alone do not tell: after a restore the same numbers come again.
	theirs, err1 := Reader{db}.lastSeal(ctx)
	mine, done, err := s.whole()
	if err != nil {
		return false
	}
	defer done()
	ours, err2 := Reader{mine}.lastSeal(ctx)
	return err1 == nil && err2 == nil && theirs == ours && sameDrafts(ctx, db, mine, s.path)
}

// CheckFile verifies a database or backup completely without changing it; when
// it is not good, reason says why.
func CheckFile(path string) (ok bool, reason string) {
	if _, err := inspect(context.Background(), sqliteEngine{}, path); err != nil {
		return false, err.Error()
	}
	return true, ""
}

// copies finds whatever copies of a database lie beside it or in the backup
// folder, the likeliest newest first.
func copies(dbPath string) []string {
	var out []string
	for _, b := range backups(BackupFolder(dbPath), dbPath) {
		out = append(out, b.path)
	}
	stem := strings.TrimSuffix(dbPath, filepath.Ext(dbPath))
	var beside []string
	for _, what := range []string{"升级前", "恢复前"} {
		found, err := filepath.Glob(escapeGlob(stem) + "-" + what + "-*.db")
		if err == nil {
			beside = append(beside, found...)
		}
	}
	slices.SortFunc(beside, func(a, b string) int { return cmp.Compare(tailStamp(b), tailStamp(a)) })
	return append(out, beside...)
}

var stampTail = regexp.MustCompile(`\d{8}-\d{6}(-\d+)?\.db$`)

func tailStamp(path string) string { return stampTail.FindString(path) }

func escapeGlob(s string) string {
	if filepath.Separator == '\\' {
		return s // Windows' Glob knows no escapes
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

// NewestBackup is the newest copy of a database that is good, "" for none. It
// looks in the backup folder and beside the database.
func NewestBackup(ctx context.Context, dbPath string) string {
	for _, p := range copies(dbPath) {
		if ctx.Err() != nil {
			return ""
		}
		if ok, _ := CheckFile(p); ok {
			return p
		}
	}
	return ""
}
