package store

import (
	"bufio"
	"fmt"
	"io"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// victimEnv makes the test binary the program that is killed.
const victimEnv = "KAOCHA_STORE_VICTIM"

func TestMain(m *testing.M) {
	if path := os.Getenv(victimEnv); path != "" {
		victim(path)
		return
	}
	if path := os.Getenv(holderEnv); path != "" {
		holder(path)
		return
	}
	os.Exit(m.Run())
}

// victim saves persons for ever, two of the same mark in each action, and says
// each mark once it is saved.
func victim(path string) {
	s, err := Open(path, Options{User: "某"})
	if err != nil {
		fmt.Println("fault:", err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		mark := fmt.Sprintf("%d-%d", os.Getpid(), i)
		err := s.Do(ctx, "保存"+mark, func(tx *Tx) error {
			for range 2 {
				c := person("某某")
				c.StaffNo, c.Remarks = mark, strings.Repeat("备注", i%2000)
				if err := tx.SaveCadre(c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			fmt.Println("fault:", err)
			os.Exit(1)
		}
		fmt.Println(mark)
	}
}

// CASES T01: killed at any moment, the database opens, has all that was
// acknowledged, and no action by half.
func TestKilledWhileSaving(t *testing.T) {
	rounds := scale(20, 500)
	if testing.Short() && !thorough {
		rounds = 3
	}
	var path string
	var said map[string]bool
	acknowledged := 0
	for i := range rounds {
		if i%25 == 0 { // a file that grew large takes its time to be read over
			path, said = filepath.Join(t.TempDir(), "考察通.db"), map[string]bool{}
		}
		for _, mark := range runVictim(t, path, time.Duration(rand.Intn(60)+15)*time.Millisecond) {
			said[mark] = true
			acknowledged++
		}
		if !exists(path) {
			continue // killed before the first database had its name
		}
		if ok, reason := CheckFile(path); !ok {
			t.Fatalf("round %d: %s", i, reason)
		}
		verifySaid(t, path, said)
	}
	if acknowledged == 0 {
		t.Fatal("no victim ever saved")
	}
	tell(t, "T01 kill -9 while saving", rounds, 0)
	tell(t, "T01 acknowledged saves", acknowledged, 0)
}

func runVictim(t *testing.T, path string, life time.Duration) (marks []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	first, err := r.ReadString('\n') // it is at work: now it has life left
	go func() { time.Sleep(life); cmd.Process.Kill() }()
	rest, _ := io.ReadAll(r)
	cmd.Wait()
	all := first + string(rest)
	if err != nil || strings.Contains(all, "fault:") {
		t.Fatalf("victim: %v %s", err, all)
	}
	lines := strings.Split(all, "\n")
	return lines[:len(lines)-1] // the last line may be cut
}

func verifySaid(t *testing.T, path string, said map[string]bool) {
	t.Helper()
	s := openAt(t, path)
	defer s.Close()
	have := map[string]int{}
	for c, err := range s.AllCadres(ctx, CadreFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		have[c.StaffNo]++
	}
	for mark := range said {
		if have[mark] == 0 {
			t.Fatalf("%s was acknowledged and is lost", mark)
		}
	}
	for mark, n := range have {
		if n != 2 {
			t.Fatalf("%s is there %d times: a half action", mark, n)
		}
	}
	acts, err := s.Actions(ctx, 0)
	if err != nil || len(acts) != len(have) {
		t.Fatalf("%d actions for %d marks, %v", len(acts), len(have), err)
	}
}
