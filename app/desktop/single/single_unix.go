//go:build !windows

package single

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Claim makes this start the holder of a database, or hands its files to the
// one that is: then handed is true and this start has nothing more to do. An
// error without a holder means that other starts cannot be noticed here; the
// database itself is safe with two programs.
func Claim(db string, files []string) (h *Holder, handed bool, err error) {
	dir, err := folder()
	if err != nil {
		return nil, false, err
	}
	base := filepath.Join(dir, name(db))
	lock, err := os.OpenFile(base+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	for end := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return hold(lock, base+".sock")
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			lock.Close()
			return nil, false, err
		}
		if err = hand(base+".sock", files); err == nil {
			lock.Close()
			return nil, true, nil
		}
		if time.Now().After(end) {
			lock.Close()
			return nil, true, ErrSilent
		}
	}
}

// hold listens; the lock tells that a socket file left here is nobody's.
func hold(lock *os.File, socket string) (*Holder, bool, error) {
	_ = os.Remove(socket)
	l, err := net.Listen("unix", socket)
	if err != nil {
		lock.Close()
		return nil, false, err
	}
	h := &Holder{messages: make(chan message, queue)}
	h.close = func() {
		l.Close() // removes the socket file
		lock.Close()
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_ = c.SetDeadline(time.Now().Add(patience))
				h.take(c)
			}()
		}
	}()
	return h, false, nil
}

func hand(socket string, files []string) error {
	c, err := net.Dial("unix", socket)
	if err != nil {
		return err
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(patience))
	return send(c, files)
}

// folder is a folder that only this user can look into: the session's, else one
// in the system's folder for temporary files.
func folder() (string, error) {
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, fmt.Sprintf("kaocha-%d", os.Getuid()))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	st, err := os.Lstat(dir)
	if err != nil {
		return "", err
	}
	if own, ok := st.Sys().(*syscall.Stat_t); !ok || !st.IsDir() || int(own.Uid) != os.Getuid() || st.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("文件夹 %s 不是本人专用的，不能用来通知已经打开的窗口", dir)
	}
	return dir, nil
}
