package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

func TestSubjectRules(t *testing.T) {
	s := openNew(t)
	w := makeWorld(t, s)
	other := saved(t, s, "吴另")
	err := s.Do(ctx, "x", func(tx *Tx) error {
		return tx.SaveSubject(&review.Subject{RoundID: w.round.ID, CadreID: w.cadre.ID})
	})
	if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "赵试用") {
		t.Errorf("twice: %v", err)
	}
	for _, sub := range []*review.Subject{
		{RoundID: w.round.ID, CadreID: other.ID, BranchID: "bogus"},
		{RoundID: w.round.ID, CadreID: "nobody"},
		{RoundID: "none", CadreID: other.ID},
		{RoundID: "none", CadreID: other.ID, PanelID: w.panel.ID},
	} {
		if err := s.Do(ctx, "x", func(tx *Tx) error { return tx.SaveSubject(sub) }); !errors.Is(err, ErrInvalid) {
			t.Errorf("%+v: %v", sub, err)
		}
	}
	for _, del := range []func(*Tx) error{
		func(tx *Tx) error { return tx.DeleteBranch(w.branch.ID) },
		func(tx *Tx) error { return tx.DeletePanel(w.panel.ID) },
	} {
		if err := s.Do(ctx, "x", del); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "赵试用") {
			t.Errorf("in use: %v", err)
		}
	}
	sub := &review.Subject{RoundID: w.round.ID, CadreID: other.ID, Talks: []review.Talk{{Interviewee: "某"}}}
	do(t, s, "x", func(tx *Tx) error { return tx.SaveSubject(sub) })
	if sub.Order != 2 || sub.Talks[0].ID == "" {
		t.Errorf("order %d, talk %q", sub.Order, sub.Talks[0].ID)
	}
	f, err := s.SubjectFile(ctx, sub.ID)
	if err != nil || f.Branch != nil || f.Panel != nil || f.Cadre.Name != "吴另" {
		t.Errorf("file without branch: %+v, %v", f, err)
	}
}

// fillRound adds branches in reverse order and n subjects alternating.
func fillRound(t *testing.T, s *Store, n int) *review.Round {
	t.Helper()
	r := &review.Round{Name: "大批次"}
	do(t, s, "x", func(tx *Tx) error {
		if err := tx.SaveRound(r); err != nil {
			return err
		}
		b := [2]review.Branch{{RoundID: r.ID, Name: "乙总支", Order: 2}, {RoundID: r.ID, Name: "甲总支", Order: 1}}
		if err := errors.Join(tx.SaveBranch(&b[0]), tx.SaveBranch(&b[1])); err != nil {
			return err
		}
		for i := range n {
			c := person(fmt.Sprintf("对象%03d", i))
			if err := tx.SaveCadre(c); err != nil {
				return err
			}
			if err := tx.SaveSubject(&review.Subject{RoundID: r.ID, CadreID: c.ID, BranchID: b[i%2].ID}); err != nil {
				return err
			}
		}
		return nil
	})
	return r
}

