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
	if err := s.ForDepartment("备份全部数据"); err != nil {
		return "", err
	}
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

// Restore is RestoreAs for a plain backup and the account's user.
func Restore(backup, db string) (saved string, err error) { return RestoreAs(backup, db, "", "") }

// RestoreAs puts a backup in the place of a database that is not open. The
// present data is kept; saved says where. The restored log says who did it.
// passphrase is for an encrypted backup.
func RestoreAs(backup, db, user, passphrase string) (saved string, err error) {
	if db == "" {
		if db, err = DefaultDB(); err != nil {
			return "", err
		}
	}
	if err := mayRestore(db, user); err != nil {
		return "", err
	}
	o, err := OpenBackup(backup, db, passphrase)
	if err != nil {
		return "", err
	}
	defer o.Close()
	if err := free(db); err != nil {
		return "", err
	}
	if saved, err = store.Restore(o.Path, db); err != nil {
		return saved, err
	}
	return saved, noteRestore(db, user, o, saved)
}

// KeepBackup makes the next automatic backup, unless the newest one has all
// there is, and gives its path. A database that can only be read needs none.
func (s *Session) KeepBackup(ctx context.Context) (string, error) {
	if ro, _ := s.Store.ReadOnly(); ro {
		return "", nil
	}
	// What a branch's user does not see may still have to be kept.
	if n, err := s.Store.LastAction(ctx); err != nil || n == 0 && s.Store.Allowed().Role != store.RoleBranch {
		return "", err // nothing was ever entered
	}
	return s.Store.AutoBackup(ctx, store.BackupFolder(s.Store.Path()), store.UsualRetention)
}

// keptBefore makes sure that there is a backup of everything before a work that
// changes much at once.
func (s *Session) keptBefore(ctx context.Context, what string) error {
	if _, err := s.KeepBackup(ctx); err != nil {
		return fmt.Errorf("%s前的备份没有做成，没有%s：%w", what, what, err)
	}
	return nil
}
