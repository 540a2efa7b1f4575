package store

import (
	"testing"

	"kaocha/data/review"
)

// A unit stands in a round by its name, without a record in the register; the
// same name twice is refused, of another kind it is another subject.
func TestSubjectsOutsideTheRegister(t *testing.T) {
	s := openNew(t)
	r := &review.Round{Name: "年度考核"}
	add := func(sub review.Subject) error {
		sub.RoundID = r.ID
		return s.Do(ctx, "加入", func(tx *Tx) error { return tx.SaveSubject(&sub) })
	}
	if err := s.Do(ctx, "新建", func(tx *Tx) error { return tx.SaveRound(r) }); err != nil {
		t.Fatal(err)
	}
	for _, sub := range []review.Subject{
		{Kind: "unit", Name: "甲所", Events: []review.Event{{Log: "review"}}},
		{Kind: "unit", Name: "乙所"}, {Kind: "hospital", Name: "甲所"}} {
		if err := add(sub); err != nil {
			t.Fatal(err)
		}
	}
	if err := add(review.Subject{Kind: "unit", Name: "甲所"}); err == nil {
		t.Error("the same unit twice")
	}
	if err := add(review.Subject{Kind: "unit", Name: "　"}); err == nil {
		t.Error("a unit without a name")
	}
	var names []string
	err := s.EachFile(ctx, r.ID, func(f *review.File) error {
		if f.Cadre == nil || f.Cadre.Name != f.Subject.Name {
			t.Errorf("file of %s has %v", f.Subject.Name, f.Cadre)
		}
		for _, e := range f.Subject.Events {
			if e.ID == "" {
				t.Error("event without an ID")
			}
		}
		names = append(names, f.Cadre.Name)
		return nil
	})
	if err != nil || len(names) != 3 {
		t.Errorf("%v, %v", names, err)
	}
	if err := s.Do(ctx, "删除", func(tx *Tx) error { return tx.DeleteRound(r.ID) }); err != nil {
		t.Error(err)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Error(err)
	}
	if subs, err := s.Subjects(ctx, r.ID); err != nil || len(subs) != 3 {
		t.Errorf("after undo: %d, %v", len(subs), err)
	}
}

// The step to subjects of any kind keeps every subject that was there.
func TestMigrationToSubjectsOfAnyKind(t *testing.T) {
	ms, err := loadMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/旧.db"
	old, err := Open(path, Options{migrations: ms[:2]})
	if err != nil {
		t.Fatal(err)
	}
	c := person("某某")
	insertOld(t, old, c)
	for _, q := range []string{
		`INSERT INTO round (id, version, name, body) VALUES ('r', 1, '批次', '{"id":"r","name":"批次"}')`,
		`INSERT INTO subject (id, version, round_id, cadre_id, ord, stage, body) VALUES ('s', 7, 'r', '` + c.ID + `', 3, 'voting', '{"id":"s","roundId":"r","cadreId":"` + c.ID + `","stage":"voting","order":3}')`,
	} {
		if _, err := old.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	old.Close()
	s := openAt(t, path)
	f, err := s.SubjectFile(ctx, "s")
	if err != nil || f.Cadre == nil || f.Cadre.Name != "某某" || f.Subject.Stage != "voting" {
		t.Fatalf("%+v %v", f, err)
	}
	if err := s.Do(ctx, "y", func(tx *Tx) error { f.Subject.Stage = "talking"; return tx.SaveSubject(f.Subject) }); err != nil {
		t.Error(err)
	}
}
