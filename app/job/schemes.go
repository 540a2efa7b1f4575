package job

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"kaocha/data/exchange"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// ownScheme begins the keys of schemes a school brought, in the settings and in
// the choice of a scheme: own.名称.
const ownScheme = "own."

// SchemeChoice is a scheme that a round can be opened with.
type SchemeChoice struct {
	Key, Name string
	Own       bool   // brought by the school
	From      string // file name of an own scheme
	Text      []byte
}

// Schemes lists the shipped schemes and then the school's own.
func (s *Session) Schemes(ctx context.Context) ([]SchemeChoice, error) {
	shipped, err := review.Shipped()
	if err != nil {
		return nil, err
	}
	var out []SchemeChoice
	for _, x := range shipped {
		out = append(out, SchemeChoice{Key: x.Key, Name: x.Name, Text: x.Text})
	}
	set, err := s.Store.Settings(ctx, settingOfScheme)
	if err != nil {
		return nil, err
	}
	for _, x := range set {
		if x.Value == "" {
			continue // taken out again
		}
		from, text, err := s.Store.File(ctx, x.Value)
		if err != nil {
			return nil, err
		}
		name := strings.TrimPrefix(x.Key, settingOfScheme)
		out = append(out, SchemeChoice{Key: ownScheme + name, Name: name, Own: true, From: from, Text: text})
	}
	return out, nil
}

// settingOfScheme begins the settings that hold the hash of an own scheme.
const settingOfScheme = "scheme.own."

// FindScheme reads a scheme by its key, shipped or own, or from a file; ""
// takes the default of the settings, else the first shipped.
func (s *Session) FindScheme(ctx context.Context, name string) (*review.Scheme, []byte, error) {
	if name == "" {
		v, _, err := s.Store.Setting(ctx, SetScheme)
		if err != nil {
			return nil, nil, err
		}
		name = v
	}
	own, isOwn := strings.CutPrefix(name, ownScheme)
	if !isOwn {
		return LoadScheme(name)
	}
	text, err := s.OwnScheme(ctx, own)
	if err != nil {
		return nil, nil, err
	}
	sch, err := review.LoadScheme(own, text)
	return sch, text, err
}

// OwnScheme is the text of the own scheme of a name, sound or not; the error is
// store.ErrNotFound when there is none.
func (s *Session) OwnScheme(ctx context.Context, name string) ([]byte, error) {
	hash, _, err := s.Store.Setting(ctx, settingOfScheme+name)
	if err != nil {
		return nil, err
	}
	if hash == "" {
		return nil, schemeGone(name)
	}
	_, text, err := s.Store.File(ctx, hash)
	return text, err
}

// schemeGone tells that there is no own scheme of the name.
type schemeGone string

func (g schemeGone) Error() string {
	return fmt.Sprintf("没有自己的考核方案“%s”，可能已经移出；请在 设置 → 考核方案 里重新加入，或另选方案", string(g))
}

// Is makes it a record that is not there.
func (g schemeGone) Is(err error) bool { return err == store.ErrNotFound }

// CheckScheme reads a scheme file and tells what is wrong with it: a line for
// each fault, with its number in the file; none when it can be used.
func CheckScheme(path string) (*review.Scheme, []string, error) {
	sch, _, err := loadSchemeFile(path)
	if err == nil {
		return sch, nil, nil
	}
	var bad schemeFault
	if !errors.As(err, &bad) {
		return nil, nil, err // the file could not be read at all
	}
	return nil, strings.Split(bad.Error(), "\n"), nil
}

// schemeFault is what is wrong inside a scheme file that could be read.
type schemeFault struct{ error }

// Unwrap gives the fault itself.
func (f schemeFault) Unwrap() error { return f.error }

// maxScheme bounds a scheme file, in bytes.
const maxScheme = 1 << 20

func loadSchemeFile(name string) (*review.Scheme, []byte, error) {
	raw, err := safefile.Read(name, maxScheme)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("没有考核方案“%s”：既不是内置方案（见 kaocha scheme list），也没有这个文件", name)
	}
	if err != nil {
		return nil, nil, err
	}
	text, ok := exchange.DecodeText(raw) // editors save a mark, or GBK
	if !ok {
		return nil, nil, fmt.Errorf("“%s”不是文本文件，请选考核方案的 YAML 文件", name)
	}
	sch, err := CheckSchemeText(name, []byte(text))
	if err != nil {
		return nil, nil, schemeFault{err}
	}
	return sch, []byte(text), nil
}

// UseScheme takes a scheme file into the database, so that rounds can be opened
// with it, as one step. A scheme of the same name is replaced; rounds that were
// opened with the earlier text keep theirs.
func (s *Session) UseScheme(ctx context.Context, path string) (SchemeChoice, error) {
	sch, text, err := loadSchemeFile(path)
	if err != nil {
		return SchemeChoice{}, err
	}
	name := strings.TrimSpace(sch.Name)
	if name == "" {
		return SchemeChoice{}, fmt.Errorf("“%s”没有写方案名称（name），请写上再加入", filepath.Base(path))
	}
	c := SchemeChoice{Key: ownScheme + name, Name: name, Own: true, From: filepath.Base(path), Text: text}
	return c, s.Store.Do(ctx, "加入考核方案 "+name, func(tx *store.Tx) error {
		h, err := tx.PutFile(c.From, text)
		if err != nil {
			return err
		}
		return tx.SetSetting(settingOfScheme+name, h)
	})
}

// DropScheme takes an own scheme out of the choice, as one step; rounds opened
// with it keep its text. When it was the default, the default is the first
// shipped one again.
func (s *Session) DropScheme(ctx context.Context, name string) error {
	all, err := s.Schemes(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c SchemeChoice) bool { return c.Own && (c.Name == name || c.Key == name) })
	if i < 0 {
		return use("没有自己的考核方案“%s”；内置方案不能移出", name)
	}
	now, _, err := s.Store.Setting(ctx, SetScheme)
	if err != nil {
		return err
	}
	return s.Store.Do(ctx, "移出考核方案 "+all[i].Name, func(tx *store.Tx) error {
		if now == all[i].Key {
			if err := tx.SetSetting(SetScheme, ""); err != nil {
				return err
			}
		}
		return tx.SetSetting(settingOfScheme+all[i].Name, "")
	})
}
