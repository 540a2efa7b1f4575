package cadres

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/data/exchange"
	"kaocha/data/store"
)

// inTop collects the objects of a kind in the dialog on top.
func inTop[T fyne.CanvasObject](d *desk.Desk) (out []T) {
	if top := d.Win.Canvas().Overlays().Top(); top != nil {
		desktest.Walk(top, func(o fyne.CanvasObject) {
			if x, ok := o.(T); ok {
				out = append(out, x)
			}
		})
	}
	return out
}

func csvFile(t *testing.T, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "名册.csv")
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestColumnsAreExplainedOnceAndRemembered(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	file := csvFile(t, "姓名,岗位名称,饭卡号,单位\n夏无忧,某科科长,12,校史研究室\n合计,1,,\n")
	Import(d, []string{file})
	picks := inTop[*widget.Select](d)
	if len(picks) != 4 || picks[0].Selected != "姓名" || picks[1].Selected != notRead || onTop(d, "看导入计划") == nil {
		t.Fatalf("the columns are not asked about: %d choices", len(picks))
	}
	picks[1].SetSelected("姓名")
	tapOnTop(t, d, "看导入计划")
	if onTop(d, "看导入计划") == nil {
		t.Fatal("two columns of names were taken")
	}
	picks[1].SetSelected("现任职务")
	tapOnTop(t, d, "看导入计划")
	if onTop(d, "导入 1 人") == nil {
		t.Fatal("the plan is not shown")
	}
	var text string
	for _, l := range inTop[*widgets.Paragraph](d) {
		text += l.Text + "\n"
	}
	if !strings.Contains(text, "合计、说明等 1 行跳过") {
		t.Errorf("skipped rows are not counted:\n%s", text)
	}
	tapOnTop(t, d, "导入 1 人")
	c, err := d.Session.FindCadre(ctx, "夏无忧")
	if err != nil || c.Position != "某科科长" || c.Unit != "校史研究室" {
		t.Fatalf("%v %+v", err, c)
	}
	Import(d, []string{csvFile(t, "姓名,岗位名称,饭卡号\n夏无忧,某科副科长,12\n")})
	if onTop(d, "看导入计划") != nil || onTop(d, "对应列…") == nil {
		t.Error("the same headers are asked about again")
	}
}

func TestRosterWithoutNamesAsksForThem(t *testing.T) {
	d, _ := desktest.OnSample(t)
	Import(d, []string{csvFile(t, "人员,单位,职务\n夏无忧,校史研究室,某科科长\n")})
	picks := inTop[*widget.Select](d)
	if len(picks) != 3 {
		t.Fatalf("%d columns", len(picks))
	}
	tapOnTop(t, d, "看导入计划")
	if onTop(d, "看导入计划") == nil {
		t.Fatal("imported without a column of names")
	}
	picks[0].SetSelected("姓名")
	tapOnTop(t, d, "看导入计划")
	tapOnTop(t, d, "导入 1 人")
	if _, err := d.Session.FindCadre(context.Background(), "夏无忧"); err != nil {
		t.Error(err)
	}
}

func TestPlanListsOneKindAndTakesAllFieldsOrNone(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	file := csvFile(t, "姓名,性别,出生年月,单位,手机,籍贯\n夏无忧,男,1990.01,校史研究室,,\n林知秋,女,1987.09,林学院,10000000007,别处\n")
	plan, batch, err := d.Session.PlanImport(ctx, []string{file}, exchange.RosterOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	v := newPlanView(d, plan, batch)
	v.show()
	kinds := inTop[*widget.RadioGroup](d)[0]
	if strings.Join(kinds.Options, " ") != "全部 2 新增 1 修改 1" {
		t.Fatalf("kinds %v", kinds.Options)
	}
	kinds.SetSelected("修改 1")
	if len(v.order) != 1 || v.item(0).Person.Cadre.Name != "林知秋" {
		t.Fatalf("lists %d", len(v.order))
	}
	tapOnTop(t, d, "全部不接受")
	if v.ok.Text != "导入 1 人" || written(v.item(0)) {
		t.Errorf("%s", v.ok.Text)
	}
	tapOnTop(t, d, "全部接受")
	if v.ok.Text != "导入 2 人" {
		t.Errorf("%s", v.ok.Text)
	}
	v.accept()
	if c, _ := d.Session.FindCadre(ctx, "林知秋"); c.NativePlace != "别处" {
		t.Error("not imported")
	}
	if _, n, _ := d.Session.Store.Cadres(ctx, store.CadreFilter{}); n != 37 {
		t.Errorf("%d persons", n)
	}
}
