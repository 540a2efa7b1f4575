package job

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kaocha/app/sample"
	"kaocha/data/exchange"
	"kaocha/data/store"
)

// The stick is there, then away for longer than the reminder allows, then back:
// what it missed is made up for.
func TestSecondPlaceComesAndGoes(t *testing.T) {
	s := withSample(t)
	now := sample.Today.Time()
	s.Now = func() time.Time { return now }
	stick := filepath.Join(t.TempDir(), "U盘")
	if err := s.SetSecondPlace(ctx, stick, 7); err == nil {
		t.Error("a folder that is not there was taken")
	}
	if err := os.Mkdir(stick, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSecondPlace(ctx, filepath.Dir(s.Store.Path()), 7); err == nil {
		t.Error("the database's own folder was taken")
	}
	if err := s.SetSecondPlace(ctx, stick, 0); err == nil {
		t.Error("0 days were taken")
	}
	if err := s.SetSecondPlace(ctx, stick, 7); err != nil {
		t.Fatal(err)
	}
	p, err := s.SecondPlace(ctx)
	if err != nil || !p.There || !strings.Contains(p.Reminder(now), "一次也没有") {
		t.Fatalf("%+v %v", p, err)
	}
	first, err := s.BackupSecond(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if ok, why := store.CheckFile(first); !ok || !strings.HasPrefix(first, stick) {
		t.Fatal(first, why)
	}
	now = now.AddDate(0, 0, 7)
	if p, _ = s.SecondPlace(ctx); p.Reminder(now) != "" {
		t.Errorf("reminded after seven days: %s", p.Reminder(now))
	}
	away := stick + " 拔出"
	if err := os.Rename(stick, away); err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, 2)
	p, _ = s.SecondPlace(ctx)
	if p.There || !strings.Contains(p.Reminder(now), "已有 9 天") {
		t.Errorf("%+v: %s", p, p.Reminder(now))
	}
	if _, err := s.BackupSecond(ctx); err == nil || !strings.Contains(err.Error(), "接不上") {
		t.Errorf("backed up to a stick that is away: %v", err)
	}
	if _, err := s.Set(ctx, SetSchool, "某大学"); err != nil {
		t.Fatal(err)
	}
	backup, err := s.KeepBackup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if to, err := s.KeepSecond(ctx, backup); err != nil || to != "" {
		t.Errorf("%s, %v", to, err)
	}
	if err := os.Rename(away, stick); err != nil {
		t.Fatal(err)
	}
	second, err := s.KeepSecond(ctx, backup)
	if err != nil || second == first {
		t.Fatal(second, err)
	}
	if err := os.WriteFile(second, []byte("半份"), 0o600); err != nil { // pulled out while it was written
		t.Fatal(err)
	}
	if again, err := s.KeepSecond(ctx, backup); err != nil || again != second {
		t.Fatal(again, err)
	}
	if ok, why := store.CheckFile(second); !ok {
		t.Error(why)
	}
	if p, _ = s.SecondPlace(ctx); p.Reminder(now) != "" || !p.Last.Equal(now) {
		t.Errorf("%+v", p)
	}
}

// Before an import and a merge there is a backup of everything.
func TestBackupBeforeImport(t *testing.T) {
	s := withSample(t)
	plan, _, err := s.PlanImport(ctx, []string{"../command/testdata/qimingyuan.lrmx"}, exchange.RosterOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Import(ctx, plan, nil); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	list := s.Backups()
	if len(list) != 1 || list[0].Kind != "自动备份" {
		t.Fatalf("%+v", list)
	}
	c, err := store.Compare(ctx, list[0].Path, s.Store.Path())
	if err != nil || len(c.Lost) != 1 || len(c.LostPersons) != 1 || c.LostPersons[0] != "齐明远" {
		t.Errorf("%+v %v", c, err)
	}
}
