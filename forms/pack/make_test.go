package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/xuri/excelize/v2"

	"kaocha/data/review"
	"kaocha/data/safefile"
)

// files lists a folder: slash path → SHA-256.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func names(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func pack(t *testing.T, target string, src Source) *Result {
	t.Helper()
	res, err := Make(t.Context(), target, src, Options{Forms: library})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "成套材料")
	src := newSource(t, 2, 2)
	src.change = func(b, i int, f *review.File) {
		if b == 1 && i == 1 {
			f.Cadre.Name = "方甲" // as the one before
			f.Subject.Talks, f.Subject.Tally = nil, nil
			f.Subject.Materials[0].Text = ""
			f.Subject.Materials[0].FileHash, f.Subject.Materials[0].FileName = "docx", "总结 终稿.DOCX"
		}
	}
	res := pack(t, dir, src)
	var want []string
	both := func(stem ...string) {
		for _, s := range stem {
			want = append(want, s+".docx", s+".pdf")
		}
	}
	both("00-缺项与未签清单")
	want = append(want, "00-整套打印.pdf", "00-考察情况汇总表.xlsx", "00-考察情况汇总表.pdf", safefile.Manifest)
	for b, who := range [][]string{{"方甲", "方乙"}, {"方甲（1）", "方甲（2）"}} {
		br := fmt.Sprintf("%02d-", b+1) + fmt.Sprintf(branchName, b+1)
		want = append(want, br+"/00-考察情况汇总表.xlsx", br+"/00-考察情况汇总表.pdf")
		both(br+"/00-考察材料交接清单", br+"/00-会议用表/民主测评会签到表", br+"/00-会议用表/测评票发放收回登记表", br+"/00-会议用表/民主测评计票单")
		for i, n := range who {
			p := fmt.Sprintf("%s/%02d-%s/", br, i+1, n)
			both(br + "/00-会议用表/干部民主测评表-" + n)
			if b == 1 && i == 1 {
				want = append(want, p+"1-履职工作总结-"+n+"（交来原件）.docx")
				both(p+"2-干部情况登记表-"+n, p+"3-科级干部试用期考察表-"+n, p+"4-考察报告-"+n)
				continue
			}
			both(p+"1-履职工作总结-"+n, p+"2-干部情况登记表-"+n, p+"3-科级干部试用期考察表-"+n, p+"4-考察报告-"+n,
				p+"5-谈话记录-"+n+"-01", p+"5-谈话记录-"+n+"-02", p+"5-谈话记录-"+n+"-03", p+"6-民主测评汇总表-"+n)
		}
	}
	slices.Sort(want)
	got := files(t, dir)
	if g := names(got); !slices.Equal(g, want) {
		t.Errorf("files\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(want, "\n"))
	}
	if res.Subjects != 4 || res.Branches != 2 || res.Originals != 1 || res.Files != len(got)-1 {
		t.Errorf("counted %+v, %d files", res, len(got))
	}
	for _, item := range []string{"谈话记录", "民主测评汇总表"} {
		if !slices.ContainsFunc(res.Missing, func(l Lack) bool {
			return l.Item == item && l.Person == "方甲（2）" && l.Branch == fmt.Sprintf(branchName, 2)
		}) {
			t.Errorf("%s is not told missing: %v", item, res.Missing)
		}
	}
	if len(res.Missing) != 2 || len(res.Apart) != 0 {
		t.Errorf("missing %v, apart %v", res.Missing, res.Apart)
	}
}

