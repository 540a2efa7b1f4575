package job

import (
	"cmp"
	"context"
	"slices"

	"kaocha/data/cadre"
	"kaocha/data/exchange/handin"
	"kaocha/data/review"
	"kaocha/data/store"
)

// records gathers a branch's part of a round with the hashes of what it refers
// to; the scheme's text travels beside it. What is not the branch's to hold is
// left out and named; up tells that it goes to the department, with what was
// explained and what happened in the round as a whole.
func (w *Work) records(ctx context.Context, b review.Branch, up bool) (r *handin.Records, held []string, err error) {
	r = &handin.Records{Round: *w.Round, Branch: b}
	r.Round.SchemeText, r.Round.Sample, r.Round.Note, r.Round.Events = "", false, "", nil
	if up {
		r.Round.Events = w.roundEvents()
	}
	people, err := w.Store.LastTouches(ctx, store.KindCadre)
	if err != nil {
		return nil, nil, err
	}
	subjects, err := w.Store.LastTouches(ctx, store.KindSubject)
	if err != nil {
		return nil, nil, err
	}
	used := map[string]bool{}
	err = w.Store.EachFileOf(ctx, w.Round.ID, b.ID, func(f *review.File) error {
		t := subjects[f.Subject.ID]
		if o := people[f.Cadre.ID]; o.At.After(t.At) {
			t = o
		}
		p := handin.Person{Cadre: *f.Cadre, Subject: *f.Subject, Touched: handin.Touch{By: t.User, At: t.At}}
		for _, x := range w.Scheme.Trim(&p.Subject) {
			if !slices.Contains(held, x) {
				held = append(held, x)
			}
		}
		if w.Scheme.Assesses() {
			p.Cadre = whoItIs(f.Cadre)
			if x := w.Scheme.Exchanged(); !up { // what the department found itself stays with it
				p.Subject.Evidence = slices.DeleteFunc(slices.Clone(p.Subject.Evidence), func(e review.Evidence) bool { return e.Log == "" && !x.Sheet(e.Sheet) })
			}
		} else if f.Panel != nil && !up && !used[f.Panel.ID] {
			used[f.Panel.ID] = true
			r.Panels = append(r.Panels, *f.Panel)
		}
		r.People = append(r.People, p)
		return nil
	})
	if err == nil && up {
		err = w.explained(ctx, r)
	}
	return r, held, err
}

// roundEvents are the entries of the round's own logs that go to the department.
func (w *Work) roundEvents() (out []review.Event) {
	x := w.Scheme.Exchanged()
	for _, e := range w.Round.Events {
		if x.Log(e.Log) {
			out = append(out, e)
		}
	}
	return out
}

// whoItIs is what an assessment needs of the register's entry: who the person is
// and where, not the file.
func whoItIs(c *cadre.Cadre) cadre.Cadre {
	return cadre.Cadre{ID: c.ID, StaffNo: c.StaffNo, Name: c.Name, Sex: c.Sex, Birth: c.Birth, IDNumber: c.IDNumber, Branch: c.Branch, Unit: c.Unit, Position: c.Position}
}

// explained adds to each person the findings that were explained here. The
// department's own explanations stay with it: an invitation carries none.
func (w *Work) explained(ctx context.Context, r *handin.Records) error {
	bySubject, err := w.waiversBySubject(ctx)
	if err != nil {
		return err
	}
	for i := range r.People {
		p := &r.People[i]
		p.Waivers = bySubject[p.Subject.ID]
	}
	return nil
}

func (w *Work) waiversBySubject(ctx context.Context) (map[string][]review.Waiver, error) {
	list, err := w.waivers(ctx)
	out := map[string][]review.Waiver{}
	for _, v := range list {
		if v.Subject != "" {
			out[v.Subject] = append(out[v.Subject], v)
		}
	}
	return out, err
}

// waivers are the round's explained findings, each with its subject and the
// finding's words as far as they can be known. They are read within a change,
// which sees all of them whoever works.
func (w *Work) waivers(ctx context.Context) (list []review.Waiver, err error) {
	err = w.Store.Do(ctx, "读取说明", func(tx *store.Tx) error {
		list, err = tx.Waivers(ctx, w.Round.ID)
		return err
	})
	if err != nil || !slices.ContainsFunc(list, func(v review.Waiver) bool { return v.Finding == "" }) {
		return list, err
	}
	d, err := w.Dossier(ctx) // those from before the words were kept
	if err != nil {
		return nil, err
	}
	for _, f := range review.Check(d) {
		for i := range list {
			if v := &list[i]; v.Key == f.Key {
				v.Subject, v.Finding = cmp.Or(v.Subject, f.Subject), cmp.Or(v.Finding, f.Message)
			}
		}
	}
	return list, nil
}
