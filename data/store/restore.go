package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"kaocha/data/safefile"
)

// Restore makes the database at dbPath what the backup is. The backup is
// verified first and left as it is; what was at dbPath, good or damaged, is
// kept beside it and its path returned ("" when there was nothing). No window
// or program may have the database open.
func Restore(backupPath, dbPath string) (saved string, err error) {
	ctx := context.Background()
	eng := sqliteEngine{}
	if same, err := sameFile(backupPath, dbPath); err != nil || same {
		return "", orElse(err, fail(ErrInvalid, "“%s”就是正在使用的数据文件，不是备份", backupPath))
	}
	if _, err := inspect(ctx, eng, backupPath); err != nil {
		return "", fmt.Errorf("备份“%s”不能使用，没有恢复：%w", backupPath, err)
	}
	if err := CheckLocation(dbPath); err != nil {
		return "", err
	}
	dir := filepath.Dir(dbPath)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", safefile.Explain(dbPath, err)
	}
	hold, err := safefile.TempDir(dir)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(hold)
	fresh := filepath.Join(hold, "restored.db")
	if err := takeCopy(ctx, eng, backupPath, fresh); err != nil {
		return "", err
	}
	drafts, err := unpackDrafts(ctx, eng, fresh)
	if err != nil {
		return "", err
	}
	if saved, err = keepOld(ctx, eng, dbPath); err != nil {
		return "", err
	}
	// The old log must be gone before the new file has the name: it is kept in
	// the copy, and would be played into the restored database.
	for _, tail := range []string{"-wal", "-shm", "-journal", "-steps"} {
		if err := os.Remove(dbPath + tail); err != nil && !os.IsNotExist(err) {
			return saved, safefile.Explain(dbPath+tail, err)
		}
	}
	if err := os.Rename(fresh, dbPath); err != nil {
		return saved, safefile.Explain(dbPath, err)
	}
	return saved, putDrafts(dbPath, drafts)
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err != nil {
		return false, safefile.Explain(a, err)
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y), nil
}

// takeCopy copies a verified backup, with what its own log may hold.
func takeCopy(ctx context.Context, eng engine, from, to string) error {
	mode := readOnly
	if !exists(from + "-wal") {
		mode = frozen
	}
	db, err := eng.open(from, mode)
	if err != nil {
		return eng.explain(from, err)
	}
	defer db.Close()
	return copyDatabase(ctx, eng, db, to, nil)
}

// keepOld keeps what stands at dbPath under a name of its own: a good database
// as a verified copy, a damaged one byte for byte with its side files.
func keepOld(ctx context.Context, eng engine, dbPath string) (string, error) {
	if !exists(dbPath) {
		return "", nil
	}
	saved := besides(dbPath, "恢复前", time.Now())
	if _, err := inspect(ctx, eng, dbPath); err == nil {
		return saved, keepGood(ctx, eng, dbPath, saved)
	}
	for _, tail := range []string{"", "-wal", "-journal"} {
		if !exists(dbPath + tail) {
			continue
		}
		if err := copyFile(dbPath+tail, saved+tail); err != nil {
			return "", fmt.Errorf("恢复前保留现有数据没有成功，没有恢复：%w", err)
		}
	}
	return saved, nil
}

func keepGood(ctx context.Context, eng engine, dbPath, saved string) error {
	db, err := eng.open(dbPath, readWrite)
	if err != nil {
		return eng.explain(dbPath, err)
	}
	defer db.Close()
	if err := eng.release(ctx, db); err != nil {
		return eng.explain(dbPath, err)
	}
	drafts, err := draftsOf(ctx, db, dbPath)
	if err != nil {
		return err
	}
	return copyDatabase(ctx, eng, db, saved, drafts)
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return safefile.Explain(from, err)
	}
	defer src.Close()
	return safefile.WriteNew(to, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
}