// The print file is valid, holds the branches, people and forms in order, and
// as many pages as the single files together.
func TestPrintFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	res := pack(t, dir, newSource(t, 2, 1))
	path := filepath.Join(dir, "00-整套打印.pdf")
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.ValidateFile(path, conf); err != nil {
		t.Fatal(err)
	}
	pages := 0
	for name := range files(t, dir) {
		if strings.HasSuffix(name, ".pdf") && strings.Count(name, "/") > 0 && !strings.Contains(name, blankDir) {
			n, err := api.PageCountFile(filepath.Join(dir, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(name, err)
			}
			pages += n
		}
	}
	if n, _ := api.PageCountFile(path); n != pages || res.Pages != pages {
		t.Errorf("%d pages printed, %d told, the single files have %d", n, res.Pages, pages)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	marks, err := api.Bookmarks(f, conf)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	last := 0
	var walk func(level int, bs []pdfcpu.Bookmark)
	walk = func(level int, bs []pdfcpu.Bookmark) {
		for _, b := range bs {
			titles = append(titles, strings.Repeat(">", level)+b.Title)
			if b.PageFrom < last {
				t.Errorf("bookmark %s goes back to page %d", b.Title, b.PageFrom)
			}
			last = b.PageFrom
			walk(level+1, b.Kids)
		}
	}
	walk(0, marks)
	var want []string
	for b := range 2 {
		want = append(want, fmt.Sprintf(branchName, b+1), ">考察情况汇总表", ">考察材料交接清单", ">方甲", ">>履职工作总结", ">>干部情况登记表",
			">>科级干部试用期考察表", ">>考察报告", ">>谈话记录 1", ">>谈话记录 2", ">>谈话记录 3", ">>民主测评汇总表")
	}
	if !slices.Equal(titles, want) {
		t.Errorf("bookmarks %q, want %q", titles, want)
	}
}

func TestTwiceTheSameBytes(t *testing.T) {
	a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	src := newSource(t, 2, 3)
	pack(t, a, src)
	pack(t, b, src)
	first, second := files(t, a), files(t, b)
	for name, sum := range first {
		if second[name] != sum {
			t.Errorf("%s differs", name)
		}
	}
	if len(first) != len(second) {
		t.Errorf("%d and %d files", len(first), len(second))
	}
}

func TestReplacesOnlyItsOwn(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "成套材料")
	pack(t, target, newSource(t, 1, 2))
	pack(t, target, newSource(t, 1, 1))
	for name := range files(t, target) {
		if strings.Contains(name, "方乙") {
			t.Errorf("%s of the earlier pack is still there", name)
		}
	}
	foreign := filepath.Join(parent, "别人的")
	os.Mkdir(foreign, 0o755)
	os.WriteFile(filepath.Join(foreign, "重要.txt"), []byte("x"), 0o644)
	if _, err := Make(t.Context(), foreign, newSource(t, 1, 1), Options{Forms: library}); err == nil {
		t.Error("a foreign folder was taken")
	}
	if got := names(files(t, foreign)); !slices.Equal(got, []string{"重要.txt"}) {
		t.Errorf("the foreign folder holds %v", got)
	}
}

// T36: cancelled at the n-th subject, in the first or the second pass, and after
// every document: nothing is left, an earlier pack stands.
func TestCancelLeavesNothing(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "成套材料")
	pack(t, target, newSource(t, 1, 1))
	before := files(t, parent)
	check := func(what string, err error) {
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "已取消") {
			t.Errorf("%s: %v", what, err)
		}
		if after := files(t, parent); fmt.Sprint(names(after)) != fmt.Sprint(names(before)) {
			t.Errorf("%s left %v", what, names(after))
		}
		if list, _ := os.ReadDir(parent); len(list) != 1 {
			t.Errorf("%s left %v beside the target", what, list)
		}
	}
	for _, at := range []int{1, 3, 4, 6} {
		ctx, cancel := context.WithCancel(t.Context())
		src := newSource(t, 1, 3)
		src.onAsk = func(n int) {
			if n == at {
				cancel()
			}
		}
		_, err := Make(ctx, target, src, Options{Forms: library})
		check(fmt.Sprint("subject ", at), err)
		cancel()
	}
	total := 0
	for at := 1; total == 0 || at < total; at += 9 {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := Make(ctx, target, newSource(t, 1, 3), Options{Forms: library, Progress: func(done, all int, _ string) {
			if total = all; done == at {
				cancel()
			}
		}})
		check(fmt.Sprint("document ", at), err)
		cancel()
	}
}

func TestProgressCounts(t *testing.T) {
	last, total := 0, 0
	if _, err := Make(t.Context(), filepath.Join(t.TempDir(), "p"), newSource(t, 2, 3), Options{Forms: library, Progress: func(done, all int, what string) {
		if done != last+1 || what == "" {
			t.Errorf("%d after %d: %q", done, last, what)
		}
		last, total = done, all
	}}); err != nil {
		t.Fatal(err)
	}
	if last != total || total == 0 {
		t.Errorf("ended at %d of %d", last, total)
	}
}

