package job

import (
	"fmt"

	"kaocha/data/exchange/parcel"
	"kaocha/data/store"
)

func forbid(format string, a ...any) error {
	return &store.Error{Kind: store.ErrForbidden, Text: fmt.Sprintf(format, a...)}
}

// mayExchange refuses whoever may only look, before a file with people's data is
// written or opened.
func (s *Session) mayExchange() error {
	if s.Store.Allowed().Role == store.RoleReview {
		return forbid("只读用户只能查看，不能收发邀请、报送和回执；请由部门用户或党总支用户来做")
	}
	return nil
}

// mayWrite tells whether whoever works may write a parcel: the department all,
// a branch its own submission.
func (s *Session) mayWrite(m *parcel.Manifest) error {
	a := s.Store.Allowed()
	switch {
	case a.Role != store.RoleBranch:
		return s.mayExchange()
	case m.Kind != parcel.Submission:
		return forbid("只有部门用户可以写出%s；党总支用户用“报送”", m.Kind.Name())
	case m.Branch != "" && m.Branch != a.Branch:
		return forbid("这个批次是下发给“%s”的，现在登录的是“%s”的用户，不能报送；请由部门用户来做", m.Branch, a.Branch)
	}
	return nil
}

// mayTake tells whether whoever works may take a parcel: the department all, a
// branch what was given to it.
func (s *Session) mayTake(m *parcel.Manifest) error {
	a := s.Store.Allowed()
	switch {
	case a.Role != store.RoleBranch:
		return s.mayExchange()
	case m.Kind == parcel.Submission:
		return forbid("报送只有部门用户可以接收；党总支用户可以打开给本党总支的邀请和回执")
	case m.Branch != a.Branch:
		return forbid("这是给“%s”的%s，现在登录的是“%s”的用户，没有打开", m.Branch, m.Kind.Name(), a.Branch)
	}
	return nil
}
