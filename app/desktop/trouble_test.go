package desktop

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/app/desktop/desktest"
	"kaocha/app/job"
	"kaocha/data/store"
)

// troubled shows the page for a database that cannot be opened; the sessions
// that its ways out lead to are given.
func troubled(t *testing.T, db string) (*shell, *[]*job.Session, *string) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	d := desktest.New(t, nil)
	var opened []*job.Session
	var said string
	page := newTrouble(d, func(db string, way job.Way) (*job.Session, error) { return job.OpenFor(db, "李四", way) },
		func(s *job.Session, note string) {
			opened, said = append(opened, s), note
			t.Cleanup(func() { s.Close() })
		})
	_, err := job.OpenFor(db, "李四", job.ForWindow)
	if err == nil {
		t.Fatal("the database opens")
	}
	page.show(db, err)
	return &shell{d: d}, &opened, &said
}

func damagedSample(t *testing.T) (db string, bad []byte) {
	t.Helper()
	_, s := window(t, true)
	if _, err := s.KeepBackup(context.Background()); err != nil {
		t.Fatal(err)
	}
	c, err := s.FindCadre(context.Background(), "林知秋")
	if err != nil {
		t.Fatal(err)
	}
	c.Unit = "校史研究室"
	if err := s.SaveCadre(context.Background(), c, nil); err != nil {
		t.Fatal(err)
	}
	db = s.Store.Path()
	s.Close()
	if bad, err = os.ReadFile(db); err != nil {
		t.Fatal(err)
	}
	copy(bad[4096:], bytes.Repeat([]byte{0x5a}, 4*4096))
	if err := os.WriteFile(db, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	return db, bad
}

func text(sh *shell) string { return shown(sh.d.Win.Canvas().Content()) }

func TestDamagedFileOffersWhatIsLost(t *testing.T) {
	for way, unit := range map[string]string{"抢救后打开": "校史研究室", "恢复": ""} {
		db, bad := damagedSample(t)
		sh, opened, said := troubled(t, db)
		for _, want := range []string{"数据文件损坏", db, "抢救能得到：干部 36 人、批次 1 个、考察对象 24 名，做到第 2 步", "最近的备份：", "会少：此后的 1 步操作", "退出"} {
			if !strings.Contains(text(sh), want) {
				t.Errorf("the page lacks %q:\n%s", want, text(sh))
			}
		}
		press(t, sh, way)
		press(t, sh, way) // the confirmation names it
		if len(*opened) != 1 || !strings.Contains(*said, "恢复前") {
			t.Fatalf("%s: opened %d, said %q\n%s", way, len(*opened), *said, text(sh))
		}
		c, err := (*opened)[0].FindCadre(context.Background(), "林知秋")
		if err != nil || unit != "" && c.Unit != unit || unit == "" && c.Unit == "校史研究室" {
			t.Errorf("%s: %v, %v", way, c, err)
		}
		_, kept, _ := strings.Cut(*said, "另存在：\n")
		if b, err := os.ReadFile(kept); err != nil || !bytes.Equal(b, bad) {
			t.Errorf("the damaged file is not kept: %v", err)
		}
		(*opened)[0].Close()
	}
}

func TestFileInUseOffersReading(t *testing.T) {
	db := filepath.Join(t.TempDir(), "库.db")
	first, err := store.Open(db, store.Options{User: "张三", Hold: true})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	sh, opened, _ := troubled(t, db)
	if !strings.Contains(text(sh), "正由张三（电脑 ") {
		t.Errorf("the page does not say who:\n%s", text(sh))
	}
	press(t, sh, "再试一次")
	if len(*opened) != 0 {
		t.Fatal("opened while in use")
	}
	press(t, sh, "只读打开")
	if len(*opened) != 1 {
		t.Fatalf("not opened:\n%s", text(sh))
	}
	if ro, why := (*opened)[0].Store.ReadOnly(); !ro || !strings.Contains(why, "张三") {
		t.Errorf("%v %s", ro, why)
	}
	if got := windowTitle((*opened)[0]); !strings.HasSuffix(got, "库.db（只读）") {
		t.Error(got)
	}
}
