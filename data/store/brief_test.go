package store

import (
	"path/filepath"
	"reflect"
	"testing"

	"kaocha/data/cadre"
)

// full is a person with every field of a Brief, one of them with the separator.
func full() *cadre.Cadre {
	c := person("林知秋")
	c.Sex, c.Political, c.StaffNo, c.Position = "女", "中共党员", "S2010101", "教务处␟副处长"
	c.Probation = cadre.Probation{Position: "副处长", Start: cadre.MustDate("2024.11.22"), Months: 6, End: cadre.MustDate("2025.12.31"), Result: "延长"}
	return c
}

// brief is what the list should say of that person.
func brief(c *cadre.Cadre) *Brief {
	p := c.Probation
	p.Position = ""
	return &Brief{ID: c.ID, Name: "林知秋", Sex: "女", Birth: c.Birth, Branch: c.Branch, Unit: c.Unit, Position: "教务处 副处长", Rank: c.Rank,
		IDNumber: c.IDNumber, StaffNo: "S2010101", Political: "中共党员", Probation: p}
}

func briefs(t *testing.T, s *Store) []*Brief {
	t.Helper()
	list, err := s.Briefs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.CountCadres(ctx); err != nil || n != len(list) {
		t.Errorf("%d counted, %d listed: %v", n, len(list), err)
	}
	return list
}

func TestBriefsFollowTheRecords(t *testing.T) {
	s := openNew(t)
	c := full()
	do(t, s, "存", func(tx *Tx) error { return tx.SaveCadre(c) })
	saved(t, s, "丁冬")
	list := briefs(t, s)
	if len(list) != 2 || list[0].Name != "丁冬" || !reflect.DeepEqual(list[1], brief(c)) {
		t.Fatalf("listed %+v", list)
	}
	c.Political = "群众"
	do(t, s, "改", func(tx *Tx) error { return tx.SaveCadre(c) })
	if got := briefs(t, s)[1].Political; got != "群众" {
		t.Errorf("after a change %s", got)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := briefs(t, s)[1].Political; got != "中共党员" {
		t.Errorf("after undo %s", got)
	}
	do(t, s, "删", func(tx *Tx) error { return tx.DeleteCadre(c.ID) })
	if n := len(briefs(t, s)); n != 1 {
		t.Errorf("%d left", n)
	}
}

// insertOld stores a person as a database before the narrow column did.
func insertOld(t *testing.T, old *Store, c *cadre.Cadre) {
	t.Helper()
	if err := assign(&c.ID); err != nil {
		t.Fatal(err)
	}
	row := cadreColumns(c)
	delete(row, "brief")
	body, err := marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	row["id"], row["version"], row["body"] = c.ID, 1, body
	if _, err := old.write.NewInsert().Model(&row).TableExpr("cadre").Exec(ctx); err != nil {
		t.Fatal(err)
	}
}

// A database of the first version has persons without the column.
func TestBriefsOfAnOlderDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	ms, err := loadMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	old, err := Open(path, Options{Now: clock(), migrations: ms[:1]})
	if err != nil {
		t.Fatal(err)
	}
	c := full()
	insertOld(t, old, c)
	old.Close()
	shown, err := Open(path, Options{Now: clock(), ReadOnly: true}) // without being brought up to date
	if err != nil {
		t.Fatal(err)
	}
	if list := briefs(t, shown); len(list) != 1 || !reflect.DeepEqual(list[0], brief(c)) {
		t.Errorf("as it was: %+v", list[0])
	}
	shown.Close()
	list := briefs(t, openAt(t, path))
	if len(list) != 1 || !reflect.DeepEqual(list[0], brief(c)) {
		t.Errorf("listed %+v, want %+v", list[0], brief(c))
	}
}
