package rounds

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/data/store"
)

// findingsView lists what the checker says about a round.
type findingsView struct {
	p       *Page
	rows    []review.Finding
	waived  *widget.Check
	counts  *widget.Label
	table   *widgets.Grid
	detail  *widget.Label
	waive   *widget.Button
	goThere *widget.Button
	body    fyne.CanvasObject
}

func newFindings(p *Page) *findingsView {
	v := &findingsView{p: p, counts: widget.NewLabel(""), detail: widgets.Wrapped("")}
	v.waived = widget.NewCheck("也列出已说明的", func(bool) { v.apply() })
	v.table = widgets.NewGrid([]widgets.Column{{Title: "程度", Width: 52}, {Title: "姓名", Width: 104}, {Title: "表", Width: 130}, {Title: "栏目", Width: 110}, {Title: "问题", Width: 520, Grow: true}},
		func() int { return len(v.rows) }, v.cell)
	v.table.OnTap = func(row, _ int) { v.show(row) }
	v.table.OnOpen = func(row, _ int) { v.show(row); v.openSubject() }
	v.table.OnCopy = func(string) { p.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	v.waive = desk.Button("说明原因…", theme.DocumentCreateIcon(), v.askWaive)
	v.goThere = desk.Button("打开考察对象", theme.NavigateNextIcon(), v.openSubject)
	v.waive.Disable()
	v.goThere.Disable()
	foot := container.NewBorder(nil, nil, nil, container.NewVBox(v.goThere, v.waive), v.detail)
	v.body = container.NewBorder(container.NewHBox(v.counts, v.waived), foot, nil, nil, v.table)
	return v
}

func (v *findingsView) openCount() int {
	n := 0
	for _, f := range v.p.findings {
		if f.Waived == "" {
			n++
		}
	}
	return n
}

func (v *findingsView) apply() {
	v.rows = nil
	n := map[review.Severity]int{}
	for _, f := range v.p.findings {
		if f.Waived == "" {
			n[f.Severity]++
		}
		if f.Waived == "" || v.waived.Checked {
			v.rows = append(v.rows, f)
		}
	}
	v.counts.SetText(fmt.Sprintf("错误 %d　警告 %d　提示 %d", n[review.Error], n[review.Warning], n[review.Note]))
	v.table.Mark(-1)
	v.detail.SetText("")
	v.waive.Disable()
	v.goThere.Disable()
}

func (v *findingsView) cell(row, col int) widgets.Cell {
	if row >= len(v.rows) {
		return widgets.Cell{}
	}
	f := v.rows[row]
	if col == 0 {
		return widgets.Cell{Text: f.Severity.Name(), Color: severityColor(f), Bold: f.Severity == review.Error}
	}
	message := f.Message
	if f.Waived != "" {
		message = "（已说明：" + f.Waived + "）" + message
	}
	return widgets.Cell{Text: [...]string{f.Person, f.Form, f.Field, message}[col-1]}
}

func severityColor(f review.Finding) fyne.ThemeColorName {
	switch {
	case f.Waived != "":
		return theme.ColorNameDisabled
	case f.Severity == review.Error:
		return own.ColorMissing
	case f.Severity == review.Warning:
		return own.ColorDraft
	}
	return ""
}

// marked is the finding that is marked, nil when none is.
func (v *findingsView) marked() *review.Finding {
	if m := v.table.Marked(); len(m) == 1 && m[0] < len(v.rows) {
		return &v.rows[m[0]]
	}
	return nil
}

func (v *findingsView) show(row int) {
	f := v.rows[row]
	text := f.Message
	if f.Found != "" || f.Expected != "" {
		text += "\n现在：" + dash(f.Found) + "　应为：" + dash(f.Expected)
	}
	text += "\n怎么办：" + dash(f.Action)
	if f.Waived != "" {
		text += "\n已说明：" + f.Waived
	}
	v.detail.SetText(text)
	v.waive.SetText("说明原因…")
	if f.Waived != "" {
		v.waive.SetText("取消说明")
	}
	v.waive.Enable()
	if f.Subject != "" {
		v.goThere.Enable()
	} else {
		v.goThere.Disable()
	}
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func (v *findingsView) openSubject() {
	if f := v.marked(); f != nil && f.Subject != "" {
		v.p.d.Shell.Open(newSubject(v.p.d, v.p.id, f.Subject, f.Person))
	}
}

func (v *findingsView) askWaive() {
	f := v.marked()
	if f == nil {
		return
	}
	d, w, key := v.p.d, v.p.w, f.Key
	if f.Waived != "" {
		d.Do("取消说明", func(ctx context.Context) error {
			return w.Store.Do(ctx, "取消说明 "+f.Person, func(tx *store.Tx) error { return tx.DeleteWaiver(w.Round.ID, key) })
		}, func() { d.Shell.Toast("已取消说明", true) })
		return
	}
	reason := widgets.NewLong(3)
	reason.SetPlaceHolder("为什么可以不改，例如：档案认定的出生日期与身份证不同，以档案为准")
	d.Ask("说明原因", "保存", container.NewBorder(widgets.Wrapped(f.Message), nil, nil, nil, reason), fyne.NewSize(560, 300), func() error {
		if reason.Text == "" {
			return errors.New("请写明原因，它会随批次保存")
		}
		text := reason.Text
		d.Do("说明原因", func(ctx context.Context) error { _, err := w.Waive(ctx, key, text); return err }, func() { d.Shell.Toast("已说明，问题不再计数", true) })
		return nil
	})
	d.Win.Canvas().Focus(reason)
}
