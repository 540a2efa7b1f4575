package desktop

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/desktest"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/store"
	"kaocha/resources/help"
	"kaocha/resources/schemes"
)

// hand does a clerk's work in the window by clicks and keys alone and counts
// them. It clicks a place of the window, as a mouse does: what is covered, or not
// in the window, is not hit.
type hand struct {
	t            *testing.T
	sh           *shell
	clicks, keys int
}

// click clicks the text that begins so, in the dialog on top when there is one.
func (h *hand) click(text string) {
	h.t.Helper()
	c := h.sh.d.Win.Canvas()
	var in, hit fyne.CanvasObject = c.Overlays().Top(), nil
	if in == nil {
		in = c.Content()
	}
	var all []string
	desktest.Walk(in, func(o fyne.CanvasObject) {
		if x, ok := o.(*canvas.Text); ok {
			all = append(all, x.Text)
			if hit == nil && strings.HasPrefix(x.Text, text) {
				hit = x
			}
		}
	})
	if hit == nil {
		h.t.Fatalf("“%s” is not in the window: %q", text, all)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(hit)
	size := hit.MinSize()
	h.clicks++
	test.TapCanvas(c, at.AddXY(size.Width/2, size.Height/2))
}

// drop drags files onto the window, which counts as a click.
func (h *hand) drop(path string) {
	h.clicks++
	h.sh.dropped(fyne.NewPos(600, 400), []string{path})
}

// key presses a key that types nothing, where the keyboard is.
func (h *hand) key(name fyne.KeyName) {
	h.keys++
	h.down(name)
}

func (h *hand) down(name fyne.KeyName) {
	c := h.sh.d.Win.Canvas()
	if f := c.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	} else {
		c.OnTypedKey()(&fyne.KeyEvent{Name: name})
	}
}

// ctrl presses a key of the menu together with Ctrl, counted as one.
func (h *hand) ctrl(name fyne.KeyName) {
	h.t.Helper()
	h.keys++
	for _, m := range h.sh.d.Win.MainMenu().Items {
		for _, it := range m.Items {
			if it.Shortcut != nil && it.Shortcut.ShortcutName() == (&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}).ShortcutName() {
				it.Action()
				return
			}
		}
	}
	h.t.Fatalf("Ctrl+%s is in no menu", name)
}

// typed presses the keys of characters; a letter's key comes before its character.
func (h *hand) typed(text string) {
	h.t.Helper()
	for _, r := range text {
		h.keys++
		h.down(fyne.KeyName(strings.ToUpper(string(r))))
		h.rune(r)
	}
}

// written puts in a name or a path, which the manual does not count.
func (h *hand) written(text string) {
	h.t.Helper()
	for _, r := range text {
		h.rune(r)
	}
}

func (h *hand) rune(r rune) {
	h.t.Helper()
	f := h.sh.d.Win.Canvas().Focused()
	if f == nil {
		h.t.Fatalf("“%c” goes nowhere", r)
	}
	f.TypedRune(r)
}

// inManual are the clicks and keys of a task in the manual, by its name there.
func inManual(t *testing.T) map[string][2]int {
	t.Helper()
	page, err := help.Page("steps")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]int{}
	for _, line := range strings.Split(page, "\n") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 4 || strings.Contains(line, "---") || strings.TrimSpace(cells[2]) == "点击" {
			continue
		}
		out[strings.TrimSpace(cells[0])] = [2]int{reckon(t, cells[2]), reckon(t, cells[3])}
	}
	return out
}

// reckon reads a number, a sum (1＋3＋1) or a product with its result (60×6＝360).
func reckon(t *testing.T, text string) int {
	t.Helper()
	text, result, ok := strings.Cut(strings.TrimSpace(text), "＝")
	sum := 0
	for _, part := range strings.Split(text, "＋") {
		product := 1
		for _, f := range strings.Split(part, "×") {
			n, err := strconv.Atoi(f)
			if err != nil {
				t.Fatalf("“%s” in the manual is no number", text)
			}
			product *= n
		}
		sum += product
	}
	if ok && strconv.Itoa(sum) != result {
		t.Errorf("the manual reckons %s＝%s", text, result)
	}
	return sum
}

