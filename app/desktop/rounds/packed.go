package rounds

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/forms/pack"
)

// lackRow is one thing that is not in the pack as it should be.
type lackRow struct {
	kind, branch, person, item, why string
	color                           fyne.ThemeColorName
}

// packed tells what became of a pack: where it lies, what it holds and lacks.
type packed struct {
	p     *Page
	r     *pack.Result
	rows  []lackRow
	table *widgets.Grid
	body  fyne.CanvasObject
}

func newPacked(p *Page, r *pack.Result) *packed {
	v := &packed{p: p, r: r, rows: lackRows(r)}
	v.table = widgets.NewGrid([]widgets.Column{{Title: "程度", Width: 104}, {Title: p.w.Scheme.Said("党总支"), Width: 140}, {Title: p.nameWord(), Width: 90}, {Title: "材料", Width: 170}, {Title: "说明", Width: 380, Grow: true}},
		func() int { return len(v.rows) }, func(r, c int) widgets.Cell {
			x := v.rows[r]
			if c == 0 {
				return widgets.Cell{Text: x.kind, Color: x.color}
			}
			return widgets.Cell{Text: [...]string{"", x.branch, x.person, x.item, x.why}[c]}
		})
	v.table.OnOpen = func(row, _ int) { v.jump(row) }
	v.table.OnCopy = func(string) { p.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	where := widgets.Wrapped("位置：" + r.Path)
	buttons := container.NewHBox(
		desk.Primary("打开文件夹", theme.FolderOpenIcon(), func() { p.d.OpenFolder(r.Path) }),
		desk.Button("打印整套 PDF", theme.DocumentPrintIcon(), func() { p.d.OpenFolder(filepath.Join(r.Path, pack.PrintFile)) }),
		desk.Button("复制位置", theme.ContentCopyIcon(), func() {
			p.d.App.Clipboard().SetContent(r.Path)
			p.d.Shell.Toast("已复制文件夹的位置", false)
		}),
		desk.Button("再做一次", theme.ViewRefreshIcon(), func() { p.d.Shell.Back(); p.pack(r.Path) }))
	head := container.NewVBox(widgets.Heading("√ 成套材料做好了"), where, widgets.Wrapped(packText(p.w.Scheme, r)), buttons, widgets.Heading(lackTitle(v.rows)))
	var list fyne.CanvasObject = v.table
	if len(v.rows) == 0 {
		list = container.NewCenter(widget.NewLabel("√ 没有缺项，都签了字，可以报送。"))
	}
	hint := widget.NewLabel("回车或双击一行，去那个人的页面补齐；补齐后再做一次。“打印整套 PDF”用系统的 PDF 程序打开，按 Ctrl+P 打印。")
	hint.Importance, hint.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	v.body = container.NewBorder(head, hint, nil, nil, list)
	return v
}

func lackTitle(rows []lackRow) string {
	if len(rows) == 0 {
		return "缺项与未签：没有"
	}
	return fmt.Sprintf("缺项与未签：%d 处", len(rows))
}

// Title names the screen.
func (v *packed) Title() string { return "成套材料" }

// Content is what it shows.
func (v *packed) Content() fyne.CanvasObject { return v.body }

// Reload has nothing to read: the page tells of the pack as it was made.
func (v *packed) Reload() {}

func (v *packed) jump(row int) {
	name := v.rows[row].person
	for _, r := range v.p.all {
		if r.name == name && (v.rows[row].branch == "" || r.branch == v.rows[row].branch) {
			v.p.openSubject(r.subject, name, lackTab(v.rows[row].item+v.rows[row].why))
			return
		}
	}
	v.p.d.Shell.Toast(v.p.w.Scheme.Said("这一项是党总支的，")+"请在批次的“材料”里登记", false)
}

// lackRows lists all that is missing, unsigned, too long or to be printed apart.
func lackRows(r *pack.Result) []lackRow {
	var out []lackRow
	for _, l := range r.Missing {
		kind, color := "× 缺", own.ColorMissing
		if l.Unsigned() {
			kind, color = "△ 未签", own.ColorDraft
		}
		out = append(out, lackRow{kind, l.Branch, l.Person, l.Item, l.Why, color})
	}
	for _, o := range r.Overflow {
		out = append(out, lackRow{"▲ 放不下", o.Branch, o.Person, o.Form, o.Field + "：" + o.Text, own.ColorDraft})
	}
	for _, l := range r.Apart {
		out = append(out, lackRow{"● 另外打印", l.Branch, l.Person, l.Item, l.Why, own.ColorSigned})
	}
	return out
}

// packText tells what a pack holds.
func packText(s *review.Scheme, r *pack.Result) string {
	text := fmt.Sprintf(s.Said("党总支 %d 个，考察对象 %d %s，表 %d 份，收到的原件 %d 份，共 %d 个文件；整套打印 %d 页。"), r.Branches, r.Subjects, s.Each(), r.Documents, r.Originals, r.Files, r.Pages)
	for _, k := range []string{"错误", "警告"} {
		if n := r.Open[k]; n > 0 {
			text += fmt.Sprintf("核对出%s %d 个，见批次的“核对”页。", k, n)
		}
	}
	if r.Kept != "" {
		text += "\n原来的文件夹里有别的文件，已改名留下：" + r.Kept
	}
	if len(r.NoGlyph) > 0 {
		text += "\n没有字体可以印这些字：" + string(r.NoGlyph)
	}
	return text
}
