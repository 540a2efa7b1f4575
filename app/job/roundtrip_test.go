package job

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaocha/app/sample"
	"kaocha/data/cadre"
	"kaocha/data/exchange"
	"kaocha/data/store"
)

// An import of an export changes nothing: every person of the sample, as .lrmx
// files, as a workbook and as CSV, is unchanged field by field, and a second
// export has the same bytes.
func TestImportOfAnExportChangesNothing(t *testing.T) {
	ctx := context.Background()
	s, err := Open(filepath.Join(t.TempDir(), "库.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := sample.Install(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	lrmx := filepath.Join(dir, "任免表")
	if n, err := s.ExportLRMX(ctx, lrmx, store.CadreFilter{}, nil); n != 36 || err != nil {
		t.Fatal(n, err)
	}
	paths := []string{lrmx}
	for _, name := range []string{"花名册.xlsx", "花名册.csv"} {
		p := filepath.Join(dir, name)
		if n, err := s.ExportRoster(ctx, p, store.CadreFilter{}, nil); n != 36 || err != nil {
			t.Fatal(n, err)
		}
		paths = append(paths, p)
	}
	before, _ := s.Store.LastAction(ctx)
	for _, p := range paths {
		plan, _, err := s.PlanImport(ctx, []string{p}, exchange.RosterOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(plan.Items) != 36 || plan.Count(exchange.Unchanged) != 36 {
			for _, it := range plan.Items {
				if it.Kind != exchange.Unchanged {
					t.Errorf("%s: %s is %s: %+v %s", filepath.Base(p), it.Person.Cadre.Name, it.Kind, it.Changes, it.Reason)
				}
			}
			t.Errorf("%s: %d persons, %d unchanged", filepath.Base(p), len(plan.Items), plan.Count(exchange.Unchanged))
		}
		if n, err := s.Import(ctx, plan, nil); n != 0 || err != nil {
			t.Errorf("%s: %d written, %v", filepath.Base(p), n, err)
		}
	}
	if n, _ := s.Store.LastAction(ctx); n != before {
		t.Error("something was written")
	}
	again := filepath.Join(dir, "再一次")
	if _, err := s.ExportLRMX(ctx, again, store.CadreFilter{}, nil); err != nil {
		t.Fatal(err)
	}
	files, _ := os.ReadDir(lrmx)
	for _, f := range files {
		a, err1 := os.ReadFile(filepath.Join(lrmx, f.Name()))
		b, err2 := os.ReadFile(filepath.Join(again, f.Name()))
		if err1 != nil || err2 != nil || string(a) != string(b) {
			t.Errorf("%s differs the second time: %v %v", f.Name(), err1, err2)
		}
	}
}

// CASES T13: today is the calendar day of the place, and what is due is a
// calendar date: it is the same in every time zone, and a clock set back two
// years loses no step and no backup.
func TestClockJumpsAndTimeZones(t *testing.T) {
	ctx := context.Background()
	s, err := Open(filepath.Join(t.TempDir(), "库.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	home := time.Local
	defer func() { time.Local = home }()
	c := &cadre.Cadre{Name: "某某", Unit: "甲学院", Probation: cadre.Probation{Position: "主任", Start: cadre.MustDate("2025.11.30"), Months: 12}}
	due := ""
	for _, zone := range []struct {
		name  string
		hours int
		today string
	}{{"东八区", 8, "2026.11.25"}, {"UTC", 0, "2026.11.24"}, {"东十四区", 14, "2026.11.25"}, {"西十区", -10, "2026.11.24"}} {
		time.Local = time.FixedZone(zone.name, zone.hours*3600)
		at := time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC)
		s.Now = func() time.Time { return at.In(time.Local) }
		if got := s.Today().String(); got != zone.today {
			t.Errorf("%s: today is %s, want %s", zone.name, got, zone.today)
		}
		c.Remarks = zone.name
		if err := s.SaveCadre(ctx, c, nil); err != nil {
			t.Fatal(err)
		}
		list, _, err := s.Store.Cadres(ctx, store.CadreFilter{})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		if due == "" {
			due = list[0].Probation.EndDate(12).String()
		}
		if got := list[0].Probation.EndDate(12).String(); got != due || got == "" {
			t.Errorf("%s: due %s, elsewhere %s", zone.name, got, due)
		}
		if _, err := s.KeepBackup(ctx); err != nil {
			t.Fatal(err)
		}
	}
	kept := len(s.Backups())
	at := time.Date(2024, 11, 24, 9, 0, 0, 0, time.UTC) // the clock goes back two years
	s.Now = func() time.Time { return at }
	c.Remarks = "后来"
	if err := s.SaveCadre(ctx, c, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.KeepBackup(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Backups()); n != kept+1 {
		t.Errorf("%d backups after the jump, want %d", n, kept+1)
	}
	if acts, err := s.Store.Actions(ctx, 1); err != nil || len(acts) != 1 || acts[0].ID != 5 {
		t.Errorf("the last step is %+v, %v", acts, err)
	}
}
