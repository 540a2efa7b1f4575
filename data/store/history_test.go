package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

func setPhone(t *testing.T, s *Store, id, phone string) {
	t.Helper()
	do(t, s, "电话改为"+phone, func(tx *Tx) error {
		c, err := tx.Cadre(ctx, id)
		if err != nil {
			return err
		}
		c.Mobile = phone
		return tx.SaveCadre(c)
	})
}

func phone(t *testing.T, s *Store, id string) string {
	t.Helper()
	c, err := s.Cadre(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return "gone"
	}
	if err != nil {
		t.Fatal(err)
	}
	return c.Mobile
}

func TestUndoRedoChain(t *testing.T) {
	s := openNew(t)
	id := saved(t, s, "李四").ID
	setPhone(t, s, id, "1")
	setPhone(t, s, id, "2")
	step := func(fn func(context.Context) (string, error), label, want string) {
		t.Helper()
		got, err := fn(ctx)
		if label == "" {
			if !errors.Is(err, ErrNothing) {
				t.Fatalf("got %q, %v; want nothing to do", got, err)
			}
		} else if err != nil || got != label {
			t.Fatalf("got %q, %v; want %q", got, err, label)
		}
		if p := phone(t, s, id); p != want {
			t.Fatalf("phone %q, want %q", p, want)
		}
	}
	step(s.Redo, "", "2")
	step(s.Undo, "电话改为2", "1")
	step(s.Undo, "电话改为1", "")
	if u, _ := s.CanUndo(ctx); u != "新增李四" {
		t.Errorf("can undo %q", u)
	}
	if r, _ := s.CanRedo(ctx); r != "电话改为1" {
		t.Errorf("can redo %q", r)
	}
	step(s.Redo, "电话改为1", "1")
	step(s.Redo, "电话改为2", "2")
	step(s.Redo, "", "2")
	step(s.Undo, "电话改为2", "1")
	step(s.Undo, "电话改为1", "")
	step(s.Undo, "新增李四", "gone")
	step(s.Undo, "", "gone")
	step(s.Redo, "新增李四", "")
	setPhone(t, s, id, "3") // a new action ends what could be redone
	step(s.Redo, "", "3")
	step(s.Undo, "电话改为3", "")
	step(s.Redo, "电话改为3", "3")
}

func TestUndoActionOutOfTurn(t *testing.T) {
	s := openNew(t)
	a, b := saved(t, s, "甲"), saved(t, s, "乙")
	setPhone(t, s, a.ID, "1")
	first, _ := s.LastAction(ctx)
	setPhone(t, s, b.ID, "9")
	if err := s.UndoAction(ctx, first); err != nil || phone(t, s, a.ID) != "" || phone(t, s, b.ID) != "9" {
		t.Fatalf("%v, %q, %q", err, phone(t, s, a.ID), phone(t, s, b.ID))
	}
	if err := s.UndoAction(ctx, first); err == nil || !strings.Contains(err.Error(), "已经撤销") {
		t.Errorf("twice: %v", err)
	}
	setPhone(t, s, a.ID, "2")
	second, _ := s.LastAction(ctx)
	setPhone(t, s, a.ID, "3")
	err := s.UndoAction(ctx, second)
	if !errors.Is(err, ErrConflict) || !strings.Contains(err.Error(), "电话改为3") || !strings.Contains(err.Error(), "甲") {
		t.Errorf("changed since: %v", err)
	}
	if phone(t, s, a.ID) != "3" {
		t.Error("a refused undo changed something")
	}
	if err := s.UndoAction(ctx, 999); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	undoing, _ := s.Actions(ctx, 0)
	for _, x := range undoing {
		if x.Kind == undoAction {
			if err := s.UndoAction(ctx, x.ID); !errors.Is(err, ErrInvalid) {
				t.Errorf("undo of an undo: %v", err)
			}
		}
	}
}

func TestUndoRefusedWhileReferred(t *testing.T) {
	s := openNew(t)
	c := saved(t, s, "甲")
	add, _ := s.LastAction(ctx)
	r := &review.Round{Name: "批次"}
	do(t, s, "建批次", func(tx *Tx) error { return tx.SaveRound(r) })
	do(t, s, "加对象", func(tx *Tx) error { return tx.SaveSubject(&review.Subject{RoundID: r.ID, CadreID: c.ID}) })
	if err := s.UndoAction(ctx, add); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "批次") {
		t.Errorf("got %v", err)
	}
}

