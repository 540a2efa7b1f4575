// Package cadres is the register on screen: the list, a person's page, import
// and export.
package cadres

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
)

// row is a person as the list shows it.
type row struct {
	id    string
	cells [9]string
	order int // place in 姓氏笔画 order
}

var columns = []widgets.Column{
	{Title: "姓名", Width: 112, Sort: true}, {Title: "性别", Width: 46, Sort: true}, {Title: "出生年月", Width: 84, Sort: true}, {Title: "年龄", Width: 46, Sort: true},
	{Title: "党总支", Width: 176, Sort: true, Grow: true}, {Title: "单位", Width: 150, Sort: true, Grow: true}, {Title: "现任职务", Width: 240, Sort: true, Grow: true},
	{Title: "职级", Width: 76, Sort: true}, {Title: "试用期届满", Width: 104, Sort: true},
}

// searchWait is how long typing must rest before it is looked for.
const searchWait = 150 * time.Millisecond

// List is the register.
type List struct {
	d      *desk.Desk
	loads  desk.Loader
	later  desk.Later
	search *widgets.Entry
	count  *widget.Label
	table  *widgets.Grid
	rows   []row
	text   string // what the rows were searched by
	body   *fyne.Container
	full   fyne.CanvasObject
}

// NewList makes the register's screen.
func NewList(d *desk.Desk) *List {
	l := &List{d: d, search: widgets.NewEntry(), count: widget.NewLabel("")}
	l.search.SetPlaceHolder("姓名、拼音首字母、单位、职务（Ctrl+F）")
	l.search.OnChanged = func(string) { l.later.Do(d, searchWait, l.Reload) }
	l.search.OnSubmitted = func(string) {
		if len(l.rows) == 1 {
			Open(d, l.rows[0].id)
		}
	}
	l.table = widgets.NewGrid(columns, func() int { return len(l.rows) }, func(r, c int) widgets.Cell {
		if r >= len(l.rows) {
			return widgets.Cell{}
		}
		return widgets.Cell{Text: l.rows[r].cells[c]}
	})
	l.table.OnOpen = func(r, _ int) { Open(d, l.rows[r].id) }
	l.table.OnSort = l.sortBy
	l.table.OnCopy = func(string) { d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	bar := container.NewBorder(nil, nil, nil, container.NewHBox(l.count,
		desk.Button("新增", theme.ContentAddIcon(), l.New),
		desk.Primary("导入…", theme.FolderOpenIcon(), func() { AskImport(d) }),
		desk.Button("导出…", theme.DocumentSaveIcon(), l.askExport)), l.search)
	l.full = l.table
	l.body = container.NewBorder(bar, nil, nil, nil, l.full)
	return l
}

// Title names the screen.
func (l *List) Title() string { return "干部" }

// Content is what it shows.
func (l *List) Content() fyne.CanvasObject { return l.body }

// Find goes to the search field.
func (l *List) Find() { l.d.Win.Canvas().Focus(l.search) }

// Reload reads the persons the search asks for.
func (l *List) Reload() {
	text := strings.TrimSpace(l.search.Text)
	l.loads.Load(l.d, "读取干部库", func(ctx context.Context) (func(), error) {
		list, _, err := l.d.Session.Store.Cadres(ctx, store.CadreFilter{Text: text, Sort: "strokes"})
		if err != nil {
			return nil, err
		}
		today := l.d.Session.Today()
		rows := make([]row, len(list))
		for i := range list {
			rows[i] = rowOf(&list[i], i, today)
		}
		return func() { l.apply(text, rows) }, nil
	})
}

func rowOf(c *cadre.Cadre, i int, today cadre.Date) row {
	age := ""
	if a := cadre.AgeAt(c.Birth, today); a >= 0 {
		age = fmt.Sprint(a)
	}
	end := ""
	if c.Probation.FormalDate.IsZero() {
		end = c.Probation.EndDate(cadre.UsualProbation).String()
	}
	return row{c.ID, [9]string{c.Name, c.Sex, c.Birth.Dotted(), age, c.Branch, c.Unit, c.Position, c.Rank, end}, i}
}

func (l *List) apply(text string, rows []row) {
	keep := ""
	if m := l.table.Marked(); len(m) == 1 && m[0] < len(l.rows) {
		keep = l.rows[m[0]].id
	}
	l.text, l.rows = text, rows
	l.order()
	l.table.Mark(slices.IndexFunc(l.rows, func(r row) bool { return r.id == keep }))
	l.count.SetText(fmt.Sprintf("%d 人", len(rows)))
	l.table.Refresh()
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
}

func (l *List) order() {
	col, down := l.table.Sorted, l.table.Down
	slices.SortStableFunc(l.rows, func(a, b row) int {
		n := 0
		if col > 0 { // column 0 is the name: its order is 姓氏笔画
			n = cmp.Compare(a.cells[col], b.cells[col])
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

// AskNew begins a new person.
func AskNew(d *desk.Desk) { d.Shell.Open(newPerson(d, &cadre.Cadre{})) }

// New begins a new person (Ctrl+N).
func (l *List) New() { AskNew(l.d) }
