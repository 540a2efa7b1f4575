package exchange

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// headedRoster reads a sheet and gives the fields of its columns by header text.
func headedRoster(t *testing.T, rows [][]any, merges ...[2]string) (*Roster, map[string]string) {
	t.Helper()
	r := readRoster(t, book(t, rows, func(f *excelize.File, s string) {
		for _, m := range merges {
			must(t, f.MergeCell(s, m[0], m[1]))
		}
	}))
	got := map[string]string{}
	for _, c := range r.Columns {
		got[c.Letter+" "+c.Header] = c.Field
	}
	return r, got
}

// A title above a header of one row is no part of it (T19).
func TestTitleAboveHeader(t *testing.T) {
	head, person := []any{"序号", "姓名", "出生年月", "单位"}, []any{1, "甲一", "1985.07", "科技处"}
	for _, c := range []struct {
		name   string
		rows   [][]any
		merges [][2]string
	}{
		{"not merged", [][]any{{"某校干部名册"}, head, person}, nil},
		{"merged", [][]any{{"某校在职干部名册"}, head, person}, [][2]string{{"A1", "D1"}}},
		{"in the middle", [][]any{{"", "", "某校干部名册"}, head, person}, nil},
		{"title and note", [][]any{{"某校干部名册"}, {"单位：某处", "", "", "填表人：某甲"}, head, person}, [][2]string{{"A1", "D1"}}},
	} {
		r, got := headedRoster(t, c.rows, c.merges...)
		want := map[string]string{"A 序号": "", "B 姓名": "姓名", "C 出生年月": "出生年月", "D 单位": "单位"}
		for k, f := range want {
			if v, ok := got[k]; !ok || v != f {
				t.Errorf("%s: column %s gives %q (%v), want %q: %v", c.name, k, v, ok, f, got)
			}
		}
		if len(r.Problems) != 0 || len(r.Persons) != 1 {
			t.Errorf("%s: %d persons, problems %v", c.name, len(r.Persons), r.Problems)
		}
	}
}

// Columns of the relatives under 家庭成员 are not the person's own (T19).
func TestBlockOfRelatives(t *testing.T) {
	r, got := headedRoster(t, [][]any{
		{"姓名", "单位", "职务", "家庭成员"},
		{"", "", "", "姓名", "出生年月", "政治面貌"},
		{"甲一", "科技处", "科长", "乙一", "1950.01", "群众"},
	}, [2]string{"A1", "A2"}, [2]string{"B1", "B2"}, [2]string{"C1", "C2"}, [2]string{"D1", "F1"})
	want := map[string]string{"A 姓名": "姓名", "B 单位": "单位", "C 职务": "现任职务", "D 家庭成员/姓名": "", "E 家庭成员/出生年月": "", "F 家庭成员/政治面貌": ""}
	for k, f := range want {
		if v, ok := got[k]; !ok || v != f {
			t.Errorf("column %s gives %q (%v), want %q: %v", k, v, ok, f, got)
		}
	}
	if c := r.Persons[0].Cadre; c.Name != "甲一" || !c.Birth.IsZero() || c.Political != "" {
		t.Errorf("relatives' data given to the person: %+v", c)
	}
	if !hasMessage(r.Problems, "家庭成员/出生年月") {
		t.Errorf("the columns left out are not told: %v", r.Problems)
	}
}
