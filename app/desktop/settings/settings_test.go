package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms"
)

var ctx = context.Background()

func open(t *testing.T, section string) (*desk.Desk, *desktest.Shell, *Screen) {
	t.Helper()
	d, sh := desktest.OnSample(t)
	s := New(d).(*Screen)
	d.Win.SetContent(s.Content())
	s.Open(section)
	return d, sh, s
}

// entry finds the editor beside a label.
func entry(t *testing.T, s *Screen, label string) *widgets.Entry {
	t.Helper()
	var found *widgets.Entry
	after := false
	desktest.Walk(s.Content(), func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok {
			after = after || l.Text == label
		} else if e, ok := o.(*widgets.Entry); ok && after && found == nil {
			found = e
		}
	})
	if found == nil {
		// a Border lists the editor before its label
		desktest.Walk(s.Content(), func(o fyne.CanvasObject) {
			if c, ok := o.(*fyne.Container); ok && has(c, label) {
				for _, k := range c.Objects {
					desktest.Walk(k, func(o fyne.CanvasObject) {
						if e, ok := o.(*widgets.Entry); ok {
							found = e
						}
					})
				}
			}
		})
	}
	if found == nil {
		t.Fatalf("no entry %s", label)
	}
	return found
}

func has(c *fyne.Container, label string) bool {
	n := 0
	ok := false
	desktest.Walk(c, func(o fyne.CanvasObject) {
		if l, is := widgets.AsLabel(o); is {
			ok = ok || l.Text == label
		} else if _, is := o.(*widgets.Entry); is {
			n++
		}
	})
	return ok && n == 1
}

