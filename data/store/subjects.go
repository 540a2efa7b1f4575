package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"

	"github.com/uptrace/bun"
)

// fromRound and inOrder give a round's subjects branch by branch, then as arranged.
const (
	fromRound = ` FROM subject s LEFT JOIN branch b ON b.id = s.branch_id WHERE s.round_id = ?`
	inOrder   = ` ORDER BY CASE WHEN b.id IS NULL THEN 1 ELSE 0 END, b.ord, b.id, s.ord, s.id`
)

// Subjects lists a round's subjects branch by branch in their order.
func (r Reader) Subjects(ctx context.Context, roundID string) ([]review.Subject, error) {
	return many[review.Subject](ctx, r, "SELECT s.body"+fromRound+inOrder, roundID)
}

// Subject reads one subject.
func (r Reader) Subject(ctx context.Context, id string) (*review.Subject, error) {
	return one[review.Subject](ctx, r, "这名考察对象，可能已被移除", "SELECT body FROM subject WHERE id = ?", id)
}

// SubjectFile reads a subject with the records it refers to. Branch and Panel
// are nil when none is assigned.
func (r Reader) SubjectFile(ctx context.Context, subjectID string) (file *review.File, err error) {
	err = r.snapshot(ctx, func(r Reader) error {
		s, err := r.Subject(ctx, subjectID)
		if err != nil {
			return err
		}
		book, err := r.book(ctx, s.RoundID)
		if err != nil {
			return err
		}
		files, err := r.files(ctx, []review.Subject{*s}, book)
		if err == nil {
			file = files[0]
		}
		return err
	})
	return file, err
}

// EachFile hands the round's subjects to fn in order, from one consistent
// state, with a few in memory at a time; fn's error ends it.
func (r Reader) EachFile(ctx context.Context, roundID string, fn func(*review.File) error) error {
	return r.EachFileOf(ctx, roundID, "", fn)
}

