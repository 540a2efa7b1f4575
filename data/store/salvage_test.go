package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bodies are all records of a database as they are kept, by kind and id.
func bodies(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	for key := range kinds {
		rows, err := s.read.Query("SELECT id, body FROM " + key)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, body string
			if err := rows.Scan(&id, &body); err != nil {
				t.Fatal(err)
			}
			out[key+" "+id] = body
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return out
}

// lived is a database with a round, deleted and changed persons, long texts
// that go over several pages, a photo and a received file; closed.
func lived(t testing.TB) (path string, records map[string]string, counts Counts) {
	t.Helper()
	s := openNew(t)
	makeWorld(t, s)
	for i := range 12 {
		c := saved(t, s, fmt.Sprint("某", i))
		c.Remarks = strings.Repeat("长文字", 700*(i%3))
		do(t, s, "改", func(tx *Tx) error { return tx.SaveCadre(c) })
		if i%4 == 3 {
			do(t, s, "删", func(tx *Tx) error { return tx.DeleteCadre(c.ID) })
		}
	}
	do(t, s, "文件", func(tx *Tx) error {
		_, err := tx.PutFile("总结.docx", bytes.Repeat([]byte("内容"), 5000))
		return errors.Join(err, tx.SetSetting("school", "甲大学"))
	})
	records = bodies(t, s)
	counts, err := countsOf(ctx, s.read)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.Path(), records, counts
}

// A good file comes out as it is: records, history, files, undo.
func TestSalvageOfAWholeFile(t *testing.T) {
	path, want, counts := lived(t)
	before := bytesOf(t, path)
	to := filepath.Join(t.TempDir(), "救出.db")
	got, err := Salvage(ctx, path, to, "张三")
	if err != nil || got.Counts != counts || !got.Whole || got.Pages+got.Rows+got.Dropped+got.FromHistory != 0 {
		t.Fatalf("%+v, want %+v, %v", got, counts, err)
	}
	if !bytes.Equal(before, bytesOf(t, path)) {
		t.Error("the damaged file was changed")
	}
	s := openAt(t, to)
	if have := bodies(t, s); !maps.Equal(have, want) {
		t.Errorf("%d records, want %d", len(have), len(want))
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Error(err)
	}
	if _, err := Salvage(ctx, path, to, "张三"); err == nil {
		t.Error("written over a file")
	}
}

// CASES T06: whichever page is destroyed, every record is got out again: from
// its own row or from the history, which lies elsewhere; nothing that was
// deleted comes back.
func TestSalvageOfEveryDestroyedPage(t *testing.T) {
	path, want, counts := lived(t)
	whole := bytesOf(t, path)
	step, tried, lost := scale(3, 1), 0, 0
	if testing.Short() && !thorough {
		step = 7
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	healed, broken := 0, 0
	for at := 0; at < len(whole); at += 4096 * step {
		b := bytes.Clone(whole)
		for i := at; i < at+4096; i++ {
			b[i] = byte(rnd.Uint32())
		}
		dir := t.TempDir()
		bad, to := filepath.Join(dir, "坏.db"), filepath.Join(dir, "救出.db")
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		tried++
		got, err := Salvage(ctx, bad, to, "张三")
		if err != nil {
			t.Errorf("page %d: %v", at/4096, err)
			lost++
			continue
		}
		if got.Cadres != counts.Cadres || got.Rounds != counts.Rounds || got.Subjects != counts.Subjects {
			t.Errorf("page %d: %+v, want %+v", at/4096, got, counts)
		}
		s := openAt(t, to)
		if have := bodies(t, s); !maps.Equal(have, want) {
			t.Errorf("page %d: records differ", at/4096)
			lost++
		}
		saved(t, s, "新")
		s.Close()
		healed += min(got.FromHistory, 1)
		if !got.Whole {
			broken++
		}
	}
	tell(t, "T06 salvage with one page destroyed", tried, lost)
	if healed == 0 || broken == 0 {
		t.Errorf("%d from the history, %d with broken steps: the test did not test", healed, broken)
	}
}

// Truncated at half: what is there is got out, what it refers to and is lost is
// not left dangling.
func TestSalvageOfATruncatedFile(t *testing.T) {
	path, want, _ := lived(t)
	whole := bytesOf(t, path)
	got := 0
	for tenth := 1; tenth < 10; tenth++ {
		dir := t.TempDir()
		bad, to := filepath.Join(dir, "坏.db"), filepath.Join(dir, "救出.db")
		if err := os.WriteFile(bad, whole[:len(whole)*tenth/10], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Salvage(ctx, bad, to, "张三"); err != nil {
			continue // too little left
		}
		s := openAt(t, to)
		for key, body := range bodies(t, s) {
			if want[key] == body {
				got++
			}
		}
		if ok, why := CheckFile(to); !ok {
			t.Error(why)
		}
		s.Close()
	}
	if got < len(want) {
		t.Errorf("only %d records from nine truncated files", got)
	}
}

// What is no database gives nothing and leaves nothing behind.
func TestSalvageOfNothing(t *testing.T) {
	for name, content := range map[string][]byte{"empty": {}, "text": []byte(strings.Repeat("考察材料清单\n", 2000)), "random": bytes.Repeat([]byte{13, 0, 7}, 9000)} {
		dir := t.TempDir()
		bad := filepath.Join(dir, "坏.db")
		os.WriteFile(bad, content, 0o600)
		if got, err := Salvage(ctx, bad, filepath.Join(dir, "救出.db"), ""); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
		if got := listing(t, dir); got != "坏.db" {
			t.Errorf("%s: left behind %s", name, got)
		}
	}
}
