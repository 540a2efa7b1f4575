package rounds

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/review"
)

// Entries of the findings' filters.
const (
	everySeverity = "全部程度"
	everyForm     = "全部表"
	openOnly      = "未处理的"
	withWaived    = "连同已说明的"
	waivedOnly    = "只列已说明的"
)

// findingsView lists what the checker says about a round.
type findingsView struct {
	p        *Page
	rows     []review.Finding
	severity *widget.Select
	form     *widget.Select
	person   *widgets.Entry
	state    *widget.Select
	counts   *widget.Label
	table    *widgets.Grid
	empty    *fyne.Container
	detail   *widgets.Paragraph
	waive    *desk.Push
	goThere  *desk.Push
	body     fyne.CanvasObject
}

func newFindings(p *Page) *findingsView {
	v := &findingsView{p: p, counts: widget.NewLabel(""), detail: widgets.Wrapped(""), person: widgets.NewEntry()}
	choice := func(options ...string) *widget.Select {
		s := widgets.NewSelect(options, func(string) { v.list() })
		s.Selected = options[0]
		return s
	}
	v.severity = choice(everySeverity, review.Error.Name(), review.Warning.Name(), review.Note.Name())
	v.form, v.state = choice(everyForm), choice(openOnly, withWaived, waivedOnly)
	v.person.SetPlaceHolder("姓名、拼音首字母")
	v.person.OnChanged = func(string) { v.list() }
	v.person.OnSubmitted = func(string) { p.d.Win.Canvas().Focus(v.table) }
	v.table = widgets.NewGrid(findingColumns("姓名"),
		func() int { return len(v.rows) }, v.cell)
	v.table.OnMarked = v.show
	v.table.OnOpen = func(int, int) { v.jump() }
	v.table.OnMenu = func(int, int) []*fyne.MenuItem { return v.items() }
	v.table.OnCopy = func(string) { p.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	v.waive = desk.Button("说明原因…", theme.DocumentCreateIcon(), v.askWaive)
	v.goThere = desk.Button("去改（回车）", theme.NavigateNextIcon(), v.jump)
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(v.goThere, v.waive), v.detail)
	v.empty = container.NewCenter(widget.NewLabel(""))
	v.counts.Truncation = fyne.TextTruncateEllipsis
	filters := container.NewBorder(nil, nil, container.NewHBox(v.severity, v.form, v.state), nil, container.NewGridWithColumns(2, v.person, v.counts))
	v.body = container.NewBorder(filters, foot, nil, nil, container.NewStack(v.table, v.empty))
	v.show()
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

func findingColumns(name string) []widgets.Column {
	return []widgets.Column{{Title: "程度", Width: 74}, {Title: name, Width: 90}, {Title: "表", Width: 130}, {Title: "栏目", Width: 110}, {Title: "问题", Width: 520, Grow: true}}
}

// apply shows the round's findings anew.
func (v *findingsView) apply() {
	forms := []string{everyForm}
	for _, f := range v.p.findings {
		if f.Form != "" && !slices.Contains(forms, f.Form) {
			forms = append(forms, f.Form)
		}
	}
	keepOption(v.form, forms)
	v.person.SetPlaceHolder(v.p.nameWord() + "、拼音首字母")
	v.table.SetColumns(findingColumns(v.p.nameWord()))
	v.list()
}

// list lists what the filters let through; the finding that was marked stays so.
func (v *findingsView) list() {
	if v.table == nil {
		return // a filter is being made
	}
	key := ""
	if f := v.marked(); f != nil {
		key = f.Key
	}
	v.rows = nil
	n, waived := map[review.Severity]int{}, 0
	for _, f := range v.p.findings {
		if f.Waived == "" {
			n[f.Severity]++
		} else {
			waived++
		}
		if v.lists(&f) {
			v.rows = append(v.rows, f)
		}
	}
	v.counts.SetText(fmt.Sprintf("列出 %d　错误 %d　警告 %d　提示 %d　已说明 %d", len(v.rows), n[review.Error], n[review.Warning], n[review.Note], waived))
	v.table.Mark(slices.IndexFunc(v.rows, func(f review.Finding) bool { return f.Key == key }))
	v.empty.Hidden = len(v.rows) > 0
	word := "没有符合条件的问题。"
	if len(v.p.findings) == 0 {
		word = "√ 核对过了，没有发现问题。"
	}
	v.empty.Objects[0].(*widget.Label).SetText(word)
	v.show()
}

func (v *findingsView) lists(f *review.Finding) bool {
	switch v.state.Selected {
	case openOnly:
		if f.Waived != "" {
			return false
		}
	case waivedOnly:
		if f.Waived == "" {
			return false
		}
	}
	q := strings.TrimSpace(v.person.Text)
	return (v.severity.Selected == everySeverity || v.severity.Selected == f.Severity.Name()) &&
		(v.form.Selected == everyForm || v.form.Selected == f.Form) && (q == "" || f.Person != "" && pinyin.Match(q, f.Person))
}

// severityMarks give each severity a shape of its own beside its colour.
var severityMarks = map[review.Severity]string{review.Error: "× ", review.Warning: "▲ ", review.Note: "· "}

func (v *findingsView) cell(row, col int) widgets.Cell {
	if row >= len(v.rows) {
		return widgets.Cell{}
	}
	f := v.rows[row]
	if col == 0 {
		return widgets.Cell{Text: severityMarks[f.Severity] + f.Severity.Name(), Color: severityColor(f), Bold: f.Severity == review.Error}
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

// marked is the finding that is marked, nil when none or several are.
func (v *findingsView) marked() *review.Finding {
	if m := v.table.Marked(); len(m) == 1 && m[0] < len(v.rows) {
		return &v.rows[m[0]]
	}
	return nil
}

// show tells about the marked finding.
func (v *findingsView) show() {
	f := v.marked()
	if f == nil {
		v.detail.SetText("选一个问题，这里说明怎么办；回车去改。")
		v.waive.SetText("说明原因…")
		v.waive.Disable()
		v.goThere.Disable()
		return
	}
	text := f.Message
	if f.Found != "" || f.Expected != "" {
		text += "\n现在：" + dash(f.Found) + "　应为：" + dash(f.Expected)
	}
	text += "\n怎么办：" + dash(f.Action)
	if f.Waived != "" {
		text += "\n已说明：" + f.Waived
	}
	v.detail.SetText(text)
	v.waive.SetText(waiveWord(f))
	v.waive.Enable()
	v.goThere.Enable()
}

func waiveWord(f *review.Finding) string {
	if f.Waived != "" {
		return "取消说明"
	}
	return "说明原因…"
}

func (v *findingsView) items() []*fyne.MenuItem {
	f := v.marked()
	if f == nil {
		return nil
	}
	return []*fyne.MenuItem{fyne.NewMenuItem("去改", v.jump), fyne.NewMenuItem(waiveWord(f), v.askWaive)}
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// jump goes to where the marked finding is mended.
func (v *findingsView) jump() {
	if f := v.marked(); f != nil {
		v.p.mend(*f)
	}
}

func (v *findingsView) askWaive() {
	if f := v.marked(); f != nil {
		askWaiver(v.p.d, v.p.w, *f)
	}
}
