// Package single keeps one window per database: a second start hands its files
// to the first and ends. Nothing listens on the network: on Linux a socket file
// and a lock that ends with its process, on Windows a named pipe of this computer.
package single

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// ErrSilent means that a window on the database is there but does not answer.
var ErrSilent = errors.New("考察通已经打开，但没有回应。请等一会儿再试；一直没有回应时，请在任务管理器里结束“考察通”（kaocha），再重新打开。已经自动保存的内容都在")

// patience is how long a second start waits for the first one's answer. The
// first one answers as soon as it is there, before its window is.
var patience = 5 * time.Second

// A message is one line of JSON and its answer one line; longer ones are refused.
const maxMessage = 1 << 20

const answer = "ok\n"

// message is what a second start tells the first.
type message struct {
	Files []string // absolute paths to open; none: only raise the window
}

// name is the database's mark in names of sockets and pipes: it tells nothing of
// the path, and two ways to write one path give the same.
func name(db string) string {
	if abs, err := filepath.Abs(db); err == nil {
		db = abs
	}
	// The file may not exist yet, its folder neither.
	for dir, rest := db, ""; ; dir, rest = filepath.Dir(dir), filepath.Join(filepath.Base(dir), rest) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			db = filepath.Join(real, rest)
			break
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if runtime.GOOS == "windows" {
		db = strings.ToLower(db)
	}
	sum := sha256.Sum256([]byte(db))
	return hex.EncodeToString(sum[:8])
}

// absolute makes paths independent of the folder a start was made in.
func absolute(files []string) []string {
	out := make([]string, 0, len(files))
	for _, f := range files {
		if abs, err := filepath.Abs(f); err == nil {
			f = abs
		}
		out = append(out, f)
	}
	return out
}

// Holder is the first start on a database.
type Holder struct {
	messages chan message
	close    func()
}

// Serve gives every later start's files to open, in a goroutine of its own; no
// files mean that the window is only to come to the front.
func (h *Holder) Serve(open func(files []string)) {
	if h == nil {
		return
	}
	go func() {
		for m := range h.messages {
			open(m.Files)
		}
	}()
}

// Close lets another start hold the database.
func (h *Holder) Close() {
	if h != nil {
		h.close()
	}
}

// take reads one message and answers it once it is kept.
func (h *Holder) take(c io.ReadWriter) {
	var m message
	if json.NewDecoder(io.LimitReader(c, maxMessage)).Decode(&m) != nil {
		return
	}
	select {
	case h.messages <- m:
		_, _ = io.WriteString(c, answer)
	default: // nobody takes them any more
	}
}

// send hands files to the holder at the other end and waits for its answer.
func send(c io.ReadWriter, files []string) error {
	b, err := json.Marshal(message{absolute(files)})
	if err != nil {
		return err
	}
	if _, err := c.Write(append(b, '\n')); err != nil {
		return err
	}
	back := make([]byte, len(answer))
	if _, err := io.ReadFull(c, back); err != nil || string(back) != answer {
		return ErrSilent
	}
	return nil
}

// queue is how many starts may come before the window is ready to take them.
const queue = 64
