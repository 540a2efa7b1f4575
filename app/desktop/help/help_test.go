package help

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
	"kaocha/resources/help"
)

func pages(t *testing.T) []*page {
	t.Helper()
	list, err := manual()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Every screen that names a help page has one, and so has every key agreed on.
func TestEveryScreenHasItsPage(t *testing.T) {
	list := pages(t)
	keys := strings.Fields("home cadres person import rounds round subject tally ballots report talk findings pack summary stats settings")
	named := regexp.MustCompile(`HelpPage\(\) string\s*\{\s*return "([^"]+)"`)
	byTab := regexp.MustCompile(`pageOfTab\(s?p?\.tabs\.SelectedIndex\(\), ([^)]+)\)`)
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range named.FindAllStringSubmatch(string(b), -1) {
			keys = append(keys, m[1])
		}
		for _, m := range byTab.FindAllStringSubmatch(string(b), -1) {
			keys = append(keys, strings.Split(strings.ReplaceAll(m[1], `"`, ""), ", ")...)
		}
		return err
	})
	if err != nil || len(keys) < 30 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	for _, k := range keys {
		if pageOf(list, k) == nil {
			t.Errorf("no page %s", k)
		}
	}
	for _, p := range list {
		words := 0
		for _, s := range p.sections {
			words += len([]rune(s.plain))
		}
		if p.title == "" || p.title == p.key || words < 80 {
			t.Errorf("page %s: title %q, %d characters", p.key, p.title, words)
		}
	}
}

// The manual says what a clerk must be able to find.
func TestTheManualSaysWhatMatters(t *testing.T) {
	all := ""
	for _, p := range pages(t) {
		for _, s := range p.sections {
			all += s.title + "\n" + s.plain + "\n"
		}
	}
	for _, want := range []string{"从不联网", "立即备份", "备份到 U 盘", "缺了怎么办", "○ 未交", "★ 已签", "得票率基数", "有效票（含弃权）", "全部在一个数据文件里"} {
		if !strings.Contains(all, want) {
			t.Errorf("the manual does not say %q", want)
		}
	}
}

// Every link leads to a page, every picture is there, and none is left over.
func TestLinksAndPicturesResolve(t *testing.T) {
	list := pages(t)
	used := map[string]bool{}
	for _, p := range list {
		for _, s := range p.sections {
			for _, b := range s.blocks {
				if b.picture != "" {
					used[b.picture] = true
					if _, err := help.Picture(b.picture); err != nil || b.caption == "" {
						t.Errorf("page %s: picture %s, caption %q: %v", p.key, b.picture, b.caption, err)
					}
					continue
				}
				if strings.Contains(b.text, "](") != hasLink(b.text) {
					t.Errorf("page %s: a link or picture is not read in %q", p.key, b.text)
				}
				eachLink(segments(b.text, nil), func(h *widget.HyperlinkSegment) {
					if key, ok := linkKey(h); !ok || pageOf(list, key) == nil {
						t.Errorf("page %s: the link %s leads nowhere", p.key, h.URL)
					}
				})
			}
		}
	}
	files, err := filepath.Glob("../../../resources/help/pictures/*.png")
	if err != nil {
		t.Fatal(err)
	}
	var bytes int64
	for _, f := range files {
		st, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		bytes += st.Size()
		if !used[filepath.Base(f)] {
			t.Errorf("no page shows %s", f)
		}
	}
	if bytes > 3<<19 {
		t.Errorf("the pictures take %d bytes, more than 1.5 MB", bytes)
	}
}

func hasLink(text string) bool {
	n := 0
	eachLink(segments(text, nil), func(*widget.HyperlinkSegment) { n++ })
	return n == len(linkMark.FindAllString(text, -1)) && n > 0
}

func TestSearch(t *testing.T) {
	list := pages(t)
	for query, want := range map[string]string{"备份": "safety", "得票率 基数": "tally", "字体": "settings", "F1": "keys", "作废": "ballots", "lrmx": "import"} {
		hits := search(list, query)
		found := false
		for _, h := range hits {
			found = found || h.page.key == want
		}
		if !found {
			t.Errorf("%q does not find %s", query, want)
		}
		first := strings.ToLower(strings.Fields(query)[0])
		if len(hits) > 0 && !strings.Contains(strings.ToLower(hits[0].context+hits[0].page.title+hits[0].page.sections[hits[0].section].title), first) {
			t.Errorf("%q shows %q", query, hits[0].context)
		}
	}
	if got := search(list, "这些字哪里都没有"); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if got := search(list, "  "); len(got) != 0 {
		t.Errorf("blanks found %d", len(got))
	}
}

func TestPlainAndContext(t *testing.T) {
	if got := plain("- **粗** 和 [链接](x.md)\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"); got != "粗 和 链接 甲 乙 丙 丁" {
		t.Errorf("plain %q", got)
	}
	if got := around("一二三四五六七八九十找到它"+strings.Repeat("后", 40), "找到"); got != "…三四五六七八九十找到它"+strings.Repeat("后", 29)+"…" {
		t.Errorf("context %q", got)
	}
}

func open(t *testing.T, key string) (*desk.Desk, *desktest.Shell, *Screen) {
	t.Helper()
	d, sh := desktest.OnSample(t)
	s := New(d, key).(*Screen)
	d.Win.SetContent(s.Content())
	s.Reload()
	return d, sh, s
}

