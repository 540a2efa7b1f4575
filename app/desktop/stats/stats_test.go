package stats

import (
	"context"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/xuri/excelize/v2"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/store"
)

// open shows the screen on the sample.
func open(t *testing.T) (*desk.Desk, *desktest.Shell, *Screen) {
	t.Helper()
	d, sh := desktest.OnSample(t)
	s := New(d).(*Screen)
	d.Win.SetContent(s.Content())
	s.Reload()
	return d, sh, s
}

// line is a row as shown.
func (s *Screen) line(row int) string {
	var out []string
	for c := range s.table.Columns {
		out = append(out, s.cell(row, c).Text)
	}
	return strings.Join(out, " ")
}

func (s *Screen) last() string { return s.line(s.rows() - 1) }

// press taps a button of the window or of the dialog on top.
func press(t *testing.T, d *desk.Desk, text string) {
	t.Helper()
	var found *widget.Button
	look := func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && b.Text == text {
			found = b
		}
	}
	if top := d.Win.Canvas().Overlays().Top(); top != nil {
		desktest.Walk(top, look)
	} else {
		desktest.Walk(d.Win.Content(), look)
	}
	if found == nil {
		t.Fatalf("no button %s", text)
	}
	test.Tap(found)
}

func TestRegisterIsCountedAndDrawn(t *testing.T) {
	d, _, s := open(t)
	_, total, err := d.Session.Store.Cadres(context.Background(), store.CadreFilter{Limit: 1})
	if err != nil || total == 0 {
		t.Fatal(total, err)
	}
	if s.title.Text != "按党总支统计" || !strings.HasPrefix(s.info.Text, "干部库全部干部　共 36 人") || s.last() != "合计 36 100.00%" {
		t.Errorf("%s, %s, %s", s.title.Text, s.info.Text, s.last())
	}
	if s.chart.img.Image == nil || !s.chart.scroll.Visible() {
		t.Error("no chart is shown")
	}
	s.by.SetSelected("性别")
	if s.line(0)[:3] != "男" || !strings.HasPrefix(s.line(1), "女 ") || s.rows() != 3 {
		t.Errorf("by sex: %s | %s", s.line(0), s.line(1))
	}
	before := s.chart.img.Image
	s.kind.SetSelected(asPie)
	if s.chart.img.Image == before {
		t.Error("the pie was not drawn")
	}
	s.search.SetText("没有这个人")
	if s.last() != "合计 0 —" || s.chart.scroll.Visible() {
		t.Errorf("nobody: %s, chart %v", s.last(), s.chart.scroll.Visible())
	}
}

func TestRoundOffersGradeStageAndRates(t *testing.T) {
	_, _, s := open(t)
	if slices.Contains(s.by.Options, "评价等级") || slices.Contains(s.and.Options, rates) {
		t.Errorf("the register offers %v and %v", s.by.Options, s.and.Options)
	}
	s.which.SetSelectedIndex(1)
	if !slices.Contains(s.by.Options, "评价等级") || !slices.Contains(s.and.Options, rates) || !s.search.Disabled() {
		t.Errorf("the round offers %v and %v", s.by.Options, s.and.Options)
	}
	if !strings.Contains(s.info.Text, "的考察对象") {
		t.Errorf("counted: %s", s.info.Text)
	}
	s.by.SetSelected("年龄段")
	if want := "年龄计算到 " + sampleAssessed(t, s); !strings.Contains(s.info.Text, want) {
		t.Errorf("%s, want %s", s.info.Text, want)
	}
	s.and.SetSelected("评价等级")
	if !s.kind.Disabled() || !s.pieHint.Visible() {
		t.Error("a pie of two dimensions is offered")
	}
	if slices.Contains(s.and.Options, "年龄段") {
		t.Error("the first dimension is offered as second")
	}
	for row := range s.rows() - 1 {
		if r := s.made.Rows[row]; r.Kind == "" {
			judged := 0.0
			for i, c := range r.Cells[:3] {
				if c.Value == nil {
					t.Fatalf("%s column %d is hidden", r.Name, i)
				}
				judged += *c.Value
			}
			if judged > 0 && judged < 5 {
				t.Errorf("%s shows the grades of %v people", r.Name, judged)
			}
		}
	}
	s.and.SetSelected(rates)
	if !strings.HasSuffix(s.made.Columns[len(s.made.Columns)-1].Name, "率") {
		t.Errorf("columns %v", s.made.Columns)
	}
	s.which.SetSelectedIndex(0)
	if s.and.Selected != noSecond || s.by.Selected != "年龄段" || s.kind.Disabled() {
		t.Errorf("back at the register: %s, %s", s.by.Selected, s.and.Selected)
	}
}

func sampleAssessed(t *testing.T, s *Screen) string {
	t.Helper()
	list, err := s.d.Session.Store.Rounds(context.Background())
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	return list[0].Assessed.String()
}

