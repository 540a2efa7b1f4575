package cadres

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/exchange"
)

// AskImport asks for the files to import.
func AskImport(d *desk.Desk) {
	d.AskOpen("导入干部", "读取", "可以导入：任免审批表文件（.lrmx、.lrm）、Excel 或 CSV 花名册，也可以是装着它们的文件夹。先列出会有什么变化，确认后才写入。", true,
		func(paths []string) { Import(d, paths) })
}

// Import reads files and shows the plan; nothing is written before it is
// accepted. A roster with columns nobody has explained asks about them first.
func Import(d *desk.Desk, paths []string) {
	readPlan(d, paths, exchange.RosterOptions{}, func(v *planView, said map[string]string) {
		rosters := v.batch.Rosters
		if slices.ContainsFunc(rosters, func(r *exchange.Roster) bool { return !named(r) || len(unclear(r, said)) > 0 }) {
			askColumns(d, paths, v.opts, rosters, said)
			return
		}
		v.show()
	})
}

// importWith shows the plan as the clerk has explained the columns.
func importWith(d *desk.Desk, paths []string, opts exchange.RosterOptions) {
	readPlan(d, paths, opts, func(v *planView, _ map[string]string) { v.show() })
}

func readPlan(d *desk.Desk, paths []string, opts exchange.RosterOptions, then func(v *planView, said map[string]string)) {
	d.Long("读取要导入的文件", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		plan, batch, err := d.Session.PlanImport(ctx, paths, opts, progress)
		if err != nil {
			return nil, err
		}
		said, err := d.Session.Headers(ctx)
		return func() {
			v := newPlanView(d, plan, batch)
			v.paths, v.opts, v.said = paths, opts, said
			then(v, said)
		}, err
	})
}

// planView lets a clerk look an import over and choose.
type planView struct {
	d      *desk.Desk
	plan   *exchange.Plan
	batch  *exchange.Batch
	paths  []string
	opts   exchange.RosterOptions
	said   map[string]string // what was said about columns
	kind   exchange.ItemKind // listed alone, "" for all
	order  []int             // items as listed
	table  *widgets.Grid
	detail *fyne.Container
	ok     *desk.Push
	dlg    *dialog.CustomDialog
}

func newPlanView(d *desk.Desk, p *exchange.Plan, b *exchange.Batch) *planView {
	v := &planView{d: d, plan: p, batch: b, detail: container.NewVBox()}
	v.sort()
	v.table = widgets.NewGrid([]widgets.Column{{Title: "导入", Width: 50}, {Title: "情况", Width: 66}, {Title: "姓名", Width: 84}, {Title: "说明", Width: 210, Grow: true}},
		func() int { return len(v.order) }, v.cell)
	v.table.OnTap = func(row, col int) {
		if col == 0 {
			v.toggle(v.item(row))
		}
		v.showItem(v.item(row))
	}
	v.table.OnOpen = func(row, _ int) { v.toggle(v.item(row)); v.showItem(v.item(row)) }
	v.ok = desk.Primary("导入", theme.ConfirmIcon(), v.accept)
	return v
}

func (v *planView) item(row int) *exchange.Item { return &v.plan.Items[v.order[row]] }

func written(it *exchange.Item) bool {
	return !it.Skip && (it.Kind == exchange.New || it.Kind == exchange.Changed && slices.ContainsFunc(it.Changes, func(c exchange.FieldChange) bool { return c.Accept }))
}

func (v *planView) cell(row, col int) widgets.Cell {
	if row >= len(v.order) {
		return widgets.Cell{}
	}
	it := v.item(row)
	switch col {
	case 0:
		if written(it) {
			return widgets.Cell{Text: "√", Bold: true, Color: own.ColorDone}
		}
		return widgets.Cell{Text: "—"}
	case 1:
		return widgets.Cell{Text: string(it.Kind), Color: kindColor(it.Kind)}
	case 2:
		return widgets.Cell{Text: it.Person.Cadre.Name}
	}
	text, color := it.Reason, fyne.ThemeColorName("")
	if len(it.Changes) > 0 {
		text = strings.Trim(fmt.Sprintf("改 %d 项，%s", len(it.Changes), it.Reason), "，")
	}
	if n := len(it.Person.Problems); n > 0 {
		text, color = strings.Trim(fmt.Sprintf("有问题 %d 处，%s", n, text), "，"), own.ColorDraft
	}
	return widgets.Cell{Text: text, Color: color}
}

func kindColor(k exchange.ItemKind) fyne.ThemeColorName {
	switch k {
	case exchange.Doubtful:
		return own.ColorMissing
	case exchange.New:
		return own.ColorDone
	case exchange.Changed:
		return own.ColorSigned
	}
	return ""
}

