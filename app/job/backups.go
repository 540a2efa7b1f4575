package job

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"kaocha/data/store"
)

// BackupFile is a copy of the database that can be restored.
type BackupFile struct {
	Path string
	Kind string // 手工备份, 加密备份, 自动备份, 升级前 or 恢复前
	At   time.Time
	Size int64
}

// Backups lists the copies of the database in the backup folder and beside it,
// the newest first. They are not verified here: Restore does that.
func (s *Session) Backups() []BackupFile { return backupsOf(s.Store.Path()) }

// beforeRestore is the kind of copy that restoring puts aside.
const beforeRestore = "恢复前"

func backupsOf(db string) []BackupFile {
	var out []BackupFile
	for _, dir := range []string{store.BackupFolder(db), filepath.Dir(db)} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // no backup was made yet
		}
		for _, e := range entries {
			p := filepath.Join(dir, e.Name())
			kind := backupKind(e.Name(), dir == filepath.Dir(db))
			info, err := e.Info()
			if kind == "" || err != nil || !info.Mode().IsRegular() || p == db {
				continue
			}
			out = append(out, BackupFile{Path: p, Kind: kind, At: stampOf(e.Name(), info.ModTime()), Size: info.Size()})
		}
	}
	slices.SortStableFunc(out, func(a, b BackupFile) int { return b.At.Compare(a.At) })
	return out
}

// backupKind tells by its name what kind of copy a file is, "" for none.
func backupKind(name string, beside bool) string {
	if SealedBackup(name) && !beside {
		return "加密备份"
	}
	if !strings.EqualFold(filepath.Ext(name), ".db") {
		return ""
	}
	for _, k := range []string{beforeRestore, "升级前"} {
		if strings.Contains(name, "-"+k+"-") {
			return k
		}
	}
	switch {
	case beside:
		return ""
	case strings.Contains(name, "-备份-"):
		return "自动备份"
	}
	return "手工备份"
}

var nameStamp = regexp.MustCompile(`(\d{8}-\d{6})(-\d+)?\.db(\.age)?$`)

// stampOf is the time in a copy's name, else that of the file.
func stampOf(name string, file time.Time) time.Time {
	if m := nameStamp.FindStringSubmatch(name); m != nil {
		if t, err := time.ParseInLocation("20060102-150405", m[1], time.Local); err == nil {
			return t
		}
	}
	return file
}

// RestoreInPlace puts a backup in the place of the database of this session and
// ends the session: nothing can be read from it afterwards, the program has to
// be opened again. What was there is kept; saved says where. When the backup
// cannot be used, the session goes on as it was.
func (s *Session) RestoreInPlace(o *BackupCopy) (saved string, closed bool, err error) {
	if ro, why := s.Store.ReadOnly(); ro {
		return "", false, fmt.Errorf("现在只能查看，不能恢复：%s", why)
	}
	if err := s.ForDepartment("恢复备份"); err != nil {
		return "", false, err
	}
	if ok, why := store.CheckFile(o.Path); !ok {
		return "", false, fmt.Errorf("%s 不能用来恢复：%s", o.Name, why)
	}
	if err := s.Store.Close(); err != nil {
		return "", true, err
	}
	if saved, err = store.Restore(o.Path, s.Store.Path()); err != nil {
		return saved, true, err
	}
	return saved, true, noteRestore(s.Store.Path(), s.Store.User(), o, saved)
}
