package job

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kaocha/app/sample"
	"kaocha/data/store"
)

// cheap makes hashing fast for a test.
func cheap(t *testing.T) {
	old := usualCost
	usualCost = cost{1, 64, 1}
	t.Cleanup(func() { usualCost = old })
}

// By hand: two tries free, then 5 seconds, doubled each time, an hour at most.
func TestWaitAfterWrongTries(t *testing.T) {
	for failed, want := range map[int]time.Duration{0: 0, 1: 0, 2: 0, 3: 5 * time.Second, 4: 10 * time.Second, 5: 20 * time.Second, 10: 640 * time.Second, 12: 2560 * time.Second, 13: time.Hour, 500: time.Hour} {
		if got := waitAfter(failed); got != want {
			t.Errorf("after %d: %v, want %v", failed, got, want)
		}
	}
}

func TestSecrets(t *testing.T) {
	cheap(t)
	h, err := hashSecret("一二三四五六七八")
	if err != nil || !strings.HasPrefix(h, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatal(h, err)
	}
	if again, _ := hashSecret("一二三四五六七八"); again == h {
		t.Error("no salt")
	}
	if !isSecret("一二三四五六七八", h) || isSecret("一二三四五六七九", h) {
		t.Error("the comparison is wrong")
	}
	for _, bad := range []string{"", "x", strings.Replace(h, "m=64", "m=99999999", 1), strings.Replace(h, "t=1", "t=999", 1), strings.Replace(h, "argon2id", "argon2i", 1), h[:len(h)-9]} {
		if isSecret("一二三四五六七八", bad) {
			t.Errorf("%q is taken", bad)
		}
	}
	code, err := newRecovery()
	if err != nil || len(code) != 29 || plainCode(" "+strings.ToLower(code)+"\n") != strings.ReplaceAll(code, "-", "") {
		t.Errorf("%q %v", code, err)
	}
}

// CASES T40: ten wrong tries make one wait ever longer, across restarts; the
// recovery code is the way back, once.
func TestLoginDelayAndRecovery(t *testing.T) {
	cheap(t)
	s := withSample(t)
	now := sample.Today.Time()
	clock := func() time.Time { return now }
	s.Now = clock
	if _, err := s.AddUser(ctx, User{Name: "党员", Role: store.RoleBranch, Branch: "x"}, "abcdefgh1"); err == nil {
		t.Error("the first user is not of the department")
	}
	code, err := s.AddUser(ctx, User{Name: "何部", Role: store.RoleDepartment}, "abcdefgh1")
	if err != nil {
		t.Fatal(err)
	}
	db := s.Store.Path()
	s.Close()
	if _, err := Open(db, "何部"); !errors.Is(err, ErrLogin) {
		t.Fatalf("opened without a password: %v", err)
	}
	refused := 0
	for i := 1; i <= 10; i++ { // each in a program of its own
		s, err := OpenFor(db, "", ForSigningIn)
		if err != nil {
			t.Fatal(err)
		}
		s.Now = clock
		err = s.Login(ctx, "何部", "wrong")
		if !errors.Is(err, ErrLogin) {
			t.Fatalf("try %d: %v", i, err)
		}
		if i > freeTries {
			if err := s.Login(ctx, "何部", "abcdefgh1"); err == nil || !strings.Contains(err.Error(), "再试") {
				t.Fatalf("try %d: the right one is taken while one has to wait: %v", i, err)
			}
		}
		refused++
		s.Close()
		now = now.Add(waitAfter(i))
	}
	t.Logf("faults: T40 wrong passwords: 10 tried, %d survived, %d lost", refused, 10-refused)
	s, err = OpenFor(db, "", ForSigningIn)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.Now = clock
	if err := s.Login(ctx, "无此人", "x"); !errors.Is(err, ErrLogin) {
		t.Error(err)
	}
	next, err := s.Recover(ctx, "何部", strings.ToLower(code), "zyxwvuts9")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Recover(ctx, "何部", code, "zyxwvuts8"); err == nil {
		t.Error("the code was taken twice")
	}
	if err := s.Login(ctx, "何部", "abcdefgh1"); err == nil {
		t.Error("the old password is taken")
	}
	if err := s.Login(ctx, "何部", "zyxwvuts9"); err != nil || next == code {
		t.Error(err)
	}
	log, err := s.Store.Entries(ctx, store.LogAccess, 0)
	if err != nil || len(log) < 13 {
		t.Errorf("%d lines, %v", len(log), err)
	}
	for _, e := range log {
		if strings.Contains(e.Label, "abcdefgh1") || strings.Contains(e.Label, "zyxw") || strings.Contains(e.Label, code) {
			t.Errorf("the log has a secret: %s", e.Label)
		}
	}
	if rep, err := s.CheckAudit(ctx, ""); err != nil || len(rep.Breaks) != 0 {
		t.Errorf("%+v %v", rep, err)
	}
	if err := s.DropUser(ctx, "何部"); err != nil { // the only one: as before there were users
		t.Error(err)
	}
}
