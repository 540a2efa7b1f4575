package job

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"kaocha/data/cadre"
	"kaocha/data/store"
)

// headerSetting keeps what a clerk said about the columns of rosters.
const headerSetting = "import.headers"

// Headers is what was said about columns by their header: header → field key,
// "" for a column that is not read.
func (s *Session) Headers(ctx context.Context) (map[string]string, error) {
	text, ok, err := s.Store.Setting(ctx, headerSetting)
	if err != nil || !ok || text == "" {
		return map[string]string{}, err
	}
	out := map[string]string{}
	if json.Unmarshal([]byte(text), &out) != nil {
		return map[string]string{}, nil // as if nothing had been said
	}
	maps.DeleteFunc(out, func(_, key string) bool { return key != "" && cadre.FieldByKey(key) == nil })
	return out, nil
}

// RememberHeaders adds to what was said about columns, for this and all later
// imports.
func (s *Session) RememberHeaders(ctx context.Context, said map[string]string) error {
	for title, key := range said {
		if key != "" && cadre.FieldByKey(key) == nil {
			return use("没有名为“%s”的字段（列“%s”）", key, title)
		}
	}
	now, err := s.Headers(ctx)
	if err != nil {
		return err
	}
	maps.Copy(now, said)
	text, err := json.Marshal(now)
	if err != nil {
		return err
	}
	return s.Store.Do(ctx, fmt.Sprintf("记住花名册 %d 列的对应", len(said)), func(tx *store.Tx) error { return tx.SetSetting(headerSetting, string(text)) })
}
