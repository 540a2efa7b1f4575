package cadres

import (
	"context"
	"strings"
	"testing"

	"kaocha/app/desktop/desktest"
	"kaocha/data/cadre"
)

func TestTwoRecordsBecomeOneOnScreen(t *testing.T) {
	d, sh := desktest.OnSample(t)
	ctx := context.Background()
	keep, _ := d.Session.FindCadre(ctx, "林知秋")
	double := &cadre.Cadre{Name: "林知秋", Unit: keep.Unit, Mobile: "10000000001", Remarks: "另一条的备注", OfficePhone: keep.OfficePhone + "1"}
	if err := d.Session.SaveCadre(ctx, double, nil); err != nil {
		t.Fatal(err)
	}
	p := newPerson(d, keep)
	d.Win.SetContent(p.Content())
	p.askMerge()
	tapOnTop(t, d, "下一步")
	m, ok := sh.Last().(*Merging)
	if !ok || m.plan.Other.ID != double.ID {
		t.Fatalf("the only other record is not proposed: %T", sh.Last())
	}
	d.Win.SetContent(m.Content())
	m.Reload()
	if !m.ok.Disabled() || !strings.Contains(m.open.Text, "还有 ") {
		t.Fatalf("can be merged undecided: %s", m.open.Text)
	}
	for key := range m.decided {
		m.sides[key] = cadre.KeepSide
	}
	m.sides["手机"] = cadre.OtherSide
	m.Reload() // as after a change elsewhere: decisions stay
	if m.ok.Disabled() {
		t.Fatalf("decisions are lost: %s", m.open.Text)
	}
	m.accept()
	tapOnTop(t, d, "合并 林知秋")
	c, err := d.Session.FindCadre(ctx, "林知秋")
	if err != nil || c.ID != keep.ID || c.Mobile != "10000000001" || c.Remarks != "另一条的备注" || c.Position != keep.Position {
		t.Fatalf("%v %+v", err, c)
	}
	if sh.Backs != 1 || sh.Toasts[len(sh.Toasts)-1] != "已合并 林知秋 的两条记录" {
		t.Errorf("backs %d, toasts %v", sh.Backs, sh.Toasts)
	}
}

func TestMergeIsRefusedOnScreen(t *testing.T) {
	d, sh := desktest.OnSample(t)
	a, _ := d.Session.FindCadre(context.Background(), "林知秋")
	b, _ := d.Session.FindCadre(context.Background(), "谷雨")
	n := len(sh.Opened)
	OpenMerge(d, a.ID, b.ID) // both subjects of the sample's round
	if !d.Busy() || len(sh.Opened) != n {
		t.Error("subjects of one round can be merged")
	}
}
