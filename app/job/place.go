package job

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"kaocha/data/safefile"
	"kaocha/data/store"
)

// userDir is where the system keeps a program's data for this user. On Windows
// that is the local one, not the one that follows the user from computer to
// computer over the network.
func userDir() (string, error) {
	if runtime.GOOS == "windows" {
		if d := os.Getenv("LOCALAPPDATA"); d != "" {
			return d, nil
		}
	}
	return os.UserConfigDir()
}

// placeFile names the file, in the program's folder, that says where the
// database is when it is not there.
const placeFile = "数据位置.txt"

// chosenDB is the database a clerk chose for good, "" for the usual place. A
// path without a folder in front is meant from the program's folder, so that a
// stick may get another letter.
func chosenDB() (string, error) {
	d, err := DataDir()
	if err != nil {
		return "", err
	}
	b, err := safefile.Read(filepath.Join(d, placeFile), 1<<16)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	p := strings.TrimSpace(strings.TrimPrefix(string(b), "\ufeff"))
	if p != "" && !filepath.IsAbs(p) {
		p = filepath.Join(d, p)
	}
	return p, nil
}

// usualDB is the place without a choice.
func usualDB() (string, error) {
	d, err := DataDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(d, "考察通.db"), nil
}

// DefaultDB is the database a user works on when none is named: the chosen one,
// else the one in the program's folder.
func DefaultDB() (string, error) {
	if p, err := chosenDB(); err != nil || p != "" {
		return p, err
	}
	return usualDB()
}

// missing tells that the chosen database is not there: it must not be made anew,
// for it lies on a stick that is not plugged in, or was moved.
func missing(db string) error {
	chosen, err := chosenDB()
	if err != nil || chosen != db || chosen == "" {
		return err
	}
	if _, err := os.Lstat(db); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	d, _ := DataDir()
	return &store.Error{Kind: store.ErrNotFound, Text: fmt.Sprintf("找不到数据文件“%s”。请看看 U 盘、硬盘插上没有，文件有没有被移走。位置记在“%s”里；要改回默认位置，删掉这个文件再打开程序", db, filepath.Join(d, placeFile))}
}

// UsePlace makes a database the one to work on from the next start; "" goes back
// to the usual place. It must be a good one.
func UsePlace(path string) error {
	d, err := DataDir()
	if err != nil {
		return err
	}
	mark := filepath.Join(d, placeFile)
	usual, err := usualDB()
	if err != nil {
		return err
	}
	if path != "" {
		if path, err = filepath.Abs(path); err != nil {
			return err
		}
		if ok, why := store.CheckFile(path); !ok {
			return fmt.Errorf("%s 不能用作数据文件：%s", path, why)
		}
	}
	if path == "" || path == usual {
		if err := os.Remove(mark); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return safefile.Explain(mark, err)
		}
		return nil
	}
	if rel, err := filepath.Rel(d, path); err == nil && filepath.IsLocal(rel) {
		path = rel
	}
	if err := safefile.MakeDir(d, 0o700); err != nil {
		return err
	}
	return safefile.WriteBytes(mark, []byte(path+"\n"))
}

// MoveData puts a database ("" for the default one) that nobody has open into
// another folder and works on it there from the next start. to is where it is
// now, kept the old file under its new name.
func MoveData(ctx context.Context, db, dir string) (to, kept string, err error) {
	if db, err = orDefault(db); err != nil {
		return "", "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", "", err
	}
	if h := store.HeldBy(db); h != nil {
		return "", "", fmt.Errorf("数据文件正由%s使用，不能移动；请先关闭那个窗口", h)
	}
	to = filepath.Join(dir, filepath.Base(db))
	kept, err = store.Move(ctx, db, to, func() error { return UsePlace(to) })
	return to, kept, err
}

// MoveInPlace is MoveData for the database of this session, which it ends when
// the new place can be used at all: the program has to be opened again.
func (s *Session) MoveInPlace(ctx context.Context, dir string) (to, kept string, closed bool, err error) {
	db := s.Store.Path()
	to = filepath.Join(dir, filepath.Base(db))
	if err := store.CheckLocation(to); err != nil {
		return "", "", false, err
	}
	if _, err := os.Lstat(to); err == nil {
		return "", "", false, fmt.Errorf("“%s”已经存在，没有移动；请换一个文件夹，或者用“打开别的数据文件”", to)
	}
	if ro, why := s.Store.ReadOnly(); ro {
		return "", "", false, fmt.Errorf("现在只能查看，不能移动：%s", why)
	}
	if err := s.Store.Close(); err != nil {
		return "", "", true, err
	}
	to, kept, err = MoveData(ctx, db, dir)
	return to, kept, true, err
}

// PlaceText says where the database of this session is and what is to be minded
// about that place.
func (s *Session) PlaceText() string {
	text := s.Store.Path()
	if portable() != "" {
		text += "（便携：数据跟着程序走）"
	}
	if w := store.Warning(s.Store.Path()); w != "" {
		text += "\n▲ " + w
	}
	return text
}
