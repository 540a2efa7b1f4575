package job

import (
	"context"

	"kaocha/data/store"
)

// RemovePhoto takes a person's photo off the register as one step; a person
// without an ID is not in it yet.
func (s *Session) RemovePhoto(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	c, err := s.Store.Cadre(ctx, id)
	if err != nil || c.PhotoHash == "" {
		return err
	}
	c.PhotoHash = ""
	return s.Store.Do(ctx, "去掉照片 "+c.Name, func(tx *store.Tx) error { return tx.SaveCadre(c) })
}
