package safefile

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

// Unfinished things are named .kaocha-<computer>-<process>-<random>.tmp: short,
// so that a long target name does not become too long, and telling whose they
// are, so that those of a dead process can be removed.
var unfinished = regexp.MustCompile(`^\.kaocha-([0-9a-f]{8})-(\d+)-.*\.tmp(\.old)?$`)

var computer = func() string {
	name, err := os.Hostname()
	if err != nil {
		name = "?"
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return fmt.Sprintf("%08x", h.Sum32())
}()

func tmpPattern() string { return fmt.Sprintf(".kaocha-%s-%d-*.tmp", computer, os.Getpid()) }

// TempFile makes an empty file in dir that Sweep removes should the program
// die before it does.
func TempFile(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, tmpPattern())
	return f, Explain(dir, err)
}

// TempDir is TempFile for a folder.
func TempDir(dir string) (string, error) {
	p, err := os.MkdirTemp(dir, tmpPattern())
	return p, Explain(dir, err)
}

// Sweep removes from dir what programs that died on this computer left half
// written there. What it cannot read or remove stays.
func Sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		m := unfinished.FindStringSubmatch(e.Name())
		if m == nil || m[1] != computer || m[3] != "" {
			continue // another computer's, or an old folder put aside
		}
		if pid, err := strconv.Atoi(m[2]); err == nil && gone(pid) {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
