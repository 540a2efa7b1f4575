package parcels

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/store"
)

// texts are all labels and buttons of what lies on top, or of the object.
func texts(o fyne.CanvasObject) string {
	var b strings.Builder
	desktest.Walk(o, func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widget.Label:
			b.WriteString(x.Text + "\n")
		case *widgets.Paragraph:
			b.WriteString(x.Text + "\n")
		case *widget.Check:
			b.WriteString(x.Text + "\n")
		}
		if x := desktest.Button(o); x != nil {
			b.WriteString(x.Text + "\n")
		}
	})
	return b.String()
}

type window struct {
	t *testing.T
	d *desk.Desk
	s *desktest.Shell
}

func (w window) top() fyne.CanvasObject { return w.d.Win.Canvas().Overlays().Top() }

func (w window) press(text string) {
	w.t.Helper()
	var hit *widget.Button
	desktest.Walk(w.top(), func(o fyne.CanvasObject) {
		if b := desktest.Button(o); b != nil && strings.HasPrefix(b.Text, text) {
			hit = b
		}
	})
	if hit == nil {
		w.t.Fatalf("no button %q in:\n%s", text, texts(w.top()))
	}
	test.Tap(hit)
}

func (w window) fill(text string) {
	w.t.Helper()
	type entry interface{ SetText(string) }
	var hit entry
	desktest.Walk(w.top(), func(o fyne.CanvasObject) {
		if e, ok := o.(entry); ok {
			if _, label := widgets.AsLabel(o); !label && desktest.Button(o) == nil && hit == nil {
				hit = e
			}
		}
	})
	if hit == nil {
		w.t.Fatal("no entry")
	}
	hit.SetText(text)
}

func (w window) shows(words ...string) {
	w.t.Helper()
	text := ""
	if w.top() != nil {
		text = texts(w.top())
	}
	for _, x := range words {
		if !strings.Contains(text, x) {
			w.t.Fatalf("%q is not shown:\n%s", x, text)
		}
	}
}

// The way of a submission through the window: the key is compared with the
// slip, the plan shows both values of a conflict, what is chosen is written.
func TestSubmissionThroughTheWindow(t *testing.T) {
	parcel.PassphraseCost = 4
	ctx := context.Background()
	s := desktest.Session(t)
	if err := sample.Install(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.WorkOn(&rounds[0])
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	inv, err := w.Invite(ctx, "林学院", dir, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.Open(filepath.Join(t.TempDir(), "支.db"), "党总支")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	b.Now = s.Now
	o, err := b.OpenParcel(ctx, inv.Path, inv.Passphrase, "", nil)
	if err == nil {
		_, err = b.Take(ctx, o, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	name := o.Plan.Items[0].Name
	set := func(s *job.Session, mobile string) {
		c, err := s.FindCadre(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		c.Mobile = mobile
		if err := s.SaveCadre(ctx, c, nil); err != nil {
			t.Fatal(err)
		}
	}
	set(s, "13900000001")
	set(b, "13900000002")
	bw, err := b.Work(ctx, rounds[0].Name)
	if err != nil {
		t.Fatal(err)
	}
	sub, err := bw.Submit(ctx, "", dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, slip, err := bw.KeySlip(ctx, "")
	if err != nil {
		t.Fatal(err)
	}

	shell := &desktest.Shell{}
	win := window{t, desktest.New(t, s), shell}
	win.d.Shell = shell
	taken := ""
	Open(win.d, sub.Path, "", func(id string) { taken = id })
	win.shows("还没有登记", "登记卡")
	if strings.Contains(texts(win.top()), slip.Slip.Fingerprint) {
		t.Error("the fingerprint is there to be copied")
	}
	win.fill("0000-0000")
	win.press("核对并登记")
	win.shows("指纹与文件的不同")
	win.fill(slip.Slip.Fingerprint)
	win.press("核对并登记")
	win.shows("接收计划", name+"：有冲突", "13900000001", "13900000002", "党总支", "测试员", "接收（写入 0 人）")
	win.press("全部取对方的")
	win.shows("接收（写入 1 人）")
	win.press("接收（写入")
	win.shows("接收完成", "收下 1 项")
	if c, _ := s.FindCadre(ctx, name); c.Mobile != "13900000002" || taken != rounds[0].ID {
		t.Errorf("taken: %s, round %q", c.Mobile, taken)
	}
	win.press("以后再写")
	Open(win.d, sub.Path, "", nil)
	win.shows("没有完成", "没有重复接收")
	win.press("知道了")

	// The branch reads the receipt and sees it in its round.
	w, _ = s.WorkOn(&rounds[0])
	list, err := w.Submissions(ctx)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	ans, err := w.Answer(ctx, list[0], dir, "请补材料")
	if err != nil {
		t.Fatal(err)
	}
	win.d.Session = b
	screen := NewScreen(win.d, rounds[0].ID, nil)
	screen.Reload()
	if text := texts(screen.Content()); !strings.Contains(text, "还没有回执") || !strings.Contains(text, "已报送到第 1 号") {
		t.Errorf("before the receipt: %s", text)
	}
	Open(win.d, ans.Path, "", nil)
	win.shows("请补材料", "收下：登记表·手机")
	win.press("读入")
	screen.Reload()
	if text := texts(screen.Content()); !strings.Contains(text, "请补材料") || !strings.Contains(text, "第 1 号报送的回执") {
		t.Errorf("after the receipt: %s", text)
	}
}

// A wrong passphrase asks again; a refused file says why.
func TestPassphraseIsAskedAgain(t *testing.T) {
	parcel.PassphraseCost = 4
	ctx := context.Background()
	s := desktest.Session(t)
	if err := sample.Install(ctx, s.Store); err != nil {
		t.Fatal(err)
	}
	rounds, _ := s.Store.Rounds(ctx)
	w, err := s.WorkOn(&rounds[0])
	if err != nil {
		t.Fatal(err)
	}
	inv, err := w.Invite(ctx, "林学院", t.TempDir(), "1234567890", nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.Open(filepath.Join(t.TempDir(), "支.db"), "党总支")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	win := window{t, desktest.New(t, b), &desktest.Shell{}}
	win.d.Shell = win.s
	Open(win.d, inv.Path, "", nil)
	win.fill("1234567899")
	win.press("打开")
	win.shows("口令不对")
	win.fill("1234 5678-90")
	win.press("打开")
	win.shows("接收计划", string(handin.New))
	win.press("接收（写入")
	if _, n, _ := b.Store.Cadres(ctx, store.CadreFilter{}); n != 3 {
		t.Errorf("%d persons came", n)
	}
	for _, p := range []string{"a.KAOCHA", "b.kaochahz", "c.kaochayq"} {
		if Which([]string{"x.lrmx", p}) != p {
			t.Errorf("%s is not known", p)
		}
	}
	if Which([]string{"x.lrmx", "kaocha.xlsx"}) != "" {
		t.Error("a workbook passes as a parcel")
	}
}
