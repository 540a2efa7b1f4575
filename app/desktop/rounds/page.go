package rounds

import (
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
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/store"
)

// everyBranch is the filter's entry for all.
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
	subject, name, branch, panel, stage, due, grade string
	states                                          []string
	errors, warnings                                int
}

// Page is a round: the matrix of subjects and materials, and the findings.
type Page struct {
	d     *desk.Desk
	id    string
	name  string
	loads desk.Loader

	w        *job.Work
	dossier  *review.Dossier
	findings []review.Finding
	all      []matrixRow
	rows     []matrixRow

	head   *widget.Label
	branch *widget.Select
	table  *widgets.Grid
	found  *findingsView
	tabs   *container.AppTabs
	count  *widget.Label
	body   fyne.CanvasObject
}

// fixedColumns stand before the materials.
const fixedColumns = 4

// NewPage makes the page of a round.
func NewPage(d *desk.Desk, id string) *Page {
	p := &Page{d: d, id: id, name: "批次", head: widgets.Wrapped(""), count: widget.NewLabel("")}
	p.branch = widget.NewSelect([]string{everyBranch}, func(string) { p.filter() })
	p.branch.Selected = everyBranch
	p.table = widgets.NewGrid(nil, func() int { return len(p.rows) }, p.cell)
	p.table.StickyColumnCount = 1
	p.table.OnOpen = p.open
	p.table.OnTap = p.tapped
	p.table.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	p.found = newFindings(p)
	legend := widget.NewLabel("○ 未交　△ 草稿　● 已收　√ 已核　★ 已签　　点一格登记材料，双击姓名打开考察对象")
	legend.Importance = widget.LowImportance
	legend.Truncation = fyne.TextTruncateEllipsis
	buttons := container.NewHBox(
		desk.Button("加入对象…", theme.ContentAddIcon(), p.askAdd),
		desk.Button("考察组…", theme.AccountIcon(), p.askPanel),
		desk.Button("进入下一环节…", theme.NavigateNextIcon(), p.askStage),
		desk.Primary("制作成套材料…", theme.FolderIcon(), p.askPack))
	bar := container.NewBorder(nil, nil, container.NewHBox(p.branch, p.count), buttons)
	p.tabs = container.NewAppTabs(
		container.NewTabItem("材料", container.NewBorder(nil, legend, nil, nil, p.table)),
		container.NewTabItem("核对", p.found.body))
	p.body = container.NewBorder(container.NewVBox(p.head, bar), nil, nil, nil, p.tabs)
	return p
}

// Title names the screen.
func (p *Page) Title() string { return p.name }

// Content is what it shows.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Reload reads the whole round and checks it.
func (p *Page) Reload() {
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
		found := review.Check(d)
		rows := matrix(d, found)
		return func() { p.apply(w, d, found, rows) }, nil
	})
}

func matrix(d *review.Dossier, found []review.Finding) []matrixRow {
	var out []matrixRow
	for _, f := range d.Files {
		r := matrixRow{subject: f.Subject.ID, name: f.Cadre.Name, stage: d.Scheme.StageName(f.Subject.Stage), grade: f.Subject.Report.Grade,
			due: f.Cadre.Probation.EndDate(d.Scheme.Probing.Months).String()}
		if f.Branch != nil {
			r.branch = f.Branch.Name
		}
		if f.Panel != nil {
			r.panel = f.Panel.Name
		}
		for _, it := range d.Scheme.Material {
			r.states = append(r.states, d.MaterialOf(f, it).State)
		}
		for _, x := range found {
			if x.Subject == f.Subject.ID && x.Waived == "" {
				switch x.Severity {
				case review.Error:
					r.errors++
				case review.Warning:
					r.warnings++
				}
			}
		}
		out = append(out, r)
	}
	return out
}

func (p *Page) apply(w *job.Work, d *review.Dossier, found []review.Finding, rows []matrixRow) {
	p.w, p.dossier, p.findings, p.all = w, d, found, rows
	p.name = w.Round.Name
	p.d.Shell.Retitle()
	p.head.SetText(fmt.Sprintf("%s　学校：%s　考察日期：%s　报送截止：%s　纸张：%s", w.Scheme.Name, w.Round.School, orDash(w.Round.Assessed.String()), orDash(w.Round.Deadline.String()), paperName(w.Round.Paper)))
	branches := []string{everyBranch}
	for _, b := range d.Branches {
		branches = append(branches, b.Name)
	}
	p.branch.SetOptions(branches)
	if !slices.Contains(branches, p.branch.Selected) {
		p.branch.Selected = everyBranch
		p.branch.Refresh()
	}
	p.table.SetColumns(p.columns())
	p.filter()
	p.found.apply()
	p.tabs.Items[1].Text = fmt.Sprintf("核对（%d）", p.found.openCount())
	p.tabs.Refresh()
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

func (p *Page) columns() []widgets.Column {
	cols := []widgets.Column{{Title: "姓名", Width: 90}, {Title: "党总支", Width: 112}, {Title: "环节", Width: 84}, {Title: "问题", Width: 94}}
	for _, it := range p.w.Scheme.Material {
		cols = append(cols, materialColumn(it.Name))
	}
	return append(cols, widgets.Column{Title: "等次", Width: 74}, widgets.Column{Title: "届满日期", Width: 96}, widgets.Column{Title: "考察组", Width: 110})
}

// materialColumn is a column wide enough for the material's name, without the
// words that all of them have.
func materialColumn(name string) widgets.Column {
	short := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(name, "科级干部"), "干部"), "考察情况")
	short = widgets.Cut(short, 7)
	return widgets.Column{Title: short, Width: max(74, float32(len([]rune(short)))*14+18)}
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
		return widgets.Cell{Text: r.branch}
	case col == 2:
		return widgets.Cell{Text: r.stage}
	case col == 3:
		return problemCell(r.errors, r.warnings)
	case col-fixedColumns < len(r.states):
		return marks[r.states[col-fixedColumns]]
	}
	return widgets.Cell{Text: []string{r.grade, r.due, r.panel}[col-fixedColumns-len(r.states)]}
}

func problemCell(errs, warns int) widgets.Cell {
	switch {
	case errs > 0:
		return widgets.Cell{Text: fmt.Sprintf("%d 错 %d 警", errs, warns), Color: own.ColorMissing}
	case warns > 0:
		return widgets.Cell{Text: fmt.Sprintf("%d 警", warns), Color: own.ColorDraft}
	}
	return widgets.Cell{Text: "—"}
}

func (p *Page) filter() {
	p.rows = nil
	for _, r := range p.all {
		if p.branch.Selected == everyBranch || r.branch == p.branch.Selected {
			p.rows = append(p.rows, r)
		}
	}
	p.count.SetText(fmt.Sprintf("%d 人", len(p.rows)))
	p.table.Mark(-1)
}

// branchName is the chosen branch, "" for all.
func (p *Page) branchName() string {
	if p.branch.Selected == everyBranch {
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

// tapped opens the registration of a material when its cell is clicked.
func (p *Page) tapped(row, col int) {
	if i := col - fixedColumns; i >= 0 && i < len(p.w.Scheme.Material) {
		askMaterial(p.d, p.w, p.dossier, p.file(p.rows[row].subject), &p.w.Scheme.Material[i])
	}
}

// open opens the subject's page; on a material its registration.
func (p *Page) open(row, col int) {
	if i := col - fixedColumns; i >= 0 && i < len(p.w.Scheme.Material) {
		p.tapped(row, col)
		return
	}
	p.d.Shell.Open(newSubject(p.d, p.id, p.rows[row].subject, p.rows[row].name))
}