func TestWrongDateStaysAndIsTold(t *testing.T) {
	d, _, s := open(t)
	s.by.SetSelected("年龄段")
	was := s.info.Text
	s.at.SetText("下个月")
	s.at.FocusLost()
	told := false
	desktest.Walk(s.Content(), func(o fyne.CanvasObject) {
		if l, ok := widgets.AsLabel(o); ok && l.Importance == widget.DangerImportance && l.Text != "" {
			told = true
		}
	})
	if !told || s.at.Text != "下个月" || s.info.Text != was || d.Busy() {
		t.Errorf("told %v, field %q, table %s", told, s.at.Text, s.info.Text)
	}
	s.at.SetText("2040-5-1")
	s.at.FocusLost()
	if !strings.HasSuffix(s.info.Text, "年龄计算到 2040.05.01") {
		t.Errorf("table %s", s.info.Text)
	}
	s.at.SetText("2040")
	s.at.FocusLost()
	if !d.Busy() {
		t.Error("a year alone was taken as a date for ages")
	}
}

func TestTableIsCopiedAsCells(t *testing.T) {
	d, sh, s := open(t)
	s.by.SetSelected("性别")
	s.table.Mark(0)
	press(t, d, "复制表格")
	got := strings.Split(strings.TrimSpace(d.App.Clipboard().Content()), "\n")
	if len(got) != 4 || got[0] != "性别\t人数\t占比" || got[3] != "合计\t36\t100.00%" || len(sh.Toasts) != 1 {
		t.Errorf("copied %q, told %v", got, sh.Toasts)
	}
}

func TestExcelAndPictureAreWritten(t *testing.T) {
	d, _, s := open(t)
	dir := t.TempDir()
	save := func(button, name string) string {
		press(t, d, button)
		var fields []interface{ SetText(string) }
		desktest.Walk(d.Win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if e, ok := o.(interface {
				SetText(string)
				Settle()
			}); ok {
				fields = append(fields, e)
			}
		})
		if len(fields) != 2 {
			t.Fatalf("%d fields in the dialog", len(fields))
		}
		fields[0].SetText(dir)
		fields[1].SetText(name)
		d.Enter()
		d.Escape()
		return filepath.Join(dir, name)
	}
	x := save("导出 Excel…", "表.xlsx")
	f, err := excelize.OpenFile(x)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if v, _ := f.GetCellValue("统计表", "A1"); v != s.made.Title {
		t.Errorf("title %q", v)
	}
	r, err := os.Open(save("图存成图片…", "图.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if cfg, err := png.DecodeConfig(r); err != nil || cfg.Width != 1800 {
		t.Errorf("picture %+v %v", cfg, err)
	}
}

func TestNobodyAtAll(t *testing.T) {
	d := desktest.New(t, desktest.Session(t))
	d.Shell = &desktest.Shell{}
	s := New(d).(*Screen)
	d.Win.SetContent(s.Content())
	s.Reload()
	press(t, d, "导入…")
	if !d.Busy() {
		t.Error("the empty screen does not lead to the import")
	}
	d.Escape()
	if err := sample.Install(context.Background(), d.Session.Store); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if s.last() != "合计 36 100.00%" {
		t.Errorf("after the import: %s", s.last())
	}
}

func TestDeletedRoundGivesWayToTheRegister(t *testing.T) {
	d, _, s := open(t)
	s.which.SetSelectedIndex(1)
	if err := sample.Remove(context.Background(), d.Session.Store); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if s.chosen().id != "" || d.Busy() {
		t.Errorf("counts %v, dialog %v", s.chosen(), d.Busy())
	}
}

// The chart follows the window's colours, at once when they are changed; what is
// saved stays white.
func TestChartFollowsTheTheme(t *testing.T) {
	_, _, s := open(t)
	corner := func() color.Color { return color.NRGBAModel.Convert(s.chart.img.Image.At(0, 0)) }
	ground := func() color.Color { return theme.Color(theme.ColorNameBackground) }
	if corner() != ground() {
		t.Fatalf("light: the chart's ground is %v, the window's %v", corner(), ground())
	}
	light := corner()
	test.ApplyTheme(t, own.New(true))
	s.Content().Refresh()
	if corner() != ground() || corner() == light {
		t.Errorf("dark: the chart's ground is %v, the window's %v", corner(), ground())
	}
	path := filepath.Join(t.TempDir(), "图.png")
	if err := job.WriteStats(s.made, s.chartKind(), path); err != nil {
		t.Fatal(err)
	}
	r, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if img, err := png.Decode(r); err != nil || color.NRGBAModel.Convert(img.At(0, 0)) != (color.NRGBA{255, 255, 255, 255}) {
		t.Errorf("the saved chart stands on %v (%v)", img.At(0, 0), err)
	}
}