// fiveRows is the shipped scheme with a ballot of five rows.
func fiveRows(t *testing.T, s *job.Session) job.SchemeChoice {
	t.Helper()
	text, err := schemes.Files.ReadFile("fafu-probation.yaml")
	if err != nil {
		t.Fatal(err)
	}
	six, five := "items: [德, 能, 勤, 绩, 廉, 总体评价]", "items: [德, 能, 绩, 廉, 总体评价]"
	if !strings.Contains(string(text), six) {
		t.Fatal("the shipped ballot has other rows")
	}
	path := filepath.Join(t.TempDir(), "五行.yaml")
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), six, five, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := s.UseScheme(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lrmx is a folder of files to import, under a clerk's documents.
func lrmx(t *testing.T) string {
	t.Helper()
	s := desktest.Session(t)
	if err := sample.Install(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "任免审批表")
	if n, err := s.ExportLRMX(t.Context(), dir, store.CadreFilter{}, func(int, int, string) {}); err != nil || n != 36 {
		t.Fatal(n, err)
	}
	return dir
}

// The tasks of the manual's appendix take the clicks and keys that it tells, and
// no more than they may: six clicks for the import and the pack, a key for each
// mark and one for each ballot.
func TestStepsOfTheManual(t *testing.T) {
	want := inManual(t)
	var measured []string
	var h *hand
	begin := func(withSample bool) *job.Session {
		sh, s := window(t, withSample)
		h = &hand{t: t, sh: sh}
		return s
	}
	task := func(name string, most int, do func()) {
		t.Helper()
		h.clicks, h.keys = 0, 0
		do()
		measured = append(measured, name)
		if w, ok := want[name]; !ok || w != [2]int{h.clicks, h.keys} {
			t.Errorf("%s: %d clicks and %d keys, the manual tells %v (%v)", name, h.clicks, h.keys, w, ok)
		}
		if h.clicks > most {
			t.Errorf("%s: %d clicks are too many", name, h.clicks)
		}
	}
	imported := func(s *job.Session) {
		t.Helper()
		if n, err := s.Store.CountCadres(context.Background()); err != nil || n != 36 {
			t.Fatalf("%d of 36 persons imported, %v", n, err)
		}
	}
	folder := lrmx(t)
	s := begin(false)
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	documents := filepath.Join(home, "Documents")
	if err := os.Mkdir(documents, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(folder, filepath.Join(documents, filepath.Base(folder))); err != nil {
		t.Fatal(err)
	}
	task("导入 100 个文件（不用拖）", 6, func() {
		h.ctrl(fyne.KeyO)
		h.click("选择文件夹…")
		h.click(filepath.Base(folder))
		h.click("选这个文件夹")
		h.click("读取")
		h.click("导入 36 人")
	})
	imported(s)
	folder = filepath.Join(documents, filepath.Base(folder))

	s = begin(false)
	task("导入 100 个文件", 6, func() {
		h.drop(folder)
		h.click("导入 36 人")
	})
	imported(s)

	task("按首字母找一个人", 6, func() {
		h.ctrl(fyne.KeyK)
		h.typed("lzq")
		h.key(fyne.KeyReturn)
	})
	if got := h.sh.current().Title(); got != "林知秋" {
		t.Fatalf("found %q", got)
	}

	w := roundOf(t, s, "林知秋", "花千树")
	h.sh.goTo(atHome)
	task("走到一个人的测评页", 6, func() {
		h.ctrl(fyne.KeyK)
		h.typed("lzq")
		h.key(fyne.KeyDown)
		h.key(fyne.KeyReturn)
		h.click("测评")
	})
	ballots := func(each func()) {
		h.click("逐票录入…")
		h.written("计票甲")
		h.click("开始录票")
		h.sh.current().Reload() // without goroutines it opens under the dialog, where it cannot take the keyboard
		each()
		h.click("完成计票…")
		h.click("完成计票")
	}
	task("录 60 张 5 行的票", 6, func() {
		ballots(func() {
			for range 60 {
				h.typed("11213")
				h.key(fyne.KeyReturn)
			}
		})
	})
	counted(t, w, "林知秋", 60)
	h.ctrl(fyne.KeyK)
	h.typed("hqs")
	h.key(fyne.KeyDown)
	h.key(fyne.KeyReturn)
	h.click("测评")
	task("同上，勾上“自动收下”", 6, func() {
		ballots(func() {
			h.click("录完最后一行自动收下")
			for range 60 {
				h.typed("11213")
			}
		})
	})
	counted(t, w, "花千树", 60)

	h.sh.goTo(atHome)
	task("做出成套材料", 6, func() {
		h.click("打开批次")
		h.click("制作成套材料…")
		h.click("确定")
	})
	if made, _ := filepath.Glob(filepath.Join(documents, "*成套考察材料", "00-整套打印.pdf")); len(made) != 1 {
		t.Errorf("no pack in %s: %v; the window shows %s", documents, made, shown(h.sh.d.Win.Canvas().Overlays().Top())+shown(h.sh.center))
	}
	for name := range want {
		if !slices.Contains(measured, name) {
			t.Errorf("the manual tells of “%s”, which nobody has measured", name)
		}
	}
}

// roundOf opens a round with a ballot of five rows.
func roundOf(t *testing.T, s *job.Session, names ...string) *job.Work {
	t.Helper()
	ctx := t.Context()
	r, err := s.CreateRound(ctx, job.NewRound{Name: "2025年科级干部试用期考察", Scheme: fiveRows(t, s).Key})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Work(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, n := range names {
		c, err := s.FindCadre(ctx, n)
		if err != nil {
			t.Fatal(err)
		}
		c.Unit, c.Branch = "校史研究室", "机关党总支" // the files of the exchange know neither
		if err := s.Store.Do(ctx, "单位", func(tx *store.Tx) error { return tx.SaveCadre(c) }); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c.ID)
	}
	if _, err := w.AddSubjects(ctx, ids, ""); err != nil {
		t.Fatal(err)
	}
	return w
}

// counted fails unless so many ballots of a person are in the records.
func counted(t *testing.T, w *job.Work, name string, n int) {
	t.Helper()
	d, err := w.Dossier(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Files {
		if f.Cadre.Name == name {
			if f.Subject.Tally == nil || f.Subject.Tally.CountOf("", false) == nil || *f.Subject.Tally.GroupOf("").Returned != n {
				t.Fatalf("%s: the count is %+v", name, f.Subject.Tally)
			}
			return
		}
	}
	t.Fatalf("%s is not in the round", name)
}
