package job

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/exchange"
	"kaocha/data/store"
	"kaocha/forms"
)

// bigFile writes an appointment-form file with a photo of some size.
func bigFile(t *testing.T, path, name string) (raw []byte) {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 1000, 1300))
	r := rand.New(rand.NewSource(1))
	for i := range im.Pix {
		im.Pix[i] = uint8(128 + r.Intn(30))
	}
	im.Set(0, 0, color.Black)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	raw = []byte("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person><XingMing>" + name + "</XingMing><ChuShengNianYue>198203</ChuShengNianYue><ShenFenZheng>999999198203150012</ShenFenZheng><ZhaoPian>" + base64.StdEncoding.EncodeToString(b.Bytes()) + "</ZhaoPian></Person>")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return raw
}

// A large file is left in its place while the plan is looked at: neither its
// bytes nor its full photo are held, and all of it is kept when it is written.
func TestLargeFilesAreReadAgainWhenWritten(t *testing.T) {
	ctx := context.Background()
	s, _, _, _ := twoRecords(t)
	file := filepath.Join(t.TempDir(), "大.lrmx")
	raw := bigFile(t, file, "丁一冬")
	plan, batch, err := s.PlanImport(ctx, []string{file}, exchange.RosterOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &batch.Persons[0]
	if len(p.Raw) > 0 || len(p.Photo) == 0 || len(p.Photo) > len(raw)/4 {
		t.Errorf("held: %d bytes of the file, %d of the photo, of %d", len(p.Raw), len(p.Photo), len(raw))
	}
	if n, err := s.Import(ctx, plan, nil); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	c, err := s.FindCadre(ctx, "丁一冬")
	if err != nil || c.PhotoHash == "" {
		t.Fatal(c, err)
	}
	if src, err := s.Store.Source(ctx, c.ID, exchange.KindLRMX); err != nil || !bytes.Equal(src.Raw, raw) {
		t.Errorf("the original is not kept byte for byte: %v", err)
	}
	if plan, _, err = s.PlanImport(ctx, []string{file}, exchange.RosterOptions{}, nil); err != nil || plan.Count(exchange.Unchanged) != 1 {
		t.Errorf("the same file again is not unchanged: %v", err)
	}
}

func TestLargeFileChangedOrGoneIsToldAndNothingWritten(t *testing.T) {
	for what, do := range map[string]func(string) error{
		"被改动了": func(f string) error { return os.WriteFile(f, []byte("<Person/>"), 0o600) },
		"找不到":  os.Remove,
	} {
		ctx := context.Background()
		s, _, _, _ := twoRecords(t)
		file := filepath.Join(t.TempDir(), "大.lrmx")
		bigFile(t, file, "丁一冬")
		plan, _, err := s.PlanImport(ctx, []string{file}, exchange.RosterOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := do(file); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Import(ctx, plan, nil); err == nil || !strings.Contains(err.Error(), what) || !strings.Contains(err.Error(), "再导入一次") {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := s.FindCadre(ctx, "丁一冬"); err == nil {
			t.Errorf("%s: written all the same", what)
		}
	}
}

// T36: a print that is stopped half way leaves no file.
func TestStoppedPrintLeavesNoFile(t *testing.T) {
	s, a, b, _ := twoRecords(t)
	f, err := forms.ByKey("registration")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "登记表.pdf")
	ctx, stop := context.WithCancel(context.Background())
	_, err = s.PersonPapers(f, []string{a.ID, b.ID}, "两人").PDF(ctx, path, func(done, _ int, _ string) {
		if done == 0 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := s.PersonPapers(f, []string{a.ID, b.ID}, "两人").PDF(context.Background(), path, nil); err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(path); err != nil || st.Size() < 1000 {
		t.Error("nothing printed")
	}
}

// T36: an import that is stopped while it is written is rolled back.
func TestStoppedImportIsRolledBack(t *testing.T) {
	s, _, _, _ := twoRecords(t)
	dir := t.TempDir()
	for _, n := range []string{"丁一冬", "丁二冬", "丁三冬"} {
		if err := os.WriteFile(filepath.Join(dir, n+".csv"), []byte("姓名,出生年月,单位\n"+n+",1985.07,某处\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan, _, err := s.PlanImport(context.Background(), []string{dir}, exchange.RosterOptions{}, nil)
	if err != nil || plan.Count(exchange.New) != 3 {
		t.Fatal(err)
	}
	for at := 0; at < 3; at++ { // before it begins, after the first person, after the second
		ctx, stop := context.WithCancel(context.Background())
		told := 0
		count := func(done, total int, name string) {
			if told++; told == at {
				stop()
			}
		}
		if at == 0 {
			stop()
		}
		if _, err := s.Import(ctx, plan, count); !errors.Is(err, context.Canceled) || told != at {
			t.Errorf("stopped after %d: %v, told %d times", at, err, told)
		}
		stop()
	}
	if _, n, _ := s.Store.Cadres(context.Background(), store.CadreFilter{}); n != 2 {
		t.Errorf("%d persons, want the 2 from before", n)
	}
}

// T36: an export that is stopped half way names the files that are finished;
// each of them is whole.
func TestStoppedExportNamesFinishedFiles(t *testing.T) {
	s, a, b, _ := twoRecords(t)
	dir := filepath.Join(t.TempDir(), "任免表")
	ctx, cancel := context.WithCancel(context.Background())
	n, err := s.ExportLRMX(ctx, dir, store.CadreFilter{}, func(done, _ int, _ string) {
		if done == 1 {
			cancel()
		}
	})
	var stopped *Stopped
	if n != 1 || !errors.Is(err, context.Canceled) || !errors.As(err, &stopped) || len(stopped.Done) != 1 || stopped.Total != 2 {
		t.Fatalf("%d, %v (%s %s)", n, err, a.Name, b.Name)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 1 || left[0].Name() != stopped.Done[0] || !strings.Contains(err.Error(), left[0].Name()) {
		t.Errorf("left %v, said %v", left, err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, left[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.ParseLRMX(raw); err != nil {
		t.Error(err)
	}
}
