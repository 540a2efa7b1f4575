package rounds

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/parcels"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/review"
	"kaocha/data/store"
)

// everyBranch is the filter's entry for all, in the scheme's words when it is known.
const everyBranch = "全部党总支"

// marks give each state a shape of its own beside its colour and word.
var marks = map[string]widgets.Cell{
	review.Missing:  {Text: "○ 未交", Color: theme.ColorNamePlaceHolder},
	review.Draft:    {Text: "△ 草稿", Color: own.ColorDraft},
	review.Received: {Text: "● 已收", Color: theme.ColorNameForeground},
	review.Checked:  {Text: "√ 已核", Color: own.ColorDone},
	review.Signed:   {Text: "★ 已签", Color: own.ColorSigned, Bold: true},
}

// matrixRow is a subject as the matrix shows it.
type matrixRow struct {
	subject, name, branch, panel, stage, due, grade, kind string
	receipt                                               string // the department's word, when this is a branch's round
	states                                                []string
	errors, warnings                                      int
}

// Page is a round: the stage track over the matrix of subjects and materials,
// the summary and the findings.
type Page struct {
	d     *desk.Desk
	id    string
	name  string
	loads desk.Loader

	w        *job.Work
	dossier  *review.Dossier
	progress *review.Progress
	findings []review.Finding
	all      []matrixRow
	rows     []matrixRow
	answered bool // there is a receipt, and a column for it

	head   *widget.Label
	title  *fyne.Container // the head and the ways to change the round
	legend *widget.Label   // of the marks in the table
	track  *track
	branch *widget.Select
	stage  *widget.Select
	search *widgets.Entry
	table  *widgets.Grid
	bulk   *desk.Push
	heads  *desk.Push // who heads the branches
	sum    *summaryView
	result *resultView // in its place where the scheme ranks
	extra  *fyne.Container
	counts *desk.Push
	found  *findingsView
	tabs   *container.AppTabs
	count  *widget.Label
	empty  *fyne.Container // where the round has nobody
	none   *widget.Label   // where the filter leaves nobody
	addAs  string          // kind that persons of the register are added as
	then   func()          // once, when the round is read
	body   fyne.CanvasObject
}

// fixedColumns stand before the materials.
const fixedColumns = 4

// findingsTab is the place of the findings among the tabs.
const findingsTab = 2

// everyStage is the stage filter's entry for all.
const everyStage = "全部环节"

// NewPage makes the page of a round.
func NewPage(d *desk.Desk, id string) *Page {
	p := &Page{d: d, id: id, name: "批次", head: widget.NewLabel(""), count: widget.NewLabel(""), legend: widget.NewLabel(""), search: widgets.NewEntry(), none: widget.NewLabel("没有符合条件的，请放宽上面的条件。")}
	p.head.Truncation = fyne.TextTruncateEllipsis
	p.track = newTrack(p.openStage)
	p.branch = widgets.NewSelect([]string{everyBranch}, func(string) { p.filter() })
	p.branch.Selected = everyBranch
	p.stage = widgets.NewSelect([]string{everyStage}, func(string) { p.filter() })
	p.stage.Selected = everyStage
	p.search.SetPlaceHolder("姓名、拼音首字母（Ctrl+F）")
	p.search.OnChanged = func(string) { p.filter() }
	p.search.OnSubmitted = func(string) { d.Win.Canvas().Focus(p.table) }
	p.heads = desk.Button("党总支…", nil, p.askBranch)
	p.legend.Importance, p.legend.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	p.buildTable()
	p.sum = newSummary(p)
	p.result = newResult(p)
	p.found = newFindings(p)
	p.empty = container.NewCenter(container.NewVBox(widgets.Heading("批次里还没有考察对象"),
		container.NewCenter(desk.Primary("加入对象…", theme.ContentAddIcon(), p.askAdd))))
	p.empty.Hide()
	p.none.Hide()
	p.tabs = container.NewAppTabs(
		container.NewTabItem("材料", container.NewBorder(nil, p.legend, nil, nil, container.NewStack(p.table, p.empty, container.NewCenter(p.none)))),
		container.NewTabItem("汇总表", p.sum.body),
		container.NewTabItem("核对", p.found.body))
	p.body = container.NewBorder(p.top(), nil, nil, nil, p.tabs)
	return p
}

