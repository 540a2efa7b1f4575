// Package cadres is the register on screen: the list, a person's page, import
// and export.
package cadres

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/store"
)

// Columns of the list that are filtered or drawn in their own way.
const (
	colBranch   = 4
	colUnit     = 5
	colRank     = 7
	colStanding = 9
	colID       = 10
	colCount    = 13
)

// row is a person as the list shows it.
type row struct {
	*store.Brief
	birth, age, end, standing string
	order                     int // place in 姓氏笔画 order
}

// text is what stands in a column, as it is found and sorted by.
func (r *row) text(col int) string {
	return *[colCount]*string{&r.Name, &r.Sex, &r.birth, &r.age, &r.Branch, &r.Unit, &r.Position, &r.Rank,
		&r.end, &r.standing, &r.IDNumber, &r.StaffNo, &r.Political}[col]
}

var columns = []widgets.Column{
	{Title: "姓名", Width: 100, Sort: true, Fixed: true}, {Title: "性别", Width: 46, Sort: true}, {Title: "出生年月", Width: 84, Sort: true}, {Title: "年龄", Width: 46, Sort: true},
	{Title: "党总支", Width: 160, Sort: true, Grow: true}, {Title: "单位", Width: 140, Sort: true, Grow: true}, {Title: "现任职务", Width: 220, Sort: true, Grow: true},
	{Title: "职级", Width: 62, Sort: true}, {Title: "试用期届满", Width: 100, Sort: true}, {Title: "试用期", Width: 84, Sort: true},
	{Title: "身份证号", Width: 170, Sort: true, Off: true}, {Title: "工作证号", Width: 100, Sort: true, Off: true}, {Title: "政治面貌", Width: 90, Sort: true, Off: true},
}

// searchWait is how long typing must rest before it is looked for.
const searchWait = 150 * time.Millisecond

// List is the register.
type List struct {
	d      *desk.Desk
	loads  desk.Loader
	bar    *widgets.FilterBar
	table  *widgets.Grid
	all    []*row // as read, in 姓氏笔画 order
	rows   []*row // as shown
	body   *fyne.Container
	middle *fyne.Container // the table, or what stands in its place
	more   *desk.Push
}

// NewList makes the register's screen.
func NewList(d *desk.Desk) *List {
	l := &List{d: d, bar: widgets.NewFilterBar("姓名、拼音首字母、单位、职务（Ctrl+F）", "人")}
	l.bar.Choose(colBranch, "全部党总支")
	l.bar.Choose(colUnit, "全部单位")
	l.bar.Choose(colRank, "全部职级")
	l.bar.Choose(colStanding, "试用期不限")
	l.bar.OnFound = l.show
	l.bar.OnSubmit = func() {
		if len(l.rows) == 1 {
			Open(d, l.rows[0].ID)
		} else if len(l.rows) > 0 {
			l.table.Mark(0)
			d.Win.Canvas().Focus(l.table)
		}
	}
	l.table = widgets.NewGrid(columns, func() int { return len(l.rows) }, l.cell)
	l.table.OnOpen = func(r, _ int) { Open(d, l.rows[r].ID) }
	l.table.OnSort = l.sortBy
	l.table.OnMenu = func(int, int) []*fyne.MenuItem { return l.menu() }
	l.table.OnMarked = l.marked
	l.table.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	l.table.Keep(d.App.Preferences(), "cadres.columns")
	l.more = desk.Button("所选…", theme.MenuDropDownIcon(), l.popMenu)
	buttons := container.NewHBox(desk.Button("新增", theme.ContentAddIcon(), l.New),
		desk.Primary("导入…", theme.FolderOpenIcon(), func() { AskImport(d) }),
		desk.Button("导出…", theme.DocumentSaveIcon(), l.askExport), l.more, layout.NewSpacer(), l.table.ColumnsButton())
	l.middle = container.NewStack(l.table)
	l.body = container.NewBorder(container.NewVBox(buttons, l.bar), nil, nil, nil, l.middle)
	l.marked()
	return l
}

// Title names the screen.
func (l *List) Title() string { return "干部" }

// Content is what it shows.
func (l *List) Content() fyne.CanvasObject { return l.body }

// Find goes to the search field.
func (l *List) Find() { l.d.Win.Canvas().Focus(l.bar.Search) }

// Keys is the table.
func (l *List) Keys() fyne.Focusable { return l.table }

// AskNew begins a new person.
func AskNew(d *desk.Desk) { d.Shell.Open(newPerson(d, &cadre.Cadre{})) }

// New begins a new person (Ctrl+N).
func (l *List) New() { AskNew(l.d) }

