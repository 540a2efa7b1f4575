//go:build !windows

package single

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// victim makes this test's executable hold a database until it is killed.
const victim = "SINGLE_TEST_HOLD"

func TestMain(m *testing.M) {
	db := os.Getenv(victim)
	if db == "" {
		os.Exit(m.Run())
	}
	h, handed, err := Claim(db, nil)
	fmt.Println("held", handed, err)
	h.Serve(func(files []string) { fmt.Println("files " + strings.Join(files, "|")) })
	select {}
}

// start runs a holder in a process of its own and gives its lines.
func start(t *testing.T, db string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victim+"="+db)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	if lines.Scan(); lines.Text() != "held false <nil>" {
		t.Fatalf("the first start says %q", lines.Text())
	}
	return cmd, lines
}

func TestSecondStartHandsItsFilesToTheFirst(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	dir := t.TempDir()
	db := filepath.Join(dir, "考察通.db")
	_, lines := start(t, db)
	t.Chdir(dir)
	for _, files := range [][]string{{"甲 乙.lrmx", "/tmp/丙.kaocha"}, nil} {
		// Another way to write the same path is the same database.
		h, handed, err := Claim(filepath.Join(".", "x", "..", "考察通.db"), files)
		if h != nil || !handed || err != nil {
			t.Fatalf("the second start: holder %v, handed %v, %v", h, handed, err)
		}
		want := "files "
		if files != nil {
			want += filepath.Join(dir, "甲 乙.lrmx") + "|/tmp/丙.kaocha"
		}
		if lines.Scan(); lines.Text() != want {
			t.Errorf("the first start got %q, want %q", lines.Text(), want)
		}
	}
	h, handed, err := Claim(filepath.Join(dir, "另一个.db"), nil)
	if h == nil || handed || err != nil {
		t.Errorf("another database: %v, %v", handed, err)
	}
	h.Close()
}

// A holder that was killed leaves its files behind; they hold nobody up.
func TestKilledHolderIsReplaced(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "a.db")
	cmd, _ := start(t, db)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	left, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "*", "*.sock"))
	if len(left) != 1 {
		t.Fatalf("sockets left: %v", left)
	}
	h, handed, err := Claim(db, nil)
	if h == nil || handed || err != nil {
		t.Fatalf("after the kill: handed %v, %v", handed, err)
	}
	got := make(chan []string, 1)
	h.Serve(func(files []string) { got <- files })
	if h2, handed, err := Claim(db, []string{"/x"}); h2 != nil || !handed || err != nil {
		t.Fatalf("the next start: handed %v, %v", handed, err)
	}
	if files := <-got; !slices.Equal(files, []string{"/x"}) {
		t.Errorf("got %v", files)
	}
	h.Close()
	if h, handed, err = Claim(db, nil); h == nil || handed || err != nil {
		t.Errorf("after closing: handed %v, %v", handed, err)
	}
	h.Close()
}

func TestSilentHolderIsTold(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	old := patience
	patience = 200 * time.Millisecond
	defer func() { patience = old }()
	db := filepath.Join(t.TempDir(), "a.db")
	h, _, err := Claim(db, nil)
	if err != nil {
		t.Fatal(err)
	}
	// The holder listens, but takes nothing.
	dir, _ := folder()
	if err := os.Remove(filepath.Join(dir, name(db)+".sock")); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, name(db)+".sock"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, handed, err := Claim(db, nil); !handed || !errors.Is(err, ErrSilent) {
		t.Errorf("handed %v, %v", handed, err)
	}
	h.Close()
}

func TestOthersFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	if err := os.Mkdir(filepath.Join(dir, fmt.Sprintf("kaocha-%d", os.Getuid())), 0o755); err != nil {
		t.Fatal(err)
	}
	if h, handed, err := Claim(filepath.Join(dir, "a.db"), nil); h != nil || handed || err == nil {
		t.Errorf("a folder that others may look into was taken: %v %v", handed, err)
	}
}

func TestBrokenMessageIsNotTaken(t *testing.T) {
	h := &Holder{messages: make(chan message, 1)}
	a, b := net.Pipe()
	go func() {
		_, _ = b.Write([]byte("{not a message\n"))
		b.Close()
	}()
	h.take(a)
	if len(h.messages) != 0 {
		t.Error("a broken message was taken")
	}
}