func TestOriginalsBesideTheForms(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	src := newSource(t, 1, 1)
	src.change = func(_, _ int, f *review.File) {
		f.Subject.Materials[0].FileHash, f.Subject.Materials[0].FileName = "h1", `..\..\x.pdf`
		m := f.Subject.MaterialOf("ballots")
		m.FileHash, m.FileName = "h2", "扫描.a/b"
	}
	res := pack(t, dir, src)
	p := "01-第1学院党总支/01-方甲/"
	got := files(t, dir)
	for _, n := range []string{p + "1-履职工作总结-方甲.docx", p + "1-履职工作总结-方甲（交来原件）.pdf", p + "8-干部民主测评表-方甲（交来原件）.dat"} {
		if got[n] == "" {
			t.Errorf("no %s in %v", n, names(got))
		}
	}
	b, _ := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p+"1-履职工作总结-方甲（交来原件）.pdf")))
	if !bytes.Equal(b, []byte("%PDF-1.4 h1")) {
		t.Errorf("the original holds %q", b)
	}
	if len(res.Apart) != 1 || res.Apart[0].Item != "干部民主测评表" || res.Originals != 2 {
		t.Errorf("apart %v, %d originals", res.Apart, res.Originals)
	}
}

func TestHostileNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	src := newSource(t, 1, 3)
	bad := []string{"../../etc/passwd\x00", "CON", strings.Repeat("长", 300) + ". "}
	src.change = func(_, i int, f *review.File) { f.Cadre.Name = bad[i] }
	pack(t, dir, src)
	for name := range files(t, dir) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if units(full) > maxPath {
			t.Errorf("path of %d: %s", units(full), name)
		}
	}
	if list, _ := os.ReadDir(filepath.Dir(dir)); len(list) != 1 {
		t.Errorf("something was written beside the pack: %v", list)
	}
}

func TestRefusals(t *testing.T) {
	deep := filepath.Join(t.TempDir(), strings.Repeat("深", 60), strings.Repeat("深", 60), strings.Repeat("深", 60))
	for what, c := range map[string]struct {
		target string
		src    *source
		lib    bool
		want   string
	}{
		"no subjects": {filepath.Join(t.TempDir(), "p"), newSource(t, 0, 0), true, "还没有考察对象"},
		"deep target": {deep, newSource(t, 1, 1), true, "路径太长"},
		"no fonts":    {filepath.Join(t.TempDir(), "p"), newSource(t, 1, 1), false, "模板和字体"},
	} {
		opt := Options{Forms: library}
		if !c.lib {
			opt.Forms = nil
		}
		if _, err := Make(t.Context(), c.target, c.src, opt); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := os.Stat(c.target); err == nil {
			t.Errorf("%s: something was written", what)
		}
	}
	src := newSource(t, 1, 1)
	s := *src.scheme
	s.Pack.Subject = append(slices.Clone(s.Pack.Subject), "没有这张")
	src.scheme = &s
	if _, err := Make(t.Context(), filepath.Join(t.TempDir(), "p"), src, Options{Forms: library}); err == nil || !strings.Contains(err.Error(), "pack.subject") {
		t.Errorf("an unknown form: %v", err)
	}
}

// A record that changes between the two passes makes no half pack.
func TestChangeWhileMaking(t *testing.T) {
	parent := t.TempDir()
	src := newSource(t, 1, 2)
	src.change = func(_, _ int, f *review.File) {
		if src.asked > 2 {
			f.Subject.ID += "!"
		}
	}
	if _, err := Make(t.Context(), filepath.Join(parent, "p"), src, Options{Forms: library}); err == nil || !strings.Contains(err.Error(), "有变动") {
		t.Errorf("changed records: %v", err)
	}
	if list, _ := os.ReadDir(parent); len(list) != 0 {
		t.Errorf("left %v", list)
	}
}

func TestSummaryOfTheRound(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	pack(t, dir, newSource(t, 2, 2))
	for name, rows := range map[string]int{"00-考察情况汇总表.xlsx": 4, "02-第2学院党总支/00-考察情况汇总表.xlsx": 2} {
		f, err := excelize.OpenFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		all, err := f.GetRows(f.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, r := range all {
			if slices.ContainsFunc(r, func(s string) bool { return s == "方甲" || s == "方乙" }) {
				n++
			}
		}
		if n != rows {
			t.Errorf("%s has %d people, want %d", name, n, rows)
		}
		f.Close()
	}
}
