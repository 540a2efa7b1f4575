package sheet

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaocha/data/safefile"
)

// Every workbook that is written has its passing files where they are wiped.
func TestEveryWorkbookKeepsItsPassingFilesTogether(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2 || d.Name() == "bin" || d.Name() == "dist") {
			if err == nil {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(b), "\n") {
			if strings.Contains(line, "excelize.NewFile(") || strings.Contains(line, "excelize.OpenFile(") || strings.Contains(line, "excelize.OpenReader(") {
				if n++; !strings.Contains(line, "TmpDir:") {
					t.Errorf("%s:%d has no TmpDir", path, i+1)
				}
			}
		}
		return nil
	})
	if err != nil || n < 2 {
		t.Fatalf("%d workbooks, %v", n, err)
	}
}

// What the library spills of a large sheet lies there and goes.
func TestSpilledSheetsAreWiped(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	safefile.SetScratch(dir)
	defer safefile.SetScratch("")
	t.Setenv("TMPDIR", elsewhere)
	f, done, err := newBook()
	if err != nil {
		t.Fatal(err)
	}
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	row := []any{strings.Repeat("某", 8000)}
	for i := 1; i*24000 < excelize.StreamChunkSize*5/4; i++ {
		cell, _ := excelize.CoordinatesToCellName(1, i)
		if err := sw.SetRow(cell, row); err != nil {
			t.Fatal(err)
		}
	}
	if spilled := count(t, dir); spilled == 0 || count(t, elsewhere) != 0 {
		t.Errorf("%d files in our folder, %d in the system's", spilled, count(t, elsewhere))
	}
	done()
	if left := count(t, dir); left != 0 {
		t.Errorf("%d files are left", left)
	}
}

func count(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