func (p *Page) buildTable() {
	p.table = widgets.NewGrid(nil, func() int { return len(p.rows) }, p.cell)
	p.table.StickyColumnCount = 1
	p.table.Keep(p.d.App.Preferences(), "rounds.columns")
	p.table.OnOpen = p.open
	p.table.OnMenu = func(_, col int) []*fyne.MenuItem { return p.bulkItems(col - fixedColumns) }
	p.table.OnMarked = p.marked
	p.table.OnSort = p.sortBy
	p.table.OnCopy = func(string) { p.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
}

// Keys is the table of the open tab.
func (p *Page) Keys() fyne.Focusable {
	t := p.table
	switch i := p.tabs.SelectedIndex(); {
	case i == findingsTab:
		t = p.found.table
	case i > 0 && p.w != nil && p.w.Scheme.Assesses():
		t = p.result.table
	case i > 0:
		t = p.sum.table
	}
	if t == nil { // that tab has no table yet
		return nil
	}
	return t
}

// Find goes to the search field of the open table.
func (p *Page) Find() {
	if p.tabs.SelectedIndex() == findingsTab {
		p.d.Win.Canvas().Focus(p.found.person)
		return
	}
	p.tabs.SelectIndex(0)
	p.d.Win.Canvas().Focus(p.search)
}

// Title names the screen.
func (p *Page) Title() string { return p.name }

// Content is what it shows.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Reload reads the whole round and checks it.
func (p *Page) Reload() {
	names := showNames
	p.loads.Load(p.d, "读取批次", func(ctx context.Context) (func(), error) {
		w, err := p.d.Session.Work(ctx, p.id)
		if errors.Is(err, store.ErrNotFound) {
			return p.d.Shell.Back, nil // deleted, or its making undone
		}
		if err != nil {
			return nil, err
		}
		d, err := w.Dossier(ctx)
		if err != nil {
			return nil, err
		}
		found, far := discreet(d, review.Check(d), names), review.ProgressOf(d)
		rows := matrix(d, found)
		answered, err := addReceipt(ctx, w, rows)
		return func() { p.answered = answered; p.apply(w, d, found, far, rows) }, err
	})
}

func (p *Page) apply(w *job.Work, d *review.Dossier, found []review.Finding, far *review.Progress, rows []matrixRow) {
	p.w, p.dossier, p.findings, p.progress, p.all = w, d, found, far, rows
	p.name = w.Round.Name
	p.d.Shell.Retitle()
	p.extra.Hidden = !w.Scheme.Assesses()
	p.track.show(w.Scheme, far)
	p.heads.SetText(w.Scheme.Said("党总支…"))
	p.search.SetPlaceHolder(p.nameWord() + "、拼音首字母（Ctrl+F）")
	p.bulk.SetText(w.Scheme.Said("对选中的人…"))
	p.legend.SetText(legend(w.Scheme))
	branches, stages := []string{w.Scheme.Said(everyBranch)}, []string{everyStage}
	for _, b := range d.Branches {
		branches = append(branches, b.Name)
	}
	for _, st := range far.Stages {
		if len(st.Files) > 0 {
			stages = append(stages, st.Stage.Name)
		}
	}
	keepOption(p.branch, branches)
	p.branch.Hidden = w.Scheme.Assesses() && len(d.Branches) < 2 // the house itself stands for all
	keepOption(p.stage, stages)
	p.table.SetColumns(p.columns())
	p.showKind()
	p.showHead()
	p.empty.Hidden = len(rows) > 0
	p.filter()
	p.found.apply()
	p.tabs.Items[2].Text = fmt.Sprintf("核对（%d）", p.found.openCount())
	p.tabs.Refresh()
	if do := p.then; do != nil {
		p.then = nil
		do()
	}
}

// keepOption sets a filter's entries; one that is gone gives way to the first.
func keepOption(s *widget.Select, options []string) {
	s.SetOptions(options)
	if !slices.Contains(options, s.Selected) {
		s.Selected = options[0]
	}
	s.Refresh()
}

func orDash(s string) string {
	if s == "" {
		return "未定"
	}
	return s
}

func paperName(key string) string {
	if p := review.PaperByKey(key); p != nil {
		return p.Name
	}
	return key
}

func (p *Page) cell(row, col int) widgets.Cell {
	if row >= len(p.rows) {
		return widgets.Cell{}
	}
	r := p.rows[row]
	switch {
	case col == 0:
		return widgets.Cell{Text: r.name}
	case col == 1:
		return widgets.Cell{Text: cmp.Or(r.kind, r.branch)}
	case col == 2:
		return widgets.Cell{Text: r.stage}
	case col == 3:
		return problemCell(r.errors, r.warnings)
	case col-fixedColumns < len(r.states):
		return marks[r.states[col-fixedColumns]]
	}
	if i := col - fixedColumns - len(r.states); i > 0 || !p.answered {
		return widgets.Cell{Text: p.tail(&r)[i]}
	}
	return parcels.MarkCell(r.receipt)
}

func problemCell(errs, warns int) widgets.Cell {
	switch {
	case errs > 0 && warns == 0:
		return widgets.Cell{Text: fmt.Sprintf("%d 错", errs), Color: own.ColorMissing}
	case errs > 0:
		return widgets.Cell{Text: fmt.Sprintf("%d 错 %d 警", errs, warns), Color: own.ColorMissing}
	case warns > 0:
		return widgets.Cell{Text: fmt.Sprintf("%d 警", warns), Color: own.ColorDraft}
	}
	return widgets.Cell{Text: "—"}
}

// filter lists who the filters let through; who was marked stays so.
func (p *Page) filter() {
	if p.sum == nil {
		return // a filter is being made
	}
	was := map[string]bool{}
	for _, r := range p.selected() {
		was[r.subject] = true
	}
	p.rows = nil
	q := strings.TrimSpace(p.search.Text)
	for _, r := range p.all {
		if (p.branchName() == "" || r.branch == p.branch.Selected) && (p.stage.Selected == everyStage || r.stage == p.stage.Selected) &&
			(q == "" || pinyin.Match(q, r.name)) {
			p.rows = append(p.rows, r)
		}
	}
	if p.none.Hide(); len(p.rows) == 0 && len(p.all) > 0 {
		p.none.Show()
	}
	p.order()
	p.table.Mark(-1)
	for i, r := range p.rows {
		if was[r.subject] && len(was) == 1 {
			p.table.Mark(i)
		}
	}
	p.marked()
	if p.w == nil || !p.w.Scheme.Assesses() {
		p.sum.apply()
	}
}

// selected are the marked rows.
func (p *Page) selected() []matrixRow {
	var out []matrixRow
	for _, i := range p.table.Marked() {
		if i < len(p.rows) {
			out = append(out, p.rows[i])
		}
	}
	return out
}

// marked tells how many are listed and marked.
func (p *Page) marked() {
	text := fmt.Sprintf("%d %s", len(p.rows), p.unit())
	n := len(p.selected())
	if n > 0 {
		text += fmt.Sprintf("，选中 %d", n)
		p.bulk.Enable()
	} else {
		p.bulk.Disable()
	}
	p.count.SetText(text)
}

// branchName is the chosen branch, "" for all.
func (p *Page) branchName() string {
	if p.branch.SelectedIndex() <= 0 {
		return ""
	}
	return p.branch.Selected
}

func (p *Page) file(subject string) *review.File {
	for _, f := range p.dossier.Files {
		if f.Subject.ID == subject {
			return f
		}
	}
	return nil
}

// open opens the subject's page; on a material its registration.
func (p *Page) open(row, col int) {
	r := p.rows[row]
	if i := col - fixedColumns; i >= 0 && i < len(p.w.Scheme.Material) {
		askMaterial(p.d, p.w, p.dossier, p.file(r.subject), &p.w.Scheme.Material[i])
		return
	}
	p.openSubject(r.subject, r.name, tabMaterial)
}
