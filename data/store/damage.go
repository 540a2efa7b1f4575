package store

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Survey is how a database stands and, when it is damaged, what each way out
// would give.
type Survey struct {
	Path   string
	Reason string // why it cannot be used, "" when it is good
	Counts        // of a good one

	Salvage   Salvaged // what can be got out of the damaged file
	NoSalvage error    // why nothing can

	Backup    string // the newest good copy, "" for none
	BackupAt  time.Time
	BackupHas Counts
}

// Examine verifies a database completely, without changing it, and for a
// damaged one finds out what could be saved and what the newest good backup
// has. A long work on a large file; ctx ends it.
func Examine(ctx context.Context, path string) (*Survey, error) {
	s := &Survey{Path: path}
	ok, reason := CheckFile(path)
	if err := ctx.Err(); err != nil {
		return nil, cancelled(err)
	}
	if ok {
		var err error
		s.Counts, err = CountsOf(ctx, path)
		return s, err
	}
	if !exists(path) {
		return nil, fail(ErrNotFound, "找不到数据文件“%s”，请检查路径，或磁盘、U 盘是否已连接", path)
	}
	s.Reason = reason
	if s.Salvage, s.NoSalvage = Salvage(ctx, path, "", ""); ctx.Err() != nil {
		return nil, cancelled(ctx.Err())
	}
	if s.Backup = fullest(ctx, path); s.Backup == "" {
		return s, ctx.Err()
	}
	var err error
	if s.BackupHas, err = CountsOf(ctx, s.Backup); err != nil {
		return nil, err
	}
	s.BackupAt, err = lastTime(ctx, s.Backup)
	return s, err
}

// fullest is the good copy with the most steps: the newest automatic backup or
// the newest other file in the backup folder, which a person wrote; "" for none.
func fullest(ctx context.Context, dbPath string) string {
	best := NewestBackup(ctx, dbPath)
	var steps int64 = -1
	if c, err := CountsOf(ctx, best); best != "" && err == nil {
		steps = c.Steps
	}
	entries, err := os.ReadDir(BackupFolder(dbPath))
	if err != nil {
		return best
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return cmp.Compare(tailStamp(b.Name()), tailStamp(a.Name())) })
	for _, e := range entries {
		p := filepath.Join(BackupFolder(dbPath), e.Name())
		if !e.Type().IsRegular() || filepath.Ext(p) != ".db" || numbered.MatchString(e.Name()) || ctx.Err() != nil {
			continue
		}
		if ok, _ := CheckFile(p); !ok {
			continue
		}
		if c, err := CountsOf(ctx, p); err == nil && c.Steps > steps {
			return p
		}
		break
	}
	return best
}

// lastTime is when the last step in a copy was done.
func lastTime(ctx context.Context, path string) (time.Time, error) {
	db, err := sqliteEngine{}.open(path, frozen)
	if err != nil {
		return time.Time{}, err
	}
	defer db.Close()
	list, err := Reader{db}.Actions(ctx, 1)
	if err != nil || len(list) == 0 {
		return time.Time{}, err
	}
	return list[0].At, nil
}

// Steps tells how many steps the damaged file is known to have: by its rows, or
// by the note beside it.
func (s *Survey) Steps() int64 { return max(s.Salvage.Steps, lastSaved(s.Path)) }
