package job

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kaocha/data/safefile"
	"kaocha/data/store"
)

// BackupCopy is a backup that is ready to be looked at or restored: an encrypted one
// is decrypted into a private folder beside the database until Close.
type BackupCopy struct {
	Path string // of the plain database
	Name string // of the file that was named
	hold string
}

// SealedBackup tells that a file is an encrypted backup by its name.
func SealedBackup(path string) bool { return strings.EqualFold(filepath.Ext(path), store.SealedTail) }

// OpenBackup makes a backup ready; db "" is the default database. passphrase is
// for an encrypted one.
func OpenBackup(backup, db, passphrase string) (*BackupCopy, error) {
	o := &BackupCopy{Path: backup, Name: filepath.Base(backup)}
	if SealedBackup(backup) {
		if passphrase == "" {
			return nil, use("“%s”是加密的备份，请写出它的口令", o.Name)
		}
		db, err := databaseOr(db)
		if err != nil {
			return nil, err
		}
		dir := filepath.Dir(db)
		if err := safefile.MakeDir(dir, 0o700); err != nil {
			return nil, err
		}
		if o.hold, err = safefile.TempDir(dir); err != nil {
			return nil, err
		}
		o.Path = filepath.Join(o.hold, "decrypted.db")
		if err := store.Unseal(backup, o.Path, passphrase); err != nil {
			o.Close()
			return nil, err
		}
		return o, nil
	}
	if ok, why := store.CheckFile(backup); !ok {
		return nil, fmt.Errorf("%s 不能用来恢复：%s", backup, why)
	}
	return o, nil
}

// Close takes away what was decrypted.
func (o *BackupCopy) Close() {
	if o.hold != "" {
		os.RemoveAll(o.hold)
	}
}

func databaseOr(db string) (string, error) {
	if db != "" {
		return db, nil
	}
	return DefaultDB()
}

// Compare tells what is in a backup and what restoring it would lose.
func (o *BackupCopy) Compare(ctx context.Context, db string) (*store.Comparison, error) {
	db, err := databaseOr(db)
	if err != nil {
		return nil, err
	}
	return store.Compare(ctx, o.Path, db)
}

// ComparisonLines tells a comparison line by line.
func ComparisonLines(c *store.Comparison) []string {
	has := fmt.Sprintf("备份里有：干部 %d 人，批次 %d 个，考察对象 %d 名。", c.Backup.Cadres, c.Backup.Rounds, c.Backup.Subjects)
	if len(c.Rounds) > 0 {
		has += "批次：" + some(c.Rounds, 5, "个") + "。"
	}
	out := []string{has}
	if !c.At.IsZero() {
		out = append(out, fmt.Sprintf("最后一次改动：%s “%s”。", c.At.Local().Format("2006.01.02 15:04"), c.Label))
	}
	if c.Now == (store.Counts{}) {
		return append(out, "现在没有可用的数据，不会丢什么。")
	}
	out = append(out, fmt.Sprintf("现在有：干部 %d 人，批次 %d 个，考察对象 %d 名。", c.Now.Cadres, c.Now.Rounds, c.Now.Subjects))
	lost := len(out)
	if n := len(c.Lost); n > 0 {
		out = append(out, fmt.Sprintf("恢复后会少：此后的 %d 步操作，最近一步是 %s “%s”。", n, c.Lost[0].At.Local().Format("2006.01.02 15:04"), c.Lost[0].Label))
	}
	if n := len(c.LostPersons); n > 0 {
		out = append(out, fmt.Sprintf("会少掉的干部 %d 人：%s。", n, names(c.LostPersons)))
	}
	if n := len(c.LostRounds); n > 0 {
		out = append(out, fmt.Sprintf("会少掉的批次 %d 个：%s。", n, some(c.LostRounds, 5, "个")))
	}
	if c.Changed > 0 {
		out = append(out, fmt.Sprintf("会回到以前内容的记录 %d 条。", c.Changed))
	}
	if n := len(c.Back); n > 0 {
		out = append(out, fmt.Sprintf("会重新出现的干部 %d 人：%s。", n, names(c.Back)))
	}
	if len(out) == lost {
		out = append(out, "与现在的数据没有不同，恢复不会少什么。")
	}
	return out
}

// BackupSealed writes an encrypted backup to path, "" beside the database.
func (s *Session) BackupSealed(ctx context.Context, path, passphrase string) (string, error) {
	if err := s.ForDepartment("备份全部数据"); err != nil {
		return "", err
	}
	if err := store.CheckPassphrase(passphrase); err != nil {
		return "", err
	}
	if path == "" {
		path = freeName(filepath.Join(store.BackupFolder(s.Store.Path()), "考察通-"+s.Now().Format("20060102-150405")), ".db"+store.SealedTail)
	}
	if !SealedBackup(path) {
		path += store.SealedTail
	}
	hold, err := safefile.TempDir(filepath.Dir(s.Store.Path()))
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(hold)
	plain := filepath.Join(hold, "plain.db")
	if err := s.Store.Backup(ctx, plain); err != nil {
		return "", err
	}
	if err := safefile.MakeDir(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	return path, store.Seal(plain, path, passphrase)
}

// LastBefore is the copy that the latest restoring has put aside, "" when there
// is none: restoring it takes the restoring back.
func LastBefore(db string) (string, error) {
	db, err := databaseOr(db)
	if err != nil {
		return "", err
	}
	for _, b := range backupsOf(db) {
		if b.Kind == beforeRestore {
			return b.Path, nil
		}
	}
	return "", nil
}

// noteRestore writes into the log of a restored database where it came from.
func noteRestore(db, user string, o *BackupCopy, saved string) error {
	s, err := OpenFor(db, user, ForSigningIn) // its users may be others than those before
	if err != nil {
		return err
	}
	defer s.Close()
	d := store.Detail{File: o.Name}
	if saved != "" {
		d.Note = "恢复前的数据另存为 " + filepath.Base(saved)
	}
	if err := s.Store.Log(context.Background(), store.LogRestore, "从备份恢复", d); err != nil {
		return fmt.Errorf("已恢复，但没有记入操作记录：%w", err)
	}
	return nil
}

// mayRestore signs in at a database that is to be replaced, when users are set
// up in it; one that cannot be opened asks nobody.
func mayRestore(db, user string) error {
	if ok, _ := store.CheckFile(db); !ok {
		return nil
	}
	s, err := Open(db, user)
	if err != nil {
		if errors.Is(err, ErrLogin) {
			return err
		}
		return nil // what stands in the way is told by the restoring itself
	}
	defer s.Close()
	return s.ForDepartment("恢复备份")
}
