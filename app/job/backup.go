package job

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"kaocha/data/store"
)

// Backup writes a backup beside the database, or to path when one is given.
func (s *Session) Backup(ctx context.Context, path string) (string, error) {
	if path == "" {
		path = freeName(filepath.Join(store.BackupFolder(s.Store.Path()), "考察通-"+s.Now().Format("20060102-150405")), ".db")
	}
	return path, s.Store.Backup(ctx, path)
}

// freeName adds a number where a file of that name is there already.
func freeName(base, ext string) string {
	name := base + ext
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", base, n, ext)
	}
}

// Restore puts a backup in the place of a database that is not open. The
// present data is kept; saved says where.
func Restore(backup, db string) (saved string, err error) {
	if db == "" {
		if db, err = DefaultDB(); err != nil {
			return "", err
		}
	}
	if ok, why := store.CheckFile(backup); !ok {
		return "", fmt.Errorf("%s 不能用来恢复：%s", backup, why)
	}
	if err := free(db); err != nil {
		return "", err
	}
	return store.Restore(backup, db)
}

// keptBackups is how many automatic backups stay.
const keptBackups = 30

// KeepBackup makes the next automatic backup, unless the newest one has all
// there is, and gives its path. A database that can only be read needs none.
func (s *Session) KeepBackup(ctx context.Context) (string, error) {
	if ro, _ := s.Store.ReadOnly(); ro {
		return "", nil
	}
	return s.Store.AutoBackup(ctx, store.BackupFolder(s.Store.Path()), keptBackups)
}
