package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
)

// Roles of users.
const (
	RoleDepartment = "department" // everything
	RoleBranch     = "branch"     // one branch's persons and subjects
	RoleReview     = "review"     // looks at everything, changes nothing
)

// RoleNames are their Chinese names.
var RoleNames = map[string]string{RoleDepartment: "部门", RoleBranch: "党总支", RoleReview: "只读"}

// Account is one who may work here. Password and recovery are hashes.
type Account struct {
	Name     string
	Role     string
	Branch   string // of RoleBranch
	Password string
	Recovery string
	Failed   int       // wrong tries one after the other
	Blocked  time.Time // until when no try is taken
}

// Accounts lists the users by name; none: one person works here without.
func (r Reader) Accounts(ctx context.Context) ([]Account, error) {
	if there, err := r.migrated(ctx, "user"); !there {
		return nil, err // a database from before there were users
	}
	return collect(ctx, r, "SELECT name, role, branch, password, recovery, failed, blocked FROM person_user ORDER BY name", 0, func(rows *sql.Rows) (a Account, err error) {
		var until string
		if err = rows.Scan(&a.Name, &a.Role, &a.Branch, &a.Password, &a.Recovery, &a.Failed, &until); err == nil && until != "" {
			a.Blocked, err = parseStamp(until)
		}
		return a, err
	})
}

// SaveAccount stores a user with a line in the log; label says what was done.
func (s *Store) SaveAccount(ctx context.Context, a *Account, label string) error {
	if strings.TrimSpace(a.Name) == "" {
		return fail(ErrInvalid, "用户的姓名不能为空")
	}
	return s.access(ctx, label, func(tx *Tx) error {
		return tx.exec(`INSERT INTO person_user (name, role, branch, password, recovery, failed, blocked) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET role = excluded.role, branch = excluded.branch, password = excluded.password, recovery = excluded.recovery, failed = excluded.failed, blocked = excluded.blocked`,
			a.Name, a.Role, a.Branch, a.Password, a.Recovery, a.Failed, until(a.Blocked))
	})
}

// DropAccount takes a user away.
func (s *Store) DropAccount(ctx context.Context, name, label string) error {
	return s.access(ctx, label, func(tx *Tx) error { return tx.exec("DELETE FROM person_user WHERE name = ?", name) })
}

// NoteTry keeps how often a password was wrong and until when none is taken: a
// restart of the program does not begin anew. label "" leaves no line.
func (s *Store) NoteTry(ctx context.Context, a *Account, label string) error {
	return s.access(ctx, label, func(tx *Tx) error {
		return tx.exec("UPDATE person_user SET failed = ?, blocked = ? WHERE name = ?", a.Failed, until(a.Blocked), a.Name)
	})
}

func until(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}

func (s *Store) access(ctx context.Context, label string, fn func(tx *Tx) error) error {
	return s.do(ctx, head{label: label, kind: LogAccess}, func(tx *Tx) error {
		if err := fn(tx); err != nil || label == "" {
			return err
		}
		return tx.begin(tx.at)
	})
}

// Access is what whoever works may do; the zero value is everything.
type Access struct {
	Role   string
	Branch string
}

// ErrForbidden is what a user's role does not allow.
var ErrForbidden = errors.New("没有这个权限")

// Restrict limits what can be read and changed from now on, for all methods:
// the reading connections see only what is the branch's, and every change is
// held against it. Nothing may be read while it is called.
func (s *Store) Restrict(ctx context.Context, a Access) error {
	if a.Role == RoleBranch && a.Branch == "" {
		return fail(ErrInvalid, "党总支用户没有写明是哪个党总支")
	}
	mode := readOnly
	if s.write == nil && !exists(s.path+"-wal") {
		mode = frozen
	}
	branch := ""
	if a.Role == RoleBranch {
		branch = a.Branch
	}
	db, err := s.eng.openFor(s.path, mode, branch, s.User())
	if err != nil {
		return s.explain(err)
	}
	old := s.read
	s.mu.Lock()
	s.allowed = a
	s.mu.Unlock()
	s.read, s.Reader = db, Reader{db}
	return old.Close()
}

// Allowed is what whoever works may do.
func (s *Store) Allowed() Access {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.allowed
}

// refuse is why an action may not begin, nil when it may.
func (a Access) refuse(kind string) error {
	work := kind == doAction || kind == undoAction || kind == redoAction || kind == LogErase
	if a.Role == RoleReview && work {
		return fail(ErrForbidden, "只读用户只能查看，不能修改")
	}
	if a.Role == RoleBranch && kind == LogErase {
		return fail(ErrForbidden, "只有部门用户可以销毁文件")
	}
	return nil
}

// mayChange holds a change against the branch of whoever makes it, before and
// after.
func (tx *Tx) mayChange(key string, bodies ...*string) error {
	a := tx.store.Allowed()
	if a.Role != RoleBranch || tx.head.takes && key == KindCadre && slices.Contains(bodies, nil) {
		return nil // who comes new in a branch's round, or goes with its undoing, may belong elsewhere
	}
	for _, body := range bodies {
		if body == nil {
			continue
		}
		own, err := tx.ofBranch(key, *body, a.Branch)
		if err != nil {
			return err
		}
		if !own {
			return fail(ErrForbidden, "党总支用户只能修改“%s”的干部和考察对象，没有保存", a.Branch)
		}
	}
	return nil
}

// ofBranch tells whether a record belongs to a branch; what belongs to none, as
// rounds and settings, is the department's.
func (tx *Tx) ofBranch(key, body, branch string) (bool, error) {
	switch key {
	case KindCadre:
		c, err := decode[struct {
			Branch string `json:"branch"`
		}](body)
		return err == nil && c.Branch == branch, err
	case KindSubject:
		c, err := decode[struct {
			BranchID string `json:"branchId"`
		}](body)
		if err != nil {
			return false, err
		}
		names, err := tx.strings("SELECT name FROM branch WHERE id = ?", c.BranchID)
		return len(names) == 1 && names[0] == branch, err
	case KindSource:
		c, err := decode[source](body)
		if err != nil {
			return false, err
		}
		names, err := tx.strings("SELECT branch FROM cadre WHERE id = ?", c.CadreID)
		return len(names) == 1 && names[0] == branch, err
	}
	return tx.head.takes && given(key, body, branch), nil
}

// given tells whether a record may come to a branch's user in a parcel: her own
// branch, its round and panels, the department's key, and the parcel itself.
func given(key, body, branch string) bool {
	v, err := decode[struct {
		Name       string `json:"name"`
		Branch     string `json:"branch"`
		Kind       string `json:"kind"`
		Department bool   `json:"department"`
	}](body)
	switch {
	case err != nil:
		return false
	case key == KindBranch:
		return v.Name == branch
	case key == KindHandover:
		return v.Branch == branch && v.Kind != "submission" // that is the department's to take, and to give back
	case key == KindPeer:
		return v.Department
	}
	return key == KindRound || key == KindPanel
}
