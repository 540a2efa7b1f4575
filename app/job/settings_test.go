package job

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kaocha/app/sample"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
	"kaocha/forms/page/markup"
)

var ctx = context.Background()

// newSession opens a new database in a folder of its own.
func newSession(t *testing.T) *Session {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	s, err := Open(filepath.Join(t.TempDir(), "测试.db"), "经办人甲")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func withSample(t *testing.T) *Session {
	t.Helper()
	s := newSession(t)
	if err := sample.Install(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	s.Now = func() time.Time { return sample.Today.Time() }
	return s
}

func set(t *testing.T, s *Session, name, value string) {
	t.Helper()
	if _, err := s.Set(ctx, name, value); err != nil {
		t.Fatalf("set %s: %v", name, err)
	}
}

// text is what a form says when it is printed.
func text(t *testing.T, s *Session, key string, in *forms.Input) string {
	t.Helper()
	f, err := forms.ByKey(key)
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Forms.Make(f, in)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Overflow) > 0 {
		t.Errorf("%s: no room for %v", key, out.Overflow)
	}
	pkg, err := markup.Open(out.Docx)
	if err != nil {
		t.Fatal(err)
	}
	b, err := pkg.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	return tags.ReplaceAllString(string(b), "")
}

var tags = regexp.MustCompile(`<[^>]*>`)

func TestSealsReachThePrintedForms(t *testing.T) {
	s := withSample(t)
	set(t, s, "呈报单位", "中共云溪大学委员会组织部")
	set(t, s, "审批机关", "中共云溪大学委员会")
	set(t, s, "行政任免机关", "云溪大学")
	set(t, s, "组织部落款", "中共云溪大学委员会组织部")
	set(t, s, "党委落款", "中共云溪大学委员会")
	in, err := s.FormInput(ctx, &cadre.Cadre{Name: "方例"})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"appointment", "appointment-trial"} {
		for _, paper := range review.Papers {
			in.Paper = paper.Key
			got := text(t, s, key, in)
			for _, want := range []string{"中共云溪大学委员会组织部", "中共云溪大学委员会", "云溪大学"} {
				if !strings.Contains(got, want) {
					t.Errorf("%s on %s lacks %s", key, paper.Key, want)
				}
			}
		}
	}
	in.Cadre.Appointment.Submitter = "自己填的呈报单位"
	if got := text(t, s, "appointment", in); !strings.Contains(got, "自己填的呈报单位") || strings.Contains(got, "委员会组织部") {
		t.Error("the record's own 呈报单位 does not win")
	}
	w, f := firstSubject(t, s)
	sub, err := w.SubjectInput(ctx, f, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := text(t, s, "review-form", sub)
	for _, want := range []string{"中共云溪大学委员会组织部（盖章）", "　中共云溪大学委员会（盖章）"} {
		if !strings.Contains(got, want) {
			t.Errorf("review form lacks %s", want)
		}
	}
	for i := range w.Scheme.Opinions {
		if w.Scheme.Opinions[i].Key == "department" {
			w.Scheme.Opinions[i].Seal = "方案写的落款"
		}
	}
	if got := text(t, s, "review-form", sub); !strings.Contains(got, "方案写的落款（盖章）") || strings.Contains(got, "组织部（盖章）") {
		t.Error("the scheme's own seal does not win")
	}
}

func firstSubject(t *testing.T, s *Session) (*Work, *review.File) {
	t.Helper()
	rounds, err := s.Store.Rounds(ctx)
	if err != nil || len(rounds) == 0 {
		t.Fatal(err, len(rounds))
	}
	w, err := s.WorkOn(&rounds[0])
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.Dossier(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return w, d.Files[0]
}

func TestNewRoundsTakeTheDefaults(t *testing.T) {
	s := newSession(t)
	set(t, s, "学校名称", "  云溪大学 ")
	set(t, s, "默认纸张", "A4（210×297 毫米）")
	set(t, s, "默认考核方案", "national-probation")
	r, err := s.CreateRound(ctx, NewRound{Name: "甲"})
	if err != nil {
		t.Fatal(err)
	}
	if r.School != "云溪大学" || r.Paper != "A4" || r.SchemeKey != "national-probation" {
		t.Errorf("round %q %q %q", r.School, r.Paper, r.SchemeKey)
	}
	r, err = s.CreateRound(ctx, NewRound{Name: "乙", Scheme: "fafu-probation", School: "另一所", Paper: "16K"})
	if err != nil || r.School != "另一所" || r.Paper != "16K" || r.SchemeKey != "fafu-probation" {
		t.Errorf("what was asked for does not win: %q %q %q %v", r.School, r.Paper, r.SchemeKey, err)
	}
	if label, err := s.Store.CanUndo(ctx); err != nil || label != "新建批次 乙" {
		t.Errorf("undo %q %v", label, err)
	}
	set(t, s, "默认纸张", "")
	if label, err := s.Store.Undo(ctx); err != nil || label != "设置默认纸张" {
		t.Fatalf("undo %q %v", label, err)
	}
	if v, _, _ := s.Store.Setting(ctx, SetPaper); v != "A4" {
		t.Errorf("after undo the paper is %q", v)
	}
}

func TestWrongSettingsAreRefused(t *testing.T) {
	s := newSession(t)
	for _, c := range []struct{ name, value, want string }{
		{"没有的", "x", "没有设置“没有的”"},
		{"默认纸张", "A5", "没有纸张“A5”"},
		{"默认考核方案", "没有", "没有考核方案“没有”"},
		{"学校名称", strings.Repeat("大", 41), "最多 40 个字"},
		{"党委落款", "一\n二", "写在一行里"},
	} {
		if _, err := s.Set(ctx, c.name, c.value); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("set %s=%q: %v, want %q", c.name, c.value, err, c.want)
		}
	}
}

func TestOwnSchemes(t *testing.T) {
	s := newSession(t)
	_, text, err := review.ShippedByKey("fafu-probation")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "本校.yaml"), filepath.Join(dir, "坏.yaml")
	sch, _, _ := LoadScheme("fafu-probation")
	write(t, good, strings.Replace(string(text), "\nname: "+sch.Name, "\nname: 云溪大学科级干部考察", 1))
	write(t, bad, strings.Replace(string(text), "grades:", "等级:", 1))
	if _, faults, err := CheckScheme(bad); err != nil || len(faults) == 0 || !strings.Contains(faults[0], "行") {
		t.Errorf("faults %q %v", faults, err)
	}
	if _, _, err := CheckScheme(filepath.Join(dir, "没有.yaml")); err == nil {
		t.Error("a file that is not there was checked")
	}
	if _, err := s.UseScheme(ctx, bad); err == nil {
		t.Error("a wrong scheme was taken")
	}
	c, err := s.UseScheme(ctx, good)
	if err != nil {
		t.Fatal(err)
	}
	set(t, s, "默认考核方案", c.Name)
	r, err := s.CreateRound(ctx, NewRound{Name: "甲"})
	if err != nil || !strings.Contains(r.SchemeText, "云溪大学科级干部考察") {
		t.Fatalf("round without the own scheme: %v", err)
	}
	all, err := s.Schemes(ctx)
	if err != nil || !all[len(all)-1].Own || all[len(all)-1].From != "本校.yaml" {
		t.Fatalf("schemes %v %v", all, err)
	}
	if err := s.DropScheme(ctx, c.Name); err != nil {
		t.Fatal(err)
	}
	if r, err := s.CreateRound(ctx, NewRound{Name: "乙"}); err != nil || strings.Contains(r.SchemeText, "云溪大学科级干部考察") {
		t.Errorf("a dropped scheme is still the default: %v", err)
	}
	if err := s.DropScheme(ctx, "fafu-probation"); err == nil {
		t.Error("a shipped scheme was dropped")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFontUsesNameTheForms(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	s := newSession(t)
	list, err := s.FontUses()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range list {
		seen[f.Family] = true
		if len(f.Forms) == 0 || f.From == "" || f.Missing() != (f.Todo() != "") {
			t.Errorf("font %+v", f)
		}
	}
	for _, want := range []string{"宋体", "Times New Roman"} {
		if !seen[want] {
			t.Errorf("no form asks for %s: %v", want, seen)
		}
	}
}

func TestBackupsAreListedAndRestoredInPlace(t *testing.T) {
	s := withSample(t)
	if got := s.Backups(); len(got) != 0 {
		t.Fatalf("backups before any: %v", got)
	}
	p, err := s.Backup(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	list := s.Backups()
	if len(list) != 1 || list[0].Path != p || list[0].Kind != "手工备份" || list[0].Size == 0 || !list[0].At.Equal(sample.Today.Time()) {
		t.Fatalf("backups %+v", list)
	}
	if err := sample.Remove(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "坏.db")
	write(t, broken, "不是数据库")
	if _, closed, err := s.RestoreInPlace(&BackupCopy{Path: broken}); err == nil || closed {
		t.Fatalf("a broken backup: closed %v, %v", closed, err)
	}
	if _, _, err := s.Store.Cadres(ctx, store.CadreFilter{Limit: 1}); err != nil {
		t.Fatalf("the session ended over a broken backup: %v", err)
	}
	db := s.Store.Path()
	saved, closed, err := s.RestoreInPlace(&BackupCopy{Path: p, Name: filepath.Base(p)})
	if err != nil || !closed {
		t.Fatal(closed, err)
	}
	again, err := Open(db, "乙")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, n, err := again.Store.Cadres(ctx, store.CadreFilter{Limit: 1}); err != nil || n != 36 {
		t.Errorf("restored %d cadres, %v", n, err)
	}
	kinds := map[string]int{}
	for _, b := range again.Backups() {
		kinds[b.Kind]++
	}
	if kinds["恢复前"] != 1 || kinds["手工备份"] != 1 || saved == "" {
		t.Errorf("kept %v, said %q", kinds, saved)
	}
}

func TestDiagnosisNamesNobody(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	t.Setenv("USER", "zhangsan")
	t.Setenv("USERNAME", "zhangsan")
	s := withSample(t)
	if _, err := s.Backup(ctx, ""); err != nil {
		t.Fatal(err)
	}
	got, err := s.Diagnosis(ctx, "9.9.9")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"9.9.9", "干部 36 人", "批次 1 个", "SQLite：3.", "备份：1 份", "自选的位置"} {
		if !strings.Contains(got, want) {
			t.Errorf("diagnosis lacks %q:\n%s", want, got)
		}
	}
	home, _ := os.UserHomeDir()
	secret := []string{home, "zhangsan", "经办人甲", s.Store.Path()}
	list, _, err := s.Store.Cadres(ctx, store.CadreFilter{})
	if err != nil || len(list) != 36 {
		t.Fatal(len(list), err)
	}
	for _, c := range list {
		secret = append(secret, c.Name, c.Unit)
	}
	for _, x := range secret {
		if x != "" && strings.Contains(got, x) {
			t.Errorf("diagnosis tells %q:\n%s", x, got)
		}
	}
}
