package job

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
	"kaocha/forms/readback"
)

// ItemOf finds a scheme's material by key or name, or a clear part of the name.
func (w *Work) ItemOf(name string) (*review.Item, error) {
	it, names := oneNamed(w.Scheme.Material, name, func(it *review.Item) (string, string) { return it.Key, it.Name })
	if it == nil {
		return nil, use("没有材料“%s”，或者不只一项；方案要求的材料：%s", name, names)
	}
	return it, nil
}

// OfficeOf finds who gives an opinion by key or name, or a clear part of the name.
func (w *Work) OfficeOf(name string) (*review.Office, error) {
	o, names := oneNamed(w.Scheme.Opinions, name, func(o *review.Office) (string, string) { return o.Key, o.Name })
	if o == nil {
		return nil, use("没有意见栏“%s”，或者不只一个；方案里的意见栏：%s", name, names)
	}
	return o, nil
}

// oneNamed finds the entry of a list by its key, its name or a part of the name
// that fits only one; nil with all keys and names when there is none.
func oneNamed[T any](list []T, name string, of func(*T) (key, title string)) (*T, string) {
	var names []string
	var part []*T
	for i := range list {
		key, title := of(&list[i])
		if key == name || title == name {
			return &list[i], ""
		}
		if name != "" && strings.Contains(title, name) {
			part = append(part, &list[i])
		}
		names = append(names, key+"（"+title+"）")
	}
	if len(part) == 1 {
		return part[0], ""
	}
	return nil, strings.Join(names, "、")
}

// Receipt is what is recorded about a material; nil and "" leave things as they are.
type Receipt struct {
	State             string
	Paper, Electronic *bool
	Pages             int
	Text              string
	Date              cadre.Date
	SignedBy          []string
	Note              string
	FileName          string // the received file
	File              []byte
}

// maxReceived bounds a received file, in bytes.
const maxReceived = 64 << 20

// ReadReceived reads a received file for a Receipt.
func ReadReceived(path string) (string, []byte, error) {
	b, err := safefile.Read(path, maxReceived)
	return filepath.Base(path), b, err
}

// Receive records a material of a subject as one step. A received Word file is
// measured against the prescribed format; the findings come with the check.
func (w *Work) Receive(ctx context.Context, f *review.File, it *review.Item, r Receipt) (*review.Material, error) {
	m, err := w.received(f, it, r)
	if err != nil {
		return nil, err
	}
	err = w.editWith(ctx, f, "登记"+it.Name, func(tx *store.Tx, s *review.Subject) error { return putMaterial(tx, s, m, r) })
	return m, err
}

// received is the material as the receipt leaves it, not saved yet.
func (w *Work) received(f *review.File, it *review.Item, r Receipt) (*review.Material, error) {
	state, err := stateKey(r.State)
	if err != nil {
		return nil, err
	}
	if w.Round.Closed {
		return nil, errClosed
	}
	r.State = state
	m := *f.Subject.MaterialOf(it.Key)
	if r.File != nil {
		if err := isSheet(it, r); err != nil {
			return nil, err
		}
		m.FileName, m.Electronic = r.FileName, true
		m.Facts = nil
		if it.Format != nil && it.Format.File == "docx" || strings.EqualFold(filepath.Ext(r.FileName), ".docx") {
			facts, err := readback.MeasureAgainst(r.File, it.Format)
			if err != nil {
				return nil, fmt.Errorf("%s：%w", r.FileName, err)
			}
			m.Facts = facts
		}
		if sum := sha256.Sum256(r.File); m.State == review.Missing || m.State == review.Draft || m.FileHash != "" && m.FileHash != hex.EncodeToString(sum[:]) {
			m.State, m.SignedBy = review.Received, nil // what was checked and signed was another file
		}
	}
	apply(&m, r)
	return &m, nil
}

// putMaterial keeps a material with the received file, if any.
func putMaterial(tx *store.Tx, s *review.Subject, m *review.Material, r Receipt) error {
	if r.File != nil {
		h, err := tx.PutFile(r.FileName, r.File)
		if err != nil {
			return err
		}
		m.FileHash = h
	}
	s.SetMaterial(*m)
	return nil
}

// isSheet refuses what cannot be an Excel workbook where one is asked for.
func isSheet(it *review.Item, r Receipt) error {
	if it.Format == nil || it.Format.File != "xlsx" || bytes.HasPrefix(r.File, []byte("PK\x03\x04")) {
		return nil
	}
	return fmt.Errorf("%s：不是 Excel 工作簿（.xlsx）；请用 WPS 或 Excel 打开后“另存为”.xlsx 再登记", r.FileName)
}

// stateKey finds a state by its key or its Chinese name; "" stays "".
func stateKey(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	var names []string
	for _, k := range review.States {
		if s == k || s == review.StateNames[k] {
			return k, nil
		}
		names = append(names, review.StateNames[k]+"（"+k+"）")
	}
	return "", use("没有状态“%s”；可用：%s", s, strings.Join(names, "、"))
}

func apply(m *review.Material, r Receipt) {
	if r.Paper != nil {
		m.Paper = *r.Paper
	}
	if r.Electronic != nil {
		m.Electronic = *r.Electronic
	}
	if r.Pages > 0 {
		m.Pages = r.Pages
	}
	if r.Text != "" {
		m.Text = r.Text
	}
	if !r.Date.IsZero() {
		m.Date = r.Date
	}
	if r.SignedBy != nil {
		m.SignedBy = r.SignedBy
	}
	if r.Note != "" {
		m.Note = r.Note
	}
	if m.State == review.Missing && (m.Paper || m.Electronic) {
		m.State = review.Received
	} else if m.State == review.Missing && m.Text != "" {
		m.State = review.Draft
	}
	if r.State != "" {
		m.State = r.State
	}
}
