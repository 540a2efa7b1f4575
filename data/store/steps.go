package store

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Beside an open database lies a small file with the number of the last step
// that was saved. It goes when the last program closes the database; when it is
// still there, the program before ended by force, and a database that knows
// fewer steps has lost its log.

func stepsPath(dbPath string) string { return dbPath + "-steps" }

// lastSaved is the number of the last saved step as noted, 0 when the database
// was closed in order.
func lastSaved(dbPath string) int64 {
	b, err := os.ReadFile(stepsPath(dbPath))
	if err != nil {
		return 0
	}
	n, _ := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64)
	return n
}

// missing looks whether steps that were saved are lost with the log. If so, the
// file is copied aside as it is, and what was lost is told by Notice.
func (s *Store) missing(ctx context.Context) error {
	noted := lastSaved(s.path)
	if noted == 0 {
		return nil
	}
	have, err := CountsOf(ctx, s.path)
	if err != nil || have.Steps >= noted {
		return err
	}
	kept := besides(s.path, "缺少日志", s.o.Now())
	for _, tail := range []string{"", "-wal"} {
		if exists(s.path + tail) {
			if err := copyFile(s.path+tail, kept+tail); err != nil {
				return fmt.Errorf("打开前另存一份没有成功，没有打开：%w", err)
			}
		}
	}
	s.notice = fmt.Sprintf("上次没有正常关闭，数据文件旁边的日志文件（%s-wal）又不见了或不完整：最后 %d 步操作（第 %d 到 %d 步）没有了，其余的都在。打开前的文件已另存为“%s”。",
		s.path, noted-have.Steps, have.Steps+1, noted, kept)
	if b := NewestBackup(ctx, s.path); b != "" {
		if c, err := CountsOf(ctx, b); err == nil && c.Steps > have.Steps {
			s.notice += fmt.Sprintf("备份“%s”有到第 %d 步，可以用它恢复。", b, c.Steps)
		}
	}
	return nil
}

// Notice is what whoever opened the database must know, "" for nothing.
func (s *Store) Notice() string { return s.notice }

// noteFrom begins to note steps: what is there now is the state to keep.
func (s *Store) noteFrom(ctx context.Context) {
	n, err := Reader{s.write}.LastAction(ctx)
	if err != nil {
		return
	}
	if s.steps, err = os.OpenFile(stepsPath(s.path), os.O_RDWR|os.O_CREATE, 0o600); err == nil {
		s.note(n)
	}
}

// note keeps the number of a saved step. It is a hint, not a record: nothing
// fails when it cannot be written.
func (s *Store) note(step int64) {
	if s.steps != nil && step > 0 {
		_, _ = s.steps.WriteAt(fmt.Appendf(nil, "%019d\n", step), 0)
	}
}

// endNotes ends it; the last program on the file, whose log is gone, takes the
// note away.
func (s *Store) endNotes() {
	if s.steps == nil {
		return
	}
	s.steps.Close()
	if !exists(s.path + "-wal") {
		os.Remove(stepsPath(s.path))
	}
}