// EachFileOf is EachFile for the subjects of one branch; "" for all.
func (r Reader) EachFileOf(ctx context.Context, roundID, branchID string, fn func(*review.File) error) error {
	return r.snapshot(ctx, func(r Reader) error {
		book, err := r.book(ctx, roundID)
		if err != nil {
			return err
		}
		ids, err := r.subjectIDs(ctx, roundID, branchID)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(ids, 50) {
			subjects, err := many[review.Subject](ctx, r, "SELECT body FROM subject WHERE id IN (?)", bun.List(chunk))
			if err != nil {
				return err
			}
			slices.SortFunc(subjects, func(a, b review.Subject) int {
				return cmp.Compare(slices.Index(chunk, a.ID), slices.Index(chunk, b.ID))
			})
			files, err := r.files(ctx, subjects, book)
			if err != nil {
				return err
			}
			for _, f := range files {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := fn(f); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Dossier reads a whole round into memory, as the checker wants it.
func (r Reader) Dossier(ctx context.Context, round *review.Round, scheme *review.Scheme, today cadre.Date) (*review.Dossier, error) {
	d := &review.Dossier{Round: round, Scheme: scheme, Today: today}
	err := r.snapshot(ctx, func(r Reader) (err error) {
		if d.Branches, err = r.Branches(ctx, round.ID); err != nil {
			return err
		}
		if d.Panels, err = r.Panels(ctx, round.ID); err != nil {
			return err
		}
		if d.Waivers, err = r.Waivers(ctx, round.ID); err != nil {
			return err
		}
		return r.EachFile(ctx, round.ID, func(f *review.File) error {
			d.Files = append(d.Files, f)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// book has a round's branches and panels by ID.
type book struct {
	branches map[string]*review.Branch
	panels   map[string]*review.Panel
}

func (r Reader) book(ctx context.Context, roundID string) (book, error) {
	b := book{map[string]*review.Branch{}, map[string]*review.Panel{}}
	branches, err := r.Branches(ctx, roundID)
	if err != nil {
		return b, err
	}
	panels, err := r.Panels(ctx, roundID)
	for i := range branches {
		b.branches[branches[i].ID] = &branches[i]
	}
	for i := range panels {
		b.panels[panels[i].ID] = &panels[i]
	}
	return b, err
}

func (r Reader) files(ctx context.Context, subjects []review.Subject, b book) ([]*review.File, error) {
	ids := make([]string, len(subjects))
	for i, s := range subjects {
		ids[i] = s.CadreID
	}
	cadres, err := r.cadresByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := map[string]*cadre.Cadre{}
	for i := range cadres {
		byID[cadres[i].ID] = &cadres[i]
	}
	out := make([]*review.File, len(subjects))
	for i := range subjects {
		s := &subjects[i]
		c := byID[s.CadreID]
		if s.CadreID == "" { // not in the register: what is known of it stands in the round
			c = &cadre.Cadre{Name: s.Name, Unit: s.Unit}
		}
		out[i] = &review.File{Subject: s, Cadre: c, Branch: b.branches[s.BranchID], Panel: b.panels[s.PanelID]}
	}
	return out, nil
}

func (r Reader) subjectIDs(ctx context.Context, roundID, branchID string) ([]string, error) {
	rows, err := r.db.QueryContext(ctx, "SELECT s.id"+fromRound+" AND (? = '' OR s.branch_id = ?)"+inOrder, roundID, branchID, branchID)
	if err != nil {
		return nil, explainRead(err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, explainRead(err)
		}
		ids = append(ids, id)
	}
	return ids, explainRead(rows.Err())
}

// SaveSubject stores a subject; branch and panel must be of the same round. A
// new one without Order comes last. Talks without an ID get one.
func (tx *Tx) SaveSubject(s *review.Subject) error {
	for _, ref := range []struct{ key, id string }{{KindBranch, s.BranchID}, {KindPanel, s.PanelID}} {
		if err := tx.sameRound(ref.key, ref.id, s.RoundID); err != nil {
			return err
		}
	}
	if err := tx.once(s); err != nil {
		return err
	}
	if err := tx.place(KindSubject, s.RoundID, s.ID, &s.Order); err != nil {
		return err
	}
	if err := assign(&s.ID); err != nil {
		return err
	}
	for i := range s.Talks {
		if err := assign(&s.Talks[i].ID); err != nil {
			return err
		}
	}
	if err := assignEvents(s.Events); err != nil {
		return err
	}
	return tx.save(KindSubject, s)
}

func (tx *Tx) sameRound(key, id, roundID string) error {
	if id == "" {
		return nil
	}
	rounds, err := tx.strings("SELECT round_id FROM "+key+" WHERE id = ?", id)
	if err != nil {
		return err
	}
	if len(rounds) == 0 || rounds[0] != roundID {
		return fail(ErrInvalid, "所选的%s不属于这个考察批次，没有保存；请重新选择", kinds[key].label)
	}
	return nil
}

// assignEvents gives events without an ID one.
func assignEvents(list []review.Event) error {
	for i := range list {
		if err := assign(&list[i].ID); err != nil {
			return err
		}
	}
	return nil
}

// once: a person, or a name of one kind, is a subject of a round one time only.
func (tx *Tx) once(s *review.Subject) error {
	if s.CadreID == "" {
		return tx.onceByName(s)
	}
	names, err := tx.strings("SELECT c.name FROM subject s JOIN cadre c ON c.id = s.cadre_id WHERE s.round_id = ? AND s.cadre_id = ? AND s.id <> ?", s.RoundID, s.CadreID, s.ID)
	if err != nil || len(names) == 0 {
		return err
	}
	return fail(ErrInvalid, "%s已经是这个考察批次的考察对象，没有重复加入", names[0])
}

func (tx *Tx) onceByName(s *review.Subject) error {
	if strings.TrimSpace(s.Name) == "" {
		return fail(ErrInvalid, "考核对象的名称不能为空")
	}
	bodies, err := many[review.Subject](tx.ctx, tx.Reader, "SELECT body FROM subject WHERE round_id = ? AND name = ? AND id <> ?", s.RoundID, clean(s.Name), s.ID)
	if err != nil {
		return err
	}
	for _, o := range bodies {
		if o.CadreID == "" && o.Kind == s.Kind && o.Unit == s.Unit {
			return fail(ErrInvalid, "“%s”已经在这个批次里，没有重复加入；同名的两人请用单位区分", s.Name)
		}
	}
	return nil
}

// DeleteSubject takes a person out of a round.
func (tx *Tx) DeleteSubject(id string) error { return tx.remove(KindSubject, id) }