// cell is what stands in a cell; how a trial stands has a mark of its own.
func (l *List) cell(r, c int) widgets.Cell {
	if r >= len(l.rows) {
		return widgets.Cell{}
	}
	text := l.rows[r].text(c)
	switch c {
	case colID:
		return widgets.Cell{Text: idnum.Mask(text)}
	case colStanding:
		switch cadre.Standing(text) {
		case cadre.Overdue:
			return widgets.Cell{Text: "！ " + text, Color: own.ColorMissing}
		case cadre.DueSoon:
			return widgets.Cell{Text: "△ " + text, Color: own.ColorDraft}
		case cadre.Formal:
			return widgets.Cell{Text: "√ " + text, Color: own.ColorDone}
		}
	}
	return widgets.Cell{Text: text}
}

// Reload reads the register and shows it; what is needed to find in it is made
// ready after that, for it takes longer than reading.
func (l *List) Reload() {
	l.loads.Load(l.d, "读取干部库", func(ctx context.Context) (func(), error) {
		list, err := l.d.Session.Store.Briefs(ctx)
		if err != nil {
			return nil, err
		}
		rows := rowsOf(list, l.d.Session.Today())
		return func() { l.apply(rows) }, nil
	})
}

// rowsOf makes what the list shows. Dates of a register repeat, so each is
// written out once.
func rowsOf(list []*store.Brief, today cadre.Date) []*row {
	births, trials := map[cadre.Date][2]string{}, map[cadre.Probation][2]string{}
	out, rows := make([]*row, len(list)), make([]row, len(list))
	for i, b := range list {
		born, ok := births[b.Birth]
		if !ok {
			born[0] = b.Birth.Dotted()
			if a := cadre.AgeAt(b.Birth, today); a >= 0 {
				born[1] = strconv.Itoa(a)
			}
			births[b.Birth] = born
		}
		trial, known := [2]string{}, b.Probation == (cadre.Probation{}) // most people
		if !known {
			trial, known = trials[b.Probation]
		}
		if !known {
			if b.Probation.FormalDate.IsZero() {
				trial[0] = b.Probation.EndDate(cadre.UsualProbation).String()
			}
			trial[1] = string(b.Probation.Standing(cadre.UsualProbation, today))
			trials[b.Probation] = trial
		}
		rows[i] = row{b, born[0], born[1], trial[0], trial[1], i}
		out[i] = &rows[i]
	}
	return out
}

// apply shows the rows: at once when everybody is asked for, else when the
// filter is ready.
func (l *List) apply(rows []*row) {
	l.all = rows
	if !l.bar.Active() {
		l.show(everybody(len(rows)))
		l.bar.Await(len(rows))
	}
	l.loads.Load(l.d, "读取干部库", func(context.Context) (func(), error) {
		f := widgets.NewFilter(len(rows), colCount, 0, func(r, c int) string { return rows[r].text(c) })
		return func() { l.bar.SetFilter(f) }, nil
	})
}

func everybody(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// show lists the rows that the filter leaves; who was marked alone stays so.
func (l *List) show(found []int) {
	keep := ""
	if m := l.table.Marked(); len(m) == 1 && m[0] < len(l.rows) {
		keep = l.rows[m[0]].ID
	}
	l.rows = make([]*row, len(found))
	for i, at := range found {
		l.rows[i] = l.all[at]
	}
	l.order()
	l.table.Mark(slices.IndexFunc(l.rows, func(r *row) bool { return r.ID == keep }))
	l.marked()
	l.table.Refresh()
	l.middle.Objects = []fyne.CanvasObject{l.table}
	if len(l.rows) == 0 {
		l.middle.Objects = []fyne.CanvasObject{l.empty()}
	}
	l.middle.Refresh()
}

// empty says how to begin, or that nobody fits.
func (l *List) empty() fyne.CanvasObject {
	if len(l.all) > 0 {
		return widgets.Empty("没有符合条件的干部", "", false, desk.Button("清除条件", theme.ContentClearIcon(), l.bar.Clear))
	}
	return widgets.Empty("干部库还是空的", "把任免审批表文件（.lrmx、.lrm）、花名册（Excel、CSV）或装着它们的文件夹拖进窗口就可以导入：先列出会有什么变化，确认后才写入。", false,
		desk.Primary("导入…", theme.FolderOpenIcon(), func() { AskImport(l.d) }), desk.Button("新增一名干部", theme.ContentAddIcon(), l.New))
}

// sortBy sorts by a column, then downwards, then back to 姓氏笔画 order.
func (l *List) sortBy(col int) {
	switch {
	case l.table.Sorted != col:
		l.table.Sorted, l.table.Down = col, false
	case !l.table.Down:
		l.table.Down = true
	default:
		l.table.Sorted, l.table.Down = -1, false
	}
	l.order()
	l.table.Mark(-1)
	l.marked()
}

func (l *List) order() {
	col, down := l.table.Sorted, l.table.Down
	slices.SortFunc(l.rows, func(a, b *row) int {
		n := 0
		if col > 0 { // column 0 is the name: its order is 姓氏笔画
			n = cmp.Compare(a.text(col), b.text(col))
		}
		if n == 0 {
			n = cmp.Compare(a.order, b.order)
		}
		if down {
			n = -n
		}
		return n
	})
}