func TestEachFileAndDossierInOrder(t *testing.T) {
	s := openNew(t)
	r := fillRound(t, s, 121)
	var want []string
	for _, odd := range []int{1, 0} { // 甲总支 (odd ones) first
		for i := odd; i < 121; i += 2 {
			want = append(want, fmt.Sprintf("对象%03d", i))
		}
	}
	var got []string
	if err := s.EachFile(ctx, r.ID, func(f *review.File) error {
		got = append(got, f.Cadre.Name)
		return nil
	}); err != nil || !slices.Equal(got, want) {
		t.Fatalf("%v\n%v\n%v", err, got, want)
	}
	d, err := s.Dossier(ctx, r, &review.Scheme{Key: "k"}, cadre.MustDate("2026.11.23"))
	if err != nil || len(d.Files) != 121 || d.Files[0].Cadre.Name != "对象001" || d.Files[0].Branch.Name != "甲总支" || d.Branches[0].Name != "甲总支" || d.Scheme.Key != "k" {
		t.Fatalf("dossier %+v, %v", d, err)
	}
	boom := errors.New("stop")
	n := 0
	if err := s.EachFile(ctx, r.ID, func(*review.File) error { n++; return boom }); err != boom || n != 1 {
		t.Errorf("stop: %v after %d", err, n)
	}
	c, cancel := context.WithCancel(ctx)
	n = 0
	err = s.EachFile(c, r.ID, func(*review.File) error { n++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("cancel: %v after %d", err, n)
	}
}

func TestDeleteRoundAndBack(t *testing.T) {
	s := openNew(t)
	r := fillRound(t, s, 5)
	do(t, s, "说明", func(tx *Tx) error {
		return tx.SaveWaiver(&review.Waiver{RoundID: r.ID, Key: "tally.sum/a", Reason: "已电话核实"})
	})
	ws, _ := s.Waivers(ctx, r.ID)
	if len(ws) != 1 || ws[0].By != "测试员" || ws[0].At.Year() != 2026 {
		t.Fatalf("waiver %+v", ws)
	}
	do(t, s, "删除批次", func(tx *Tx) error { return tx.DeleteRound(r.ID) })
	if subs, _ := s.Subjects(ctx, r.ID); len(subs) != 0 {
		t.Fatal("subjects left")
	}
	if _, n, _ := s.Cadres(ctx, CadreFilter{}); n != 5 {
		t.Fatalf("%d cadres left", n)
	}
	if label, err := s.Undo(ctx); err != nil || label != "删除批次" {
		t.Fatal(label, err)
	}
	subs, _ := s.Subjects(ctx, r.ID)
	ws, _ = s.Waivers(ctx, r.ID)
	if len(subs) != 5 || len(ws) != 1 {
		t.Fatalf("back: %d subjects, %d waivers", len(subs), len(ws))
	}
	do(t, s, "撤回说明", func(tx *Tx) error { return tx.DeleteWaiver(r.ID, "tally.sum/a") })
	if ws, _ = s.Waivers(ctx, r.ID); len(ws) != 0 {
		t.Error("waiver left")
	}
}

func TestFilesSourcesSettings(t *testing.T) {
	s := openNew(t)
	c := saved(t, s, "李四")
	raw := bytes.Repeat([]byte{0, 1, '?', '\''}, 5000)
	var hash string
	do(t, s, "收文件", func(tx *Tx) (err error) {
		if hash, err = tx.PutFile("总结 定稿.docx", raw); err != nil {
			return err
		}
		again, err := tx.PutFile("另一个名字.docx", raw)
		if again != hash {
			t.Error("same bytes, other hash")
		}
		return errors.Join(err, tx.PutSource(c.ID, "lrmx", "李四.lrmx", []byte("<a/>")),
			tx.PutSource(c.ID, "lrmx", "李四2.lrmx", []byte("<b/>")), tx.PutSource(c.ID, "xlsx", "名册.xlsx", nil), tx.SetSetting("school", "某大学"))
	})
	if name, b, err := s.File(ctx, hash); err != nil || name != "总结 定稿.docx" || !bytes.Equal(b, raw) {
		t.Errorf("file %q, %d bytes, %v", name, len(b), err)
	}
	if src, err := s.Source(ctx, c.ID, "lrmx"); err != nil || src.Name != "李四2.lrmx" || string(src.Raw) != "<b/>" {
		t.Errorf("source %+v, %v", src, err)
	}
	if src, err := s.Source(ctx, c.ID, "xlsx"); err != nil || len(src.Raw) != 0 {
		t.Errorf("empty source %+v, %v", src, err)
	}
	if _, err := s.Source(ctx, c.ID, "lrm"); !errors.Is(err, ErrNotFound) {
		t.Errorf("no source: %v", err)
	}
	if v, ok, err := s.Setting(ctx, "school"); v != "某大学" || !ok || err != nil {
		t.Errorf("setting %q %v %v", v, ok, err)
	}
	if _, ok, _ := s.Setting(ctx, "other"); ok {
		t.Error("setting that was never set")
	}
	if _, err := s.Photo(ctx, "none"); !errors.Is(err, ErrNotFound) {
		t.Errorf("no photo: %v", err)
	}
}

func TestNullCharactersDoNotBreakSQL(t *testing.T) {
	s := openNew(t)
	c := person("王\x00五'); DROP TABLE cadre; --")
	c.Remarks = "a\x00b?'\\"
	do(t, s, "x", func(tx *Tx) error { return tx.SaveCadre(c) })
	got, err := s.Cadre(ctx, c.ID)
	if err != nil || got.Name != c.Name || got.Remarks != c.Remarks {
		t.Fatalf("%+v, %v", got, err)
	}
}
