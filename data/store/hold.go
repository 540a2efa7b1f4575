package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Holder is who has a database open at a window.
type Holder struct {
	User     string    `json:"user"`     // as written into the audit
	Account  string    `json:"account"`  // of the system
	Computer string    `json:"computer"` // by name
	Since    time.Time `json:"since"`
}

// String names the holder as far as known: 张三（电脑 DZB-01，11-24 09:30 起）.
func (h Holder) String() string {
	name := h.User
	if name == "" {
		name = h.Account
	}
	if name == "" {
		return "另一个考察通窗口"
	}
	return fmt.Sprintf("%s（电脑 %s，%s 起）", name, h.Computer, h.Since.Local().Format("01-02 15:04"))
}

// Here tells that the holder is this account on this computer.
func (h Holder) Here() bool {
	me := thisHolder("", time.Time{})
	return h.Account == me.Account && h.Computer == me.Computer
}

func thisHolder(user string, now time.Time) Holder {
	h := Holder{User: user, Since: now}
	h.Computer, _ = os.Hostname()
	for _, k := range []string{"USERNAME", "USER"} {
		if h.Account == "" {
			h.Account = os.Getenv(k)
		}
	}
	return h
}

// hold is the mark of an open window: a file beside the database, locked by the
// system for as long as the process lives. A file that a dead process left is
// not locked and holds nobody up.
type hold struct {
	f    *os.File
	path string
	who  Holder
}

func holdPath(dbPath string) string { return dbPath + "-inuse" }

var errHeld = errors.New("locked by another process")

// takeHold takes the database for this process; errHeld when another has it.
func takeHold(dbPath, user string, now time.Time) (*hold, error) {
	path := holdPath(dbPath)
	var err error
	for range 5 { // a look by HeldBy, or a release, may be just under way
		var f *os.File
		if f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
			return nil, err
		}
		if err = lockFile(f); err == nil && stillThere(f, path) {
			h := &hold{f: f, path: path, who: thisHolder(user, now)}
			h.write()
			return h, nil
		}
		f.Close()
		time.Sleep(30 * time.Millisecond)
	}
	if err == nil {
		err = errHeld
	}
	return nil, err
}

// stillThere: the holder before may have removed the file while we waited.
func stillThere(f *os.File, path string) bool {
	mine, err1 := f.Stat()
	now, err2 := os.Stat(path)
	return err1 == nil && err2 == nil && os.SameFile(mine, now)
}

// write says in the file who holds it; a lock counts without it too.
func (h *hold) write() {
	b, err := json.Marshal(h.who)
	if err == nil && h.f.Truncate(0) == nil {
		_, _ = h.f.WriteAt(b, 0) // only for people: see String
	}
}

func (h *hold) release() {
	if h == nil {
		return
	}
	if removeOpen {
		os.Remove(h.path)
	}
	h.f.Close()
	if !removeOpen {
		os.Remove(h.path)
	}
}

// HeldBy is who has the database open at a window, nil for nobody.
func HeldBy(dbPath string) *Holder {
	f, err := os.OpenFile(holdPath(dbPath), os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	defer f.Close() // ends a lock we got
	if !errors.Is(lockFile(f), errHeld) {
		return nil
	}
	who := &Holder{}
	if b, err := io.ReadAll(io.LimitReader(f, 4096)); err == nil {
		_ = json.Unmarshal(b, who) // somebody, even when it does not say who
	}
	return who
}

// heldError refuses to write where another window works.
func heldError(path string) error {
	who := Holder{}
	if h := HeldBy(path); h != nil {
		who = *h
	}
	return fail(ErrHeld, "数据文件“%s”正由%s使用；可以只读打开，或等对方关闭后再试", path, who)
}
