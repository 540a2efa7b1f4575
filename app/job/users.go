package job

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kaocha/data/store"
	"kaocha/forms"
)

// ErrLogin tells that somebody must sign in first, or did so wrongly.
var ErrLogin = errors.New("需要登录")

func denied(format string, a ...any) error {
	return fmt.Errorf("%w：%s", ErrLogin, fmt.Sprintf(format, a...))
}

// User is one who may work here.
type User struct {
	Name, Role, Branch string
	Blocked            time.Time
}

// RoleText is the role in words.
func (u User) RoleText() string {
	if u.Role == store.RoleBranch {
		return store.RoleNames[u.Role] + "（" + u.Branch + "）"
	}
	return store.RoleNames[u.Role]
}

// Users lists who may work here; none means that one person does, without
// signing in.
func (s *Session) Users(ctx context.Context) (out []User, err error) {
	list, err := s.Store.Accounts(ctx)
	for _, a := range list {
		out = append(out, User{a.Name, a.Role, a.Branch, a.Blocked})
	}
	return out, err
}

func (s *Session) account(ctx context.Context, name string) (*store.Account, error) {
	list, err := s.Store.Accounts(ctx)
	for i := range list {
		if list[i].Name == strings.TrimSpace(name) {
			return &list[i], err
		}
	}
	return nil, err
}

// Wrong tries: from the third on one has to wait, each time twice as long.
const (
	freeTries = 2
	firstWait = 5 * time.Second
	maxWait   = time.Hour
)

// waitAfter is how long no try is taken after so many wrong ones.
func waitAfter(failed int) time.Duration {
	if failed <= freeTries {
		return 0
	}
	wait := firstWait
	for range failed - freeTries - 1 {
		if wait *= 2; wait >= maxWait {
			return maxWait
		}
	}
	return wait
}

// Login lets a user work: what can be read and changed from now on is what the
// role allows, and the name stands in the history.
func (s *Session) Login(ctx context.Context, name, password string) error {
	return s.try(ctx, name, "登录", func(a *store.Account) bool { return isSecret(password, a.Password) })
}

// Unlock is Login for the user who works already, after the screen was locked.
func (s *Session) Unlock(ctx context.Context, password string) error {
	return s.try(ctx, s.Store.User(), "", func(a *store.Account) bool { return isSecret(password, a.Password) })
}

// try holds a secret against a user's and keeps count of the wrong ones.
func (s *Session) try(ctx context.Context, name, what string, right func(*store.Account) bool) error {
	a, err := s.account(ctx, name)
	if err != nil {
		return err
	}
	if a == nil {
		isSecret(name, decoy) // takes as long as a wrong password
		return denied("姓名或密码不对")
	}
	now := s.Now()
	if left := min(a.Blocked.Sub(now), maxWait); left > 0 {
		return denied("错了 %d 次，请过 %s 再试", a.Failed, waitText(left))
	}
	if !right(a) {
		a.Failed++
		a.Blocked = time.Time{}
		wait := waitAfter(a.Failed)
		if wait > 0 {
			a.Blocked = now.Add(wait)
		}
		s.Store.SetUser(a.Name)
		if err := s.Store.NoteTry(ctx, a, fmt.Sprintf("登录失败 %s，连续第 %d 次", a.Name, a.Failed)); err != nil && !errors.Is(err, store.ErrReadOnly) {
			return err
		}
		if wait > 0 {
			return denied("姓名或密码不对，已错 %d 次；请过 %s 再试", a.Failed, waitText(wait))
		}
		return denied("姓名或密码不对")
	}
	s.Store.SetUser(a.Name)
	if a.Failed > 0 || what != "" {
		a.Failed, a.Blocked = 0, time.Time{}
		label := ""
		if what != "" {
			label = what + " " + a.Name
		}
		if err := s.Store.NoteTry(ctx, a, label); err != nil && !errors.Is(err, store.ErrReadOnly) {
			return err
		}
	}
	s.signed = true
	if s.Store.Allowed() == (store.Access{Role: a.Role, Branch: a.Branch}) {
		return nil
	}
	return s.Store.Restrict(ctx, store.Access{Role: a.Role, Branch: a.Branch})
}

// decoy is a hash of nothing anybody knows.
const decoy = "$argon2id$v=19$m=65536,t=3,p=2$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func waitText(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d 秒", int((d+time.Second-1)/time.Second))
	}
	return fmt.Sprintf("%d 分钟", int((d+time.Minute-1)/time.Minute))
}

// MustSignIn tells that users are set up and nobody has signed in.
func (s *Session) MustSignIn(ctx context.Context) (bool, error) {
	if s.signed {
		return false, nil
	}
	list, err := s.Store.Accounts(ctx)
	return len(list) > 0, err
}

// ForDepartment refuses what only the department's users may do; without users
// everything is allowed.
func (s *Session) ForDepartment(what string) error {
	if r := s.Store.Allowed().Role; r != "" && r != store.RoleDepartment {
		return &store.Error{Kind: store.ErrForbidden, Text: "只有部门用户可以" + what}
	}
	return nil
}

