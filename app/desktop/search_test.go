package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/rounds"
	"kaocha/data/store"
)

// One person is found by initials, by the name and by the end of the ID number;
// the round's place of the person comes with it.
func TestSearchOverEverything(t *testing.T) {
	sh, s := window(t, true)
	list, _, err := s.Store.Cadres(t.Context(), store.CadreFilter{Text: "林知秋"})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	id := list[0].IDNumber
	for _, text := range []string{"lzq", "林知秋", "linzhiqiu", id[len(id)-6:]} {
		hits, err := s.Search(t.Context(), text, searchHits)
		if err != nil || len(hits) != 2 || hits[0].Kind != store.KindCadre || hits[0].Name != "林知秋" || hits[1].Kind != store.KindSubject {
			t.Errorf("%s found %+v, %v", text, hits, err)
		}
	}
	if hits, _ := s.Search(t.Context(), "2025年度", searchHits); len(hits) != 1 || hits[0].Kind != store.KindRound {
		t.Errorf("the round's name found %+v", hits)
	}
	if hits, _ := s.Search(t.Context(), "  ", searchHits); len(hits) != 0 {
		t.Errorf("blanks found %+v", hits)
	}
	sh.findAll()
	test.Type(sh.finder.entry, "lzq")
	if !sh.finder.panel.Visible() || len(sh.finder.list.Objects) != 2 {
		t.Fatalf("typing shows %d lines", len(sh.finder.list.Objects))
	}
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn} {
		sh.finder.entry.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got := sh.current().Title(); got != "林知秋" || len(sh.stack) != 2 {
		t.Errorf("Enter opened %q", got)
	}
	if sh.finder.entry.Text != "" || sh.finder.panel.Visible() {
		t.Error("the list stays after something was opened")
	}
	sh.findAll()
	test.Type(sh.finder.entry, "查无此人")
	if text := shown(sh.finder.panel); !strings.Contains(text, "没有找到“查无此人”") {
		t.Errorf("nothing found says %q", text)
	}
}