func button(t *testing.T, o fyne.CanvasObject, text string) *widget.Button {
	t.Helper()
	var found *widget.Button
	desktest.Walk(o, func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && b.Text == text {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %s", text)
	}
	return found
}

func says(o fyne.CanvasObject, part string) bool {
	ok := false
	desktest.Walk(o, func(o fyne.CanvasObject) {
		if l, is := widgets.AsLabel(o); is && strings.Contains(l.Text, part) {
			ok = true
		}
	})
	return ok
}

func top(t *testing.T, d *desk.Desk) fyne.CanvasObject {
	t.Helper()
	o := d.Win.Canvas().Overlays().Top()
	if o == nil {
		t.Fatal("no dialog is open")
	}
	return o
}

// TestSealReachesAForm: what is typed in 设置 stands on the printed form.
func TestSealReachesAForm(t *testing.T) {
	d, sh, s := open(t, "学校与纸张")
	var line *textLine
	for _, l := range schoolOf(t, s).lines {
		if l.set.Key == job.SetSubmitter {
			line = l
		}
	}
	line.entry.SetText(" 中共云溪大学委员会组织部 ")
	line.entry.FocusLost()
	if len(sh.Toasts) != 1 || !strings.Contains(sh.Toasts[0], "呈报单位") {
		t.Fatalf("told %v", sh.Toasts)
	}
	in, err := d.Session.FormInput(ctx, &cadre.Cadre{Name: "方例"})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := forms.ByKey("appointment")
	if got := f.Data(in)["呈报单位"]; got != "中共云溪大学委员会组织部" {
		t.Errorf("the form says %q", got)
	}
	if label, _ := d.Session.Store.CanUndo(ctx); label != "设置呈报单位" {
		t.Errorf("undo would act on %q", label)
	}
	if _, err := d.Session.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if line.entry.Text != "" {
		t.Errorf("after undo the entry shows %q", line.entry.Text)
	}
}

func schoolOf(t *testing.T, s *Screen) *school {
	t.Helper()
	if s.school == nil {
		t.Fatal("no school section")
	}
	return s.school
}

func TestRefusedTextStays(t *testing.T) {
	d, _, s := open(t, "学校与纸张")
	l := schoolOf(t, s).lines[0]
	long := strings.Repeat("大", 41)
	l.entry.SetText(long)
	s.Leave(func() {})
	if l.entry.Text != long || l.fault.Hidden || !strings.Contains(l.fault.Text, "最多 40 个字") {
		t.Errorf("entry %q, fault %q", l.entry.Text, l.fault.Text)
	}
	if v, _, _ := d.Session.Store.Setting(ctx, job.SetSchool); v != "" {
		t.Errorf("stored %q", v)
	}
}

func TestPaperIsADefault(t *testing.T) {
	d, _, s := open(t, "学校与纸张")
	schoolOf(t, s).paper.SetSelected(review.PaperByKey("A4").Name)
	r, err := d.Session.CreateRound(ctx, job.NewRound{Name: "新批次"})
	if err != nil || r.Paper != "A4" {
		t.Errorf("paper %q, %v", r.Paper, err)
	}
}

func TestFontsSayWhatIsMissing(t *testing.T) {
	_, _, s := open(t, "字体")
	g := s.sections[s.at].grid
	if g.Rows() < 3 {
		t.Fatalf("%d fonts", g.Rows())
	}
	missing := -1
	for r := range g.Rows() {
		if strings.HasPrefix(g.CellAt(r, 1).Text, "△ 缺") {
			missing = r
		}
	}
	if missing < 0 {
		t.Skip("every font is on this computer")
	}
	g.OnTap(missing, 0)
	if !says(s.Content(), "自己的字体文件夹，再重新打开程序") {
		t.Error("a missing font says nothing of what to do")
	}
}

func TestTemplateIsReplacedAndReset(t *testing.T) {
	d, sh, s := open(t, "表格模板")
	g := s.sections[s.at].grid
	row := -1
	for r := range g.Rows() {
		if g.CellAt(r, 0).Text == "谈话记录" {
			row = r
		}
	}
	if row < 0 {
		t.Fatal("谈话记录 is not listed")
	}
	test.Tap(button(t, s.Content(), "导出…"))
	if sh.Toasts[len(sh.Toasts)-1] != "请先在列表里选一张表" {
		t.Errorf("told %v", sh.Toasts)
	}
	f, _ := forms.ByKey("谈话记录")
	docx, err := d.Session.TemplateBytes(f, "", "")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "谈话.docx")
	if err := os.WriteFile(file, docx, 0o600); err != nil {
		t.Fatal(err)
	}
	g.Mark(row)
	test.Tap(button(t, s.Content(), "换成自己的…"))
	typePath(t, d, file)
	d.Enter()
	s.Reload()
	if got := g.CellAt(row, 1).Text; got != "● 自己的" {
		t.Fatalf("template %q, told %v", got, sh.Toasts)
	}
	test.Tap(button(t, s.Content(), "恢复自带"))
	test.Tap(button(t, top(t, d), "恢复自带"))
	s.Reload()
	if got := g.CellAt(row, 1).Text; got != "○ 自带" {
		t.Errorf("template %q", got)
	}
	bad := filepath.Join(t.TempDir(), "坏.docx")
	if err := os.WriteFile(bad, []byte("不是 Word"), 0o600); err != nil {
		t.Fatal(err)
	}
	g.Mark(row)
	test.Tap(button(t, s.Content(), "换成自己的…"))
	typePath(t, d, bad)
	d.Enter()
	if !d.Busy() || d.Session.HasOwnTemplate(f.Key) {
		t.Error("a file that is no Word file was taken without a word")
	}
}

func typePath(t *testing.T, d *desk.Desk, path string) {
	t.Helper()
	e, ok := d.Win.Canvas().Focused().(*widgets.Entry)
	if !ok {
		t.Fatal("the list of paths has no focus")
	}
	e.SetText(path)
}

