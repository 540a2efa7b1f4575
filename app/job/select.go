package job

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
)

// NewID is an identifier for records inside a subject (talks).
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Which names what a form is to be made of.
type Which struct {
	Round, Cadre, Branch string
	Talk                 int // from 1
}

// FormOf finds a form by its key or name: of the catalog, or of the round's scheme.
func (s *Session) FormOf(ctx context.Context, round, name string) (*forms.Form, error) {
	f, err := forms.ByKey(name)
	if err != nil && round != "" {
		w, fail := s.Work(ctx, round)
		if fail != nil {
			return nil, fail
		}
		f, err = forms.ByKeyIn(w.Scheme, name)
	}
	if err != nil {
		return nil, use("%s", err)
	}
	return f, nil
}

// InputFor gathers what a form needs, by its scope; what is missing in the
// request is a wrong use that says what to add.
func (s *Session) InputFor(ctx context.Context, f *forms.Form, q Which) (*forms.Input, error) {
	if f.Scope == forms.OfCadre && q.Round == "" {
		if q.Cadre == "" {
			return nil, use("《%s》要用 --cadre 指明是谁的", f.Name)
		}
		c, err := s.FindCadre(ctx, q.Cadre)
		if err != nil {
			return nil, err
		}
		return s.FormInput(ctx, c)
	}
	if q.Round == "" {
		return nil, use("《%s》要用 --round 指明批次", f.Name)
	}
	w, err := s.Work(ctx, q.Round)
	if err != nil {
		return nil, err
	}
	if f.Scope == forms.OfBranch || f.Scope == forms.OfRound {
		in, err := w.BranchInput(ctx, q.Branch)
		if err == nil {
			in.Number = q.Talk
		}
		return in, err
	}
	if q.Cadre == "" {
		return nil, use("《%s》要用 --cadre 指明考察对象", f.Name)
	}
	file, err := w.Find(ctx, q.Cadre)
	if err != nil {
		return nil, err
	}
	if f.Scope == forms.OfTalk && (q.Talk < 1 || q.Talk > len(file.Subject.Talks)) {
		return nil, fmt.Errorf("%s 有 %d 份谈话记录，没有第 %d 份", file.Cadre.Name, len(file.Subject.Talks), q.Talk)
	}
	return w.SubjectInput(ctx, file, q.Talk)
}

// Waive sets a finding aside with a reason that is kept. key may be the
// beginning of a finding's key that fits only this one.
func (w *Work) Waive(ctx context.Context, key, reason string) (*review.Finding, error) {
	list, err := w.Check(ctx)
	if err != nil {
		return nil, err
	}
	var found []*review.Finding
	for i := range list {
		x := &list[i]
		if x.Key == key {
			found = []*review.Finding{x}
			break
		}
		if strings.HasPrefix(x.Key, key) && key != "" {
			found = append(found, x)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("没有编号为“%s”的问题；编号见 kaocha check 每行末尾的方括号", key)
	case 1:
		x := found[0]
		v := &review.Waiver{RoundID: w.Round.ID, Key: x.Key, Reason: reason, By: w.Store.User(), At: w.Now(), Subject: x.Subject, Finding: x.Message}
		return x, w.Store.Do(ctx, "说明问题 "+x.Person, func(tx *store.Tx) error { return tx.SaveWaiver(v) })
	}
	return nil, use("有 %d 个问题的编号以“%s”开头，请把编号写全", len(found), key)
}
