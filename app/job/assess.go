package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
)

// NamedSubject is a subject that is not in the register: a unit, a team, a party
// member entered by name.
type NamedSubject struct {
	Name, Kind, Unit string
	Roles            []string
}

// AddNamed takes subjects into the round by name, as one step. Kind "" takes the
// scheme's first kind that is not chosen from the register. All hand in through
// the scheme's holder. It gives the names added; who is there already is passed
// over.
func (w *Work) AddNamed(ctx context.Context, list []NamedSubject) ([]string, error) {
	if w.Round.Closed {
		return nil, errClosed
	}
	subs, err := w.Store.Subjects(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	var fresh []*review.Subject
	for _, x := range list {
		sub, err := w.named(x)
		if err != nil {
			return nil, err
		}
		same := func(o *review.Subject) bool {
			return o.CadreID == "" && o.Name == sub.Name && o.Kind == sub.Kind && o.Unit == sub.Unit
		}
		if !slices.ContainsFunc(subs, func(o review.Subject) bool { return same(&o) }) && !slices.ContainsFunc(fresh, same) {
			fresh = append(fresh, sub)
		}
	}
	var added []string
	err = w.Store.Do(ctx, fmt.Sprintf("加入考核对象 %d 个", len(fresh)), func(tx *store.Tx) error {
		added = nil
		branch, err := w.holder(ctx, tx)
		if err != nil {
			return err
		}
		for _, sub := range fresh {
			sub.BranchID = branch
			if err := tx.SaveSubject(sub); err != nil {
				return fmt.Errorf("%s：%w", sub.Name, err)
			}
			added = append(added, sub.Name)
		}
		return nil
	})
	return added, err
}

func (w *Work) named(x NamedSubject) (*review.Subject, error) {
	sub := &review.Subject{RoundID: w.Round.ID, Name: strings.TrimSpace(x.Name), Unit: strings.TrimSpace(x.Unit), Stage: w.Scheme.Stages[0].Key}
	var kind *review.SubjectKind
	if x.Kind == "" {
		if i := slices.IndexFunc(w.Scheme.Kinds, func(k review.SubjectKind) bool { return !k.Register }); i >= 0 {
			kind = &w.Scheme.Kinds[i]
		}
	} else {
		kind = w.Scheme.KindOf(x.Kind)
	}
	switch {
	case !w.Scheme.Assesses():
		return nil, use("方案“%s”的考察对象从干部库里选，不能按名称加入", w.Scheme.Name)
	case kind == nil:
		var known []string
		for _, k := range w.Scheme.Kinds {
			known = append(known, k.Name)
		}
		return nil, use("没有考核对象种类“%s”；有：%s", x.Kind, strings.Join(known, "、"))
	case sub.Name == "":
		return nil, use("考核对象的名称不能为空")
	}
	sub.Kind = kind.Key
	if err := w.Scheme.SetRoles(sub, x.Roles); err != nil {
		return nil, use("%s", err)
	}
	return sub, nil
}

// holder is the branch that stands for who runs the round, made when new.
func (w *Work) holder(ctx context.Context, tx *store.Tx) (string, error) {
	branches, err := tx.Branches(ctx, w.Round.ID)
	if err != nil || len(branches) > 0 {
		if len(branches) > 0 {
			return branches[0].ID, err
		}
		return "", err
	}
	b := review.Branch{RoundID: w.Round.ID, Name: cmp.Or(w.Scheme.Holder, w.Round.School, w.Scheme.Name)}
	if err := tx.SaveBranch(&b); err != nil {
		return "", err
	}
	return b.ID, nil
}

// LogEvent keeps an event: of a subject when f is given, else of the round. Files
// of the entry come in with it, all in one step: without them it is not kept.
func (w *Work) LogEvent(ctx context.Context, f *review.File, e review.Event, paths ...string) error {
	if w.Round.Closed {
		return errClosed
	}
	kind := ""
	if f != nil {
		kind = f.Subject.Kind
	}
	l, err := w.Scheme.Note(&e, kind)
	if err != nil {
		return err
	}
	if l.OfRound() {
		if len(paths) > 0 {
			return use("“%s”是整个批次的事项，不收文件，这一条没有登记；请去掉文件再登记", l.Name)
		}
		return w.editRound(ctx, "登记"+l.Name, func(r *review.Round) error { r.Events = append(r.Events, e); return nil })
	}
	if f == nil {
		return use("“%s”要写明是哪个考核对象的", l.Name)
	}
	e.ID = NewID()
	var list []Proof
	for _, p := range paths {
		list = append(list, Proof{Log: l.Key, Item: e.ID, Path: p})
	}
	files, err := readProofs(list)
	if err != nil {
		return err
	}
	return w.editWith(ctx, f, "登记"+l.Name, func(tx *store.Tx, s *review.Subject) error {
		s.Events = append(s.Events, e)
		return w.putProofs(tx, s, list, files)
	})
}

// ErrNoEvent says that an event to be changed is not there.
var ErrNoEvent = errors.New("这条事项已不存在，请刷新后再看")

// ChangeEvent changes an event of a subject, or of the round when f is nil;
// drop takes it away.
func (w *Work) ChangeEvent(ctx context.Context, f *review.File, e review.Event, drop bool) error {
	kind, label := "", "修改事项"
	if f != nil {
		kind = f.Subject.Kind
	}
	if drop {
		label = "删除事项"
	} else if _, err := w.Scheme.Note(&e, kind); err != nil {
		return err
	}
	change := func(list []review.Event) ([]review.Event, error) {
		i := slices.IndexFunc(list, func(o review.Event) bool { return o.ID == e.ID })
		switch {
		case i < 0:
			return list, ErrNoEvent
		case drop:
			return slices.Delete(slices.Clone(list), i, i+1), nil
		}
		list = slices.Clone(list)
		list[i] = e
		return list, nil
	}
	if f == nil {
		return w.editRound(ctx, label, func(r *review.Round) (err error) { r.Events, err = change(r.Events); return err })
	}
	return w.Edit(ctx, f, label, func(s *review.Subject) (err error) {
		if s.Events, err = change(s.Events); err == nil && drop {
			s.DropEntryFiles(e, "")
		}
		return err
	})
}

// CollectBack notes that what was given out with a log is collected again.
func (w *Work) CollectBack(ctx context.Context, log string) (int, error) {
	l := w.Scheme.LogOf(log)
	if l == nil || !l.Collect {
		return 0, use("事项“%s”没有要收回的材料", log)
	}
	n := 0
	err := w.editRound(ctx, "收回"+l.Name, func(r *review.Round) error {
		r.Events = slices.Clone(r.Events)
		for i := range r.Events {
			if e := &r.Events[i]; e.Log == l.Key && !e.Back {
				e.Back = true
				n++
			}
		}
		return nil
	})
	return n, err
}

// editRound changes the round itself as one step.
func (w *Work) editRound(ctx context.Context, label string, change func(*review.Round) error) error {
	if w.Round.Closed {
		return errClosed
	}
	next := *w.Round
	if err := change(&next); err != nil {
		return err
	}
	err := w.Store.Do(ctx, label, func(tx *store.Tx) error {
		if err := tx.Expect(w.Round); err != nil {
			return err
		}
		return tx.SaveRound(&next)
	})
	if err == nil {
		w.Round = &next
	}
	return err
}

// Divide puts the round's subjects into groups by the scheme's rule, as one
// step. It gives the groups' names with their people.
func (w *Work) Divide(ctx context.Context) (map[string][]string, error) {
	if w.Round.Closed {
		return nil, errClosed
	}
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	if err := review.DivideRound(w.Scheme, d.Files); err != nil {
		return nil, err
	}
	out := map[string][]string{}
	err = w.Store.Do(ctx, "划分"+w.Scheme.Division.Name, func(tx *store.Tx) error {
		clear(out)
		for _, f := range d.Files {
			if f.Subject.Group != "" {
				out[f.Subject.Group] = append(out[f.Subject.Group], f.Cadre.Name)
			}
			if err := tx.SaveSubject(f.Subject); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
