package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/safefile"
	"kaocha/forms"
)

// summaryView is the 考察情况汇总表 in the window: the columns, the rows and the
// totals that the Excel file has. Of a branch when the page shows one.
type summaryView struct {
	p     *Page
	cols  []forms.RosterColumn
	rows  []forms.RosterRow // the last is the totals
	info  *widget.Label
	table *widgets.Grid
	body  fyne.CanvasObject
}

// entered are the columns that are filled in by hand.
var entered = map[string]bool{"评价等级": true, "考察组意见": true, "备注": true}

func newSummary(p *Page) *summaryView {
	v := &summaryView{p: p, info: widget.NewLabel("")}
	v.info.Truncation = fyne.TextTruncateEllipsis
	v.table = widgets.NewGrid(nil, func() int { return len(v.rows) }, v.cell)
	v.table.OnOpen = func(row, _ int) { v.askRow(row) }
	v.table.OnMenu = func(row, _ int) []*fyne.MenuItem { return v.items(row) }
	v.table.OnCopy = func(string) { p.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	bar := container.NewHBox(desk.Button("填写选中的一行…", theme.DocumentCreateIcon(), func() {
		if m := v.table.Marked(); len(m) == 1 {
			v.askRow(m[0])
		} else {
			p.d.Shell.Toast("请先选一行", false)
		}
	}), desk.Button("导出 Excel…", theme.DocumentSaveIcon(), func() { v.askWrite(".xlsx") }),
		desk.Button("打印…", theme.DocumentPrintIcon(), v.print))
	hint := widget.NewLabel("和 Excel 汇总表同一来源：票数、得票率、谈话由程序算；带“＊”的栏按回车填写。")
	hint.Importance, hint.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	v.body = container.NewBorder(container.NewBorder(nil, nil, nil, bar, v.info), hint, nil, nil, v.table.Or("没有可列的人。在“材料”一页加入考察对象。"))
	return v
}

func (v *summaryView) items(row int) []*fyne.MenuItem {
	if row >= len(v.rows)-1 {
		return nil
	}
	name := v.name(row)
	fill := fyne.NewMenuItem("填写 "+name+"…", func() { v.askRow(row) })
	open := fyne.NewMenuItem("打开 "+name, func() { v.p.openSubject(v.rows[row].SubjectID, name, tabReport) })
	return []*fyne.MenuItem{fill, open}
}

// input is what the table is made of: the subjects of the branch the page shows.
func (v *summaryView) input() *forms.Input {
	p := v.p
	in := &forms.Input{Round: p.w.Round, Scheme: p.w.Scheme, Today: p.w.Today(), Findings: p.findings}
	branch := p.branchName()
	for _, f := range p.dossier.Files {
		if branch == "" || f.Branch != nil && f.Branch.Name == branch {
			in.Files = append(in.Files, f)
			if branch != "" {
				in.Branch, in.Panel = f.Branch, f.Panel
			}
		}
	}
	return in
}

// apply shows the table anew.
func (v *summaryView) apply() {
	if v.p.dossier == nil {
		return
	}
	in := v.input()
	v.cols, v.rows = forms.RosterRows(in)
	if len(v.rows) > 0 {
		v.rows = append(v.rows, forms.RosterTotals(in, v.cols, v.rows))
	}
	cols := make([]widgets.Column, len(v.cols))
	for i, c := range v.cols {
		title := c.Label
		if entered[c.Key] {
			title += " ＊"
		}
		if c.Key == "姓名" {
			v.table.StickyColumnCount = i + 1
		}
		cols[i] = widgets.Column{Key: c.Key, Title: title, Width: max(float32(c.Width)*8.2, v.need(i, title)*14+18)}
	}
	keep := v.table.Marked()
	v.table.SetColumns(cols)
	if len(keep) == 1 && keep[0] < len(v.rows) {
		v.table.Mark(keep[0])
	}
	text := forms.RosterTitle(in)
	for _, c := range v.cols {
		if c.Group != "" {
			text += "　" + c.Group
			break
		}
	}
	v.info.SetText(text)
}

// longestCell is how wide a cell may make its column, in em; opinions are longer.
const longestCell = 18

// need is how wide a column's texts are, in em: the table scrolls sideways, so
// that what can be shown whole need not be cut.
func (v *summaryView) need(col int, title string) float32 {
	need := widgets.Em(title)
	for row := range v.rows {
		need = max(need, min(longestCell, widgets.Em(v.cell(row, col).Text)))
	}
	return need
}

func (v *summaryView) cell(row, col int) widgets.Cell {
	if row >= len(v.rows) || col >= len(v.cols) {
		return widgets.Cell{}
	}
	text := strings.ReplaceAll(v.rows[row].Cells[col].Text, "\n", " ")
	switch {
	case row == len(v.rows)-1:
		return widgets.Cell{Text: text, Bold: true}
	case v.cols[col].Kind == forms.RosterRate && v.rows[row].Withheld != "":
		return widgets.Cell{Text: orWord(text, "不公布"), Color: theme.ColorNamePlaceHolder}
	case text == "" && v.cols[col].Key == "评价等级":
		return widgets.Cell{Text: "○ 未填", Color: own.ColorDraft}
	}
	return widgets.Cell{Text: text}
}

func (v *summaryView) name(row int) string {
	for i, c := range v.cols {
		if c.Key == "姓名" {
			return v.rows[row].Cells[i].Text
		}
	}
	return ""
}

// askRow fills in what is entered by hand in a row.
func (v *summaryView) askRow(row int) {
	if row >= len(v.rows)-1 {
		v.p.d.Shell.Toast("合计由程序算，不能填", false)
		return
	}
	p, id := v.p, v.rows[row].SubjectID
	f := p.file(id)
	before := p.w.SummaryOf(f.Subject)
	const none = "（未填）"
	grades, outcomes := []string{none}, []string{none}
	for _, g := range p.w.Scheme.Grades {
		grades = append(grades, g.Key)
	}
	outcomes = append(outcomes, p.w.Scheme.Outcomes...)
	grade, advice := widget.NewRadioGroup(grades, nil), widget.NewRadioGroup(outcomes, nil)
	grade.Horizontal, grade.Required, advice.Horizontal, advice.Required = true, true, true, true
	grade.SetSelected(orWord(before.Grade, none))
	advice.SetSelected(orWord(before.Advice, none))
	text, note := widgets.NewLong(4), widgets.NewEntry()
	text.SetText(before.Text)
	note.SetText(before.Note)
	form := container.NewVBox(widgets.Row("民主测评", widgets.Wrapped(v.votes(row))), widgets.Row("评价等级", grade))
	if o := p.w.Scheme.Advising(); o != nil {
		office := strings.TrimSuffix(o.Name, "意见")
		form.Add(widgets.Row(office+"建议", advice))
		form.Add(widgets.Row(office+"意见", text))
	}
	form.Add(widgets.Row("备注", note))
	if v.rows[row].Withheld != "" {
		form.Add(widgets.Wrapped("得票率不公布：" + v.rows[row].Withheld))
	}
	word := func(s string) string {
		if s == none {
			return ""
		}
		return s
	}
	p.d.Ask("汇总表 · "+f.Cadre.Name, "保存", widgets.FieldColumn(form), fyne.NewSize(720, 420), func() error {
		e := job.SummaryEntry{Grade: word(grade.Selected), Advice: word(advice.Selected), Text: text.Text, Note: note.Text}
		if e == before {
			return nil
		}
		v.save(id, before, e)
		return nil
	})
	p.d.Win.Canvas().Focus(note)
}

func (v *summaryView) save(id string, before, e job.SummaryEntry) {
	w, name := v.p.w, v.p.file(id).Cadre.Name
	v.p.d.Do("填写汇总表", func(ctx context.Context) error { return w.EnterSummary(ctx, id, before, e) },
		func() { v.p.d.Shell.Toast("已保存 "+name+" 的汇总表栏目", true) })
}

// votes are a row's counts and rates in words.
func (v *summaryView) votes(row int) string {
	var parts []string
	for i, c := range v.cols {
		if t := v.rows[row].Cells[i].Text; t != "" && c.Group != "" {
			parts = append(parts, c.Label+" "+t)
		}
	}
	if len(parts) == 0 {
		return "还没有录入测评票数"
	}
	return strings.Join(parts, "，")
}

// title names the table; "" when it is empty, which is told.
func (v *summaryView) title() string {
	if len(v.rows) == 0 {
		v.p.d.Tell("汇总表", "还没有考察对象，汇总表是空的。")
		return ""
	}
	name := forms.RosterTitle(v.input())
	if b := v.p.branchName(); b != "" {
		name += "（" + b + "）"
	}
	return name
}

// print shows the print dialog for the table.
func (v *summaryView) print() {
	title := v.title()
	if title == "" {
		return
	}
	w, branch := v.p.w, v.p.branchName()
	var papers *job.Papers
	v.p.d.Do("打印", func(ctx context.Context) error {
		form, err := forms.ByKey("roster")
		if err != nil {
			return err
		}
		in, err := w.BranchInput(ctx, branch)
		papers = w.FormPapers(form, in, title)
		return err
	}, func() { v.p.d.Print(papers) })
}

// askWrite writes the table as Excel.
func (v *summaryView) askWrite(ext string) {
	name := v.title()
	if name == "" {
		return
	}
	v.p.d.AskExport("", "保存到", safefile.Name(name), ext, "考察组工作用", v.write)
}

func (v *summaryView) write(path string) {
	p := v.p
	w, branch, n := p.w, p.branchName(), len(v.rows)-1
	p.d.Do("导出汇总表", func(ctx context.Context) error {
		form, err := forms.ByKey("roster")
		if err != nil {
			return err
		}
		in, err := w.BranchInput(ctx, branch)
		if err != nil {
			return err
		}
		_, _, err = w.WriteForm(ctx, form, in, path)
		return err
	}, func() { p.d.Written("汇总表做好了", fmt.Sprintf("共 %d 人。", n), path) })
}
