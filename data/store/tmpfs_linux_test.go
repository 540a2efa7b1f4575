package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// CASES T03 on a disk that really is full: a small one in memory, where the
// system lets us make it.
func TestRealFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("no small disk may be made here: ", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	path := filepath.Join(dir, "库.db")
	s, err := Open(path, Options{User: "某", Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	full := 0
	for i := 0; full < 5 && i < 1000; i++ {
		mark := fmt.Sprint("存", i)
		if err := pair(s, mark, 8000); err == nil {
			said = append(said, mark)
		} else if full++; !strings.Contains(err.Error(), "空间不足") || !strings.Contains(err.Error(), path) {
			t.Errorf("the refusal reads: %v", err)
		}
	}
	to := filepath.Join(dir, "副本.db")
	if err := s.Backup(ctx, to); err == nil || !strings.Contains(err.Error(), "空间不足") || exists(to) {
		t.Errorf("backup: %v, left behind: %v", err, exists(to))
	}
	s.Close()
	// Another place with room: all is there.
	roomy := filepath.Join(t.TempDir(), "库.db")
	for _, tail := range []string{"", "-wal"} {
		if exists(path + tail) {
			if err := os.WriteFile(roomy+tail, bytesOf(t, path+tail), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	lost := 0
	if why := whole(roomy, said); why != "" {
		t.Error(why)
		lost++
	}
	if len(said) == 0 || full == 0 {
		t.Fatalf("%d saved, %d refused: the test did not test", len(said), full)
	}
	tell(t, "T03 full disk, a real one", len(said)+full, lost)
}
