package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// logged is a store with seven entries: 1 甲, 2 乙, 3 丙 new, 4 a telephone of 甲,
// 5 its undo, 6 an export, 7 a setting.
func logged(t *testing.T) *Store {
	t.Helper()
	s := openNew(t)
	a := saved(t, s, "甲")
	saved(t, s, "乙")
	saved(t, s, "丙")
	setPhone(t, s, a.ID, "13900000000")
	if _, err := s.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := s.Log(context.Background(), LogExport, "导出花名册 3 人", Detail{Reason: "上级调阅", File: "名册.xlsx", People: []string{"甲", "乙", "丙"}}); err != nil {
		t.Fatal(err)
	}
	do(t, s, "设置学校名称", func(tx *Tx) error { return tx.SetSetting("school", "某大学") })
	return s
}

func checked(t *testing.T, s *Store, known string) *ChainReport {
	t.Helper()
	rep, err := s.CheckChain(context.Background(), known)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestChainOfAnUntouchedLog(t *testing.T) {
	s := logged(t)
	rep := checked(t, s, "")
	if len(rep.Breaks) != 0 || rep.Entries != 7 || rep.Changes != 6 || rep.Records != 4 {
		t.Fatalf("%+v", rep)
	}
	head, err := s.ChainHead(context.Background())
	if err != nil || head != rep.Head || len(head) != 64 {
		t.Fatalf("head %q %q %v", head, rep.Head, err)
	}
	setPhone(t, s, func() string { c, _, _ := s.Cadres(context.Background(), CadreFilter{}); return c[0].ID }(), "1")
	if rep := checked(t, s, head[:12]); len(rep.Breaks) != 0 || !rep.Known {
		t.Errorf("a noted seal is not found: %+v", rep)
	}
	if rep := checked(t, s, "0123456789ab"); len(rep.Breaks) != 1 || rep.Known {
		t.Errorf("a foreign seal is not told: %+v", rep)
	}
}

// Every way of tampering past the program is found, at the entry it was done to.
func TestTamperingIsFound(t *testing.T) {
	for _, x := range []struct {
		name  string
		sql   []string
		entry int64 // of the first break
		what  string
	}{
		{"label", []string{"UPDATE action SET label = '新增 丁' WHERE id = 2"}, 2, "内容被改动"},
		{"user", []string{"UPDATE action SET by_user = '别人' WHERE id = 4"}, 4, "内容被改动"},
		{"time", []string{"UPDATE action SET at = '2020-01-01T00:00:00.000Z' WHERE id = 3"}, 3, "内容被改动"},
		{"reason", []string{"UPDATE action SET detail = '{}' WHERE id = 6"}, 6, "内容被改动"},
		{"body", []string{"UPDATE change SET after_body = replace(after_body, '乙', '戊') WHERE action_id = 2"}, 0, "不一致"},
		{"change removed", []string{"DELETE FROM change WHERE action_id = 4"}, 4, "内容被改动"},
		{"change added", []string{"INSERT INTO change SELECT 4, 2, kind, entity_id, before_body, after_body FROM change WHERE action_id = 4"}, 4, "内容被改动"},
		{"first removed", []string{"DELETE FROM change WHERE action_id = 1", "DELETE FROM action WHERE id = 1"}, 0, ""},
		{"middle removed", []string{"DELETE FROM change WHERE action_id = 5", "DELETE FROM action WHERE id = 5"}, 4, "标记"},
		{"export removed", []string{"DELETE FROM action WHERE id = 6"}, 7, "接不上"},
		{"last removed", []string{"DELETE FROM change WHERE action_id = 7", "DELETE FROM action WHERE id = 7"}, 0, ""},
		{"swapped", []string{"UPDATE change SET action_id = 99 WHERE action_id = 2", "UPDATE change SET action_id = 2 WHERE action_id = 3", "UPDATE change SET action_id = 3 WHERE action_id = 99",
			"UPDATE action SET id = 99 WHERE id = 2", "UPDATE action SET id = 2 WHERE id = 3", "UPDATE action SET id = 3 WHERE id = 99"}, 2, ""},
		{"added at the end", []string{"INSERT INTO action (id, at, by_user, label, kind, target, undone, prev, hash) SELECT 8, at, by_user, label, kind, 0, 0, hash, hash FROM action WHERE id = 7"}, 8, ""},
		{"undone mark", []string{"UPDATE action SET undone = 0 WHERE id = 4"}, 4, "标记"},
		{"undone mark set", []string{"UPDATE action SET undone = 5 WHERE id = 2"}, 2, "标记"},
		{"record", []string{"UPDATE cadre SET body = replace(body, '乙', '己')"}, 0, "干部“己”"},
		{"record removed", []string{"DELETE FROM setting"}, 0, "设置"},
		{"record added", []string{"INSERT INTO setting (id, version, body) VALUES ('x', 1, '{\"key\":\"x\"}')"}, 0, "不是由本程序写入"},
		{"end rewritten", []string{"UPDATE chain SET entries = 6"}, 7, "末尾"},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := logged(t)
			if _, err := s.write.Exec("PRAGMA foreign_keys = 0"); err != nil {
				t.Fatal(err)
			}
			for _, q := range x.sql {
				if r, err := s.write.Exec(q); err != nil {
					t.Fatal(err)
				} else if n, _ := r.RowsAffected(); n == 0 {
					t.Fatalf("nothing tampered with: %s", q)
				}
			}
			rep := checked(t, s, "")
			if len(rep.Breaks) == 0 {
				t.Fatal("not found")
			}
			for _, b := range rep.Breaks {
				if strings.Contains(b.What, x.what) && (x.entry == 0 || b.ActionID == x.entry) {
					return
				}
			}
			t.Errorf("not named: %+v", rep.Breaks)
		})
	}
}