func TestSchemeFaultsNameTheLine(t *testing.T) {
	d, sh, s := open(t, "考核方案")
	g := s.sections[s.at].grid
	if g.Rows() < 2 || g.CellAt(0, 2).Text != "√ 默认" {
		t.Fatalf("%d schemes, default %q", g.Rows(), g.CellAt(0, 2).Text)
	}
	g.Mark(1)
	test.Tap(button(t, s.Content(), "设为默认"))
	s.Reload()
	if g.CellAt(1, 2).Text != "√ 默认" || g.CellAt(0, 2).Text != "" {
		t.Error("the default did not move")
	}
	_, text, _ := review.ShippedByKey("fafu-probation")
	bad := filepath.Join(t.TempDir(), "坏.yaml")
	if err := os.WriteFile(bad, []byte(strings.Replace(string(text), "grades:", "等级:", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	test.Tap(button(t, s.Content(), "检查文件…"))
	typePath(t, d, bad)
	d.Enter()
	if !says(top(t, d), "行") {
		t.Error("the fault names no line")
	}
	d.Escape()
	good := filepath.Join(t.TempDir(), "本校.yaml")
	if err := os.WriteFile(good, []byte(strings.Replace(string(text), "\nname: 科级干部试用期考察", "\nname: 本校考察", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	test.Tap(button(t, s.Content(), "加入文件…"))
	typePath(t, d, good)
	d.Enter()
	s.Reload()
	if g.Rows() < 3 || !strings.HasPrefix(g.CellAt(g.Rows()-1, 1).Text, "● 自己的：本校.yaml") {
		t.Errorf("own scheme is not listed; told %v", sh.Toasts)
	}
}

func TestBackupAndRestore(t *testing.T) {
	d, _, s := open(t, "数据与备份")
	if !says(s.Content(), d.Session.Store.Path()) || !says(s.Content(), "还没有备份") {
		t.Error("the place of the data or the empty state is not told")
	}
	test.Tap(button(t, s.Content(), "立即备份"))
	g := s.sections[s.at].grid
	if g.Rows() != 1 || g.CellAt(0, 1).Text != "手工备份" {
		t.Fatalf("%d backups", g.Rows())
	}
	test.Tap(button(t, top(t, d), "关闭"))
	if _, err := d.Session.Set(ctx, job.SetSchool, "云溪大学"); err != nil {
		t.Fatal(err)
	}
	path := d.Session.Store.Path()
	g.Mark(0)
	test.Tap(button(t, s.Content(), "恢复选中的…"))
	if !says(top(t, d), "现在的数据会先另存一份") {
		t.Error("the confirmation does not say that the present data is kept")
	}
	if !says(top(t, d), "此后的 1 步操作，最近一步是") || !says(top(t, d), "备份里有：干部 36 人") {
		t.Error("what would be lost is not told")
	}
	var yes *widget.Button
	desktest.Walk(top(t, d), func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && strings.HasPrefix(b.Text, "恢复成") {
			yes = b
		}
	})
	test.Tap(yes)
	if !says(top(t, d), "恢复前的数据另存在") {
		t.Fatal("the end is not told")
	}
	again, err := job.Open(path, "乙")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if v, _, _ := again.Store.Setting(ctx, job.SetSchool); v != "" {
		t.Errorf("the setting %q is still there after restoring", v)
	}
	saved := 0
	for _, b := range again.Backups() {
		if b.Kind == "恢复前" {
			saved++
		}
	}
	if saved != 1 {
		t.Errorf("%d safety copies", saved)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	d, _, s := open(t, "数据与备份")
	bad := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(bad, []byte("文本"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.data.askRestore(job.BackupFile{Path: bad})
	if !says(top(t, d), "不能用来恢复") {
		t.Error("the reason is not told")
	}
	if _, err := d.Session.SettingValues(ctx); err != nil {
		t.Errorf("the session ended: %v", err)
	}
}

func TestLookAndOperatorAreKept(t *testing.T) {
	d, _, s := open(t, "界面与操作人")
	told := 0
	OnLook = func() { told++ }
	defer func() { OnLook = nil }()
	desktest.Walk(s.Content(), func(o fyne.CanvasObject) {
		if r, ok := o.(*widget.RadioGroup); ok {
			if r.Options[0] == light {
				r.SetSelected(dark)
			} else {
				r.SetSelected("125%")
			}
		}
	})
	p := d.App.Preferences()
	if told != 2 || !p.Bool(theme.DarkKey) || p.Int(theme.ScaleKey) != 125 {
		t.Errorf("told %d, dark %v, scale %d", told, p.Bool(theme.DarkKey), p.Int(theme.ScaleKey))
	}
	e := entry(t, s, "操作人")
	e.SetText("  林某 ")
	s.Leave(func() {})
	if d.Session.Store.User() != "林某" || Operator(p) != "林某" {
		t.Errorf("user %q, preference %q", d.Session.Store.User(), Operator(p))
	}
	e.SetText("")
	e.FocusLost()
	if d.Session.Store.User() != "林某" || !says(s.Content(), "请写操作人的姓名") {
		t.Error("an empty name was taken")
	}
}
