package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kaocha/data/safefile"
)

// Move puts the database at from to another place, where nothing may be yet: a
// verified copy is made there, switched is called to make the program use it, and
// then the old file is kept under another name beside where it was (kept). When
// anything fails before switched has returned nil, the old file is as it was and
// nothing stays at the new place. No window or program may have it open.
func Move(ctx context.Context, from, to string, switched func() error) (kept string, err error) {
	if exists(to) {
		return "", fail(ErrInvalid, "“%s”已经存在，为免覆盖没有移动；请换一个文件夹，或用“打开别的数据文件”", to)
	}
	if err := CheckLocation(to); err != nil {
		return "", err
	}
	if err := copyTo(ctx, from, to); err != nil {
		return "", err
	}
	if err := switched(); err != nil {
		removeAll(to)
		os.Remove(stepsPath(to))
		return "", err
	}
	kept = besides(from, "已移走", time.Now())
	if err := os.Rename(from, kept); err != nil {
		return from, nil // it stays under its name; nothing is lost by that
	}
	os.Remove(stepsPath(from)) // of a file that is no more
	return kept, nil
}

// copyTo makes a database at a new place of one that nobody has open, drafts and
// all, and compares the two.
func copyTo(ctx context.Context, from, to string) error {
	dir := filepath.Dir(to)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return safefile.Explain(to, err)
	}
	hold, err := safefile.TempDir(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(hold)
	s, err := Open(from, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	copied := filepath.Join(hold, "moved.db")
	last, err := s.LastAction(ctx)
	if err == nil {
		err = s.Backup(ctx, copied)
	}
	if e := s.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if _, err := Restore(copied, to); err != nil {
		return err
	}
	n, err := Open(to, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer n.Close()
	if got, err := n.LastAction(ctx); err != nil || got != last {
		n.Close()
		removeAll(to)
		return fmt.Errorf("复制以后核对没有通过，没有移动；原来的数据文件没有动")
	}
	return nil
}

// Present tells whether the file that was opened is still there under its name:
// a stick may have been pulled out, a file deleted or replaced by another
// program. Writing on would lose what is entered.
func (s *Store) Present() error {
	st, err := os.Stat(s.path)
	if err == nil && (s.file == nil || os.SameFile(st, s.file)) {
		return nil
	}
	if err == nil {
		return fail(ErrLocation, "数据文件“%s”被别的程序换掉了，已停止写入，没有保存。请关闭考察通，确认这个文件是要用的那一个，再重新打开", s.path)
	}
	return fail(ErrLocation, "数据文件“%s”不见了（U 盘或硬盘拔出了，或者文件被移走、删除），已停止写入，没有保存。请插回去或放回原处再试；也可以先另存一份", s.path)
}

// remember keeps which file was opened.
func (s *Store) remember() {
	st, err := os.Stat(s.path)
	if err != nil {
		return
	}
	os.SameFile(st, st) // Windows reads the file's number only now
	s.file = st
}
