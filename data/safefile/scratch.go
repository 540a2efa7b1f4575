package safefile

import (
	"os"
	"path/filepath"
	"sync"
)

var (
	scratchMu  sync.Mutex
	scratchDir string
)

// SetScratch names the program's own folder for passing files with personal
// data, instead of the system's: only this user can read it, and it is wiped.
func SetScratch(dir string) {
	scratchMu.Lock()
	defer scratchMu.Unlock()
	scratchDir = dir
}

// ScratchDir makes a folder for passing files; whoever made it removes it. What
// a program that died left is removed by SweepScratch.
func ScratchDir() (string, error) {
	scratchMu.Lock()
	dir := scratchDir
	scratchMu.Unlock()
	if dir == "" {
		dir = os.TempDir()
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", Explain(dir, err)
	}
	return TempDir(dir)
}

// SweepScratch removes what ended programs left in the scratch folder, and with
// mine also what this one has there.
func SweepScratch(mine bool) {
	scratchMu.Lock()
	dir := scratchDir
	scratchMu.Unlock()
	if dir == "" {
		return
	}
	Sweep(dir)
	if !mine {
		return
	}
	entries, err := filepath.Glob(filepath.Join(dir, tmpPattern()))
	if err != nil {
		return
	}
	for _, e := range entries {
		os.RemoveAll(e)
	}
}