// AddUser sets up a user and gives the recovery code, which is shown once. The
// first one must be the department's.
func (s *Session) AddUser(ctx context.Context, u User, password string) (code string, err error) {
	if err := s.ForDepartment("设用户"); err != nil {
		return "", err
	}
	u.Name, u.Branch = strings.TrimSpace(u.Name), strings.TrimSpace(u.Branch)
	list, err := s.Store.Accounts(ctx)
	if err != nil {
		return "", err
	}
	switch {
	case u.Name == "":
		return "", use("请写用户的姓名")
	case len(list) == 0 && u.Role != store.RoleDepartment:
		return "", use("第一个用户必须是部门用户，否则谁也不能再设用户")
	case store.RoleNames[u.Role] == "":
		return "", use("没有身份“%s”；可用：部门、党总支、只读", u.Role)
	case (u.Role == store.RoleBranch) != (u.Branch != ""):
		return "", use("党总支用户要写明是哪个党总支，其他用户不写")
	}
	for _, a := range list {
		if a.Name == u.Name {
			return "", use("已经有用户“%s”了", u.Name)
		}
	}
	return s.setSecrets(ctx, &store.Account{Name: u.Name, Role: u.Role, Branch: u.Branch}, password, "新增用户 "+u.Name+"，"+u.RoleText())
}

// setSecrets gives an account a password and a new recovery code.
func (s *Session) setSecrets(ctx context.Context, a *store.Account, password, label string) (code string, err error) {
	if err := CheckPassword(a.Name, password); err != nil {
		return "", err
	}
	if a.Password, err = hashSecret(password); err != nil {
		return "", err
	}
	if code, err = newRecovery(); err != nil {
		return "", err
	}
	if a.Recovery, err = hashSecret(plainCode(code)); err != nil {
		return "", err
	}
	a.Failed, a.Blocked = 0, time.Time{}
	return code, s.Store.SaveAccount(ctx, a, label)
}

// SetPassword gives a user another password and recovery code: their own with
// the old password, any as the department.
func (s *Session) SetPassword(ctx context.Context, name, old, password string) (code string, err error) {
	a, err := s.account(ctx, name)
	if err != nil {
		return "", err
	}
	if a == nil {
		return "", use("没有用户“%s”", name)
	}
	if a.Name != s.Store.User() {
		if err := s.ForDepartment("给别人设密码"); err != nil {
			return "", err
		}
	} else if err := s.Unlock(ctx, old); err != nil {
		return "", err
	}
	return s.setSecrets(ctx, a, password, "另设密码 "+a.Name)
}

// Recover signs a user in by the recovery code, which is used up: another
// password is set and a new code given.
func (s *Session) Recover(ctx context.Context, name, code, password string) (next string, err error) {
	if err := CheckPassword(name, password); err != nil {
		return "", err
	}
	err = s.try(ctx, name, "用恢复码登录", func(a *store.Account) bool { return isSecret(plainCode(code), a.Recovery) })
	if err != nil {
		return "", err
	}
	a, err := s.account(ctx, name)
	if err != nil {
		return "", err
	}
	return s.setSecrets(ctx, a, password, "用恢复码另设密码 "+a.Name)
}

// DropUser takes a user away; the last of the department stays while there are
// others.
func (s *Session) DropUser(ctx context.Context, name string) error {
	if err := s.ForDepartment("删除用户"); err != nil {
		return err
	}
	list, err := s.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	departments, found := 0, false
	for _, a := range list {
		if a.Role == store.RoleDepartment && a.Name != name {
			departments++
		}
		found = found || a.Name == name
	}
	switch {
	case !found:
		return use("没有用户“%s”", name)
	case departments == 0 && len(list) > 1:
		return use("“%s”是最后一个部门用户；请先删除其他用户，或者另设一个部门用户", name)
	}
	return s.Store.DropAccount(ctx, name, "删除用户 "+name)
}

// RecoverySlip gathers what the slip with a recovery code says.
func (s *Session) RecoverySlip(ctx context.Context, name, code string) (*forms.Form, *forms.Input, error) {
	a, err := s.account(ctx, name)
	if err != nil || a == nil {
		return nil, nil, errors.Join(err, use("没有用户“%s”", name))
	}
	texts, err := s.Texts(ctx)
	if err != nil {
		return nil, nil, err
	}
	sch, _, err := s.FindScheme(ctx, "")
	if err != nil {
		return nil, nil, err
	}
	f, err := forms.ByKey("recovery")
	return f, &forms.Input{Texts: texts, Scheme: sch, Today: s.Today(),
		Recovery: &forms.Recovery{User: a.Name, Role: User{a.Name, a.Role, a.Branch, a.Blocked}.RoleText(), Code: code, Printed: s.Today()}}, err
}

// usualLock is after how many idle minutes the window is locked.
const usualLock = 10

// LockMinutes is after how many idle minutes the window is locked, 0 for never:
// where nobody has signed in there is nobody to lock for.
func (s *Session) LockMinutes(ctx context.Context) (int, error) {
	if s.Store.Allowed().Role == "" {
		return 0, nil
	}
	v, _, err := s.Store.Setting(ctx, SetLock)
	if err != nil || v == "" {
		return usualLock, err
	}
	return strconv.Atoi(v)
}
