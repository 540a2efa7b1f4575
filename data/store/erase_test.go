package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/review"
)

// twoRounds has two rounds: only of the first, of both, of the second.
func twoRounds(t *testing.T, s *Store) (first, second *review.Round, hashes map[string]string) {
	t.Helper()
	first, second = &review.Round{Name: "甲批次"}, &review.Round{Name: "乙批次"}
	hashes = map[string]string{}
	do(t, s, "批次", func(tx *Tx) error {
		for _, r := range []*review.Round{first, second} {
			if err := tx.SaveRound(r); err != nil {
				return err
			}
		}
		c := person("何某")
		if err := tx.SaveCadre(c); err != nil {
			return err
		}
		for name, text := range map[string]string{"只甲": "SECRET-ONLY-FIRST " + strings.Repeat("甲", 9000), "两批": "SHARED", "只乙": "SECOND", "来源": "ORIGIN"} {
			h, err := tx.PutFile(name+".docx", []byte(text))
			if err != nil {
				return err
			}
			hashes[name] = h
		}
		if err := tx.PutSource(c.ID, "lrmx", "来源.lrmx", []byte("ORIGIN")); err != nil {
			return err
		}
		for r, names := range map[*review.Round][]string{first: {"只甲", "两批", "来源"}, second: {"两批", "只乙"}} {
			sub := &review.Subject{RoundID: r.ID, CadreID: c.ID}
			for _, n := range names {
				sub.SetMaterial(review.Material{Key: n, FileHash: hashes[n], FileName: n + ".docx"})
			}
			if err := tx.SaveSubject(sub); err != nil {
				return err
			}
		}
		return nil
	})
	return first, second, hashes
}

func TestEraseDestroysOnlyThisRoundsFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "考察通.db")
	s := openAt(t, path)
	first, _, hashes := twoRounds(t, s)
	backup := filepath.Join(t.TempDir(), "旧.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	marks := [][]byte{[]byte("SECRET-ONLY-FIRST"), []byte("SHARED"), []byte("ORIGIN")}
	for _, m := range marks {
		if !onDisk(t, path, m) {
			t.Fatalf("%s is not on the disk before", m)
		}
	}
	gone, err := s.Erase(ctx, first.ID, "销毁收到的文件", Detail{Reason: "保管期满"})
	if err != nil || len(gone) != 1 || gone[0].Name != "只甲.docx" {
		t.Fatalf("%+v %v", gone, err)
	}
	if onDisk(t, path, marks[0]) {
		t.Error("its bytes are still in the file or its log")
	}
	for _, n := range []string{"两批", "只乙", "来源"} {
		if _, _, err := s.File(ctx, hashes[n]); err != nil {
			t.Errorf("%s: %v", n, err)
		}
	}
	if _, _, err := s.File(ctx, hashes["只甲"]); !errors.Is(err, ErrErased) || !strings.Contains(err.Error(), "只甲.docx") {
		t.Errorf("what is told of a destroyed file: %v", err)
	}
	if n, err := HoldsFiles(ctx, backup, gone); n != 1 || err != nil {
		t.Errorf("the backup holds %d, %v", n, err)
	}
	if n, err := HoldsFiles(ctx, path, gone); n != 0 || err != nil {
		t.Errorf("the database holds %d, %v", n, err)
	}
	if _, err := s.Erase(ctx, first.ID, "再次", Detail{}); !errors.Is(err, ErrNothing) {
		t.Errorf("twice: %v", err)
	}
	if rep := checked(t, s, ""); len(rep.Breaks) != 0 {
		t.Errorf("%+v", rep.Breaks)
	}
	// No undo, however far, brings it back.
	for {
		if _, err := s.Undo(ctx); errors.Is(err, ErrNothing) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if onDisk(t, path, marks[0]) {
		t.Error("it came back")
	}
}

func onDisk(t *testing.T, path string, mark []byte) bool {
	t.Helper()
	for _, tail := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + tail)
		if err == nil && bytes.Contains(b, mark) {
			return true
		}
	}
	return false
}

// Replaced files, which only the history names, and those that only the records
// of a parcel name go with the rest; those records, the base of the next merge,
// stay and hold no bytes of a file. Another round's file stays.
func TestEraseDestroysWhatWasReplacedOrHandedIn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "考察通.db")
	s := openAt(t, path)
	r, other := &review.Round{Name: "甲批次"}, &review.Round{Name: "乙批次"}
	texts := map[string]string{"旧": "SECRET-REPLACED", "新": "SECRET-NOW", "移走": "SECRET-REMOVED", "报送": "SECRET-HANDED-IN", "别的": "KEEP-OTHER-ROUND", "佐证旧": "SECRET-PROOF-BEFORE", "佐证": "SECRET-PROOF-NOW", "别批佐证": "KEEP-PROOF"}
	hashes := map[string]string{}
	sub, theirs := &review.Subject{Name: "某人"}, &review.Subject{Name: "他人"}
	do(t, s, "收文件", func(tx *Tx) (err error) {
		for _, x := range []*review.Round{r, other} {
			if err := tx.SaveRound(x); err != nil {
				return err
			}
		}
		for name, text := range texts {
			if hashes[name], err = tx.PutFile(name+".docx", []byte(text)); err != nil {
				return err
			}
		}
		sub.RoundID, theirs.RoundID = r.ID, other.ID
		sub.SetMaterial(review.Material{Key: "a", FileHash: hashes["旧"], FileName: "旧.docx"})
		sub.SetMaterial(review.Material{Key: "b", FileHash: hashes["移走"], FileName: "移走.docx"})
		theirs.SetMaterial(review.Material{Key: "a", FileHash: hashes["别的"], FileName: "别的.docx"})
		theirs.Evidence = []review.Evidence{{Sheet: "x", Item: "a", FileHash: hashes["别批佐证"], FileName: "别批佐证.docx"}}
		sub.Evidence = []review.Evidence{{Sheet: "x", Item: "a", FileHash: hashes["佐证旧"], FileName: "佐证旧.docx"}}
		if err := tx.SaveSubject(theirs); err != nil {
			return err
		}
		return tx.SaveSubject(sub)
	})
	base := ""
	do(t, s, "换文件", func(tx *Tx) (err error) {
		sub.Materials = nil
		sub.SetMaterial(review.Material{Key: "a", FileHash: hashes["新"], FileName: "新.docx"})
		sub.Evidence = []review.Evidence{{Sheet: "x", Item: "a", FileHash: hashes["佐证"], FileName: "佐证.docx"}}
		if err := tx.SaveSubject(sub); err != nil {
			return err
		}
		if base, err = tx.PutFile("records.json", []byte(`{"people":[{"subject":{"materials":[{"key":"c","fileHash":"`+hashes["报送"]+`","fileName":"报送.docx"},{"key":"d","fileHash":"`+hashes["别的"]+`"}]}}]}`)); err != nil {
			return err
		}
		return tx.SaveHandover(&review.Handover{RoundID: r.ID, Records: base, File: "报送.kaocha"})
	})
	gone, err := s.Erase(ctx, r.ID, "销毁收到的文件", Detail{Reason: "保管期满"})
	if err != nil || len(gone) != 6 {
		t.Fatalf("%+v %v", gone, err)
	}
	for name, text := range texts {
		if want := strings.HasPrefix(name, "别"); onDisk(t, path, []byte(text)) != want {
			t.Errorf("%s: on the disk should be %v", name, want)
		}
	}
	if _, b, err := s.File(ctx, base); err != nil || bytes.Contains(b, []byte("SECRET")) {
		t.Errorf("the base of the next merge: %s %v", b, err)
	}
}
