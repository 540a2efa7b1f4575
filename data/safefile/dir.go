package safefile

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Manifest is the name of the list a written folder carries: one line per file,
// "sha256  path", sorted. By it a folder is known as the program's own and a
// clerk's additions are noticed before the folder is replaced.
const Manifest = ".kaocha-files"

// WriteDir makes the folder target from what fn writes into tmpDir, a folder
// beside it. Only when fn returned nil does it take the target's name. A folder
// that exists must be empty or one that WriteDir made, otherwise it is refused;
// if someone added or changed files in it, it is kept beside as "target（旧）".
// The same files give the same bytes, the list included.
func WriteDir(target string, fn func(tmpDir string) error) error {
	_, err := WriteDirKept(target, fn)
	return err
}

// WriteDirKept is WriteDir and tells where a changed folder was kept; "" when
// there was none.
func WriteDirKept(target string, fn func(tmpDir string) error) (kept string, err error) {
	target = follow(filepath.Clean(target))
	if err := checkLength(target); err != nil {
		return "", err
	}
	old, err := inspect(target)
	if err != nil {
		return "", err
	}
	parent := filepath.Dir(target)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", Explain(parent, err)
	}
	Sweep(parent)
	tmp, err := os.MkdirTemp(parent, tmpPattern())
	if err != nil {
		return "", Explain(target, err)
	}
	defer os.RemoveAll(tmp) // gone already when all went well
	if err := fn(tmp); err != nil {
		return "", Explain(target, err)
	}
	if err := seal(tmp); err != nil {
		return "", Explain(target, err)
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return "", Explain(target, err)
	}
	return swap(tmp, target, old)
}

// found is what stands at the target before.
type found struct{ there, touched bool }

// inspect tells whether the target may be replaced.
func inspect(target string) (found, error) {
	st, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return found{}, nil
	case err != nil:
		return found{}, Explain(target, err)
	case !st.IsDir():
		return found{}, exists(target)
	}
	entries, err := os.ReadDir(target)
	if err != nil {
		return found{}, Explain(target, err)
	}
	if len(entries) == 0 {
		return found{there: true}, nil
	}
	listed, err := readManifest(target)
	if err != nil {
		return found{}, &Error{target, fmt.Sprintf("文件夹“%s”里已有别的文件，为免误删没有写入；请另选一个空文件夹或新的名称", target), fs.ErrExist}
	}
	now, err := hashes(target, false)
	if err != nil {
		return found{}, Explain(target, err)
	}
	return found{there: true, touched: !slices.Equal(listed, now)}, nil
}

// swap puts the finished folder in place; when that fails the old one returns.
func swap(tmp, target string, old found) (kept string, err error) {
	if !old.there {
		return "", Explain(target, os.Rename(tmp, target))
	}
	aside := tmp + ".old"
	if old.touched {
		aside = freeName(target)
	}
	if err := os.Rename(target, aside); err != nil {
		return "", Explain(target, err)
	}
	if err := os.Rename(tmp, target); err != nil {
		return "", errors.Join(Explain(target, err), os.Rename(aside, target))
	}
	syncDir(filepath.Dir(target))
	if old.touched {
		return aside, nil
	}
	return "", Explain(aside, os.RemoveAll(aside))
}

// freeName finds an unused "target（旧）", "target（旧2）" …
func freeName(target string) string {
	for n := 1; ; n++ {
		p := target + "（旧）"
		if n > 1 {
			p = fmt.Sprintf("%s（旧%d）", target, n)
		}
		if _, err := os.Lstat(p); errors.Is(err, fs.ErrNotExist) {
			return p
		}
	}
}

// seal syncs every file and writes the list.
func seal(dir string) error {
	lines, err := hashes(dir, true)
	if err != nil {
		return err
	}
	return WriteBytes(filepath.Join(dir, Manifest), []byte(strings.Join(lines, "\n")+"\n"))
}

func readManifest(dir string) ([]string, error) {
	f, err := os.Open(filepath.Join(dir, Manifest))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if sc.Text() != "" {
			out = append(out, sc.Text())
		}
	}
	return out, sc.Err()
}

// syncers is how many files are put on the disk at a time: a disk writes many
// small files together much faster than one after the other.
const syncers = 16

// hashes lists "sha256  path" of every file below dir, sorted by path, without
// the list itself; sync also puts the bytes on the disk.
func hashes(dir string, sync bool) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(dir, p)
		if err == nil && relErr == nil && !d.IsDir() && rel != Manifest {
			names = append(names, rel)
		}
		return errors.Join(err, relErr)
	})
	if err != nil {
		return nil, err
	}
	out := make([]string, len(names))
	var g errgroup.Group
	g.SetLimit(syncers)
	for i, rel := range names {
		g.Go(func() error {
			sum, err := hashFile(filepath.Join(dir, rel), sync)
			out[i] = sum + "  " + filepath.ToSlash(rel)
			return err
		})
	}
	return out, g.Wait()
}

func hashFile(path string, sync bool) (string, error) {
	flag := os.O_RDONLY
	if sync {
		flag = os.O_RDWR // Windows syncs only what is open for writing
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	if sync {
		err = f.Sync()
	}
	return hex.EncodeToString(h.Sum(nil)), err
}