func TestHistoryAndRestore(t *testing.T) {
	s := openNew(t)
	id := saved(t, s, "李四").ID
	setPhone(t, s, id, "1")
	one, _ := s.LastAction(ctx)
	setPhone(t, s, id, "2")
	do(t, s, "删", func(tx *Tx) error { return tx.DeleteCadre(id) })
	del, _ := s.LastAction(ctx)
	h, err := s.History(ctx, KindCadre, id)
	if err != nil || len(h) != 4 {
		t.Fatalf("%d versions, %v", len(h), err)
	}
	if h[0].After != nil || h[3].Before != nil || h[0].Action.Label != "删" || h[3].Action.User != "测试员" {
		t.Errorf("ends: %+v / %+v", h[0], h[3])
	}
	var c cadre.Cadre
	if err := json.Unmarshal(h[2].After, &c); err != nil || c.Mobile != "1" {
		t.Errorf("second version %+v, %v", c, err)
	}
	if err := s.RestoreVersion(ctx, KindCadre, id, del, ""); err != nil || phone(t, s, id) != "2" {
		t.Fatalf("restore deleted: %v, %q", err, phone(t, s, id))
	}
	if err := s.RestoreVersion(ctx, KindCadre, id, one, ""); err != nil || phone(t, s, id) != "1" {
		t.Fatalf("restore old: %v, %q", err, phone(t, s, id))
	}
	acts, _ := s.Actions(ctx, 1)
	if len(acts) != 1 || !strings.Contains(acts[0].Label, "恢复干部“李四”") || acts[0].Changes != 1 {
		t.Errorf("action %+v", acts)
	}
	if _, err := s.Undo(ctx); err != nil || phone(t, s, id) != "2" {
		t.Errorf("undo of a restore: %v, %q", err, phone(t, s, id))
	}
	if err := s.RestoreVersion(ctx, KindCadre, id, 999, ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown action: %v", err)
	}
	audit, err := s.Audit(ctx, 0)
	if err != nil || len(audit) != 7 {
		t.Fatalf("%d audit lines, %v", len(audit), err)
	}
	if last := audit[6]; last.What != "新增" || last.Name != "李四" || last.User != "测试员" || last.At.Day() != 23 {
		t.Errorf("first line %+v", last)
	}
	if audit[3].What != "删除" || audit[4].What != "修改" {
		t.Errorf("lines %+v", audit)
	}
}

func TestSameRecordTwiceInOneAction(t *testing.T) {
	s := openNew(t)
	c := person("甲")
	do(t, s, "两步", func(tx *Tx) error {
		err := tx.SaveCadre(c)
		c.Mobile = "7"
		return errors.Join(err, tx.SaveCadre(c))
	})
	if _, err := s.Undo(ctx); err != nil || phone(t, s, c.ID) != "gone" {
		t.Fatal(err)
	}
	if _, err := s.Redo(ctx); err != nil || phone(t, s, c.ID) != "7" {
		t.Fatal(err)
	}
}

func TestEventsAfterCommitOnly(t *testing.T) {
	s := openNew(t)
	var got []Event
	cancel := s.Subscribe(func(e Event) {
		got = append(got, e)
		if len(e.IDs) > 0 && e.Kind == KindCadre {
			if _, err := s.Cadre(ctx, e.IDs[0]); err != nil {
				t.Errorf("event before the record can be read: %v", err)
			}
			// A listener may write: the action is over.
			if e.Label == "甲乙" {
				do(t, s, "听到", func(tx *Tx) error { return tx.SetSetting("heard", "yes") })
			}
		}
	})
	boom := errors.New("boom")
	err := s.Do(ctx, "x", func(tx *Tx) error {
		if err := tx.SaveCadre(person("甲")); err != nil {
			return err
		}
		return boom
	})
	if err != boom || len(got) != 0 {
		t.Fatalf("%v, events %v", err, got)
	}
	if _, n, _ := s.Cadres(ctx, CadreFilter{}); n != 0 {
		t.Fatal("a failed action left a record")
	}
	do(t, s, "甲乙", func(tx *Tx) error {
		a := person("甲")
		err := errors.Join(tx.SaveCadre(a), tx.SaveCadre(person("乙")), tx.SaveRound(&review.Round{Name: "r"}))
		a.Mobile = "1"
		if len(got) != 0 {
			t.Error("event before the commit")
		}
		return errors.Join(err, tx.SaveCadre(a))
	})
	if len(got) != 3 || got[0].Kind != KindCadre || len(got[0].IDs) != 2 || got[0].Label != "甲乙" {
		t.Fatalf("events %+v", got)
	}
	cancel()
	saved(t, s, "丙")
	if len(got) != 3 {
		t.Error("heard after the end")
	}
}

func TestPanicRollsBackAndFreesTheStore(t *testing.T) {
	s := openNew(t)
	func() {
		defer func() { recover() }()
		s.Do(ctx, "x", func(tx *Tx) error {
			tx.SaveCadre(person("甲"))
			panic("fault")
		})
	}()
	if _, n, _ := s.Cadres(ctx, CadreFilter{}); n != 0 {
		t.Fatal("record left")
	}
	saved(t, s, "乙")
}

func TestCancelledActionLeavesNothing(t *testing.T) {
	s := openNew(t)
	c, cancel := context.WithCancel(ctx)
	err := s.Do(c, "x", func(tx *Tx) error {
		err := tx.SaveCadre(person("甲"))
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "已取消") {
		t.Fatalf("got %v", err)
	}
	if _, n, _ := s.Cadres(ctx, CadreFilter{}); n != 0 {
		t.Fatal("record left")
	}
	saved(t, s, "乙")
}

// Every table holds records with a history, which an undo brings back, or has a
// reason not to.
func TestEveryTableHasAHistoryOrAReason(t *testing.T) {
	reasons := map[string]string{
		"photo": "bytes by their hash: whoever refers to them has the history", "file": "as photo", "erased": "destroyed for good",
		"action": "the history", "change": "the history", "chain": "its seal", "migration": "the schema",
		"person_user": "no undo brings an old password back", "exchange_key": "an undo must not lose a key that was handed out",
		"exchange_key_old": "as exchange_key: what was encrypted for it can still be opened",
		"parcel_log":       "a number is not used twice, a refused file not forgotten",
		"parcel_base":      "what both sides last exchanged is so whatever is undone here",
	}
	s := openNew(t)
	names, err := collect(ctx, s.Reader, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", 0, func(rows *sql.Rows) (name string, err error) { return name, rows.Scan(&name) })
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if (kinds[n] != nil) == (reasons[n] != "") {
			t.Errorf("table %s: a kind of record %v, a reason %q", n, kinds[n] != nil, reasons[n])
		}
	}
}
