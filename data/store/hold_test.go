package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// holderEnv makes the test binary a window on a database.
const holderEnv = "KAOCHA_STORE_HOLDER"

func holder(path string) {
	_, err := Open(path, Options{User: "张三", Hold: true})
	fmt.Println("open:", err)
	bufio.NewReader(os.Stdin).ReadString('\n') // until killed
}

// The second window is told who works on the file and may look at it; when the
// first one's process is killed, nothing of it stays in the way.
func TestHoldDiesWithItsProcess(t *testing.T) {
	path := filled(t, t.TempDir(), 3)
	if w := HeldBy(path); w != nil {
		t.Fatalf("held by %v", w)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holderEnv+"="+path)
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer cmd.Process.Kill()
	if said, err := bufio.NewReader(out).ReadString('\n'); err != nil || said != "open: <nil>\n" {
		t.Fatalf("window: %q, %v", said, err)
	}
	_, err := Open(path, Options{Hold: true})
	if !errors.Is(err, ErrHeld) || !strings.Contains(err.Error(), "张三（电脑 ") || !strings.Contains(err.Error(), "只读") {
		t.Fatalf("second window: %v", err)
	}
	if w := HeldBy(path); w == nil || w.User != "张三" || !w.Here() || w.Since.IsZero() {
		t.Errorf("held by %+v", w)
	}
	r, err := Open(path, Options{ReadOnly: true, Why: "正由张三使用", Hold: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Do(ctx, "x", func(*Tx) error { return nil }); !errors.Is(err, ErrReadOnly) || err.Error() != "正由张三使用" {
		t.Errorf("writing: %v", err)
	}
	if n := count(t, r); n != 3 {
		t.Errorf("%d persons", n)
	}
	r.Close()
	cmd.Process.Kill()
	cmd.Wait()
	if HeldBy(path) != nil {
		t.Fatal("a dead process holds the file")
	}
	s, err := Open(path, Options{User: "李四", Hold: true})
	if err != nil {
		t.Fatal(err)
	}
	s.SetUser("王五")
	if w := HeldBy(path); w == nil || w.User != "王五" {
		t.Errorf("held by %+v", w)
	}
	s.Close()
	if exists(holdPath(path)) || exists(stepsPath(path)) {
		t.Error("files left beside the database")
	}
}
