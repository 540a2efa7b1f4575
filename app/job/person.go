package job

import (
	"context"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/store"
)

// SavePersonDraft saves what was edited of a person that was read as before, a
// new one when before has no ID, and gives the person as it is stored then.
// Saves that follow one another closely become one step. Other fields may have
// been changed elsewhere meanwhile: both changes stay. It refuses with
// store.ErrConflict when the same field was. photo nil leaves the photo.
func (s *Session) SavePersonDraft(ctx context.Context, before, next *cadre.Cadre, photo []byte) (*cadre.Cadre, error) {
	return s.savePerson(ctx, before, next, photo, false)
}

// OverwritePerson is SavePersonDraft over whatever was changed in the same
// fields elsewhere, as a step of its own: what is overwritten stays in the
// history.
func (s *Session) OverwritePerson(ctx context.Context, before, next *cadre.Cadre, photo []byte) (*cadre.Cadre, error) {
	return s.savePerson(ctx, before, next, photo, true)
}

func (s *Session) savePerson(ctx context.Context, before, next *cadre.Cadre, photo []byte, over bool) (*cadre.Cadre, error) {
	do, label := s.Store.Continue, "修改 "+next.Name
	switch {
	case over:
		do, label = s.Store.Do, "覆盖别处的修改 "+next.Name
	case before.ID == "":
		do, label = s.Store.Do, "新增 "+next.Name
	}
	var saved cadre.Cadre
	err := do(ctx, label, func(tx *store.Tx) error {
		mine := *next
		if photo != nil {
			h, err := tx.PutPhoto(photo)
			if err != nil {
				return err
			}
			mine.PhotoHash = h
		}
		saved = mine
		if before.ID != "" {
			if err := merged(ctx, tx, before, &mine, &saved, over); err != nil {
				return err
			}
		}
		return tx.SaveCadre(&saved)
	})
	return &saved, err
}

// merged puts the edited fields into the person as it is stored now.
func merged(ctx context.Context, tx *store.Tx, before, mine, saved *cadre.Cadre, over bool) error {
	now, err := tx.Cadre(ctx, before.ID)
	if err != nil {
		return err
	}
	var clash []string
	if *saved, clash = cadre.MergeDraft(before, mine, now); len(clash) > 0 && !over {
		return tx.Expect(before)
	}
	return nil
}

// SameNumber finds the others of the register who have an ID number; except is
// the person's own id. A number that is not whole has no others.
func (s *Session) SameNumber(ctx context.Context, number, except string) (out []cadre.Cadre, err error) {
	if number = idnum.Normalize(number); len(number) != 18 {
		return nil, nil
	}
	list, _, err := s.Store.Cadres(ctx, store.CadreFilter{Text: number})
	for _, o := range list {
		if o.ID != except && idnum.Normalize(o.IDNumber) == number {
			out = append(out, o)
		}
	}
	return out, err
}

// FromNumber is what an ID number says of its holder: birth (year and month, as
// the forms have it) and sex. It fails for a number that is wrong in any place
// and for an empty one.
func (s *Session) FromNumber(number string) (birth cadre.Date, sex string, err error) {
	id, err := idnum.ParseAt(number, s.Now())
	if err != nil {
		return cadre.Date{}, "", err
	}
	sex = "女"
	if id.Male {
		sex = "男"
	}
	return cadre.Date{Year: id.Year, Month: id.Month}, sex, nil
}

// Named words a person for messages: the name with what tells namesakes apart.
func Named(c *cadre.Cadre) string { return strings.TrimSpace(who(c)) }
