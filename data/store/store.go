package store

import (
	"context"
	"os"
	"sync"
	"time"

	"github.com/uptrace/bun"
)

// Options say who works and how the file is opened.
type Options struct {
	User     string           // written into every audit line
	Now      func() time.Time // time.Now when nil
	ReadOnly bool             // never write, never migrate, never create
	Why      string           // the reason for ReadOnly, for the user; "" for the usual words
	Hold     bool             // a window: refused with ErrHeld while another holds the database

	migrations []migration // tests bring their own
}

// Store is an open database. Safe for use by several goroutines.
type Store struct {
	Reader
	path   string
	file   os.FileInfo // of the file that was opened
	o      Options
	eng    engine
	write  *bun.DB // nil when read-only
	read   *bun.DB
	reason string // why read-only, "" when writable
	notice string // what whoever opened it must know
	hold   *hold  // nil without Options.Hold
	steps  *os.File
	floor  int64 // no step up to this one can be undone: see undoFloor

	allowed Access // what whoever works may do

	turn chan struct{} // held by the action under way

	mu        sync.Mutex
	listeners map[int]func(Event)
	nextID    int
}

// Path is the database file.
func (s *Store) Path() string { return s.path }

// User is the name written into the audit.
func (s *Store) User() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.o.User
}

// SetUser changes who works from now on.
func (s *Store) SetUser(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.o.User = name
	if s.hold != nil {
		s.hold.who.User = name
		s.hold.write()
	}
}

// ReadOnly tells whether writing is refused, and the reason with the way out.
func (s *Store) ReadOnly() (bool, string) { return s.write == nil, s.reason }

// Close ends the work with the file; its side files are folded into it.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != nil {
		if e := s.write.Close(); err == nil { // last: so it can fold the log in
			err = e
		}
	}
	s.endNotes()
	s.hold.release()
	return s.explain(err)
}

func (s *Store) explain(err error) error { return s.eng.explain(s.path, err) }

// Event tells listeners what a committed action changed: one event per kind of
// record. IDs are those of the records, Label is the action's.
type Event struct {
	Kind  string
	IDs   []string
	Label string
}

// Subscribe calls fn after every commit, on the goroutine that committed and
// outside any transaction. The returned function ends it.
func (s *Store) Subscribe(fn func(Event)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	id := s.nextID
	s.listeners[id] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, id)
	}
}

func (s *Store) emit(events []Event) {
	s.mu.Lock()
	fns := make([]func(Event), 0, len(s.listeners))
	for id := 1; id <= s.nextID; id++ {
		if fn := s.listeners[id]; fn != nil {
			fns = append(fns, fn)
		}
	}
	s.mu.Unlock()
	for _, e := range events {
		for _, fn := range fns {
			fn(e)
		}
	}
}

// Do runs one action: fn's changes are one transaction, one line of the
// history and one undo step under the label. When fn returns an error, panics
// or ctx ends, nothing of it stays. An action without changes leaves no trace.
func (s *Store) Do(ctx context.Context, label string, fn func(tx *Tx) error) error {
	return s.do(ctx, head{label: label, kind: doAction}, fn)
}

// Take is Do for a parcel from elsewhere: a branch's user may also change what
// the department decides of her branch's round, which else only the department
// may.
func (s *Store) Take(ctx context.Context, label string, fn func(tx *Tx) error) error {
	return s.do(ctx, head{label: label, kind: doAction, takes: true}, fn)
}

func (s *Store) do(ctx context.Context, h head, fn func(tx *Tx) error) error {
	if s.write == nil {
		return fail(ErrReadOnly, "%s", s.reason)
	}
	if err := s.Present(); err != nil {
		return err
	}
	if err := s.Allowed().refuse(h.kind); err != nil {
		return err
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	events, err := func() ([]Event, error) {
		defer func() { <-s.turn }() // even when fn panics
		return s.transact(ctx, h, fn)
	}()
	if err != nil {
		return err
	}
	s.emit(events)
	return nil
}

// patience is how long an action waits for the one before it.
const patience = 30 * time.Second

// enter waits for this process's other actions to end.
func (s *Store) enter(ctx context.Context) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return cancelled(ctx.Err())
	case <-late.C:
		return fail(ErrBusy, "前一项操作尚未结束，没有保存；请等它结束后再试")
	}
}

func (s *Store) transact(ctx context.Context, h head, fn func(tx *Tx) error) ([]Event, error) {
	raw, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, s.explain(err)
	}
	defer raw.Rollback() // no effect after the commit
	tx := &Tx{Reader: Reader{raw}, ctx: ctx, tx: raw, store: s, head: h, at: s.o.Now()}
	defer tx.closeStatements()
	err = fn(tx)
	if err == nil {
		err = tx.finish()
	}
	if ctx.Err() != nil {
		return nil, cancelled(ctx.Err()) // the transaction is gone, whatever fn made of it
	}
	if err != nil {
		return nil, s.explain(err)
	}
	if err := raw.Commit(); err != nil {
		return nil, s.explain(err)
	}
	s.note(tx.id)
	return tx.events(), nil
}
