package job

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
)

// draftOfScheme begins the settings that hold the hash of an own scheme's text
// that is not sound yet.
const draftOfScheme = "schemedraft."

// CheckSchemeText reads a scheme and sees that rounds can be opened with it: its
// rules, and that the program has the forms it names. A fault is a
// *review.SchemeError, which calls the text by the name.
func CheckSchemeText(name string, text []byte) (*review.Scheme, error) {
	sch, err := review.LoadScheme(name, text)
	if err != nil {
		return nil, err
	}
	if faults := unknownForms(string(text), sch); len(faults) > 0 {
		return nil, &review.SchemeError{Name: name, Faults: faults}
	}
	return sch, nil
}

// unknownForms finds forms that the program has not: a round opened with such a
// scheme could not be handed in.
func unknownForms(text string, sch *review.Scheme) (faults []review.Fault) {
	add := func(key, format string, a ...any) {
		faults = append(faults, review.Fault{Line: lineOf(text, key), Text: fmt.Sprintf(format, a...) + "；可用的表见 设置 → 表格模板，或 kaocha template list"})
	}
	isForm := func(key string) bool { _, err := forms.ByKeyIn(sch, key); return err == nil }
	for _, it := range sch.Material {
		if it.Form != "" && !isForm(it.Form) {
			add(it.Form, "材料“%s”的表“%s”不存在", it.Name, it.Form)
		}
	}
	for _, key := range slices.Concat(sch.Pack.Subject, sch.Pack.Branch, sch.Pack.Blank) {
		item := slices.ContainsFunc(sch.Material, func(it review.Item) bool { return it.Key == key })
		if !item && !isForm(key) {
			add(key, "成套材料（pack）列了“%s”，既不是表也不是材料", key)
		}
	}
	return faults
}

// lineOf is the line, from 1, in which a word stands for the last time.
func lineOf(text, word string) int {
	whole := regexp.MustCompile(`(^|[^\pL\pN_-])` + regexp.QuoteMeta(word) + `($|[^\pL\pN_-])`)
	at := 1
	for i, line := range strings.Split(text, "\n") {
		if whole.MatchString(line) {
			at = i + 1
		}
	}
	return at
}

// CopyScheme takes a copy of a scheme, shipped or own, into the database under a
// new name, as one step, so that it can be changed there.
func (s *Session) CopyScheme(ctx context.Context, key, name string) (SchemeChoice, error) {
	_, text, err := s.FindScheme(ctx, key)
	if err != nil {
		return SchemeChoice{}, err
	}
	text, err = review.Rename(text, name)
	if err != nil {
		return SchemeChoice{}, use("%s", err)
	}
	return s.saveScheme(ctx, "", text, "复制考核方案为 ")
}

// SaveScheme puts a changed text in the place of the own scheme that had the
// name, as one step; "" adds one. The name may have been changed in the text. A
// text with faults is refused with all of them; rounds keep what they were
// opened with.
func (s *Session) SaveScheme(ctx context.Context, was string, text []byte) (SchemeChoice, error) {
	return s.saveScheme(ctx, was, text, "修改考核方案 ")
}

func (s *Session) saveScheme(ctx context.Context, was string, text []byte, step string) (SchemeChoice, error) {
	sch, err := CheckSchemeText("方案", text)
	if err != nil {
		return SchemeChoice{}, err
	}
	name := strings.TrimSpace(sch.Name)
	all, err := s.Schemes(ctx)
	if err != nil {
		return SchemeChoice{}, err
	}
	from := ""
	for _, x := range all {
		switch {
		case x.Own && x.Name == was:
			from = x.From
		case x.Name == name:
			return SchemeChoice{}, use("已经有名为“%s”的方案，请换一个名称（name）", name)
		}
	}
	if was != "" && from == "" {
		return SchemeChoice{}, use("没有自己的考核方案“%s”，可能已经移出；自带的方案不能改，请先复制一份", was)
	}
	first, _, err := s.Store.Setting(ctx, SetScheme)
	if err != nil {
		return SchemeChoice{}, err
	}
	c := SchemeChoice{Key: ownScheme + name, Name: name, Own: true, From: name + ".yaml", Text: text}
	return c, s.Store.Do(ctx, step+name, func(tx *store.Tx) error { return putScheme(tx, was, c, first) })
}

// putScheme writes an own scheme; one that bore another name goes, with its
// draft, and the choice of the default follows it.
func putScheme(tx *store.Tx, was string, c SchemeChoice, first string) error {
	h, err := tx.PutFile(c.From, c.Text)
	if err != nil {
		return err
	}
	set := map[string]string{settingOfScheme + c.Name: h}
	if was != "" {
		set[draftOfScheme+was] = ""
	}
	if was != "" && was != c.Name {
		set[settingOfScheme+was] = ""
		if first == ownScheme+was {
			set[SetScheme] = c.Key
		}
	}
	for k, v := range set {
		if err := tx.SetSetting(k, v); err != nil {
			return err
		}
	}
	return nil
}

// SchemeDraft is the text of an own scheme that was put aside before it was
// sound; nil for none.
func (s *Session) SchemeDraft(ctx context.Context, name string) ([]byte, error) {
	h, _, err := s.Store.Setting(ctx, draftOfScheme+name)
	if err != nil || h == "" {
		return nil, err
	}
	_, text, err := s.Store.File(ctx, h)
	return text, err
}

// KeepSchemeDraft puts the text of an own scheme aside as it is, sound or not, so
// that what was typed is not lost; rounds cannot be opened with it. Nil takes the
// draft away.
func (s *Session) KeepSchemeDraft(ctx context.Context, name string, text []byte) error {
	now, _, err := s.Store.Setting(ctx, draftOfScheme+name)
	if err != nil || now == "" && text == nil {
		return err
	}
	step := "暂存没改完的考核方案 " + name
	if text == nil {
		step = "放弃没改完的考核方案 " + name
	}
	return s.Store.Do(ctx, step, func(tx *store.Tx) error {
		h := ""
		if text != nil {
			if h, err = tx.PutFile(name+"（草稿）.yaml", text); err != nil {
				return err
			}
		}
		return tx.SetSetting(draftOfScheme+name, h)
	})
}

// SetFigures changes figures of an own scheme by their paths, as one step.
func (s *Session) SetFigures(ctx context.Context, name string, values map[string]string) (SchemeChoice, error) {
	name = strings.TrimPrefix(name, ownScheme)
	_, text, err := s.FindScheme(ctx, ownScheme+name)
	if err != nil {
		return SchemeChoice{}, err
	}
	var faults []error
	for path, v := range values {
		changed, err := review.SetFigure(text, path, v)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		text = changed
	}
	if err := errors.Join(faults...); err != nil {
		return SchemeChoice{}, err
	}
	return s.SaveScheme(ctx, name, text)
}