func TestScreenGoesByLinksAndBack(t *testing.T) {
	_, _, s := open(t, "round")
	if s.at.key != "round" || !s.back.Disabled() {
		t.Fatalf("opened %s", s.at.key)
	}
	var link *widget.HyperlinkSegment
	desktest.Walk(s.scroll.Content, func(o fyne.CanvasObject) {
		if r, ok := o.(*widgets.Rich); ok {
			eachLink(r.Segments, func(h *widget.HyperlinkSegment) { link = h })
		}
	})
	link.OnTapped()
	if s.at.key == "round" || s.back.Disabled() {
		t.Fatal("the link did not open a page")
	}
	s.Back()
	if s.at.key != "round" || !s.back.Disabled() {
		t.Errorf("back at %s", s.at.key)
	}
	s.Show("没有这一页")
	if s.at.key != first {
		t.Errorf("an unknown page opened %s", s.at.key)
	}
}

func TestScreenSearches(t *testing.T) {
	_, _, s := open(t, "")
	s.Find()
	s.find.SetText("恢复前")
	if !s.found.Visible() || s.toc.Visible() || len(s.hits) == 0 {
		t.Fatalf("%d hits", len(s.hits))
	}
	s.find.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.at.key != s.hits[0].page.key {
		t.Errorf("opened %s", s.at.key)
	}
	s.Show("keys")
	s.found.Select(0)
	if s.at.key != s.hits[0].page.key {
		t.Errorf("a click opened %s", s.at.key)
	}
	s.find.SetText("没有的词没有的词")
	if s.count.Text != "没有找到，换个词试试" {
		t.Errorf("told %q", s.count.Text)
	}
	s.find.SetText("")
	if s.found.Visible() || !s.toc.Visible() {
		t.Error("the contents did not come back")
	}
}

func TestTourGoesThroughAndIsRemembered(t *testing.T) {
	d, _ := desktest.OnSample(t)
	var places []string
	Go = func(p string) { places = append(places, p) }
	defer func() { Go = nil }()
	if !FirstTour(d) || !d.Busy() {
		t.Fatal("the tour did not begin")
	}
	next := func() *keyed {
		b, ok := d.Win.Canvas().Focused().(*keyed)
		if !ok {
			t.Fatal("the panel has no focus")
		}
		return b
	}
	next().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	next().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	for range steps {
		next().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if !d.Busy() {
			break
		}
	}
	if d.Busy() || d.Win.Canvas().Overlays().Top() != nil {
		t.Fatal("the tour did not end after its last step")
	}
	if len(places) != len(steps)+2 || places[len(places)-1] != PlaceSettings {
		t.Errorf("went to %v", places)
	}
	if FirstTour(d) {
		t.Error("the tour came a second time by itself")
	}
	Tour(d)
	next().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.Busy() {
		t.Error("Escape did not end the tour")
	}
}

// The tour does not call a clerk's own records a sample that no click harms.
func TestTourOverOwnRecordsSaysSo(t *testing.T) {
	d, _ := desktest.OnSample(t)
	first := func() string {
		Tour(d)
		defer d.Escape()
		text := ""
		desktest.Walk(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if p, ok := o.(*widgets.Paragraph); ok {
				text += p.Text
			}
		})
		return text
	}
	if text := first(); !strings.Contains(text, "都是示例") {
		t.Errorf("over the sample: %s", text)
	}
	if err := d.Session.SaveCadre(t.Context(), &cadre.Cadre{Name: "夏无忧"}, nil); err != nil {
		t.Fatal(err)
	}
	if text := first(); strings.Contains(text, "都是示例") || !strings.Contains(text, "自己的数据") {
		t.Errorf("over own records: %s", text)
	}
}

func TestAboutCopiesNoNames(t *testing.T) {
	d, sh := desktest.OnSample(t)
	d.Session.Store.SetUser("经办人甲")
	About(d)
	text := ""
	var copying *desk.Push
	desktest.Walk(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widget.Label:
			text += x.Text
		case *widgets.Paragraph:
			text += x.Text
		case *desk.Push:
			if x.Text == "复制诊断信息" {
				copying = x
			}
		}
	})
	for _, want := range []string{"SQLite 3.", "Fyne ", "备份文件夹", "崩溃记录"} {
		if !strings.Contains(text, want) {
			t.Errorf("关于 lacks %s", want)
		}
	}
	test.Tap(copying)
	got := d.App.Clipboard().Content()
	if !strings.Contains(got, "干部 36 人") || !strings.Contains(got, "窗口：") || len(sh.Toasts) != 1 {
		t.Fatalf("copied %q", got)
	}
	list, _, err := d.Session.Store.Cadres(t.Context(), store.CadreFilter{})
	if err != nil {
		t.Fatal(err)
	}
	secret := []string{"经办人甲", d.Session.Store.Path()}
	for _, c := range list {
		secret = append(secret, c.Name, c.Unit)
	}
	for _, x := range secret {
		if strings.Contains(got, x) {
			t.Errorf("the diagnosis tells %q", x)
		}
	}
}

func TestShortHidesTheHome(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if got := short(filepath.Join(home, "a", "b.db")); got != filepath.Join("~", "a", "b.db") {
		t.Errorf("short %q", got)
	}
	if got := short(filepath.Dir(home)); got != filepath.Dir(home) {
		t.Errorf("short %q", got)
	}
}
