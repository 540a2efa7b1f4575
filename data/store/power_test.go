package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// thorough is the scale of "make faults"; the usual tests try fewer points.
var thorough = os.Getenv("KAOCHA_FAULTS") == "full"

func scale(usual, full int) int {
	if thorough {
		return full
	}
	return usual
}

// tell reports a case for the table of "make faults".
func tell(t *testing.T, name string, tried, lost int) {
	t.Helper()
	t.Logf("faults: %s: %d tried, %d survived, %d lost", name, tried, tried-lost, lost)
	if lost > 0 {
		t.Errorf("%s: %d lost", name, lost)
	}
}

// pair saves two persons of one mark in one action.
func pair(s *Store, mark string, long int) error {
	return s.Do(ctx, "保存"+mark, func(tx *Tx) error {
		for range 2 {
			c := person("某某")
			c.StaffNo, c.Remarks = mark, strings.Repeat("备注", long)
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// whole tells what is wrong with a database that must have the pairs said and
// no pair by half, "" for nothing.
func whole(path string, said []string) string {
	if ok, why := CheckFile(path); !ok {
		return why
	}
	s, err := Open(path, Options{User: "验", Now: clock()})
	if err != nil {
		return err.Error()
	}
	defer s.Close()
	have := map[string]int{}
	for c, err := range s.AllCadres(ctx, CadreFilter{}) {
		if err != nil {
			return err.Error()
		}
		have[c.StaffNo]++
	}
	for mark, n := range have {
		if n != 2 {
			return fmt.Sprintf("%s is there %d times", mark, n)
		}
	}
	for _, mark := range said {
		if have[mark] != 2 {
			return mark + " was acknowledged and is lost"
		}
	}
	if err := pair(s, "后来", 1); err != nil {
		return "saving afterwards: " + err.Error()
	}
	return ""
}

// CASES T04: the power goes at any write or sync: what was not synced is there,
// or not, or torn. Each database opens with all that was acknowledged.
func TestPowerCutAtManyPoints(t *testing.T) {
	f := installFaults(t)
	rnd := rand.New(rand.NewPCG(5, 6))
	points, lost, tried := scale(40, 500), 0, 0
	for round := 0; tried < points; round++ {
		dir := t.TempDir()
		path := filepath.Join(dir, "库.db")
		s, err := Open(path, Options{User: "某", Now: clock()})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.write.Exec("PRAGMA wal_autocheckpoint = 12"); err != nil { // so that cuts fall into checkpoints too
			t.Fatal(err)
		}
		f.arm(t, path, path+"-wal")
		var said []string
		type shot struct {
			path string
			said int
		}
		var shots []shot
		f.mu.Lock()
		f.onOp = func(op int) {
			if rnd.IntN(3) > 0 || tried+len(shots) >= points {
				return
			}
			to := filepath.Join(dir, fmt.Sprint(op), "库.db")
			err := os.Mkdir(filepath.Dir(to), 0o700)
			for tail, d := range map[string]*disk{"": f.watch["库.db"], "-wal": f.watch["库.db-wal"]} {
				err = errors.Join(err, os.WriteFile(to+tail, d.cut(rnd), 0o600))
			}
			if err != nil {
				panic(err)
			}
			shots = append(shots, shot{to, len(said)})
		}
		f.mu.Unlock()
		for i := range 12 {
			mark := fmt.Sprint(round, "-", i)
			if err := pair(s, mark, 40*rnd.IntN(60)); err != nil {
				t.Fatal(err)
			}
			f.mu.Lock()
			said = append(said, mark)
			f.mu.Unlock()
		}
		f.disarm()
		s.Close()
		for _, x := range shots {
			tried++
			if why := whole(x.path, said[:x.said]); why != "" {
				lost++
				t.Errorf("round %d, cut %s: %s", round, filepath.Base(filepath.Dir(x.path)), why)
			}
			os.RemoveAll(filepath.Dir(x.path))
		}
	}
	tell(t, "T04 power cut", tried, lost)
}

// CASES T02: the Nth write, sync or truncation of a save fails, for every N,
// once or for good: the save is refused in words, what was there stays, and the
// next try works.
func TestEveryWriteFails(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	f := installFaults(t)
	tried, lost := 0, 0
	for _, forGood := range []bool{false, true} {
		for n := 1; ; n += scale(5, 1) {
			failed, why := failAt(t, f, n, forGood)
			if !failed {
				break // the save has fewer operations than that
			}
			tried++
			if why != "" {
				lost++
				t.Errorf("operation %d: %s", n, why)
			}
		}
	}
	if tried < 10 {
		t.Fatalf("only %d operations failed: the test did not test", tried)
	}
	tell(t, "T02 failing write or sync", tried, lost)
}

// failAt lets operation n of three saves fail.
func failAt(t *testing.T, f *faultFS, n int, forGood bool) (failed bool, why string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "库.db")
	s, err := Open(path, Options{User: "某", Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	if err := pair(s, "先前", 300); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec("PRAGMA wal_autocheckpoint = 8"); err != nil {
		t.Fatal(err)
	}
	said := []string{"先前"}
	f.arm(t)
	f.mu.Lock()
	f.failFrom, f.failTo = n, n
	if forGood {
		f.failTo = 1 << 30
	}
	f.mu.Unlock()
	var refused error
	for i := range 3 {
		mark := fmt.Sprint("存", i)
		if err := pair(s, mark, 700); err == nil {
			said = append(said, mark)
		} else if refused = err; !strings.Contains(err.Error(), "没有保存") {
			why = "the refusal reads: " + err.Error()
		}
	}
	f.mu.Lock()
	failed = f.ops >= n
	f.mu.Unlock()
	f.disarm()
	if err := pair(s, "再试", 10); err != nil {
		why = "the next try: " + err.Error()
	} else {
		said = append(said, "再试")
	}
	s.Close()
	if w := whole(path, said); w != "" {
		why = w
	}
	_ = refused // a failing checkpoint refuses nothing: all is in the log
	return failed, why
}

// CASES T03: the disk is full after so many bytes, while saving and while a
// backup is made: told in words, nothing by half, and work goes on.
func TestDiskFullAtEveryByte(t *testing.T) {
	f := installFaults(t)
	tried, lost := 0, 0
	for quota := int64(0); quota < 200_000; quota += int64(scale(20_000, 2_000)) {
		dir := t.TempDir()
		path := filepath.Join(dir, "库.db")
		s, err := Open(path, Options{User: "某", Now: clock()})
		if err != nil {
			t.Fatal(err)
		}
		if err := pair(s, "先前", 300); err != nil {
			t.Fatal(err)
		}
		said, why := []string{"先前"}, ""
		fill := func() {
			f.arm(t)
			f.mu.Lock()
			f.quota = quota
			f.mu.Unlock()
		}
		fill()
		for i := range 4 {
			mark := fmt.Sprint("存", i)
			if err := pair(s, mark, 3000); err == nil {
				said = append(said, mark)
			} else if !strings.Contains(err.Error(), "空间不足") {
				why = err.Error()
			}
		}
		fill()
		to := filepath.Join(dir, "副本.db")
		if err := s.Backup(ctx, to); err != nil && (!strings.Contains(err.Error(), "空间不足") || exists(to)) {
			why = fmt.Sprintf("backup: %v, left behind: %v", err, exists(to))
		}
		f.disarm()
		if err := pair(s, "再试", 10); err != nil {
			why = err.Error()
		}
		s.Close()
		if w := whole(path, append(said, "再试")); w != "" {
			why = w
		}
		if exists(to) {
			if w := whole(to, said); w != "" {
				why = "the backup: " + w
			}
		}
		tried++
		if why != "" {
			lost++
			t.Errorf("after %d bytes: %s", quota, why)
		}
	}
	tell(t, "T03 full disk", tried, lost)
}

// CASES T36: a backup that is stopped while it is written leaves nothing, and
// the database works on.
func TestStoppedBackup(t *testing.T) {
	f := installFaults(t)
	dir := t.TempDir()
	s, err := Open(filepath.Join(dir, "库.db"), Options{User: "某", Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range 40 {
		if err := pair(s, fmt.Sprint(i), 3000); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(dir, "U盘", "副本.db")
	stopped := 0
	for at := 1; at < 200; at += 20 {
		ctx, cancel := context.WithCancel(context.Background())
		f.arm(t)
		f.mu.Lock()
		f.onOp = func(op int) {
			if op == at {
				cancel()
				time.Sleep(20 * time.Millisecond) // for the driver to hear of it
			}
		}
		f.mu.Unlock()
		err := s.Backup(ctx, to)
		f.disarm()
		cancel()
		if err == nil {
			t.Errorf("stopped at write %d: finished", at)
			os.Remove(to)
			continue
		}
		stopped++
		if !errors.Is(err, context.Canceled) || exists(to) || listing(t, filepath.Dir(to)) != "" {
			t.Errorf("stopped at write %d: %v, left %q", at, err, listing(t, filepath.Dir(to)))
		}
	}
	if stopped == 0 {
		t.Error("nothing was stopped: the test did not test")
	}
	if err := s.Backup(context.Background(), to); err != nil {
		t.Error(err)
	}
}
