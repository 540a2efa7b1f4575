package store

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// spoil writes random bytes over the leaf pages that hold a text, and salvages.
func spoil(t *testing.T, path string, holds func(page []byte) bool) (*Store, Salvaged) {
	t.Helper()
	b := bytesOf(t, path)
	rnd := rand.New(rand.NewPCG(7, 8))
	n := 0
	for at := 4096; at < len(b); at += 4096 {
		page := b[at : at+4096]
		if !holds(page) {
			continue
		}
		n++
		for i := range page {
			page[i] = byte(rnd.Uint32())
		}
	}
	if n == 0 {
		t.Fatal("no page was spoilt")
	}
	dir := t.TempDir()
	bad, to := filepath.Join(dir, "坏.db"), filepath.Join(dir, "救出.db")
	if err := os.WriteFile(bad, b, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Salvage(ctx, bad, to, "张三")
	if err != nil {
		t.Fatal(err)
	}
	return openAt(t, to), got
}

func salvageEntry(t *testing.T, s *Store) LogEntry {
	t.Helper()
	list, err := s.Entries(ctx, LogSalvage, 0)
	if err != nil || len(list) != 1 || list[0].Salvage == nil {
		t.Fatalf("%+v %v", list, err)
	}
	return list[0]
}

// manyEntries is a log over several pages, closed, with its last seal and one
// from its first page.
func manyEntries(t *testing.T) (path, early, head string) {
	t.Helper()
	s := openNew(t)
	for range 30 {
		saved(t, s, "甲")
	}
	early, err := s.SealOf(ctx, 5)
	if err != nil {
		t.Fatal(err)
	}
	for range 60 {
		saved(t, s, "乙")
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	head, err = s.ChainHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	return s.Path(), early, head
}

// A part of the log is lost: the chain is whole again and tells of the salvage;
// what stands before the loss keeps its seals; nothing before it can be undone.
func TestSalvageTellsOfALostPartOfTheLog(t *testing.T) {
	path, early, head := manyEntries(t)
	s, got := spoil(t, path, func(page []byte) bool {
		return page[0] == 0x0d && bytes.Contains(page, []byte(head)) && bytes.Contains(page, []byte("撤销："))
	})
	if got.Whole || !got.Log.Sealed || got.Log.Entries != 91 || got.Log.Gone+len(got.Log.Partial) == 0 {
		t.Fatalf("%+v", got)
	}
	rep := checked(t, s, early[:16])
	if len(rep.Breaks) != 0 || !rep.Known || len(rep.Salvages) != 1 {
		t.Fatalf("%+v", rep)
	}
	e := salvageEntry(t, s)
	if e.User != "张三" || e.File != "坏.db" || e.Salvage.Log.Gone != got.Log.Gone || e.Salvage.Log.Head != head {
		t.Errorf("%+v %+v", e, e.Salvage.Log)
	}
	// A seal from behind the loss cannot vouch for anything any more.
	if rep := checked(t, s, head[:16]); rep.Known || len(rep.Breaks) != 1 || !strings.Contains(rep.Breaks[0].What, "抢救") {
		t.Errorf("%+v", rep)
	}
	if label, err := s.CanUndo(ctx); err != nil || label != "" {
		t.Errorf("could undo %q %v", label, err)
	}
	if err := s.UndoAction(ctx, 2); err == nil || !strings.Contains(err.Error(), "抢救") {
		t.Errorf("undid: %v", err)
	}
	n := saved(t, s, "丙")
	if _, err := s.Undo(ctx); err != nil {
		t.Error(err)
	}
	if _, err := s.Redo(ctx); err != nil {
		t.Error(err)
	}
	if v, err := s.History(ctx, KindCadre, n.ID); err != nil || len(v) != 3 {
		t.Errorf("%d versions, %v", len(v), err)
	}
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 {
		t.Errorf("%+v", rep.Breaks)
	}
}

// Changes without their words, and the reverse, whatever page is lost: green,
// and the entry is there.
func TestEverySalvageIsWholeAgainAndTold(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	path, _, _ := lived(t)
	whole := bytesOf(t, path)
	step := 1
	if testing.Short() {
		step = 5
	}
	resealed, fitted := 0, 0
	for at := 0; at < len(whole); at += 4096 * step {
		b := bytes.Clone(whole)
		copy(b[at:at+4096], bytes.Repeat([]byte{0xA5}, 4096))
		dir := t.TempDir()
		bad, to := filepath.Join(dir, "坏.db"), filepath.Join(dir, "救出.db")
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Salvage(ctx, bad, to, "")
		if err != nil {
			t.Errorf("page %d: %v", at/4096, err)
			continue
		}
		s := openAt(t, to)
		if rep := checked(t, s, ""); len(rep.Breaks) != 0 || len(rep.Salvages) != 1 {
			t.Errorf("page %d: %+v", at/4096, rep)
		}
		s.Close()
		if got.Log.Sealed {
			resealed++
		}
		fitted += got.Log.Fitted
	}
	if resealed == 0 || fitted == 0 {
		t.Errorf("%d sealed anew, %d fitted: the test did not test", resealed, fitted)
	}
}

// Cut off in the middle: what is lost of the records is said by the entry.
func TestSalvageOfHalfAFileIsWholeAgain(t *testing.T) {
	path, _, _ := lived(t)
	whole := bytesOf(t, path)
	done := 0
	for tenth := 3; tenth < 10; tenth++ {
		dir := t.TempDir()
		bad, to := filepath.Join(dir, "坏.db"), filepath.Join(dir, "救出.db")
		if err := os.WriteFile(bad, whole[:len(whole)*tenth/10], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Salvage(ctx, bad, to, ""); err != nil {
			continue
		}
		s := openAt(t, to)
		if rep := checked(t, s, ""); len(rep.Breaks) != 0 {
			t.Errorf("%d/10: %+v", tenth, rep.Breaks)
		}
		salvageEntry(t, s)
		s.Close()
		done++
	}
	if done < 3 {
		t.Errorf("only %d could be salvaged", done)
	}
}

// A salvage does not wash away what was tampered with before it, where the
// damage does not explain it.
func TestSalvageKeepsTamperingVisible(t *testing.T) {
	for name, q := range map[string]string{
		"entry":          "UPDATE action SET label = '无事' WHERE id = 6",
		"entry removed":  "DELETE FROM action WHERE id = 6",
		"record":         "UPDATE cadre SET body = replace(body, '乙', '己')",
		"record removed": "DELETE FROM setting",
		"end cut off":    "DELETE FROM change WHERE action_id = 7; DELETE FROM action WHERE id = 7",
	} {
		t.Run(name, func(t *testing.T) {
			s := logged(t)
			if _, err := s.write.Exec("PRAGMA foreign_keys = 0; " + q); err != nil {
				t.Fatal(err)
			}
			s.Close()
			to := filepath.Join(t.TempDir(), "救出.db")
			got, err := Salvage(ctx, s.Path(), to, "")
			if err != nil || got.Log.Sealed {
				t.Fatalf("%+v %v", got, err)
			}
			if rep := checked(t, openAt(t, to), ""); len(rep.Breaks) == 0 || len(rep.Salvages) != 1 {
				t.Errorf("%+v", rep)
			}
		})
	}
}

// After a salvage tampering is found as before, the salvage's own entry included.
func TestTamperingAfterASalvageIsFound(t *testing.T) {
	path, _, head := manyEntries(t)
	for name, q := range map[string]string{
		"an entry of before": "UPDATE action SET by_user = '别人' WHERE id = 3",
		"the loss":           "UPDATE action SET detail = replace(detail, '\"Whole\":false', '\"Whole\":true') WHERE kind = 'salvage'",
		"the salvage":        "DELETE FROM change WHERE action_id IN (SELECT id FROM action WHERE kind = 'salvage'); DELETE FROM action WHERE kind = 'salvage'",
		"what it fitted":     "UPDATE change SET after_body = NULL WHERE action_id = (SELECT id FROM action WHERE kind = 'salvage')",
		"a record":           "UPDATE cadre SET body = replace(body, '甲', '己')",
		"a new entry":        "DELETE FROM change WHERE action_id = (SELECT MAX(id) FROM action); DELETE FROM action WHERE id = (SELECT MAX(id) FROM action)",
	} {
		t.Run(name, func(t *testing.T) {
			s, got := spoil(t, path, func(page []byte) bool {
				return page[0] == 0x0d && (bytes.Contains(page, []byte(head)) || bytes.Contains(page, []byte(`"name":"乙"`)))
			})
			if got.Log.Fitted == 0 {
				t.Fatalf("%+v", got)
			}
			saved(t, s, "丁")
			if rep := checked(t, s, ""); len(rep.Breaks) != 0 {
				t.Fatalf("%+v", rep.Breaks)
			}
			if _, err := s.write.Exec("PRAGMA foreign_keys = 0; " + q); err != nil {
				t.Fatal(err)
			}
			if rep := checked(t, s, ""); len(rep.Breaks) == 0 {
				t.Errorf("not found: %+v", rep)
			}
		})
	}
}