// Rewriting an entry with a right seal of its own breaks the link of the next.
func TestRewrittenEntryBreaksTheNext(t *testing.T) {
	ctx := context.Background()
	s := logged(t)
	if _, err := s.write.Exec("UPDATE action SET label = '无事' WHERE id = 6"); err != nil {
		t.Fatal(err)
	}
	var sum string
	if err := eachEntry(ctx, s.read, 6, false, nil, func(e *entry) error {
		if e.id == 6 {
			sum = e.sum
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec("UPDATE action SET hash = ? WHERE id = 6", sum); err != nil {
		t.Fatal(err)
	}
	rep := checked(t, s, "")
	if len(rep.Breaks) != 1 || rep.Breaks[0].ActionID != 7 || !strings.Contains(rep.Breaks[0].What, "第 6 号") {
		t.Errorf("%+v", rep.Breaks)
	}
}

// A draft that grows in one step keeps the chain whole.
func TestChainOverASitting(t *testing.T) {
	ctx := context.Background()
	s := logged(t)
	c, _, err := s.Cadres(ctx, CadreFilter{Text: "丙"})
	if err != nil || len(c) != 1 {
		t.Fatal(err)
	}
	for i := range 4 {
		p := c[0]
		p.StaffNo = fmt.Sprint(i)
		if err := s.Continue(ctx, "修改 丙", func(tx *Tx) error { return tx.SaveCadre(&p) }); err != nil {
			t.Fatal(err)
		}
	}
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 || rep.Entries != 8 {
		t.Errorf("%+v", rep)
	}
}

// Rows from before the chain are sealed when the database is brought up to date.
func TestOldLogIsChained(t *testing.T) {
	path := filepath.Join(t.TempDir(), "旧.db")
	ms, err := loadMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ms[n].name != fmt.Sprintf("%04d_audit", ms[n].number) {
		n++
	}
	old, err := Open(path, Options{Now: clock(), migrations: ms[:n]})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		"INSERT INTO setting (id, version, body) VALUES ('school', 2, '{\"key\":\"school\",\"value\":\"乙\"}')",
		"INSERT INTO action VALUES (1, '2026-01-02T03:04:05.000Z', '张三', '设置学校名称', 'do', 0, 0)",
		"INSERT INTO change VALUES (1, 1, 'setting', 'school', NULL, '{\"key\":\"school\",\"value\":\"甲\"}')",
		"INSERT INTO action VALUES (4, '2026-01-02T03:05:05.000Z', '张三', '设置学校名称', 'do', 0, 0)",
		"INSERT INTO change VALUES (4, 1, 'setting', 'school', '{\"key\":\"school\",\"value\":\"甲\"}', '{\"key\":\"school\",\"value\":\"乙\"}')",
	} {
		if _, err := old.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	old.Close()
	s := openAt(t, path)
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 || rep.Entries != 2 {
		t.Fatalf("%+v", rep)
	}
	do(t, s, "设置学校名称", func(tx *Tx) error { return tx.SetSetting("school", "丙") })
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 || rep.Entries != 3 {
		t.Fatalf("%+v", rep)
	}
	if _, err := s.write.Exec("UPDATE action SET label = '' WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	if rep := checked(t, s, ""); len(rep.Breaks) != 1 || rep.Breaks[0].ActionID != 1 {
		t.Errorf("%+v", rep.Breaks)
	}
}

func TestLogKeepsReasonPeopleAndSource(t *testing.T) {
	ctx := context.Background()
	s := logged(t)
	list, err := s.Entries(ctx, LogExport, 0)
	if err != nil || len(list) != 1 || list[0].Reason != "上级调阅" || list[0].File != "名册.xlsx" || len(list[0].People) != 3 || list[0].User == "" {
		t.Fatalf("%+v %v", list, err)
	}
	if label, err := s.CanUndo(ctx); err != nil || label != "设置学校名称" {
		t.Errorf("undo would act on %q, %v", label, err)
	}
	do(t, s, "换用模板", func(tx *Tx) error {
		h, err := tx.PutFile("考察表 新.docx", []byte("x"))
		if err != nil {
			return err
		}
		return tx.SetSetting("template.x", h)
	})
	if all, err := s.Entries(ctx, "", 1); err != nil || all[0].Source != "考察表 新.docx" {
		t.Errorf("%+v %v", all, err)
	}
}

// Three hundred steps of every kind of record, undone one by one with the
// program closed and opened between, give the first state; nothing is left.
func TestUndoOfEverythingAcrossRestarts(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "考察通.db")
	s := openAt(t, path)
	var people []*cadre.Cadre
	steps := 0
	step := func(label string, fn func(tx *Tx) error) { steps++; do(t, s, label, fn) }
	for i := range 40 {
		c := person(fmt.Sprintf("干部%02d", i))
		step("新增", func(tx *Tx) error { return tx.SaveCadre(c) })
		people = append(people, c)
		step("修改", func(tx *Tx) error { c.StaffNo = fmt.Sprint(i); return tx.SaveCadre(c) })
		step("来源", func(tx *Tx) error { return tx.PutSource(c.ID, "lrmx", c.Name+".lrmx", []byte(c.Name)) })
		step("设置", func(tx *Tx) error { return tx.SetSetting(fmt.Sprintf("phrases.%d", i%7), c.Name) })
	}
	r := &review.Round{Name: "某批次"}
	step("新建批次", func(tx *Tx) error { return tx.SaveRound(r) })
	for i, c := range people[:35] {
		b := &review.Branch{RoundID: r.ID, Name: fmt.Sprintf("总支%02d", i)}
		step("总支", func(tx *Tx) error { return tx.SaveBranch(b) })
		sub := &review.Subject{RoundID: r.ID, CadreID: c.ID, BranchID: b.ID}
		step("对象", func(tx *Tx) error { return tx.SaveSubject(sub) })
		step("环节", func(tx *Tx) error { sub.Stage = "talk"; return tx.SaveSubject(sub) })
		step("说明", func(tx *Tx) error {
			return tx.SaveWaiver(&review.Waiver{RoundID: r.ID, Key: c.ID, Reason: "已核实"})
		})
	}
	step("删除批次", func(tx *Tx) error { return tx.DeleteRound(r.ID) })
	if steps < 300 {
		t.Fatalf("only %d steps", steps)
	}
	for i := range steps {
		if i%50 == 0 {
			s.Close()
			s = openAt(t, path)
		}
		if _, err := s.Undo(ctx); err != nil {
			t.Fatalf("undo %d of %d: %v", i+1, steps, err)
		}
	}
	for key := range kinds {
		var n int
		if err := s.read.QueryRow("SELECT COUNT(*) FROM " + key).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d of %s are left, %v", n, key, err)
		}
	}
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 || rep.Entries != 2*steps {
		t.Errorf("%+v", rep)
	}
}
