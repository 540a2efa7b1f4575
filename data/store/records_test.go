package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

func names(cs []cadre.Cadre) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

func TestFindCadres(t *testing.T) {
	s := openNew(t)
	do(t, s, "x", func(tx *Tx) error {
		for _, p := range []struct{ name, unit, branch, id string }{
			{"曾小雨", "水稻所", "农学院党总支", "99999919850703123X"},
			{"单丹", "图书馆", "机关党总支", "999999199001014321"},
			{"王　五一", "水产学院", "水产学院党总支", "999999199001010012"},
		} {
			c := person(p.name)
			c.Unit, c.Branch, c.IDNumber, c.Position = p.unit, p.branch, p.id, p.unit+"副主任"
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct{ text, want string }{
		{"小雨", "曾小雨"}, {"王五", "王　五一"}, {"单丹", "单丹"}, {"zengxiao", "曾小雨"}, {"ZXY", "曾小雨"}, {"曾xy", "曾小雨"},
		{"sd", "单丹"}, {"123x", "曾小雨"}, {"１２３X", "曾小雨"}, {"0012", "王　五一"}, {"19900101", "单丹 王　五一"},
		{"19", ""}, {"水", "曾小雨 王　五一"}, {"水 wang", "王　五一"}, {"机关党总支", "单丹"}, {"图书馆副", "单丹"},
		{"%", ""}, {"_", ""}, {"'", ""}, {"·", ""}, {"", "曾小雨 单丹 王　五一"}, {"?", ""}, {`\`, ""},
	} {
		got, total, err := s.Cadres(ctx, CadreFilter{Text: c.text})
		if err != nil || names(got) != c.want || total != len(got) {
			t.Errorf("%q: got %q (%d), %v; want %q", c.text, names(got), total, err, c.want)
		}
	}
}

func TestSortAndPage(t *testing.T) {
	s := openNew(t)
	do(t, s, "x", func(tx *Tx) error {
		for _, p := range []struct{ name, unit, rank, birth string }{
			{"王一", "乙", "副科", "1980.05"}, {"丁二", "甲", "正科", "1990.01"},
			{"张三", "", "", ""}, {"丁一", "乙", "正科", "1975.12.03"},
		} {
			c := person(p.name)
			c.Unit, c.Rank, c.Position, c.Birth = p.unit, p.rank, "科长", cadre.Date{}
			if p.birth != "" {
				c.Birth = cadre.MustDate(p.birth)
			}
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
		}
		return nil
	})
	// Strokes: 丁 2, 王 4, 张 7; 一 1 stroke before 二 2.
	for sort, want := range map[string]string{
		"": "王一 丁二 张三 丁一", "strokes": "丁一 丁二 王一 张三", "age": "丁一 王一 丁二 张三",
		"name": "丁二 丁一 王一 张三", "post": "丁一 丁二 王一 张三", "unit": "丁一 王一 丁二 张三",
	} {
		got, _, err := s.Cadres(ctx, CadreFilter{Sort: sort})
		if err != nil || names(got) != want {
			t.Errorf("%s: got %q, %v; want %q", sort, names(got), err, want)
		}
	}
	page, total, err := s.Cadres(ctx, CadreFilter{Sort: "strokes", Offset: 1, Limit: 2})
	if err != nil || total != 4 || names(page) != "丁二 王一" {
		t.Errorf("page %q of %d, %v", names(page), total, err)
	}
	if page, total, _ := s.Cadres(ctx, CadreFilter{Offset: 9}); len(page) != 0 || total != 4 {
		t.Errorf("past the end: %d of %d", len(page), total)
	}
	if _, _, err := s.Cadres(ctx, CadreFilter{Sort: "id; DROP TABLE cadre"}); !errors.Is(err, ErrInvalid) {
		t.Errorf("unknown order: %v", err)
	}
	if page, _, err := s.Cadres(ctx, CadreFilter{IDs: []string{}}); err != nil || len(page) != 0 {
		t.Errorf("no IDs: %q, %v", names(page), err)
	}
}

func TestDueBefore(t *testing.T) {
	s := openNew(t)
	do(t, s, "x", func(tx *Tx) error {
		for _, p := range []struct {
			name string
			p    cadre.Probation
		}{
			{"甲", cadre.Probation{Start: cadre.MustDate("2025.11.30")}},                                           // ends 2026.11.30
			{"乙", cadre.Probation{Start: cadre.MustDate("2025.12.01")}},                                           // ends 2026.12.01
			{"丙", cadre.Probation{Start: cadre.MustDate("2025.12.01"), Months: 6}},                                // ends 2026.06.01
			{"丁", cadre.Probation{Start: cadre.MustDate("2025.01.01"), End: cadre.MustDate("2027.01.01")}},        // extended
			{"戊", cadre.Probation{Start: cadre.MustDate("2025.01.01"), FormalDate: cadre.MustDate("2026.01.05")}}, // done
			{"己", cadre.Probation{}},
		} {
			c := person(p.name)
			c.Probation = p.p
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
		}
		return nil
	})
	got, total, err := s.Cadres(ctx, CadreFilter{DueBefore: cadre.MustDate("2026.12.01"), DefMonths: 12})
	if err != nil || names(got) != "甲 丙" || total != 2 {
		t.Fatalf("got %q, %d, %v", names(got), total, err)
	}
}

func TestAllCadresWalksInOrder(t *testing.T) {
	s := openNew(t)
	do(t, s, "x", func(tx *Tx) error {
		for i := range 450 {
			if err := tx.SaveCadre(person(fmt.Sprintf("某%03d", i))); err != nil {
				return err
			}
		}
		return nil
	})
	n := 0
	for c, err := range s.AllCadres(ctx, CadreFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("某%03d", n); c.Name != want {
			t.Fatalf("at %d: %s", n, c.Name)
		}
		if n++; n == 430 {
			break
		}
	}
	if n != 430 {
		t.Fatalf("walked %d", n)
	}
}

func TestSaveCadreRules(t *testing.T) {
	s := openNew(t)
	c := saved(t, s, "李四")
	if len(c.ID) != 36 || c.ID[14] != '7' {
		t.Errorf("ID %q is no UUIDv7", c.ID)
	}
	err := s.Do(ctx, "x", func(tx *Tx) error { return tx.SaveCadre(&cadre.Cadre{Name: " "}) })
	if !errors.Is(err, ErrInvalid) {
		t.Errorf("nameless: %v", err)
	}
	err = s.Do(ctx, "x", func(tx *Tx) error { return tx.SaveCadre(&cadre.Cadre{Name: "乙", PhotoHash: "none"}) })
	if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "乙") {
		t.Errorf("photo that is not there: %v", err)
	}
	before, _ := s.Actions(ctx, 0)
	do(t, s, "无改动", func(tx *Tx) error { return tx.SaveCadre(c) })
	if after, _ := s.Actions(ctx, 0); len(after) != len(before) {
		t.Error("saving without a change left an action")
	}
	if _, err := s.Cadre(ctx, "nobody"); !errors.Is(err, ErrNotFound) {
		t.Errorf("missing: %v", err)
	}
}

func TestExpectGuardsAgainstOverwriting(t *testing.T) {
	s := openNew(t)
	c := saved(t, s, "李四")
	mine, _ := s.Cadre(ctx, c.ID)
	base := *mine
	theirs, _ := s.Cadre(ctx, c.ID)
	theirs.Mobile = "000"
	do(t, s, "改电话", func(tx *Tx) error { return errors.Join(tx.Expect(c), tx.SaveCadre(theirs)) })
	mine.Unit = "乙学院"
	err := s.Do(ctx, "改单位", func(tx *Tx) error {
		if err := tx.Expect(&base); err != nil {
			return err
		}
		return tx.SaveCadre(mine)
	})
	if !errors.Is(err, ErrConflict) {
		t.Fatalf("got %v", err)
	}
	for _, part := range []string{"李四", "测试员", "改电话", "2026-11-23"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("message %q lacks %q", err, part)
		}
	}
	if got, _ := s.Cadre(ctx, c.ID); got.Unit != "甲学院" || got.Mobile != "000" {
		t.Errorf("stored %+v", got)
	}
	do(t, s, "删", func(tx *Tx) error { return tx.DeleteCadre(c.ID) })
	err = s.Do(ctx, "x", func(tx *Tx) error { return tx.Expect(&base) })
	if !errors.Is(err, ErrConflict) || !strings.Contains(err.Error(), "已被删除") {
		t.Errorf("deleted: %v", err)
	}
	if err := s.Do(ctx, "x", func(tx *Tx) error { return tx.Expect("text") }); err == nil {
		t.Error("Expect of a foreign type must fail")
	}
}

func TestDeleteCadreRefusedInRound(t *testing.T) {
	s := openNew(t)
	w := makeWorld(t, s)
	err := s.Do(ctx, "删", func(tx *Tx) error { return tx.DeleteCadre(w.cadre.ID) })
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), w.round.Name) || !strings.Contains(err.Error(), "赵试用") {
		t.Fatalf("got %v", err)
	}
	do(t, s, "移除并删", func(tx *Tx) error {
		return errors.Join(tx.DeleteSubject(w.subject.ID), tx.PutSource(w.cadre.ID, "lrmx", "a.lrmx", []byte("x")), tx.DeleteCadre(w.cadre.ID))
	})
	if _, err := s.Cadre(ctx, w.cadre.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
}

func TestRoundLookup(t *testing.T) {
	s := openNew(t)
	var ids []string
	do(t, s, "x", func(tx *Tx) error {
		for _, n := range []string{"2025年考察", "2026年上半年考察", "2026年下半年考察"} {
			r := &review.Round{Name: n}
			if err := tx.SaveRound(r); err != nil {
				return err
			}
			ids = append(ids, r.ID)
		}
		return nil
	})
	for text, want := range map[string]string{ids[0]: "2025年考察", "2026年下半年考察": "2026年下半年考察", "上半": "2026年上半年考察", "２０２５": "2025年考察"} {
		if r, err := s.Round(ctx, text); err != nil || r.Name != want {
			t.Errorf("%q: %v, %v", text, r, err)
		}
	}
	_, err := s.Round(ctx, "2026")
	if err == nil || !strings.Contains(err.Error(), "上半年") || !strings.Contains(err.Error(), "下半年") || strings.Contains(err.Error(), "2025") {
		t.Errorf("ambiguous: %v", err)
	}
	if _, err := s.Round(ctx, ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("empty: %v", err)
	}
	if all, _ := s.Rounds(ctx); len(all) != 3 || all[0].Name != "2026年下半年考察" {
		t.Errorf("newest first: %v", all)
	}
	err = s.Do(ctx, "x", func(tx *Tx) error { return tx.SaveRound(&review.Round{Name: "2025年考察"}) })
	if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "已经存在") {
		t.Errorf("same name: %v", err)
	}
}
