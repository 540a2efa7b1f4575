package job

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
)

// Bounds of the phrases kept for one place.
const (
	maxPhrases     = 200
	maxPhraseChars = 500
)

// PhrasePlace names where a phrase (常用语) belongs: a section of the report or
// of the talks. Schemes that use the same section share them.
func PhrasePlace(form, section string) string { return form + "/" + section }

func phraseSetting(place string) string { return "phrases." + place }

// Phrases lists the phrases of one's own kept for a place, in their order.
func (s *Session) Phrases(ctx context.Context, place string) ([]string, error) {
	return phrasesOf(ctx, s.Store.Reader, place)
}

func phrasesOf(ctx context.Context, r store.Reader, place string) ([]string, error) {
	text, ok, err := r.Setting(ctx, phraseSetting(place))
	if err != nil || !ok || text == "" {
		return nil, err
	}
	var list []string
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("常用语的记录读不出来：%w", err)
	}
	return list, nil
}

// AddPhrase keeps a phrase for a place, at the end.
func (s *Session) AddPhrase(ctx context.Context, place, text string) error {
	return s.editPhrases(ctx, "新增常用语", place, func(list []string) ([]string, error) {
		if len(list) >= maxPhrases {
			return nil, use("常用语已有 %d 条，请先删去用不着的", maxPhrases)
		}
		text, err := CheckPhrase(list, -1, text)
		return append(list, text), err
	})
}

// ChangePhrase gives the phrase old another wording.
func (s *Session) ChangePhrase(ctx context.Context, place, old, text string) error {
	return s.editPhrases(ctx, "修改常用语", place, func(list []string) ([]string, error) {
		i, err := phraseAt(list, old)
		if err != nil {
			return nil, err
		}
		list[i], err = CheckPhrase(list, i, text)
		return list, err
	})
}

// DropPhrase takes a phrase away.
func (s *Session) DropPhrase(ctx context.Context, place, text string) error {
	return s.editPhrases(ctx, "删除常用语", place, func(list []string) ([]string, error) {
		i, err := phraseAt(list, text)
		if err != nil {
			return nil, err
		}
		return slices.Delete(list, i, i+1), nil
	})
}

// MovePhrase moves a phrase by some places up (negative) or down.
func (s *Session) MovePhrase(ctx context.Context, place, text string, by int) error {
	return s.editPhrases(ctx, "移动常用语", place, func(list []string) ([]string, error) {
		i, err := phraseAt(list, text)
		if err != nil {
			return nil, err
		}
		to := max(0, min(i+by, len(list)-1))
		return slices.Insert(slices.Delete(list, i, i+1), to, text), nil
	})
}

func phraseAt(list []string, text string) (int, error) {
	if i := slices.Index(list, text); i >= 0 {
		return i, nil
	}
	return 0, use("这条常用语已不在了，可能已在别处修改；请重新打开")
}

// CheckPhrase brings a phrase into its usual form and refuses what cannot be
// kept in a list; at is its own place in it, -1 for a new one.
func CheckPhrase(list []string, at int, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", use("请写出常用语的内容")
	}
	if n := review.Chars(text); n > maxPhraseChars {
		return "", use("常用语有 %d 字，最多 %d 字", n, maxPhraseChars)
	}
	if i := slices.Index(list, text); i >= 0 && i != at {
		return "", use("已经有这条常用语了")
	}
	return text, nil
}

func (s *Session) editPhrases(ctx context.Context, label, place string, edit func([]string) ([]string, error)) error {
	return s.Store.Do(ctx, label, func(tx *store.Tx) error {
		list, err := phrasesOf(ctx, tx.Reader, place)
		if err != nil {
			return err
		}
		if list, err = edit(list); err != nil {
			return err
		}
		b, err := json.Marshal(list)
		if err != nil {
			return err
		}
		return tx.SetSetting(phraseSetting(place), string(b))
	})
}