func TestCrashRecordIsFiledAndTold(t *testing.T) {
	dir := t.TempDir()
	if got := watchCrash(dir); got != "" {
		t.Errorf("a first start tells of %q", got)
	}
	if got := watchCrash(dir); got != "" {
		t.Errorf("an empty record is told as a crash: %q", got)
	}
	path := filepath.Join(dir, crashName)
	for i := range crashKept + 2 {
		if err := os.WriteFile(path, []byte("panic: 11010119900307123X\ngoroutine 1"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2025, 12, 1, 8, i, 0, 0, time.Local)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		if filed := watchCrash(dir); filepath.Base(filed) != "崩溃记录-"+at.Format("20060102-150405")+".txt" {
			t.Fatalf("filed as %q", filed)
		}
	}
	old, _ := filepath.Glob(filepath.Join(dir, crashFiled))
	if len(old) != crashKept || !strings.HasSuffix(old[0], "080200.txt") {
		t.Errorf("kept %v", old)
	}
	sh, _ := window(t, true)
	tellCrash(sh.d, old[0])
	if !sh.d.Busy() {
		t.Fatal("a crash is not told")
	}
	press(t, sh, "复制故障记录")
	if sh.d.App.Clipboard().Content() != "panic: 110***********123X\ngoroutine 1" || sh.d.Busy() {
		t.Error("the record was not copied")
	}
}

// The look follows the choice at once and is remembered.
func TestTextSizeAndDark(t *testing.T) {
	sh, _ := window(t, true)
	small := sh.status.MinSize().Height
	sh.setScale(150)
	if got := sh.status.MinSize().Height; got < small*1.3 {
		t.Errorf("150 %% text is %v high, 100 %% %v", got, small)
	}
	sh.setScale(100)
	sh.switchLight()
	sh.switchLight()
	if got := sh.status.MinSize().Height; got != small {
		t.Errorf("back at 100 %% text is %v high, not %v", got, small)
	}
}

// A backup is made once per change and told in the status bar.
func TestAutomaticBackup(t *testing.T) {
	sh, s := window(t, true)
	note := sh.backup(t.Context())
	if !strings.HasPrefix(note, "上次备份 ") {
		t.Fatalf("the backup says %q", note)
	}
	sh.backedUp(note)
	if home := shown(sh.current().Content()); strings.Contains(home, "还没有备份") || !strings.Contains(home, "上次备份：") {
		t.Errorf("the first screen knows of no backup: %s", home)
	}
	sh.backup(t.Context())
	files, _ := filepath.Glob(filepath.Join(store.BackupFolder(s.Store.Path()), "*.db"))
	if len(files) != 1 {
		t.Errorf("without a change there are %d backups", len(files))
	}
	if ok, why := store.CheckFile(files[0]); !ok {
		t.Error(why)
	}
}

// A file of the exchange is opened as such, wherever it falls and whatever lies
// beside it.
func TestDroppedParcelsAreOpened(t *testing.T) {
	sh, s := window(t, true)
	rounds, err := s.Store.Rounds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sh.exchanged(rounds[0].ID)
	if sh.current().Title() != rounds[0].Name {
		t.Fatalf("the round of a taken file is not shown but %q", sh.current().Title())
	}
	path := filepath.Join(t.TempDir(), "报送.kaocha")
	if err := os.WriteFile(path, []byte("age-encryption.org/v1\n-> X25519 half"), 0o600); err != nil {
		t.Fatal(err)
	}
	sh.dropped(fyne.NewPos(400, 500), []string{"a.docx", path})
	if text := shown(sh.d.Win.Canvas().Overlays().Top()); !strings.Contains(text, "没有复制完") {
		t.Errorf("a half copy says %q", text)
	}
	log, err := s.Store.ParcelLog(t.Context(), 0)
	if err != nil || len(log) != 1 || log[0].File != "报送.kaocha" {
		t.Errorf("log %+v, %v", log, err)
	}
}

// Files that fall on a screen that wants them are its own, others are imported.
func TestDroppedFilesGoToTheScreenFirst(t *testing.T) {
	sh, _ := window(t, true)
	d := &dropScreen{take: true}
	sh.Open(d)
	sh.dropped(fyne.NewPos(3, 4), []string{"a.docx"})
	if d.at != fyne.NewPos(3, 4) || len(d.paths) != 1 || sh.d.Busy() {
		t.Errorf("the screen got %v at %v", d.paths, d.at)
	}
	d.take = false
	sh.dropped(fyne.NewPos(3, 4), []string{"testdata/none.lrmx"})
	if !sh.d.Busy() { // the import tells that there is no such file
		t.Error("what the screen does not take is not imported")
	}
}

type dropScreen struct {
	desktest.Blank
	take  bool
	at    fyne.Position
	paths []string
}

func (d *dropScreen) Dropped(at fyne.Position, paths []string) bool {
	d.at, d.paths = at, paths
	return d.take
}

// The names on the way to a screen are cut only where there is no room for them.
func TestNamesOnTheWayAreWholeWhereThereIsRoom(t *testing.T) {
	sh, s := window(t, true)
	sh.d.Win.Resize(fyne.NewSize(1366, 700))
	list, err := s.Store.Rounds(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sh.Open(rounds.NewPage(sh.d, list[0].ID))
	press(t, sh, "报送与回执")
	way := func() string { return strings.ReplaceAll(shown(sh.trail), "\n", " ") }
	if got := way(); !strings.Contains(got, list[0].Name) {
		t.Errorf("wide: %s", got)
	}
	sh.d.Win.Resize(fyne.NewSize(800, 700))
	if got := way(); strings.Contains(got, list[0].Name) || !strings.Contains(got, "…") {
		t.Errorf("narrow: %s", got)
	}
	sh.d.Win.Resize(fyne.NewSize(1366, 700))
	if got := way(); !strings.Contains(got, list[0].Name) {
		t.Errorf("wide again: %s", got)
	}
}
