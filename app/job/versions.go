package job

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/store"
)

// CadreVersion is a person as one action left them.
type CadreVersion struct {
	Action store.Action
	Cadre  cadre.Cadre
}

// CadreVersions lists what a person was, the latest first.
func (s *Session) CadreVersions(ctx context.Context, id string) ([]CadreVersion, error) {
	list, err := s.Store.History(ctx, store.KindCadre, id)
	if err != nil {
		return nil, err
	}
	var out []CadreVersion
	for _, v := range list {
		if v.After == nil {
			continue // deleted then
		}
		cv := CadreVersion{Action: v.Action}
		if err := json.Unmarshal(v.After, &cv.Cadre); err != nil {
			return nil, err
		}
		out = append(out, cv)
	}
	return out, nil
}

// RestoreFields gives some fields of a person the values they had after an
// action, as a step of its own.
func (s *Session) RestoreFields(ctx context.Context, id string, action int64, keys []string) error {
	versions, err := s.CadreVersions(ctx, id)
	if err != nil {
		return err
	}
	for i := range versions {
		v := &versions[i]
		if v.Action.ID != action {
			continue
		}
		label := fmt.Sprintf("恢复 %s 的%s", v.Cadre.Name, strings.Join(keys, "、"))
		return s.Store.Do(ctx, label, func(tx *store.Tx) error {
			c, err := tx.Cadre(ctx, id)
			if err != nil {
				return err
			}
			for _, k := range keys {
				cadre.Take(c, &v.Cadre, k)
			}
			return tx.SaveCadre(c)
		})
	}
	return fmt.Errorf("找不到第 %d 号操作时的内容；请关上历史再打开一次", action)
}
