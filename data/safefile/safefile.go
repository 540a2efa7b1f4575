// Package safefile writes files and folders whole or not at all: everything is
// made beside the target, synced, and takes the target's name only when it is
// complete. A failure leaves the target as it was and no half file behind.
// Faults are told in Chinese, with the path and the way out.
package safefile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
)

// Write makes the file at path from what fn writes. An existing file is
// replaced only after fn returned nil and the bytes are on the disk; it keeps
// its permissions. The folder must exist. An error of fn itself is returned as
// it is; file errors come as *Error.
func Write(path string, fn func(io.Writer) error) (err error) {
	path = follow(path)
	if err := checkLength(path); err != nil {
		return err
	}
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return &Error{path, fmt.Sprintf("“%s”是一个文件夹，不能写成文件；请换一个名称", path), fs.ErrExist}
	}
	f, err := os.CreateTemp(filepath.Dir(path), tmpPattern())
	if err != nil {
		return Explain(path, err)
	}
	tmp := f.Name()
	done := false
	defer func() {
		if !done {
			f.Close()
			os.Remove(tmp)
		}
	}()
	if err := fill(f, path, fn); err != nil {
		return Explain(path, err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return Explain(path, err)
	}
	done = true
	syncDir(filepath.Dir(path))
	return nil
}

// WriteBytes is Write for bytes already in memory.
func WriteBytes(path string, data []byte) error {
	err := Write(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	var e *Error
	if errors.As(err, &e) && classify(e.Err) == diskFull {
		e.Text += fmt.Sprintf("（这个文件需要 %s）", megabytes(len(data)))
	}
	return err
}

// megabytes words a size, rounded up to a tenth.
func megabytes(n int) string { return fmt.Sprintf("%.1f MB", math.Ceil(float64(n)/(1<<20)*10)/10) }

// WriteNew is Write that never replaces: an existing path is an error.
func WriteNew(path string, fn func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return exists(path)
	}
	return Write(path, fn)
}

func fill(f *os.File, path string, fn func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 64<<10)
	if err := fn(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(modeFor(path)); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// modeFor keeps the permissions of a file that is replaced.
func modeFor(path string) os.FileMode {
	if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() {
		return st.Mode().Perm()
	}
	return newMode
}

// follow resolves a link so that its target is replaced, not the link.
func follow(path string) string {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		return p
	}
	return path
}

// syncDir makes a rename lasting; not every system can, and then it does not
// matter.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync()
		d.Close()
	}
}
