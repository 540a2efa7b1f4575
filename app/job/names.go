package job

import (
	"context"
	"fmt"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/review"
	"kaocha/data/store"
)

func containsName(c *cadre.Cadre, q string) bool { return q != "" && pinyin.Match(q, c.Name) }

func nameList(fs []*review.File) string {
	var out []string
	for _, f := range fs {
		out = append(out, who(f.Cadre))
	}
	return strings.Join(out, "、")
}

// who names a person so that namesakes can be told apart.
func who(c *cadre.Cadre) string {
	add := c.Unit
	if c.StaffNo != "" {
		add += " " + c.StaffNo
	}
	if add = strings.TrimSpace(add); add == "" {
		return c.Name
	}
	return c.Name + "（" + add + "）"
}

// FindCadre gives one person of the register by id, name, ID number, staff
// number, or a search text that fits only one.
func (s *Session) FindCadre(ctx context.Context, name string) (*cadre.Cadre, error) {
	if c, err := s.Store.Cadre(ctx, name); err == nil {
		return c, nil
	}
	list, _, err := s.Store.Cadres(ctx, store.CadreFilter{Text: name})
	if err != nil {
		return nil, err
	}
	var exact []cadre.Cadre
	for _, c := range list {
		if c.Name == name || c.IDNumber == name || c.StaffNo == name {
			exact = append(exact, c)
		}
	}
	if len(exact) == 0 {
		exact = list
	}
	switch len(exact) {
	case 1:
		return &exact[0], nil
	case 0:
		return nil, fmt.Errorf("干部库里没有“%s”；用 kaocha cadres --find 查找", name)
	}
	var names []string
	for i := range exact {
		names = append(names, who(&exact[i]))
	}
	return nil, fmt.Errorf("“%s”有 %d 人：%s；请用身份证号、工作证号或“姓名 单位”指明", name, len(exact), strings.Join(names, "、"))
}

// SaveCadre saves one person, with a new photo when one is given, as one step.
func (s *Session) SaveCadre(ctx context.Context, c *cadre.Cadre, photo []byte) error {
	label := "修改 " + c.Name
	if c.ID == "" {
		label = "新增 " + c.Name
	}
	return s.Store.Do(ctx, label, func(tx *store.Tx) error {
		if photo != nil {
			h, err := tx.PutPhoto(photo)
			if err != nil {
				return err
			}
			c.PhotoHash = h
		}
		return tx.SaveCadre(c)
	})
}
