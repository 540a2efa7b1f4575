package job

import (
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"kaocha/data/safefile"
)

// printsKept is how long files made for printing stay when the program did not
// get to wipe them: another window may still be printing.
const printsKept = 12 * time.Hour

// printed tells that this program made files for printing.
var printed atomic.Bool

// BeginPrivate lets passing files with personal data lie in the program's own
// folder and wipes what earlier runs left there. The returned function wipes
// what this run made.
func BeginPrivate() (end func()) {
	dir, err := DataDir()
	if err != nil {
		return func() {} // there is no such folder; the system's is used
	}
	safefile.SetScratch(filepath.Join(dir, "临时"))
	safefile.SweepScratch(false)
	wipePrints(dir, time.Now().Add(-printsKept))
	return func() {
		safefile.SweepScratch(true)
		if printed.Load() {
			wipePrints(dir, time.Now().Add(time.Hour))
		}
	}
}

// wipePrints removes files made for printing that are older than a time. One
// that is still open elsewhere goes the next time.
func wipePrints(dir string, before time.Time) {
	entries, err := os.ReadDir(filepath.Join(dir, printName))
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			os.Remove(filepath.Join(dir, printName, e.Name()))
		}
	}
}