func (v *planView) toggle(it *exchange.Item) {
	if it.Kind == exchange.New || it.Kind == exchange.Changed {
		it.Skip = !it.Skip
	}
	v.update()
}

// showItem lists what would change for one person, each field to be left out.
func (v *planView) showItem(it *exchange.Item) {
	v.detail.RemoveAll()
	v.detail.Add(widgets.Heading(it.Person.Cadre.Name + "：" + string(it.Kind)))
	o := it.Person.Origin
	from := "来自 " + filepath.Base(o.File)
	if o.Row > 0 {
		from += fmt.Sprintf("，%s第 %d 行", strings.TrimLeft(o.Sheet+" ", " "), o.Row)
	}
	v.detail.Add(widgets.Wrapped(from))
	if it.Reason != "" {
		v.detail.Add(widgets.Wrapped(it.Reason))
	}
	v.addChoices(it)
	v.addChanges(it)
	for _, p := range it.Person.Problems {
		l := widgets.Wrapped(p.String())
		l.Importance = widget.WarningImportance
		v.detail.Add(l)
	}
	v.detail.Refresh()
}

func blank(s string) string {
	if s == "" {
		return "（空）"
	}
	return s
}

// addChoices lets a doubtful person be settled: who it is, or somebody new.
func (v *planView) addChoices(it *exchange.Item) {
	if len(it.Candidates) == 0 {
		return
	}
	settle := func(id string) func() {
		return func() {
			if err := it.Resolve(id); err != nil {
				v.d.Fail("确定是哪个人", err)
				return
			}
			v.showItem(it)
			v.update()
		}
	}
	for _, c := range it.Candidates {
		v.detail.Add(desk.Button("就是库里的 "+c.Name+"（"+c.Birth.Dotted()+" "+c.Unit+"）", nil, settle(c.ID)))
	}
	v.detail.Add(desk.Button("另外一个人，作为新人导入", nil, settle(exchange.AsNew)))
}

func (v *planView) update() {
	n := len(v.plan.Apply())
	v.ok.SetText(fmt.Sprintf("导入 %d 人", n))
	if n == 0 {
		v.ok.Disable()
	} else {
		v.ok.Enable()
	}
	v.table.Refresh()
}

// problems lists what a clerk must know about the files.
func (v *planView) problems() string {
	var b strings.Builder
	for _, f := range v.batch.Files {
		if f.Reason != "" {
			fmt.Fprintf(&b, "跳过 %s：%s\n", filepath.Base(f.File), f.Reason)
		}
	}
	for _, p := range v.plan.Problems {
		mark := "注意　"
		if p.Refused {
			mark = "拒收　"
		}
		b.WriteString(mark + p.String() + "\n")
	}
	return strings.TrimSpace(b.String())
}

func (v *planView) show() {
	right := fyne.CanvasObject(container.NewVScroll(v.detail))
	if text := v.problems(); text != "" {
		n := strings.Count(text, "\n") + 1
		right = container.NewVSplit(right, container.NewBorder(widgets.Heading(fmt.Sprintf("文件里的问题（%d）", n)), nil, nil, nil, container.NewVScroll(widgets.Wrapped(text))))
	}
	split := container.NewHSplit(v.table, right)
	split.SetOffset(0.45)
	v.dlg = dialog.NewCustomWithoutButtons("导入计划", container.NewBorder(container.NewVBox(widgets.Wrapped(v.summary()), v.kinds()), nil, nil, nil, split), v.d.Win)
	buttons := []fyne.CanvasObject{desk.Button("取消", nil, v.dlg.Dismiss), v.ok}
	if len(v.batch.Rosters) > 0 {
		buttons = append([]fyne.CanvasObject{desk.Button("对应列…", nil, func() {
			v.dlg.Dismiss()
			askColumns(v.d, v.paths, v.opts, v.batch.Rosters, v.said)
		})}, buttons...)
	}
	v.dlg.SetButtons(buttons)
	if len(v.order) > 0 {
		v.showItem(v.item(0))
		v.table.Mark(0)
	}
	v.update()
	c := v.d.Win.Canvas().Size()
	v.dlg.Resize(fyne.NewSize(min(1040, c.Width-40), min(640, c.Height-40)))
	v.d.Show(v.dlg)
}

func (v *planView) accept() {
	v.dlg.Dismiss()
	v.d.Long("导入", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		n, err := v.d.Session.Import(ctx, v.plan, progress)
		return func() { v.d.Shell.Toast(fmt.Sprintf("已导入 %d 人", n), true) }, err
	})
}
